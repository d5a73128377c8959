"""A whole dossier in its child process against bare WeasyPrint on the same HTML: whole processes, the least of rounds.

The yardstick writes an untagged PDF without the standards, from the same HTML and fonts.
"""

import json
import subprocess
import sys
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

from processes import compare, print_table  # type: ignore[import-not-found]

PASSPHRASE = "plank carnation utensil plaster dill nuzzle"
AT = datetime(2026, 11, 24, 12, tzinfo=UTC)
LIMIT = 1.6
ROUNDS = 3

BARE = """
import json, sys
from dossier.export.pdf.child import _fetcher
from weasyprint import HTML
job = json.load(open(sys.argv[1]))
HTML(string=job["html"], base_url="dossier:", url_fetcher=_fetcher()).write_pdf(sys.argv[2])
"""


def _job(folder: Path) -> Path:
    """The pages of the invented trial, frozen once for both."""
    from dossier.casework.assemble import assemble_dossier
    from dossier.casework.case_files import load_case_file
    from dossier.export.pdf.page import dossier_html
    from dossier.resources import seed_path
    from dossier.vault import create_vault
    from dossier.vault.keys import Kdf

    kdf = Kdf(memory_kib=19 * 1024, passes=2, lanes=1)
    with create_vault(folder / "vault", passphrase=PASSPHRASE, author="bench", kdf=kdf) as vault:
        ref = load_case_file(vault, seed_path("cases", "example_trial.yaml"))[0]
        with vault.read() as session:
            view = assemble_dossier(session, ref, profile="sealed", lang="en", on=date(2026, 11, 24))
    html = dossier_html(view, pack_id="BENCH", built_at=AT)
    job = {"html": html, "built_at": AT.isoformat(), "identifier": "BENCH", "data": "{}"}
    (folder / "job.json").write_text(json.dumps(job), encoding="utf-8")
    return folder / "job.json"


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as scratch:
        job = _job(Path(scratch))

        def ours() -> None:
            child = [sys.executable, "-m", "dossier.export.pdf.child"]
            subprocess.run(child, stdin=job.open("rb"), stdout=subprocess.DEVNULL, check=True)

        def bare() -> None:
            command = [sys.executable, "-c", BARE, str(job), str(Path(scratch) / "bare.pdf")]
            subprocess.run(command, stderr=subprocess.DEVNULL, check=True)

        row = compare(("dossier, PDF/A-3a + UA-1", ours), ("bare WeasyPrint", bare), rounds=ROUNDS, limit=LIMIT)
    print_table("PDF of the invented trial, the same HTML", [row])


if __name__ == "__main__":
    main()
