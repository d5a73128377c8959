"""The gate between data and anything that a terminal, a log or a page shows.

A name can carry bytes that move the cursor, write the clipboard, reverse the reading order or hide a letter. This is
the only function that makes such text harmless; what is stored is never changed by being shown.
"""

import re
import unicodedata
from functools import cache
from typing import Final

from dossier.errors import Refused, add_messages
from dossier.i18n import N_

add_messages(
    {
        "field.control": N_("There is a character in this text that no database keeps. Delete it and type it again."),
    }
)

_UNKNOWN: Final = "\N{REPLACEMENT CHARACTER}"
_MOST_MARKS: Final = 4
"""Combining marks kept on one letter: honest writing needs at most four, a hostile one piles up hundreds."""

_HIDDEN: Final = (
    (0x80, 0x9F),  # C1 controls, the line break U+0085 among them
    (0x061C, 0x061C), (0x200E, 0x200F), (0x202A, 0x202E), (0x2066, 0x206F),  # directions
    (0x00AD, 0x00AD), (0x180E, 0x180E), (0x200B, 0x200B), (0x2060, 0x2065), (0xFEFF, 0xFEFF),  # no width
    (0x115F, 0x1160), (0x3164, 0x3164), (0xFFA0, 0xFFA0),  # letters that draw nothing
    (0x2028, 0x2029),  # line breaks of Unicode
    (0xD800, 0xDFFF),  # halves of surrogate pairs
    (0xFFF9, 0xFFFB), (0xE0000, 0xE007F),  # annotations and tags
)  # fmt: skip
"""First and last code point of each range that hides, reorders or acts, besides the ASCII controls."""

_NOT_STORABLE: Final = re.compile("[\x00\ud800-\udfff]")


@cache
def _marks() -> dict[int, str]:
    pictures = {code: chr(0x2400 + code) for code in range(0x20)}
    hidden = (code for first, last in _HIDDEN for code in range(first, last + 1))
    return {**pictures, 0x7F: "\N{SYMBOL FOR DELETE}", **dict.fromkeys(hidden, _UNKNOWN)}


@cache
def _acting_in_json() -> re.Pattern[str]:
    return re.compile("[\x7f" + "".join(f"{chr(first)}-{chr(last)}" for first, last in _HIDDEN) + "]")


def safe_text(text: str, *, limit: int | None = None, keep_lines: bool = False) -> str:
    """The text with every character that acts, reorders or hides replaced by a visible mark.

    Control characters become their pictures (ESC is "␛"), bidirectional and invisible ones "�", a fifth combining
    mark in a row is left out. Letters, digits, punctuation, emoji and their joiners pass unchanged.

    Args:
        text: Anything, lone surrogates included.
        limit: Longest result in characters; a longer text ends in "…".
        keep_lines: Line feeds stay line feeds (CR LF too); otherwise a line feed is a control character.
    """
    marked = "\n".join(_one_line(line) for line in text.replace("\r\n", "\n").split("\n")) if keep_lines else None
    shown = _one_line(text) if marked is None else marked
    return shown if limit is None or len(shown) <= limit else shown[: max(limit - 1, 0)] + "…"


def is_storable(text: str) -> bool:
    """Whether a database can keep this text: it holds no null character and no half of a surrogate pair."""
    return not _NOT_STORABLE.search(text)


def require_storable(text: str) -> None:
    """Nothing where a database can keep this text.

    Raises:
        Refused: "field.control".
    """
    if not is_storable(text):
        raise Refused("field.control")


def safe_json(document: str) -> str:
    r"""A JSON document that says the same and is inert on a terminal: what could act is written as ``\uXXXX``.

    Args:
        document: Valid JSON, in which such characters can only stand inside strings.
    """
    return _acting_in_json().sub(lambda found: _json_escape(ord(found[0])), document)


def _one_line(line: str) -> str:
    if line.isascii() and line.isprintable():
        return line
    return _thin_marks(line.translate(_marks()))


def _thin_marks(line: str) -> str:
    kept, run = [], 0
    for character in line:
        run = run + 1 if unicodedata.category(character) in ("Mn", "Me") else 0
        if run <= _MOST_MARKS:
            kept.append(character)
    return "".join(kept)


def _json_escape(code: int) -> str:
    if code < 0x10000:
        return f"\\u{code:04x}"
    high, low = divmod(code - 0x10000, 0x400)
    return f"\\u{0xD800 + high:04x}\\u{0xDC00 + low:04x}"
