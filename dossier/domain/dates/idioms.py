"""Set phrases of dates in plain form, before the grammar sees them: "on or about", «в 10 ч. 30 мин.», "12.V.2021".

Only phrases that mean one thing are rewritten; everything else goes to the grammar as it stands.
"""

import re

from dossier.domain.dates.month_words import NOMINATIVE
from dossier.domain.dates.words import meaning
from dossier.domain.typed_text import in_one_script

_NOTHING = frozenset(
    (
        "- \u2013 ? ?? ... \u2026 н/д нд н.д. н.д б/д бд б.д. нет нет-данных нет-сведений няма няма-звестак няма-даных"
        " немає немає-даних немає-відомостей n/a na n.a. none no-data brak brak-danych nėra nėra-duomenų"
    ).split()
)
"""What registers write into a cell of which nothing is known; a hyphen stands for the space."""

_PHRASES = {
    "on or about": "about", "on or before": "not later than", "on or after": "not earlier than", "up to": "until",
    "as of": "on", "as at": "on", "either": "on",
    "по состоянию на": "на", "па стане на": "на", "станом на": "на", "według stanu na": "w",
    "под конец": "конец", "пад канец": "канец", "під кінець": "кінець", "pod koniec": "koniec", "na koniec": "koniec",
    "na początku": "początek", "w ciągu": "w", "в течение": "в", "на протяжении": "в", "на працягу": "у",
    "цягам": "у", "протягом": "у", "упродовж": "у", "н.в": "настоящее", "н/в": "настоящее",
    "до сих пор": "настоящее", "по сей день": "настоящее", "дагэтуль": "настоящее", "досі": "настоящее",
    "to date": "present", "do dziś": "dzisiaj", "iki šiol": "šiandien",
}  # fmt: skip
_BY = re.compile(r"(?:by|к|ко) (?=.)")
"""«к 12 мая 2021», "by May 2021": then or before."""
_NIGHT = re.compile(r"(?:[вуўw] )?(?:ночь|ноч|ніч|nocy|noc) (?:с|з|із|z) (\S.*?) (?:на|na) (\S.*)")
_NIGHT_OF = re.compile(
    r"(?:on |during |in )?(?:the )?(?:night of|overnight) (?:the )?(.*(?:[0-9] ?[\u2013-] ?[0-9]| to ).*)"
)
"""«в ночь с 11 на 12 мая 2021»: a night belongs to two days."""

_HOURS = r"(?:ч|час|часа|часов|гадз|гадзін[аы]?|год|годин[аи]?|godz|godzin[ay]?|val)"
_MINUTE_BEGINS = ("мин", "мін", "хв", "min")
_MINUTES = r"(?:мин|минут[аы]?|мін|хв|хвіл|хвілін[аы]?|хвилин[аи]?|min|minut[ay]?)"
_TIME = re.compile(rf"(?<![\w.:-])([0-9]{{1,2}}) ?{_HOURS}\.? ?([0-9]{{2}}) ?{_MINUTES}(?!\w)\.?")
_TIME_OF_UNIT = re.compile(r"(?<![\w.])([0-9]{1,2})\.([0-9]{2}) ?(?:val|ч|час|гадз)\b\.?")
_BEFORE_TIME = re.compile(r" [оаo] (?=[0-9]{1,2}:[0-9]{2})")
_TIME_WITH_STOP = re.compile(
    r"([0-9]{4}(?: ?(?:г|года|р|року|r|roku)\.?)?),? (?:[вуўоoа]|об|at|o godz\.?|godz\.?) "
    r"([0-9]{1,2})[.-]([0-9]{2})$"
)
"""«12 мая 2021 г. в 10.30»: behind a year and a preposition there is no second date."""

_ROMAN = dict(zip("i ii iii iv v vi vii viii ix x xi xii".split(), range(1, 13), strict=True))
_ROMAN_MONTH = re.compile(r"(?<![\w-])([0-9]{1,2})(?:[-/.] ?| )([xvihхі]{1,4})(?:[-/.] ?| )(?=[0-9]{4}(?![\w.-]))")
_NAMED_MONTH = re.compile(r"(?<![\w-])(?:([0-9]{1,4})([-/.]))?([^\W\d_]+)[-/.]([0-9]{1,4})(?![\w.-])")
"""The month as a word between other signs than spaces: "12-May-2021", "May-2021"."""
_YEARS_IN_SHORT = re.compile(
    r"([0-9]{4})-([0-9]{2})(?= ?(?:г|гг|год|года|году|годы|годов|годах|р|рр|роки|років|роках)\b)"
)
"""«2020-21 гг.»: two years, although EDTF would read a month or a season; the second one is then asked for."""


def says_nothing(text: str) -> bool:
    """Whether the text only says that nothing is known."""
    return text.replace(" ", "-") in _NOTHING


def spelled_out(text: str) -> str:
    """The cleaned text with its set phrases in plain words.

    What a phrase must hold is looked for first, since a search for a piece is many times faster than a pattern.
    """
    for phrase, meant in _PHRASES.items():
        if phrase in text:
            text = re.sub(rf"(?<!\w){re.escape(phrase)}(?!\w)", meant, text)
    if found := _BY.match(text):
        text = f"по {text[found.end() :]}"
    text = _with_plain_hours(_with_plain_days(text))
    if "-" in text:
        text = _YEARS_IN_SHORT.sub("\\1 \u2013 \\2", text)
    return _NAMED_MONTH.sub(_spaced, _ROMAN_MONTH.sub(_roman, text))


def _with_plain_days(text: str) -> str:
    """A night as its two days; «?? мая 2021» as a day that is not known; the Polish "między 9 a 12"."""
    if "но" in text or "ніч" in text or "night" in text or "noc" in text:
        text = _night(text)
    if text.startswith(("między ", "pomiędzy ")):
        text = text.replace(" a ", " i ")
    return f"day unknown {text[3:]}" if text.startswith("?? ") and text[3:4].isalpha() else text


def _with_plain_hours(text: str) -> str:
    if any(unit in text for unit in _MINUTE_BEGINS):
        text = _TIME.sub(r"\1:\2", text)
    if "val" in text or "гадз" in text or " ч" in text:
        text = _TIME_OF_UNIT.sub(r"\1:\2", text)
    if text[-3:-2] in (".", "-"):
        text = _TIME_WITH_STOP.sub(r"\1 \2:\3", text)
    return _BEFORE_TIME.sub(" ", text) if ":" in text else text


def _night(text: str) -> str:
    if found := _NIGHT.fullmatch(text):
        return f"с {found[1]} по {found[2]}"
    found = _NIGHT_OF.fullmatch(text)
    return found[1] if found else text


def _roman(found: re.Match[str]) -> str:
    written = found[2]
    is_bare = " " in found[0] and not {".", "-", "/"} & set(found[0])
    month = _ROMAN.get(in_one_script(written)[1] if len(written) > 1 else written)
    if month is None or (is_bare and written == "i"):  # "12 i 2021": also the word "and"
        return found[0]
    return f"{found[1]} {NOMINATIVE['en'][month].lower()} "


def _spaced(found: re.Match[str]) -> str:
    first, separator, word, last = found.groups()
    known = meaning(word)
    if not known or known[0] != "month" or separator == ".":
        return found.group()
    return f"{first or ''} {word} {last}"
