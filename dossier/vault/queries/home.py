"""What the first page asks: recorded deadlines that come up, stated releases."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from dossier.vault.tables import Deadline, Person, Proceeding, Sentence


def open_deadlines(session: Session, until: date, limit: int) -> Sequence[Deadline]:
    """Deadlines that are not done and fall due up to a day, the first due first."""
    query = select(Deadline).where(col(Deadline.done_on).is_(None), Deadline.due_on <= until)
    return session.exec(query.order_by(col(Deadline.due_on), col(Deadline.id)).limit(limit)).all()


def stated_releases(session: Session, since: date, until: date, limit: int) -> list[tuple[Sentence, Person]]:
    """Decisions whose stated end may lie between two days, with the person."""
    query: Any = (
        select(Sentence, Person)
        .join(Proceeding, col(Proceeding.id) == Sentence.proceeding_id)
        .join(Person, col(Person.id) == Proceeding.person_id)
        .where(col(Sentence.release_stated_upper) >= since, col(Sentence.release_stated_lower) <= until)
        .order_by(col(Sentence.release_stated_lower), col(Sentence.id))
        .limit(limit)
    )
    return [(row[0], row[1]) for row in session.exec(query)]
