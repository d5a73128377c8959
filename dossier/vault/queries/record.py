"""What is recorded of persons' procedures and custody, for checks, deadlines and releases: few queries for many."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, or_, select

from dossier.errors import NotFound
from dossier.vault.queries.dossier import rows_of
from dossier.vault.tables import (
    Charge,
    Consent,
    Deadline,
    Episode,
    Event,
    Intervention,
    LegalCase,
    Milestone,
    Party,
    Penalty,
    Person,
    Placement,
    Proceeding,
    Sentence,
)

PERSONS_AT_ONCE = 100
"""Whose rows lie in memory at a time: some twenty kilobytes a person."""
Id = uuid.UUID


@dataclass
class RecordRows:
    """The rows of some persons, each list sorted by id."""

    persons: list[Person] = field(default_factory=list)
    proceedings: list[Proceeding] = field(default_factory=list)
    milestones: list[Milestone] = field(default_factory=list)
    charges: list[Charge] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)
    penalties: list[Penalty] = field(default_factory=list)
    episodes: list[Episode] = field(default_factory=list)
    placements: list[Placement] = field(default_factory=list)


def record_rows(session: Session, person_ids: Sequence[Id]) -> RecordRows:
    """Procedures and custody of these persons."""
    rows = RecordRows(persons=rows_of(session, Person, "id", person_ids))
    rows.proceedings = rows_of(session, Proceeding, "person_id", person_ids)
    procedures = [one.id for one in rows.proceedings]
    rows.milestones = rows_of(session, Milestone, "proceeding_id", procedures)
    rows.charges = rows_of(session, Charge, "proceeding_id", procedures)
    rows.sentences = rows_of(session, Sentence, "proceeding_id", procedures)
    rows.penalties = rows_of(session, Penalty, "sentence_id", [one.id for one in rows.sentences])
    rows.episodes = rows_of(session, Episode, "person_id", person_ids)
    rows.placements = rows_of(session, Placement, "episode_id", [one.id for one in rows.episodes])
    return rows


def record_rows_of_all(session: Session) -> Iterator[RecordRows]:
    """Of every person with a procedure or an episode, some hundred at a time."""
    ids: set[Id] = set(session.exec(select(Proceeding.person_id).distinct()).all())
    ids |= set(session.exec(select(Episode.person_id).distinct()).all())
    ordered = sorted(ids)
    for start in range(0, len(ordered), PERSONS_AT_ONCE):
        yield record_rows(session, ordered[start : start + PERSONS_AT_ONCE])
        session.expunge_all()


def people_of_case(session: Session, case_id: Id) -> list[Id]:
    """The persons whose procedures a case is about: its parties and those with a proceeding in it."""
    found = set(session.exec(select(Party.person_id).where(Party.case_id == case_id)).all())
    found |= set(session.exec(select(Proceeding.person_id).where(Proceeding.case_id == case_id)).all())
    return sorted(one for one in found if one is not None)


def events_of_case(session: Session, case_id: Id) -> list[Event]:
    """What happened in a case."""
    return rows_of(session, Event, "case_id", [case_id])


def states_of_person(session: Session, person_id: Id) -> list[str]:
    """The States of the cases in which the person is a party."""
    query = select(LegalCase.state_code).join(Party, col(Party.case_id) == col(LegalCase.id))
    return sorted(set(session.exec(query.where(Party.person_id == person_id)).all()))


def open_deadlines(session: Session, until: date) -> list[tuple[Deadline, str, str]]:
    """Deadlines that are not done and due by that day: the row, and the references of its person and its case."""
    query: Any = (
        select(Deadline, Person.ref, LegalCase.ref)
        .outerjoin(Person, col(Person.id) == col(Deadline.person_id))
        .outerjoin(LegalCase, col(LegalCase.id) == col(Deadline.case_id))
        .where(col(Deadline.done_on).is_(None), col(Deadline.due_on) <= until)
        .order_by(col(Deadline.due_on), col(Deadline.id))
    )
    return [(row, person or "", case or "") for row, person, case in session.exec(query).all()]


def consents_that_end(session: Session, since: date, until: date) -> list[tuple[Consent, Person]]:
    """Consents whose last day lies between two days, and whose they are.

    Left out are those that were withdrawn, and those after which the person gave another that lasts longer.
    """
    later = aliased(Consent)
    lasts_longer = or_(col(later.valid_until_on).is_(None), col(later.valid_until_on) > col(Consent.valid_until_on))
    renewed = select(later.id).where(
        later.person_id == Consent.person_id, col(later.withdrawn_on).is_(None),
        col(later.obtained_on) > col(Consent.obtained_on), lasts_longer,
    )  # fmt: skip
    query = (
        select(Consent, Person)
        .join(Person, col(Person.id) == col(Consent.person_id))
        .where(col(Consent.withdrawn_on).is_(None), col(Consent.valid_until_on).between(since, until))
        .where(~renewed.exists())
        .order_by(col(Consent.valid_until_on), col(Consent.id))
    )
    return list(session.exec(query).all())


def deadline_by_ref(session: Session, ref: str) -> Deadline:
    """A recorded deadline.

    Raises:
        NotFound: "find.nothing".
    """
    found = session.exec(select(Deadline).where(Deadline.ref == ref)).first()
    if found is None:
        raise NotFound("find.nothing")
    return found


def waiting_interventions(session: Session, forums: Sequence[str]) -> list[tuple[Intervention, str, str]]:
    """What was sent to these bodies and not answered: the row, and the references of its person and its case."""
    query: Any = (
        select(Intervention, Person.ref, LegalCase.ref)
        .outerjoin(Person, col(Person.id) == col(Intervention.person_id))
        .outerjoin(LegalCase, col(LegalCase.id) == col(Intervention.case_id))
        .where(
            or_(col(Intervention.forum_code).in_(list(forums))),
            col(Intervention.sent_on).is_not(None),
            col(Intervention.answered_on).is_(None),
        )
        .order_by(col(Intervention.sent_on), col(Intervention.id))
    )
    return [(row, person or "", case or "") for row, person, case in session.exec(query).all()]
