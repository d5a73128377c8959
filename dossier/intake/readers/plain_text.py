"""CSV and TSV: letters, separator and quotation marks are found, never assumed.

Strict on purpose: a quotation mark that does not close refuses the file, since every row after it would be wrong.
Nothing is converted: "007" stays "007", and "+375…" stays a telephone number.
"""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from itertools import count, islice
from typing import BinaryIO

from dossier.errors import UnreadableInput
from dossier.intake.readers.opening import BLOCK_BYTES, LARGEST_FIELD, LONGEST_LINE, Opened

DELIMITERS = ",;\t"
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_WITH_ZEROS = ("utf-16", "utf-16-le", "utf-16-be")
_PAGES = frozenset((0, 1, 2, 3, 4, 5, 0x1E, 0x20, 0x21))
"""First bytes of Latin, Greek, Cyrillic, Hebrew letters and of the signs between them; of ASCII only blank and "!"."""
_LOOKED_AT_ROWS = 20
_MOST_ROWS = 0.5
_SEPARATOR_LINE = re.compile(r"sep=([,;\t])(?:\r\n|\r|\n)", re.IGNORECASE)
"""A first line by which spreadsheet programs are told the separator."""
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
    """UTF-8, UTF-16, or cp1251, after all of it was read: one wrong byte at the end is one too many.

    UTF-16 is known by its mark, or without one by the bytes that tell its alphabets.

    Raises:
        UnreadableInput: "import.binary", "import.encoding".
    """
    marked = next((name for mark, name in _BOMS if head.startswith(mark)), None) or _unmarked_utf_16(head)
    if marked not in _WITH_ZEROS and b"\0" in head:
        raise UnreadableInput("import.binary")
    decoders = {name: codecs.getincrementaldecoder(name)() for name in ({marked} if marked else {"utf-8", "cp1251"})}
    file.seek(0)
    while block := file.read(BLOCK_BYTES):
        _try_block(decoders, block, final=False)
    _try_block(decoders, b"", final=True)
    file.seek(0)
    if not decoders:
        raise UnreadableInput("import.encoding" if marked else "import.binary")
    found = next(name for name in (marked, "utf-8", "cp1251") if name in decoders)
    if found == "cp1251" and not reads_as_words(head.decode("cp1251", "replace")):
        raise UnreadableInput("import.encoding")
    return found


def _unmarked_utf_16(head: bytes) -> str | None:
    """UTF-16 without its mark: one byte of each pair is the page of an alphabet, and that of commas is zero."""
    for name, pages in (("utf-16-le", head[1::2]), ("utf-16-be", head[::2])):
        if 0 in pages and _PAGES.issuperset(pages):
            return name
    return None


def reads_as_words(text: str) -> bool:
    """Whether letters that were taken for cp1251 make words of Cyrillic; KOI8-R, cp866 and Latin-1 do not.

    Almost any bytes can be read as cp1251. In a wrong reading capitals stand inside words, Cyrillic stands beside Latin
    in one word, and signs stand where letters should.
    """
    high = [sign for sign in text if sign > "\x7f"]
    letters = sum("\u0400" <= sign <= "\u04ff" for sign in high)
    words = _WORDS.findall(text)
    strange = sum(bool(_STRANGE.search(word)) for word in words)
    return letters >= len(high) * _LEAST_LETTERS and strange <= len(words) * _MOST_STRANGE


_WORDS = re.compile(r"[^\W\d_]*[\u0400-\u04ff][^\W\d_]*")
_STRANGE = re.compile(r"[a-zа-яёіўґєї][A-ZА-ЯЁІЎҐЄЇ]|[A-Za-z][\u0400-\u04ff]|[\u0400-\u04ff][A-Za-z]")
_LEAST_LETTERS, _MOST_STRANGE = 0.7, 0.25


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
    told = _SEPARATOR_LINE.match(start)
    if told is not None:
        file.readline()
    reader = csv.reader(_lines(file), delimiter=told[1] if told else _delimiter(start), strict=True)
    try:
        yield from reader
    except csv.Error as problem:
        if "field larger than field limit" in str(problem):
            raise UnreadableInput("import.field", line=reader.line_num, limit=LARGEST_FIELD) from None
        raise UnreadableInput("import.quoting", line=reader.line_num) from None
    except UnicodeError:
        raise UnreadableInput("import.encoding") from None


def _lines(file: io.TextIOWrapper) -> Iterator[str]:
    """The lines, of which none may fill the memory."""
    for number in count(1):
        line = file.readline(LONGEST_LINE)
        if not line:
            return
        if len(line) == LONGEST_LINE:
            raise UnreadableInput("import.field", line=number, limit=LARGEST_FIELD)
        yield line


def _delimiter(start: str) -> str:
    """The separator that makes the first rows as wide as the header row; of several, that of the widest table.

    Where none does, because a title stands above the header, the one that makes most rows as wide as each other.
    """
    widths = {sign: _widths(start, sign) for sign in DELIMITERS}
    best = max(DELIMITERS, key=lambda sign: _fit(widths[sign], widths[sign][:1]))
    if _fit(widths[best], widths[best][:1])[0] > _MOST_ROWS:
        return best
    return max(DELIMITERS, key=lambda sign: max((_fit(widths[sign], [one]) for one in widths[sign]), default=(0.0, 0)))


def _widths(start: str, delimiter: str) -> list[int]:
    """How many cells the first rows have; the last of a text that was cut may not be whole."""
    try:
        read = csv.reader(io.StringIO(start, newline=""), delimiter=delimiter)
        widths = [len(row) for row in islice(read, _LOOKED_AT_ROWS) if any(row)]
    except csv.Error:
        return []
    return widths[:-1] if len(widths) > 1 and len(start) >= BLOCK_BYTES >> 4 else widths


def _fit(widths: list[int], wanted: list[int]) -> tuple[float, int]:
    """The share of rows that are as wide as wanted, and that width; a single column is no fit."""
    width = wanted[0] if wanted else 0
    return (widths.count(width) / len(widths), width) if width > 1 else (0.0, width)
