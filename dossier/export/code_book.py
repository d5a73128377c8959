"""codes.csv: what the codes mean that stand in the lists of an export; a list with "IMPR" in it explains nothing."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any, Final

from dossier.domain.spreadsheet_cells import disarmed
from dossier.export.csv_layouts import CsvColumn, CsvLayout
from dossier.vault.queries.vocabularies import labels_of

FILE: Final = "codes.csv"
_HEADER: Final = ("file", "column", "code", "en", "be", "ru", "uk")
_APART: Final = "|"


class CodeBook:
    """Gathers the codes of an export while its rows are written; only those that left are explained.

    Args:
        session: Of ``vault.read()``.
    """

    def __init__(self, session: Any) -> None:
        self._session = session
        self._codes: dict[tuple[str, str, str], set[str]] = {}

    def places_of(self, layout: CsvLayout, columns: Sequence[CsvColumn]) -> list[tuple[int, set[str]]]:
        """Where codes stand in the rows of a list, and what gathers them."""
        coded = ((at, one) for at, one in enumerate(columns) if one.codes)
        return [(at, self._codes.setdefault((layout.file, one.name, one.codes), set())) for at, one in coded]

    def content(self) -> bytes:
        """The file, for spreadsheets: codes in the order of their list, each with its words."""
        made = io.StringIO()
        writer = csv.writer(made, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
        writer.writerow(_HEADER)
        for (file, column, vocabulary), cells in self._codes.items():
            for code, words in labels_of(self._session, vocabulary, _single(cells)).items():
                writer.writerow([disarmed(cell) for cell in (file, column, code, *words)])
        return made.getvalue().encode("utf-8-sig")


def gather(places: Iterable[tuple[int, set[str]]], rows: Sequence[Sequence[Any]]) -> None:
    """Take up the codes of some rows."""
    for at, codes in places:
        codes.update(row[at] for row in rows)


def _single(cells: Iterable[str | None]) -> set[str]:
    return {code for cell in cells if cell for code in cell.split(_APART)}
