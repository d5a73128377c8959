"""What is refused rather than guessed, and the question that is asked."""

import pytest

from dossier.domain.dates import PartialDate
from dossier.errors import MESSAGES, InputProblem


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "input.empty"), ("   ", "input.empty"), ("\u200b", "input.empty"), ("12\x00.05.2021", "input.control"),
        ("\u202e12.05.2021", "input.control"), ("1" * 301, "input.too_long"), ("12² мая 2021", "input.raised_digit"),
        ("31/06/2021", "date.impossible"), ("31.06.2021", "date.impossible"), ("30 февраля 2020", "date.impossible"),
        ("29.02.2021", "date.impossible"), ("29 February 2100", "date.impossible"), ("2021-13-01", "date.impossible"),
        ("2021-13", "date.impossible"), ("00.05.2021", "date.impossible"), ("12.00.2021", "date.impossible"),
        ("32 мая 2021", "date.impossible"), ("05.13.2021", "date.impossible"), ("13.2021", "date.impossible"),
        ("05.22.2021", "date.impossible"),
        ("22.2021", "date.impossible"), ("123.05.2021", "date.form"),
        ("2020–21", "date.two_digit_year"), ("1991/92", "date.two_digit_year"), ("2020-21 гг.", "date.two_digit_year"),
        ("в 2010-11 годах", "date.two_digit_year"), ("зима 2020/21", "date.two_digit_year"),
        ("2010-11 г.", "date.two_digit_year"), ("12.05.21", "date.two_digit_year"), ("12/05/21", "date.two_digit_year"),
        ("12 мая 21 г.", "date.two_digit_year"), ("90-е", "date.two_digit_year"), ("90s", "date.two_digit_year"),
        ("5s 2020", "date.form"),
        ("1990s or 80s", "date.two_digit_year"),
        ("12 05 21", "date.two_digit_year"), ("May 21", "date.no_year"), ("1 мая", "date.no_year"),
        ("12.05", "date.no_year"), ("5", "date.no_year"), ("август", "date.no_year"), ("12 May", "date.no_year"),
        ("12 13", "date.no_year"), ("20210512", "date.form"), ("12052021", "date.form"), ("202", "date.form"),
        ("44328", "date.form"), ("2021.5", "date.form"), ("hello", "date.word"), ("born 2021", "date.word"),
        ("2021 maybe not", "date.word"), ("not 2021", "date.form"), ("не 2021 года", "date.form"),
        ("12 мая 2021 в Минске", "date.word"), ("вчера", "date.relative"), ("today", "date.relative"),
        ("from 2020 to present", "date.relative"), ("с 2020 по настоящее время", "date.relative"),
        ("c 1991", "date.since_or_circa"),
        ("21.11.1964 / 1965", "date.two_dates"), ("20 May 2012 59", "date.two_dates"), ("2020 2021", "date.two_dates"),
        ("12 мая июня 2021", "date.two_dates"), ("1979, 1980", "date.two_dates"), ("2020 and 2021", "date.two_dates"),
        ("11.05.2020 12.05.2021", "date.two_dates"), ("between 2020", "date.two_dates"),
        ("1959; 27.10.1998", "date.semicolon"), ("Tuesday, 12 May 2021", "date.weekday"),
        ("вторник, 12 мая 2021", "date.weekday"), ("2021–2020", "date.backwards"),
        ("с 12 по 9 августа 2020", "date.backwards"),
        ("декабрь – февраль 2021", "date.backwards"), ("начало 12 мая 2021", "date.part"),
        ("2021-11-07 25:00", "date.time"),
        ("12:61 07.11.2021", "date.time"), ("13:40", "date.form"), ("2021 13:40", "date.form"), ("~", "date.form"),
        ("?", "date.unknown"), ("н/д", "date.unknown"), ("нет данных", "date.unknown"), ("-", "date.unknown"),
        ("12 мая 2021 / 15 мая 2021", "date.two_dates"), ("г.", "date.form"), ("до", "date.form"),
        ("2021 или", "date.form"),
        ("с по 2020", "date.form"),
        ("1995-е", "date.form"), ("1990s 12 May", "date.form"), ("лето 1990-х", "date.form"),
        ("early 2004-XX", "date.form"),
        ("или мая 2021", "date.form"), ("before 01.01.0001", "date.impossible"),
        ("after 31.12.9999", "date.impossible"),
        ("after winter 9999", "date.impossible"), ("after December 9999", "date.impossible"),
        ("before January 0001", "date.impossible"), ("– мая 2021", "date.form"),
        ("12 мая неизвестен", "date.no_year"), ("unknown", "date.unknown"), ("неизвестно", "date.unknown"),
        ("не установлено", "date.unknown"),
        ("May – 2021", "date.no_year"), ("9 – 2021", "date.no_year"), ("12-May-21", "date.two_digit_year"),
        ("12 мая 2021 около 13:40", "date.hour"), ("12 мая 2021 года в 23 часа", "date.hour"),
        ("вечером 12 мая 2021", "date.hour"), ("12 May 2021, 10:30 pm", "date.hour"),
        ("ночь на 12 мая 2021", "date.hour"),
        ("май 12.05.2021", "date.two_dates"),
        ("12 12.05.2021", "date.two_dates"),
        ("сер. 2021", "date.middle_or_month"), ("12 i 2021", "date.two_dates"), ("12.х.2021", "date.word"),
        ("12.05.2021 по н.в.", "date.relative"), ("08.2020 - н/в", "date.relative"),
        ("с августа 2020 до сих пор", "date.relative"),
        ("1О.08.2020", "date.word"), ("09.О8.2020", "date.word"), ("night of 9 August 2020", "date.hour"),
        ("дата невядомая", "date.unknown"),
        ("2020 – 2021 – 2022", "date.two_dates"),
        ("12-foo-2021", "date.word"),
        ("2021 (неизвестно)", "date.form"), ("2021!", "date.form"), ("@2021", "date.form"),
        ("зима 2020/2022", "date.form"), (" or ".join(map(str, range(1900, 1914))), "date.set"),
        ("9999999 мая 2021", "date.form"), ("1-1-1", "date.form"), ("12.5.202", "date.form"),
        ("12.05.20211", "date.form"),
        ("0..2020", "date.form"), ("....", "date.form"),
    ],
)  # fmt: skip
def test_what_cannot_be_known_is_refused_with_its_question(text: str, code: str) -> None:
    with pytest.raises(InputProblem) as refusal:
        PartialDate.parse(text)

    assert refusal.value.code == code
    assert refusal.value.message != refusal.value.code


@pytest.mark.parametrize(
    ("text", "order"), [("01.02.2021", None), ("1/2/2021", None), ("01.02.2021", "ymd"), ("1 2 2021", None)]
)
def test_an_ambiguous_day_and_month_are_not_guessed(text: str, order: None) -> None:
    with pytest.raises(InputProblem) as refusal:
        PartialDate.parse(text, order=order)
    assert refusal.value.code == "date.ambiguous"


@pytest.mark.parametrize(("text", "order"), [("13.02.2021", "mdy"), ("02.13.2021", "dmy")])
def test_a_text_against_the_declared_order_is_not_turned_round(text: str, order: str) -> None:
    with pytest.raises(InputProblem) as refusal:
        PartialDate.parse(text, order=order)  # type: ignore[arg-type]
    assert refusal.value.code == "date.impossible"


def test_every_code_of_dates_has_a_sentence_that_says_what_to_do() -> None:
    sentences = [sentence for code, sentence in MESSAGES.items() if code.startswith("date.")]

    assert len(sentences) >= 15
    assert all(sentence.endswith((".", "?")) for sentence in sentences)


def test_the_text_that_was_typed_stays_out_of_the_error() -> None:
    with pytest.raises(InputProblem) as refusal:
        PartialDate.parse("Иванов 2021")

    assert "иванов" not in repr(refusal.value).lower()
    assert "иванов" not in str(refusal.value).lower()
    assert "иванов" in refusal.value.message


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2020..", "date.form"), ("..2020", "date.form"), ("..05.2021", "date.form"), ("12.05.2021..", "date.form"),
    ],
)  # fmt: skip
def test_dots_for_an_open_end_are_not_passed_over(text: str, code: str) -> None:
    with pytest.raises(InputProblem) as refusal:
        PartialDate.parse(text)
    assert refusal.value.code == code


@pytest.mark.parametrize("text", ["22.2021", "??.22.2021", "??.13.2021", "??.00.2021"])
def test_a_season_is_no_month_of_a_date_in_figures(text: str) -> None:
    with pytest.raises(InputProblem) as refusal:
        PartialDate.parse(text)
    assert refusal.value.code == "date.impossible"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("начало – май 2021", "date.two_dates"), ("mid-late May 2021", "date.form"),
        ("8 сентября 2020, примерно в 14:00", "date.hour"), ("8 сентября 2020–9", "date.no_year"),
        ("2020 – 9 мая", "date.no_year"), ("дата не установлена", "date.unknown"),
        ("день неизвестен, 1990-е", "date.form"),
    ],
)  # fmt: skip
def test_words_that_belong_to_something_else_are_not_given_to_the_day(text: str, code: str) -> None:
    with pytest.raises(InputProblem) as refusal:
        PartialDate.parse(text)
    assert refusal.value.code == code
