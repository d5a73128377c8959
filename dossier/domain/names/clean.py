"""A name as typed or copied becomes one form of itself: composed letters, one apostrophe, no stress marks, one script.

Nothing is guessed silently: a letter of the wrong script inside a word (Latin "i" in "Мiкалай", the letter kra in the
EU's lists) is replaced by its look-alike and the replacement is reported, so that a screen can show it.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

READ_LIMIT = 400
"""Characters of a name that are read; what is longer is no name."""

APOSTROPHES = "'’ʼ`´‘ʹʺ′ʻˈ＇"
_APOSTROPHE = re.compile(f"[{APOSTROPHES}]")
_HYPHEN = re.compile("[‐‑‒–—―−﹣－]")
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufe0f]")
_STRESS = re.compile("[\u0300\u0301\u0341\u0340]")
_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"[^\W\d_]+")

_LATIN_LIKE = "AaBCcEeHIiJjKkMOoPpSsTXxYyĸÏïËëıÁáÉéÓóÍíÝý"
_CYRILLIC_LIKE = "АаВСсЕеНІіЈјКкМОоРрЅѕТХхУукЇїЁёіАаЕеОоІіУу"
_TO_CYRILLIC = dict(zip(_LATIN_LIKE, _CYRILLIC_LIKE, strict=True))
_LOWERED = {"h": "н", "m": "м", "t": "т", "b": "в"}
"""Look-alikes only as capitals: met in lower case where somebody lower-cased a mixed word."""
_TO_LATIN = {c: lat for lat, c in _TO_CYRILLIC.items() if lat.isascii()}


@dataclass(frozen=True, slots=True)
class Repair:
    """One word in which letters of another script were replaced by their look-alikes."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A name ready to be read, and what had to be replaced for it."""

    text: str
    repairs: tuple[Repair, ...] = ()


def is_cyrillic(text: str) -> bool:
    """Whether any letter of the text is Cyrillic."""
    return any("\u0400" <= c <= "\u052f" for c in text)


def _is_latin(char: str) -> bool:
    return char.isalpha() and (char < "\u0250" or "\u1e00" <= char <= "\u1eff")


def _plain(text: str) -> str:
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    text = unicodedata.normalize("NFC", text)
    text = _STRESS.sub("", _UNSEEN.sub("", text))
    text = _HYPHEN.sub("-", _APOSTROPHE.sub("'", text))
    return _SPACE.sub(" ", text).strip()


def _swap(word: str, table: dict[str, str]) -> str:
    return "".join(table.get(c, c) for c in word)


def _repaired_word(word: str) -> str:
    """The word in the script that most of its letters have; unchanged where some letter has no look-alike."""
    latin = [c for c in word if _is_latin(c)]
    cyrillic = sum("\u0400" <= c <= "\u052f" for c in word)
    if not latin or not cyrillic:
        return word.replace("ĸ", "к") if cyrillic else word
    if cyrillic >= len(latin) or cyrillic > 1:
        table = _TO_CYRILLIC | _LOWERED if cyrillic >= 2 else _TO_CYRILLIC
        mended = _swap(word, table)
        if not any(map(_is_latin, mended)):
            return mended
    mended = _swap(word, _TO_LATIN)
    return word if is_cyrillic(mended) else mended


def _repaired_initial(letter: str, cyrillic_name: bool) -> str:
    return (_TO_CYRILLIC if cyrillic_name else _TO_LATIN).get(letter, letter)


def _name_script(words: list[str]) -> bool | None:
    """True for a name in Cyrillic, False for Latin, None where both occur in whole words."""
    scripts = {is_cyrillic(w) for w in words if len(w) > 1}
    return scripts.pop() if len(scripts) == 1 else None


@lru_cache(maxsize=16_384)
def clean(text: str) -> Cleaned:
    """One form of a name, for reading and comparing; the text as written is kept by the caller.

    Accepted: any text; only the first 400 characters are read. Composed to NFC, apostrophes become ', every dash a
    hyphen, stress marks and invisible characters go, runs of space become one. Case is kept: capitals mark surnames.
    """
    text = _plain(text[: READ_LIMIT * 2])[:READ_LIMIT]
    if text.isascii() or not is_cyrillic(text):
        return Cleaned(text)
    words = _WORD.findall(text)
    mended = [_repaired_word(w) if len(w) > 1 else w for w in words]
    script = _name_script(mended)
    if script is not None:
        mended = [_repaired_initial(w, script) if len(w) == 1 else w for w in mended]
    repairs = tuple(Repair(a, b) for a, b in zip(words, mended, strict=True) if a != b)
    if not repairs:
        return Cleaned(text)
    following = iter(mended)
    return Cleaned(_WORD.sub(lambda _: next(following), text), repairs)
