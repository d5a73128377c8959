"""A partial date as the four columns in which every record keeps one."""

from typing import Any

from dossier.domain.dates import PartialDate
from dossier.errors import InputProblem


def date_columns(name: str, value: PartialDate | None) -> dict[str, Any]:
    """``name``, ``name_lower``, ``name_upper`` and ``name_as_written`` of a date; nothing for None."""
    if value is None:
        return {}
    return {
        name: value.stored,
        f"{name}_lower": value.lower,
        f"{name}_upper": value.upper,
        f"{name}_as_written": value.as_written,
    }


def date_words(stored: str | None, as_written: str | None, lang: str) -> str:
    """A stored date in words of a language; as written where it cannot be read."""
    if not stored:
        return as_written or ""
    try:
        return PartialDate.parse(stored).format(lang)
    except InputProblem:
        return as_written or stored
