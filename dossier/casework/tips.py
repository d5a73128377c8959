"""The tip desk: what was received and is not yet believed becomes an event, or is refused, or runs out.

A tip has a random handle and no writer. Tips of one writer share an independence group, whose code is random as well
and means nothing outside of the file that they came from.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from dossier.casework.partial_columns import date_columns
from dossier.domain.dates import PartialDate
from dossier.domain.identity_marks import IdentityMark, find_identity_marks
from dossier.domain.refs import ALPHABET
from dossier.domain.same_words import SHORTEST_COPY, folded_words, independent_count
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
        "tip.decided": N_("This tip was decided already. A refused one can be taken up again until it runs out."),
        "tip.why": N_("Say why it is refused; the reason stays when the tip is gone."),
        "tip.event": N_("There is no event of this reference. The reference of an event begins with E-."),
        "tip.contact": N_("Nothing was given to seal: a telephone number, an account, an address."),
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
    if not 1 <= kept_days <= 730:
        raise Refused("tip.kept_days", field="kept_days")
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


@dataclass(frozen=True)
class Corroboration:
    """What else speaks for a tip, or only seems to."""

    same_writer: int
    """Other tips of the same writer: they are one source with it."""
    same_words: tuple[str, ...]
    """References of other tips with the same words: passed on, and so one source with it too."""
    independent: int
    """Sources that do not depend on each other behind the event that it stands for; 0 where it stands for none."""


def corroboration_of(vault: "Vault", ref: str) -> Corroboration:
    """How a tip stands among the others.

    Raises:
        NotFound: "tip.none".
    """
    with vault.read() as session:
        tip = _tip(session, ref)
        mine, words = tip.independence_group or tip.handle, folded_words(tip.text_as_received or "")
        others = [one for one in tips.written(session) if one[0] != tip.ref]
        is_telling = len(words) >= SHORTEST_COPY
        copies = tuple(one for one, _group, text in others if is_telling and folded_words(text) == words)
        event_id = tip.promoted_event_id
        return Corroboration(
            sum(group == mine for _ref, group, _text in others),
            copies,
            _independent(session, event_id) if event_id else 0,
        )


def count_past(vault: "Vault", today: date) -> int:
    """How many tips have run out and still hold their content."""
    with vault.read() as session:
        return len(tips.tips_past(session, today))


def tip_view(vault: "Vault", ref: str) -> TipView:
    """One tip.

    Raises:
        NotFound: "tip.none".
    """
    with vault.read() as session:
        return _view(session, _tip(session, ref))


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


def _tip(session: "VaultSession", ref: str) -> Tip:
    tip = tips.tip_by_ref(session, ref)
    if tip is None:
        raise NotFound("tip.none")
    return tip


def _undecided(session: "VaultSession", ref: str) -> Tip:
    tip = _tip(session, ref)
    if tip.state in ("promoted", "expired"):
        raise Refused("tip.decided")
    return tip


def triage_tip(vault: "Vault", ref: str, *, happened: str = "", place: str = "", note: str = "") -> None:
    """Note what a person made of a tip: when and where it happened, in their reading; empty leaves what is there.

    Raises:
        NotFound: "tip.none".
        Refused: "tip.decided".
        Misread: the date is no date.
    """
    read = PartialDate.parse(happened) if happened.strip() else None
    with vault.write() as session:
        tip = _undecided(session, ref)
        for name, value in date_columns("happened", read).items():
            setattr(tip, name, value)
        tip.place_as_written = place.strip() or tip.place_as_written
        tip.decision_note = note.strip() or tip.decision_note
        tip.state = "triaged"


def promote_to_event(vault: "Vault", ref: str, *, event_ref: str = "", title: str = "", case_ref: str = "") -> str:
    """Let a tip stand behind an event: one that is recorded, or a new one with this title; returns its reference.

    Date and place of a new event are those that triage gave the tip, never the time of sending.

    Raises:
        NotFound: "tip.none", "tip.event", "find.nothing".
        Refused: "tip.decided", "tip.event" where neither an event nor a title is given.
    """
    with vault.write(reason="tip promoted") as session:
        tip = _undecided(session, ref)
        event = _event(session, event_ref) if event_ref else _new_event(session, tip, title, case_ref)
        tip.promoted_event_id = event.id
        tip.state = "promoted"
        records.refresh(session, event)
    return event.ref or ""


def _event(session: "VaultSession", ref: str) -> Event:
    event = tips.event_by_ref(session, ref)
    if event is None:
        raise NotFound("tip.event")
    return event


def _new_event(session: "VaultSession", tip: Tip, title: str, case_ref: str) -> Event:
    from dossier.casework.cases import get_case

    if not title.strip():
        raise Refused("tip.event", field="title")
    event = Event(
        title=title.strip(),
        case_id=get_case(session, case_ref).id if case_ref else None,
        happened=tip.happened,
        happened_lower=tip.happened_lower,
        happened_upper=tip.happened_upper,
        happened_as_written=tip.happened_as_written,
        place_as_written=tip.place_as_written,
        protection_class=2,
    )
    session.add(event)
    session.flush()
    return event


def seal_contact(vault: "Vault", ref: str, contact: str) -> date:
    """Seal how whoever reported can be reached to the custodians; returns the day on which nobody can open it more.

    It cannot be read on this computer, and it runs out with the tip.

    Raises:
        NotFound: "tip.none".
        Refused: "tip.decided", "tip.contact", "sealed.custodians", "sealed.too_long", "custodian.changed".
    """
    from dossier.vault import sealing

    if not contact.strip():
        raise Refused("tip.contact", field="contact")
    with vault.write(reason="tip contact sealed") as session:
        tip = _undecided(session, ref)
        ends_on = (tip.expires_on or now_utc().date()) + timedelta(days=1)
        sealing.seal(vault, session, {"contact": contact.strip()}, expires_on=ends_on, tip_id=tip.id, field="contact")
        return ends_on


def refuse_tip(vault: "Vault", ref: str, why: str) -> None:
    """Refuse a tip, with the reason.

    Raises:
        NotFound: "tip.none".
        Refused: "tip.decided", "tip.why".
    """
    if not why.strip():
        raise Refused("tip.why", field="why")
    with vault.write(reason="tip refused") as session:
        tip = _undecided(session, ref)
        tip.state, tip.decision_note = "refused", why.strip()


def expire_tips(vault: "Vault", *, today: date) -> list[str]:
    """Destroy what nobody used until its last day: text, place, date, files, sealed contacts; returns references.

    The tip itself stays with its handle, its state, the month in which it was received and the reason of a refusal, so
    that one can say that it was here. The journal has only sums of what goes, under a salt that goes too. Copies in
    older backups last as long as those backups.
    """
    from dossier.vault import sealing
    from dossier.vault.evidence import EvidenceStore

    with vault.write(reason="tips ran out") as session:
        past = list(tips.tips_past(session, today))
        files = [file for tip in past for file in tips.files_of_tip(session, tip.id)]
        held = {file.object_id for file in files if file.object_id}
        for file in files:
            session.delete(file)
        for tip in past:
            for name in _PERISHABLE:
                setattr(tip, name, None)
            tip.received_at = tip.received_at.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
            tip.state = "expired"
        session.flush()
        sealing.purge_expired(session, today)
        if held:
            store = EvidenceStore(vault)
            for object_id in sorted(held):
                store.drop(session, object_id)
    return [tip.ref or "" for tip in past]


_PERISHABLE = (
    "text_as_received",
    "sent_as_written",
    "place_as_written",
    "happened",
    "happened_lower",
    "happened_upper",
    "happened_as_written",
    "journal_salt",
)


def tip_to_promote(session: "VaultSession", ref: str) -> tuple[Tip, Sequence[TipFile]]:
    """A tip that is still open to a decision, with its files; for who makes exhibits of them.

    Raises:
        NotFound: "tip.none".
        Refused: "tip.decided".
    """
    tip = _undecided(session, ref)
    return tip, tips.files_of_tip(session, tip.id)


def keep_tip(vault: "Vault", ref: str, *, today: date, kept_days: int) -> date:
    """Keep an undecided tip for so many days more, counted from today; returns its last day.

    Raises:
        NotFound: "tip.none".
        Refused: "tip.decided", "tip.kept_days".
    """
    if not 1 <= kept_days <= 730:
        raise Refused("tip.kept_days", field="kept_days")
    with vault.write() as session:
        tip = _undecided(session, ref)
        tip.expires_on = today + timedelta(days=kept_days)
        return tip.expires_on


def independent_sources(vault: "Vault", event_ref: str) -> int:
    """How many sources that do not depend on each other stand behind an event.

    Tips of one writer are one source, and so are tips that pass on the same words.

    Raises:
        NotFound: "tip.event".
    """
    with vault.read() as session:
        return _independent(session, _event(session, event_ref).id)


def _independent(session: "VaultSession", event_id: "uuid.UUID") -> int:
    found = tips.tips_of_event(session, event_id)
    return independent_count((tip.independence_group or tip.handle, tip.text_as_received or "") for tip in found)
