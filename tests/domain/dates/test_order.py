"""Equality, sorting and the question what came before what."""

import copy
import pickle
from datetime import date

import pytest

from dossier.domain.dates import OPEN_AFTER, OPEN_BEFORE, PartialDate


def _read(text: str) -> PartialDate:
    return PartialDate.parse(text)


def test_the_same_date_in_other_words_is_equal_and_hashes_alike() -> None:
    written = [_read(text) for text in ("12 мая 2021", "12.05.2021", "12 траўня 2021 г.", "2021-05-12", "May 12, 2021")]

    assert len(set(written)) == 1
    assert len({one.as_written for one in written}) == 5


@pytest.mark.parametrize(
    ("one", "other"),
    [("2021", "2021-XX"), ("2021", "2021?"), ("конец мая 2021", "начало мая 2021"), ("1979/1981", "1979, 1980 or 1981"),
     ("2021-11-07", "07.11.2021 13:40"), ("2020/..", "2020/"), ("конец мая 2021", "2021-05~")],
)  # fmt: skip
def test_what_says_something_else_is_not_equal(one: str, other: str) -> None:
    assert _read(one) != _read(other)


def test_a_list_is_sorted_by_the_first_day_then_the_last() -> None:
    texts = [
        "2021",
        "до 2020",
        "конец мая 2021",
        "2021-05",
        "начало мая 2021",
        "12.05.2021",
        "2021/..",
        "2020-24",
        "199X",
    ]

    assert [one.as_written for one in sorted(map(_read, texts))] == [
        "до 2020", "199X", "2020-24", "2021", "2021/..", "начало мая 2021", "2021-05", "конец мая 2021", "12.05.2021",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        ("2020", "2021", True),
        ("2021", "2020", False),
        ("2021", "2021-05", None),
        ("2021-05-12", "2021-05-12", False),
        ("2021-05-12", "2021-05-13", True),
        ("до 2020", "2020", True),
        ("с 2020", "2021", None),
        ("2020/..", "../2020", None),
        ("2021/..", "../2020", False),
        ("2021", "с 2022", True),
        ("1979 or 1981", "1980", None),
    ],
)
def test_before_is_answered_only_where_the_bounds_prove_it(one: str, other: str, answer: bool | None) -> None:
    assert _read(one).is_before(_read(other)) is answer


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [("2021", "2021-05", True), ("2020", "2021", False), ("с 2020", "2035", True), ("до 2020", "2020", False)],
)
def test_two_dates_may_meet_where_their_bounds_overlap(one: str, other: str, answer: bool) -> None:
    assert _read(one).may_meet(_read(other)) is answer


def test_open_bounds_have_numbers_that_a_database_can_sort() -> None:
    assert _read("до 2020").bounds == (OPEN_BEFORE, date(2019, 12, 31).toordinal())
    assert _read("с 2020").bounds == (date(2020, 1, 1).toordinal(), OPEN_AFTER)


def test_one_known_day_is_offered_as_a_day_and_nothing_else_is() -> None:
    assert _read("12.05.2021").day == date(2021, 5, 12)
    assert [_read(text).day for text in ("~12.05.2021", "2021-05", "2021-05-12/..", "2021-05-XX")] == [None] * 4
    assert PartialDate.of_day(date(2021, 5, 12)) == _read("12.05.2021")


def test_a_value_survives_pickle_and_copy_and_cannot_be_changed() -> None:
    value = _read("конец августа 2020")

    assert pickle.loads(pickle.dumps(value)) == value
    assert copy.deepcopy(value).as_written == "конец августа 2020"
    with pytest.raises(AttributeError):
        value.as_written = "2021"  # type: ignore[misc]


def test_a_date_is_not_compared_with_something_else() -> None:
    something: object = "2021"
    assert _read("2021") != something
    with pytest.raises(TypeError):
        _ = _read("2021") < "2021"
