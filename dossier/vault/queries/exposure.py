"""What has left: the receipts, the persons in each, and the receipts in which a person stands."""

import uuid
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session, col, select

from dossier.domain.consents import plain_recipient
from dossier.domain.refs import read_ref
from dossier.errors import Misread, NotFound
from dossier.vault.queries.among import among
from dossier.vault.tables import Consent, Episode, Person, Receipt, ReceiptPerson

_AT_ONCE = 500


class LeftPerson(NamedTuple):
    """A person in a receipt, as the vault knows her now."""

    person_id: uuid.UUID
    ref: str
    """Empty where she was taken out of the vault since."""
    label: str
    is_official: bool
    with_name: bool
    had_consent: bool
    """Whether it left under a consent."""
    consent: Consent | None
    """That consent; None where it is no longer in the vault."""
    is_held: bool
    """A detention without a recorded end, of somebody of whom no death is recorded."""


def receipts(session: Session, recipient: str = "") -> list[Receipt]:
    """The receipts, newest first; only those to one recipient where it is named."""
    found = session.exec(select(Receipt).order_by(col(Receipt.id).desc())).all()
    key = plain_recipient(recipient)
    return [one for one in found if not key or plain_recipient(one.recipient) == key]


def receipt_by_ref(session: Session, ref: str) -> Receipt:
    """The receipt of that reference.

    Raises:
        Misread: "ref.form", "ref.check", "ref.kind".
        NotFound: "find.nothing".
    """
    kind, written = read_ref(ref)
    if kind != "receipt":
        raise Misread("ref.kind")
    found = session.exec(select(Receipt).where(col(Receipt.ref) == written)).one_or_none()
    if found is None:
        raise NotFound("find.nothing")
    return found


def same_person(session: Session, ref: str) -> list[Person]:
    """The person of that reference, and the records that were joined with hers; the one that stays comes first.

    Raises:
        Misread: "ref.form", "ref.check", "ref.kind".
        NotFound: "find.nothing".
    """
    kind, written = read_ref(ref)
    if kind != "person":
        raise Misread("ref.kind")
    found = session.exec(select(Person).where(col(Person.ref) == written)).one_or_none()
    if found is None:
        raise NotFound("find.nothing")
    while found.merged_into_id is not None:
        found = session.get_one(Person, found.merged_into_id)
    joined = [found]
    for one in joined:  # grows while it is walked: records may have been joined one after the other
        joined += session.exec(select(Person).where(col(Person.merged_into_id) == one.id)).all()
    return joined


def receipts_of(session: Session, person_ids: Sequence[uuid.UUID]) -> list[tuple[Receipt, ReceiptPerson]]:
    """The receipts in which one of these persons stands, newest first."""
    query = select(Receipt, ReceiptPerson).where(
        ReceiptPerson.receipt_id == Receipt.id, col(ReceiptPerson.person_id).in_(person_ids)
    )
    return [(receipt, person) for receipt, person in session.exec(query.order_by(col(Receipt.id).desc()))]


def count_persons(session: Session, receipt_id: uuid.UUID) -> int:
    """How many persons stand in a receipt."""
    query = select(sa.func.count()).select_from(ReceiptPerson).where(ReceiptPerson.receipt_id == receipt_id)
    return session.exec(query).one()


def count_ended(session: Session, on: date) -> dict[str, int]:
    """Reference of a receipt -> persons in it whose consent was withdrawn or ran out by this day."""
    query = (
        select(Receipt.ref, sa.func.count())
        .join(ReceiptPerson, col(ReceiptPerson.receipt_id) == Receipt.id)
        .join(Consent, col(Consent.id) == ReceiptPerson.consent_id)
        .where(sa.or_(col(Consent.withdrawn_on) <= on, col(Consent.valid_until_on) < on))
        .group_by(col(Receipt.ref))
    )
    return {ref or "": count for ref, count in session.exec(query)}


def persons_in(session: Session, receipt_id: uuid.UUID) -> Iterator[LeftPerson]:
    """The persons of a receipt in the order of their records, streamed."""
    query = select(ReceiptPerson).where(ReceiptPerson.receipt_id == receipt_id)
    rows = session.exec(query.order_by(col(ReceiptPerson.person_id)))
    for part in rows.partitions(_AT_ONCE):
        found = list(part)
        yield from as_known_now(session, found)


def as_known_now(session: Session, rows: Sequence[ReceiptPerson]) -> Iterator[LeftPerson]:
    """The persons of these rows as the vault knows them now."""
    ids = [one.person_id for one in rows]
    persons = {one.id: one for one in session.exec(select(Person).where(among(session, col(Person.id), ids)))}
    consents = _consents(session, {one.consent_id for one in rows if one.consent_id})
    of_them = among(session, col(Episode.person_id), ids)
    open_ended = select(Episode.person_id).where(of_them, col(Episode.ended).is_(None))
    held = set(session.exec(open_ended))
    for row in rows:
        person = persons.get(row.person_id)
        consent = consents.get(row.consent_id) if row.consent_id else None
        yield LeftPerson(
            row.person_id,
            (person.ref or "") if person else "",
            person.label if person else "",
            bool(person and person.is_public_official),
            row.with_name,
            row.consent_id is not None,
            consent,
            row.person_id in held and person is not None and not person.is_dead,
        )


def _consents(session: Session, ids: set[uuid.UUID]) -> dict[uuid.UUID, Consent]:
    return {one.id: one for one in session.exec(select(Consent).where(among(session, col(Consent.id), ids)))}
