"""What is out there: about whom, with whom, under which consents, whether they still hold, and whom to warn.

A consent that is withdrawn after an export calls nothing back; it is shown beside each receipt, so that the recipient
can be asked to delete and the person be told.
"""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from itertools import islice
from typing import Any

from dossier.domain.consents import Decision, permissions
from dossier.vault.queries import exposure as found
from dossier.vault.queries.consents import decisions_of
from dossier.vault.tables import Consent, Receipt

HOLDS = ("holds", "official", "none_asked")
"""States in which nobody has to be asked to delete."""
_AT_ONCE = 500


@dataclass(frozen=True)
class LeftFor:
    """One receipt: what left, when, to whom."""

    receipt: str
    kind: str
    profile: str
    recipient: str
    left_at: str
    """An instant in UTC; empty where the export was cut off, so that it is not known what left."""
    files: list[dict[str, object]]
    counts: dict[str, int]
    held_back: dict[str, int]
    asked_for: list[str]
    encrypted_to: list[str]
    person_count: int


@dataclass(frozen=True)
class ConsentNow:
    """The consent under which something left, as it stands today."""

    state: str
    """holds, withdrawn, expired, refused, gone (no longer in the vault), official, none_asked."""
    consent: str
    """Its reference."""
    given_by: str
    obtained_on: str
    valid_until_on: str
    withdrawn_on: str


@dataclass(frozen=True)
class Affected:
    """A person of whom something left."""

    person: str
    """Her reference; empty where she was taken out of the vault since."""
    label: str
    as_name: bool
    """Whether her name left, or only a number or code."""
    is_held: bool
    """A detention without a recorded end: she can be reached only through others."""
    consent: ConsentNow


@dataclass(frozen=True)
class ReceiptExposure:
    """A receipt with its persons."""

    left: LeftFor
    persons: list[Affected]
    states: dict[str, int] = field(default_factory=dict)
    """State of the consent -> number of persons."""

    def as_json(self) -> dict[str, object]:
        """The whole as one JSON document."""
        return asdict(self)


@dataclass(frozen=True)
class PersonExposure:
    """Where a person is out there."""

    person: str
    label: str
    receipts: list[tuple[LeftFor, Affected]]

    def as_json(self) -> dict[str, object]:
        """The whole as one JSON document."""
        return {
            "person": self.person,
            "label": self.label,
            "receipts": [asdict(left) | {"about_her": asdict(one)} for left, one in self.receipts],
        }


def all_receipts(session: Any, recipient: str = "") -> list[LeftFor]:
    """Every receipt, newest first; those to one recipient where it is named."""
    return [_left(session, one) for one in found.receipts(session, recipient)]


def consents_ended(session: Any, on: date) -> dict[str, int]:
    """Reference of a receipt -> how many persons in it have withdrawn since, or have a consent that ran out."""
    return found.count_ended(session, on)


def exposed_by(session: Any, ref: str, on: date) -> ReceiptExposure:
    """What left with one receipt, and how the consents of each person stand today.

    Args:
        session: Of ``vault.read()``.
        ref: Of the receipt, as typed.
        on: The day on which the consents are looked at.

    Raises:
        Misread: "ref.form", "ref.check", "ref.kind".
        NotFound: "find.nothing".
    """
    receipt = found.receipt_by_ref(session, ref)
    persons = list(_affected(session, receipt, found.persons_in(session, receipt.id), on))
    states: dict[str, int] = {}
    for one in persons:
        states[one.consent.state] = states.get(one.consent.state, 0) + 1
    return ReceiptExposure(_left(session, receipt), persons, dict(sorted(states.items())))


def exposure_of(session: Any, ref: str, on: date) -> PersonExposure:
    """Where a person is out there, whatever record of hers it was.

    Raises:
        As ``exposed_by``.
    """
    joined = found.same_person(session, ref)
    decisions = [one for _person, one in decisions_of(session, [person.id for person in joined])]
    rows = []
    for receipt, shown in found.receipts_of(session, [one.id for one in joined]):
        (person,) = found.as_known_now(session, [shown])
        consent = _consent_now(person, receipt, decisions, on)
        affected = Affected(joined[0].ref or "", joined[0].label, shown.with_name, person.is_held, consent)
        rows.append((_left(session, receipt), affected))
    return PersonExposure(joined[0].ref or "", joined[0].label, rows)


def _affected(session: Any, receipt: Receipt, persons: Iterable[found.LeftPerson], on: date) -> Iterator[Affected]:
    walking = iter(persons)
    while part := list(islice(walking, _AT_ONCE)):
        said = _said(session, [one.person_id for one in part])
        for one in part:
            consent = _consent_now(one, receipt, said.get(one.person_id, []), on)
            yield Affected(one.ref, one.label, one.with_name, one.is_held, consent)


def _said(session: Any, ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[Decision]]:
    said: dict[uuid.UUID, list[Decision]] = {}
    for person_id, decision in decisions_of(session, ids):
        said.setdefault(person_id, []).append(decision)
    return said


def _consent_now(person: found.LeftPerson, receipt: Receipt, decisions: list[Decision], on: date) -> ConsentNow:
    consent = person.consent
    if consent is None:
        asked = person.had_consent
        state = "gone" if asked else "official" if person.is_official else "none_asked"
        return ConsentNow(state, "", "", "", "", "")
    state = _state(consent, receipt.recipient, decisions, on)
    days = (consent.obtained_on, consent.valid_until_on, consent.withdrawn_on)
    return ConsentNow(
        state, consent.ref or "", consent.given_by, *("" if one is None else one.isoformat() for one in days)
    )


def _state(consent: Consent, recipient: str, decisions: list[Decision], on: date) -> str:
    """How it stands today: withdrawn and expired are its own, refused is a later no in all of its scopes."""
    if consent.withdrawn_on is not None and consent.withdrawn_on <= on:
        return "withdrawn"
    if consent.valid_until_on is not None and consent.valid_until_on < on:
        return "expired"
    scopes = {one.scope for one in decisions if one.consent_id == consent.id and one.answer == "yes"}
    said = permissions(decisions, recipient, on)
    return "holds" if any(scope in said and not said[scope].why_not for scope in scopes) else "refused"


def _left(session: Any, receipt: Receipt) -> LeftFor:
    return LeftFor(
        receipt.ref or "", receipt.kind, receipt.profile, receipt.recipient, _instant(receipt.left_at),
        list(receipt.files), dict(receipt.counts), dict(receipt.held_back), list(receipt.record_refs),
        list(receipt.encrypted_to), found.count_persons(session, receipt.id),
    )  # fmt: skip


def _instant(at: datetime | None) -> str:
    return "" if at is None else at.strftime("%Y-%m-%dT%H:%M:%SZ")
