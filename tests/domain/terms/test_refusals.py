"""What is refused rather than guessed, and the question that is asked."""

import pytest

from dossier.domain.terms import Term
from dossier.errors import MESSAGES, InputProblem


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "input.empty"), ("15 \x07суток", "input.control"), ("1" * 301, "input.too_long"),
        ("15² суток", "input.raised_digit"), ("15", "term.unit"), ("15.", "term.unit"), ("пятнадцать", "term.unit"),
        ("fifteen", "term.unit"), ("2 года 6", "term.unit"), ("15 лишения свободы", "term.unit"), ("2,5", "term.unit"),
        ("fine 50000", "term.fine_unit"), ("штраф 30", "term.fine_unit"), ("штраф в размере 30", "term.fine_unit"),
        ("от 2 до 5 лет", "term.range"), ("2-5 лет", "term.range"), ("2–5 лет", "term.range"),
        ("2 - 5 лет", "term.range"),
        ("до 5 лет", "term.range"), ("да 5 гадоў", "term.range"), ("up to 5 years", "term.range"),
        ("to 5 years", "term.range"),
        ("from 2 to 5 years", "term.range"), ("between 2 and 5 years", "term.range"), ("не менее 5 лет", "term.range"),
        ("свыше 5 лет", "term.range"), ("более 5 лет", "term.range"), ("more than 5 years", "term.range"),
        ("около 5 лет", "term.range"), ("~5 лет", "term.range"), ("5 или 6 лет", "term.range"),
        ("< 5 лет", "term.range"),
        ("minimum 5 years", "term.range"), ("25 years to life", "term.range"), ("5 лет до 7 лет", "term.range"),
        ("3 года условно", "term.conditional"), ("3 гады ўмоўна", "term.conditional"),
        ("3 роки умовно", "term.conditional"), ("3 lata w zawieszeniu", "term.conditional"),
        ("treji metai lygtinai", "term.conditional"), ("od 2 do 5 lat", "term.range"), ("do 5 lat", "term.range"),
        ("nuo dvejų iki penkerių metų", "term.range"), ("iki penkerių metų", "term.range"),
        ("5 lub 6 lat", "term.range"),
        ("grzywna 30", "term.fine_unit"), ("bauda 30", "term.fine_unit"), ("piętnaście", "term.unit"),
        ("penki (šešeri) metai", "term.contradiction"), ("2 lata i grzywna 100 jednostek bazowych", "term.several"),
        ("15 lat aresztu administracyjnego", "term.administrative_days"), ("w kolonii", "term.form"),
        ("metai ir šeši mėnesiai", "term.form"), ("vieneri metai ir 15 parų", "term.several"),
        ("3 years suspended", "term.conditional"), ("3 years' probation", "term.conditional"),
        ("3 года с отсрочкой", "term.conditional"), ("5 лет и штраф 100 базовых величин", "term.several"),
        ("15 суток и 15 суток", "term.several"), ("15 суток + 10 суток", "term.several"),
        ("15 сутак арышту і штраф", "term.several"),
        ("15 суток; 10 суток", "term.several"), ("15 суток; 2 года", "term.several"),
        ("2 года 3 года", "term.several"), ("2 3 года", "term.several"), ("15 пять суток", "term.several"),
        ("2,5 с половиной года", "term.several"),
        ("1/3 базовой величины", "term.fraction"), ("5 лет пожизненно", "term.several"),
        ("пожизненно 5 лет", "term.several"), ("смертная казнь, пожизненно", "term.several"),
        ("5 лет 240 часов", "term.several"),
        ("100 руб. 15 суток", "term.several"), ("100 USD 100 EUR", "term.several"), ("пять шесть лет", "term.several"),
        ("1350 белорусских долларов", "term.several"), ("2 (три) года", "term.contradiction"),
        ("15 (пять) суток", "term.contradiction"), ("пять (6) лет", "term.contradiction"),
        ("2 (три года)", "term.contradiction"),
        ("0 дней", "term.zero"), ("0 лет 0 месяцев", "term.zero"), ("P0D", "term.zero"), ("0 руб.", "term.zero"),
        ("-5 лет", "term.form"), ("– 5 лет", "term.form"), ("2.6 года", "term.fraction"), ("2,7 года", "term.fraction"),
        ("1,5 месяца", "term.fraction"), ("полтора месяца", "term.fraction"), ("1/2 месяца", "term.fraction"),
        ("2.5 days", "term.fraction"), ("1/5 года", "term.fraction"), ("2,5 года 3 месяца", "term.fraction"),
        ("P2.5Y", "term.fraction"), ("P2,5Y", "term.fraction"), ("3/2 года", "term.fraction"),
        ("0/0 года", "term.fraction"),
        ("PXY", "term.word"), ("P2Y6", "term.form"), ("P6M2Y", "term.form"), ("P", "term.word"), ("PT30M", "term.form"),
        ("15 лет административного ареста", "term.administrative_days"),
        ("3 months of administrative arrest", "term.administrative_days"),
        ("1.350 руб", "term.amount"), ("1,350 руб", "term.amount"), ("1.350.000 руб.", "term.amount"),
        ("1,350.50 руб.", "term.amount"), ("10,0,0 руб", "term.amount"),
        ("1 350 часов", "term.amount"), ("1 350,5 часов", "term.amount"), ("пол пять лет", "term.several"),
        ("двадцать ноль лет", "term.several"), ("двести сто лет", "term.several"), ("100 USD EUR", "term.form"),
        ("двадцать десять лет", "term.several"), ("one thousand hundred rubles", "term.several"),
        ("240 год.", "term.year_or_hour"), ("2,5 год", "term.year_or_hour"),
        ("135 р.", "term.year_or_ruble"), ("hello", "term.word"), ("15 попугаев", "term.word"),
        ("15 минут", "term.word"),
        ("2 года лишения свободы Иванову", "term.word"), ("5 лет без права переписки", "term.word"), ("?", "term.form"),
        ("15 %", "term.form"), ("лишение свободы", "term.form"), ("штраф", "term.form"), ("лет", "term.form"),
        ("years", "term.form"), ("руб.", "term.form"), ("базовых величин", "term.form"), ("15 / 20 суток", "term.form"),
        ("999 лет", "term.too_large"), ("99999 суток", "term.too_large"), ("9" * 20 + " руб.", "term.too_large"),
        ("999999999999 тыс. руб.", "term.too_large"), ("9" * 200 + " лет", "term.too_large"), ("60 коп.", "term.form"),
        ("27 руб. 150 коп.", "term.form"), ("27 руб. 1,5 коп.", "term.form"), ("30 лет 50 коп.", "term.form"),
        ("5 полгода", "term.form"),
        ("1350 белорусских российских рублей", "term.several"), ("1000 (пять рублей)", "term.contradiction"),
        ("15, 13 суток", "term.form"), ("1 год1 год", "term.several"), ("15 (суток", "term.form"),
        ("½", "term.unit"), ("30 units", "term.unit"),
    ],
)  # fmt: skip
def test_what_cannot_be_known_is_refused_with_its_question(text: str, code: str) -> None:
    with pytest.raises(InputProblem) as refusal:
        Term.parse(text)

    assert refusal.value.code == code
    assert refusal.value.message != refusal.value.code


def test_an_hour_and_a_year_are_not_guessed_in_ukrainian() -> None:
    with pytest.raises(InputProblem) as refusal:
        Term.parse("1 год", lang="uk")
    assert refusal.value.code == "term.year_or_hour"


def test_the_question_of_a_bare_number_is_days_or_years() -> None:
    with pytest.raises(InputProblem) as refusal:
        Term.parse("15")
    assert "Days or years?" in refusal.value.message


def test_every_code_of_terms_has_a_sentence_that_says_what_to_do() -> None:
    sentences = [sentence for code, sentence in MESSAGES.items() if code.startswith("term.")]

    assert len(sentences) >= 20
    assert all(sentence.endswith((".", "?")) for sentence in sentences)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2 года лишения свободы и 15 суток ареста", "term.several"), ("5 лет колонии и 15 суток", "term.several"),
        ("3 года химии и 2 месяца ареста", "term.several"), ("5 years in prison and 15 days", "term.several"),
        ("5 гадоў калоніі і 15 сутак арышту", "term.several"), ("1 год и 15 суток ареста", "term.several"),
        ("15 суток ареста и 1 год лишения свободы", "term.several"), ("6 месяцев и 2 года", "term.several"),
        ("6 месяцев, 2 года", "term.several"), ("6 мес. – 2 г.", "term.range"), ("15 суток - 30 суток", "term.range"),
        ("3 года (36 месяцев)", "term.several"), ("36 месяцев (3 года)", "term.several"),
        ("3 года (2 года)", "term.several"),
    ],
)  # fmt: skip
def test_two_punishments_and_a_range_are_never_one_term(text: str, code: str) -> None:
    with pytest.raises(InputProblem) as refusal:
        Term.parse(text)
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("15 days 15 years", "term.several"),
        ("2 m.", "term.year_or_month"),
        ("300 000 (двести тысяч) рублей", "term.contradiction"),
        ("6 месяцев 2 года", "term.several"),
        ("15 суток 1 год", "term.several"),
        ("5/6 лет", "term.range"),
        ("2/3 года", "term.range"),
        ("3/2 года", "term.fraction"),
        ("5 л.с.", "term.unit"),
        ("5 л/с", "term.unit"),
        ("назначено до 5 лет", "term.range"),
        ("30 БВ (870 рублей)", "term.fine_twice"),
        ("870 рублей (30 базовых величин)", "term.fine_twice"),
    ],
)
def test_what_looks_like_one_term_and_is_not_is_refused(text: str, code: str) -> None:
    with pytest.raises(InputProblem) as refusal:
        Term.parse(text)
    assert refusal.value.code == code
