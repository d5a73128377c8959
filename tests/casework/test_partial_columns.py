"""A stored date in words, and the words that it was read from beside it where they tell more."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.casework.partial_columns import date_as_told, date_columns, told_otherwise, words_between
from dossier.domain.dates import PartialDate
from dossier.i18n import in_language


@pytest.mark.parametrize(
    "written",
    [
        "2021-05-12", "12.05.2021", "12.05.2021 г.", "12 мая 2021 г.", "12 мая 2021 года", "12 траўня 2021 г.",
        "12 May 2021", "12 травня 2021 року", " 12 мая 2021 ",
    ],
)  # fmt: skip
def test_another_form_of_the_same_day_is_not_repeated(written: str) -> None:
    assert told_otherwise("2021-05-12", written) == ""
    assert told_otherwise("2021-05", "05.2021") == ""
    assert told_otherwise("2021-05?", "05.2021") == "05.2021"


@pytest.mark.parametrize(
    ("stored", "written"),
    [
        ("2021-05-12", "05/12/2021"), ("2021-05-12", "12.05.21"), ("2021-05-12", "12.V.2021"),
        ("../2019", "до 2020"), ("1979/1980", "1979/80"), ("2021-05-12", "May 12"),
    ],
)  # fmt: skip
def test_words_that_can_be_understood_in_another_way_stand_beside_the_date(stored: str, written: str) -> None:
    assert told_otherwise(stored, written) == written


@pytest.mark.parametrize(("stored", "written"), [(None, "весной"), ("весной", "весной"), ("2021", None), ("2021", "")])
def test_without_a_date_that_was_read_there_is_nothing_to_compare(stored: str | None, written: str | None) -> None:
    assert told_otherwise(stored, written) == ""


def test_both_stand_in_one_line_in_the_language_in_force() -> None:
    columns = date_columns("born", PartialDate.parse("05/12/2021", order="mdy"))
    with in_language("en"):
        told = date_as_told(columns["born"], columns["born_as_written"], "en")
    assert told == "12 May 2021 (as written: 05/12/2021)"
    with in_language("be"):
        assert date_as_told("2021-05", "2021-05", "be") == "травень 2021 г."
    assert date_as_told(None, "весной", "ru") == "весной"


@pytest.mark.parametrize(
    ("lower", "upper", "words"),
    [
        (date(1991, 5, 13), date(1991, 5, 13), "13 May 1991"),
        (date(1991, 5, 1), date(1991, 5, 31), "May 1991"),
        (date(1991, 1, 1), date(1991, 12, 31), "1991"),
        (date(1991, 1, 1), date(1992, 12, 31), "1 January 1991 – 31 December 1992"),
        (None, None, ""),
        (date(1991, 1, 1), None, ""),
    ],
)
def test_a_date_between_two_days_is_told_as_the_shortest_that_has_them(
    lower: date | None, upper: date | None, words: str
) -> None:
    assert words_between(lower, upper, "en") == words


@given(st.dates(), st.dates(), st.sampled_from(["en", "be", "ru", "uk"]))
def test_any_two_days_can_be_told(one: date, other: date, lang: str) -> None:
    assert words_between(min(one, other), max(one, other), lang)
