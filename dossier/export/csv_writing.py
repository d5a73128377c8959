"""The bytes of one list: the machine's copy untouched, the spreadsheet's copy with its formulas disarmed."""

import codecs
import csv
import io
import re
import unicodedata
from collections.abc import Sequence

from dossier.domain.spreadsheet_cells import SIGN, disarmed, is_armed
from dossier.export.out_folder import CountedFile
from dossier.export.policy import ReleasedRows, require_released

LINE_END = "\r\n"
_MAY_BE_ARMED = [re.compile(rf'{before}"(?=[\s\ufeff\x00\'=+\-@＝＋－＠])\'*{SIGN}') for before in (r"\A", ",", "\n")]
"""Of a first cell, one after it, one in a new row: letters that stand fast and one sign of a few are found fast."""


class Guard:
    """guard.csv: which cells of the spreadsheet copies got an apostrophe."""

    def __init__(self, file: CountedFile) -> None:
        self._file = file
        self.count = 0
        self._write([("file", "row", "column")])

    def note(self, name: str, row: int, column: str) -> None:
        """One cell; rows of data count from 1."""
        self.count += 1
        self._write([(name, row, column)])

    def _write(self, rows: list[tuple[object, ...]]) -> None:
        self._file.write(_text(rows).encode())


def _text(rows: Sequence[Sequence[object]]) -> str:
    made = io.StringIO()
    csv.writer(made, lineterminator=LINE_END, quoting=csv.QUOTE_NONNUMERIC).writerows(rows)
    return made.getvalue()


def _composed(text: str) -> str:
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


class MachineWriter:
    """Writes a list for another program: one copy, no byte order mark, no cell changed.

    Args:
        header: The column names, and under them further rows of heads, such as tags.
        file: Gets the rows.
    """

    def __init__(self, header: Sequence[Sequence[str]], file: CountedFile) -> None:
        self._file = file
        self.row_count = 0
        file.write(_text(header).encode())

    def write(self, rows: ReleasedRows) -> None:
        """Append rows that the policy has released.

        Raises:
            TypeError: something else was given: a mistake of the caller.
        """
        require_released(rows)
        self._file.write(_composed(_text(rows)).encode())
        self.row_count += len(rows)


class ListWriter:
    """Writes both copies of one list.

    Args:
        name: Of the spreadsheet's copy, for guard.csv.
        header: The column names, and under them further rows of heads, such as tags.
        machine: Gets the rows as they are.
        spreadsheet: Gets them with formulas disarmed, after a byte order mark.
        guard: Gets a line for each disarmed cell.
    """

    def __init__(
        self, name: str, header: Sequence[Sequence[str]], machine: CountedFile, spreadsheet: CountedFile, guard: Guard
    ) -> None:
        self._name, self._header = name, header[0]
        self._machine, self._spreadsheet, self._guard = machine, spreadsheet, guard
        self.row_count = 0
        head = _text(header).encode()
        machine.write(head)
        spreadsheet.write(codecs.BOM_UTF8 + head)

    def write(self, rows: ReleasedRows) -> None:
        """Append rows that the policy has released.

        Raises:
            TypeError: something else was given: a mistake of the caller.
        """
        require_released(rows)
        text = _composed(_text(rows))
        content = text.encode()
        self._machine.write(content)
        armed = any(one.search(text) for one in _MAY_BE_ARMED)
        self._spreadsheet.write(self._disarmed(rows) if armed else content)
        self.row_count += len(rows)

    def _disarmed(self, rows: ReleasedRows) -> bytes:
        made = [
            tuple(self._cell(cell, number, at) for at, cell in enumerate(row))
            for number, row in enumerate(rows, start=self.row_count + 1)
        ]
        return _composed(_text(made)).encode()

    def _cell(self, cell: object, number: int, at: int) -> object:
        if not isinstance(cell, str) or not is_armed(cell):
            return cell
        self._guard.note(self._name, number, self._header[at])
        return disarmed(cell)
