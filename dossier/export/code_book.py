"""codes.csv: what the codes mean that stand in the lists of an export; a list with "IMPR" in it explains nothing."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple

from dossier.domain.spreadsheet_cells import disarmed
from dossier.export.csv_layouts import CsvColumn, CsvLayout
from dossier.vault.queries.vocabularies import labels_of

FILE: Final = "codes.csv"
_HEADER: Final = ("file", "column", "code", "en", "be", "ru", "uk")
_APART: Final = "|"


class Entry(NamedTuple):
    """What one code means in a column of a list."""

    file: str
    table: str
    cells: tuple[str, ...]
    """Column, code, and the words in English, Belarusian, Russian and Ukrainian."""


class CodeBook:
    """Gathers the codes of an export while its rows are written; only those that left are explained.

    Args:
        session: Of ``vault.read()``.
    """

    def __init__(self, session: Any) -> None:
        self._session = session
        self._codes: dict[tuple[str, str, str, str], set[str]] = {}

    def places_of(self, layout: CsvLayout, columns: Sequence[CsvColumn]) -> list[tuple[int, set[str]]]:
        """Where codes stand in the rows of a list, and what gathers them."""
        coded = ((at, one) for at, one in enumerate(columns) if one.codes)
        whose = layout.file, layout.table
        return [(at, self._codes.setdefault((*whose, one.name, one.codes), set())) for at, one in coded]

    def entries(self) -> Iterator[Entry]:
        """Every code with its words, in the order of its vocabulary."""
        for (file, table, column, vocabulary), cells in self._codes.items():
            for code, words in labels_of(self._session, vocabulary, _single(cells)).items():
                yield Entry(file, table, (column, code, *words))

    def content(self) -> bytes:
        """The file, for spreadsheets."""
        made = io.StringIO()
        writer = csv.writer(made, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
        writer.writerow(_HEADER)
        writer.writerows([disarmed(cell) for cell in (one.file, *one.cells)] for one in self.entries())
        return made.getvalue().encode("utf-8-sig")


def gather(places: Iterable[tuple[int, set[str]]], rows: Sequence[Sequence[Any]]) -> None:
    """Take up the codes of some rows."""
    for at, codes in places:
        codes.update(row[at] for row in rows)


def _single(cells: Iterable[str | None]) -> set[str]:
    return {code for cell in cells if cell for code in cell.split(_APART)}
