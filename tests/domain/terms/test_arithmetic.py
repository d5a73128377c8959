"""Comparison and sums: only where they mean something."""

import copy
import pickle
from decimal import Decimal

import pytest

from dossier.domain.terms import Term
from dossier.errors import Refused


def _read(text: str) -> Term:
    return Term.parse(text)


@pytest.mark.parametrize(
    ("lighter", "heavier"),
    [
        ("14 суток", "15 суток"), ("6 месяцев", "1 год"), ("2 года", "2 года 1 месяц"), ("23 months", "2 years"),
        ("2 года", "2 года 5 дней"), ("60 часов", "240 часов"), ("15 лет", "пожизненно"),
        ("пожизненно", "смертная казнь"),
        ("15 лет", "смертная казнь"), ("10 базовых величин", "30 базовых величин"), ("100 BYN", "100,50 BYN"),
    ],
)  # fmt: skip
def test_terms_of_one_kind_have_an_order(lighter: str, heavier: str) -> None:
    one, other = _read(lighter), _read(heavier)

    assert one < other
    assert one <= other
    assert other > one
    assert other >= one
    assert not other < one


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("15 суток", "15 лет"), ("30 суток", "1 месяц"), ("15 суток", "пожизненно"), ("240 часов", "10 суток"),
        ("30 базовых величин", "870 BYN"), ("100 BYN", "100 RUB"), ("100 рублей", "100 BYN"),
        ("30 базовых величин", "1 год"),
        ("2 года 5 дней", "2 года 1 месяц"), ("1 сутки", "24 часа"),
    ],
)  # fmt: skip
def test_terms_of_different_kinds_have_none(one: str, other: str) -> None:
    first, second = _read(one), _read(other)

    assert first != second
    for compare in (first.__lt__, first.__le__, first.__gt__, first.__ge__):
        with pytest.raises(Refused) as refusal:
            compare(second)
        assert refusal.value.code == "term.compare"


def test_eighteen_months_are_a_year_and_six_months_and_keep_their_own_words() -> None:
    months, years = _read("18 месяцев"), _read("1 год 6 месяцев")

    assert months == years
    assert hash(months) == hash(years)
    assert (months.iso, years.iso) == ("P18M", "P1Y6M")


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        ("15 суток", "13 суток", "P28D"), ("2 года", "6 месяцев", "P2Y6M"), ("2 года 5 дней", "1 год", "P3Y5D"),
        ("60 часов", "60 часов", "PT120H"),
    ],
)  # fmt: skip
def test_terms_of_one_unit_add_up(one: str, other: str, both: str) -> None:
    assert (_read(one) + _read(other)).iso == both


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("15 суток", "2 года"), ("2 года", "15 суток"), ("пожизненно", "пожизненно"), ("пожизненно", "2 года"),
        ("30 базовых величин", "30 BYN"), ("100 рублей", "100 BYN"), ("60 часов", "2 суток"),
        ("смертная казнь", "смертная казнь"),
    ],
)  # fmt: skip
def test_days_of_arrest_and_years_of_prison_never_add_up(one: str, other: str) -> None:
    with pytest.raises(Refused) as refusal:
        _ = _read(one) + _read(other)
    assert refusal.value.code == "term.add"


def test_a_list_of_arrests_and_a_list_of_fines_have_sums() -> None:
    assert sum(map(_read, ["15 суток", "13 суток", "1 сутки"])) == Term("time", days=29)
    assert sum(map(_read, ["100 BYN", "50,50 BYN"])) == Term("money", amount=Decimal("150.5"), currency="BYN")
    assert sum(map(_read, ["10 б.в.", "0,5 б.в."])) == Term("base_units", amount=Decimal("10.5"))


def test_a_term_is_not_compared_or_added_with_something_else() -> None:
    term = _read("15 суток")

    assert term != 15
    for operation in (lambda: term < 15, lambda: term > 15, lambda: term + 15, lambda: 15 + term):
        with pytest.raises(TypeError):
            operation()


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "time"}, {"kind": "time", "years": -1, "months": 3}, {"kind": "life", "years": 1}, {"kind": "money"},
        {"kind": "money", "amount": Decimal(1)}, {"kind": "base_units", "amount": Decimal(0)},
        {"kind": "base_units", "amount": Decimal(1), "currency": "BYN"},
        {"kind": "time", "days": 1, "amount": Decimal(1)},
        {"kind": "base_units", "amount": Decimal(1), "days": 1}, {"kind": "time", "days": 1, "currency": "BYN"},
        {"kind": "base_units", "amount": Decimal(-1)},
    ],
)  # fmt: skip
def test_a_term_without_the_fields_of_its_kind_cannot_be_made(fields: dict[str, object]) -> None:
    with pytest.raises(Refused) as refusal:
        Term(**fields)  # type: ignore[arg-type]
    assert refusal.value.code == "term.fields"


def test_a_value_survives_pickle_and_copy_and_cannot_be_changed() -> None:
    term = _read("2 г. 6 мес.")

    assert pickle.loads(pickle.dumps(term)) == term
    assert copy.deepcopy(term).as_written == "2 г. 6 мес."
    assert len({term, _read("2 years 6 months")}) == 1
    with pytest.raises(AttributeError):
        term.years = 3  # type: ignore[misc]


@pytest.mark.parametrize("text", ["15 суток", "2 года 6 месяцев", "1350 руб.", "30 б.в.", "life"])
def test_a_term_is_neither_lighter_nor_heavier_than_itself(text: str) -> None:
    one, other = Term.parse(text), Term.parse(text)

    assert [one < other, one > other, one <= other, one >= other] == [False, False, True, True]
