"""Single values of the lists: what is computed says no more than what is known."""

from datetime import UTC, date, datetime

import pytest

from dossier.export.csv_values import (
    age_band,
    branch_of_all,
    date_precision,
    days_held,
    edtf,
    first_date,
    instant,
    last_date,
    listed,
    penalty_days,
    penalty_hours,
    penalty_months,
    recognised,
    status,
    term,
    year_month,
)


@pytest.mark.parametrize(
    ("length", "days", "months", "hours", "iso"),
    [
        (("A_ARREST", "time", None, None, 15, None), 15, None, None, "P15D"),
        (("IMPR", "time", 15, None, None, None), None, 180, None, "P15Y"),
        (("IMPR", "time", 2, 6, None, None), None, 30, None, "P2Y6M"),
        (("IMPR", "time", 2, None, 10, None), None, None, None, "P2Y10D"),
        (("ARREST", "time", None, 3, None, None), None, 3, None, "P3M"),
        (("A_CW", "time", None, None, None, 40), None, None, 40, "PT40H"),
        (("unknown", "time", None, None, 15, None), None, None, None, "P15D"),
        (("LIFE", "life", None, None, None, None), None, None, None, "life"),
        (("FINE", "base_units", None, None, None, None), None, None, None, None),
        ((None, None, None, None, None, None), None, None, None, None),
    ],
)
def test_days_of_arrest_and_months_of_a_term_never_mix(
    length: tuple[object, ...], days: int | None, months: int | None, hours: int | None, iso: str | None
) -> None:
    assert (penalty_days(*length), penalty_months(*length), penalty_hours(*length), term(*length)) == (
        days,
        months,
        hours,
        iso,
    )


BORN = date(2000, 6, 15)


@pytest.mark.parametrize(
    ("born", "then", "band"),
    [
        ((BORN, BORN), (date(2018, 6, 14), date(2018, 6, 14)), "14-17"),
        ((BORN, BORN), (date(2018, 6, 15), date(2018, 6, 15)), "18-24"),
        ((BORN, BORN), (date(2018, 1, 1), date(2018, 12, 31)), "unknown"),
        ((date(2000, 1, 1), date(2000, 12, 31)), (date(2021, 5, 12), date(2021, 5, 12)), "18-24"),
        ((date(2000, 1, 1), date(2000, 12, 31)), (date(2018, 5, 12), date(2018, 5, 12)), "unknown"),
        ((None, None), (BORN, BORN), "unknown"),
        ((BORN, BORN), (date(1990, 1, 1), date(1990, 1, 1)), "unknown"),
        ((date(1940, 1, 1), date(1940, 1, 1)), (date(2021, 1, 1), date(2021, 1, 1)), "65+"),
    ],
)
def test_an_age_band_is_given_only_where_every_possible_day_gives_it(
    born: tuple[date | None, date | None], then: tuple[date | None, date | None], band: str
) -> None:
    assert age_band(*born, *then) == band


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ((date(2021, 5, 12), date(2021, 5, 12)), (date(2021, 5, 27), date(2021, 5, 27)), 15),
        ((date(2021, 5, 1), date(2021, 5, 31)), (date(2021, 5, 27), date(2021, 5, 27)), None),
        ((date(2021, 5, 12), date(2021, 5, 12)), (None, None), None),
    ],
)
def test_days_held_need_two_known_days(
    first: tuple[date | None, date | None], last: tuple[date | None, date | None], expected: int | None
) -> None:
    assert days_held(*first, *last) == expected


@pytest.mark.parametrize(
    ("edtf", "precision"),
    [("2021-05-12", "day"), ("2021-05", "month"), ("2021", "year"), ("199X", "decade"), (None, "unknown"),
     ("2021/2022", "unknown")],
)  # fmt: skip
def test_the_precision_of_a_date_is_told(edtf: str | None, precision: str) -> None:
    assert date_precision(edtf) == precision


def test_a_month_is_given_only_where_it_is_certain() -> None:
    assert year_month(date(2021, 5, 12), date(2021, 5, 12)) == "2021-05"
    assert year_month(date(2021, 5, 1), date(2021, 8, 31)) == "2021"
    assert year_month(date(2021, 5, 1), date(2022, 1, 1)) is None


def test_an_instant_is_written_in_utc() -> None:
    assert instant(datetime(2021, 11, 7, 13, 40, tzinfo=UTC)) == "2021-11-07T13:40:00Z"
    assert instant(datetime(2021, 11, 7, 13, 40)) == "2021-11-07T13:40:00Z"


def test_a_pipe_inside_a_value_does_not_make_two() -> None:
    assert listed(["a|b", "c", "c"]) == "a/b|c"
    assert listed([]) is None


def test_no_recorded_release_is_not_said_to_be_custody() -> None:
    assert [status(None, None), status(1, None), status(1, "2021")] == [
        "no_detention_recorded",
        "no_release_recorded",
        "released",
    ]


def test_codes_are_told_in_the_words_of_the_list() -> None:
    assert [recognised(code) for code in ("political_prisoner", "not_recognised", None, "else")] == [
        "yes",
        "no",
        "unknown",
        "unknown",
    ]
    assert [branch_of_all(found) for found in ("criminal|criminal", "criminal|administrative", None)] == [
        "criminal",
        "both",
        "unknown",
    ]


@pytest.mark.parametrize(
    ("stored", "written", "first", "last"),
    [
        ("2021-05", "2021-05", "2021-05", None),
        ("late August 2020", "2020-08~", "2020-08~", None),
        ("late August 2020 – early September 2020", "2020-08~/2020-09~", "2020-08~", "2020-09~"),
        ("8 September 2020, 14:00", "2020-09-08", "2020-09-08", None),
        ("../2019", "../2019", None, "2019"),
        ("[1979,1980]", "[1979,1980]", "[1979,1980]", None),
        (None, None, None, None),
    ],
)
def test_a_column_of_dates_has_no_words(
    stored: str | None, written: str | None, first: str | None, last: str | None
) -> None:
    assert (edtf(stored), first_date(stored), last_date(stored)) == (written, first, last)
