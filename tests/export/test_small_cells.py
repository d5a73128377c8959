"""Numbers for the public: persons are counted once, small numbers are hidden, and no subtraction gives them back."""

import itertools
from collections import defaultdict
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.export.small_cells import ALL, count_persons, is_small

ON = date(2026, 11, 24)
MAY = (date(2021, 5, 12), date(2021, 5, 12))
ADULT, CHILD = (date(1990, 1, 1),) * 2, (date(2010, 1, 1),) * 2
HEAD = ("month", "country", "country_code", "admin1", "region", "branch", "article")


def _row(person: int, *, sex: str = "male", articles: str = "UK_BY-342-1", what: str = "detained", born: Any = ADULT,
         when: Any = MAY, region: str | None = "BY-HM") -> tuple[Any, ...]:  # fmt: skip
    return (what, *when, region, "criminal", articles, sex, *born, person)


def _counted(rows: list[tuple[Any, ...]]) -> dict[str, dict[str, Any]]:
    names = (*HEAD, "detained", "women", "men", "children", "sentenced", "suppressed", "source", "on")
    found = [dict(zip(names, row, strict=True)) for row in count_persons(rows, "test", ON)]
    return {row["article"]: row for row in found}


def test_one_person_with_two_articles_is_one_person_in_all() -> None:
    rows = [_row(n, articles="UK_BY-342-1|UK_BY-130-1") for n in range(6)]
    found = _counted(rows)
    assert {article: row["detained"] for article, row in found.items()} == {
        ALL: 6, "UK_BY-342-1": 6, "UK_BY-130-1": 6
    }  # fmt: skip


def test_a_person_detained_twice_in_a_month_is_counted_once() -> None:
    assert _counted([_row(n) for n in range(5) for _time in range(2)])[ALL]["detained"] == 5


def test_a_region_gives_its_country_and_names() -> None:
    row = _counted([_row(n) for n in range(5)])[ALL]
    assert [row[name] for name in HEAD[:5]] == ["2021-05", "Belarus", "BY", "Minsk City", "BY-HM"]
    assert _counted([_row(n, region=None) for n in range(5)])[ALL]["region"] == "unknown"


def test_a_date_known_less_finely_than_a_month_is_in_no_month() -> None:
    assert _counted([_row(n, when=(date(2021, 1, 1), date(2021, 12, 31))) for n in range(9)]) == {}


@pytest.mark.parametrize(
    ("women", "men", "shown"),
    [
        (0, 5, (5, 0, 5)),
        (0, 4, (None, None, None)),
        (3, 10, (13, None, None)),  # 13 - 10 would give the 3
        (6, 7, (13, 6, 7)),
        (2, 2, (None, None, None)),
        (4, 4, (8, None, None)),
    ],
)
def test_a_small_number_of_women_takes_that_of_the_men_with_it(women: int, men: int, shown: tuple[Any, ...]) -> None:
    rows = [_row(n, sex="female" if n < women else "male") for n in range(women + men)]
    row = _counted(rows)[ALL]
    assert (row["detained"], row["women"], row["men"]) == shown
    assert row["suppressed"] == ("true" if None in shown else "false")


def test_all_but_a_few_children_hide_the_few_adults() -> None:
    rows = [_row(n, born=CHILD if n < 8 else ADULT) for n in range(10)]
    assert _counted(rows)[ALL]["children"] is None
    assert _counted([_row(n, born=CHILD) for n in range(8)])[ALL]["children"] == 8


def test_one_hidden_article_takes_the_next_smallest_with_it() -> None:
    rows = [_row(n) for n in range(20)]
    rows += [_row(n, articles="UK_BY-130-1") for n in range(20, 27)]
    rows += [_row(n, articles="UK_BY-369") for n in range(27, 30)]
    found = _counted(rows)
    assert found[ALL]["detained"] == 30
    assert found["UK_BY-369"]["detained"] is None
    assert found["UK_BY-130-1"]["detained"] is None  # 30 - 20 - 7 would give the 3
    assert found["UK_BY-342-1"]["detained"] == 20


def test_where_the_only_article_is_hidden_the_total_is_too() -> None:
    rows = [_row(n) for n in range(3)] + [_row(n, articles="") for n in range(3, 9)]
    found = _counted(rows)
    assert found["UK_BY-342-1"]["detained"] is None
    assert found[ALL]["detained"] is None


@pytest.mark.parametrize(
    ("articles", "hidden"),
    [
        (["A"] * 6 + [""] * 2, {"A", ALL}),  # 8 less 6: the two of whom no charge is known
        (["A"] * 6 + ["B"] * 7 + [""], {"A", "B"}),  # 14 less 13
        (["A|B"] * 6 + ["B"] * 3, {"A", "B"}),  # 9 less 6: the three without A
        (["A"] * 6 + [""] * 6, set()),
    ],
)
def test_a_total_less_its_articles_gives_no_small_number(articles: list[str], hidden: set[str]) -> None:
    found = _counted([_row(n, articles=one) for n, one in enumerate(articles)])
    assert {article for article, row in found.items() if row["detained"] is None} == hidden


ANY_ARTICLES = st.lists(st.sampled_from(["", "A", "B", "C", "A|B", "B|C", "A|B|C"]), max_size=60)


@given(ANY_ARTICLES)
def test_whatever_the_articles_no_difference_to_the_total_is_small(articles: list[str]) -> None:
    found = _counted([_row(n, articles=one) for n, one in enumerate(articles)])
    total = found[ALL]["detained"] if found else None
    if total is None:
        return
    shown = [row["detained"] for article, row in found.items() if article != ALL]
    assert not any(is_small(total - one) for one in shown if one is not None)
    assert shown.count(None) != 1
    assert None in shown or not is_small(total - sum(shown))


PERSONS = st.lists(
    st.tuples(st.sampled_from(["female", "male", "unknown"]), st.sampled_from(["A", "B", "C"]), st.booleans()),
    max_size=60,
)


@given(PERSONS)
def test_no_small_number_is_shown_nor_given_by_subtraction(persons: list[tuple[str, str, bool]]) -> None:
    rows = [
        _row(n, sex=sex, articles=one, born=CHILD if young else ADULT) for n, (sex, one, young) in enumerate(persons)
    ]
    found = _counted(rows)
    for row in found.values():
        numbers = {name: row[name] for name in ("detained", "women", "men", "children", "sentenced")}
        assert not any(is_small(number) for number in numbers.values() if number is not None)
        if numbers["detained"] is not None and numbers["children"] is not None:
            assert not is_small(numbers["detained"] - numbers["children"])
    _nothing_by_subtraction(persons, found)


def _nothing_by_subtraction(persons: list[tuple[str, str, bool]], found: dict[str, dict[str, Any]]) -> None:
    """Each person has one article here, so that the articles add up to all: a hidden number must stay open."""
    true: dict[str, int] = defaultdict(int)
    for _sex, article, _young in persons:
        true[article] += 1
    articles = [one for one in found if one != ALL]
    hidden = [one for one in articles if found[one]["detained"] is None]
    if found and found[ALL]["detained"] is not None:
        assert len(hidden) != 1
    for row in found.values():
        parts = [row["women"], row["men"]]
        if row["detained"] is not None and parts.count(None) == 1:
            shown = next(one for one in parts if one is not None)
            others = [sex for sex, article, _y in persons if row["article"] in (ALL, article) and sex == "unknown"]
            assert others or not is_small(row["detained"] - shown)


def test_the_rows_of_decisions_are_counted_apart() -> None:
    rows = [_row(n) for n in range(6)] + [_row(n, what="sentenced") for n in itertools.chain(range(5))]
    row = _counted(rows)[ALL]
    assert (row["detained"], row["sentenced"]) == (6, 5)
