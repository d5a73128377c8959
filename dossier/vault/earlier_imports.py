"""What earlier imports brought, and what people decided in them: the next list of the same kind asks for both."""

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from uuid_utils.compat import uuid7

from dossier.vault.tables import Batch, BatchRow, ImportDecision
from dossier.vault.tables.base import now_utc

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlmodel import Session

DONE_FATES = ("new", "finding", "update", "attached", "same")
"""Fates of rows whose records are in the vault."""


def rows_already_in(session: "Session", row_hashes: "Sequence[str]") -> set[str]:
    """Which of these rows a batch that still counts has brought already."""
    return _already_in(session, BatchRow.row_sha256, row_hashes)


def keys_already_in(session: "Session", key_hashes: "Sequence[str]") -> set[str]:
    """Which of these entries of a list a batch that still counts has brought already, with whatever content."""
    return _already_in(session, BatchRow.key_sha256, key_hashes)


def _already_in(session: "Session", column: Any, hashes: "Sequence[str]") -> set[str]:
    query = (
        sa.select(column)
        .join(Batch, Batch.id == BatchRow.batch_id)  # type: ignore[arg-type]
        .where(column.in_(hashes), BatchRow.fate.in_(DONE_FATES), Batch.undone_at.is_(None))  # type: ignore[attr-defined,union-attr]
    )
    return set(session.execute(query).scalars())


def file_seen(session: "Session", file_sha256: str, layout_code: str) -> bool:
    """Whether these very bytes came in already under this layout and still count."""
    query = sa.select(sa.literal(1)).where(
        Batch.file_sha256 == file_sha256,  # type: ignore[arg-type]
        Batch.layout_code == layout_code,  # type: ignore[arg-type]
        Batch.undone_at.is_(None),  # type: ignore[union-attr]
    )
    return session.execute(query.limit(1)).first() is not None


def decisions_for(session: "Session", layout_code: str) -> dict[tuple[str, str], str]:
    """(column, text) -> the text to read instead, as a person has decided for lists of this kind."""
    query = sa.select(ImportDecision.field, ImportDecision.text, ImportDecision.decision).where(  # type: ignore[call-overload]
        ImportDecision.layout_code == layout_code
    )
    return {(field, text): decision for field, text, decision in session.execute(query)}


def remember_decisions(session: Any, layout_code: str, decisions: "Mapping[tuple[str, str], str]") -> None:
    """Keep what a person decided about terms, dates and identities for the next list of this layout; the last counts.

    Args:
        session: Of ``vault.write()``; author and time are those of its transaction.
        layout_code: Of the list.
        decisions: (column or "@person", text) -> the text to read instead, or whom it is.
    """
    for (field, text), decision in decisions.items():
        found = session.execute(
            sa.select(ImportDecision).where(
                ImportDecision.layout_code == layout_code,  # type: ignore[arg-type]
                ImportDecision.field == field,  # type: ignore[arg-type]
                ImportDecision.text == text,  # type: ignore[arg-type]
            )
        ).scalar_one_or_none()
        if found is None:
            found = ImportDecision(id=uuid7(), layout_code=layout_code, field=field, text=text, decision=decision,
                                   decided_by=session.author)  # fmt: skip
            session.add(found)
        found.decision, found.decided_by, found.decided_at = decision, session.author, now_utc()
    session.flush()
