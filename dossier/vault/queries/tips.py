"""What the tip desk asks of the vault."""

import uuid
from array import array
from collections.abc import Collection, Sequence
from datetime import date

from sqlmodel import Session, col, select

from dossier.vault.tables import Batch, Event, Tip, TipFile


def tip_by_ref(session: Session, ref: str) -> Tip | None:
    """The tip of a public reference."""
    return session.exec(select(Tip).where(Tip.ref == ref)).first()


def tips_in(session: Session, states: Collection[str], limit: int | None = None) -> Sequence[Tip]:
    """The tips in one of these states, the oldest first."""
    query = select(Tip).where(col(Tip.state).in_(states)).order_by(col(Tip.received_at), col(Tip.id))
    return session.exec(query.limit(limit)).all()


def packed_ids(session: Session, states: Collection[str]) -> bytes:
    """The ids of the tips in these states, the oldest first, sixteen bytes each."""
    packed = array("B")
    query = select(Tip.id).where(col(Tip.state).in_(states)).order_by(col(Tip.received_at), col(Tip.id))
    for found in session.exec(query).yield_per(1000):
        packed.frombytes(found.bytes)
    return packed.tobytes()


def written(session: Session) -> list[tuple[str, str, str]]:
    """Reference, independence group and text of every tip whose text is still there."""
    query = select(Tip.ref, Tip.independence_group, Tip.handle, Tip.text_as_received)
    rows = session.exec(query.where(col(Tip.text_as_received).is_not(None)).order_by(col(Tip.id)))
    return [(ref or "", group or handle, text or "") for ref, group, handle, text in rows]


def tips_of_event(session: Session, event_id: uuid.UUID) -> Sequence[Tip]:
    """The tips that rest on one event, the oldest first."""
    query = select(Tip).where(Tip.promoted_event_id == event_id)
    return session.exec(query.order_by(col(Tip.received_at), col(Tip.id))).all()


def tips_past(session: Session, day: date) -> Sequence[Tip]:
    """The tips that were not used and whose last day is over on this day."""
    unused = ("received", "triaged", "refused")
    query = select(Tip).where(col(Tip.state).in_(unused), col(Tip.expires_on) < day)
    return session.exec(query.order_by(col(Tip.id))).all()


def files_of_tip(session: Session, tip_id: uuid.UUID) -> Sequence[TipFile]:
    """The files that came with a tip."""
    return session.exec(select(TipFile).where(TipFile.tip_id == tip_id).order_by(col(TipFile.id))).all()


def event_by_ref(session: Session, ref: str) -> Event | None:
    """The event of a public reference."""
    return session.exec(select(Event).where(Event.ref == ref)).first()


def chat_taken_in(session: Session, sha256: str) -> Batch | None:
    """The import that brought a chat with exactly these bytes, if it was not undone."""
    query = select(Batch).where(Batch.file_sha256 == sha256, col(Batch.undone_at).is_(None))
    return session.exec(query).first()
