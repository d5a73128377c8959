"""One SQLite file with all lists of an export, made of released rows; it opens in Datasette and in any other tool."""

from collections.abc import Iterable
from pathlib import Path
from types import TracebackType

from dossier.casework.column_meanings import meaning_of
from dossier.export.csv_layouts import CsvColumn, CsvLayout, get_csv_layout
from dossier.export.policy import ReleasedRows, require_released
from dossier.vault.plain_sqlite import PlainColumn, PlainSqlite, PlainTable

_KINDS = {"int": "INTEGER", "float": "REAL"}


class SqliteWriter:
    """The file while it is written.

    Args:
        path: A file that does not exist yet.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._database = PlainSqlite(path)
        self._tables: set[str] = set()

    def add_list(self, layout: CsvLayout, columns: list[CsvColumn]) -> None:
        """Make the table of a list, with what it and its columns mean."""
        names = {column.name for column in columns}
        keys = {
            column: (get_csv_layout(file).table, get_csv_layout(file).primary_key[0])
            for column, file in layout.foreign_keys.items()
            if column in names and get_csv_layout(file).table in self._tables
        }
        made = [PlainColumn(one.name, _KINDS.get(one.type, "TEXT"), one.required) for one in columns]
        primary = layout.primary_key if set(layout.primary_key) <= names else ()
        self._database.add_table(PlainTable(layout.table, made, primary, keys))
        self._tables.add(layout.table)
        said = [("", layout.title)] + [(name, meaning_of(layout.name, name)) for name in (one.name for one in columns)]
        self._database.add_meanings(
            (layout.table, name, words.get("en", ""), words.get("be", ""), words.get("ru", "")) for name, words in said
        )

    def write(self, layout: CsvLayout, rows: ReleasedRows) -> None:
        """Append rows that the policy has released.

        Raises:
            TypeError: something else was given: a mistake of the caller.
        """
        require_released(rows)
        self._database.add_rows(layout.table, rows)

    def add_codes(self, rows: Iterable[tuple[str, ...]]) -> None:
        """Say what the codes of its lists mean: list, column, code, and the words in four languages."""
        self._database.add_codes(rows)

    def __enter__(self) -> "SqliteWriter":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.__exit__(kind, problem, trace)
