"""Our own typefaces inside a PDF: the part of a font that a file needs, embedded with its map to Unicode.

What is set in it can be searched and copied, and the same signs give the same bytes.
"""

import io
from typing import Any, Final

MISSING: Final = "\u25a1\ufffd?"
"""What stands for a sign that the font lacks: the first of these that it has."""


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
