"""An import is undone and lists leave while the power goes; what must hold of each afterwards."""

import hashlib
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa
from sqlmodel import select
from workloads import HOME, LISTED, PASSPHRASE, make_with_list, say, take_in_list

from dossier.casework.unfinished import SUFFIX, beside
from dossier.vault import open_vault
from dossier.vault.tables import RECORDS, Batch, Receipt

OUT: Final = "lists"
_UNDONE: Final = "undone"


def make_imported(folder: Path) -> None:
    """A vault with a list in it."""
    make_with_list(folder)
    take_in_list(folder)


def take_out(folder: Path) -> None:
    """The import is undone."""
    from dossier.intake import undo_batch

    with open_vault(folder / HOME, PASSPHRASE) as vault:
        with vault.read() as session:
            (ref,) = session.exec(select(Batch.ref)).all()
        undo_batch(vault, str(ref))
    say(_UNDONE)


def leave(folder: Path) -> None:
    """Two lists leave."""
    from dossier.export.csv_export import export_lists

    with open_vault(folder / HOME, PASSPHRASE) as vault:
        report = export_lists(vault, ["persons", "detentions"], folder / OUT, profile="internal",
                              today=date(2026, 11, 27), built_at=datetime(2026, 11, 27, tzinfo=UTC))  # fmt: skip
    say(report.receipt)


def wrong_of_undo(folder: Path, saved: list[str]) -> list[str]:
    """All records of the list are there or none, and none where the end was told; its batch stays."""
    tables: dict[str, Any] = {name: model.__table__ for name, model in RECORDS.items()}  # type: ignore[attr-defined]
    with open_vault(folder / HOME, PASSPHRASE) as vault, vault.read() as session:
        counts = {name: session.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
                  for name, table in tables.items()}  # fmt: skip
    there = {name for name, count in counts.items() if count}
    if counts["person"] == 0:
        return [] if there == {"batch"} else ["a trace of what was undone"]
    half = counts["person"] != LISTED or counts["person_name"] != LISTED
    return ["half of a list"] if half else ["what was told is not so"] if _UNDONE in saved else []


def wrong_of_lists(folder: Path, saved: list[str]) -> list[str]:
    """The folder is whole and has its receipt, or is not there; a receipt that was told is."""
    with open_vault(folder / HOME, PASSPHRASE) as vault, vault.read() as session:
        receipts = {one.ref: one for one in session.exec(select(Receipt))}
    wrong = [] if set(saved) <= set(receipts) else ["a told receipt is gone"]
    beside(folder / "the next lists")
    wrong += ["a half in clear stays"] if any(folder.glob(f".*{SUFFIX}")) else []
    if not (folder / OUT).exists():
        return [*wrong, *(["what was told is gone"] if saved else [])]
    wrong += [] if any(one.left_at is not None for one in receipts.values()) else ["lists without a receipt"]
    for line in (folder / OUT / "SHA256SUMS").read_text(encoding="utf-8").splitlines():
        sha256, name = line.split("  ")
        if hashlib.sha256((folder / OUT / name).read_bytes()).hexdigest() != sha256:
            wrong.append(f"half of {name}")
    return wrong
