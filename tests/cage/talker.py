"""A worker that is asked again and again and tries to get out; the tests start it as any other."""

import sys

import prisoner  # type: ignore[import-not-found]

from dossier.cage.asking import Supply, serve


def _work(job: dict[str, object], supply: Supply) -> dict[str, object]:
    way = str(job["way"])
    if way == "fetch":
        found = supply({"name": job["name"]})
        return {"found": None if found is None else found.decode()}
    if way == "garbage":
        sys.stdout.buffer.write(b"no json\n")
        sys.stdout.buffer.flush()
    facts, _content = prisoner.work(job, b"")
    return dict(facts)


if __name__ == "__main__":
    sys.exit(serve(lambda: None, _work))
