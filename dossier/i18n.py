"""The languages of the interface: English in the code, Belarusian, Russian and Ukrainian from gettext catalogues.

``N_`` marks a text that is translated later (class attributes, tables of messages); ``_`` and ``ngettext`` translate
now, into the language last set. Stored values are codes and never pass through here.
"""

import os.path
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import gettext
    from collections.abc import Iterator

LANGUAGES = ("en", "be", "ru", "uk")

LOCALE = os.path.join(os.path.dirname(os.path.realpath(__file__)), "locale")
"""Where the catalogues lie; found without pathlib, whose import costs as much as all of this module's work."""
_chosen = "en"


def N_(message: str) -> str:  # noqa: N802
    """Mark a message for the catalogues without translating it."""
    return message


def set_language(code: str) -> None:
    """Choose the language of the whole process; an unknown one becomes English."""
    global _chosen
    _chosen = code if code in LANGUAGES else "en"


def language() -> str:
    """The language in force: "en", "be", "ru" or "uk"."""
    return _chosen


@contextmanager
def in_language(code: str) -> "Iterator[None]":
    """Speak another language for a while, for example while one document is written."""
    before = _chosen
    set_language(code)
    try:
        yield
    finally:
        set_language(before)


@cache
def _catalogue(code: str) -> "gettext.NullTranslations":
    import gettext  # not at the top: a matcher or a help text in English starts without it

    return gettext.translation("dossier", LOCALE, languages=[code], fallback=True)


def _(message: str) -> str:
    """The message in the language in force, or as it is where nobody has translated it."""
    return _catalogue(_chosen).gettext(message) if message else ""


def ngettext(singular: str, plural: str, count: int) -> str:
    """The form that fits the count in the language in force (Belarusian, Russian and Ukrainian have three)."""
    return _catalogue(_chosen).ngettext(singular, plural, count)


def in_every_language(message: str) -> tuple[str, ...]:
    """The message in all languages, for reading back what somebody typed in any of them."""
    return (message, *(_catalogue(code).gettext(message) for code in LANGUAGES if code != "en")) if message else ()
