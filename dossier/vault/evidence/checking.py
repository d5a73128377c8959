"""Are the evidence files there, whole, and no others beside them?"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa
from sqlmodel import col

from dossier.vault.evidence.store import PART_SUFFIX, EvidenceStore
from dossier.vault.tables import Exhibit, ExhibitCopy, StoredObject, TipFile

if TYPE_CHECKING:
    from collections.abc import Callable

    from dossier.vault.sessions import VaultSession

_MANY: Final = 1000
HOLDERS: Final[tuple[Any, ...]] = (Exhibit, ExhibitCopy, TipFile)
"""Records that name an evidence file."""
LEVELS: Final = ("quick", "stored", "deep")
"""Sizes alone; sums of the stored bytes, which needs no key; every byte decrypted and summed."""


def faults(
    session: "VaultSession",
    store: EvidenceStore,
    level: str,
    on_progress: "Callable[[int], None] | None" = None,
    *,
    part: tuple[int, int] = (1, 1),
) -> Iterator[tuple[str, str]]:
    """Where and what: each lost, changed or damaged file, exhibits whose file nobody knows, strange files.

    Args:
        session: To read in.
        store: Of the vault.
        level: One of LEVELS.
        on_progress: Called with the number of files looked at so far.
        part: N of T: only this part of the files is read, of the others the size is looked at.

    Yields:
        Place and word. The place is the reference of an exhibit or of a tip's file that holds it, else the beginning
        of its name; the word is "missing", "changed", "damaged", "unreadable", "no key" or "strange file".
    """
    query = sa.select(StoredObject).order_by(col(StoredObject.object_id))
    rows = session.execute(query.execution_options(yield_per=_MANY)).scalars()
    known = set()
    for number, row in enumerate(rows, 1):
        known.add(row.object_id)
        chosen = level if number % part[1] == part[0] % part[1] else "quick"
        if (fault := fault_of(store, row, chosen)) is not None:
            yield _place(session, row.object_id), fault
        if on_progress is not None:
            on_progress(number)
    yield from _keyless(session)
    yield from _of_other_bytes(session)
    yield from ((name, "strange file") for name in _strange(store.folder, known))


def fault_of(store: EvidenceStore, row: StoredObject, level: str) -> str | None:
    """What is wrong with one file at a level of LEVELS; None where nothing is."""
    if not store.is_named_right(row):
        return "damaged"
    return store.content_fault(row) if level == "deep" else store.stored_fault(row, sizes_only=level == "quick")


def _place(session: "VaultSession", object_id: str) -> str:
    query = sa.union_all(*(sa.select(col(one.ref)).where(one.object_id == object_id) for one in HOLDERS))
    return ", ".join(sorted(str(ref) for ref in session.execute(query).scalars())) or object_id[:16]


def _keyless(session: "VaultSession") -> Iterator[tuple[str, str]]:
    known = sa.select(col(StoredObject.object_id))
    query = sa.union_all(
        *(sa.select(col(one.ref)).where(one.object_id.is_not(None), one.object_id.not_in(known)) for one in HOLDERS)
    )
    yield from ((str(ref), "no key") for ref in session.execute(query).scalars())


def _of_other_bytes(session: "VaultSession") -> Iterator[tuple[str, str]]:
    """Records whose sum, which the journal has too, is not that of the file they name."""
    file, differs_from = col(StoredObject.object_id), col(StoredObject.sha256).is_distinct_from
    joined = ((one, sa.select(col(one.ref)).join(StoredObject, one.object_id == file)) for one in HOLDERS)
    query = sa.union_all(*(found.where(differs_from(one.sha256)) for one, found in joined))
    yield from ((str(ref), "damaged") for ref in session.execute(query).scalars())


def _strange(folder: Path, known: set[str]) -> Iterator[str]:
    """Files with no name of ours. A file of ours without a row, or an unfinished one, is what a crash leaves."""
    if not folder.is_dir():
        return
    for path in _files(folder):
        unfinished = path.parent == folder and path.name.startswith(".") and path.name.endswith(PART_SUFFIX)
        ours = path.name in known or (_is_name(path.name) and path.parent.name == path.name[:2])
        if not unfinished and not ours:
            yield path.relative_to(folder).as_posix()[:80]


def _files(folder: Path) -> Iterator[Path]:
    """One folder at a time, so that the names of a hundred thousand files are not in memory at once."""
    for path in sorted(folder.iterdir()):
        if path.is_dir() and not path.is_symlink():
            yield from _files(path)
        else:
            yield path


def _is_name(text: str) -> bool:
    return len(text) == 64 and set(text) <= set("0123456789abcdef")
