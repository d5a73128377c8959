"""Several names in one cell: parted by ";" or "/", with other spellings in brackets or after a comma.

"Iury (Yuri) SIVAKOV" is two spellings of one name, "SIVAKAU, SIVAKOU" two spellings of the surname. A spelling that had
to be put together from parts is marked, so that the cell itself is kept beside it.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dossier.domain.names.cleaning import clean
from dossier.domain.names.parsing import parse

_APART = re.compile(r"\s*;\s*|\s+/\s+|\s*\n\s*")
_BRACKETS = re.compile(r"\s*\(([^()]*)\)")
_BORN = re.compile(r"^(?:née|nee|born|урожд[её]нная|ур\.|народж\.|у дзявоцтве)\s+", re.IGNORECASE)
_UKRAINIAN, _BELARUSIAN, _RUSSIAN = set("їєґЇЄҐ"), set("ўЎ"), set("ыэъёЫЭЪЁ")
_I, _DOTTED_I = set("иИ"), set("іІ")
MOST_NAMES = 40


@dataclass(frozen=True, slots=True)
class NameForm:
    """One spelling of a name."""

    text: str
    kind: str = ""
    """ "birth" where the cell says née; empty where it says nothing."""
    put_together: bool = False
    """Made of parts of the cell; nowhere written like this."""


@lru_cache(maxsize=4096)
def names_in(cell: str) -> tuple[NameForm, ...]:
    """All names of a cell, in its order, each once."""
    found: dict[str, NameForm] = {}
    for piece in _APART.split(cell):
        for form in _spellings(piece.strip(" ,")):
            found.setdefault(form.text, form)
    return tuple(found.values())[:MOST_NAMES]


def _spellings(piece: str) -> list[NameForm]:
    if not piece:
        return []
    inside = [text.strip() for text in _BRACKETS.findall(piece)]
    main = " ".join(_BRACKETS.sub("", piece).split())
    forms = _by_comma(main)
    for text in inside:
        forms += _bracketed(piece, main, text)
    return forms


def _by_comma(name: str) -> list[NameForm]:
    """ "Юрый СIВАКАЎ, СIВАКОЎ": what follows the comma replaces the last word."""
    first, *others = [part.strip() for part in name.split(",") if part.strip()] or [""]
    forms = [NameForm(first)] if first else []
    for other in others:
        words = first.split()
        whole = len(other.split()) >= len(words) or not words
        forms.append(NameForm(other) if whole else NameForm(" ".join([*words[:-1], other]), put_together=True))
    return forms


def _bracketed(piece: str, main: str, inside: str) -> list[NameForm]:
    if not inside:
        return []
    if born := _BORN.match(inside):
        return [NameForm(inside[born.end() :], kind="birth")]
    before = piece[: piece.index("(")].split()
    head = main.split(",")[0].split()
    if len(inside.split(",")[0].split()) > 1 or not before:
        return _by_comma(inside)
    after = head[len(before) :]
    return [
        NameForm(" ".join([*before[:-1], other.strip(), *after]), put_together=True)
        for other in inside.split(",")
        if other.strip()
    ]


_RANGES = (
    ("\u0400", "\u052f", "Cyrl"),
    ("\u0590", "\u05ff", "Hebr"),
    ("\u0600", "\u06ff", "Arab"),
    ("\u10a0", "\u10ff", "Geor"),
    ("\u0530", "\u058f", "Armn"),
    ("\u4e00", "\u9fff", "Hani"),
)
_ONLY_CYRILLIC = re.compile(r"[\u0400-\u052f\W\d_]*")
_ONLY_LATIN = re.compile(r"[A-Za-zªµº\u00c0-\u024f\u1e00-\u1eff\W\d_]*")


def script_of(text: str) -> str:
    """ISO 15924 of the letters: Cyrl, Latn, Hani …; Zyyy where several or none are there."""
    return _script_of(clean(text).text)


def _script_of(mended: str) -> str:
    is_cyrillic, is_latin = _ONLY_CYRILLIC.fullmatch(mended), _ONLY_LATIN.fullmatch(mended)
    if (is_cyrillic is None) != (is_latin is None):
        return "Latn" if is_cyrillic is None else "Cyrl"
    found = {_script(char) for char in mended if char.isalpha()}
    return found.pop() if len(found) == 1 else "Zyyy"


def _script(char: str) -> str:
    if char < "\u0250" or "\u1e00" <= char <= "\u1eff":
        return "Latn"
    return next((code for low, high, code in _RANGES if low <= char <= high), "Zyyy")


def language_of(text: str) -> str | None:
    """The language, only where a letter shows it that no neighbour has: ў, or ї є ґ, or ы э ё without і."""
    mended = clean(text).text
    return _language_of(mended) if _script_of(mended) == "Cyrl" else None


def _language_of(mended: str) -> str | None:
    letters = set(mended)
    if letters & _BELARUSIAN:
        return "be"
    if letters & _UKRAINIAN:
        return "uk"
    return "ru" if letters & _I and letters & _RUSSIAN and not letters & _DOTTED_I else None


@lru_cache(maxsize=4096)
def name_fields(form: NameForm) -> dict[str, Any]:
    """The columns of a name: as written, its script, its language where certain, its parts where signs tell them."""
    mended = clean(form.text).text
    values: dict[str, Any] = {"as_written": form.text, "script": _script_of(mended)}
    if values["script"] == "Cyrl" and (language := _language_of(mended)):
        values["language"] = language
    if form.kind:
        values["kind"] = form.kind
    return values | _marked_parts(form.text)


def _marked_parts(text: str) -> dict[str, str]:
    """Surname, given name and patronymic, only where a sign tells which is which: capitals, a comma, a patronymic."""
    parts = parse(text)
    if not parts.order_known or not parts.surname or not parts.given:
        return {}
    fields = {"family": " ".join(parts.surname), "given": " ".join(parts.given), "patronymic": parts.patronymic}
    return {name: value for name, value in fields.items() if value}
