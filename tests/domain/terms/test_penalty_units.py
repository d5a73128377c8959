"""Which terms a kind of punishment can have."""

import pytest

from dossier.domain.terms import PENALTY_UNITS, Term, check_unit
from dossier.errors import Refused

_TERMS: dict[str, list[str]] = {
    "day": ["15 суток", "1 сутки"],
    "month": ["15 лет", "2 года 6 месяцев", "18 месяцев", "1 год 2 месяца 5 дней"],
    "hour": ["240 часов"],
    "base_unit": ["30 базовых величин", "870 BYN"],
    "money": [],
    "": ["пожизненно", "смертная казнь"],
}
_ALSO = {"870 BYN": {"money"}}
"""A fine in money is one where fines are set in base units, and one where they are set in money."""


@pytest.mark.parametrize(("unit", "text"), [(unit, text) for unit, texts in _TERMS.items() for text in texts])
def test_a_punishment_takes_terms_in_its_own_unit_only(unit: str, text: str) -> None:
    term = Term.parse(text)

    check_unit(term, unit)
    for other in set(PENALTY_UNITS) - {unit} - _ALSO.get(text, set()):
        with pytest.raises(Refused):
            check_unit(term, other)


def test_fifteen_years_of_administrative_arrest_are_refused_with_the_question() -> None:
    with pytest.raises(Refused) as refusal:
        check_unit(Term.parse("15 лет"), "day")

    assert refusal.value.code == "term.not_days"
    assert refusal.value.message.startswith("15 years: this punishment is counted in days.")


@pytest.mark.parametrize(
    ("text", "unit", "code"),
    [
        ("15 суток", "month", "term.not_months"),
        ("2 года", "hour", "term.not_hours"),
        ("2 года", "base_unit", "term.not_base_units"),
        ("2 года", "money", "term.not_money"),
        ("30 базовых величин", "money", "term.not_money"),
        ("2 года", "", "term.not_measured"),
    ],
)
def test_each_unit_has_its_own_refusal(text: str, unit: str, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        check_unit(Term.parse(text), unit)
    assert refusal.value.code == code


def test_a_unit_that_no_vocabulary_has_is_a_bug() -> None:
    with pytest.raises(ValueError, match="fortnight"):
        check_unit(Term.parse("15 суток"), "fortnight")
