"""Rows of an .xlsx or .ods workbook, read as data: no formula is computed, no macro and no link is followed."""

import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from dossier.errors import UnreadableInput

LARGEST_BYTES = 60 * 1024**2
LARGEST_UNPACKED_BYTES = 1024**3
HIGHEST_RATIO = 200
_WITH_MACROS = ("vbaproject.bin", "basic/", "scripts/")


def workbook_rows(path: Path) -> Iterator[list[str]]:
    """The rows of the one sheet that holds data, as text; a number keeps its digits, a date becomes ISO.

    Raises:
        UnreadableInput: "import.macros", "import.bomb", "import.workbook", "import.sheets", "import.binary",
            "import.too_big".
    """
    _look_inside(path)
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        with CalamineWorkbook.from_path(str(path)) as book:
            sheets = [book.get_sheet_by_name(name) for name in book.sheet_names]
            filled = [sheet for sheet in sheets if sheet.start is not None]
            if len(filled) > 1:
                raise UnreadableInput("import.sheets")
            if not filled:
                raise UnreadableInput("import.empty")
            for row in filled[0].iter_rows():
                yield [_as_text(cell) for cell in row]
    except CalamineError:
        raise UnreadableInput("import.workbook") from None


def _look_inside(path: Path) -> None:
    if path.stat().st_size > LARGEST_BYTES:
        limit = LARGEST_BYTES >> 20
        raise UnreadableInput("import.too_big", size_mb=path.stat().st_size >> 20, limit_mb=limit)
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise UnreadableInput("import.workbook") from None
    names = [part.filename.lower() for part in parts]
    if any(name.endswith(_WITH_MACROS[0]) or name.startswith(_WITH_MACROS[1:]) for name in names):
        raise UnreadableInput("import.macros")
    if "xl/workbook.xml" not in names and "content.xml" not in names:
        raise UnreadableInput("import.binary")
    unpacked, packed = sum(part.file_size for part in parts), sum(part.compress_size for part in parts)
    if unpacked > LARGEST_UNPACKED_BYTES or unpacked > max(packed, 4096) * HIGHEST_RATIO:
        raise UnreadableInput("import.bomb")


def _as_text(cell: Any) -> str:
    if isinstance(cell, str):
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
