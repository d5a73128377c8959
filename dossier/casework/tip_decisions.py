"""What a person decides of a tip: read it, put it behind an event, refuse it, keep it, seal how to reach its sender."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from dossier.casework.partial_columns import date_columns
from dossier.casework.tips import require_days, tip_of
from dossier.domain.dates import PartialDate
from dossier.errors import NotFound, Refused, add_messages
from dossier.i18n import N_
from dossier.vault.queries import records, tips
from dossier.vault.tables import Event, Tip, TipFile
from dossier.vault.tables.base import now_utc

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dossier.vault import Vault
    from dossier.vault.sessions import VaultSession

add_messages(
    {
        "tip.decided": N_("This tip was decided already. A refused one can be taken up again until it runs out."),
        "tip.why": N_("Say why it is refused; the reason stays when the tip is gone."),
        "tip.event": N_("There is no event of this reference. The reference of an event begins with E-."),
        "tip.contact": N_("Nothing was given to seal: a telephone number, an account, an address."),
    }
)

CONTACT_ENDS: Final = N_(
    "How whoever reported can be reached still ends on {day}; a custodian can move that day: dossier custodian renew"
)


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
        event = event_of(session, event_ref) if event_ref else _new_event(session, tip, title, case_ref)
        tip.promoted_event_id = event.id
        tip.state = "promoted"
        records.refresh(session, event)
    return event.ref or ""


def event_of(session: "VaultSession", ref: str) -> Event:
    """The event of a reference.

    Raises:
        NotFound: "tip.event".
    """
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


def require_sealable(vault: "Vault", ref: str) -> None:
    """Refuse before somebody types how whoever reported can be reached, where it could not be sealed.

    Raises:
        NotFound: "tip.none".
        Refused: "tip.decided", "sealed.custodians", "custodian.changed".
    """
    from dossier.vault.custodians import enough_custodians

    with vault.read() as session:
        _undecided(session, ref)
        enough_custodians(vault.header, session)


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


def keep_tip(vault: "Vault", ref: str, *, today: date, kept_days: int) -> date:
    """Keep an undecided tip for so many days more, counted from today; returns its last day.

    Raises:
        NotFound: "tip.none".
        Refused: "tip.decided", "tip.kept_days".
    """
    require_days(kept_days)
    with vault.write() as session:
        tip = _undecided(session, ref)
        tip.expires_on = today + timedelta(days=kept_days)
        return tip.expires_on


def contact_ends_before(vault: "Vault", ref: str) -> date | None:
    """The day on which a sealed contact ends although its tip is kept longer; None where there is no such.

    Raises:
        NotFound: "tip.none".
    """
    from dossier.vault.sealed_entries import open_entries

    with vault.read() as session:
        tip = tip_of(session, ref)
        ends_on = min((one.expires_on for one in open_entries(session) if one.tip_id == tip.id), default=None)
        return ends_on if ends_on and tip.expires_on and ends_on <= tip.expires_on else None


def tip_to_promote(session: "VaultSession", ref: str) -> "tuple[Tip, Sequence[TipFile]]":
    """A tip that is still open to a decision, with its files; for who makes exhibits of them.

    Raises:
        NotFound: "tip.none".
        Refused: "tip.decided".
    """
    tip = _undecided(session, ref)
    return tip, tips.files_of_tip(session, tip.id)


def _undecided(session: "VaultSession", ref: str) -> Tip:
    tip = tip_of(session, ref)
    if tip.state in ("promoted", "expired"):
        raise Refused("tip.decided")
    return tip
