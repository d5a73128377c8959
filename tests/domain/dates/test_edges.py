"""Dates at the edge of a rule: each row is read otherwise as soon as its rule is left out."""

from datetime import date

import pytest

from dossier.domain.dates import Order, PartialDate
from dossier.errors import InputProblem


@pytest.mark.parametrize(
    ("text", "order", "edtf"),
    [
        ("2021/12/05", "ymd", "2021-12-05"),
        ("2021, 12.05", "dmy", "2021-05-12"),
        ("Saturday, 1 May 2021", "dmy", "2021-05-01"),
        ("до 1 мая 2020", "dmy", "../2020-05-01"),
        ("until late August 2020", "dmy", "../2020-08"),
        ("until early August 2020", "dmy", "../2020-08~"),
        ("начало мая – конец июня 2021", "dmy", "2021-05~/2021-06~"),
        ("с неизвестного по 12 мая 2021", "dmy", "/2021-05-12"),
        ("9999", "dmy", "9999"),
        ("2019/201X", "dmy", "2019/201X"),
        ("2020-05-12/2020-05-12", "dmy", "2020-05-12/2020-05-12"),
        ("май 2021 (день неизвестен)", "dmy", "2021-05-XX"),
        ("2021 (месяц неизвестен)", "dmy", "2021-XX"),
        ("2021 (день неизвестен)", "dmy", "2021-XX-XX"),
        ("2021 (месяц, день неизвестны)", "dmy", "2021-XX-XX"),
        ("май 2021 (месяц неизвестен)", "dmy", "2021-05"),
        ("12-е мая 2021", "dmy", "2021-05-12"),
        ("31-е мая 2021", "dmy", "2021-05-31"),
        ("9-е мая 2021", "dmy", "2021-05-09"),
        ("13.12.2021", None, "2021-12-13"),
        ("12.12.2021", None, "2021-12-12"),
        ("12.13.2021", None, "2021-12-13"),
    ],
)
def test_a_date_at_the_edge_is_read(text: str, order: Order, edtf: str) -> None:
    assert PartialDate.parse(text, order=order).edtf == edtf


@pytest.mark.parametrize(
    ("text", "order", "code"),
    [
        ("05.12.2021", None, "date.ambiguous"),
        ("12.05.2021", None, "date.ambiguous"),
        ("Tuesday, May 2021", "dmy", "date.form"),
        ("май 05.2021", "dmy", "date.two_dates"),
        ("2021 05.2020", "dmy", "date.two_dates"),
        ("2020-05~ 2020-06~", "dmy", "date.form"),
        ("2020-05~ мая", "dmy", "date.two_dates"),
        ("2020-05~ 2021", "dmy", "date.two_dates"),
        ("около – май 2021", "dmy", "date.form"),
        ("май 2021 –", "dmy", "date.form"),
        ("с дня по 12 мая 2021", "dmy", "date.form"),
    ],
)
def test_a_text_at_the_edge_is_refused(text: str, order: Order, code: str) -> None:
    with pytest.raises(InputProblem) as refusal:
        PartialDate.parse(text, order=order)
    assert refusal.value.code == code


def test_the_first_day_of_a_month_may_have_an_hour() -> None:
    assert PartialDate.parse("1 мая 2021 13:40").time == "13:40"


def test_the_first_year_and_the_last_month_are_no_exceptions() -> None:
    first = PartialDate.parse("0001")

    assert (first.lower, first.upper) == (date(1, 1, 1), date(1, 12, 31))
    assert PartialDate.parse("9999").lower == date(9999, 1, 1)
    assert PartialDate.parse("2021-12").precision == "month"


def test_twelve_alternatives_are_kept_and_not_one_more() -> None:
    twelve = " or ".join(str(year) for year in range(1979, 1991))

    assert PartialDate.parse(twelve).edtf.count(",") == 11
    with pytest.raises(InputProblem):
        PartialDate.parse(f"{twelve} or 1991")


def test_a_date_is_not_before_itself_in_a_list() -> None:
    one, other = PartialDate.parse("12 мая 2021"), PartialDate.parse("12.05.2021")

    assert (one < other, one > other, one <= other, one >= other) == (False, False, True, True)


def test_a_value_is_stored_in_words_only_where_edtf_says_less() -> None:
    whole, without_seconds = PartialDate.parse("2021-11-07T13:40:00+03:00"), PartialDate.parse("07.11.2021 13:40")

    assert whole.stored == "2021-11-07T13:40:00+03:00"
    assert without_seconds.stored == "7 November 2021, 13:40"


def test_one_of_several_days_has_the_bounds_of_all_of_them() -> None:
    several = PartialDate.parse("1981, 1979 or 1980")
    open_before, open_after = PartialDate.parse("[-0044, 2020]"), PartialDate.parse("[2020, Y12000]")

    assert (several.lower, several.upper) == (date(1979, 1, 1), date(1981, 12, 31))
    assert (open_before.lower, open_before.upper) == (None, date(2020, 12, 31))
    assert (open_after.lower, open_after.upper) == (date(2020, 1, 1), None)


def test_a_range_has_no_part_and_no_time_of_its_own() -> None:
    days = PartialDate.parse("конец августа 2020 – середина сентября 2020")
    hours = PartialDate.parse("12.05.2021 10:30 – 13.05.2021 11:00")

    assert (days.part, hours.time) == ("", "")


@pytest.mark.parametrize(("one", "other"), [("до 12.05.2021", "12.05.2021"), ("с 12.05.2021", "12.05.2021")])
def test_two_dates_meet_on_the_day_that_ends_one_and_begins_the_other(one: str, other: str) -> None:
    dates = PartialDate.parse(one), PartialDate.parse(other)

    assert dates[0].may_meet(dates[1])
    assert dates[1].may_meet(dates[0])


def test_the_last_year_of_the_calendar_has_a_first_and_a_last_day() -> None:
    year = PartialDate.parse("9999")

    assert (year.lower, year.upper) == (date(9999, 1, 1), date(9999, 12, 31))
    assert PartialDate.parse("winter 9999").upper is None


def test_two_letters_are_no_weekday() -> None:
    with pytest.raises(InputProblem) as refusal:
        PartialDate.parse("12.05.2021 ср")
    assert refusal.value.code == "date.word"


@pytest.mark.parametrize("written", ["07.11.2021 13:40+03:00", "2021-11-07 13:40+03:00", "7 November 2021, 13:40Z"])
def test_an_hour_with_its_zone_needs_no_seconds(written: str) -> None:
    value = PartialDate.parse(written)

    assert value.edtf == "2021-11-07"
    assert value.time in ("13:40+03:00", "13:40Z")
    assert PartialDate.parse(value.stored) == value


def test_a_dash_between_two_hours_is_no_zone() -> None:
    with pytest.raises(InputProblem):
        PartialDate.parse("12.05.2021 10:30-11:00")
