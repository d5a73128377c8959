"""Cells that a spreadsheet would run as a formula: how they are disarmed, and how the mark is taken off again.

A spreadsheet runs a cell that begins with = + - @; such a cell gets an apostrophe before it. A text that begins with
apostrophes and then such a sign gets one more, so that taking one off always gives back what was there. Source: OWASP,
CSV injection; full-width forms, tab, return and leading blanks are caught too.
"""

import re
from typing import Final

SIGN: Final = r"(?:[\t\r]|[\s\ufeff\x00]*[=+\-@＝＋－＠])"
"""How a cell begins that would be run."""
_ARMED: Final = re.compile(rf"'*{SIGN}")
_DISARMED: Final = re.compile(rf"''*{SIGN}")
MARK: Final = "'"


def is_armed(text: str) -> bool:
    """Whether a spreadsheet might run it, or whether it looks like a text disarmed already."""
    return _ARMED.match(text) is not None


def disarmed(text: str) -> str:
    """The text as it may stand in a file for spreadsheets."""
    return MARK + text if is_armed(text) else text


def restored(text: str) -> str:
    """The text as it was before ``disarmed``."""
    return text[1:] if _DISARMED.match(text) else text
