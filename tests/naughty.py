"""Strings that were made to do harm: for terminals, markup, databases, spreadsheets, readers of dates and people."""

import json
from pathlib import Path
from typing import Final

_LIST: Final = Path(__file__).parent / "data" / "naughty.json"
NAUGHTY: Final = tuple(row["text"] * row.get("times", 1) for row in json.loads(_LIST.read_text(encoding="ascii")))
"""Every string of the list; the long ones are written there once and repeated here."""
LONG: Final = tuple(text for text in NAUGHTY if len(text) > 2_000)
SHORT: Final = tuple(text for text in NAUGHTY if len(text) <= 2_000)
ACTING: Final = frozenset(
    {*map(chr, (*range(9), *range(11, 32), *range(0x7F, 0xA0)))} | {*"\u202e\u2066\u2067\u2068\u200b\ufeff\u2028\u2029"}
)
"""Characters that must stand on no screen: they act, reverse the reading order, or cannot be seen."""


def rotated(start: int, count: int) -> tuple[str, ...]:
    """So many strings of the list, from a place on, around its end."""
    return tuple(NAUGHTY[(start + number) % len(NAUGHTY)] for number in range(count))
