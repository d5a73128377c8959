"""Cells of an .xlsx workbook that show something else than they hold: they are named, since nobody would notice.

A spreadsheet program turns "June 2021" into the first day of June that is shown as a month, "1 June" into a day of the
present year, 007 into a 7 with zeros in front, 15 % into 0.15, and shows 4.5 as 5 where no decimals are wanted. What
the cell holds is not what somebody wrote. Source: built-in number formats and format codes of ECMA-376, part 1,
18.8.30 and 18.8.31.
"""

import re
import zipfile
from collections.abc import Iterator

from dossier.errors import UnreadableInput

_STYLES = "xl/styles.xml"
_LARGEST_STYLES = 8 << 20
_BLOCK_BYTES, _LONGEST_TAG = 1 << 20, 4096
_BUILT_IN = {9, 10, 16, 17}
"""Percentages; day and month without a year; month and year without a day."""
_BUILT_IN_DECIMALS = {1: 0, 2: 2, 3: 0, 4: 2}
_DECIMALS = re.compile(r"[#0, ]*0(?:\.(0+))?")
_SURE_DIGITS = 15
"""Of a number in a workbook; what follows is the noise of its binary form."""
_FORMAT = re.compile(rb'<numFmt\b(?=[^>]*\bnumFmtId="(\d+)")[^>]*\bformatCode="([^"]*)"')
_CELL_FORMATS = re.compile(rb"<cellXfs\b.*?</cellXfs>", re.DOTALL)
_CELL_FORMAT = re.compile(rb'<xf\b(?:(?!>)[^>]*?\bnumFmtId="(\d+)")?[^>]*>')
_REMARKS = re.compile(r'&quot;.*?&quot;|"[^"]*"|\\\\.|\[[^\]]*\]|_.|\*.')
_UNSAVED = re.compile(
    rb'<c\b(?![^>]*\st="str")[^>]*[^/>]>\s*<f\b(?:[^>]*/>|[^>]*>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>'
)
"""A cell with a formula and no value of it; the value of one whose result is an empty text is such a text."""
_PLACE = re.compile(rb'\br="([A-Z]+[0-9]+)"')


def require_shown_as_held(archive: zipfile.ZipFile) -> None:
    """Refuse a workbook with a cell that holds an error, a formula without its value, or not what it shows.

    Raises:
        UnreadableInput: "import.formula_error", "import.shown_otherwise", "import.formula_unsaved" with the first
            such cell.
    """
    hiding, decimals = _styles(archive)
    tag = re.compile(rb"<c\b(?=[^>]*\s(?:" + b"|".join([b't="e"', *map(_marked, hiding)]) + rb"))[^>]*>")
    number = re.compile(
        rb"<c\b(?=[^>]*\ss=\"(\d+)\")(?![^>]*\st=\"[^n])[^>]*>\s*(?:<f\b[^<]*(?:</f>)?\s*)?<v>([^<]*)</v>"
    )
    for name in archive.namelist():
        if name.casefold().startswith("xl/worksheets/") and name.casefold().endswith(".xml"):
            for cell in _found(archive, name, tag):
                _judge(cell[0])
            for cell in _found(archive, name, _UNSAVED):
                raise UnreadableInput("import.formula_unsaved", cell=_where(cell[0]))
            for cell in _found(archive, name, number) if decimals else ():
                _require_all_digits(cell, decimals)


def _marked(style: int) -> bytes:
    return b's="%d"' % style


def _require_all_digits(cell: "re.Match[bytes]", decimals: dict[int, int]) -> None:
    shown = decimals.get(int(cell[1]))
    try:
        held = float(f"{float(cell[2]):.{_SURE_DIGITS}g}")
    except ValueError:
        return
    if shown is not None and abs(held) < 10**_SURE_DIGITS and round(held, shown) != held:
        raise UnreadableInput("import.shown_otherwise", cell=_where(cell[0]))


def _where(cell: bytes) -> str:
    place = _PLACE.search(cell)
    return place[1].decode() if place else "?"


def _judge(cell: bytes) -> None:
    if b' t="e"' in cell:
        raise UnreadableInput("import.formula_error", cell=_where(cell))
    if not cell.endswith(b"/>") and (b" t=" not in cell or b' t="n"' in cell):
        raise UnreadableInput("import.shown_otherwise", cell=_where(cell))


def _found(archive: zipfile.ZipFile, name: str, wanted: "re.Pattern[bytes]") -> "Iterator[re.Match[bytes]]":
    """The matches in a part, read in blocks; one that lies across two is seen once at least."""
    rest = b""
    with archive.open(name) as file:
        while block := file.read(_BLOCK_BYTES):
            yield from wanted.finditer(rest + block)
            rest = block[-_LONGEST_TAG:]


def _styles(archive: zipfile.ZipFile) -> tuple[list[int], dict[int, int]]:
    """The cell formats under which a cell shows something else than it holds; and the decimals that others show."""
    if _STYLES not in archive.namelist() or archive.getinfo(_STYLES).file_size > _LARGEST_STYLES:
        return [], {}
    text = archive.read(_STYLES)
    formats = {int(number): code.decode("utf-8", "replace") for number, code in _FORMAT.findall(text)}
    hiding = _BUILT_IN | {number for number, code in formats.items() if hides(code)}
    cells = _CELL_FORMATS.search(text)
    numbers = [int(number or 0) for number in _CELL_FORMAT.findall(cells[0])] if cells else []
    shown = _BUILT_IN_DECIMALS | {
        number: places for number, code in formats.items() if (places := decimals_of(code)) is not None
    }
    decimals = {at: shown[number] for at, number in enumerate(numbers) if number in shown}
    return [at for at, number in enumerate(numbers) if number in hiding], decimals


def decimals_of(code: str) -> int | None:
    """How many decimals a format code of plain numbers shows; None for another code."""
    found = _DECIMALS.fullmatch(_plain(code))
    return len(found[1] or "") if found else None


def _plain(code: str) -> str:
    """The code for positive numbers without remarks, colours and fillers."""
    return _REMARKS.sub("", code).partition(";")[0].strip().casefold()


def hides(code: str) -> bool:
    """Whether a format code shows a date without its day or year, a percentage, or a number with zeros in front."""
    plain = _plain(code)
    if plain == "general":
        return False
    if re.fullmatch("0{2,}", plain) or "%" in plain:
        return True
    is_date = "y" in plain or "d" in plain or ("m" in plain and not set("hs") & set(plain))
    return is_date and not ("y" in plain and "d" in plain)
