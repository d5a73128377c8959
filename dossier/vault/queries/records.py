"""What screens and verbs ask of the records: one function a question, rows or plain values as the answer."""

import uuid
from array import array
from collections.abc import Collection, Iterable, Iterator, Sequence
from heapq import merge
from typing import Any, NamedTuple

from sqlmodel import Session, col, func, or_, select

from dossier.vault.tables import (
    Charge,
    Draft,
    Event,
    LegalCase,
    Organisation,
    Party,
    Penalty,
    Person,
    PersonName,
    Proceeding,
    Row,
    Sentence,
)

ID_BYTES = 16


def person_by_ref(session: Session, ref: str) -> Person | None:
    """The person of a public reference; of one that was merged into another, that other."""
    person = session.exec(select(Person).where(Person.ref == ref)).first()
    while person is not None and person.merged_into_id is not None:
        person = session.get(Person, person.merged_into_id)
    return person


def case_by_ref(session: Session, ref: str) -> LegalCase | None:
    """The case of a public reference."""
    return session.exec(select(LegalCase).where(LegalCase.ref == ref)).first()


def case_by_title(session: Session, title: str) -> LegalCase | None:
    """The case with exactly this title, the oldest where several have it."""
    return session.exec(select(LegalCase).where(LegalCase.title == title).order_by(col(LegalCase.id))).first()


def person_ids(session: Session) -> bytes:
    """The ids of all persons in the order of their names, sixteen bytes each: a million take 16 MB."""
    packed = array("B")
    for found in _ids_by_names(session):
        packed.frombytes(found.bytes)
    return packed.tobytes()


def _ids_by_names(session: Session) -> Iterator[uuid.UUID]:
    if session.get_bind().dialect.name == "sqlite":
        return _ids_by_index(session)
    query = select(Person.id).where(col(Person.merged_into_id).is_(None)).order_by(_without_yo(), col(Person.id))
    return iter(session.exec(query).yield_per(1000))


def _ids_by_index(session: Session) -> Iterator[uuid.UUID]:
    """As the index of names has them, with ё put in the place of е: to sort them all takes ten times their memory.

    Only names with ё are sorted, by the database, which gives back what it took for that.
    """
    merged = set(session.exec(select(Person.id).where(col(Person.merged_into_id).is_not(None))))
    has_yo = or_(col(Person.label).contains("ё"), col(Person.label).contains("Ё"))
    set_aside = select(_without_yo(), Person.id).where(has_yo).order_by(_without_yo(), col(Person.id))
    names = select(Person.label, Person.id).order_by(col(Person.label), col(Person.id))
    others = (row for row in session.exec(names).yield_per(1000) if "ё" not in row[0] and "Ё" not in row[0])
    in_order = merge(session.exec(set_aside).yield_per(1000), others)
    return (one for _label, one in in_order if one not in merged)


def _without_yo() -> Any:
    return func.replace(func.replace(col(Person.label), "Ё", "Е"), "ё", "е")


def count_persons(session: Session) -> int:
    """How many persons there are, those merged into others left out."""
    return session.exec(select(func.count()).select_from(Person).where(col(Person.merged_into_id).is_(None))).one()


class PersonLine(NamedTuple):
    """A person as a list shows one."""

    id: uuid.UUID
    ref: str
    label: str
    born: str | None


def person_lines(session: Session, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, PersonLine]:
    """The lines of some persons, by id."""
    query = select(Person.id, Person.ref, Person.label, Person.born).where(col(Person.id).in_(ids))
    return {row[0]: PersonLine(row[0], row[1] or "", row[2], row[3]) for row in session.exec(query)}


def births_of(session: Session, refs: Collection[str]) -> dict[str, str]:
    """Days of birth as they are stored, by the references of the persons; of those of whom one is known."""
    query = select(Person.ref, Person.born).where(col(Person.ref).in_(refs), col(Person.born).is_not(None))
    return {ref: born for ref, born in session.exec(query) if ref and born}


class ChargedWith(NamedTuple):
    """What a list says of a person's procedures."""

    person_id: uuid.UUID
    article_as_written: str | None
    term_as_written: str | None


def charged_with(session: Session, person_ids: Collection[uuid.UUID]) -> list[ChargedWith]:
    """Articles of the persons, in the order in which they were recorded."""
    query = (
        select(Proceeding.person_id, Charge.article_as_written)
        .join(Charge, col(Charge.proceeding_id) == Proceeding.id)
        .where(col(Proceeding.person_id).in_(person_ids))
        .order_by(col(Charge.id))
    )
    return [ChargedWith(row[0], row[1], None) for row in session.exec(query)]


def sentenced_to(session: Session, person_ids: Collection[uuid.UUID]) -> list[ChargedWith]:
    """Main punishments of the persons, in the order in which they were recorded."""
    query = (
        select(Proceeding.person_id, Penalty.term_as_written)
        .join(Sentence, col(Sentence.proceeding_id) == Proceeding.id)
        .join(Penalty, col(Penalty.sentence_id) == Sentence.id)
        .where(col(Proceeding.person_id).in_(person_ids), Penalty.main_or_additional == "main")
        .order_by(col(Penalty.id))
    )
    return [ChargedWith(row[0], None, row[1]) for row in session.exec(query)]


def names_of(session: Session, person_id: uuid.UUID) -> Sequence[PersonName]:
    """All written names of a person, the preferred one first."""
    query = select(PersonName).where(PersonName.person_id == person_id)
    return session.exec(query.order_by(col(PersonName.is_preferred).desc(), col(PersonName.id))).all()


def proceedings_of(session: Session, person_id: uuid.UUID) -> Sequence[Proceeding]:
    """The procedures against a person, as recorded."""
    query = select(Proceeding).where(Proceeding.person_id == person_id).order_by(col(Proceeding.id))
    return session.exec(query).all()


def _of_parents(session: Session, table: Any, column: Any, parents: Iterable[uuid.UUID]) -> Sequence[Any]:
    return session.exec(select(table).where(column.in_(list(parents))).order_by(col(table.id))).all()


def charges_of(session: Session, proceeding_ids: Iterable[uuid.UUID]) -> Sequence[Charge]:
    """The charges of some procedures."""
    return _of_parents(session, Charge, col(Charge.proceeding_id), proceeding_ids)


def sentences_of(session: Session, proceeding_ids: Iterable[uuid.UUID]) -> Sequence[Sentence]:
    """The decisions in some procedures."""
    return _of_parents(session, Sentence, col(Sentence.proceeding_id), proceeding_ids)


def penalties_of(session: Session, sentence_ids: Iterable[uuid.UUID]) -> Sequence[Penalty]:
    """The punishments of some decisions."""
    return _of_parents(session, Penalty, col(Penalty.sentence_id), sentence_ids)


def cases_of(session: Session, person_id: uuid.UUID) -> list[tuple[Party, LegalCase]]:
    """The cases of a person with the role there."""
    query = select(Party, LegalCase).join(LegalCase, col(LegalCase.id) == Party.case_id)
    return list(session.exec(query.where(Party.person_id == person_id).order_by(col(LegalCase.title))))


def parties_of(session: Session, case_id: uuid.UUID) -> list[tuple[Party, Person]]:
    """The persons of a case with their roles, by name."""
    query = select(Party, Person).join(Person, col(Person.id) == Party.person_id)
    return list(session.exec(query.where(Party.case_id == case_id).order_by(Party.role, col(Person.label))))


def events_of(session: Session, case_id: uuid.UUID) -> Sequence[Event]:
    """The events of a case, in the order of their first day."""
    query = select(Event).where(Event.case_id == case_id).order_by(col(Event.happened_lower), col(Event.id))
    return session.exec(query).all()


def organisation_named(session: Session, label: str) -> Organisation | None:
    """The body with exactly this name in one of the languages."""
    named = (Organisation.label == label) | (Organisation.name_ru == label) | (Organisation.name_be == label)
    return session.exec(select(Organisation).where(named).order_by(col(Organisation.id))).first()


def recent_cases(session: Session, limit: int) -> Sequence[LegalCase]:
    """The cases last changed."""
    return session.exec(select(LegalCase).order_by(col(LegalCase.updated_at).desc()).limit(limit)).all()


def refresh(session: Session, record: Row) -> Row:
    """Read a record again after it was written, for what the database gave it (its reference)."""
    session.flush()
    session.refresh(record)
    return record


def draft_of(session: Session, form: str, author: str, record_id: uuid.UUID | None) -> Draft | None:
    """What this author typed into a form and did not save."""
    query = select(Draft).where(Draft.form == form, Draft.author == author)
    same = col(Draft.record_id).is_(None) if record_id is None else col(Draft.record_id) == record_id
    return session.exec(query.where(same)).first()


def drafts_by(session: Session, author: str) -> Sequence[Draft]:
    """All drafts of an author, the last touched first."""
    return session.exec(select(Draft).where(Draft.author == author).order_by(col(Draft.saved_at).desc())).all()
