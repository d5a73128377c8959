"""The bytes of one list: the machine's copy untouched, the spreadsheet's copy with its formulas disarmed.

A spreadsheet runs a cell that begins with = + - @; such a cell gets an apostrophe in the spreadsheet's copy and a line
in guard.csv. Source: OWASP, CSV injection; full-width forms and leading blanks are caught too.
"""

import codecs
import csv
import hashlib
import io
import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from dossier.export.policy import ReleasedRow
from dossier.vault.durable import FILE_MODE, sync_file

LINE_END = "\r\n"
_ARMED = re.compile(r"[\t\r]|[\s\ufeff\x00]*[=+\-@＝＋－＠]")
_MAY_BE_ARMED = re.compile(r'(?:\A|[,\n])"(?:[\t\r]|[\s\ufeff\x00]*[=+\-@＝＋－＠])')


class CountedFile:
    """A new file that knows its size and SHA-256, and is on the disk when it is closed."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.size_bytes = 0
        self._digest = hashlib.sha256()
        self._file = open(path, "xb", opener=_private)

    def write(self, content: bytes) -> None:
        """Append bytes."""
        self._file.write(content)
        self._digest.update(content)
        self.size_bytes += len(content)

    @property
    def sha256(self) -> str:
        """Of all that was written."""
        return self._digest.hexdigest()

    def close(self) -> None:
        """Bring it to the disk."""
        if not self._file.closed:
            self._file.flush()
            sync_file(self._file.fileno())
            self._file.close()

    def __enter__(self) -> "CountedFile":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close() if kind else self.close()


def _private(path: str, flags: int) -> int:
    import os

    return os.open(path, flags, FILE_MODE)


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


def _text(rows: Sequence[tuple[object, ...]]) -> str:
    made = io.StringIO()
    csv.writer(made, lineterminator=LINE_END, quoting=csv.QUOTE_NONNUMERIC).writerows(rows)
    return made.getvalue()


class ListWriter:
    """Writes both copies of one list.

    Args:
        name: Of the spreadsheet's copy, for guard.csv.
        header: The column names.
        machine: Gets the rows as they are.
        spreadsheet: Gets them with formulas disarmed, after a byte order mark.
        guard: Gets a line for each disarmed cell.
    """

    def __init__(
        self, name: str, header: list[str], machine: CountedFile, spreadsheet: CountedFile, guard: Guard
    ) -> None:
        self._name, self._header = name, header
        self._machine, self._spreadsheet, self._guard = machine, spreadsheet, guard
        self.row_count = 0
        head = _text([tuple(header)]).encode()
        machine.write(head)
        spreadsheet.write(codecs.BOM_UTF8 + head)

    def write(self, rows: list[ReleasedRow]) -> None:
        """Append rows that the policy has released.

        Raises:
            TypeError: something else was given: a mistake of the caller.
        """
        if not all(type(row) is ReleasedRow for row in rows):
            raise TypeError("only released rows are written")
        text = _text(rows)
        if not unicodedata.is_normalized("NFC", text):
            text = unicodedata.normalize("NFC", text)
        content = text.encode()
        self._machine.write(content)
        armed = _MAY_BE_ARMED.search(text) is not None
        self._spreadsheet.write(self._disarmed(rows) if armed else content)
        self.row_count += len(rows)

    def _disarmed(self, rows: list[ReleasedRow]) -> bytes:
        made = [
            tuple(self._cell(cell, number, at) for at, cell in enumerate(row))
            for number, row in enumerate(rows, start=self.row_count + 1)
        ]
        return unicodedata.normalize("NFC", _text(made)).encode()

    def _cell(self, cell: object, number: int, at: int) -> object:
        if not isinstance(cell, str) or not _ARMED.match(cell):
            return cell
        self._guard.note(self._name, number, self._header[at])
        return "'" + cell
