"""The class of protection that a column has by itself."""

from typing import Any


def column_class(row: Any, name: str) -> int:
    """0 may be public, 1 personal, 2 sensitive, 3 endangering; whatever class somebody gave the record."""
    found: int = type(row).__table__.c[name].info.get("protection", 0)
    return found
