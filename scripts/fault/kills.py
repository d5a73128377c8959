"""kill -9 at moments of chance: scripts/fault/run kills [TIMES] [CASE…] kills an import, an undo, lists, a package.

Each case runs in a process of its own that says when the vault is open; it and all that it started are killed at a
moment drawn between that and its usual end, until so many kills (100) came before the end. Then the vault must be
sound, every table as it was before or as it is after, with what the search finds, and the folder that was to leave
whole or not there.
"""

import csv
import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import powercut
import sqlalchemy as sa
from sqlmodel import select
from workloads import CHEAP, LIST, PASSPHRASE, say

from dossier.casework.unfinished import SUFFIX, beside
from dossier.errors import DossierError
from dossier.vault import create_vault, open_vault
from dossier.vault.checking import check_vault
from dossier.vault.tables import RECORDS, Batch, Receipt

if TYPE_CHECKING:
    from dossier.vault import Vault

DO: Final = "--do"
"""One case alone, in the process that is killed: the first argument where the script starts itself."""
ROWS: Final = 1200
HOME, OUT = "home", "out"
OPEN = "open"
_TODAY, _AT = date(2026, 11, 27), datetime(2026, 11, 27, tzinfo=UTC)
_NOT_COMPARED = {"batch", "receipt", "receipt_person", "draft"}
"""What an undo or an export leaves on purpose."""


def make_listed(folder: Path) -> None:
    """A vault with what comes with the program, and beside it a list: each row is a person, a charge and more."""
    from dossier.intake.layouts import shipped_layouts

    folder.mkdir()
    create_vault(folder / HOME, passphrase=PASSPHRASE, author="A", kdf=CHEAP).close()
    header = shipped_layouts()["viasna"].header_sets["ru"]
    row = {
        "Статус": "Политзаключенная", "Дата задержания": "12.09.2021", "Предъявлены обвинения": "ч. 1 ст. 342 УК",
        "Дата приговора": "25.02.2022", "Решение суда": "2 года", "Место заключения": "ИК-99",
    }  # fmt: skip
    with (folder / LIST).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, delimiter=";")
        writer.writeheader()
        writer.writerows(row | {"Имя и фамилия": f"Анна Пример-{n}"} for n in range(ROWS))


def make_imported(folder: Path) -> None:
    """The same with the list taken in."""
    make_listed(folder)
    with open_vault(folder / HOME, PASSPHRASE) as vault:
        _import(vault, folder)


def _import(vault: "Vault", folder: Path) -> None:
    from dossier.intake import import_file

    import_file(vault, folder / LIST)


def _undo(vault: "Vault", _folder: Path) -> None:
    from dossier.intake import undo_batch

    with vault.read() as session:
        (ref,) = session.exec(select(Batch.ref)).all()
    undo_batch(vault, str(ref))


def _lists(vault: "Vault", folder: Path) -> None:
    from dossier.export.csv_export import export_lists

    export_lists(vault, (), folder / OUT, profile="internal", today=_TODAY, built_at=_AT)


def _package(vault: "Vault", folder: Path) -> None:
    from dossier.export.package_export import export_package

    export_package(vault, folder / OUT, today=_TODAY)


CASES: Final[dict[str, tuple[Callable[[Path], None], Callable[["Vault", Path], None]]]] = {
    "import": (make_listed, _import),
    "undo": (make_imported, _undo),
    "lists": (make_imported, _lists),
    "package": (make_imported, _package),
}
"""Case -> what makes the folder that it begins with, and what is done in it."""


def do(case: str, folder: Path) -> None:
    """The work alone; a line when the vault is open, and one at the end."""
    with open_vault(folder / HOME, PASSPHRASE) as vault:
        say(OPEN)
        CASES[case][1](vault, folder)
    say("done")


def state(vault: "Vault") -> tuple[str, dict[str, int]]:
    """Every record of every table as one hash, and how many each table has, with what the search finds of the list."""
    found, counts = hashlib.sha256(), {"search": len(vault.search("Анна Пример", limit=50))}
    with vault.read() as session:
        for name in sorted(RECORDS.keys() - _NOT_COMPARED):
            rows = sorted(repr(tuple(row)) for row in session.execute(sa.select(RECORDS[name].__table__)))  # type: ignore[attr-defined]
            counts |= {name: len(rows)}
            found.update("\n".join([name, *rows]).encode())
    return found.hexdigest(), counts


def wrong(case: str, folder: Path, right: dict[str, object], told: bool) -> tuple[str, list[str]]:
    """The state that is left, and what does not hold after a kill: nothing where all does.

    Args:
        case: Of ``CASES``.
        folder: As the kill left it.
        right: The states that may be: "before", "after".
        told: Whether the end of the work was said.
    """
    try:
        with open_vault(folder / HOME, PASSPHRASE) as vault:
            found = [f"{one.part}: {one.what}" for one in check_vault(vault, evidence="deep")]
            hashed, counts = state(vault)
            found += _of_folder(vault, folder, told) if case in ("lists", "package") else []
    except DossierError as problem:
        return "", [f"does not open: {problem.code}"]
    # an import makes references and times of its own, so that of it only the numbers can be compared
    is_before, is_after = hashed == right["before"], (counts if case == "import" else hashed) == right["after"]
    if told and not is_after:
        found.append("what was told is not so")
    now = "before" if is_before else "after" if is_after else "half"
    return now, [*found, *(["half of it"] if now == "half" else [])]


def _of_folder(vault: "Vault", folder: Path, told: bool) -> list[str]:
    """The folder is whole and has its receipt, or is not there."""
    with vault.read() as session:
        left = [one for one in session.exec(select(Receipt)) if one.left_at is not None]
    beside(folder / "the next")
    found = ["a half in clear stays"] if any(folder.glob(f".*{SUFFIX}")) else []
    if not (folder / OUT).exists():
        return [*found, *(["what was told is gone"] if told else [])]
    found += [] if left else ["a folder without a receipt"]
    for line in (folder / OUT / "SHA256SUMS").read_text(encoding="utf-8").splitlines():
        sha256, name = line.split("  ")
        if hashlib.sha256((folder / OUT / name).read_bytes()).hexdigest() != sha256:
            found.append(f"half of {name}")
    return found


def run(case: str, times: int) -> tuple[Counter[str], Counter[str]]:
    """How often each state was left by so many kills before the end, and the violations."""
    prepare, _work = CASES[case]
    hit, left, found = 0, Counter[str](), Counter[str]()
    chance = random.Random(case)
    with tempfile.TemporaryDirectory(prefix="kills") as name:
        fresh, root = Path(name) / "fresh", Path(name) / "vault"
        prepare(fresh)
        right, usual_s = _rights(case, fresh, root)
        while hit < times:
            shutil.rmtree(root, ignore_errors=True)
            shutil.copytree(fresh, root)
            told = _killed(case, root, chance.random() * usual_s)
            hit += not told
            now, violated = wrong(case, root, right, told)
            found.update(violated)
            left[now + (", a folder" if (root / OUT).exists() else "")] += not told
    return left, found


def _rights(case: str, fresh: Path, root: Path) -> tuple[dict[str, object], float]:
    """The states that may be left, and the seconds that the work takes from the open vault to its end."""
    shutil.copytree(fresh, root)
    started = time.monotonic()
    with _started(case, root) as process:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == OPEN
        started = time.monotonic()
        assert process.stdout.readline().strip() == "done"
    usual_s = time.monotonic() - started
    with open_vault(fresh / HOME, PASSPHRASE) as vault:
        before = state(vault)
    with open_vault(root / HOME, PASSPHRASE) as vault:
        after = state(vault)
    return {"before": before[0], "after": after[1] if case == "import" else after[0]}, usual_s


def _started(case: str, root: Path) -> "subprocess.Popen[str]":
    command = [sys.executable, "-P", str(Path(__file__).resolve()), DO, case, str(root)]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=powercut.environment(),
        start_new_session=True,
    )  # fmt: skip


def _killed(case: str, root: Path, after_s: float) -> bool:
    """Kill the work and all that it started so many seconds after the vault was opened; whether it had ended."""
    with _started(case, root) as process:
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(after_s)
        os.killpg(process.pid, signal.SIGKILL)
        return process.stdout.readline().strip() == "done"


def main(arguments: list[str]) -> int:
    """Print a line for each case; 1 where something is violated."""
    if arguments[:1] == [DO]:
        do(arguments[1], Path(arguments[2]))
        return 0
    times = int(arguments[0]) if arguments else 100
    status = 0
    for case in arguments[1:] or CASES:
        left, found = run(case, times)
        print(
            f"{case:8s} {times} kills before the end, left {dict(+left)}: {dict(found) or 'no violation'}", flush=True
        )
        status = 1 if found else status
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
