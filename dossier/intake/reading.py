"""A table as a stream of rows of text: the kind of file, its letters and its separator are found, never assumed.

Strict on purpose: a quotation mark that does not close refuses the file, since every row after it would be wrong.
Nothing is converted: "007" stays "007", and "+375…" stays a telephone number.
"""

import codecs
import csv
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dossier.errors import UnreadableInput
from dossier.intake import words

LARGEST_BYTES = 2 * 1024**3
WIDEST = 500
BLOCK_BYTES = 1 << 20
DELIMITERS = ",;\t"
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_MAGIC = (b"%PDF", b"\x7fELF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"SQLite format 3", b"\x1f\x8b", b"7z\xbc\xaf")

__all__ = ["Table", "read_table", "words"]


@dataclass(frozen=True)
class Table:
    """A header and the rows under it, each with the same number of cells or reported by its reader."""

    header: tuple[str, ...]
    rows: Iterator[list[str]]
    """Can be read once; raises UnreadableInput where the file stops being a table."""
    encoding: str
    sha256: str
    file_name: str


def read_table(path: Path) -> Table:
    """Open a file as a table.

    Raises:
        UnreadableInput: "file.missing", "file.unreadable", "import.binary", "import.empty", "import.encoding" …
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(BLOCK_BYTES)
    except FileNotFoundError:
        raise UnreadableInput("file.missing") from None
    except OSError:
        raise UnreadableInput("file.unreadable") from None
    if size > LARGEST_BYTES:
        raise UnreadableInput("import.too_big", size_mb=size >> 20, limit_mb=LARGEST_BYTES >> 20)
    if head.startswith(_OLE):
        raise UnreadableInput("import.old_workbook")
    if head.startswith(_ZIP):
        from dossier.intake.workbooks import workbook_rows

        return _table(workbook_rows(path), "workbook", _sha256(path), path.name)
    encoding, sha256 = _encoding(path, head)
    return _table(_text_rows(path, encoding), encoding, sha256, path.name)


def _table(rows: Iterator[list[str]], encoding: str, sha256: str, file_name: str) -> Table:
    header = tuple(cell.strip().lstrip("\ufeff") for cell in next((row for row in rows if any(row)), []))
    while header and not header[-1]:
        header = header[:-1]
    if not header:
        raise UnreadableInput("import.empty")
    if len(header) > WIDEST:
        raise UnreadableInput("import.too_wide", count=len(header), limit=WIDEST)
    named = [name for name in header if name]
    if len(set(named)) != len(named):
        raise UnreadableInput("import.double_header")
    return Table(header, rows, encoding, sha256, file_name)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _encoding(path: Path, head: bytes) -> tuple[str, str]:
    """The encoding and the file's hash, in one pass over all of it: one wrong byte at the end is one too many."""
    marked = next((name for mark, name in _BOMS if head.startswith(mark)), None)
    if not head.strip():
        raise UnreadableInput("import.empty")
    if head.startswith(_MAGIC) or (marked != "utf-16" and b"\0" in head):
        raise UnreadableInput("import.binary")
    digest = hashlib.sha256()
    candidates = {marked} if marked else {"utf-8", "cp1251"}
    decoders = {name: codecs.getincrementaldecoder(name)() for name in candidates}
    with path.open("rb") as file:
        while block := file.read(BLOCK_BYTES):
            digest.update(block)
            _try_block(decoders, block, final=False)
    _try_block(decoders, b"", final=True)
    if not decoders:
        raise UnreadableInput("import.encoding" if marked else "import.binary")
    return next(name for name in (marked, "utf-8", "cp1251") if name in decoders), digest.hexdigest()


def _try_block(decoders: "dict[str, codecs.IncrementalDecoder]", block: bytes, *, final: bool) -> None:
    """Drop the decoders that cannot read it; control characters mean that it is no text."""
    for name in list(decoders):
        try:
            text = decoders[name].decode(block, final)
        except UnicodeError:
            del decoders[name]
            continue
        if _CONTROL.search(text):
            raise UnreadableInput("import.binary")
        if name == "utf-8":  # what is UTF-8 is not asked further; cp1251 reads nearly anything
            break


def _text_rows(path: Path, encoding: str) -> Iterator[list[str]]:
    with path.open("r", encoding=encoding, newline="") as file:
        delimiter = _delimiter(file.read(BLOCK_BYTES >> 4))
        file.seek(0)
        reader = csv.reader(file, delimiter=delimiter, strict=True)
        try:
            yield from reader
        except csv.Error:
            raise UnreadableInput("import.quoting", line=reader.line_num) from None
        except UnicodeError:
            raise UnreadableInput("import.encoding") from None


def _delimiter(start: str) -> str:
    """The separator that the header row has most of, outside of quotation marks."""
    bare = re.sub(r'"(?:[^"]|"")*"', "", start)
    first = next((line for line in bare.splitlines() if line), "")
    return max(DELIMITERS, key=first.count)
