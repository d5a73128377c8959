"""Many rows at once, and what two of a million of them may have in common."""

from typing import TYPE_CHECKING

import pytest
from sqlmodel import select

from dossier.domain.refs import make_ref
from dossier.vault import bulk
from dossier.vault.bulk import BulkWriter
from dossier.vault.tables import Person, base
from dossier.vault.tables.base import now_utc

if TYPE_CHECKING:
    from dossier.vault import Vault


def test_a_reference_that_a_record_has_already_is_not_given_to_another(
    any_vault: "Vault", monkeypatch: pytest.MonkeyPatch
) -> None:
    with any_vault.write() as session:
        first = Person(label="Першы")
        session.add(first)
    taken, once = first.ref or "", make_ref("person")
    handed_out = iter([[taken, once, once], [once, taken], [make_ref("person"), make_ref("person")]])
    monkeypatch.setattr(bulk, "make_refs", lambda _kind, _count: next(handed_out))
    with any_vault.write() as session:
        writer = BulkWriter(session, author="a", at=now_utc())
        for label in ("Другі", "Трэці", "Чацвёрты"):
            writer.add("person", {"label": label})
        writer.flush()
    with any_vault.read() as session:
        refs = session.exec(select(Person.ref)).all()
    assert len(set(refs)) == len(refs) == 4
    assert refs.count(once) == 1


def test_a_record_that_a_person_types_gets_a_free_reference_too(
    any_vault: "Vault", monkeypatch: pytest.MonkeyPatch
) -> None:
    with any_vault.write() as session:
        first = Person(label="Першы")
        session.add(first)
    free = make_ref("person")
    drawn = iter([first.ref, first.ref, free])
    monkeypatch.setattr(base, "make_ref", lambda _kind: next(drawn))
    with any_vault.write() as session:
        second = Person(label="Другі")
        session.add(second)
    assert second.ref == free


@pytest.mark.parametrize(("is_linked", "cache_mib"), [(False, bulk.LIST_CACHE_MIB), (True, bulk.LINKED_LIST_CACHE_MIB)])
def test_a_list_takes_a_part_of_the_memory_for_the_database_and_gives_it_back(
    vault: "Vault", is_linked: bool, cache_mib: int
) -> None:
    with vault.write() as session:

        def cache() -> int:
            return int(session.connection().exec_driver_sql("PRAGMA cache_size").scalar_one())

        session.connection().exec_driver_sql("PRAGMA cache_size=-1000")
        with bulk.keeping_pages(session, is_linked=is_linked):
            assert cache() == -cache_mib * 1024
        assert cache() == -1000


def test_references_do_not_show_who_came_in_with_one_long_list(vault: "Vault") -> None:
    count = 5 * bulk.REFS_AT_ONCE
    with vault.write() as session:
        writer = BulkWriter(session, author="a", at=now_utc())
        ids = [writer.add("person", {"label": "Нехта"}) for _number in range(count)]
        writer.flush()
        refs = session.exec(select(Person.ref).where(Person.id.in_(ids))).all()  # type: ignore[attr-defined]
    assert len({str(ref)[:6] for ref in refs}) > 0.9 * count
