"""Rows of many ids asked for by one value: the same rows on both databases as by a list of values, however many."""

import uuid
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from dossier.vault.queries.among import among
from dossier.vault.queries.consents import decisions_of, raw_id
from dossier.vault.queries.list_standings import persons_concerned, persons_harmed, standings
from dossier.vault.tables import Person

if TYPE_CHECKING:
    from dossier.vault import Vault

MORE_THAN_A_STATEMENT_TAKES = 70_000
"""SQLite takes 32,766 bound values at most, PostgreSQL 65,535."""
_person: Any = Person.__table__  # type: ignore[attr-defined]


def _people(vault: "Vault") -> list[uuid.UUID]:
    people = [Person(label=str(number)) for number in range(5)]
    with vault.write() as session:
        session.add_all(people)
    return [one.id for one in people]


def test_each_of_the_ids_is_found_once_in_either_form(any_vault: "Vault") -> None:
    people = _people(any_vault)
    with any_vault.read() as session:

        def found(ids: Any, column: Any = _person.c.id) -> list[Any]:
            query = sa.select(column).where(among(session, _person.c.id, ids)).order_by(_person.c.id)
            return list(session.connection().execute(query).scalars())

        raw = found(people[:3], raw_id(_person.c.id))
        assert found(people[1:4]) == people[1:4]
        assert found((people[0], people[0], people[1])) == people[:2]
        assert found(raw) == people[:3]
        assert found(iter([uuid.uuid4(), people[4]])) == people[4:]
        assert found([]) == []
        assert found([*(uuid.uuid4() for _number in range(MORE_THAN_A_STATEMENT_TAKES)), people[2]]) == [people[2]]


def test_nobody_is_asked_about_and_nobody_answers(any_vault: "Vault") -> None:
    _people(any_vault)
    with any_vault.read() as session:
        assert standings(session, []) == ({}, {})
        assert persons_harmed(session, [None]) == persons_concerned(session, [None]) == {}
        assert list(decisions_of(session, [])) == []


def test_a_folder_finds_ids_by_the_index(vault: "Vault") -> None:
    people = _people(vault)
    with vault.read() as session:
        query = sa.select(_person.c.label).where(among(session, _person.c.id, people))
        plan = session.connection().execute(sa.text(f"EXPLAIN QUERY PLAN {_written(session, query)}")).all()
    assert any(row[-1].startswith("SEARCH person USING") for row in plan), plan


def _written(session: Any, query: Any) -> str:
    return str(query.compile(session.connection(), compile_kwargs={"literal_binds": True})).replace(":", r"\:")
