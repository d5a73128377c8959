"""Which kind of file it is, by its content and never by its name; and the reader for that kind."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from dossier.errors import UnreadableInput

LARGEST_BYTES = 2 * 1024**3
LARGEST_FIELD = 1_000_000
"""Characters of one cell. A longer one is no cell of a list but something else."""
LONGEST_LINE = 16 * 1024**2
"""Characters of one line of a text."""
WIDEST = 500
BLOCK_BYTES = 1 << 20
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_MARKUP = re.compile(rb"\s*<(?:!doctype|\?xml|html|table|head|body|meta)", re.IGNORECASE)
"""What some programs call a workbook (.xls) is a page."""
_MAGIC = (b"%PDF", b"\x7fELF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"SQLite format 3", b"\x1f\x8b", b"7z\xbc\xaf")


@dataclass(frozen=True)
class Opened:
    """A file as a table: the kind that it was read as, its letters, its header, its rows."""

    kind: str
    """csv, json_lines, entities or workbook."""
    encoding: str
    header: tuple[str, ...]
    rows: Iterator[list[str]]


def open_file(file: BinaryIO, size: int) -> Opened:
    """Open a file as a table.

    Args:
        file: Seekable, at its start.
        size: In bytes.

    Raises:
        UnreadableInput: "import.binary", "import.empty", "import.encoding", "import.old_workbook" …
    """
    from dossier.intake.readers import json_lines, plain_text, workbooks

    if size > LARGEST_BYTES:
        raise UnreadableInput("import.too_big", size_mb=size >> 20, limit_mb=LARGEST_BYTES >> 20)
    head = file.read(BLOCK_BYTES)
    file.seek(0)
    if head.startswith(_OLE):
        raise UnreadableInput("import.old_workbook")
    if head.startswith(_ZIP):
        return checked(workbooks.open_workbook(file, size))
    if not head.strip():
        raise UnreadableInput("import.empty")
    if head.startswith(_MAGIC) or _MARKUP.match(head.removeprefix(b"\xef\xbb\xbf")):
        raise UnreadableInput("import.binary")
    if json_lines.looks_like_json(head):
        return checked(json_lines.open_lines(file))
    return checked(plain_text.open_text(file, head))


def checked(opened: Opened) -> Opened:
    """The same table with its first row trimmed; raises as ``trimmed_header``."""
    return Opened(opened.kind, opened.encoding, trimmed_header(opened.header), opened.rows)


def checked_header(cells: Iterable[str]) -> tuple[str, ...]:
    """The names of columns as ``trimmed_header``, each of another column.

    Raises:
        UnreadableInput: "import.double_header"; as ``trimmed_header``.
    """
    header = trimmed_header(cells)
    named = [name for name in header if name]
    if len(set(named)) != len(named):
        raise UnreadableInput("import.double_header")
    return header


def trimmed_header(cells: Iterable[str]) -> tuple[str, ...]:
    """A row that may be a header or a title above it, trimmed and without the blank cells at the end.

    Raises:
        UnreadableInput: "import.empty", "import.too_wide".
    """
    header = [cell.strip().lstrip("\ufeff") for cell in cells]
    while header and not header[-1]:
        header.pop()
    if not header:
        raise UnreadableInput("import.empty")
    if len(header) > WIDEST:
        raise UnreadableInput("import.too_wide", count=len(header), limit=WIDEST)
    return tuple(header)


def sha256_of(file: BinaryIO) -> str:
    """The hash of the whole file, which is left at its start."""
    digest = hashlib.sha256()
    file.seek(0)
    while block := file.read(BLOCK_BYTES):
        digest.update(block)
    file.seek(0)
    return digest.hexdigest()
