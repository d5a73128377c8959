"""Rows of an .ods workbook as they are shown: such a file says beside each number how its program writes it.

A date that is shown whole is read as ISO, a number that is shown with all its digits as the number; everything else as
the text on the screen: a month of which the program made the first day stays a month, 15 % stays 15 %.
Source: OpenDocument 1.3, part 3, 9.1 (tables) and 19.385 (value types).
"""

import re
import zipfile
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any, Final
from xml.parsers import expat

from dossier.errors import UnreadableInput
from dossier.intake.readers.opening import LARGEST_FIELD

CONTENT: Final = "content.xml"
WIDEST_ROW: Final = 16_384
MOST_REPEATS: Final = 10_000
"""A row with text that stands so often below itself is no list."""
_BLOCK_BYTES: Final = 1 << 18
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0 "
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 "
_CALC = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 "
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_BREAKS = {f"{_TEXT}line-break": "\n", f"{_TEXT}tab": "\t"}
_NUMBERS = ("float", "currency", "percentage")


@dataclass
class _Cell:
    attributes: dict[str, str]
    paragraphs: list[str] = field(default_factory=list)


def rows_as_shown(archive: zipfile.ZipFile) -> Iterator[list[str]]:
    """The rows of the one sheet that holds data.

    Raises:
        UnreadableInput: "import.workbook", "import.sheets", "import.formula_error", "import.formula_unsaved",
            "import.field", "import.bomb".
    """
    reader = _Reader()
    with archive.open(CONTENT) as file:
        while block := file.read(_BLOCK_BYTES):
            reader.feed(block)
            yield from reader.taken()
    reader.feed(b"", is_last=True)
    yield from reader.taken()


class _Reader:
    """Gathers rows while the parser runs."""

    def __init__(self) -> None:
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        self._parser.EntityDeclHandler = _refuse_entities
        self._parser.buffer_text = True
        self._ready: deque[list[str]] = deque()
        self._row: list[str] = []
        self._blank_cells = self._blank_rows = self._number = self._repeats = 0
        self._cell: _Cell | None = None
        self._remark = self._paragraph = 0
        self._sheet = self._filled_sheet = self._links = 0
        self._is_copy = False

    def feed(self, block: bytes, *, is_last: bool = False) -> None:
        try:
            self._parser.Parse(block, is_last)
        except expat.ExpatError:
            raise UnreadableInput("import.workbook") from None

    def taken(self) -> Iterator[list[str]]:
        while self._ready:
            yield self._ready.popleft()

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == f"{_OFFICE}annotation":
            self._remark += 1
        elif name == f"{_TABLE}table":
            self._sheet += 1
            self._is_copy = self._links > 0
            self._blank_rows = self._number = 0
        elif name == f"{_TABLE}dde-links":
            self._links += 1
        elif name == f"{_TABLE}table-source":
            self._is_copy = True  # of a sheet in another file
        elif name == f"{_TABLE}table-row":
            self._row, self._blank_cells = [], 0
            self._repeats = _count(attributes, f"{_TABLE}number-rows-repeated")
        elif name in _CELLS:
            self._cell = _Cell(attributes)
        elif self._cell is not None and not self._remark:
            self._start_text(name, attributes)

    def _start_text(self, name: str, attributes: dict[str, str]) -> None:
        assert self._cell is not None
        if name == f"{_TEXT}p":
            self._paragraph += 1
            self._cell.paragraphs.append("")
        elif name == f"{_TEXT}s":
            self._characters(" " * min(_count(attributes, f"{_TEXT}c"), LARGEST_FIELD))
        elif name in _BREAKS:
            self._characters(_BREAKS[name])

    def _characters(self, text: str) -> None:
        if self._cell is None or self._remark or not self._paragraph:
            return
        self._cell.paragraphs[-1] += text
        if len(self._cell.paragraphs[-1]) > LARGEST_FIELD:
            raise UnreadableInput("import.field", line=self._number + 1, limit=LARGEST_FIELD)

    def _end(self, name: str) -> None:
        if name == f"{_OFFICE}annotation":
            self._remark -= 1
        elif name == f"{_TEXT}p" and self._paragraph and not self._remark:
            self._paragraph -= 1
        elif name in _CELLS and self._cell is not None:
            self._end_cell(self._cell)
            self._cell = None
        elif name == f"{_TABLE}table-row":
            self._end_row()

    def _end_cell(self, cell: _Cell) -> None:
        times = _count(cell.attributes, f"{_TABLE}number-columns-repeated")
        text = _shown(cell, self._place)
        if not text:
            self._blank_cells += times
            return
        if len(self._row) + self._blank_cells + times > WIDEST_ROW:
            raise UnreadableInput("import.bomb")
        self._row += [""] * self._blank_cells + [text] * times
        self._blank_cells = 0

    @property
    def _place(self) -> str:
        """The cell by its letters and number, as the program names it."""
        at, letters = len(self._row) + self._blank_cells + 1, ""
        while at:
            at, letter = divmod(at - 1, 26)
            letters = chr(ord("A") + letter) + letters
        return f"{letters}{self._number + 1}"

    def _end_row(self) -> None:
        if not self._row or self._is_copy:
            self._blank_rows += self._repeats
            self._number += self._repeats
            return
        if self._filled_sheet not in (0, self._sheet):
            raise UnreadableInput("import.sheets")
        if self._repeats > MOST_REPEATS:
            raise UnreadableInput("import.bomb")
        is_first = not self._filled_sheet
        self._filled_sheet = self._sheet
        if not is_first:
            self._ready.extend([] for _number in range(min(self._blank_rows, MOST_REPEATS)))
        self._ready.extend([self._row] * self._repeats)
        self._number += self._repeats
        self._blank_rows = 0


def _refuse_entities(*_declared: Any) -> None:
    raise UnreadableInput("import.package")


def _count(attributes: dict[str, str], name: str) -> int:
    text = attributes.get(name, "1")
    return int(text) if text.isascii() and text.isdigit() and 0 < len(text) < 10 else 1


def _shown(cell: _Cell, place: str) -> str:
    attributes, shown = cell.attributes, "\n".join(cell.paragraphs)
    kind = attributes.get(f"{_OFFICE}value-type", "")
    if attributes.get(f"{_CALC}value-type") == "error":
        raise UnreadableInput("import.formula_error", cell=place)
    if not kind and not shown and f"{_TABLE}formula" in attributes:
        raise UnreadableInput("import.formula_unsaved", cell=place)
    if kind == "boolean":
        return attributes.get(f"{_OFFICE}boolean-value", shown)
    if kind == "date":
        return _date(attributes.get(f"{_OFFICE}date-value", ""), shown)
    if kind in _NUMBERS:
        return _number(attributes.get(f"{_OFFICE}value", ""), shown)
    return shown or attributes.get(f"{_OFFICE}string-value", "")


def _number(held: str, shown: str) -> str:
    """The number where it is shown with all its digits, else what is shown."""
    try:
        value = Decimal(held)
        is_whole = not shown or Decimal(re.sub(r"\s", "", shown).replace(",", ".")) == value
    except InvalidOperation:
        return shown
    if not is_whole or not value.is_finite() or re.match(r"0\d", shown.strip()):
        return shown
    return str(int(value)) if value == value.to_integral_value() else format(value.normalize(), "f")


def _date(held: str, shown: str) -> str:
    """The day in ISO where its day and year are shown, with the time where that is; else what is shown."""
    found = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)(?:T(\d\d:\d\d(?::\d\d)?)(?:\.\d+)?)?", held)
    if found is None:
        return shown or held
    year, _month, day = map(int, found.groups()[:3])
    if shown and not _is_whole(shown, year, day):
        return shown
    has_time = found[4] and found[4].strip("0:") and (":" in shown or not shown)
    return f"{held[:10]} {found[4]}" if has_time else held[:10]


def _is_whole(shown: str, year: int, day: int) -> bool:
    """Whether a shown date says its day and its year: three numbers, or two and a month in words."""
    numbers = [int(text) for text in re.findall(r"\d+", shown.split(":")[0])]
    has_words = any(letter.isalpha() for letter in shown)
    return day in numbers and bool({year, year % 100}.intersection(numbers)) and len(numbers) >= 3 - has_words
