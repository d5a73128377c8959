"""The furniture of each page, stamped when all pages are counted: label, title, number, section, "page n of N".

Stamps are marked as artifacts of pagination (ISO 14289-1), so that a screen reader passes over them, and their font is
a subset of our own, embedded with its map to Unicode, so that they can be searched and copied.
"""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from dossier.resources import export_path

REGULAR: Final = "PT_Sans-Web-Regular.ttf"
BOLD: Final = "PT_Sans-Web-Bold.ttf"
SPARE: Final = "DejaVuSansMono.ttf"
_NAMES: Final = {REGULAR: "/DossierR", BOLD: "/DossierB", SPARE: "/DossierS"}
MM: Final = 72 / 25.4
_RED: Final = "0.478 0.122 0.122 rg"
_GREY: Final = "0.2 g"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of furniture: where it stands and how much room it has, in millimetres from the lower left corner."""

    text: str
    x_mm: float
    y_mm: float
    room_mm: float
    size: float
    align: str = "left"
    face: str = REGULAR
    colour: str = _GREY


def furniture(short: str, label: str, pack: str, section: str, page: str) -> list[Line]:
    """The lines of one A4 page: short title and label above, number of the paper, section and page below."""
    return [
        Line(short, 25, 278, 100, 8),
        Line(label, 190, 278, 62, 12, "right", BOLD, _RED),
        Line(pack, 25, 13, 84, 6.5),
        Line(section, 138, 13, 52, 7.5, "centre"),
        Line(page, 190, 13, 24, 8, "right"),
    ]


class Stamps:
    """The fonts of the furniture of one file, and its content streams.

    Args:
        pdf: The file that is assembled.
        texts: Everything that will be stamped.
    """

    def __init__(self, pdf: Any, texts: Iterable[str]) -> None:
        self._letters = sorted({letter for text in texts for letter in text} | set("…?"))
        self._pdf = pdf
        self._subsets = {face: _Subset(face, [c for c in self._letters if ord(c) in _covered(face)]) for face in _NAMES}
        self._fonts = {face: one.embedded(pdf) for face, one in self._subsets.items()}

    def add(self, page: Any, lines: Iterable[Line]) -> None:
        """Stamp one page; what it drew before must be fenced (q … Q)."""
        import pikepdf

        parts = [self._drawn(line) for line in lines if line.text]
        body = b"/Artifact <</Type /Pagination>> BDC q\n" + b"".join(parts) + b"Q EMC\n"
        page.contents_add(body)
        if "/Font" not in page.obj.Resources:
            page.obj.Resources.Font = pikepdf.Dictionary()
        for face, name in _NAMES.items():
            page.obj.Resources.Font[name] = self._fonts[face]

    def _drawn(self, line: Line) -> bytes:
        text = self._fitting(line)
        width = self._width(text, line.face) * line.size / 1000
        x = line.x_mm * MM - {"left": 0.0, "right": width, "centre": width / 2}[line.align]
        shown = b"".join(
            f"{_NAMES[face]} {line.size} Tf <{self._subsets[face].codes(run)}> Tj ".encode()
            for face, run in self._runs(text, line.face)
        )
        return f"BT {line.colour} 1 0 0 1 {x:.2f} {line.y_mm * MM:.2f} Tm ".encode() + shown + b"ET\n"

    def _fitting(self, line: Line) -> str:
        """The text, or as much of its beginning as there is room for."""
        room = line.room_mm * MM * 1000 / line.size
        if self._width(line.text, line.face) <= room:
            return line.text
        kept = line.text
        while kept and self._width(kept + "…", line.face) > room:
            kept = kept[:-1]
        return kept.rstrip() + "…"

    def _width(self, text: str, face: str) -> float:
        return sum(self._subsets[used].width(run) for used, run in self._runs(text, face))

    def _runs(self, text: str, face: str) -> list[tuple[str, str]]:
        """Pieces of a text by the face that has their letters; a letter that none has is a question mark."""
        runs: list[tuple[str, str]] = []
        for letter in text:
            used = next((one for one in (face, SPARE) if self._subsets[one].has(letter)), "")
            used, letter = (used, letter) if used else (face, "?")
            if runs and runs[-1][0] == used:
                runs[-1] = (used, runs[-1][1] + letter)
            else:
                runs.append((used, letter))
        return runs


@cache
def _covered(face: str) -> frozenset[int]:
    from fontTools.ttLib import TTFont

    with TTFont(export_path("fonts", face), lazy=True) as font:
        return frozenset(font.getBestCmap())


class _Subset:
    """A part of a typeface, with the numbers and widths of its glyphs."""

    def __init__(self, face: str, letters: list[str]) -> None:
        from fontTools import subset
        from fontTools.ttLib import TTFont

        self._name = "DSRSTP+" + face.removesuffix(".ttf").replace("_", "")
        font = TTFont(export_path("fonts", face), recalcTimestamp=False)
        options = subset.Options()
        options.notdef_outline, options.recalc_timestamp, options.layout_features = True, False, []
        options.drop_tables += ["GSUB", "GPOS", "GDEF", "DSIG", "kern", "FFTM"]
        maker = subset.Subsetter(options)
        maker.populate(text="".join(letters))
        maker.subset(font)
        stream = io.BytesIO()
        font.save(stream, reorderTables=False)
        self._data = stream.getvalue()
        self._font = TTFont(io.BytesIO(self._data))
        order, self._unit = self._font.getReverseGlyphMap(), self._font["head"].unitsPerEm
        cmap = self._font.getBestCmap() or {}
        self._glyph = {chr(code): order[name] for code, name in cmap.items()}
        self._wide = {chr(code): self._font["hmtx"][name][0] * 1000 / self._unit for code, name in cmap.items()}

    def has(self, letter: str) -> bool:
        """Whether this part has the letter."""
        return letter in self._glyph

    def codes(self, text: str) -> str:
        """The glyphs of a text as hexadecimal digits."""
        return "".join(f"{self._glyph[letter]:04x}" for letter in text)

    def width(self, text: str) -> float:
        """In thousandths of the size."""
        return float(sum(self._wide[letter] for letter in text))

    def embedded(self, pdf: Any) -> Any:
        """The font as an object of a PDF: CIDFontType2, Identity-H, with its map to Unicode."""
        from pikepdf import Array, Dictionary, Name, Stream, String

        file = Stream(pdf, self._data)
        file.Length1 = len(self._data)
        head, across = self._font["head"], self._font["hhea"]
        box = [int(one * 1000 / self._unit) for one in (head.xMin, head.yMin, head.xMax, head.yMax)]
        described = pdf.make_indirect(Dictionary(
            Type=Name.FontDescriptor, FontName=Name("/" + self._name), Flags=4, FontBBox=Array(box), ItalicAngle=0,
            Ascent=int(across.ascent * 1000 / self._unit), Descent=int(across.descent * 1000 / self._unit),
            CapHeight=700, StemV=80, FontFile2=file,
        ))  # fmt: skip
        widths = Array()
        for letter, glyph in sorted(self._glyph.items(), key=lambda pair: pair[1]):
            widths.extend([glyph, Array([round(self._wide[letter], 3)])])
        descendant = pdf.make_indirect(Dictionary(
            Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name("/" + self._name), FontDescriptor=described,
            CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
            W=widths, CIDToGIDMap=Name.Identity,
        ))  # fmt: skip
        return pdf.make_indirect(Dictionary(
            Type=Name.Font, Subtype=Name.Type0, BaseFont=Name("/" + self._name), Encoding=Name("/Identity-H"),
            DescendantFonts=Array([descendant]), ToUnicode=Stream(pdf, self._to_unicode()),
        ))  # fmt: skip

    def _to_unicode(self) -> bytes:
        pairs = sorted((glyph, letter) for letter, glyph in self._glyph.items())
        lines = [
            f"<{glyph:04x}> <{letter.encode('utf-16-be').hex()}>" for glyph, letter in pairs
        ]  # fmt: skip
        blocks = [lines[at : at + 100] for at in range(0, len(lines), 100)]
        mapped = "\n".join(f"{len(one)} beginbfchar\n" + "\n".join(one) + "\nendbfchar" for one in blocks)
        return (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
            "/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
            f"1 begincodespacerange <0000> <FFFF> endcodespacerange\n{mapped}\n"
            "endcmap CMapName currentdict /CMap defineresource pop end end"
        ).encode()
