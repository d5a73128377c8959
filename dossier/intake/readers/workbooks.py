"""Rows of an .xlsx or .ods workbook, read as data: no formula is computed, no macro and no link is followed."""

import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any, BinaryIO

from dossier.errors import UnreadableInput
from dossier.intake.readers.open_document import CONTENT, rows_as_shown
from dossier.intake.readers.opening import LARGEST_FIELD, Opened
from dossier.intake.readers.shown_cells import require_shown_as_held

LARGEST_BYTES = 60 * 1024**2
LARGEST_UNPACKED_BYTES = 1024**3
HIGHEST_RATIO = 200
MOST_PARTS = 2000
_WITH_MACROS = ("vbaproject.bin", "basic/", "scripts/")
_XLSX = "xl/workbook.xml"
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError)
_OUTSIDE = re.compile(r"^/|^[a-z]:|\\|(^|/)\.\.(/|$)")


def open_workbook(file: BinaryIO, size: int) -> Opened:
    """The one sheet that holds data, as text; a number keeps its digits, a date becomes ISO.

    Raises:
        UnreadableInput: "import.macros", "import.bomb", "import.package", "import.workbook", "import.sheets",
            "import.binary", "import.too_big", "import.formula_error", "import.formula_unsaved",
            "import.shown_otherwise".
    """
    names = _look_inside(file, size)
    rows = _shown_rows(file) if CONTENT in names and _XLSX not in names else _rows(file)
    header = next((row for row in rows if any(row)), None)
    if header is None:
        raise UnreadableInput("import.empty")
    return Opened("workbook", "workbook", tuple(header), _as_wide_as(len(header), rows))


def _as_wide_as(width: int, rows: Iterator[list[str]]) -> Iterator[list[str]]:
    """Rows with the blank cells at their end, which a sheet does not keep."""
    for row in rows:
        yield row + [""] * (width - len(row)) if row else row


def _rows(file: BinaryIO) -> Iterator[list[str]]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        with CalamineWorkbook.from_filelike(file) as book:
            sheets = [book.get_sheet_by_name(name) for name in book.sheet_names]
            filled = [sheet for sheet in sheets if sheet.start is not None]
            if len(filled) > 1:
                raise UnreadableInput("import.sheets")
            if not filled:
                raise UnreadableInput("import.empty")
            for number, row in enumerate(filled[0].iter_rows(), start=1):
                yield [_as_text(cell, number) for cell in row]
    except CalamineError:
        raise UnreadableInput("import.workbook") from None


def _shown_rows(file: BinaryIO) -> Iterator[list[str]]:
    try:
        with zipfile.ZipFile(file) as archive:
            yield from rows_as_shown(archive)
    except _BROKEN:
        raise UnreadableInput("import.workbook") from None


def _look_inside(file: BinaryIO, size: int) -> set[str]:
    """The names of the parts, where nothing speaks against reading them."""
    if size > LARGEST_BYTES:
        raise UnreadableInput("import.too_big", size_mb=size >> 20, limit_mb=LARGEST_BYTES >> 20)
    try:
        with zipfile.ZipFile(file) as archive:
            _look_at_parts(archive.infolist())
            require_shown_as_held(archive)
            names = set(archive.namelist())
    except _BROKEN:
        raise UnreadableInput("import.workbook") from None
    file.seek(0)
    return names


def _look_at_parts(parts: list[zipfile.ZipInfo]) -> None:
    names = [unicodedata.normalize("NFC", part.filename).casefold() for part in parts]
    if any(name.endswith(_WITH_MACROS[0]) or name.startswith(_WITH_MACROS[1:]) for name in names):
        raise UnreadableInput("import.macros")
    if "xl/workbook.xml" not in names and "content.xml" not in names:
        raise UnreadableInput("import.binary")
    _require_harmless(parts, names)


def _require_harmless(parts: list[zipfile.ZipInfo], names: list[str]) -> None:
    """No part outside, none twice, no link, not too many, not too densely packed, none that overlaps another."""
    if len(set(names)) != len(names) or any(_OUTSIDE.search(name) for name in names) or any(map(_is_link, parts)):
        raise UnreadableInput("import.package")
    unpacked, packed = sum(part.file_size for part in parts), sum(part.compress_size for part in parts)
    starts = sorted((part.header_offset, part.compress_size) for part in parts)
    overlap = any(start + size > following for (start, size), (following, _s) in pairwise(starts))
    if (
        len(parts) > MOST_PARTS
        or overlap
        or unpacked > LARGEST_UNPACKED_BYTES
        or unpacked > max(packed, 4096) * HIGHEST_RATIO
    ):
        raise UnreadableInput("import.bomb")


def _is_link(part: zipfile.ZipInfo) -> bool:
    """Whether the part is anything but a plain file or folder, by the mode that Unix programs write."""
    return (part.external_attr >> 28) not in (0, 4, 8)


def _as_text(cell: Any, row: int) -> str:
    if isinstance(cell, str):
        if len(cell) > LARGEST_FIELD:
            raise UnreadableInput("import.field", line=row, limit=LARGEST_FIELD)
        return cell
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ")
    return (
        cell.isoformat() if isinstance(cell, (date, time)) else str(cell) if isinstance(cell, (int, timedelta)) else ""
    )
