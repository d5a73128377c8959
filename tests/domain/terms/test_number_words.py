"""Numbers in words: every one of them in six languages, and what makes no number."""

import pytest

from dossier.domain.terms import Term
from dossier.domain.terms.number_words import VALUE_OF_WORD
from dossier.errors import InputProblem


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("seventeen", 17), ("ninety-nine", 99), ("one hundred and one", 101), ("two hundred forty", 240),
        ("сямнаццаць", 17), ("дзевяноста дзевяць", 99), ("сто адзін", 101), ("дзвесце сорак", 240),
        ("семнадцать", 17), ("девяносто девять", 99), ("сто один", 101), ("двести сорок", 240),
        ("сімнадцять", 17), ("дев'яносто дев'ять", 99), ("сто двадцять один", 121), ("двісті сорок", 240),
        ("siedemnaście", 17), ("dziewięćdziesiąt dziewięć", 99), ("sto jeden", 101), ("dwieście czterdzieści", 240),
        ("septyniolika", 17), ("devyniasdešimt devyni", 99), ("šimtas vienas", 101), ("du šimtai keturiasdešimt", 240),
        ("двухсот сорока", 240), ("пятнадцати", 15), ("шасцідзесяці", 60), ("сорока восьми", 48),
    ],
)  # fmt: skip
def test_number_words_make_their_number(text: str, number: int) -> None:
    assert Term.parse(f"{text} h").hours == number


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("one thousand, three hundred and fifty rubles", 1350), ("тысяча трыста пяцьдзясят рублёў", 1350),
        ("одна тысяча триста пятьдесят рублей", 1350), ("одна тисяча триста п'ятдесят рублів", 1350),
        ("двенадцать тысяч триста сорок пять рублей", 12345), ("сто тысяч рублей", 100_000),
        ("two million rubles", 2_000_000), ("dwa tysiące trzysta rubli", 2300), ("trys tūkstančiai rublių", 3000),
        ("dwanaście tysięcy trzysta czterdzieści pięć rubli", 12345), ("du šimtai penkiasdešimt rublių", 250),
    ],
)  # fmt: skip
def test_thousands_and_millions_multiply(text: str, amount: int) -> None:
    assert Term.parse(text).amount == amount


@pytest.mark.parametrize(
    "text",
    ["пять пять лет", "десять пять лет", "двадцать пятнадцать лет", "пять двадцать лет", "сто двести лет",
     "five, six years", "pięć sześć lat", "penkeri šešeri metai", "пять ноль лет", "полтора пять лет"],
)  # fmt: skip
def test_words_that_make_no_number_are_refused(text: str) -> None:
    with pytest.raises(InputProblem):
        Term.parse(text)


def test_every_value_up_to_nineteen_and_every_ten_and_hundred_has_words() -> None:
    assert set(VALUE_OF_WORD.values()) == {*range(20), *range(20, 100, 10), *range(100, 1000, 100)}
