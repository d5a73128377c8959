"""The names of the months in every case, from the CLDR data that ``seeds/words/calendar_words.tsv`` holds.

Babel, which has them too, would keep the whole of six locales in memory for these few words: 12 MB, in every program.

CLDR has two cases (nominative alone, genitive in a date); the others follow from the genitive by rule. Every
beginning of three letters or more that fits one month only is read as well, since registers abbreviate freely. The
tables are made when the module loads, not at the first date, so that no single date is slow.
"""

from collections import defaultdict
from typing import Final, NamedTuple

from dossier.resources import seed_path

LANGUAGES = ("en", "be", "ru", "uk", "pl", "lt")
"""Languages in which dates are read and printed."""

_OTHER_NAME = {("be", 5): ("травень", "траўня")}
"""May has two names in Belarusian; CLDR has "май" only, and the human rights organisations write "траўня"."""

_MORE_ENDINGS = {
    ("ru", "а"): ("у", "ом", "е"),
    ("ru", "я"): ("ю", "ем", "е"),
    ("be", "а"): ("у", "ом", "ам", "е"),
    ("be", "я"): ("ю", "ем", "і"),
    ("uk", "а"): ("у", "ом", "і"),
    ("uk", "я"): ("ю", "ем", "і"),
    ("pl", "a"): ("owi", "em", "iem", "u", "ie", "zie"),
    ("lt", "o"): ("ui", "ą", "į", "u", "e", "yje"),
    ("lt", "s"): ("i", "je"),
}
"""What replaces the last letter of the genitive: dative, accusative, instrumental, locative."""

MIDDLE_OR_MONTH = frozenset(("сер",))
"""Of «сер.» nobody knows whether it is the Russian «середина» or the Ukrainian «серпень»."""

_IRREGULAR: dict[str, dict[int, tuple[str, ...]]] = {
    "be": {2: ("лютаму", "лютым"), 11: ("лістападзе",)},
    "uk": {2: ("лютому", "лютим")},
    "pl": {2: ("lutemu", "lutym")},
    "lt": {
        1: ("sausį",), 2: ("vasarį",), 6: ("birželį",), 9: ("rugsėjį",), 10: ("spalį",),
        4: ("balandį", "balandyje"), 5: ("gegužę", "gegužėje", "gegužei"), 7: ("liepą", "liepai", "liepoje"),
        8: ("rugpjūtį", "rugpjūtyje"), 11: ("lapkritį", "lapkrityje"), 12: ("gruodį", "gruodyje"),
    },
    "en": {9: ("sept",)},
}  # fmt: skip


class _Words(NamedTuple):
    """A month or a weekday as it stands alone, in a date, and shortened."""

    alone: str
    in_a_date: str
    short: str


def _read() -> dict[tuple[str, str], dict[int, _Words]]:
    """(language, "month" or "weekday") -> its words by number; Monday is 0."""
    found: defaultdict[tuple[str, str], dict[int, _Words]] = defaultdict(dict)
    lines = seed_path("words", "calendar_words.tsv").read_text(encoding="utf-8").splitlines()
    for line in lines[1:]:
        lang, part, number, *words = line.split("\t")
        found[lang, part][int(number)] = _Words(*words)
    return found


_LOADED: Final = _read()
NOMINATIVE = {lang: {n: one.alone for n, one in _LOADED[lang, "month"].items()} for lang in LANGUAGES}
GENITIVE = {lang: {n: one.in_a_date for n, one in _LOADED[lang, "month"].items()} for lang in LANGUAGES}


def _forms(lang: str, nominative: str, genitive: str) -> set[str]:
    endings = _MORE_ENDINGS.get((lang, genitive[-1]), ())
    return {nominative, genitive} | {genitive[:-1] + ending for ending in endings}


def _all_forms(lang: str, month: int) -> set[str]:
    nominative, genitive, short = (word.rstrip(".") for word in _LOADED[lang, "month"][month])
    forms = _forms(lang, nominative, genitive) | {short} | set(_IRREGULAR.get(lang, {}).get(month, ()))
    if other := _OTHER_NAME.get((lang, month)):
        forms |= _forms(lang, *other)
    return {form.lower().replace("ё", "е") for form in forms}


def _month_of_word() -> dict[str, int]:
    whole: dict[str, int] = {}
    beginnings: defaultdict[str, set[int]] = defaultdict(set)
    for lang in LANGUAGES:
        for month in range(1, 13):
            for form in _all_forms(lang, month):
                whole[form] = month
                for length in range(3, len(form)):
                    beginnings[form[:length]].add(month)
    sure = {
        word: months.pop() for word, months in beginnings.items() if len(months) == 1 and word not in MIDDLE_OR_MONTH
    }
    return sure | whole


MONTH_OF_WORD = _month_of_word()
"""Lower-case word to month number, all languages together: no word means two different months (a test holds it)."""

NOMINATIVE["be"][5], GENITIVE["be"][5] = _OTHER_NAME["be", 5]


def weekdays() -> dict[str, int]:
    """Lower-case name of a weekday, in the nominative, to 0 (Monday) … 6."""
    found: dict[str, int] = {}
    for lang in LANGUAGES:
        for number, words in _LOADED[lang, "weekday"].items():
            found |= {word.lower().rstrip("."): number for word in (words.alone, words.short)}
    return found


WEEKDAY_OF_WORD = weekdays()
