"""Counts over the whole vault: how many, of what, when. Persons who were merged into others are not counted twice."""

from collections import Counter
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, func, select

from dossier.vault.tables import Charge, Episode, Penalty, Proceeding, Sentence


def months_of(session: Session, what: str) -> tuple[Counter[date], int]:
    """How many began in each month, by the first day of the month; and of how many the month is not known.

    Args:
        session: To read in.
        what: "episode" for deprivations of liberty, "sentence" for decisions.
    """
    lower, upper = {
        "episode": (col(Episode.started_lower), col(Episode.started_upper)),
        "sentence": (col(Sentence.imposed_lower), col(Sentence.imposed_upper)),
    }[what]
    known: Counter[date] = Counter()
    unknown = 0
    for first, last in session.execute(sa.select(lower, upper)).yield_per(1000):
        if first and last and (first.year, first.month) == (last.year, last.month):
            known[first.replace(day=1)] += 1
        else:
            unknown += 1
    return known, unknown


def articles(session: Session) -> list[tuple[str | None, str | None, str | None, int]]:
    """Code, article, part, and how many persons were charged under it, the most first."""
    persons = func.count(sa.distinct(col(Proceeding.person_id)))
    query: Any = (
        select(Charge.code, Charge.article, Charge.part, persons)
        .join(Proceeding, col(Proceeding.id) == Charge.proceeding_id)
        .group_by(col(Charge.code), col(Charge.article), col(Charge.part))
        .order_by(persons.desc(), col(Charge.code), col(Charge.article), col(Charge.part))
    )
    return [(row[0], row[1], row[2], row[3]) for row in session.exec(query)]


def regions(session: Session) -> list[tuple[str | None, int]]:
    """Region of the detention, and how many deprivations of liberty are recorded there, the most first."""
    count = func.count()
    query = select(Episode.region_code, count).group_by(col(Episode.region_code))
    return [(row[0], row[1]) for row in session.exec(query.order_by(count.desc(), col(Episode.region_code)))]


def punishments(session: Session) -> list[tuple[str | None, int]]:
    """Kind of main punishment, and how many were imposed, the most first."""
    count = func.count()
    query = (
        select(Penalty.kind_code, count).where(Penalty.main_or_additional == "main").group_by(col(Penalty.kind_code))
    )
    return [(row[0], row[1]) for row in session.exec(query.order_by(count.desc(), col(Penalty.kind_code)))]
