"""Words on pages without a layout library: one embedded font, lines broken at blanks, pages one after the other.

It runs behind the walls of the cage, on texts of strangers; so its cost grows with the length of the text alone, and a
sign that the font lacks becomes a box.
"""

import io
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from dossier.domain.safe_text import safe_text

A4: Final = (595.28, 841.89)
MARGIN_PT: Final = 56.0
MISSING: Final = "\u25a1\ufffd?"
"""What stands for a sign that the font lacks: the first of these that it has."""
TAB: Final = "    "
MOST_PAGES: Final = 2_000


class TooLong(Exception):
    """More pages than one exhibit may have."""


class Face:
    """A font read into memory: widths of its signs, and the small part of it that a document needs."""

    def __init__(self, content: bytes) -> None:
        from fontTools.ttLib import TTFont

        self._content = content
        font = TTFont(io.BytesIO(content), recalcTimestamp=False)
        self.signs: dict[int, str] = font.getBestCmap()
        unit = font["head"].unitsPerEm
        self.missing = next(one for one in MISSING if ord(one) in self.signs)
        self.widths = {sign: font["hmtx"][name][0] / unit for sign, name in self.signs.items()}

    def known(self, text: str) -> str:
        """The text with a box in place of each sign that the font lacks."""
        return "".join(one if ord(one) in self.signs else self.missing for one in text)

    def width(self, text: str) -> float:
        """In ems."""
        return float(sum(self.widths.get(ord(one), 0.6) for one in text))

    def subset(self, signs: set[str]) -> "tuple[bytes, dict[int, int], dict[int, float], Any]":
        """A font with these signs: its bytes, sign to glyph, glyph to width in thousandths, and the font itself."""
        from fontTools import subset
        from fontTools.ttLib import TTFont

        options = subset.Options()
        options.notdef_outline, options.recalc_timestamp, options.layout_features = True, False, []
        options.drop_tables += ["GSUB", "GPOS", "GDEF", "DSIG", "FFTM"]
        font = TTFont(io.BytesIO(self._content), recalcTimestamp=False)
        cutter = subset.Subsetter(options)
        cutter.populate(text="".join(sorted(signs | {self.missing, " "})))
        cutter.subset(font)
        font.save(out := io.BytesIO(), reorderTables=False)
        glyphs, unit = font.getReverseGlyphMap(), font["head"].unitsPerEm
        numbers = {sign: glyphs[name] for sign, name in font.getBestCmap().items()}
        widths = {glyphs[name]: font["hmtx"][name][0] * 1000 / unit for name in font.getBestCmap().values()}
        return out.getvalue(), numbers, widths, font


class EmbeddedFace:
    """A face inside one PDF; ``shown`` gives the operand of a text for ``Tj``."""

    def __init__(self, pdf: Any, face: Face, signs: set[str], name: str) -> None:
        from pikepdf import Array, Dictionary, Name, Stream, String

        content, self._numbers, widths, font = face.subset(signs)
        unit, head, hhea = font["head"].unitsPerEm, font["head"], font["hhea"]
        file = Stream(pdf, content)
        file.Length1 = len(content)
        base = Name(f"/{name}")
        box = Array([int(v * 1000 / unit) for v in (head.xMin, head.yMin, head.xMax, head.yMax)])
        described = Dictionary(
            Type=Name.FontDescriptor, FontName=base, Flags=4, FontBBox=box, ItalicAngle=0, CapHeight=700, StemV=80,
            Ascent=int(hhea.ascent * 1000 / unit), Descent=int(hhea.descent * 1000 / unit), FontFile2=file,
        )  # fmt: skip
        in_order = [one for glyph, width in sorted(widths.items()) for one in (glyph, Array([round(width, 3)]))]
        inner = Dictionary(
            Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=base, W=Array(in_order), CIDToGIDMap=Name.Identity,
            CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
            FontDescriptor=pdf.make_indirect(described),
        )  # fmt: skip
        self.font = pdf.make_indirect(
            Dictionary(
                Type=Name.Font, Subtype=Name.Type0, BaseFont=base, Encoding=Name("/Identity-H"),
                DescendantFonts=Array([pdf.make_indirect(inner)]), ToUnicode=Stream(pdf, self._to_unicode()),
            )
        )  # fmt: skip

    def _to_unicode(self) -> bytes:
        pairs = sorted((glyph, sign) for sign, glyph in self._numbers.items())
        head = (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CIDSystemInfo << /Registry (Adobe) "
            "/Ordering (UCS) /Supplement 0 >> def /CMapName /Adobe-Identity-UCS def /CMapType 2 def "
            "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        )
        for at in range(0, len(pairs), 100):
            part = pairs[at : at + 100]
            head += f"{len(part)} beginbfchar\n"
            head += "".join(f"<{glyph:04x}> <{chr(sign).encode('utf-16-be').hex()}>\n" for glyph, sign in part)
            head += "endbfchar\n"
        return (head + "endcmap CMapName currentdict /CMap defineresource pop end end").encode()

    def shown(self, text: str) -> str:
        """Hexadecimal glyph numbers."""
        return "".join(f"{self._numbers[ord(one)]:04x}" for one in text)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of words as it is asked for; it may become several on the page."""

    text: str
    face: str = "plain"
    """A key of the faces: "plain", "bold" or "mono"."""
    size_pt: float = 10.0
    space_before_pt: float = 0.0


Placed = tuple[Line, str, float]
"""A line, the part of its text, and its distance from the upper edge."""


def set_pages(pdf: Any, faces: dict[str, Face], lines: Iterable[Line]) -> int:
    """Add pages with these lines to a PDF; returns how many.

    Raises:
        TooLong: they would be more than MOST_PAGES.
    """
    from pikepdf import Dictionary, Name, Stream

    pages = list(_paged(faces, lines))
    used: dict[str, set[str]] = {}
    for line, text, _top in (one for page in pages for one in page):
        used.setdefault(line.face, set()).update(text)
    embedded = {
        key: EmbeddedFace(pdf, faces[key], signs, f"DSR{at}AA+{key}") for at, (key, signs) in enumerate(used.items())
    }
    fonts = Dictionary({f"/{key}": one.font for key, one in embedded.items()})
    for page in pages:
        words = "".join(
            f"BT /{line.face} {line.size_pt:g} Tf 1 0 0 1 {MARGIN_PT:g} {A4[1] - top:.2f} Tm "
            f"<{embedded[line.face].shown(text)}> Tj ET\n"
            for line, text, top in page
            if text
        )
        pdf.add_blank_page(page_size=A4)
        pdf.pages[-1].obj.Resources = Dictionary(Font=fonts)
        pdf.pages[-1].obj.Contents = Stream(pdf, words.encode())
        pdf.pages[-1].obj.Type = Name.Page
    return len(pages)


def _paged(faces: dict[str, Face], lines: Iterable[Line]) -> Iterator[list[Placed]]:
    page: list[Placed] = []
    top, count = MARGIN_PT, 0
    for line in lines:
        height = line.size_pt * 1.35
        top += line.space_before_pt
        for part in broken(faces[line.face], line.text, (A4[0] - 2 * MARGIN_PT) / line.size_pt):
            if top + height > A4[1] - MARGIN_PT:
                yield page
                page, top, count = [], MARGIN_PT, count + 1
                if count >= MOST_PAGES:
                    raise TooLong
            top += height
            page.append((line, part, top))
    yield page


def broken(face: Face, text: str, width_em: float) -> Iterator[str]:
    """The parts of a text that fit: broken at blanks, or in the middle of a word that is longer than a line."""
    clean = face.known(unicodedata.normalize("NFC", safe_text(text.replace("\t", TAB))))
    start = 0
    while True:
        end, used, last_blank = start, 0.0, -1
        while end < len(clean) and used <= width_em:
            used += face.widths.get(ord(clean[end]), 0.6)
            if clean[end] == " ":
                last_blank = end
            end += 1
        if used <= width_em:
            yield clean[start:]
            return
        stop = last_blank if last_blank > start else max(end - 1, start + 1)
        yield clean[start:stop]
        start = stop + (stop == last_blank)
