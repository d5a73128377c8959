# The program alone, for one person at a terminal. The vault lives in the volume /data.
FROM debian:12-slim

RUN apt-get update \
 && apt-get install --no-install-recommends -y \
      libharfbuzz-subset0 libpango-1.0-0 libpangoft2-1.0-0 python3 python3-venv \
 && rm -rf /var/lib/apt/lists/*

WORKDIR /srv/dossier
COPY requirements.lock ./
RUN python3 -m venv .venv \
 && .venv/bin/python -m pip install --no-cache-dir --no-deps --only-binary :all: --require-hashes -r requirements.lock

COPY LICENSE README.md pyproject.toml ./
COPY dossier dossier
COPY exports exports
COPY migrations migrations
COPY seeds seeds
RUN .venv/bin/python -c 'import pathlib, sysconfig; pathlib.Path(sysconfig.get_path("purelib"), "dossier-checkout.pth").write_text("../../../..\n")' \
 && .venv/bin/python -m compileall -q dossier \
 && useradd --create-home --uid 1000 lawyer \
 && install -d -m 0700 -o lawyer -g lawyer /data

USER lawyer
WORKDIR /data
VOLUME /data
ENV DOSSIER_VAULT=/data/vault LANG=C.UTF-8 PYTHONDONTWRITEBYTECODE=1
ENTRYPOINT ["/srv/dossier/.venv/bin/python", "-P", "-m", "dossier"]
