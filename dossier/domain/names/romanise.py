"""Names in Latin letters by the published tables: Belarusian, Russian and Ukrainian, each table on its own.

A romanisation is chosen by a document's addressee, not guessed: the passport's spelling, where the person has one,
always goes before any table. Each scheme names its source and how surely it is known here: "verified" schemes were
read beside their text and are tested by the examples printed in it; "high" ones were written from general knowledge.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from dossier.domain.names.cleaning import clean
from dossier.errors import Misread, add_messages
from dossier.i18n import N_

add_messages({"name.scheme": N_("There is no romanisation called {scheme}. Choose one of: {known}.")})

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")


def _table(text: str) -> dict[str, str]:
    return {letter: latin for letter, _, latin in (entry.partition(":") for entry in text.split())}


_BE_COMMON = "а:a б:b в:v г:h ґ:g д:d з:z і:i к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f ы:y э:e ':"
_BE_LATIN = _table(_BE_COMMON + " ж:ž й:j ў:ŭ х:ch ц:c ч:č ш:š е:ie ё:io ю:iu я:ia")
_BE_ICAO = _table(_BE_COMMON + " е:e ё:io ж:zh й:i ў:u х:kh ц:ts ч:ch ш:sh ь: ю:iu я:ia и:i щ:shch ъ:")
_BE_BGN = _table(_BE_COMMON + " е:ye ё:yo ж:zh й:y ў:w х:kh ц:ts ч:ch ш:sh ь:’ ю:yu я:ya") | {"'": "”"}
_RU_COMMON = (
    "а:a б:b в:v г:g д:d ж:zh з:z и:i к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:kh ц:ts ч:ch ш:sh щ:shch ы:y э:e"
)
_RU_PASSPORT = _table(_RU_COMMON + " е:e ё:e й:i ъ:ie ь: ю:iu я:ia ':")
_RU_BGN = _table(_RU_COMMON + " е:e ё:ë й:y ъ:” ь:’ ю:yu я:ya")
_UK_2010 = _table(
    "а:a б:b в:v г:h ґ:g д:d е:e є:ie ж:zh з:z и:y і:i ї:i й:i к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:kh ц:ts"
    " ч:ch ш:sh щ:shch ь: ю:iu я:ia ':"
)
_UK_FIRST = _table("є:ye ї:yi й:y ю:yu я:ya")

_BE_IOTATED = {"е": "je", "ё": "jo", "ю": "ju", "я": "ja"}
_AFTER_L = {"е": "e", "ё": "o", "ю": "u", "я": "a"}
_SOFTENED = {"з": "ź", "л": "ĺ", "н": "ń", "с": "ś", "ц": "ć"}
_VOWELS = frozenset("аеёиіоуыэюя")
_JOTS_AFTER = _VOWELS | frozenset("'ьў")
_L_SOFTENERS = frozenset("еёюяіь")

Letter = Callable[[str, int], str]
"""The Latin letters for the letter at a place of a word in lower case."""


def _be_2007(word: str, at: int) -> str:
    letter = word[at]
    if letter in _BE_IOTATED and (at == 0 or word[at - 1] in _JOTS_AFTER):
        return _BE_IOTATED[letter]
    if letter == "ь":
        return ""
    if word[at + 1 : at + 2] == "ь" and letter in _SOFTENED:
        return _SOFTENED[letter]
    return _BE_LATIN.get(letter, letter)


def _be_2000(word: str, at: int) -> str:
    letter = word[at]
    if letter == "ь":
        return "'"
    return _BE_LATIN.get(letter, letter) if letter in _SOFTENED else _be_2007(word, at)


def _lacinka(word: str, at: int) -> str:
    letter = word[at]
    if letter == "л":
        return "l" if word[at + 1 : at + 2] and word[at + 1] in _L_SOFTENERS | {"л"} else "ł"
    if letter in _AFTER_L and at and word[at - 1] == "л":
        return _AFTER_L[letter]
    return _be_2007(word, at)


def _ru_bgn(word: str, at: int) -> str:
    letter = word[at]
    if letter in "её" and (at == 0 or word[at - 1] in _VOWELS or word[at - 1] in "йъь"):
        return "ye" if letter == "е" else "yë"
    return _RU_BGN.get(letter, letter)


def _uk_2010(word: str, at: int) -> str:
    letter = word[at]
    if at == 0 and letter in _UK_FIRST:
        return _UK_FIRST[letter]
    if letter == "г" and at and word[at - 1] == "з":
        return "gh"
    return _UK_2010.get(letter, letter)


def _plain(table: dict[str, str]) -> Letter:
    return lambda word, at: table.get(word[at], word[at])


@dataclass(frozen=True, slots=True)
class Scheme:
    """One way of writing a language's names in Latin letters."""

    code: str
    language: str
    label: str
    source: str
    certainty: str
    """"verified": read beside the source and tested by its examples; "high": from general knowledge."""
    letter: Letter


SCHEMES = {
    scheme.code: scheme
    for scheme in (
        Scheme(
            "be-2007",
            "be",
            N_("Belarusian, national (2007, United Nations 2012)"),
            "Instruction on transliteration of geographical names, State Committee on Property, 11.06.2007 No. 38",
            "verified",
            _be_2007,
        ),
        Scheme(
            "be-2000",
            "be",
            N_("Belarusian, national (2000)"),
            "Instruction on transliteration of geographical names, State Land Committee, 23.11.2000 No. 15",
            "verified",
            _be_2000,
        ),
        Scheme(
            "be-lacinka",
            "be",
            N_("Belarusian Latin alphabet (łacinka)"),
            "Belarusian Latin alphabet as in use since B. Taraškievič's grammar of 1929; not an official table",
            "high",
            _lacinka,
        ),
        Scheme(
            "be-passport",
            "be",
            N_("Belarusian, passport (ICAO)"),
            "ICAO Doc 9303 Part 3, table of Cyrillic letters, column for Belarusian",
            "verified",
            _plain(_BE_ICAO),
        ),
        Scheme(
            "be-bgn",
            "be",
            N_("Belarusian, BGN/PCGN 1979"),
            "BGN/PCGN 1979 system for Belarusian; the optional dot (z·h) is left out",
            "verified",
            _plain(_BE_BGN),
        ),
        Scheme(
            "ru-passport",
            "ru",
            N_("Russian, passport (ICAO)"),
            "ICAO Doc 9303 Part 3, table of Cyrillic letters, column for Russian; hard sign ie",
            "verified",
            _plain(_RU_PASSPORT),
        ),
        Scheme(
            "ru-bgn",
            "ru",
            N_("Russian, BGN/PCGN 1947"),
            "BGN/PCGN 1947 system for Russian, checked 2019; the optional dots are left out",
            "verified",
            _ru_bgn,
        ),
        Scheme(
            "uk-2010",
            "uk",
            N_("Ukrainian, official (2010)"),
            "Cabinet of Ministers of Ukraine, 27.01.2010 No. 55",
            "verified",
            _uk_2010,
        ),
    )
}


def _in_case_of(latin: str, word: str, at: int) -> str:
    """The Latin letters in the case of the letter: "SHCH" within capitals, "Shch" at the head of a word."""
    if not word[at].isupper() or not latin:
        return latin
    neighbours = word[at + 1 : at + 2] or word[at - 1 : at]
    whole = neighbours.isupper()
    return latin.upper() if whole else latin[:1].upper() + latin[1:]


def _word(word: str, letter: Letter) -> str:
    lower = word.lower()
    return "".join(_in_case_of(letter(lower, at), word, at) for at in range(len(word)))


def romanise(text: str, scheme_code: str) -> str:
    """A Cyrillic name in Latin letters by one published table.

    Accepted: text in the language of the scheme; letters that are not of its alphabet, digits and punctuation stay as
    they are. Apostrophes of every shape are read as one. Capitals follow the word: "ШЧ" gives SHCH, "Шч" Shch.

    Raises:
        Misread: code "name.scheme", no scheme has this code (see ``SCHEMES``).
    """
    scheme = SCHEMES.get(scheme_code)
    if scheme is None:
        raise Misread("name.scheme", scheme=scheme_code, known=", ".join(SCHEMES))
    return _WORD.sub(lambda match: _word(match[0], scheme.letter), clean(text).text)
