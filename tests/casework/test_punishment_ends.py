"""The end of a recorded punishment: one way to it for paper, lists and what is due, and no guess where terms meet."""

import uuid
from datetime import date
from typing import Any

import pytest

from dossier.casework.due import due_items
from dossier.casework.punishment_ends import impositions, reckoned_end
from dossier.casework.record_values import person_records
from dossier.domain.imposed import Reckoned
from dossier.vault import Vault
from dossier.vault.queries.record import record_rows
from tests.casework.recording import Recorder

ON = date(2024, 5, 1)


@pytest.fixture
def record(vault: Vault) -> Recorder:
    return Recorder(vault)


def term(record: Recorder, person: Any, imposed: str, years: int = 3, **more: Any) -> tuple[Any, Any, Any]:
    """A procedure with a sentence to a colony, in force on the day it was given."""
    procedure = record.proceeding(person, more.pop("branch", "criminal"))
    kind, starts = more.pop("kind", "IMPR"), more.pop("starts", None)
    suspended, regime = more.pop("is_suspended", None), more.pop("regime_code", "GENERAL")
    sentence = record.sentence(procedure, imposed=imposed, in_force=imposed, **more)
    length = {"days": 15} if kind == "A_ARREST" else {"years": years}
    penalty = record.penalty(sentence, kind, regime_code=regime, starts=starts, is_suspended=suspended, **length)
    return procedure, sentence, penalty


def ends(vault: Vault, person: Any) -> dict[str, Reckoned | None]:
    with vault.read() as session:
        records = person_records(record_rows(session, [person.id]))
    return {one.punishment.ref: reckoned_end(one, ON) for one in impositions(records)}


def answer(reckoned: Reckoned | None) -> str:
    """The code of the question, or the computed day."""
    assert reckoned is not None
    return reckoned.question.code if reckoned.question else str(reckoned.earliest_on)


def test_a_term_prolonged_by_a_new_verdict_is_a_question_and_no_date(vault: Vault, record: Recorder) -> None:
    person = record.person()
    _procedure, _sentence, first = term(record, person, "2021-04-23")
    prolonging, _sentence, second = term(record, person, "2023-05-12", years=1)
    record.charge(prolonging, "411", "2")
    found = ends(vault, person)
    assert {answer(found[one.ref]) for one in (first, second)} == {"reckon.ask.put_together"}
    assert [one.kind for one in due_items(vault, ON, 3650) if one.kind == "release"] == []


def test_the_stated_end_of_terms_put_together_is_shown(vault: Vault, record: Recorder) -> None:
    person = record.person()
    term(record, person, "2021-04-23")
    _procedure, _sentence, second = term(record, person, "2023-05-12", years=1, release_stated="2025-02-01")
    found = ends(vault, person)[second.ref]
    assert found is not None
    assert (found.status, found.stated and found.stated.lower) == ("question", date(2025, 2, 1))


@pytest.mark.parametrize(
    "ended",
    [{"stated": "2022-08-28"}, {"episode": "2022-08-28"}],
    ids=["a stated end", "the end of the custody"],
)
def test_a_term_that_had_ended_is_not_put_together(vault: Vault, record: Recorder, ended: dict[str, str]) -> None:
    person = record.person()
    stated = {"release_stated": ended["stated"]} if "stated" in ended else {}
    procedure, _sentence, _penalty = term(record, person, "2021-04-23", years=2, **stated)
    if "episode" in ended:
        record.episode(person, procedure, started="2021-04-23", ended=ended["episode"])
    _procedure, _sentence, second = term(record, person, "2023-05-12")
    assert answer(ends(vault, person)[second.ref]) == "2026-05-12"


def test_custody_that_ended_before_the_verdict_is_no_end_of_the_term(vault: Vault, record: Recorder) -> None:
    person = record.person()
    procedure, _sentence, first = term(record, person, "2021-04-23")
    record.episode(person, procedure, started="2020-11-15", ended="2021-01-20")
    term(record, person, "2023-05-12")
    assert answer(ends(vault, person)[first.ref]) == "reckon.ask.put_together"


@pytest.mark.parametrize(
    "other",
    [{"kind": "FINE"}, {"is_suspended": True}, {"kind": "A_ARREST", "branch": "administrative"}],
    ids=["a fine", "a suspended term", "administrative arrest"],
)
def test_only_terms_that_are_served_are_put_together(vault: Vault, record: Recorder, other: dict[str, Any]) -> None:
    person = record.person()
    _procedure, _sentence, first = term(record, person, "2021-04-23")
    term(record, person, "2022-05-12", **other)
    assert answer(ends(vault, person)[first.ref]) == "2024-04-23"


def test_a_decision_that_was_changed_counts_no_more(vault: Vault, record: Recorder) -> None:
    person = record.person()
    _procedure, old, first = term(record, person, "2021-04-23")
    _procedure, later, second = term(record, person, "2021-08-01")
    with vault.write() as session:
        session.get(type(old), old.id).changed_by_id = later.id  # type: ignore[union-attr]
    found = ends(vault, person)
    assert found[first.ref] is None
    assert answer(found[second.ref]) == "2024-08-01"


def test_a_suspended_punishment_and_a_fine_have_no_end(vault: Vault, record: Recorder) -> None:
    person = record.person()
    _procedure, _sentence, suspended = term(record, person, "2021-04-23", is_suspended=True)
    _procedure, _sentence, fine = term(record, person, "2021-04-23", kind="FINE")
    assert ends(vault, person) == {suspended.ref: None, fine.ref: None}


def test_a_new_case_makes_the_computed_end_the_earliest(vault: Vault, record: Recorder) -> None:
    person = record.person()
    procedure, _sentence, penalty = term(record, person, "2021-04-23")
    record.milestone(record.proceeding(person), "NEW_CASE_411", "2023-02-01")
    found = ends(vault, person)[penalty.ref]
    assert found is not None
    assert (found.mark, found.notes[-1].code) == ("earliest", "reckon.anew.new_verdict")
    record.milestone(procedure, "PARDON", "2023-09-01")
    found = ends(vault, person)[penalty.ref]
    assert found is not None
    assert {"reckon.anew.new_verdict", "reckon.anew.pardon"} < {one.code for one in found.notes}


def test_what_happened_before_the_decision_or_in_another_procedure_says_nothing(vault: Vault, record: Recorder) -> None:
    person = record.person()
    procedure, _sentence, penalty = term(record, person, "2021-04-23")
    record.milestone(procedure, "NEW_CASE_411", "2020-02-01")
    record.milestone(procedure, "TRANSFER", "2022-02-01")
    record.milestone(record.proceeding(person), "PARDON", "2023-09-01")
    found = ends(vault, person)[penalty.ref]
    assert found is not None
    assert (found.mark, [one.code for one in found.notes if one.code.startswith("reckon.anew")]) == ("", [])


def test_custody_counts_only_where_its_beginning_is_known(vault: Vault, record: Recorder) -> None:
    person = record.person()
    procedure, _sentence, penalty = term(record, person, "2021-04-23", years=2)
    episode = record.episode(person, procedure, started="2020-11-15")
    record.stay(episode, started="2020-11-15", ended="2021-04-23")
    record.stay(episode, basis="sentence", started="2021-04-23")
    record.stay(episode, basis="suspect", started="../2020-11-15")
    assert answer(ends(vault, person)[penalty.ref]) == "2022-08-28"


def test_a_russian_term_is_reckoned_by_russian_rules(vault: Vault, record: Recorder) -> None:
    person = record.person()
    procedure, _sentence, penalty = term(record, person, "2022-07-01")
    record.charge(procedure, "207.3", "2", code="UK_RU")
    found = ends(vault, person)[penalty.ref]
    assert found is not None
    assert found.rule_id == "ru_general_educational"


def test_the_ends_of_two_persons_do_not_meet(vault: Vault, record: Recorder) -> None:
    one, other = record.person(), record.person()
    term(record, one, "2021-04-23")
    _procedure, _sentence, penalty = term(record, other, "2023-05-12")
    with vault.read() as session:
        records = person_records(record_rows(session, sorted([one.id, other.id], key=uuid.UUID.__str__)))
    found = {x.punishment.ref: reckoned_end(x, ON) for x in impositions(records)}
    assert answer(found[penalty.ref]) == "2026-05-12"
