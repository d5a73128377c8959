"""Cells of an .xlsx workbook that show something else than they hold: they are named, since nobody would notice.

A spreadsheet program turns "June 2021" into the first day of June that is shown as a month, "1 June" into a day of the
present year, and 007 into a 7 with zeros in front. What the cell holds is not what somebody wrote.
Source: built-in number formats 16 and 17 and the format codes of ECMA-376, part 1, 18.8.30 and 18.8.31.
"""

import re
import zipfile
from collections.abc import Iterator

from dossier.errors import UnreadableInput

_STYLES = "xl/styles.xml"
_LARGEST_STYLES = 8 << 20
_BLOCK_BYTES, _LONGEST_TAG = 1 << 20, 4096
_BUILT_IN = {16, 17}
"""Day and month without a year; month and year without a day."""
_FORMAT = re.compile(rb'<numFmt\b(?=[^>]*\bnumFmtId="(\d+)")[^>]*\bformatCode="([^"]*)"')
_CELL_FORMATS = re.compile(rb"<cellXfs\b.*?</cellXfs>", re.DOTALL)
_CELL_FORMAT = re.compile(rb'<xf\b(?:(?!>)[^>]*?\bnumFmtId="(\d+)")?[^>]*>')
_REMARKS = re.compile(r'&quot;.*?&quot;|"[^"]*"|\\\\.|\[[^\]]*\]|_.|\*.')
_PLACE = re.compile(rb'\br="([A-Z]+[0-9]+)"')


def require_shown_as_held(archive: zipfile.ZipFile) -> None:
    """Refuse a workbook with a cell that holds an error, or shows something else than it holds.

    Raises:
        UnreadableInput: "import.formula_error", "import.shown_otherwise" with the first such cell.
    """
    wanted = [b't="e"', *(b's="%d"' % style for style in _styles(archive))]
    tag = re.compile(rb"<c\b(?=[^>]*\s(?:" + b"|".join(wanted) + rb"))[^>]*>")
    for name in archive.namelist():
        if name.casefold().startswith("xl/worksheets/") and name.casefold().endswith(".xml"):
            for cell in _tags(archive, name, tag):
                _judge(cell)


def _judge(cell: bytes) -> None:
    place = _PLACE.search(cell)
    where = place[1].decode() if place else "?"
    if b' t="e"' in cell:
        raise UnreadableInput("import.formula_error", cell=where)
    if not cell.endswith(b"/>") and (b" t=" not in cell or b' t="n"' in cell):
        raise UnreadableInput("import.shown_otherwise", cell=where)


def _tags(archive: zipfile.ZipFile, name: str, tag: "re.Pattern[bytes]") -> Iterator[bytes]:
    """The matching tags of a part, read in blocks; a tag that lies across two is seen once at least."""
    rest = b""
    with archive.open(name) as file:
        while block := file.read(_BLOCK_BYTES):
            yield from (found[0] for found in tag.finditer(rest + block))
            rest = block[-_LONGEST_TAG:]


def _styles(archive: zipfile.ZipFile) -> list[int]:
    """The numbers of the cell formats under which a cell shows something else than it holds."""
    if _STYLES not in archive.namelist() or archive.getinfo(_STYLES).file_size > _LARGEST_STYLES:
        return []
    text = archive.read(_STYLES)
    formats = {int(number): code.decode("utf-8", "replace") for number, code in _FORMAT.findall(text)}
    hiding = _BUILT_IN | {number for number, code in formats.items() if hides(code)}
    cells = _CELL_FORMATS.search(text)
    numbers = [int(number or 0) for number in _CELL_FORMAT.findall(cells[0])] if cells else []
    return [at for at, number in enumerate(numbers) if number in hiding]


def hides(code: str) -> bool:
    """Whether a format code shows a date without its day or year, or a whole number with zeros in front."""
    plain = _REMARKS.sub("", code).partition(";")[0].strip().casefold()
    if plain == "general":
        return False
    if re.fullmatch("0{2,}", plain):
        return True
    is_date = "y" in plain or "d" in plain or ("m" in plain and not set("hs") & set(plain))
    return is_date and not ("y" in plain and "d" in plain)
