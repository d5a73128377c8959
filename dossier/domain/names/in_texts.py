"""Words of a text that may be somebody's surname, whatever its spelling and grammatical case.

Too many are proposed rather than too few; who bears such a name, and whether that matters, is decided elsewhere.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from dossier.domain.names.cleaning import clean, plain
from dossier.domain.names.keys import token_keys

SHORTEST_KEY: Final = 3
_WORD = re.compile(r"[^\W\d_]{3,}(?:['-][^\W\d_]+)*|[^\W\d_]+(?:['-][^\W\d_]{2,})+")
_SHORT_KEY: Final = 4
_CUT: Final = 2
"""Letters at the end of a surname that another case may change: Кравец, Кравца."""
_LONGEST_ENDING: Final = 5
_ENDING_OF_SHORT, _ENDING_OF_POSSESSIVE = 3, 3
_ADJECTIVES: Final = ("ski", "cki", "ska", "cka")
_POSSESSIVES: Final = ("av", "ev", "iv", "in", "ava", "eva", "iva", "ina")
_VOWELS: Final = "aeiu"


class WordOfText(NamedTuple):
    """A word under the keys by which the index of names keeps one."""

    keys: tuple[str, ...]
    is_capital: bool
    """Whether it is written as names are, with a capital."""


def words_of_text(text: str) -> Iterator[WordOfText]:
    """The words of a text of any length that are long enough for a surname, both halves of a double one apart."""
    for written in _WORD.findall(plain(text)):
        for part in written.split("-"):
            keys = token_keys(clean(part).text) if len(part) >= SHORTEST_KEY else None
            if keys is not None:
                found = tuple(one for one in (*keys.readings, *keys.alternatives) if len(one) >= SHORTEST_KEY)
                yield WordOfText(tuple(dict.fromkeys(found)), part[0].isupper())


def is_form_of(word_key: str, surname_key: str) -> bool:
    """Whether a word may be a surname in some case: "zazulki" of "zazulka", but the town "minsk" not of "minski"."""
    stem = _stem(surname_key)
    if not word_key.startswith(stem):
        return False
    ending = word_key[len(stem) :]
    if surname_key.endswith(_ADJECTIVES):
        return 0 < len(ending) <= _LONGEST_ENDING
    if surname_key.endswith(_POSSESSIVES):
        return len(ending) <= _ENDING_OF_POSSESSIVE and not ending.startswith("sk")
    return len(ending) <= (_LONGEST_ENDING if len(surname_key) > _SHORT_KEY else _ENDING_OF_SHORT)


def _stem(key: str) -> str:
    """What stays the same in every case: of Иванова "ivanav", so that the given name Иван is none of hers."""
    if key.endswith(_ADJECTIVES) or (key.endswith(_POSSESSIVES) and key[-1] in _VOWELS):
        return key[:-1]
    if key.endswith(_POSSESSIVES):
        return key
    if len(key) <= _SHORT_KEY:
        return key[:-1] if len(key) == _SHORT_KEY and key[-1] in _VOWELS else key
    return key[: max(len(key) - _CUT, _SHORT_KEY)]
