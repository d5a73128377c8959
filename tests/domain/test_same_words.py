"""Reports of one writer, and copies of one text, are one source."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.domain.same_words import folded_words, independent_count

LONG = "Колонна из сорока машин идёт на юг"

CASES = [
    ("no report", [], 0),
    ("one", [("a", LONG)], 1),
    ("two of one writer", [("a", "один"), ("a", "другой")], 1),
    ("two writers", [("a", "У Мозыря видел танки и машины"), ("b", "Возле Мозыря прошли сорок машин")], 2),
    ("the same words passed on", [("a", LONG), ("b", "КОЛОННА из сорока машин — идет на юг!!!")], 1),
    ("the same short word is no copy", [("a", "Танки!"), ("b", "танки")], 2),
    ("a copy joins two writers over a third", [("a", LONG), ("b", LONG), ("b", "ещё"), ("c", "ещё")], 2),
    ("no words", [("a", ""), ("b", "")], 2),
]


@pytest.mark.parametrize(("reports", "count"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_sources_that_depend_on_each_other_count_once(reports: list[tuple[str, str]], count: int) -> None:
    assert independent_count(reports) == count


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from([LONG, LONG * 2, "да", ""])), max_size=12))
def test_the_order_of_reports_does_not_matter_and_more_reports_than_writers_never_count(
    reports: list[tuple[str, str]],
) -> None:
    count = independent_count(reports)
    assert count == independent_count(reversed(reports))
    assert count <= len({group for group, _ in reports})


def test_words_are_compared_without_signs_case_and_yo() -> None:
    assert folded_words("Ещё  раз — «ТАНКИ»!") == "ещеразтанки"
