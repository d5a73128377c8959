"""Lists come in, go out again and leave while the power goes; what must hold of each afterwards."""

import hashlib
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa
from sqlmodel import select
from workloads import HOME, PASSPHRASE, make, say

from dossier.vault import open_vault
from dossier.vault.tables import RECORDS, Batch, Receipt

if TYPE_CHECKING:
    from dossier.vault import Vault

ROWS: Final = 40
LIST: Final = "list.csv"
OUT: Final = "lists"
_TOLD: Final = "told:"
"""The process that reads a list writes lines too."""
_HEAD: Final = "No,Name,Date of arrest,Charge,Place of detention\n"


def make_with_list(folder: Path) -> None:
    """A vault, and a list beside it."""
    folder.mkdir()
    make(folder / HOME)
    rows = (
        f"{number},Anna Example-{number},{number % 28 + 1:02d}.05.2013,234,Prison {number}\n" for number in range(ROWS)
    )
    (folder / LIST).write_text(_HEAD + "".join(rows), encoding="utf-8")


def make_imported(folder: Path) -> None:
    """The same with the list in the vault."""
    make_with_list(folder)
    _import(folder)


def take_in(folder: Path) -> None:
    """The list comes in."""
    say(f"{_TOLD} {_import(folder)}")


def _import(folder: Path) -> str:
    from dossier.intake import import_file

    with open_vault(folder / HOME, PASSPHRASE) as vault:
        return str(import_file(vault, folder / LIST, link=False).batch)


def take_out(folder: Path) -> None:
    """The import is undone."""
    from dossier.intake import undo_batch

    with open_vault(folder / HOME, PASSPHRASE) as vault:
        with vault.read() as session:
            (ref,) = session.exec(select(Batch.ref)).all()
        undo_batch(vault, str(ref))
    say(f"{_TOLD} undone")


def leave(folder: Path) -> None:
    """Two lists leave."""
    from dossier.export.csv_export import export_lists

    with open_vault(folder / HOME, PASSPHRASE) as vault:
        report = export_lists(vault, ["persons", "detentions"], folder / OUT, profile="internal",
                              today=date(2026, 11, 27), built_at=datetime(2026, 11, 27, tzinfo=UTC))  # fmt: skip
    say(f"{_TOLD} {report.receipt}")


def rows_of(vault: "Vault") -> dict[str, int]:
    """Table of records -> its rows; tables without rows are left out."""
    tables: dict[str, Any] = {name: model.__table__ for name, model in RECORDS.items()}  # type: ignore[attr-defined]
    with vault.read() as session:
        counts = {name: session.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
                  for name, table in tables.items()}  # fmt: skip
    return {name: count for name, count in counts.items() if count and name != "receipt"}


def wrong_of_batch(case: str, folder: Path, saved: list[str]) -> list[str]:
    """All rows of the list with its batch, or none; which of both where the end was told."""
    with open_vault(folder / HOME, PASSPHRASE) as vault:
        there = rows_of(vault)
    persons, is_told = there.get("person", 0), bool(_told(saved))
    wrong = [] if persons in (0, ROWS) else ["half of a list"]
    wrong += ["a trace of a list"] if not persons and set(there) - {"batch"} else []
    if is_told and persons != (ROWS if case == "import" else 0):
        wrong.append("what was told is not so")
    return wrong


def wrong_of_lists(folder: Path, saved: list[str]) -> list[str]:
    """The folder is whole and has its receipt, or is not there."""
    with open_vault(folder / HOME, PASSPHRASE) as vault, vault.read() as session:
        receipts = {one.ref: one for one in session.exec(select(Receipt))}
    wrong = [] if _told(saved) <= set(receipts) else ["a told receipt is gone"]
    if not (folder / OUT).exists():
        return [*wrong, *(["what was told is gone"] if _told(saved) else [])]
    wrong += [] if any(one.left_at is not None for one in receipts.values()) else ["lists without a receipt"]
    for line in (folder / OUT / "SHA256SUMS").read_text(encoding="utf-8").splitlines():
        sha256, name = line.split("  ")
        if hashlib.sha256((folder / OUT / name).read_bytes()).hexdigest() != sha256:
            wrong.append(f"half of {name}")
    return wrong


def _told(saved: list[str]) -> set[str]:
    text = "\n".join(saved).replace(f"{_TOLD}\n", f"{_TOLD} ")
    return {line.removeprefix(_TOLD).strip() for line in text.split("\n") if line.startswith(_TOLD)}
