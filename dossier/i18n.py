"""The languages of the interface: English in the code, Belarusian, Russian and Ukrainian from gettext catalogues.

``N_`` marks a text that is translated later (class attributes, tables of messages); ``_`` and ``ngettext`` translate
now, into the language last set. Stored values are codes and never pass through here.
"""

import os.path
from bisect import bisect_left
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache
from struct import unpack_from
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LANGUAGES = ("en", "be", "ru", "uk")

LOCALE = os.path.join(os.path.dirname(os.path.realpath(__file__)), "locale")
"""Where the catalogues lie; found without pathlib, whose import costs as much as all of this module's work."""
_chosen = "en"
_for_a_while: "ContextVar[str]" = ContextVar("_for_a_while")


def N_(message: str) -> str:  # noqa: N802
    """Mark a message for the catalogues without translating it."""
    return message


def set_language(code: str) -> None:
    """Choose the language of the whole process; an unknown one becomes English."""
    global _chosen
    _chosen = code if code in LANGUAGES else "en"


def language() -> str:
    """The language in force here: "en", "be", "ru" or "uk"."""
    return _for_a_while.get(_chosen)


@contextmanager
def in_language(code: str) -> "Iterator[None]":
    """Speak another language for a while, for example while one document is written; other threads go on in theirs."""
    before = _for_a_while.set(code if code in LANGUAGES else "en")
    try:
        yield
    finally:
        _for_a_while.reset(before)


class _Catalogue:
    """A compiled catalogue (GNU .mo), searched where it lies.

    Its messages are in the order of their bytes, and none has a context. ``gettext`` reads a catalogue whole into a
    dictionary before the first word of it can be said: 15 ms and 1 MB more for one language, 36 ms and 3 MB for all.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._order = "<" if data[:4] == _MAGIC else ">"
        self._count, self._messages, self._translations = unpack_from(f"{self._order}3I", data, 8)

    def find(self, message: str) -> str | None:
        """The translation; None where nobody has made one."""
        wanted = message.encode()
        place = bisect_left(range(self._count), wanted, key=lambda number: self._entry(self._messages, number))
        if place == self._count or self._entry(self._messages, place) != wanted:
            return None
        return self._entry(self._translations, place).decode()

    def _entry(self, table: int, number: int) -> bytes:
        length, begin = unpack_from(f"{self._order}2I", self._data, table + 8 * number)
        return self._data[begin : begin + length]


_MAGIC = b"\xde\x12\x04\x95"


@cache
def _catalogue(code: str) -> _Catalogue | None:
    """That of a language; None for English, and where it was not installed."""
    try:
        with open(os.path.join(LOCALE, code, "LC_MESSAGES", "dossier.mo"), "rb") as file:
            return _Catalogue(file.read())
    except FileNotFoundError:
        return None


@lru_cache(maxsize=2048)
def _said(code: str, message: str) -> str | None:
    catalogue = _catalogue(code)
    return catalogue.find(message) if catalogue else None


@cache
def _form_of(code: str) -> "Callable[[int], int]":
    """Which of its plural forms a language uses for a count, by the rule in its catalogue."""
    head = _said(code, "")
    if head is None:
        return lambda count: int(count != 1)
    from gettext import c2py  # not at the top: a matcher or a help text starts without it

    return c2py(head.partition("plural=")[2].partition(";")[0])


def _(message: str) -> str:
    """The message in the language in force, or as it is where nobody has translated it."""
    return (_said(language(), message) or message) if message else ""


def ngettext(singular: str, plural: str, count: int) -> str:
    """The form that fits the count in the language in force (Belarusian, Russian and Ukrainian have three)."""
    forms = (_said(language(), f"{singular}\0{plural}") or f"{singular}\0{plural}").split("\0")
    return forms[min(_form_of(language())(count), len(forms) - 1)]


def in_every_language(message: str) -> tuple[str, ...]:
    """The message in all languages, for reading back what somebody typed in any of them."""
    return (message, *(_said(code, message) or message for code in LANGUAGES if code != "en")) if message else ()
