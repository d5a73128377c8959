"""Dates in words: at the precision known, and read back to the same value."""

import pytest

from dossier.domain.dates import PartialDate

LANGUAGES = ("en", "be", "ru", "uk", "pl", "lt")


@pytest.mark.parametrize(
    ("edtf", "en", "be", "ru", "uk"),
    [
        ("2021-05-12", "12 May 2021", "12 траўня 2021 г.", "12 мая 2021 г.", "12 травня 2021 р."),
        ("2021-05", "May 2021", "травень 2021 г.", "май 2021 г.", "травень 2021 р."),
        ("2021", "2021", "2021 г.", "2021 г.", "2021 р."),
        ("199X", "1990s", "1990-я гг.", "1990-е гг.", "1990-ті рр."),
        ("19XX", "19XX", "19XX", "19XX", "19XX"),
        ("2020-22", "summer 2020", "лета 2020 г.", "лето 2020 г.", "літо 2020 р."),
        ("1991~", "about 1991", "каля 1991 г.", "около 1991 г.", "близько 1991 р."),
        ("2021-05~", "about May 2021", "каля траўня 2021 г.", "около мая 2021 г.", "близько травня 2021 р."),
        ("1991?", "1991 (?)", "1991 г. (?)", "1991 г. (?)", "1991 р. (?)"),
        ("2020-08/..", "from August 2020", "з жніўня 2020 г.", "с августа 2020 г.", "з серпня 2020 р."),
        (
            "../2020-08", "not later than August 2020", "не пазней за жнівень 2020 г.", "не позднее августа 2020 г.",
            "не пізніше серпня 2020 р.",
        ),
        (
            "2020-08-09/2020-08-12", "9 August 2020 – 12 August 2020", "9 жніўня 2020 г. – 12 жніўня 2020 г.",
            "9 августа 2020 г. – 12 августа 2020 г.", "9 серпня 2020 р. – 12 серпня 2020 р.",
        ),
        ("[1979,1980,1981]", "1979, 1980 or 1981", "1979 г., 1980 г. або 1981 г.", "1979 г., 1980 г. или 1981 г.",
         "1979 р., 1980 р. або 1981 р."),
        ("1985-04-XX", "April 1985 (day unknown)", "красавік 1985 г. (дзень невядомы)",
         "апрель 1985 г. (день неизвестен)", "квітень 1985 р. (день невідомий)"),
        ("-1985", "-1985", "-1985", "-1985", "-1985"),
    ],
)  # fmt: skip
def test_a_date_prints_at_the_precision_known(edtf: str, en: str, be: str, ru: str, uk: str) -> None:
    date = PartialDate.parse(edtf)

    assert [date.format(lang) for lang in ("en", "be", "ru", "uk")] == [en, be, ru, uk]


def test_polish_and_lithuanian_print_too() -> None:
    date = PartialDate.parse("2021-05-12")

    assert date.format("pl") == "12 maja 2021 r."
    assert date.format("lt") == "2021 m. gegužės 12 d."


def test_an_unknown_language_prints_edtf() -> None:
    assert PartialDate.parse("май 2021").format("tlh") == "2021-05"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("month", range(1, 13))
def test_every_month_is_read_back_in_both_cases(lang: str, month: int) -> None:
    for edtf in (f"2021-{month:02d}", f"2021-{month:02d}-03", f"2021-{month:02d}~", f"2021-{month:02d}/.."):
        date = PartialDate.parse(edtf)
        assert PartialDate.parse(date.format(lang)) == date


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("season", [21, 22, 23, 24])
@pytest.mark.parametrize("pattern", ["2021-{}", "2021-{}~", "2021-{}?", "2021-{}/..", "../2021-{}", "2021-{}/2023-{}"])
def test_every_season_is_read_back(lang: str, season: int, pattern: str) -> None:
    date = PartialDate.parse(pattern.replace("{}", str(season)))

    assert PartialDate.parse(date.format(lang)) == date


def test_two_winters_are_not_taken_for_the_winter_of_two_years() -> None:
    for text in ("2020-24/2021", "2020-24/2021-24", "2020/2021-24"):
        date = PartialDate.parse(text)
        assert all(PartialDate.parse(date.format(lang)) == date for lang in LANGUAGES)


@pytest.mark.parametrize(
    ("lang", "since", "until"),
    [
        ("en", "from late August 2020", "not later than late August 2020"),
        ("be", "з канца жніўня 2020 г.", "не пазней за канец жніўня 2020 г."),
        ("ru", "с конца августа 2020 г.", "не позднее конца августа 2020 г."),
        ("uk", "з кінця серпня 2020 р.", "не пізніше кінця серпня 2020 р."),
        ("pl", "od końca sierpnia 2020 r.", "nie później niż koniec sierpnia 2020 r."),
        ("lt", "nuo 2020 m. rugpjūčio mėn. pabaigos", "ne vėliau kaip 2020 m. rugpjūčio mėn. pabaigos"),
    ],
)
def test_a_part_of_a_month_stands_in_the_case_that_its_preposition_wants(lang: str, since: str, until: str) -> None:
    dates = [PartialDate.parse(text) for text in ("с конца августа 2020", "не позднее конца августа 2020")]

    assert [date.format(lang) for date in dates] == [since, until]
    assert [PartialDate.parse(date.format(lang)) for date in dates] == dates
