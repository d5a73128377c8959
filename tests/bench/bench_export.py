"""Export through the release policy against csv.writer over the same query, whole processes, CPU time and memory.

The number of persons is BENCH_ROWS, 20,000 by default; each has a penalty, and half of them a consent.
"""

import csv
import os
import resource
import subprocess
import sys
import tempfile
import uuid
from datetime import UTC, date, datetime
from pathlib import Path

PASSPHRASE = "plank carnation utensil plaster dill nuzzle"
ROWS = int(os.environ.get("BENCH_ROWS", "20000"))
LIMIT = 2.0
LIST = "sentences"
TODAY = date(2026, 11, 24)


def _make_vault(folder: Path) -> None:
    from dossier.vault import create_vault
    from dossier.vault.bulk import BulkWriter
    from dossier.vault.keys import Kdf

    kdf = Kdf(memory_kib=19 * 1024, passes=2, lanes=1)
    with (
        create_vault(folder, passphrase=PASSPHRASE, author="bench", kdf=kdf, seed=lambda _session: None) as vault,
        vault.write() as session,
    ):
        writer = BulkWriter(session, author="bench", at=datetime.now(UTC))
        for n in range(ROWS):
            person = writer.add("person", {"label": f"Асоба {n}"})
            proceeding = writer.add("proceeding", {"person_id": person, "branch": "criminal"})
            sentence = writer.add("sentence", {"proceeding_id": proceeding, "imposed": "2021-11"})
            _add_penalty(writer, sentence, n)
            if n % 2:
                given = {"person_id": person, "given_by": "self", "form": "written", "obtained_on": date(2026, 1, 1)}
                consent = writer.add("consent", given)
                writer.add("consent_scope", {"consent_id": consent, "scope_code": "C4_NGO", "decision": "yes"})
            if n % 2000 == 0:
                writer.flush()
        writer.flush()


def _add_penalty(writer: object, sentence: uuid.UUID, n: int) -> None:
    term = {"sentence_id": sentence, "kind_code": "IMPR", "term_kind": "time", "years": n % 9 + 1}
    writer.add("penalty", term | {"term_as_written": f"{n % 9 + 1} гады"})  # type: ignore[attr-defined]


def run_export(folder: str, target: str, profile: str) -> None:
    """The subject: both copies of the list, with policy, guard, hashes and receipt."""
    from dossier.export.csv_export import export_lists
    from dossier.vault import open_vault

    with open_vault(folder, PASSPHRASE) as vault:
        export_lists(vault, [LIST], target, profile=profile, recipient="B", today=TODAY, built_at=datetime.now(UTC))
    _tell()


def run_writer(folder: str, target: str) -> None:
    """The yardstick: the same query straight into csv.writer, once."""
    from dossier.export.csv_export import export_lists  # noqa: F401 - the same start-up
    from dossier.vault import open_vault
    from dossier.vault.queries import lists

    with open_vault(folder, PASSPHRASE) as vault, vault.read() as session:
        reading = lists.read_list(session, LIST, list(lists._queries(LIST)[0].columns))
        with open(target, "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, quoting=csv.QUOTE_NONNUMERIC)
            for part in reading.parts:
                writer.writerows(part)
    _tell()


def _tell() -> None:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    print(usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024)


def _measure(*arguments: str) -> tuple[float, int]:
    done = subprocess.run([sys.executable, __file__, *arguments], check=True, capture_output=True, text=True)
    cpu_s, peak_mb = done.stdout.split()
    return float(cpu_s), int(peak_mb)


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _make_vault(folder / "vault")
        yard_s, yard_mb = _measure("writer", str(folder / "vault"), str(folder / "plain.csv"))
        rows = [
            (profile, *_measure("export", str(folder / "vault"), str(folder / profile), profile))
            for profile in ("internal", "confidential")
        ]
    print(f"\nExport of {ROWS} joined rows, CPU time of the whole process\n")
    print("| what | CPU s | peak MB | ratio | limit | |\n| --- | ---: | ---: | ---: | ---: | --- |")
    print(f"| csv.writer over the same query, one copy | {yard_s:.2f} | {yard_mb} | 1 | | |")
    for profile, cpu_s, peak_mb in rows:
        ratio = cpu_s / yard_s
        verdict = "holds" if ratio <= LIMIT else "MISSED"
        print(f"| export, both copies, {profile} | {cpu_s:.2f} | {peak_mb} | {ratio:.2f} | {LIMIT:g} | {verdict} |")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["export", vault, target, profile]:
            run_export(vault, target, profile)
        case ["writer", vault, target]:
            run_writer(vault, target)
        case _:
            main()
