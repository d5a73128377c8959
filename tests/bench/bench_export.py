"""Export through the release policy against csv.writer over the same query: CPU time of the work alone, and memory.

The number of rows is BENCH_ROWS, 30,000 by default: two charges and a punishment of each person, each joined with her
proceeding and herself. With BENCH_ROWS_OF_A_PERSON=1 it is one charge: that is the dearest, since each row is another
person. Each has a consent, so that everybody is judged, every row leaves and every text is searched.
Both sides run in one process by turns, so neither start-up nor a busy machine stands in the ratio; a process of its own
tells how much memory an export takes.
"""

import csv
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dossier.vault import Vault

PASSPHRASE = "plank carnation utensil plaster dill nuzzle"
ROWS = int(os.environ.get("BENCH_ROWS", "30000"))
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "5"))
LIMIT = 2.0
LIMIT_MB = 300
ROWS_OF_A_PERSON = int(os.environ.get("BENCH_ROWS_OF_A_PERSON", "3"))
LISTS = ("charges", "sentences")[:ROWS_OF_A_PERSON]
ARTICLES = ("342-1", "368-1")[:ROWS_OF_A_PERSON]
PROFILES = ("internal", "confidential")
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
        for n in range(ROWS // ROWS_OF_A_PERSON):
            person = writer.add("person", {"label": f"Асоба {n}"})
            proceeding = writer.add("proceeding", {"person_id": person, "branch": "criminal"})
            sentence = writer.add("sentence", {"proceeding_id": proceeding, "imposed": "2021-11"})
            _add_penalty(writer, sentence, n)
            for article in ARTICLES:
                said = {"article_key": f"UK_BY-{article}", "article_as_written": f"ч. 1 ст. {article[:3]} УК"}
                writer.add("charge", {"proceeding_id": proceeding, "code": "UK_BY", **said})
            given = {"person_id": person, "given_by": "self", "form": "written", "obtained_on": date(2026, 1, 1)}
            consent = writer.add("consent", given)
            writer.add("consent_scope", {"consent_id": consent, "scope_code": "C4_NGO", "decision": "yes"})
            if n % 2000 == 0:
                writer.flush()
        writer.flush()


def _add_penalty(writer: object, sentence: uuid.UUID, n: int) -> None:
    term = {"sentence_id": sentence, "kind_code": "IMPR", "term_kind": "time", "years": n % 9 + 1}
    writer.add("penalty", term | {"term_as_written": f"{n % 9 + 1} гады"})  # type: ignore[attr-defined]


def export(vault: "Vault", folder: Path, profile: str) -> None:
    """The subject: both copies of the list, with policy, guard, hashes and receipt."""
    from dossier.export.csv_export import export_lists

    export_lists(vault, LISTS, folder, profile=profile, recipient="B", today=TODAY, built_at=datetime.now(UTC))


def write_plainly(vault: "Vault", path: Path) -> None:
    """The yardstick: the same queries straight into csv.writer, once."""
    from dossier.vault.queries import lists

    with vault.read() as session, path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_NONNUMERIC)
        for name in LISTS:
            for part in lists.read_list(session, name, list(lists._queries(name)[0].columns)).parts:
                writer.writerows(part)


def run_by_turns(vault_folder: str, folder: Path) -> None:
    """Print the CPU seconds of each side: the least of ROUNDS runs, after one that is not counted."""
    from dossier.vault import open_vault

    spent: dict[str, list[float]] = {"writer": [], **{profile: [] for profile in PROFILES}}
    with open_vault(vault_folder, PASSPHRASE) as vault:
        for turn in range(ROUNDS + 1):
            spent["writer"].append(_timed(lambda: write_plainly(vault, folder / "plain.csv")))
            for profile in PROFILES:
                target = folder / f"{profile}{turn}"
                spent[profile].append(_timed(partial(export, vault, target, profile)))
                shutil.rmtree(target)
    print(*(min(times[1:]) for times in spent.values()))


def run_alone(vault_folder: str, folder: Path) -> None:
    """Print the greatest memory of a process that exports, in MB."""
    from dossier.vault import open_vault

    with open_vault(vault_folder, PASSPHRASE) as vault:
        export(vault, folder / "alone", PROFILES[-1])
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)


def _timed(work: Callable[[], None]) -> float:
    before = time.process_time()
    work()
    return time.process_time() - before


def _measure(*arguments: str) -> list[float]:
    done = subprocess.run([sys.executable, __file__, *arguments], check=True, stdout=subprocess.PIPE, text=True)
    return [float(one) for one in done.stdout.split()]


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _make_vault(folder / "vault")
        yard_s, *spent = _measure("by_turns", str(folder / "vault"), name)
        (peak_mb,) = _measure("alone", str(folder / "vault"), name)
    print(f"\nExport of {ROWS} joined rows, {ROWS_OF_A_PERSON} of each person, CPU time; alone {peak_mb:.0f} MB\n")
    print("| what | CPU s | µs a row | ratio | limit | |\n| --- | ---: | ---: | ---: | ---: | --- |")
    print(f"| csv.writer over the same queries, one copy | {yard_s:.2f} | {yard_s / ROWS * 1e6:.0f} | 1 | | |")
    for profile, cpu_s in zip(PROFILES, spent, strict=True):
        ratio = cpu_s / yard_s
        verdict = "holds" if ratio <= LIMIT and peak_mb < LIMIT_MB else "MISSED"
        told = f"{cpu_s:.2f} | {cpu_s / ROWS * 1e6:.0f} | {ratio:.2f} | {LIMIT:g}"
        print(f"| export, both copies, {profile} | {told} | {verdict} |")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["by_turns", vault, target]:
            run_by_turns(vault, Path(target))
        case ["alone", vault, target]:
            run_alone(vault, Path(target))
        case _:
            main()
