"""Keys under which a name is indexed and looked for: the same for every spelling of it, as far as spelling can tell.

Each word has a *fine* key (its sounds in lower-case ASCII, vowels folded), sometimes *alternatives* (the other
reading of "ch", the letter that Belarusian and Ukrainian put before a vowel: Ганна, Вольга), and a *skeleton*
(consonants only, with those merged that the three languages confuse). Keys are prefix-true: what has been typed of a
word has, but for its last letters, a key that begins the key of the whole word.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from dossier.domain.memory import remembered
from dossier.domain.names.cleaning import clean, plain
from dossier.domain.names.sounds import readings

KEY_RULES_VERSION = 4
"""Raised with every change that may alter a key: an index built under another number must be rebuilt."""

TOKEN_LIMIT = 32
"""Words of one text that get keys; a key has at most KEY_LIMIT characters."""
KEY_LIMIT = 48

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_FINE = str.maketrans(
    {
        "C": "q",
        "S": "x",
        "Z": "j",
        "x": "h",
        "g": "h",
        "o": "a",
        "A": "a",
        "O": "e",
        "w": "v",
    }
)
_SOUNDS = str.maketrans("qxj", "CSZ")
_SILENT_I = re.compile("i(?=[aeu])")
_DOUBLED = re.compile(r"([a-z])\1+")
_VOWELS = re.compile("[aeiu]+")
_V_BEFORE_CONSONANT = re.compile("v(?![aeiu])")
_MERGED = str.maketrans("qcxjzf", "stsssv")
_BEGINS_DIGRAPH = frozenset("kszctdgpjyiд")
_PROTHETIC = re.compile("^[hv](?=[aeiu])")


class TokenKeys(NamedTuple):
    """The keys of one word of a name; all are lower-case ASCII."""

    fine: str
    alternatives: tuple[str, ...]
    """Keys under which the word is looked for as well."""
    skeleton: str
    readings: tuple[str, ...]
    """Keys under which the word is kept: ``fine``, and those of the other readings of its letters."""


def _spelt_out(text: str) -> str:
    """Letters of other scripts as their code points, so that a key is ASCII and still begins like its word."""
    return "".join(c if c.isascii() else f"u{ord(c):05x}" for c in text)


def fine_key(sounds: str) -> str:
    """The fine key of one reading of a word (see ``sounds.readings``)."""
    if not sounds.isascii():
        return _spelt_out(sounds)[:KEY_LIMIT]
    return _DOUBLED.sub(r"\1", _SILENT_I.sub("", sounds.translate(_FINE)))[:KEY_LIMIT]


def sounds_of_key(fine: str) -> str:
    """The sounds that a fine key stands for, as far as it keeps them: to be weighed by ``distance``."""
    return fine.translate(_SOUNDS)


def mistyped_keys(token: str) -> tuple[str, ...]:
    """Keys in which neighbouring vowels stay two: "ДУБООСОВ" has lost the letter that parted them."""
    sounds = [one for one in readings(token) if one.isascii()]
    return tuple(dict.fromkeys(_SILENT_I.sub("", one.translate(_FINE))[:KEY_LIMIT] for one in sounds))


def unfinished_keys(token: str) -> tuple[str, ...]:
    """Of a word cut in the middle of one sound ("Myk" of Mykhailo, "Dz" of Дз…): its keys without the last letter."""
    if len(token) < 3 or token[-1].casefold() not in _BEGINS_DIGRAPH:
        return ()
    shorter = token_keys(token[:-1])
    return shorter.readings if shorter else ()


def skeleton_key(fine: str) -> str:
    """The consonants of a fine key, confusable ones merged; a leading vowel of any kind is "a"."""
    if fine.startswith("u0") or not fine.isalpha():
        return fine
    text = _V_BEFORE_CONSONANT.sub("", fine[1:])
    head = "a" if fine[:1] in "aeiu" else fine[:1]
    return _DOUBLED.sub(r"\1", (head + _VOWELS.sub("", text)).translate(_MERGED))


@remembered(32_768)
def token_keys(token: str) -> TokenKeys | None:
    """The keys of one word, or None where it has neither letters nor digits."""
    fine = tuple(filter(None, dict.fromkeys(fine_key(r) for r in readings(token))))
    if not fine:
        return None
    bare = tuple(_PROTHETIC.sub("", k) for k in fine if len(k) > 3)
    others = tuple(k for k in dict.fromkeys(fine[1:] + bare) if k and k != fine[0])
    return TokenKeys(fine[0], others, skeleton_key(fine[0]), fine)


def text_keys(text: str) -> Iterator[str]:
    """The fine key of every word of a long text, in its order; no word of it is left out.

    For texts that are searched by their words, not compared: notes, descriptions, what was read out of a document.
    """
    for word in _WORD.findall(plain(text)):
        keys = token_keys(word)
        if keys:
            yield keys.fine


def search_keys(text: str) -> list[TokenKeys]:
    """The keys of every word of a text, in its order; initials are keys of one letter, double surnames two words.

    Accepted: any text. Only the first 400 characters and 32 words are read. Equal words give equal keys within one
    KEY_RULES_VERSION, in every script that is read (Belarusian, Russian, Ukrainian; Latin spellings of them); other
    scripts get a key that only the same letters have.
    """
    words = _WORD.findall(clean(text).text)[:TOKEN_LIMIT]
    return [keys for keys in map(token_keys, words) if keys]
