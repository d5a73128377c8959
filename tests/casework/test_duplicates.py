"""Possible duplicates: proposed while typing, listed with reasons, and never again once they are different people."""

import tracemalloc
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from dossier.casework.duplicates import candidates_for_entry
from dossier.casework.judgements import forget_judgement, judge, pair_of
from dossier.casework.merging import merge
from dossier.casework.possible_pairs import possible_pairs
from dossier.errors import NotFound, Refused
from dossier.vault.tables import Charge, Person, PersonName, Proceeding

if TYPE_CHECKING:
    from dossier.vault import Vault


def _person(vault: "Vault", *names: str, born: date | None = None, article: str = "", **values: Any) -> str:
    with vault.write() as session:
        person = Person(label=names[0], born_lower=born, born_upper=born, **values)
        session.add(person)
        session.flush()
        session.add_all(PersonName(person_id=person.id, as_written=name) for name in names)
        if article:
            proceeding = Proceeding(person_id=person.id, branch="criminal")
            session.add(proceeding)
            session.flush()
            session.add(Charge(proceeding_id=proceeding.id, article_key=article, article_as_written=article))
        session.flush()
        session.refresh(person)
        return person.ref or ""


def _refs(vault: "Vault") -> list[set[str]]:
    return [{pair.first.ref, pair.second.ref} for pair in possible_pairs(vault).pairs]


def test_three_alphabets_are_one_pair_each_with_score_and_reasons(any_vault: "Vault") -> None:
    day = date(1991, 5, 3)
    one = _person(any_vault, "Анна Петровна Ёлкина", born=day, article="UK_BY-342-1")
    other = _person(any_vault, "Ганна Пятроўна Ёлкіна", born=day, article="UK_BY-342-1")
    _person(any_vault, "Иван Иванович Вымыслов", born=day)
    found = possible_pairs(any_vault)
    (pair,) = found.pairs
    assert {pair.first.ref, pair.second.ref} == {one, other}
    assert pair.likeness.band == "same"
    told = pair.as_json()
    assert {"born_same", "articles_shared"} <= set(told["reason_codes"])  # type: ignore[call-overload]
    assert found.person_count == 3


def test_brothers_and_namesakes_with_another_birth_are_not_proposed(vault: "Vault") -> None:
    _person(vault, "Иван Петрович Вымыслов", born=date(1980, 1, 1))
    _person(vault, "Олег Петрович Вымыслов", born=date(1982, 1, 1))
    _person(vault, "Иван Петрович Вымыслов", born=date(1996, 7, 9))
    assert _refs(vault) == []


def test_a_second_name_is_enough(vault: "Vault") -> None:
    one = _person(vault, "Мария Седых", "Мария Ёлкина", born=date(1980, 1, 1))
    other = _person(vault, "Maryja Jolkina", born=date(1980, 1, 1))
    assert _refs(vault) == [{one, other}]


def test_different_people_are_not_proposed_again_and_a_judgement_can_be_taken_back(any_vault: "Vault") -> None:
    one, other = _person(any_vault, "Анна Пример"), _person(any_vault, "Ганна Прымер")
    judge(any_vault, other, one, "different", "видели обеих")
    assert _refs(any_vault) == []
    judge(any_vault, one, other, "same")
    assert _refs(any_vault) == [{one, other}]
    judge(any_vault, one, other, "different")
    forget_judgement(any_vault, one, other)
    assert _refs(any_vault) == [{one, other}]
    with pytest.raises(NotFound):
        forget_judgement(any_vault, one, other)


def test_a_judgement_holds_for_the_record_that_stands_after_a_merge(vault: "Vault") -> None:
    one, twin = _person(vault, "Анна Пример"), _person(vault, "Анна Пример", occupation="врач")
    other = _person(vault, "Ганна Прымер")
    judge(vault, twin, other, "different")
    assert {one, other} in _refs(vault)
    merge(vault, one, twin)
    assert _refs(vault) == []


def test_a_contradiction_is_shown_with_its_pair(vault: "Vault") -> None:
    a, b, c = (_person(vault, name) for name in ("Анна Пример", "Ганна Прымер", "Hanna Prymer"))
    judge(vault, a, b, "same")
    judge(vault, a, c, "different")
    found = {frozenset({p.first.ref, p.second.ref}): p.contradictions for p in possible_pairs(vault).pairs}
    (told,) = found[frozenset({b, c})]
    assert set(told) == {a, c}
    assert found[frozenset({a, b})] == ()


def test_what_went_by_a_merge_is_proposed_no_more(vault: "Vault") -> None:
    one, other = _person(vault, "Анна Пример"), _person(vault, "Ганна Прымер")
    merge(vault, one, other)
    assert _refs(vault) == []
    assert [found.ref for found in candidates_for_entry(vault, "Hanna Prymer")] == [one]
    with pytest.raises(Refused) as refused:
        judge(vault, one, other, "different")
    assert refused.value.code == "duplicates.merged"
    assert "M-" in refused.value.message


def test_the_best_pairs_come_first_and_no_more_than_asked_for(vault: "Vault") -> None:
    day = date(1980, 1, 1)
    for name in ("Анна Пример", "Ганна Прымер", "Hanna Prymer", "Анна Пример"):
        _person(vault, name, born=day)
    every = possible_pairs(vault).pairs
    assert len(every) == 6
    assert [p.likeness.score for p in every] == sorted((p.likeness.score for p in every), reverse=True)
    assert [p.likeness for p in possible_pairs(vault, 2).pairs] == [p.likeness for p in every[:2]]
    assert possible_pairs(vault, 0).pairs == ()


@pytest.mark.parametrize(
    ("typed", "born", "found"),
    [
        ("Ёлкіна Ганна", None, True),
        ("Jolkina A.", None, True),
        ("Елкина Анна", date(1991, 5, 3), True),
        ("Елкина Анна", date(1960, 1, 1), False),
        ("Анна", None, False),
        ("", None, False),
        ("Вымыслов", None, False),
    ],
)
def test_a_name_being_typed_proposes_who_it_may_be(
    any_vault: "Vault", typed: str, born: date | None, found: bool
) -> None:
    ref = _person(any_vault, "Анна Петровна Ёлкина", born=date(1991, 5, 3))
    candidates = candidates_for_entry(any_vault, typed, born_lower=born, born_upper=born)
    assert [one.ref for one in candidates] == ([ref] if found else [])
    assert all(one.reasons and one.band != "no" for one in candidates)


def test_a_record_is_not_judged_against_itself(vault: "Vault") -> None:
    one = _person(vault, "Анна Пример")
    with pytest.raises(Refused):
        judge(vault, one, one, "same")
    with pytest.raises(Refused):
        pair_of(vault, one, one)


def test_memory_does_not_grow_with_the_vault(vault: "Vault", monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dossier.casework.possible_pairs._KEPT_SUMMARIES", 40)

    def peak() -> int:
        possible_pairs(vault, 5)  # caches fill
        tracemalloc.start()
        possible_pairs(vault, 5)
        _now, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    for n in range(60):
        _person(vault, f"Имя{n % 7} Прозвище{n}ов", born=date(1980, 1, 1 + n % 28))
    few = peak()
    for n in range(60, 240):
        _person(vault, f"Имя{n % 7} Прозвище{n}ов", born=date(1980, 1, 1 + n % 28))
    assert peak() < 2 * few
