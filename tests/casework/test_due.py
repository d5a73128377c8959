"""What is due: recorded deadlines, appeals, answers, limits and releases, each with its rule and its doubt."""

from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest

from dossier.casework.deadlines import add_deadline, mark_done
from dossier.casework.due import DueItem, due_items
from dossier.domain.refs import make_ref
from dossier.errors import InputProblem, NotFound
from dossier.vault import Vault
from dossier.vault.tables import Consent, Intervention
from tests.casework.recording import Recorder

MINSK = timezone(timedelta(hours=3))


@pytest.fixture
def record(vault: Vault) -> Recorder:
    return Recorder(vault)


def found(vault: Vault, on: str, within_days: int = 30) -> list[tuple[str, str, str]]:
    """Kind, first day and rule of each item."""
    return [
        (one.kind, one.first.isoformat(), one.rule) for one in due_items(vault, date.fromisoformat(on), within_days)
    ]


def only(vault: Vault, on: str, within_days: int = 30) -> DueItem:
    (item,) = due_items(vault, date.fromisoformat(on), within_days)
    return item


def _sentenced(record: Recorder, **more: Any) -> tuple[Any, Any, Any]:
    """A person in a colony for two years: custody from 15 November 2020, in force on 23 April 2021."""
    person = record.person()
    procedure = record.proceeding(person)
    sentence = record.sentence(procedure, imposed="2021-02-01", in_force="2021-04-23", **more)
    record.penalty(sentence, "IMPR", years=2, regime_code="GENERAL")
    episode = record.episode(person, procedure, started="2020-11-15")
    record.stay(episode, started="2020-11-15", ended="2021-04-23")
    return person, procedure, episode


def test_nothing_is_due_in_an_empty_vault(vault: Vault) -> None:
    assert found(vault, "2026-11-26", 3650) == []


def test_a_recorded_deadline_stays_until_it_is_done(vault: Vault, record: Recorder) -> None:
    person = record.person()
    ref = add_deadline(vault, person.ref, "Запытаць калонію", date(2026, 12, 1))
    assert (only(vault, "2026-11-26").text, only(vault, "2026-11-26").ref) == ("Запытаць калонію", person.ref)
    assert found(vault, "2026-11-20", 5) == []
    assert found(vault, "2029-01-01", 0) == [("deadline", "2026-12-01", "")]
    mark_done(vault, ref, date(2026, 11, 30))
    assert found(vault, "2026-11-26") == []
    with pytest.raises(InputProblem, match=r"deadline\.done_before"):
        mark_done(vault, ref, date(2026, 12, 2))


def test_a_deadline_belongs_to_a_person_or_a_case(vault: Vault, record: Recorder) -> None:
    case = record.case()
    procedure = record.proceeding(record.person())
    assert add_deadline(vault, case.ref, "x", date(2027, 1, 1)).startswith("DL-")
    for ref, what, error in (
        (procedure.ref, "x", "deadline.whose"),
        (case.ref, "  ", "input.empty"),
        (make_ref("person"), "x", "find.nothing"),
    ):
        with pytest.raises((InputProblem, NotFound), match=error.replace(".", r"\.")):
            add_deadline(vault, ref, what, date(2027, 1, 1))


def test_a_verdict_starts_the_time_for_an_appeal(vault: Vault, record: Recorder) -> None:
    procedure = record.proceeding(record.person())
    record.sentence(procedure, imposed="2024-03-01")
    item = only(vault, "2024-03-05")
    assert (item.kind, item.first, item.rule, item.at_the_earliest) == (
        "appeal",
        date(2024, 3, 11),
        "APPEAL_CRIM",
        True,
    )
    record.milestone(procedure, "COPY_SERVED", "2024-03-04")
    item = only(vault, "2024-03-05")
    assert (item.first, item.last, item.at_the_earliest) == (date(2024, 3, 11), date(2024, 3, 14), False)


def test_once_the_verdict_is_in_force_no_appeal_is_due(vault: Vault, record: Recorder) -> None:
    procedure = record.proceeding(record.person())
    record.sentence(procedure, imposed="2024-03-01", in_force="2024-03-12")
    assert found(vault, "2024-03-11") == [("appeal", "2024-03-11", "APPEAL_CRIM")]
    assert found(vault, "2024-03-12") == []


def test_russian_articles_bring_russian_limits(vault: Vault, record: Recorder) -> None:
    procedure = record.proceeding(record.person())
    record.charge(procedure, "207.3", "2", code="UK_RU")
    record.sentence(procedure, imposed="2024-03-01")
    item = only(vault, "2024-03-05")
    assert (item.first, item.unchecked) == (date(2024, 3, 16), True)


def test_a_release_is_computed_with_its_rule(vault: Vault, record: Recorder) -> None:
    person, _procedure, _episode = _sentenced(record)
    item = only(vault, "2022-08-15")
    assert (item.kind, item.first, item.last, item.ref) == (
        "release", date(2022, 8, 28), date(2022, 8, 28), person.ref,
    )  # fmt: skip
    assert (item.rule, item.certainty) == ("imprisonment_general_enhanced", "verified")
    assert item.text == "Release, computed (± 1 d): 28 August 2022"


def test_a_stated_release_stands_before_the_computed_one(vault: Vault, record: Recorder) -> None:
    _sentenced(record, release_stated="2022-08-20")
    item = only(vault, "2022-08-15")
    assert (item.first, item.rule, item.text) == (date(2022, 8, 20), "", "Release, as stated: 20 August 2022")


@pytest.mark.parametrize("code", ["PARDON", "PAROLE", "RELEASE_TERM", "DEATH_CUSTODY", "EXPULSION"])
def test_after_a_release_or_a_death_no_release_is_due(vault: Vault, record: Recorder, code: str) -> None:
    _person, procedure, _episode = _sentenced(record)
    record.milestone(procedure, code, "2022-01-01")
    assert found(vault, "2022-08-15") == []


def test_a_sentence_that_a_higher_court_changed_is_not_reckoned(vault: Vault, record: Recorder) -> None:
    person, procedure, _episode = _sentenced(record)
    later = record.sentence(procedure, "appeal", imposed="2021-04-23", in_force="2021-04-23")
    record.penalty(later, "IMPR", years=1, regime_code="GENERAL")
    with vault.write() as session:
        from dossier.vault.queries import records

        first = next(one for one in records.sentences_of(session, [procedure.id]) if one.instance == "first")
        first.changed_by_id = later.id
        session.add(first)
    assert [(kind, day) for kind, day, _rule in found(vault, "2021-08-15")] == [("release", "2021-08-28")]
    assert person.ref


def test_a_limit_that_ran_out_with_nobody_before_a_judge_is_shown(vault: Vault, record: Recorder) -> None:
    person = record.person()
    procedure = record.proceeding(person)
    record.episode(person, procedure, started="2024-03-01", detained_at=datetime(2024, 3, 1, 12, tzinfo=MINSK))
    rules = {rule for kind, _day, rule in found(vault, "2024-03-06") if kind == "limit"}
    assert rules == {"ICCPR_JUDGE"}
    record.milestone(procedure, "BEFORE_JUDGE", None, datetime(2024, 3, 2, 12, tzinfo=MINSK))
    assert found(vault, "2024-03-06") == []


def test_the_answer_of_the_state_is_awaited(vault: Vault, record: Recorder) -> None:
    person = record.person()
    sent = Intervention(person_id=person.id, kind_code="submission", forum_code="WGAD", sent_on=date(2024, 3, 1))
    record.add(sent)
    item = only(vault, "2024-04-15")
    assert (item.kind, item.first, item.ref) == ("reply", date(2024, 4, 30), person.ref)
    assert found(vault, "2024-07-01") == []


def test_a_punishment_that_cannot_be_reckoned_does_not_stop_the_list(vault: Vault, record: Recorder) -> None:
    person, procedure, _episode = _sentenced(record)
    wrong = record.sentence(procedure, imposed="2021-02-01", in_force="2021-04-23")
    record.penalty(wrong, "IMPR", days=15, regime_code="GENERAL")
    assert only(vault, "2022-08-15").ref == person.ref


def _consent(record: Recorder, person: Any, obtained: str, until: str | None, **more: Any) -> None:
    last = date.fromisoformat(until) if until else None
    record.add(
        Consent(
            person_id=person.id, given_by="self", form="written", obtained_on=date.fromisoformat(obtained),
            valid_until_on=last, **more,
        )
    )  # fmt: skip


@pytest.mark.parametrize(
    ("on", "within_days", "shown"),
    [("2027-01-01", 60, True), ("2027-01-01", 30, False), ("2027-03-20", 30, True), ("2027-05-01", 30, False)],
)
def test_a_consent_is_due_before_and_for_a_while_after_its_last_day(
    vault: Vault, record: Recorder, on: str, within_days: int, shown: bool
) -> None:
    _consent(record, record.person(), "2026-03-01", "2027-03-01")
    assert [kind for kind, *_rest in found(vault, on, within_days)] == (["consent"] if shown else [])


@pytest.mark.parametrize("until", [None, "2028-01-01"])
def test_a_consent_that_was_given_anew_or_withdrawn_is_not_due(
    vault: Vault, record: Recorder, until: str | None
) -> None:
    person, other = record.person(), record.person()
    _consent(record, person, "2026-03-01", "2027-03-01")
    _consent(record, person, "2026-12-01", until)
    _consent(record, other, "2026-03-01", "2027-03-01", withdrawn_on=date(2026, 5, 1))
    assert found(vault, "2027-02-20") == []
