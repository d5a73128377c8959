"""The class of protection that a column has by itself."""

from typing import Any


def column_class(row: Any, name: str) -> int:
    """0 may be public, 1 personal, 2 sensitive, 3 endangering; whatever class somebody gave the record."""
    found: int = type(row).__table__.c[name].info.get("protection", 0)
    return found


def class_of_column(kind: str, name: str) -> int:
    """The same by the kind of record; 3 for a column that the table has no more, because nobody can say any longer."""
    from dossier.vault.tables import RECORDS

    table: Any = RECORDS[kind].__table__  # type: ignore[attr-defined]
    found: int = table.c[name].info.get("protection", 0) if name in table.c else 3
    return found
