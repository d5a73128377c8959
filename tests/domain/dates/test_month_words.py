"""The words of the months, against CLDR and against each other."""

import pytest
from babel import Locale

from dossier.domain.dates.month_words import GENITIVE, LANGUAGES, MONTH_OF_WORD, WEEKDAY_OF_WORD
from dossier.domain.dates.words import meaning


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("context", "width"), [("format", "wide"), ("stand-alone", "wide"), ("format", "abbreviated")])
def test_every_name_of_cldr_is_known(lang: str, context: str, width: str) -> None:
    for month, name in Locale(lang).months[context][width].items():
        assert MONTH_OF_WORD[name.lower().rstrip(".")] == month


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_words_in_a_date_and_of_the_weekdays_are_those_of_cldr(lang: str) -> None:
    ours = dict(Locale(lang).months["format"]["wide"])
    assert GENITIVE[lang] == ours | ({5: "траўня"} if lang == "be" else {})
    for number, name in Locale(lang).days["format"]["wide"].items():
        assert WEEKDAY_OF_WORD[name.lower()] == number


@pytest.mark.parametrize(
    ("month", "words"),
    [
        (1, "январю январем январе студзені студзеню січні styczniu sausį"),
        (2, "феврале лютым лютаму лютому lutym vasarį"),
        (3, "марту мартом марте сакавіку березні marcu kovą"),
        (4, "апреле красавіку квітні kwietniu balandį"),
        (5, "мае маем маі траўні травень травні maju gegužę"),
        (6, "июне чэрвені червні czerwcu birželį"),
        (7, "июле ліпені липні lipcu liepą"),
        (8, "августе жніўні серпні sierpniu rugpjūtį"),
        (9, "сентябре верасні вересні wrześniu rugsėjį sept"),
        (10, "октябре кастрычніку жовтні październiku spalį"),
        (11, "ноябре лістападзе листопаді listopadzie lapkritį"),
        (12, "декабре снежні грудні grudniu gruodį"),
    ],
)
def test_every_case_is_known(month: int, words: str) -> None:
    assert {word: MONTH_OF_WORD.get(word) for word in words.split()} == dict.fromkeys(words.split(), month)


def test_a_beginning_that_fits_two_months_is_no_month() -> None:
    assert "rug" not in MONTH_OF_WORD
    assert (MONTH_OF_WORD["rugp"], MONTH_OF_WORD["rugs"]) == (8, 9)


def test_no_month_hides_another_word() -> None:
    others = "или или-то середина лето осень зима весна до после между or and end may".split()

    assert [meaning(word)[0] for word in others if meaning(word)] == [  # type: ignore[index]
        "or", "part", "season", "season", "season", "season", "to", "after", "between", "or", "and", "part", "month",
    ]  # fmt: skip


def test_only_belarusian_may_has_a_second_name_and_no_beginning_of_two_months_is_read() -> None:
    assert {MONTH_OF_WORD[word] for word in ("травень", "траўня", "траўні", "май", "мая")} == {5}
    assert [word for word in ("жн", "ма", "сер", "rug", "ju", "lip", "сн") if word in MONTH_OF_WORD] == ["lip"]
