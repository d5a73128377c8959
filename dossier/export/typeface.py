"""Our own typefaces inside a PDF: the part of a font that a file needs, embedded with its map to Unicode.

What is set in it can be searched and copied, and the same signs give the same bytes. The cutting is HarfBuzz's, which
takes a hundredth of the time of a cut in Python; with two hundred exhibits in a bundle this is felt.
"""

import struct
from dataclasses import dataclass
from typing import Any, Final

MISSING: Final = "\u25a1\ufffd?"
"""What stands for a sign that the font lacks: the first of these that it has."""
_NOT_NEEDED: Final = (b"GSUB", b"GPOS", b"GDEF", b"DSIG", b"FFTM")
_BOX_IN_HEAD: Final = 36
"""Bytes from the beginning of the table "head" to xMin, yMin, xMax, yMax (OpenType)."""


@dataclass(frozen=True, slots=True)
class CutFace:
    """The part of a font that a file needs, in a font file of its own."""

    content: bytes
    glyphs: dict[int, int]
    """Sign -> number of its glyph."""
    widths: dict[int, float]
    """Number of a glyph -> its width in thousandths of an em."""
    box: tuple[int, int, int, int]
    """Around all glyphs, in thousandths of an em: left, bottom, right, top."""
    ascent: int
    descent: int


class Face:
    """A font read into memory: widths of its signs, and the small part of it that a document needs."""

    def __init__(self, content: bytes) -> None:
        import uharfbuzz

        self._face = uharfbuzz.Face(content)
        font = uharfbuzz.Font(self._face)
        self.signs: dict[int, int] = {sign: font.get_nominal_glyph(sign) for sign in self._face.unicodes}
        self.missing = next(one for one in MISSING if ord(one) in self.signs)
        self.widths = {sign: font.get_glyph_h_advance(glyph) / self._face.upem for sign, glyph in self.signs.items()}

    def known(self, text: str) -> str:
        """The text with a box in place of each sign that the font lacks."""
        return "".join(one if ord(one) in self.signs else self.missing for one in text)

    def width(self, text: str) -> float:
        """In ems."""
        return float(sum(self.widths.get(ord(one), 0.6) for one in text))

    def cut(self, signs: set[str]) -> CutFace:
        """A font with these signs, and the box and the blank that stand in for others; no hints, no ligatures."""
        import uharfbuzz

        wanted = uharfbuzz.SubsetInput()
        wanted.unicode_set.update(map(ord, signs | {self.missing, " "}))
        wanted.layout_feature_tag_set.clear()
        wanted.drop_table_tag_set.update(int.from_bytes(tag, "big") for tag in _NOT_NEEDED)
        wanted.flags = uharfbuzz.SubsetFlags.NO_HINTING | uharfbuzz.SubsetFlags.NOTDEF_OUTLINE
        face = uharfbuzz.subset(self._face, wanted)
        font, scale = uharfbuzz.Font(face), 1000 / face.upem
        glyphs = {sign: font.get_nominal_glyph(sign) for sign in sorted(face.unicodes)}
        widths = {glyph: font.get_glyph_h_advance(glyph) * scale for glyph in glyphs.values()}
        box = struct.unpack_from(">4h", face.reference_table("head").data, _BOX_IN_HEAD)
        lines = font.get_font_extents("ltr")
        left, bottom, right, top = (int(one * scale) for one in box)
        return CutFace(
            face.blob.data, glyphs, widths, (left, bottom, right, top), int(lines.ascender * scale),
            int(lines.descender * scale),
        )  # fmt: skip


class EmbeddedFace:
    """A face inside one PDF; ``shown`` gives the operand of a text for ``Tj``."""

    def __init__(self, pdf: Any, face: Face, signs: set[str], name: str) -> None:
        from pikepdf import Array, Dictionary, Name, Stream, String

        cut = face.cut(signs)
        self._numbers = cut.glyphs
        file = Stream(pdf, cut.content)
        file.Length1 = len(cut.content)
        base = Name(f"/{name}")
        described = Dictionary(
            Type=Name.FontDescriptor, FontName=base, Flags=4, FontBBox=Array(list(cut.box)), ItalicAngle=0,
            CapHeight=700, StemV=80, Ascent=cut.ascent, Descent=cut.descent, FontFile2=file,
        )  # fmt: skip
        in_order = [one for glyph, width in sorted(cut.widths.items()) for one in (glyph, Array([round(width, 3)]))]
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
