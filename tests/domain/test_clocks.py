"""The statutory clocks: kept, exceeded and by how much, or not to be told."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.domain.clocks import Finding, Mark, clocks, findings
from dossier.domain.dates import PartialDate
from dossier.domain.law_rows import countries
from dossier.i18n import LANGUAGES

WARSAW = ZoneInfo("Europe/Warsaw")
MINSK = timezone(timedelta(hours=3))
ARRESTED = datetime(2024, 5, 10, 8, 0, tzinfo=MINSK)


def after(**length: float) -> datetime:
    """So long after the detention."""
    return ARRESTED + timedelta(**length)


def of(code: str, found: list[Finding]) -> Finding:
    """The finding of one clock."""
    return next(one for one in found if one.clock.code == code)


@pytest.mark.parametrize(
    ("clock", "branch", "stop", "when", "verdict"),
    [
        ("ADM_DETENTION_SHORT", "administrative", "ADM_RULING", after(hours=3), "kept"),
        ("ADM_DETENTION_SHORT", "administrative", "ADM_RULING", after(hours=3, minutes=1), "depends"),
        ("ADM_DETENTION_SHORT", "administrative", "ADM_RULING", after(hours=73), "exceeded"),
        ("ADM_DETENTION_LONG", "administrative", "ADM_RULING", after(hours=72), "kept"),
        ("ADM_DETENTION_LONG", "administrative", "RELEASE_PENDING", after(hours=74), "exceeded"),
        ("CRIM_DETENTION", "criminal", "REMAND", after(hours=71), "kept"),
        ("CRIM_DETENTION", "criminal", "REMAND", after(days=5), "depends"),
        ("CRIM_DETENTION", "criminal", "REMAND", after(days=11), "exceeded"),
        ("CRIM_DETENTION_STATE", "criminal", "REMAND", after(days=10), "kept"),
        ("CRIM_CHARGE", "criminal", "CHARGE", after(days=10), "kept"),
        ("CRIM_CHARGE", "criminal", "CHARGE", after(days=21), "exceeded"),
        ("CUSTODY_MAX", "criminal", "SENT_TO_COURT", datetime(2025, 11, 10, 8, 0, tzinfo=MINSK), "kept"),
        ("CUSTODY_MAX", "criminal", "SENT_TO_COURT", datetime(2025, 11, 10, 8, 1, tzinfo=MINSK), "exceeded"),
        ("ICCPR_JUDGE", "criminal", "BEFORE_JUDGE", after(hours=49), "exceeded"),
        ("ICCPR_JUDGE", "administrative", "BEFORE_JUDGE", after(hours=47), "kept"),
    ],
)
def test_a_limit_known_to_the_hour_is_judged_to_the_hour(
    clock: str, branch: str, stop: str, when: datetime, verdict: str
) -> None:
    found = findings([Mark("DETENTION", ARRESTED), Mark(stop, when)], branch)
    assert of(clock, found).verdict == verdict


def test_the_excess_is_measured() -> None:
    found = of(
        "ICCPR_JUDGE", findings([Mark("DETENTION", ARRESTED), Mark("BEFORE_JUDGE", after(hours=50))], "criminal")
    )
    assert (found.over_at_least, found.over_at_most) == (timedelta(hours=2), timedelta(hours=2))


@pytest.mark.parametrize(
    ("judge", "verdict"),
    [
        ("2024-05-10", "kept"),
        ("2024-05-11", "kept"),
        ("2024-05-12", "unknown"),
        ("2024-05-14", "exceeded"),
        ("05.2024", "unknown"),
    ],
)
def test_days_without_hours_are_judged_only_where_the_hour_cannot_matter(judge: str, verdict: str) -> None:
    marks = [Mark("DETENTION", PartialDate.parse("2024-05-10")), Mark("BEFORE_JUDGE", PartialDate.parse(judge))]
    assert of("ICCPR_JUDGE", findings(marks, "criminal")).verdict == verdict


def test_an_excess_between_days_is_an_interval() -> None:
    marks = [Mark("DETENTION", PartialDate.parse("2024-05-10")), Mark("BEFORE_JUDGE", PartialDate.parse("2024-05-14"))]
    found = of("ICCPR_JUDGE", findings(marks, "criminal"))
    assert timedelta(days=1) <= found.over_at_least < found.over_at_most <= timedelta(days=3)  # type: ignore[operator]


def test_without_a_stop_nothing_is_said_until_somebody_asks() -> None:
    marks = [Mark("DETENTION", ARRESTED)]
    assert of("ICCPR_JUDGE", findings(marks, "criminal")).verdict == "unknown"
    assert of("ICCPR_JUDGE", findings(marks, "criminal", asked_at=after(hours=1))).verdict == "running"
    late = of("ICCPR_JUDGE", findings(marks, "criminal", asked_at=after(hours=60)))
    assert (late.verdict, late.over_at_least, late.over_at_most) == ("exceeded", timedelta(hours=12), None)


def test_a_limit_that_was_not_in_force_yet_says_so() -> None:
    early = datetime(2021, 2, 1, tzinfo=MINSK)
    found = findings([Mark("DETENTION", early), Mark("ADM_RULING", early + timedelta(days=9))], "administrative")
    assert of("ADM_DETENTION_LONG", found).verdict == "not_in_force"


def test_before_the_wider_limit_existed_the_general_one_holds_alone() -> None:
    early = datetime(2021, 6, 1, tzinfo=MINSK)
    found = findings([Mark("DETENTION", early), Mark("REMAND", early + timedelta(days=5))], "criminal")
    assert of("CRIM_DETENTION", found).verdict == "exceeded"
    assert of("CRIM_DETENTION_STATE", found).verdict == "not_in_force"


def test_clocks_of_the_other_branch_are_silent() -> None:
    found = findings([Mark("DETENTION", ARRESTED)], "administrative")
    assert {one.clock.branch for one in found} == {"administrative", "international"}


def test_a_stop_before_the_start_does_not_stop_the_clock() -> None:
    marks = [Mark("BEFORE_JUDGE", ARRESTED - timedelta(days=1)), Mark("DETENTION", ARRESTED)]
    assert of("ICCPR_JUDGE", findings(marks, "criminal")).verdict == "unknown"


def test_an_instant_without_a_zone_is_the_time_of_the_country() -> None:
    naive = ARRESTED.replace(tzinfo=None)
    marks = [Mark("DETENTION", naive), Mark("BEFORE_JUDGE", after(hours=48))]
    assert of("ICCPR_JUDGE", findings(marks, "criminal")).verdict == "kept"


def test_every_limit_carries_its_certainty_and_its_basis() -> None:
    assert len(clocks()) == 19
    assert all(clock.certainty and clock.legal_basis for clock in clocks().values())
    assert not clocks()["CRIM_PROTOCOL"].is_checked
    assert clocks()["CRIM_DETENTION"].is_checked


@given(st.datetimes(datetime(2022, 1, 1), datetime(2026, 1, 1)), st.integers(0, 400))
def test_days_never_contradict_the_hours_they_stand_for(start: datetime, hours: int) -> None:
    start, stop = start.replace(tzinfo=MINSK), start.replace(tzinfo=MINSK) + timedelta(hours=hours)
    exact = findings([Mark("DETENTION", start), Mark("BEFORE_JUDGE", stop)], "criminal")
    days = [Mark(name, PartialDate.of_day(at.date())) for name, at in (("DETENTION", start), ("BEFORE_JUDGE", stop))]
    vague = of("ICCPR_JUDGE", findings(days, "criminal")).verdict
    assert vague in ("unknown", of("ICCPR_JUDGE", exact).verdict)


@pytest.mark.parametrize(
    ("year", "days", "verdict"),
    [(2024, 10, "kept"), (2024, 15, "depends"), (2024, 21, "exceeded"), (2022, 15, "exceeded")],
)
def test_a_charge_after_ten_days_depends_on_the_crime_since_the_law_of_2023(year: int, days: int, verdict: str) -> None:
    start = datetime(year, 5, 1, 12, tzinfo=MINSK)
    marks = [Mark("DETENTION", start), Mark("CHARGE", start + timedelta(days=days))]
    assert of("CRIM_CHARGE", findings(marks, "criminal")).verdict == verdict


def test_a_limit_that_runs_out_this_minute_is_not_exceeded_yet() -> None:
    marks = [Mark("DETENTION", ARRESTED)]
    for asked, verdict in ((after(days=10), "running"), (after(days=10, minutes=1), "depends")):
        assert of("CRIM_CHARGE", findings(marks, "criminal", asked_at=asked)).verdict == verdict


def test_the_wider_limit_of_crimes_against_the_state_has_its_own_finding() -> None:
    marks = [Mark("DETENTION", ARRESTED), Mark("CHARGE", after(days=15))]
    found = findings(marks, "criminal")
    assert [of(code, found).verdict for code in ("CRIM_CHARGE", "CRIM_CHARGE_STATE")] == ["depends", "kept"]


@pytest.mark.parametrize("country", countries())
def test_every_limit_has_a_name_in_each_language(country: str) -> None:
    nameless = [(one.code, lang) for one in clocks(country).values() for lang in LANGUAGES if lang not in one.names]
    assert not nameless


def test_a_limit_without_a_name_is_called_by_its_code() -> None:
    assert replace(clocks()["CRIM_DETENTION"], names={}).name("be") == "CRIM_DETENTION"
    assert clocks()["CRIM_DETENTION"].name("be") == "Затрыманне паводле падазрэння"


@pytest.mark.parametrize(
    ("arrested", "judge", "verdict"),
    [
        # the clocks went forward on 31 March 2024 and back on 27 October 2024
        (datetime(2024, 3, 30, 10, 0, tzinfo=WARSAW), datetime(2024, 4, 1, 11, 0, tzinfo=WARSAW), "kept"),
        (datetime(2024, 3, 30, 10, 0, tzinfo=WARSAW), datetime(2024, 4, 1, 11, 1, tzinfo=WARSAW), "exceeded"),
        (datetime(2024, 10, 26, 10, 0, tzinfo=WARSAW), datetime(2024, 10, 28, 9, 0, tzinfo=WARSAW), "kept"),
        (datetime(2024, 10, 26, 10, 0, tzinfo=WARSAW), datetime(2024, 10, 28, 9, 1, tzinfo=WARSAW), "exceeded"),
    ],
)
def test_forty_eight_hours_are_as_long_when_the_clocks_are_changed(
    arrested: datetime, judge: datetime, verdict: str
) -> None:
    found = findings([Mark("DETENTION", arrested), Mark("BEFORE_JUDGE", judge)], "criminal")

    assert of("ICCPR_JUDGE", found).verdict == verdict


def test_a_limit_that_still_runs_is_asked_in_hours_that_have_passed() -> None:
    arrested = datetime(2024, 3, 30, 10, 0, tzinfo=WARSAW)
    running = findings([Mark("DETENTION", arrested)], "criminal", asked_at=datetime(2024, 4, 1, 11, 0, tzinfo=WARSAW))

    assert of("ICCPR_JUDGE", running).verdict == "running"


@pytest.mark.parametrize("when", [None, PartialDate.parse("до 15.05.2024"), PartialDate.parse("9999-12-31")])
def test_a_stop_whose_day_nobody_knows_may_have_come_in_time(when: PartialDate | None) -> None:
    late = Mark("BEFORE_JUDGE", after(hours=60))

    alone = findings([Mark("DETENTION", ARRESTED), Mark("BEFORE_JUDGE", when)], "criminal", asked_at=after(days=90))
    beside = findings([Mark("DETENTION", ARRESTED), late, Mark("BEFORE_JUDGE", when)], "criminal")
    early = findings([Mark("DETENTION", ARRESTED), Mark("BEFORE_JUDGE", after(hours=4)), late], "criminal")

    assert [of("ICCPR_JUDGE", found).verdict for found in (alone, beside, early)] == ["unknown", "unknown", "kept"]


def test_a_start_whose_day_nobody_knows_is_not_passed_over() -> None:
    judge = Mark("BEFORE_JUDGE", after(hours=4))

    kept = findings([Mark("DETENTION", ARRESTED), judge, Mark("DETENTION", None)], "criminal")
    exceeded = findings(
        [Mark("DETENTION", ARRESTED), Mark("BEFORE_JUDGE", after(hours=60)), Mark("DETENTION", None)], "criminal"
    )

    assert of("ICCPR_JUDGE", kept).verdict == "unknown"
    assert of("ICCPR_JUDGE", exceeded).verdict == "exceeded"
    assert findings([Mark("DETENTION", None), judge], "criminal") == []


@pytest.mark.parametrize("year", ["0001-01-01", "9999-12-31", "9999"])
def test_the_years_that_registers_write_for_not_known_start_no_limit(year: str) -> None:
    assert findings([Mark("DETENTION", PartialDate.parse(year))], "criminal") == []
    assert findings([Mark("DETENTION", datetime.max.replace(tzinfo=MINSK))], "criminal") == []
