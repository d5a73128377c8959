"""The custody of an exhibit: a chain of entries that only grows, each with person, time and the hash of the one before.

The form of the hash is in docs/format.md: whoever gets the list can recompute it without the vault. A mistake is
corrected by a further entry; the database refuses to change or remove one.
"""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa
from sqlmodel import col

from dossier.vault.journal_values import plain
from dossier.vault.keys import canonical
from dossier.vault.tables import CustodyEvent, Exhibit
from dossier.vault.tables.base import now_utc

if TYPE_CHECKING:
    from dossier.vault.sessions import VaultSession

FIRST_PREVIOUS_HASH: Final = "0" * 64
HASHED: Final = (
    "number", "event", "happened_at", "by_code", "from_custodian_code", "to_custodian_code", "place", "purpose",
    "method_and_tool", "sha256_before", "sha256_after", "seal_number", "previous_hash",
)  # fmt: skip


def entry_hash(exhibit_ref: str, entry: CustodyEvent) -> str:
    """SHA-256 of the canonical JSON of what an entry says, with the reference of its exhibit."""
    said: dict[str, Any] = {name: plain(getattr(entry, name)) for name in HASHED}
    return hashlib.sha256(canonical({"exhibit": exhibit_ref, **said})).hexdigest()


def append(
    session: "VaultSession", exhibit: Exhibit, event: str, *, at: datetime | None = None, **said: Any
) -> CustodyEvent:
    """Write one entry at the end of the chain of an exhibit, in the caller's transaction.

    Args:
        session: Of ``vault.write()``.
        exhibit: Flushed, so that it has its reference.
        event: One of ``dossier.domain.codes.CUSTODY_EVENTS``.
        at: The instant, UTC; now where it is not given.
        said: Columns of CustodyEvent; ``purpose`` and ``method_and_tool`` are needed, ``by_code`` is the author's name
            where it is not given.
    """
    last = _last(session, exhibit)
    entry = CustodyEvent(
        exhibit_id=exhibit.id,
        number=last.number + 1 if last else 1,
        event=event,
        happened_at=at or now_utc(),
        previous_hash=last.entry_hash if last else FIRST_PREVIOUS_HASH,
        **{"by_code": session.author, "entry_hash": "", **said},
    )
    entry.entry_hash = entry_hash(_ref_of(session, exhibit), entry)
    session.add(entry)
    session.flush()
    return entry


def _last(session: "VaultSession", exhibit: Exhibit) -> CustodyEvent | None:
    """The newest entry; other writers of this chain wait until the transaction ends."""
    session.execute(sa.select(col(Exhibit.id)).where(col(Exhibit.id) == exhibit.id).with_for_update())
    query = sa.select(CustodyEvent).where(col(CustodyEvent.exhibit_id) == exhibit.id)
    return session.execute(query.order_by(col(CustodyEvent.number).desc()).limit(1)).scalar_one_or_none()


def _ref_of(session: "VaultSession", exhibit: Exhibit) -> str:
    """The reference, which the database makes at insertion."""
    query = sa.select(col(Exhibit.ref)).where(col(Exhibit.id) == exhibit.id)
    return str(session.execute(query).scalar_one())


def history(session: "VaultSession", exhibit: Exhibit) -> list[CustodyEvent]:
    """All entries of an exhibit, the oldest first."""
    query = sa.select(CustodyEvent).where(col(CustodyEvent.exhibit_id) == exhibit.id)
    return list(session.execute(query.order_by(col(CustodyEvent.number))).scalars())


def breaks(exhibit_ref: str, entries: Iterable[CustodyEvent]) -> Iterator[tuple[int, str]]:
    """Number and word ("gap", "chain", "entry") of each place where a chain does not hold.

    Args:
        exhibit_ref: Whose chain it is.
        entries: In the order of their numbers.
    """
    number, previous = 0, FIRST_PREVIOUS_HASH
    for entry in entries:
        if entry.number != number + 1:
            yield entry.number, "gap"
        if entry.previous_hash != previous:
            yield entry.number, "chain"
        if entry_hash(exhibit_ref, entry) != entry.entry_hash:
            yield entry.number, "entry"
        number, previous = entry.number, entry.entry_hash


def all_breaks(session: "VaultSession") -> Iterator[tuple[str, int, str]]:
    """Exhibit, number and word of each break in the whole vault; a held exhibit without any entry is a "gap" at 0."""
    query = sa.select(CustodyEvent, col(Exhibit.ref)).join(Exhibit, col(Exhibit.id) == col(CustodyEvent.exhibit_id))
    rows = session.execute(query.order_by(col(Exhibit.ref), col(CustodyEvent.number)).execution_options(yield_per=1000))
    for ref, chain in groupby(rows, key=lambda row: str(row[1])):
        yield from ((ref, number, word) for number, word in breaks(ref, (row[0] for row in chain)))
    bare = sa.select(col(Exhibit.ref)).where(
        col(Exhibit.object_id).is_not(None), col(Exhibit.id).not_in(sa.select(col(CustodyEvent.exhibit_id)))
    )
    yield from ((str(ref), 0, "gap") for ref in session.execute(bare.order_by(col(Exhibit.ref))).scalars())
