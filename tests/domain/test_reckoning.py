"""When a term ends: the worked examples of the rules, and what happens where something is not known."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.domain import credit
from dossier.domain.arrest import Arrest, chain, in_zone
from dossier.domain.calendar_days import add_calendar
from dossier.domain.credit import HOUSE_ARREST, Custody, Span, rule_for, worked_examples
from dossier.domain.dates import PartialDate
from dossier.domain.imposed import Imposed, Reckoned
from dossier.domain.law_rows import OnDay
from dossier.domain.reckoned_anew import is_new_verdict, moves_the_end, reckon_anew
from dossier.domain.reckoning import days_left, reckon
from dossier.domain.terms import Term
from dossier.errors import InputProblem, Misread, Refused
from dossier.i18n import in_language

FINE = Term.parse("30 базовых величин")
OLD_RULE, NEW_RULE = date(2021, 6, 18), date(2021, 6, 19)
TODAY = date(2024, 5, 1)


def day(written: str) -> PartialDate:
    """A date as far as it is written."""
    return PartialDate.parse(written)


def custody(*spans: tuple[str, str]) -> tuple[Custody, ...]:
    """Intervals of custody."""
    return tuple(Custody(day(first), day(last)) for first, last in spans)


TWO_YEARS = Imposed(
    Term.parse("2 года"), regime="GENERAL", custody=custody(("2020-11-15", "2021-04-23")), in_force=day("2021-04-23")
)


def codes(reckoned: Reckoned) -> list[str]:
    """The codes of its notes."""
    return [note.code for note in reckoned.notes]


def _of_example(example: dict[str, Any]) -> Imposed:
    units = {"years": "years", "months": "months", "days": "days"}
    term = " ".join(f"{example[unit]} {word}" for unit, word in units.items() if example.get(unit))
    detained = example.get("detained_at")
    return Imposed(
        Term.parse(term),
        penalty=example["penalty"],
        regime=example.get("regime"),
        custody=tuple(Custody(OnDay(first), OnDay(last)) for first, last in example.get("custody", [])),
        in_force=OnDay(example["in_force"]) if "in_force" in example else None,
        started=OnDay(example["registered_on"]) if "registered_on" in example else None,
        detained_at=datetime.fromisoformat(detained) if detained else None,
    )


@pytest.mark.parametrize("example", worked_examples("RU"), ids=lambda example: example["id"])
def test_another_country_is_reckoned_by_its_own_rules_and_no_other_code(example: dict[str, Any]) -> None:
    reckoned = reckon(replace(_of_example(example), country="RU"), TODAY)
    assert (reckoned.ends_on, reckoned.factor) == (example["release_computed"], Fraction(str(example["factor"])))
    assert reckoned.rule_id.startswith("ru_")


def test_home_arrest_is_credited_where_a_rule_says_how() -> None:
    at_home = (*custody(("2020-11-15", "2021-01-01")), Custody(day("2021-01-01"), day("2021-01-12"), HOUSE_ARREST))
    reckoned = reckon(replace(TWO_YEARS, custody=at_home, country="RU"), TODAY)
    assert (reckoned.credit, reckoned.mark) == (Span(70 + 5, 70 + 5), "")


def test_a_punishment_without_a_rule_in_that_country_is_asked_for() -> None:
    imposed = Imposed(Term.parse("15 суток"), detained_at=datetime(2022, 3, 1, tzinfo=UTC), country="RU")
    assert reckon(imposed, TODAY).status == "question"


@pytest.mark.parametrize("example", worked_examples(), ids=lambda example: example["id"])
def test_the_worked_examples_of_the_rules_come_out(example: dict[str, Any]) -> None:
    reckoned_on = OLD_RULE if example.get("factor") == 1.0 and example.get("regime") == "GENERAL" else TODAY
    reckoned = reckon(_of_example(example), reckoned_on)
    if "detained_at" in example:
        assert reckoned.ends_at == datetime.fromisoformat(example["release_computed"])
        return
    assert reckoned.ends_on == example["release_computed"]
    assert reckoned.factor == Fraction(str(example["factor"]))
    assert reckoned.credit == Span(example["credit_days"], example["credit_days"])


def test_there_are_seven_worked_examples() -> None:
    assert [example["id"] for example in worked_examples()] == ["v1", "v2", "v3", "v4", "v5", "v6", "v7"]


def test_the_rule_is_that_of_the_day_of_the_reckoning() -> None:
    assert reckon(TWO_YEARS, OLD_RULE).rule_id == "imprisonment_all_before_2021"
    assert reckon(TWO_YEARS, NEW_RULE).rule_id == "imprisonment_general_enhanced"


@pytest.mark.parametrize(
    ("penalty", "regime", "on", "rule"),
    [
        ("IMPR", "GENERAL", "2021-06-18", "imprisonment_all_before_2021"),
        ("IMPR", "PRISON", "2021-06-18", "imprisonment_all_before_2021"),
        ("IMPR", "ENHANCED", "2021-06-19", "imprisonment_general_enhanced"),
        ("IMPR", "STRICT", "2021-06-19", "imprisonment_strict_special_prison"),
        ("IMPR", "SPECIAL", "2030-01-01", "imprisonment_strict_special_prison"),
        ("IMPR", "COLONY_SETTLEMENT", "2021-06-19", None),
        ("IMPR", "EDUCATIONAL", "2021-06-19", None),
        ("RF_HOME", None, "2015-01-01", "restriction_of_freedom"),
        ("RF_IUOT", None, "2024-01-01", "restriction_of_freedom"),
        ("ARREST", None, "2024-01-01", "criminal_arrest"),
        ("CORR_WORK", None, "2024-01-01", "correctional_labour"),
        ("A_ARREST", None, "2024-01-01", "administrative_arrest"),
        ("FINE", None, "2024-01-01", None),
    ],
)
def test_each_punishment_and_regime_has_its_rule(penalty: str, regime: str | None, on: str, rule: str | None) -> None:
    found = rule_for(penalty, regime, date.fromisoformat(on))
    assert (found.rule_id if found else None) == rule


def test_a_kinder_rule_that_came_later_is_shown_with_both_ends() -> None:
    notes = {note.code: note for note in reckon(TWO_YEARS, NEW_RULE).notes}
    facts = dict(notes["reckon.note.kinder"].facts)
    assert facts["day"] == (date(2022, 11, 15), date(2022, 11, 15))
    assert facts["rule"] == "imprisonment_all_before_2021"
    assert "reckon.note.kinder" not in codes(reckon(TWO_YEARS, OLD_RULE))


def test_a_kinder_rule_that_changes_nothing_is_not_spoken_of() -> None:
    without_custody = reckon(replace(TWO_YEARS, custody=()), NEW_RULE)
    assert "reckon.note.no_custody" in codes(without_custody)
    assert "reckon.note.kinder" not in codes(without_custody)


def test_a_verdict_of_the_time_of_the_new_rule_has_no_older_end() -> None:
    later = replace(TWO_YEARS, in_force=day("2022-04-23"))
    assert "reckon.note.kinder" not in codes(reckon(later, TODAY))


def test_every_computed_end_says_that_it_is_no_fact() -> None:
    reckoned = reckon(TWO_YEARS, TODAY)
    assert reckoned.tolerance_days == 1
    assert "reckon.note.tolerance" in codes(reckoned)
    assert reckoned.certainty == "verified"


def test_a_rule_of_medium_certainty_is_marked_unchecked() -> None:
    strict, general = reckon(replace(TWO_YEARS, regime="STRICT"), TODAY), reckon(TWO_YEARS, TODAY)
    assert (strict.certainty, strict.unchecked, general.unchecked) == ("medium", True, False)
    assert "reckon.note.unchecked" in codes(strict)
    assert "reckon.note.unchecked" not in codes(general)


def test_the_open_question_of_the_rule_is_not_hidden() -> None:
    assert "reckon.note.open_question" in codes(reckon(TWO_YEARS, TODAY))


@pytest.mark.parametrize(
    ("change", "question"),
    [
        ({"regime": None}, "reckon.ask.penalty"),
        ({"regime": None, "penalty": "IMPR"}, "reckon.ask.regime"),
        ({"regime": "EDUCATIONAL"}, "reckon.ask.lawyer"),
        ({"regime": "COLONY_SETTLEMENT"}, "reckon.ask.lawyer"),
        ({"in_force": None}, "reckon.ask.in_force"),
        ({"regime": None, "penalty": "RF_HOME"}, "reckon.ask.registration"),
        ({"regime": None, "penalty": "RF_IUOT"}, "reckon.ask.registration"),
        ({"regime": None, "penalty": "ARREST"}, "reckon.ask.start"),
    ],
)
def test_what_is_not_known_is_asked_and_no_date_is_given(change: dict[str, Any], question: str) -> None:
    reckoned = reckon(replace(TWO_YEARS, **change), TODAY)
    assert reckoned.status == "question"
    assert reckoned.question is not None
    assert reckoned.question.code == question
    assert (reckoned.earliest_on, reckoned.latest_on, reckoned.ends_on) == (None, None, None)
    assert reckoned.question.sentence.strip().endswith((".", "?"))


def test_an_arrest_without_its_beginning_is_asked_for_it() -> None:
    reckoned = reckon(Imposed(Term.parse("15 суток")), TODAY)
    assert reckoned.question is not None
    assert reckoned.question.code == "reckon.ask.detention"


@pytest.mark.parametrize(
    ("term", "change", "note"),
    [
        ("life", {}, "reckon.no_end.life"),
        ("пожизненное заключение", {}, "reckon.no_end.life"),
        ("смертная казнь", {}, "reckon.no_end.death"),
        ("10 лет", {"regime": "GENERAL", "in_absentia": True}, "reckon.no_end.in_absentia"),
        ("135 базовых величин", {}, "reckon.no_end.no_time"),
        ("240 часов", {"penalty": "CW"}, "reckon.no_end.no_time"),
    ],
)
def test_some_punishments_have_no_last_day(term: str, change: dict[str, Any], note: str) -> None:
    reckoned = reckon(Imposed(Term.parse(term), **change), TODAY)
    assert (reckoned.status, codes(reckoned), reckoned.ends_on) == ("no_end", [note], None)


@pytest.mark.parametrize(
    ("term", "change"),
    [
        ("15 лет", {"branch": "administrative"}),
        ("15 лет", {"penalty": "A_ARREST"}),
        ("15 суток", {"branch": "criminal"}),
        ("15 суток", {"penalty": "IMPR", "regime": "GENERAL"}),
        ("15 суток", {"penalty": "RF_HOME"}),
        ("2 года", {"penalty": "FINE"}),
        ("2 года", {"penalty": "A_ARREST", "branch": "administrative"}),
        ("2 года", {"branch": "administrative", "regime": "GENERAL"}),
    ],
)
def test_days_of_arrest_and_years_of_prison_are_never_mixed(term: str, change: dict[str, Any]) -> None:
    with pytest.raises(Refused, match=r"reckon\.unit"):
        reckon(Imposed(Term.parse(term), in_force=day("2021-01-01"), **change), TODAY)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"penalty": "PRISON"}, "reckon.penalty"),
        ({"regime": "NICE"}, "reckon.regime"),
        ({"country": "ZZ"}, "reckon.no_law"),
        ({"country": "../BY"}, "reckon.no_law"),
        ({"custody": (Custody(OnDay(TODAY), None, "EXILE"),)}, "reckon.measure"),
    ],
)
def test_a_code_that_is_not_in_the_seeds_is_refused(change: dict[str, Any], code: str) -> None:
    with pytest.raises(Misread) as caught:
        reckon(replace(TWO_YEARS, **change), TODAY)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("spans", "code"),
    [
        ([("2021-02-01", "2021-01-01")], "reckon.custody_order"),
        ([("2020-11-15", "2021-04-24")], "reckon.custody_after"),
        ([("2020-11-15", "2021-02-02"), ("2021-02-01", "2021-04-23")], "reckon.custody_overlap"),
        ([("2021-02-01", "2021-04-23"), ("2020-11-15", "2021-02-02")], "reckon.custody_overlap"),
        ([("2020-11-15", "2021-04-23"), ("2020-11-15", "2021-04-23")], "reckon.custody_overlap"),
        ([("до 2020", "2021-04-23")], "reckon.open_day"),
    ],
)
def test_custody_that_cannot_be_is_refused(spans: list[tuple[str, str]], code: str) -> None:
    with pytest.raises(Refused) as caught:
        reckon(replace(TWO_YEARS, custody=custody(*spans)), TODAY)
    assert caught.value.code == code


def test_custody_that_touches_is_no_overlap_and_each_interval_is_rounded_down() -> None:
    spans = custody(("2021-01-01", "2021-01-04"), ("2021-01-04", "2021-01-09"))
    assert reckon(replace(TWO_YEARS, custody=spans), NEW_RULE).credit == Span(4 + 7, 4 + 7)


def test_custody_with_an_open_end_lasts_until_the_verdict_enters_into_force() -> None:
    open_end = replace(TWO_YEARS, custody=(Custody(day("2020-11-15")),))
    assert reckon(open_end, NEW_RULE).ends_on == reckon(TWO_YEARS, NEW_RULE).ends_on


def test_no_custody_is_said_and_credits_nothing() -> None:
    reckoned = reckon(replace(TWO_YEARS, custody=()), TODAY)
    assert (reckoned.ends_on, reckoned.credit) == (date(2023, 4, 23), Span(0, 0))
    assert "reckon.note.no_custody" in codes(reckoned)


def test_a_date_known_to_the_month_gives_an_interval_and_never_a_day() -> None:
    reckoned = reckon(replace(TWO_YEARS, in_force=day("05.2021"), custody=custody(("11.2020", "2021-04-23"))), NEW_RULE)
    assert reckoned.ends_on is None
    assert reckoned.credit == Span(216, 259)
    assert (reckoned.earliest_on, reckoned.latest_on) == (date(2022, 8, 15), date(2022, 10, 27))


@given(st.dates(date(2020, 1, 1), date(2021, 3, 31)), st.integers(0, 30), st.integers(0, 28))
def test_whatever_the_day_in_the_month_was_it_lies_in_the_interval(start: date, length: int, shift: int) -> None:
    in_force = start + timedelta(days=length + shift)
    exact = reckon(
        replace(
            TWO_YEARS, custody=(Custody(OnDay(start), OnDay(start + timedelta(days=length))),), in_force=OnDay(in_force)
        ),
        TODAY,
    )
    months = [day(f"{d:%Y-%m}") for d in (start, start + timedelta(days=length), in_force)]
    vague = reckon(replace(TWO_YEARS, custody=(Custody(months[0], months[1]),), in_force=months[2]), TODAY)
    assert exact.ends_on is not None
    assert vague.earliest_on is not None
    assert vague.latest_on is not None
    assert vague.earliest_on <= exact.ends_on <= vague.latest_on


def test_without_the_day_in_force_the_verdict_gives_the_earliest_end() -> None:
    reckoned = reckon(replace(TWO_YEARS, in_force=None, verdict=day("2021-03-01"), custody=()), TODAY)
    assert (reckoned.mark, reckoned.ends_on) == ("earliest", date(2023, 3, 1))
    assert "reckon.note.earliest" in codes(reckoned)
    assert "reckon.note.custody_runs_on" not in codes(reckoned)


def test_custody_that_goes_on_after_the_verdict_is_not_hidden_behind_earliest() -> None:
    reckoned = reckon(
        replace(TWO_YEARS, in_force=None, verdict=day("2021-03-01"), custody=custody(("2020-11-15", "2021-03-01"))),
        TODAY,
    )
    assert "reckon.note.custody_runs_on" in codes(reckoned)


def test_home_arrest_is_not_credited_by_a_guess() -> None:
    at_home = replace(TWO_YEARS, custody=(Custody(day("2020-11-15"), day("2021-04-23"), HOUSE_ARREST),))
    reckoned = reckon(at_home, TODAY)
    assert (reckoned.mark, reckoned.credit, reckoned.ends_on) == ("latest", Span(0, 0), date(2023, 4, 23))
    assert "reckon.note.home_arrest" in codes(reckoned)


def test_home_arrest_and_custody_at_the_same_time_are_refused() -> None:
    both = (*TWO_YEARS.custody, Custody(day("2021-04-01"), day("2021-04-10"), HOUSE_ARREST))
    with pytest.raises(Refused, match=r"reckon\.custody_overlap"):
        reckon(replace(TWO_YEARS, custody=both), TODAY)


def test_a_rule_of_low_certainty_never_gives_a_date(monkeypatch: pytest.MonkeyPatch) -> None:
    low = replace(rule_for("IMPR", "GENERAL", TODAY), certainty="low")  # type: ignore[type-var]
    monkeypatch.setattr(credit, "rules", lambda _country: (low,))
    assert reckon(TWO_YEARS, TODAY).status == "question"


def test_custody_that_only_may_overlap_is_counted_with_its_interval() -> None:
    spans = custody(("2020-11-15", "01.2021"), ("2021-01-15", "2021-04-23"))
    assert reckon(replace(TWO_YEARS, custody=spans), OLD_RULE).credit == Span(47 + 98, 77 + 98)


def test_custody_within_one_month_may_be_no_day_at_all() -> None:
    assert reckon(replace(TWO_YEARS, custody=custody(("01.2021", "01.2021"))), OLD_RULE).credit == Span(0, 30)


def test_a_term_served_on_the_very_day_is_served() -> None:
    spans = custody(("2021-03-02", "2021-04-01"))
    month = replace(TWO_YEARS, term=Term.parse("1 месяц"), in_force=day("2021-04-01"), custody=spans)
    assert reckon(month, OLD_RULE).ends_on == date(2021, 4, 1)
    assert "reckon.note.served" in codes(reckon(month, OLD_RULE))


def test_a_term_already_served_is_said() -> None:
    served = replace(TWO_YEARS, term=Term.parse("3 месяца"))
    assert "reckon.note.served" in codes(reckon(served, TODAY))


def test_restriction_of_freedom_runs_from_registration_and_not_from_the_verdict() -> None:
    imposed = Imposed(Term.parse("3 года"), penalty="RF_HOME", in_force=day("2021-09-10"), started=day("2021-11-01"))
    assert reckon(imposed, TODAY).ends_on == date(2024, 11, 1)


def test_a_stated_end_wins_and_the_difference_is_shown() -> None:
    reckoned = reckon(replace(TWO_YEARS, stated_end=day("2022-09-02")), TODAY)
    assert reckoned.ends_on == date(2022, 8, 28)
    assert reckoned.difference_days == Span(5, 5)
    assert days_left(reckoned, date(2022, 8, 28)) == Span(5, 5)
    assert "reckon.note.stated" in codes(reckoned)


def test_a_stated_end_stands_even_where_nothing_can_be_computed() -> None:
    reckoned = reckon(replace(TWO_YEARS, regime="EDUCATIONAL", stated_end=day("05.2023")), TODAY)
    assert reckoned.stated == day("05.2023")
    assert days_left(reckoned, date(2023, 4, 30)) == Span(1, 31)


def test_time_left_is_never_negative_and_unknown_where_there_is_no_end() -> None:
    assert days_left(reckon(TWO_YEARS, TODAY), date(2022, 8, 18)) == Span(10, 10)
    assert days_left(reckon(TWO_YEARS, TODAY), date(2030, 1, 1)) == Span(0, 0)
    assert days_left(reckon(replace(TWO_YEARS, in_absentia=True), TODAY), TODAY) is None


# ---- arrest by the hour ---------------------------------------------------------------------------------------------


def arrest(**facts: Any) -> Imposed:
    """Fifteen days of arrest."""
    return Imposed(Term.parse("15 суток"), branch="administrative", **facts)


def test_an_hour_without_a_zone_is_the_country_s_own_time() -> None:
    reckoned = reckon(arrest(detained_at=datetime(2021, 11, 7, 13, 40)), TODAY)
    assert reckoned.ends_at == datetime(2021, 11, 22, 13, 40, tzinfo=timezone(timedelta(hours=3)))
    assert reckoned.tolerance_days == 0


def test_an_hour_in_another_zone_is_the_same_instant() -> None:
    at = datetime(2021, 11, 7, 10, 40, tzinfo=UTC)
    assert reckon(arrest(detained_at=at), TODAY).ends_at == datetime(2021, 11, 22, 10, 40, tzinfo=UTC)


def test_without_the_hour_of_detention_there_is_no_hour_of_release() -> None:
    reckoned = reckon(arrest(detained_on=day("2021-11-07")), TODAY)
    assert (reckoned.ends_at, reckoned.ends_on) == (None, date(2021, 11, 22))
    assert "reckon.note.no_hour" in codes(reckoned)


def test_a_detention_known_to_the_month_ends_within_a_month_of_days() -> None:
    reckoned = reckon(arrest(detained_on=day("11.2021")), TODAY)
    assert (reckoned.earliest_on, reckoned.latest_on) == (date(2021, 11, 16), date(2021, 12, 15))


def test_more_than_the_ordinary_maximum_is_a_warning_and_no_refusal() -> None:
    long = Imposed(Term.parse("30 суток"), detained_on=day("2021-11-07"))
    assert "reckon.note.long_arrest" in codes(reckon(long, TODAY))
    assert "reckon.note.long_arrest" not in codes(reckon(arrest(detained_on=day("2021-11-07")), TODAY))


def test_a_country_with_many_zones_must_name_the_zone() -> None:
    with pytest.raises(Refused, match=r"reckon\.zone"):
        in_zone(datetime(2021, 11, 7, 13, 40), "RU")


def test_arrests_one_after_another_add_up_and_a_short_gap_is_a_carousel() -> None:
    minsk = timezone(timedelta(hours=3))
    first = datetime(2021, 11, 7, 13, 40, tzinfo=minsk)
    second, third = first + timedelta(days=15, hours=2), first + timedelta(days=32)
    found = chain([Arrest(third, 10), Arrest(first, 15), Arrest(second, 15)])
    assert found.total_days == 40
    assert found.gaps == (timedelta(hours=2), timedelta(days=1, hours=22))
    assert found.carousel == (True, False)


def test_a_gap_of_exactly_a_day_is_no_carousel() -> None:
    start = datetime(2021, 11, 7, tzinfo=UTC)
    assert chain([Arrest(start, 15), Arrest(start + timedelta(days=16), 15)]).carousel == (False,)


# ---- words and documents --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["en", "be", "ru", "uk"])
def test_every_step_is_a_sentence_with_its_facts(lang: str) -> None:
    with in_language(lang):
        for imposed in (
            TWO_YEARS,
            replace(TWO_YEARS, regime="STRICT", in_force=day("05.2021")),
            arrest(detained_on=day("2021")),
        ):
            reckoned = reckon(imposed, TODAY)
            for step in (*reckoned.steps, *reckoned.notes):
                assert "{" not in step.sentence
                assert step.sentence.endswith(".")


def test_the_document_has_a_date_only_where_there_is_one() -> None:
    exact, vague = (
        reckon(TWO_YEARS, TODAY).as_json(),
        reckon(replace(TWO_YEARS, in_force=day("05.2021")), TODAY).as_json(),
    )
    assert exact["release_computed"] == "2022-08-28"
    assert exact["credit_days"] == 238
    assert (vague["release_computed"], vague["release_earliest"]) == (None, "2022-09-05")
    assert vague["release_latest"] == "2022-10-05"


def test_terms_that_a_court_puts_together_are_a_question_and_nothing_is_added_up() -> None:
    """No checked rule says how a new verdict, as for disobedience in the colony, prolongs a term."""
    together = replace(TWO_YEARS, put_together=True)
    answer = reckon(together, TODAY)
    assert (answer.status, answer.ends_on, answer.credit) == ("question", None, None)
    assert answer.question
    assert answer.question.code == "reckon.ask.put_together"
    stated = reckon(replace(together, stated_end=day("2023-10-01")), TODAY)
    assert stated.stated == day("2023-10-01")
    arrest = Imposed(Term.parse("15 суток"), detained_at=datetime(2021, 11, 7, 13, 40, tzinfo=UTC), put_together=True)
    assert reckon(arrest, TODAY).status == "computed"


@pytest.mark.parametrize(
    ("since", "verdict_only", "mark"),
    [
        (("PARDON",), False, ""), (("NEW_CASE_411",), False, "earliest"), (("NEW_CASE_411",), True, "earliest"),
        ((), True, "earliest"), (("TRANSFER",), False, ""),
    ],
)  # fmt: skip
def test_a_new_case_can_only_move_the_end_later(since: tuple[str, ...], verdict_only: bool, mark: str) -> None:
    imposed = replace(TWO_YEARS, since=since)
    if verdict_only:
        imposed = replace(imposed, in_force=None, verdict=TWO_YEARS.in_force)
    answer = reckon(imposed, TODAY)
    assert answer.mark == mark
    assert answer.notes[len(answer.notes) - len(reckon_anew(since)) :] == reckon_anew(since)


def test_an_end_that_can_move_both_ways_is_marked_neither_way() -> None:
    at_home = Custody(day("2020-10-01"), day("2020-11-15"), HOUSE_ARREST)
    partial = replace(TWO_YEARS, custody=(at_home, *TWO_YEARS.custody))
    assert reckon(partial, TODAY).mark == "latest"
    assert reckon(replace(partial, since=("NEW_CASE_411",)), TODAY).mark == ""


def test_what_changes_a_term_makes_the_old_reckoning_fall() -> None:
    assert [step.code for step in reckon_anew(["VERDICT", "NEW_CASE_411", "PARDON", "PARDON"])] == [
        "reckon.anew.new_verdict",
        "reckon.anew.pardon",
    ]
    assert reckon_anew(["DETENTION", "VERDICT"]) == ()


@pytest.mark.parametrize(
    ("start", "years", "months", "end"),
    [
        (date(2024, 2, 29), 1, 0, date(2025, 2, 28)),
        (date(2024, 2, 29), 4, 0, date(2028, 2, 29)),
        (date(2021, 1, 31), 0, 1, date(2021, 2, 28)),
        (date(2021, 12, 31), 0, 2, date(2022, 2, 28)),
        (date(2021, 3, 31), 0, 30, date(2023, 9, 30)),
    ],
)
def test_a_shorter_month_clips_the_day(start: date, years: int, months: int, end: date) -> None:
    assert add_calendar(start, years=years, months=months) == end


@given(st.dates(), st.integers(0, 9000), st.integers(0, 200000), st.integers(-4000000, 4000000))
def test_no_length_breaks_the_calendar(start: date, years: int, months: int, days: int) -> None:
    try:
        end = add_calendar(start, years=years, months=months, days=days)
    except InputProblem:
        return
    assert (end > start) or days <= 0


def test_years_with_days_are_never_taken_for_an_arrest() -> None:
    mixed = Imposed(Term.parse("1 год 5 дней"), detained_on=day("2021-11-07"))
    asked = reckon(mixed, TODAY)
    assert asked.question
    assert asked.question.code == "reckon.ask.penalty"
    with pytest.raises(Refused, match=r"reckon\.unit"):
        reckon(replace(mixed, penalty="A_ARREST"), TODAY)


def test_an_answer_without_an_end_still_names_the_punishment() -> None:
    assert reckon(Imposed(Term.parse("life")), TODAY).penalty == "LIFE"


def test_the_last_day_of_an_earlier_rule_is_a_day_of_that_rule() -> None:
    last_day = replace(TWO_YEARS, in_force=day("2021-06-18"))
    assert "reckon.note.kinder" in codes(reckon(last_day, TODAY))
    assert "reckon.note.kinder" not in codes(reckon(replace(last_day, in_force=day("2021-06-19")), TODAY))


def test_custody_that_counts_day_for_day_does_not_move_the_end_when_it_runs_on() -> None:
    strict, general = (
        reckon(replace(TWO_YEARS, regime=regime, in_force=None, verdict=day("2021-04-23")), TODAY)
        for regime in ("STRICT", "GENERAL")
    )
    assert "reckon.note.custody_runs_on" not in codes(strict)
    assert "reckon.note.custody_runs_on" in codes(general)


def test_a_question_for_a_lawyer_names_what_nobody_has_checked() -> None:
    asked = reckon(Imposed(Term.parse("1 год"), penalty="MIL_RESTR", country="RU", started=day("2024-01-01")), TODAY)
    assert asked.question
    assert dict(asked.question.facts) == {"regime": "MIL_RESTR"}


@pytest.mark.parametrize("lang", ["en", "be", "ru", "uk"])
def test_a_stated_end_is_never_said_to_be_earlier_and_no_sentence_ends_twice(lang: str) -> None:
    later = reckon(replace(TWO_YEARS, stated_end=day("2022-09-01")), TODAY)
    with in_language(lang):
        told = [step.sentence for step in (*later.steps, *later.notes)]
    assert not [sentence for sentence in told if ".." in sentence]
    earlier_words = ("earlier than", "раней за", "раньше вычисленного", "раніша за")
    assert not [sentence for sentence in told if any(word in sentence for word in earlier_words)]
    assert any("verified" in sentence for sentence in told) == (lang == "en")


def test_a_pardon_moves_the_end_and_only_a_new_case_is_a_new_verdict() -> None:
    steps = ("PARDON", "NEW_CASE_411", "SEARCH")

    assert [moves_the_end(step) for step in steps] == [True, True, False]
    assert [is_new_verdict(step) for step in steps] == [False, True, False]


@pytest.fixture
def harsher_later(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The rules of a country in which a day in custody came to count for less."""
    document = credit._document("BY")
    turned = {"imprisonment_all_before_2021": 1.5, "imprisonment_general_enhanced": 1.0}
    changed = [rule | {"factor": turned.get(rule["id"], rule["factor"])} for rule in document["rules"]]
    credit.rules.cache_clear()
    monkeypatch.setattr(credit, "_document", lambda _country: document | {"rules": changed})
    yield
    credit.rules.cache_clear()


@pytest.mark.usefixtures("harsher_later")
def test_a_harsher_rule_that_came_later_is_not_called_kinder() -> None:
    found = codes(reckon(TWO_YEARS, NEW_RULE))

    assert "reckon.note.harsher" in found
    assert "reckon.note.kinder" not in found


def test_a_gap_between_two_arrests_is_as_long_when_the_clocks_are_changed() -> None:
    warsaw = ZoneInfo("Europe/Warsaw")
    first, second = datetime(2024, 3, 20, 10, 0, tzinfo=warsaw), datetime(2024, 3, 31, 11, 0, tzinfo=warsaw)

    found = chain([Arrest(first, 10), Arrest(second, 5)])

    assert found.gaps == (timedelta(hours=24),)
    assert found.carousel == (False,)


@pytest.mark.parametrize(
    ("verdict", "worth", "certainty"),
    [
        ("2021-05-12", "870 Belarusian rubles", "verified"),
        ("2021", "870 Belarusian rubles", "verified"),
        ("2020-12-15/2021-01-15", "810 Belarusian rubles – 870 Belarusian rubles", "high"),
    ],
)
def test_a_fine_in_base_units_says_what_they_were_worth_on_that_day(verdict: str, worth: str, certainty: str) -> None:
    answer = reckon(Imposed(FINE, verdict=day(verdict)), TODAY)
    assert codes(answer) == ["reckon.no_end.no_time", "reckon.fine.worth"]
    assert f"worth {worth} ({certainty})" in answer.notes[1].sentence
    assert answer.notes[1].as_json()["certainty"] == certainty


def test_a_fine_says_no_worth_that_no_table_has_and_none_without_a_day() -> None:
    assert codes(reckon(Imposed(FINE, verdict=day("2031")), TODAY)) == ["reckon.no_end.no_time", "reckon.fine.unknown"]
    assert codes(reckon(Imposed(FINE), TODAY)) == ["reckon.no_end.no_time"]
