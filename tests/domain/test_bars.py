"""Pictures of letters: in proportion, and never more sure than what is recorded."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.domain.bars import bar, spans, year_marks

YEAR = (date(2021, 1, 1), date(2021, 12, 31))


@pytest.mark.parametrize(
    ("count", "largest", "cells", "drawn"),
    [(0, 9, 8, ""), (8, 8, 4, "████"), (4, 8, 4, "██"), (1, 8, 4, "▌"), (1, 1000, 4, "▏"), (5, 8, 4, "██▌")],
)
def test_a_bar_is_in_proportion_and_the_smallest_count_is_seen(
    count: int, largest: int, cells: int, drawn: str
) -> None:
    assert bar(count, largest, cells) == drawn


@given(st.integers(1, 10**7), st.integers(1, 120), st.data())
def test_a_bar_never_leaves_its_room_and_grows_with_its_count(largest: int, cells: int, data: st.DataObject) -> None:
    one, other = sorted(data.draw(st.tuples(st.integers(0, largest), st.integers(0, largest))))
    assert len(bar(other, largest, cells)) <= cells
    assert len(bar(one, largest, cells)) <= len(bar(other, largest, cells))


@pytest.mark.parametrize(
    ("sure", "unsure", "drawn"),
    [
        ([YEAR], [], "████████████"),
        ([(date(2021, 4, 1), date(2021, 6, 30))], [], "   ███"),
        ([(date(2021, 4, 1), date(2021, 6, 30))], [(date(2021, 3, 1), date(2021, 8, 31))], "  ░███░░"),
        ([], [YEAR], "░░░░░░░░░░░░"),
        ([], [], ""),
    ],
)
def test_what_is_not_sure_is_dotted(sure: list[tuple[date, date]], unsure: list[tuple[date, date]], drawn: str) -> None:
    assert spans(sure, unsure, YEAR, 12) == drawn


@given(st.dates(date(1990, 1, 1), date(2030, 1, 1)), st.integers(0, 9000), st.integers(1, 80))
def test_a_single_day_is_always_seen(first: date, days: int, cells: int) -> None:
    over = (first, first + timedelta(days=days))
    for day in over:
        assert spans([(day, day)], [], over, cells).count("█") >= 1


def test_years_stand_under_their_first_days_and_never_touch() -> None:
    assert year_marks((date(2020, 7, 1), date(2023, 6, 30)), 36) == "2020  2021        2022        2023"
    assert year_marks((date(2000, 1, 1), date(2030, 1, 1)), 9) == "2000 2017"
