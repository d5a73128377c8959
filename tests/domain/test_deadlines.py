"""Deadlines for appeals: from which day, which last day, and what is not known."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.domain.clocks import Mark, clocks
from dossier.domain.dates import PartialDate
from dossier.domain.deadlines import Due, deadlines


def marks(**days: str) -> list[Mark]:
    """Milestones with their days as written."""
    return [Mark(code, PartialDate.parse(written)) for code, written in days.items()]


def only(found: list[Due]) -> Due:
    (one,) = found
    return one


def appeal(on: str, country: str = "BY", branch: str = "criminal", **days: str) -> Due:
    """The one deadline that these milestones set running."""
    return only(deadlines(marks(**days), branch, date.fromisoformat(on), country))


def test_the_day_of_the_verdict_does_not_count() -> None:
    due = appeal("2024-03-05", VERDICT="2024-03-01", COPY_SERVED="2024-03-01")
    assert (due.first, due.last, due.standing) == (date(2024, 3, 11), date(2024, 3, 11), "open")
    assert due.clock.legal_basis == "UPK art. 374(1)"
    assert [step.code for step in due.steps] == [
        "deadline.from", "deadline.limit.day", "deadline.due", "deadline.day_off",
    ]  # fmt: skip


def test_without_the_day_of_the_copy_the_deadline_is_at_the_earliest_and_never_said_to_have_passed() -> None:
    due = appeal("2024-05-01", VERDICT="2024-03-01")
    assert (due.first, due.at_the_earliest, due.standing) == (date(2024, 3, 11), True, "unknown")
    assert due.steps[-1].code == "deadline.copy"


def test_a_copy_that_was_served_later_moves_the_last_day() -> None:
    due = appeal("2024-03-15", VERDICT="2024-03-01", COPY_SERVED="2024-03-20")
    assert (due.first, due.last, due.standing) == (date(2024, 3, 11), date(2024, 3, 30), "unknown")


def test_a_copy_of_an_earlier_decision_moves_nothing() -> None:
    due = appeal("2024-03-05", VERDICT="2024-03-01", COPY_SERVED="2023-11-01")
    assert due.last == date(2024, 3, 11)


@pytest.mark.parametrize(
    ("filed", "standing"),
    [("2024-03-11", "kept"), ("2024-03-12", "late"), ("03.2024", "unknown"), ("2024-04", "late")],
)
def test_an_appeal_that_was_lodged_is_kept_late_or_not_known(filed: str, standing: str) -> None:
    due = appeal("2024-06-01", VERDICT="2024-03-01", COPY_SERVED="2024-03-01", APPEAL_FILED=filed)
    assert due.standing == standing


def test_an_appeal_against_an_earlier_verdict_does_not_stop_the_new_one() -> None:
    due = appeal("2024-03-05", VERDICT="2024-03-01", COPY_SERVED="2024-03-01", APPEAL_FILED="2023-05-01")
    assert due.standing == "open"


def test_the_last_verdict_counts() -> None:
    found = deadlines([*marks(VERDICT="2023-01-10"), *marks(VERDICT="2024-03-01")], "criminal", date(2024, 3, 2))
    assert only(found).first == date(2024, 3, 11)


def test_a_verdict_known_to_the_month_gives_a_first_and_a_last_day() -> None:
    due = appeal("2024-03-05", VERDICT="03.2024", COPY_SERVED="03.2024")
    assert (due.first, due.last, due.standing) == (date(2024, 3, 11), date(2024, 4, 10), "open")


def test_after_the_last_possible_day_it_has_passed() -> None:
    assert appeal("2024-03-12", VERDICT="2024-03-01", COPY_SERVED="2024-03-01").standing == "passed"


def test_a_limit_that_nobody_has_verified_says_so() -> None:
    due = appeal("2022-01-05", branch="administrative", ADM_RULING="2022-01-03")
    assert (due.clock.code, due.clock.is_checked, due.steps[-1].code) == ("APPEAL_ADM", False, "deadline.unchecked")


def test_a_limit_is_not_used_outside_of_the_days_on_which_it_was_law() -> None:
    assert deadlines(marks(ADM_RULING="2019-01-03"), "administrative", date(2019, 1, 4)) == []


def test_russia_has_its_own_limits_and_editions() -> None:
    before, after = (appeal("2018-01-02", "RU", VERDICT=day).clock for day in ("2018-01-01", "2024-01-01"))
    assert (before.code, before.limit) == ("APPEAL_CRIM_2013", 10)
    assert (after.code, after.limit) == ("APPEAL_CRIM", 15)


def test_an_instant_counts_as_its_day_in_the_time_of_the_country() -> None:
    at = datetime(2024, 3, 1, 22, 30, tzinfo=UTC)  # already 2 March in Minsk
    due = only(deadlines([Mark("VERDICT", at)], "criminal", date(2024, 3, 5)))
    assert due.first == date(2024, 3, 12)


def test_where_a_country_has_several_zones_an_instant_is_one_of_two_days() -> None:
    at = datetime(2024, 3, 1, 22, 30, tzinfo=UTC)
    due = only(deadlines([Mark("VERDICT", at)], "criminal", date(2024, 3, 5), "RU"))
    assert (due.first, due.last) == (date(2024, 3, 16), date(2024, 3, 17))


def test_an_open_day_sets_nothing_running() -> None:
    assert deadlines(marks(VERDICT="до 2024"), "criminal", date(2024, 3, 5)) == []


def _stretch(first: date, width: int) -> str:
    return f"{first}/{date.fromordinal(first.toordinal() + width)}"


def _days_of(first: date, width: int) -> Iterator[date]:
    yield from (date.fromordinal(first.toordinal() + n) for n in (0, width))


@given(st.dates(date(2022, 1, 1), date(2026, 1, 1)), st.integers(0, 60), st.integers(0, 90))
def test_what_is_said_of_a_vague_verdict_is_true_of_every_day_it_can_be(verdict: date, width: int, later: int) -> None:
    on = date.fromordinal(verdict.toordinal() + later).isoformat()
    written = _stretch(verdict, width)
    vague = appeal(on, VERDICT=written, COPY_SERVED=written)
    for day in _days_of(verdict, width):
        exact = appeal(on, VERDICT=day.isoformat(), COPY_SERVED=day.isoformat())
        assert vague.first <= exact.first <= exact.last <= vague.last
        assert vague.standing in ("unknown", exact.standing)


@pytest.mark.parametrize(
    ("on", "days", "standing"),
    [
        ("2024-03-11", {"COPY_SERVED": "2024-03-01"}, "open"),
        ("2024-03-12", {"COPY_SERVED": "2024-03-01"}, "passed"),
        ("2024-03-30", {"COPY_SERVED": "2024-03-20"}, "unknown"),
        ("2024-03-31", {"COPY_SERVED": "2024-03-20"}, "passed"),
        ("2024-06-01", {"COPY_SERVED": "2024-03-20", "APPEAL_FILED": "2024-03-30"}, "unknown"),
        ("2024-06-01", {"COPY_SERVED": "2024-03-20", "APPEAL_FILED": "2024-03-31"}, "late"),
        ("2024-06-01", {"APPEAL_FILED": "2024-03-01"}, "kept"),
    ],
)  # fmt: skip
def test_the_last_day_itself_is_in_time(on: str, days: dict[str, str], standing: str) -> None:
    assert appeal(on, VERDICT="2024-03-01", **days).standing == standing


def test_a_limit_of_the_state_is_no_deadline_of_the_person() -> None:
    assert deadlines(marks(DETENTION="2024-03-01", REMAND="2024-03-02"), "criminal", date(2024, 3, 5)) == []


def test_an_appeal_that_was_filed_on_a_day_that_nobody_knows_is_neither_open_nor_passed() -> None:
    verdict = Mark("VERDICT", PartialDate.parse("2024-05-10"))
    filed = [Mark(one, None) for one in clocks()["APPEAL_CRIM"].ends_with]
    found = deadlines([verdict, *filed], "criminal", date(2025, 1, 1))

    assert [due.standing for due in found if due.clock.code == "APPEAL_CRIM"] == ["unknown"]


@pytest.mark.parametrize("year", ["9999-12-31", "0001-01-01"])
def test_a_day_that_registers_write_for_not_known_sets_no_deadline_running(year: str) -> None:
    assert deadlines([Mark("VERDICT", PartialDate.parse(year))], "criminal", date(2025, 1, 1)) == []
