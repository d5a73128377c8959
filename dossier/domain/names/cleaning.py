"""A name as typed or copied becomes one form of itself: composed letters, one apostrophe, no stress marks, one script.

Nothing is guessed silently: a letter of the wrong script inside a word (Latin "i" in "Мiкалай", the letter kra in the
EU's lists) is replaced by its look-alike and the replacement is reported, so that a screen can show it.
"""

import re
import unicodedata
from typing import NamedTuple

from dossier.domain.memory import remembered

READ_LIMIT = 400
"""Characters of a name that are read; what is longer is no name."""

APOSTROPHES = "'’ʼ`´‘ʹʺ′ʻˈ＇"
_HYPHENS = "\u2010-\u2015\u2212\ufe63\uff0d"
_UNSEEN_RANGES = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufe0f"
_STRESS_MARKS = "\u0300\u0301\u0340\u0341"
_APOSTROPHE = re.compile(f"[{APOSTROPHES}]")
_HYPHEN = re.compile(f"[{_HYPHENS}]")
_UNSEEN = re.compile(f"[{_UNSEEN_RANGES}]")
_STRESS = re.compile(f"[{_STRESS_MARKS}]")
_SPACE = re.compile(r"\s+")
_ODD = re.compile(
    f"[{APOSTROPHES[1:]}{_HYPHENS}{_UNSEEN_RANGES}{_STRESS_MARKS}\t\n\r\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"
)
_WORD = re.compile(r"[^\W\d_]+")
_WORD_OR_NUMBER = re.compile(r"[^\W_]+")
_DIGIT_FOR_LETTER = re.compile("(?<![0-9])[03](?=[\u0400-\u052f]{2})|(?<=[\u0400-\u052f])[03](?=[\u0400-\u052f])")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_CYRILLIC = re.compile("[\u0400-\u052f]")
_ORDINARY = re.compile("[а-яА-ЯёіўєїґЁІЎЄЇҐ'., -]+")
"""What most names are written in, and needs no cleaning."""

_LATIN_LIKE = "AaBCcEeHIiJjKkMOoPpSsTXxYyĸÏïËëıÁáÉéÓóÍíÝý"
_CYRILLIC_LIKE = "АаВСсЕеНІіЈјКкМОоРрЅѕТХхУукЇїЁёіАаЕеОоІіУу"
_TO_CYRILLIC = dict(zip(_LATIN_LIKE, _CYRILLIC_LIKE, strict=True))
_LOWERED = {"h": "н", "m": "м", "t": "т", "b": "в"}
"""Look-alikes only as capitals: met in lower case where somebody lower-cased a mixed word."""
_CYRILLIC_FOR_INITIALS = str.maketrans(_TO_CYRILLIC)
_CYRILLIC_FOR_LATIN = str.maketrans(_TO_CYRILLIC | _LOWERED)
_LATIN_FOR_CYRILLIC = str.maketrans({c: latin for latin, c in _TO_CYRILLIC.items() if latin.isascii()})


class Repair(NamedTuple):
    """One word in which letters of another script were replaced by their look-alikes."""

    before: str
    after: str


class Cleaned(NamedTuple):
    """A name ready to be read, and what had to be replaced for it."""

    text: str
    repairs: tuple[Repair, ...] = ()


def is_cyrillic(text: str) -> bool:
    """Whether any letter of the text is Cyrillic."""
    return bool(_CYRILLIC.search(text))


def plain(text: str) -> str:
    """Composed letters, one apostrophe, one hyphen, single spaces, nothing invisible; of a text of any length."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    text = unicodedata.normalize("NFC", text)
    if "  " not in text and not _ODD.search(text):
        return text.strip()
    text = _STRESS.sub("", _UNSEEN.sub("", text))
    text = _HYPHEN.sub("-", _APOSTROPHE.sub("'", text))
    return unicodedata.normalize("NFC", _SPACE.sub(" ", text).strip())


@remembered(16_384)
def _repaired_word(word: str) -> str:
    """The word in the script that most of its letters have; unchanged where some letter has no look-alike."""
    if not _LATIN.search(word) or not _CYRILLIC.search(word):
        return word
    likely = [_CYRILLIC_FOR_LATIN, _LATIN_FOR_CYRILLIC]
    if len(_CYRILLIC.findall(word)) < 2:
        likely[0] = _CYRILLIC_FOR_INITIALS
        if len(_LATIN.findall(word)) > 1:
            likely.reverse()
    for letters in likely:
        mended = word.translate(letters)
        if not (_LATIN.search(mended) and _CYRILLIC.search(mended)):
            return mended
    return word


def words_of_two_alphabets(text: str) -> list[str]:
    """The words of a text in which Latin and Cyrillic letters stand together, in their order; most are slips."""
    return [word for word in _WORD.findall(text[:READ_LIMIT]) if _LATIN.search(word) and _CYRILLIC.search(word)]


def _repaired_initial(letter: str, cyrillic_name: bool) -> str:
    return letter.translate(_CYRILLIC_FOR_INITIALS if cyrillic_name else _LATIN_FOR_CYRILLIC)


def _name_script(words: list[str]) -> bool | None:
    """True for a name in Cyrillic, False for Latin, None where both occur in whole words."""
    scripts = {is_cyrillic(w) for w in words if len(w) > 1}
    return scripts.pop() if len(scripts) == 1 else None


def clean(text: str) -> Cleaned:
    """One form of a name, for reading and comparing; the text as written is kept by the caller.

    Accepted: any text; only the first 400 characters are read. Composed to NFC, apostrophes become ', every dash a
    hyphen, stress marks and invisible characters go, runs of space become one. Case is kept: capitals mark surnames.
    """
    return Cleaned(*cleaned(text))


def cleaned(text: str) -> tuple[str, tuple[Repair, ...]]:
    """As ``clean``: the text, and what had to be replaced."""
    text = text[:READ_LIMIT]
    if text.isascii() and text.isprintable():
        return " ".join(text.split()), ()
    if _ORDINARY.fullmatch(text) and "  " not in text and text == text.strip():
        return text, ()
    text = plain(text)
    if text.isascii() or not _CYRILLIC.search(text):
        return text, ()
    text, read_wrongly = _letters_for_digits(text) if _DIGIT_FOR_LETTER.search(text) else (text, ())
    text, mixed = _one_script(text) if _LATIN.search(text) else (text, ())
    return text, read_wrongly + mixed


def _letters_for_digits(text: str) -> tuple[str, tuple[Repair, ...]]:
    """ "0льга", "3айцев": digits that a scanner read for the letters О and З, which look like them."""
    words = [word for word in _WORD_OR_NUMBER.findall(text) if _DIGIT_FOR_LETTER.search(word)]
    repairs = tuple(Repair(word, _DIGIT_FOR_LETTER.sub(_letter_for_digit, word)) for word in words)
    for before, after in repairs:
        text = text.replace(before, after, 1)
    return text, repairs


def _letter_for_digit(match: re.Match[str]) -> str:
    letter = "о" if match[0] == "0" else "з"
    neighbours = match.string[max(0, match.start() - 1) : match.start()] + match.string[match.end() : match.end() + 1]
    return letter.upper() if not match.start() or neighbours.isupper() else letter


def _one_script(text: str) -> tuple[str, tuple[Repair, ...]]:
    """Words in which two scripts are mixed get the letters of one."""
    words = _WORD.findall(text)
    mended = [_repaired_word(w) if len(w) > 1 else w for w in words]
    if 1 in map(len, words) and (script := _name_script(mended)) is not None:
        mended = [_repaired_initial(w, script) if len(w) == 1 else w for w in mended]
    repairs = tuple(Repair(a, b) for a, b in zip(words, mended, strict=True) if a != b)
    if not repairs:
        return text, ()
    following = iter(mended)
    return _WORD.sub(lambda _: next(following), text), repairs
