"""A date in words of six languages, at the precision known and no finer.

What is printed is read back to the same value in the same language: a test holds it. The months come from CLDR; after
a preposition the whole date stands in the genitive, as the languages demand.
"""

from typing import NamedTuple

from dossier.domain.dates.month_words import GENITIVE, LANGUAGES, NOMINATIVE
from dossier.domain.dates.points import UNSPECIFIED, Point
from dossier.domain.dates.spans import End, Span


class _Words(NamedTuple):
    day: str
    month: str
    year: str
    seasons: str
    """Spring to winter, nominative and genitive."""
    decade: str
    of_decade: str
    about: str
    parts: str
    """Early, middle and late, alone and behind a preposition."""
    since: str
    until: str
    until_case: str
    end_unknown: str
    start_unknown: str
    start_unknown_case: str
    or_: str
    no_day: str
    no_month: str
    neither: str


_DAY, _MONTH = "{day} {month} {year}", "{month} {year}"
_WORDS = {
    "en": _Words(
        _DAY, _MONTH, "{}", "spring spring summer summer autumn autumn winter winter", "{}s", "{}s", "about {}",
        "early {}|mid-{}|late {}|early {}|mid-{}|late {}", "from {}", "not later than {}", "of",
        "from {} until an unknown day", "from an unknown day until {}", "of", "or", "day unknown", "month unknown",
        "month, day unknown",
    ),
    "be": _Words(
        _DAY, _MONTH, "{} г.", "вясна вясны лета лета восень восені зіма зімы", "{}-я гг.", "{}-х гг.", "каля {}",
        "пачатак {}|сярэдзіна {}|канец {}|пачатку {}|сярэдзіны {}|канца {}", "з {}", "не пазней за {}", "",
        "з {} па невядомы дзень", "з невядомага дня па {}", "", "або", "дзень невядомы", "месяц невядомы",
        "месяц, дзень невядомыя",
    ),
    "ru": _Words(
        _DAY, _MONTH, "{} г.", "весна весны лето лета осень осени зима зимы", "{}-е гг.", "{}-х гг.", "около {}",
        "начало {}|середина {}|конец {}|начала {}|середины {}|конца {}", "с {}", "не позднее {}", "of",
        "с {} по неизвестный день", "с неизвестного дня по {}", "", "или", "день неизвестен", "месяц неизвестен",
        "месяц, день неизвестны",
    ),
    "uk": _Words(
        _DAY, _MONTH, "{} р.", "весна весни літо літа осінь осені зима зими", "{}-ті рр.", "{}-х рр.", "близько {}",
        "початок {}|середина {}|кінець {}|початку {}|середини {}|кінця {}", "з {}", "не пізніше {}", "of",
        "з {} по невідомий день", "з невідомого дня по {}", "", "або", "день невідомий", "місяць невідомий",
        "місяць, день невідомі",
    ),
    "pl": _Words(
        _DAY, _MONTH, "{} r.", "wiosna wiosny lato lata jesień jesieni zima zimy", "{:.3}X", "{:.3}X", "około {}",
        "początek {}|połowa {}|koniec {}|początku {}|połowy {}|końca {}", "od {}", "nie później niż {}", "",
        "od {} do nieznanego dnia", "od nieznanego dnia do {}", "of", "lub", "dzień nieznany", "miesiąc nieznany",
        "miesiąc, dzień nieznane",
    ),
    "lt": _Words(
        "{year} {month} {day} d.", "{year} {month}", "{} m.",
        "pavasaris pavasario vasara vasaros ruduo rudens žiema žiemos", "{:.3}X", "{:.3}X", "apie {}",
        "{} pradžia|{} vidurys|{} pabaiga|{} pradžios|{} vidurio|{} pabaigos", "nuo {}", "ne vėliau kaip {}", "of",
        "nuo {} iki nežinomos dienos", "nuo nežinomos dienos iki {}", "of", "arba", "diena nežinoma",
        "mėnuo nežinomas", "mėnuo, diena nežinomi",
    ),
}  # fmt: skip


def printed(span: Span, lang: str) -> str:
    """The date in the language; an unknown language prints EDTF, which every reader of dates knows.

    Years before 1 and after 9999 are printed as EDTF too, since no language has a short word for them.
    """
    if lang not in LANGUAGES or any(isinstance(end, Point) and not 0 < end.year <= 9999 for end in span.ends):
        return span.edtf
    words = _WORDS[lang]
    if span.shape == "point":
        return _end(span.ends[0], words, lang)
    if span.shape == "either":
        return _alternatives(span, words, lang)
    return _range(span.ends[0], span.ends[1], words, lang)


def _range(start: End, end: End, words: _Words, lang: str) -> str:
    if start == "..":
        return words.until.format(_end(end, words, lang, words.until_case))
    if start == "":
        return words.start_unknown.format(_end(end, words, lang, words.start_unknown_case))
    if isinstance(end, str):
        return (words.since if end == ".." else words.end_unknown).format(_end(start, words, lang, "of"))
    return f"{_end(start, words, lang)} \u2013 {_end(end, words, lang)}"


def _alternatives(span: Span, words: _Words, lang: str) -> str:
    written = [_end(end, words, lang) for end in span.ends]
    if any("," in one for one in written):
        return f" {words.or_} ".join(written)
    return f"{', '.join(written[:-1])} {words.or_} {written[-1]}"


def _end(end: End, words: _Words, lang: str, case: str = "") -> str:
    if isinstance(end, str):
        return end
    text = _qualified(end, words, lang, case)
    if UNSPECIFIED in (end.month, end.day):
        text += f" ({_not_known(end, words)})"
    if "?" in end.mark or end.mark == "%":
        text += " (?)"
    return f"{text}, {end.time}" if end.time else text


def _not_known(one: Point, words: _Words) -> str:
    if one.month == one.day:
        return words.neither
    return words.no_day if one.day else words.no_month


def _qualified(one: Point, words: _Words, lang: str, case: str) -> str:
    if one.part:
        at = ("early", "mid", "late").index(one.part) + (3 if case else 0)
        return words.parts.split("|")[at].format(_bare(one, words, lang, "of"))
    if one.mark in ("~", "%"):
        return words.about.format(_bare(one, words, lang, "of"))
    return _bare(one, words, lang, case)


def _bare(one: Point, words: _Words, lang: str, case: str) -> str:
    year = words.year.format(f"{one.year:04d}")
    if one.span_years == 100:
        return one.edtf[:4]
    if one.span_years == 10:
        return (words.of_decade if case else words.decade).format(f"{one.year:04d}")
    if one.month > 12:
        return words.month.format(month=_season(one.month, words, case), year=year)
    if one.day > 0:
        return words.day.format(day=one.day, month=GENITIVE[lang][one.month], year=year)
    return words.month.format(month=_month(one.month, lang, case), year=year) if one.month > 0 else year


def _month(month: int, lang: str, case: str) -> str:
    if lang == "lt":
        return f"{GENITIVE[lang][month]} mėn."
    return (GENITIVE if case else NOMINATIVE)[lang][month]


def _season(season: int, words: _Words, case: str) -> str:
    names = words.seasons.split()
    return names[(season - 21) * 2 + bool(case)]
