"""The tip desk: what was received and is not yet believed. What becomes of it: ``tip_decisions`` and ``tip_expiry``.

A tip has a random handle and no writer. Tips of one writer share an independence group, whose code is random as well
and means nothing outside of the file that they came from.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from dossier.domain.identity_marks import IdentityMark, find_identity_marks
from dossier.domain.refs import ALPHABET
from dossier.errors import NotFound, Refused, add_messages
from dossier.i18n import N_
from dossier.vault.queries import any_record, records, tips
from dossier.vault.tables import Event, Tip, TipFile
from dossier.vault.tables.base import now_utc

if TYPE_CHECKING:
    import uuid
    from pathlib import Path

    from dossier.vault import Vault
    from dossier.vault.evidence import EvidenceStore
    from dossier.vault.sessions import VaultSession

KEPT_DAYS = 90
"""How long a tip that nobody used is kept, where the person says nothing else."""
OPEN_STATES = ("received", "triaged")

add_messages(
    {
        "tip.empty": N_("A tip needs a text or a file."),
        "tip.none": N_("There is no tip of this reference. The reference of a tip begins with T-."),
        "tip.kept_days": N_("A tip is kept from 1 to 730 days."),
    }
)


@dataclass(frozen=True)
class Report:
    """What came in, before it is a tip."""

    text: str
    received_at: datetime | None = None
    sent_as_written: str = ""
    place_as_written: str = ""
    is_forwarded: bool = False
    independence_group: str = ""


def add_file(session: "VaultSession", store: "EvidenceStore", tip: Tip, path: "Path") -> TipFile:
    """Take the bytes of a file that came with a tip into the evidence store, inside a transaction that is open.

    Raises:
        UnreadableInput: as ``evidence.opened_source``.
        StoreProblem: "store.full", "store.failed".
    """
    from dossier.vault.evidence.source import opened_source

    with opened_source(path) as source, store.staged(source, size_bytes=path.stat().st_size) as staged:
        held = store.keep(session, staged)
    file = TipFile(
        tip_id=tip.id,
        batch_id=tip.batch_id,
        file_name_as_received=path.name[-500:],
        object_id=held.object_id,
        sha256=held.sha256,
        size_bytes=held.size_bytes,
        protection_class=3,
    )
    session.add(file)
    return file


@dataclass(frozen=True)
class TipView:
    """A tip as the desk shows it."""

    ref: str
    handle: str
    state: str
    received_at: datetime
    text: str
    sent_as_written: str
    happened: str
    place: str
    is_forwarded: bool
    independence_group: str
    expires_on: date | None
    note: str
    event_ref: str
    file_count: int
    marks: tuple[IdentityMark, ...]
    """What in the text looks like somebody's identity."""


def new_group() -> str:
    """A random code for the tips of one writer in one file."""
    return "G-" + _random(8)


def _random(length: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def require_days(kept_days: int) -> None:
    """Refuse a number of days that is not one for a tip.

    Raises:
        Refused: "tip.kept_days".
    """
    if not 1 <= kept_days <= 730:
        raise Refused("tip.kept_days", field="kept_days")


def add_tip(
    session: "VaultSession",
    report: Report,
    *,
    today: date,
    kept_days: int = KEPT_DAYS,
    batch_id: "uuid.UUID | None" = None,
) -> Tip:
    """Record a tip inside a transaction that is open.

    Args:
        session: Of ``vault.write()``.
        report: What came in.
        today: From which the days are counted.
        kept_days: How long it is kept if nobody uses it, 1 to 730.
        batch_id: The import that brought it.

    Raises:
        Refused: "tip.kept_days".
    """
    require_days(kept_days)
    tip = Tip(
        batch_id=batch_id,
        handle="H-" + _random(8),
        received_at=report.received_at or now_utc(),
        text_as_received=report.text or None,
        sent_as_written=report.sent_as_written or None,
        place_as_written=report.place_as_written or None,
        is_forwarded=report.is_forwarded,
        independence_group=report.independence_group or new_group(),
        expires_on=today + timedelta(days=kept_days),
        protection_class=3,
    )
    session.add(tip)
    session.flush()
    return tip


def take_in_text(vault: "Vault", text: str, *, today: date, kept_days: int = KEPT_DAYS) -> str:
    """Record what somebody told or wrote; returns the reference.

    Raises:
        Refused: "tip.empty", "tip.kept_days".
    """
    if not text.strip():
        raise Refused("tip.empty", field="text")
    with vault.write() as session:
        tip = add_tip(session, Report(text.strip()), today=today, kept_days=kept_days)
        records.refresh(session, tip)
    return tip.ref or ""


def open_tips(vault: "Vault", states: Sequence[str] = OPEN_STATES, limit: int | None = None) -> list[TipView]:
    """The tips in these states, the oldest first."""
    with vault.read() as session:
        return [_view(session, tip) for tip in tips.tips_in(session, states, limit)]


def ids_in(vault: "Vault", states: Sequence[str]) -> bytes:
    """The ids of the tips in these states, the oldest first; sixteen bytes each."""
    with vault.read() as session:
        return tips.packed_ids(session, states)


def views_of(vault: "Vault", ids: "Sequence[uuid.UUID]") -> list[TipView]:
    """Some tips, in the order of the ids."""
    with vault.read() as session:
        return [_view(session, tip) for tip in any_record.by_ids(session, "tip", ids)]


def tip_view(vault: "Vault", ref: str) -> TipView:
    """One tip.

    Raises:
        NotFound: "tip.none".
    """
    with vault.read() as session:
        return _view(session, tip_of(session, ref))


def _view(session: "VaultSession", tip: Tip) -> TipView:
    event = session.get(Event, tip.promoted_event_id) if tip.promoted_event_id else None
    text = tip.text_as_received or ""
    return TipView(
        ref=tip.ref or "",
        handle=tip.handle,
        state=tip.state,
        received_at=tip.received_at,
        text=text,
        sent_as_written=tip.sent_as_written or "",
        happened=tip.happened_as_written or tip.happened or "",
        place=tip.place_as_written or "",
        is_forwarded=tip.is_forwarded,
        independence_group=tip.independence_group or "",
        expires_on=tip.expires_on,
        note=tip.decision_note or "",
        event_ref=(event.ref or "") if event else "",
        file_count=len(tips.files_of_tip(session, tip.id)),
        marks=find_identity_marks(text),
    )


def tip_of(session: "VaultSession", ref: str) -> Tip:
    """The tip of a reference.

    Raises:
        NotFound: "tip.none".
    """
    tip = tips.tip_by_ref(session, ref)
    if tip is None:
        raise NotFound("tip.none")
    return tip
