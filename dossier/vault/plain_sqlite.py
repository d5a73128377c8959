"""One SQLite file in clear, for other programs: tables with their keys, and what each table and column means.

It is not encrypted and is written only from rows that may be public. It lies here because only the vault speaks SQL.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

from dossier.vault.durable import FILE_MODE


class PlainColumn(NamedTuple):
    """A column: its name, TEXT, INTEGER or REAL, and whether it is never empty."""

    name: str
    kind: str
    required: bool


class PlainTable(NamedTuple):
    """A table with its keys; foreign keys are column -> (table, column)."""

    name: str
    columns: Sequence[PlainColumn]
    primary_key: Sequence[str]
    foreign_keys: dict[str, tuple[str, str]]


class PlainSqlite:
    """The file while it is written; the same rows give the same bytes.

    Args:
        path: A file that does not exist yet.
    """

    def __init__(self, path: Path) -> None:
        path.touch(FILE_MODE, exist_ok=False)
        self._connection = sqlite3.connect(path, isolation_level=None)
        for setting in ("journal_mode=OFF", "temp_store=MEMORY", "synchronous=OFF", "encoding='UTF-8'"):
            self._connection.execute(f"PRAGMA {setting}")
        self._connection.execute("BEGIN")
        self._connection.execute(
            "CREATE TABLE meaning (table_name TEXT NOT NULL, column_name TEXT NOT NULL, en TEXT, be TEXT, ru TEXT, "
            "PRIMARY KEY (table_name, column_name))"
        )
        self._connection.execute(
            "CREATE TABLE code (table_name TEXT NOT NULL, column_name TEXT NOT NULL, code TEXT NOT NULL, "
            "en TEXT, be TEXT, ru TEXT, uk TEXT, PRIMARY KEY (table_name, column_name, code))"
        )
        self._inserts: dict[str, str] = {}

    def add_table(self, table: PlainTable) -> None:
        """Make an empty table."""
        lines = [_column(one) for one in table.columns]
        lines += [f"PRIMARY KEY ({', '.join(_quoted(one) for one in table.primary_key)})"] if table.primary_key else []
        lines += [
            f"FOREIGN KEY ({_quoted(column)}) REFERENCES {_quoted(there)} ({_quoted(key)})"
            for column, (there, key) in table.foreign_keys.items()
        ]
        self._connection.execute(f"CREATE TABLE {_quoted(table.name)} ({', '.join(lines)})")
        marks = ", ".join("?" * len(table.columns))
        self._inserts[table.name] = f"INSERT INTO {_quoted(table.name)} VALUES ({marks})"

    def add_rows(self, table: str, rows: Iterable[Sequence[Any]]) -> None:
        """Append rows to a table that was made before."""
        self._connection.executemany(self._inserts[table], rows)

    def add_meanings(self, rows: Iterable[tuple[str, str, str, str, str]]) -> None:
        """Say what tables and columns mean: table, column (empty for the table), en, be, ru."""
        self._connection.executemany("INSERT INTO meaning VALUES (?, ?, ?, ?, ?)", rows)

    def add_codes(self, rows: Iterable[tuple[str, ...]]) -> None:
        """Say what codes mean: table, column, code, en, be, ru, uk."""
        self._connection.executemany("INSERT INTO code VALUES (?, ?, ?, ?, ?, ?, ?)", rows)

    def __enter__(self) -> "PlainSqlite":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self._connection.execute("COMMIT")
        finally:
            self._connection.close()


def _column(column: PlainColumn) -> str:
    return f"{_quoted(column.name)} {column.kind}{' NOT NULL' if column.required else ''}"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
