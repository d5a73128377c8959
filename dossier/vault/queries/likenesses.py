"""What linking asks of the vault: names as a stream, descriptions of some persons, what was decided about pairs."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from dossier.domain.facilities import place_marks
from dossier.domain.linkage import MOST_NAMES, Described
from dossier.domain.names import parse
from dossier.vault.search import candidates_for
from dossier.vault.search_store import NAMES
from dossier.vault.tables import RECORDS, DuplicateDecision
from dossier.vault.tables.base import now_utc

AT_ONCE = 500
_NOBODY = uuid.UUID(int=0)

Pair = tuple[uuid.UUID, uuid.UUID]


class NamedPerson(NamedTuple):
    """One person of the stream: enough to make the keys of blocking."""

    id: uuid.UUID
    names: tuple[str, ...]
    born_lower: date | None
    born_upper: date | None


class KeyedPerson(NamedTuple):
    """One person of the stream as the index of names keeps it."""

    id: uuid.UUID
    ways: tuple[tuple[str, str, str], ...]
    """Keys of surname, given name and patronymic, of every written name."""
    born_lower: date | None
    born_upper: date | None


class Summary(NamedTuple):
    """A person as a pair is shown: who it is and what was compared."""

    id: uuid.UUID
    ref: str
    label: str
    born_as_written: str
    described: Described


def _table(name: str) -> sa.Table:
    return RECORDS[name].__table__  # type: ignore[attr-defined,no-any-return]


def keyed_persons(session: Session, *, without_batch: uuid.UUID | None = None) -> Iterator[KeyedPerson]:
    """Every person who was not merged into another, with the keys of all names, as one stream.

    Args:
        session: Of the vault.
        without_batch: Leave out whom this import has brought.
    """
    person, key = _table("person").c, NAMES.c
    query = (
        sa.select(person.id, person.born_lower, person.born_upper, key.surname_key, key.given_key, key.patronymic_key)
        .select_from(_table("person").join(NAMES, key.person_id == person.id))
        .where(person.merged_into_id.is_(None), person.batch_id.is_distinct_from(without_batch or _NOBODY))
        .order_by(person.id)
        .execution_options(yield_per=2000)
    )
    for person_id, rows in groupby(session.connection().execute(query), key=lambda row: row[0]):
        first, *others = rows
        yield KeyedPerson(person_id, (first[3:], *(row[3:] for row in others)), first[1], first[2])


def persons_to_link(session: Session) -> Iterator[NamedPerson]:
    """Every person who was not merged into another, with all written names, as one stream."""
    person, name = _table("person").c, _table("person_name").c
    query = (
        sa.select(person.id, person.label, person.born_lower, person.born_upper, name.as_written)
        .select_from(_table("person").outerjoin(_table("person_name"), name.person_id == person.id))
        .where(person.merged_into_id.is_(None))
        .order_by(person.id)
        .execution_options(yield_per=2000)
    )
    for _id, rows in groupby(session.connection().execute(query), key=lambda row: row[0]):
        first, *others = rows
        names = dict.fromkeys(filter(None, (first[1], first[4], *(row[4] for row in others))))
        yield NamedPerson(first[0], tuple(names), first[2], first[3])


def names_like(session: Session, name: str, limit: int) -> list[uuid.UUID]:
    """Persons whom the index of names holds for likely bearers of a name, the likeliest first."""

    return candidates_for(session, parse(name), limit)


def summaries(session: Session, ids: Collection[uuid.UUID], *, with_traces: bool = True) -> dict[uuid.UUID, Summary]:
    """What is compared of some persons, by id; those merged into others are there too.

    Args:
        session: Of the vault.
        ids: Of persons, any number.
        with_traces: Read where they were held and under which articles too, which costs more than all the rest.
    """
    found: dict[uuid.UUID, Summary] = {}
    wanted = list(ids)
    for start in range(0, len(wanted), AT_ONCE):
        found |= _summaries(session, wanted[start : start + AT_ONCE], with_traces=with_traces)
    return found


def _summaries(session: Session, ids: list[uuid.UUID], *, with_traces: bool) -> dict[uuid.UUID, Summary]:
    person = _table("person").c
    names = _names(session, ids)
    places, articles = (_places(session, ids), _articles(session, ids)) if with_traces else ({}, {})
    query = sa.select(
        person.id, person.ref, person.label, person.born_lower, person.born_upper, person.born_as_written, person.sex,
        person.birth_place_as_written, person.residence_region_code,
    ).where(person.id.in_(ids))  # fmt: skip
    found = {}
    for row in session.connection().execute(query):
        written = tuple(dict.fromkeys((row.label, *names.get(row.id, ()))))[: MOST_NAMES * 2]
        own = (row.birth_place_as_written, row.residence_region_code, *places.get(row.id, ()))
        described = Described(
            written, row.born_lower, row.born_upper, row.sex, place_marks(filter(None, own)),
            frozenset(articles.get(row.id, ())),
        )  # fmt: skip
        found[row.id] = Summary(row.id, row.ref, row.label, row.born_as_written or "", described)
    return found


def _names(session: Session, ids: list[uuid.UUID]) -> dict[uuid.UUID, list[str]]:
    name = _table("person_name").c
    rows = session.connection().execute(
        sa.select(name.person_id, name.as_written).where(name.person_id.in_(ids)).order_by(name.id)
    )
    return _gathered(rows)


def _places(session: Session, ids: list[uuid.UUID]) -> dict[uuid.UUID, list[str]]:
    """Where they were held: the facility of the vocabulary, else the words."""
    episode, placement, body = _table("episode"), _table("placement"), _table("organisation")
    joined = episode.join(placement, placement.c.episode_id == episode.c.id).outerjoin(
        body, body.c.id == placement.c.facility_id
    )
    held = sa.func.coalesce(body.c.vocabulary_code, placement.c.facility_as_written)
    query = sa.select(episode.c.person_id, held).select_from(joined)
    rows = session.connection().execute(query.where(episode.c.person_id.in_(ids), held.is_not(None)))
    return _gathered(rows)


def _articles(session: Session, ids: list[uuid.UUID]) -> dict[uuid.UUID, list[str]]:
    proceeding, charge = _table("proceeding"), _table("charge")
    joined = proceeding.join(charge, charge.c.proceeding_id == proceeding.c.id)
    query = sa.select(proceeding.c.person_id, charge.c.article_key).select_from(joined)
    rows = session.connection().execute(
        query.where(proceeding.c.person_id.in_(ids), charge.c.article_key.is_not(None)).distinct()
    )
    return _gathered(rows)


def _gathered(rows: Iterable[Any]) -> dict[uuid.UUID, list[str]]:
    found: dict[uuid.UUID, list[str]] = defaultdict(list)
    for owner, text in rows:
        found[owner].append(text)
    return found


def in_order(one: uuid.UUID, other: uuid.UUID) -> Pair:
    """The two ids of a pair as the table of decisions keeps them."""
    return (one, other) if one.bytes < other.bytes else (other, one)


def decision_on(session: Session, one: uuid.UUID, other: uuid.UUID) -> DuplicateDecision | None:
    """What a person decided about these two."""
    return session.get(DuplicateDecision, in_order(one, other))


def decided_pairs(session: Session, verdict: str) -> set[Pair]:
    """The pairs that a person judged to be "same" or "different"."""
    table = DuplicateDecision.__table__  # type: ignore[attr-defined]
    rows = session.connection().execute(
        sa.select(table.c.first_id, table.c.second_id).where(table.c.verdict == verdict)
    )
    return {(row[0], row[1]) for row in rows}


def decisions_about(session: Session, ids: Collection[uuid.UUID]) -> list[DuplicateDecision]:
    """Every judgement in which one of these persons is named."""
    table = DuplicateDecision.__table__  # type: ignore[attr-defined]
    wanted = list(ids)
    query = sa.select(DuplicateDecision).where(table.c.first_id.in_(wanted) | table.c.second_id.in_(wanted))
    return list(session.execute(query).scalars())


def merged_into(session: Session, survivor_id: uuid.UUID) -> set[uuid.UUID]:
    """The persons that were merged into this one, directly or through others."""
    person = _table("person").c
    found: set[uuid.UUID] = set()
    level = {survivor_id}
    while level:
        rows = session.connection().execute(sa.select(person.id).where(person.merged_into_id.in_(level))).scalars()
        level = set(rows) - found
        found |= level
    return found


def survivors(session: Session) -> dict[uuid.UUID, uuid.UUID]:
    """Each record that was merged -> the one it was merged into."""
    person = _table("person").c
    query = sa.select(person.id, person.merged_into_id).where(person.merged_into_id.is_not(None))
    return {row[0]: row[1] for row in session.connection().execute(query)}


def set_decision(session: Any, one: uuid.UUID, other: uuid.UUID, verdict: str, reason: str | None) -> None:
    """Write what a person decided about two records, in place of what was decided before.

    Args:
        session: Of ``vault.write()``.
        one: A person.
        other: Another person.
        verdict: "same" or "different".
        reason: In the person's words.
    """
    first, second = in_order(one, other)
    decision = session.get(DuplicateDecision, (first, second))
    if decision is None:
        decision = DuplicateDecision(first_id=first, second_id=second, verdict=verdict, decided_by=session.author)
        session.add(decision)
    decision.verdict, decision.reason = verdict, reason
    decision.decided_by, decision.decided_at = session.author, now_utc()


def merge_ref_of(session: Session, refs: Collection[str]) -> str:
    """The reference of the merge by which one of these persons went; empty where none did."""
    person, merge = _table("person").c, _table("person_merge").c
    query = (
        sa.select(merge.ref)
        .where(merge.merged_id == person.id, person.ref.in_(list(refs)), merge.undone_at.is_(None))
        .order_by(merge.id.desc())
    )
    return session.connection().execute(query).scalar() or ""
