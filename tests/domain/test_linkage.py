"""When two records may be one person's: names, births, sex, traces; and which records are worth comparing."""

from datetime import date
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.domain.blocking import MOST_WITH_ONE_KEY, Blocks, block_keys, keys_of_indexed, keys_to_ask
from dossier.domain.dates import PartialDate
from dossier.domain.linkage import Described, compare_records, may_be, words_of
from dossier.vault.search_rows import name_keys


def _of(name: str, born: str = "", **more: Any) -> Described:
    bounds = (None, None)
    if born:
        read = PartialDate.parse(born)
        bounds = (read.lower, read.upper)  # type: ignore[assignment]
    return Described((name,), *bounds, **more)


@pytest.mark.parametrize(
    ("one", "other", "band", "code"),
    [
        (_of("Иванов Иван Иванович", "12.05.1980"), _of("Іваноў Іван Іванавіч", "12.05.1980"), "same", "born_same"),
        (_of("Иванов Иван Иванович", "12.05.1980"), _of("Ivanov Ivan", "1980"), "same", "born_compatible"),
        (_of("Иванов Иван Иванович"), _of("Іваноў Іван Іванавіч"), "ask", "born_missing"),
        (_of("Иванов Иван", "03.04.1980"), _of("Иванов Иван", "04.03.1980"), "ask", "born_swapped"),
        (_of("Иванов Иван", "12.05.1980"), _of("Иванов Иван", "12.05.1981"), "ask", "born_slip"),
        (_of("Иванов Иван", "12.05.1980"), _of("Иванов Иван", "12.05.1991"), "no", "born_other"),
        (_of("Иванов Иван", "1980"), _of("Иванов Иван", "1981"), "ask", "born_year_apart"),
        (_of("Иванов Иван", "1980"), _of("Иванов Иван", "1991"), "no", "born_other"),
        (_of("Иванов Иван Иванович", "1980"), _of("Иванов Пётр Иванович", "1980"), "no", None),
        (_of("Мария Ивановна Петрова", "1.2.1980"), _of("Мария Ивановна Седых", "1.2.1980"), "ask", "surname_changed"),
        (_of("Саша Кот", sex="male"), _of("Саша Кот", sex="female"), "no", "sex_other"),
    ],
)
def test_what_speaks_for_one_person_and_what_against(
    one: Described, other: Described, band: str, code: str | None
) -> None:
    found = compare_records(one, other)
    assert found == compare_records(other, one)
    assert found.band == band
    assert code is None or code in found.reason_codes
    assert all(words_of(each) for each in found.reason_codes)


def test_a_name_without_a_date_is_never_more_than_a_question_unless_place_and_article_agree() -> None:
    traces: dict[str, Any] = {"places": frozenset({"ik-4"}), "articles": frozenset({"UK_BY-342-1"})}
    assert compare_records(_of("Анна Пример"), _of("Анна Пример")).band == "ask"
    assert compare_records(_of("Анна Пример", places=traces["places"]), _of("Анна Пример", **traces)).band == "ask"
    found = compare_records(_of("Анна Пример", **traces), _of("Hanna Prymer", **traces))
    assert found.band == "same"
    assert {"place_shared", "articles_shared"} <= set(found.reason_codes)


names = st.text("АБВabcі’- .", max_size=30)
days = st.none() | st.dates(min_value=date(1900, 1, 1), max_value=date(2020, 1, 1))


@given(names, names, days, days)
def test_any_two_records_are_compared_without_an_error_and_alike_from_both_sides(
    a: str, b: str, one: date | None, other: date | None
) -> None:
    first, second = Described((a,), one, one), Described((b,), other, other)
    found = compare_records(first, second)
    assert found == compare_records(second, first)
    assert 0 <= found.score <= 1
    block_keys((a,), one, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Лукашэнка Аляксандр", "Lukashenko Alexander"),
        ("ЛУКАШЕНКО А.Г.", "Аляксандр Лукашэнка"),
        ("Саша Кот", "Аляксандр Кот"),
        ("Иван Петров", "Петров Иван"),
        ("Анна Пример (Ёлкина)", "Анна Ёлкина"),
    ],
)
def test_spellings_of_one_name_share_a_key(one: str, other: str) -> None:
    assert block_keys([one], None, None) & block_keys([other], None, None)


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("Лукашэнка Аляксандр", "Lukashenko Alexander"),
        ("ЛУКАШЕНКО А.Г.", "Аляксандр Лукашэнка"),
        ("Саша Кот", "Аляксандр Кот"),
        ("Аляксандр Кот", "Саша Кот"),
        ("Шура Кот", "Саша Кот"),
        ("Петров Иван", "Иван Петров"),
        ("Иван Петров", "Петров Иван"),
        ("Анна Пример (Ёлкина)", "Анна Ёлкина"),
        ("Анна Ёлкина", "Анна Пример (Ёлкина)"),
        ("Вера Кот-Ёлкина", "Вера Ёлкина"),
        ("Янка", "Янка"),
    ],
)
@pytest.mark.parametrize("born", [None, date(1984, 6, 1)])
def test_what_the_index_keeps_of_a_name_is_found_by_its_spellings(written: str, asked: str, born: date | None) -> None:
    kept = keys_of_indexed(name_keys(written), born, born)
    assert kept & keys_to_ask([asked], born, born)
    assert not kept & keys_to_ask(["Zoja Vymyslava"], date(1950, 1, 2), date(1950, 1, 2))


def test_an_indexed_name_with_a_changed_surname_is_found_by_the_rest_and_not_by_an_initial() -> None:
    day = date(1980, 2, 1)
    asked = keys_to_ask(["Марыя Іванаўна Седых"], day, day)
    assert keys_of_indexed(name_keys("Мария Ивановна Петрова"), day, day) & asked
    assert not keys_of_indexed(name_keys("Мария И. Петрова"), day, day) & asked


def test_a_changed_surname_is_found_by_given_name_patronymic_and_year() -> None:
    day = date(1980, 2, 1)
    assert block_keys(["Мария Ивановна Петрова"], day, day) & block_keys(["Марыя Іванаўна Седых"], day, day)
    assert not block_keys(["Мария Ивановна Петрова"], None, None) & block_keys(["Марыя Іванаўна Седых"], None, None)


def test_a_key_that_too_many_share_is_left_out_and_named() -> None:
    blocks = Blocks()
    crowd = range(MOST_WITH_ONE_KEY + 1)
    for number in crowd:
        blocks.add(number, [10, 2 * number + 100])
    blocks.add(900, [102])
    groups = [group for part in blocks.groups() for group in part]
    assert groups == [(102, [1, 900])]
    assert blocks.left_out == {10}


def test_every_pair_that_shares_a_key_is_in_a_group() -> None:
    people = ["Анна Пример", "Ганна Прымер", "Иван Петров", "Петров Иван", "Ян Кот"]
    keys = [block_keys([name], None, None) for name in people]
    blocks = Blocks()
    for number, own in enumerate(keys):
        blocks.add(number, own)
    together = {
        tuple(sorted(pair)) for part in blocks.groups() for _key, group in part for pair in product(group, group)
    }
    expected = {(a, b) for a, b in product(range(5), range(5)) if a < b and keys[a] & keys[b]}
    assert {pair for pair in together if pair[0] != pair[1]} == expected


_SOME = st.sampled_from(["Анна Пример", "Ганна Прыклад", "Пример А.", "Анна Петровна Пример", "Пётр Другой", ""])
_BIRTHS = st.sampled_from([None, date(1984, 6, 1), date(1984, 1, 6), date(1984, 6, 2), date(1990, 1, 1)])
_TRACES = st.frozensets(st.sampled_from(["минск", "гомель"]))


@st.composite
def _described(draw: st.DrawFn) -> Described:
    born = draw(_BIRTHS)
    sex = draw(st.sampled_from(["male", "female", "unknown"]))
    return Described((draw(_SOME),), born, born, sex, draw(_TRACES), draw(_TRACES))


@given(_described(), _described())
def test_whoever_is_proposed_was_not_ruled_out_before(one: Described, other: Described) -> None:
    if compare_records(one, other).band != "no":
        assert may_be(one, other._replace(places=frozenset(), articles=frozenset()))
