"""CSV and TSV: letters, separator and quotation marks are found, never assumed.

Strict on purpose: a quotation mark that does not close refuses the file, since every row after it would be wrong.
Nothing is converted: "007" stays "007", and "+375…" stays a telephone number.
"""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from typing import BinaryIO

from dossier.errors import UnreadableInput
from dossier.intake.readers.opening import BLOCK_BYTES, LARGEST_FIELD, Opened

DELIMITERS = ",;\t"
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def open_text(file: BinaryIO, head: bytes) -> Opened:
    """A text with separators.

    Raises:
        UnreadableInput: "import.binary", "import.encoding"; while rows are read "import.quoting", "import.field".
    """
    encoding = encoding_of(file, head)
    rows = _rows(io.TextIOWrapper(file, encoding=encoding, newline=""), encoding)
    header = next((row for row in rows if any(row)), [])
    return Opened("csv", encoding, tuple(header), rows)


def encoding_of(file: BinaryIO, head: bytes) -> str:
    """UTF-8, UTF-16 by its mark, or cp1251, after all of it was read: one wrong byte at the end is one too many.

    Raises:
        UnreadableInput: "import.binary", "import.encoding".
    """
    marked = next((name for mark, name in _BOMS if head.startswith(mark)), None)
    if marked != "utf-16" and b"\0" in head:
        raise UnreadableInput("import.binary")
    decoders = {name: codecs.getincrementaldecoder(name)() for name in ({marked} if marked else {"utf-8", "cp1251"})}
    file.seek(0)
    while block := file.read(BLOCK_BYTES):
        _try_block(decoders, block, final=False)
    _try_block(decoders, b"", final=True)
    file.seek(0)
    if not decoders:
        raise UnreadableInput("import.encoding" if marked else "import.binary")
    return next(name for name in (marked, "utf-8", "cp1251") if name in decoders)


def _try_block(decoders: "dict[str, codecs.IncrementalDecoder]", block: bytes, *, final: bool) -> None:
    """Drop the decoders that cannot read it; control characters mean that it is no text."""
    for name in sorted(decoders, reverse=True):  # utf-8 before cp1251
        try:
            text = decoders[name].decode(block, final)
        except UnicodeError:
            del decoders[name]
            continue
        if _CONTROL.search(text):
            raise UnreadableInput("import.binary")


def _rows(file: io.TextIOWrapper, encoding: str) -> Iterator[list[str]]:
    csv.field_size_limit(LARGEST_FIELD)
    start = file.read(BLOCK_BYTES >> 4)
    file.seek(0)
    if encoding == "utf-8-sig":
        start = start.lstrip("\ufeff")
    reader = csv.reader(file, delimiter=_delimiter(start), strict=True)
    try:
        yield from reader
    except csv.Error as problem:
        if "field larger than field limit" in str(problem):
            raise UnreadableInput("import.field", line=reader.line_num, limit=LARGEST_FIELD) from None
        raise UnreadableInput("import.quoting", line=reader.line_num) from None
    except UnicodeError:
        raise UnreadableInput("import.encoding") from None


def _delimiter(start: str) -> str:
    """The separator that the header row has most of, outside of quotation marks."""
    bare = re.sub(r'"(?:[^"]|"")*"', "", start)
    first = next((line for line in bare.splitlines() if line), "")
    return max(DELIMITERS, key=first.count)
