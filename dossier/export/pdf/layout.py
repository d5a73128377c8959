"""Lays out one piece of a dossier with WeasyPrint: the look and the fonts are read once, the pieces are many.

Runs inside the layout processes (see ``child``). The pieces are the program's own templates, which are well-formed
XML: Python's XML reader takes a twentieth of the time that one for any HTML takes.
"""

import logging
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree

from dossier.resources import export_path

_FONT_NAMES: Final = re.compile(r"[A-Za-z0-9_-]+\.ttf")
_NO_GLYPH: Final = re.compile(r"U\+[0-9A-F]{4,6}|\\u[0-9a-f]{4}|\\U[0-9a-f]{8}")
_LONG_WORD: Final = re.compile(r"[^ \n]{301,}")
"""No name, hash or number is so long. Laying one out takes a time that grows with the square of its length."""
_PART_LETTERS: Final = 8
"""A narrow column holds two parts."""
_MAY_BREAK: Final = "\N{ZERO WIDTH SPACE}"
"""Draws nothing, and is none of the letters that are read back from a PDF."""
_FORM: Final = {"pdf_variant": "pdf/a-3a", "pdf_tags": True}
_SPECIMEN: Final = """<html lang="en"><head><title>x</title></head><body><h2 id="a">A</h2>
<p class="n"><span class="no">1</span>a<a href="dossier-link:a">a</a><span class="fn">a</span></p>
<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>a</td></tr></tbody></table>
<figure><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="9mm" height="9mm"><title>a</title>
<rect x="1" y="1" width="2" height="2"/><text x="1" y="8" font-size="8" font-family="PT Sans">1</text></svg></figure>
</body></html>"""
"""Of everything that a piece may draw, one."""


class GlyphMissing(Exception):
    """A character that none of the bundled fonts has."""


class LayoutMissing(Exception):
    """The library that lays out text cannot be loaded."""


@dataclass(frozen=True, slots=True)
class Look:
    """The style sheet and the fonts, read and ready."""

    fonts: Any
    sheet: Any


def look_files() -> list[Path]:
    """What the look of a piece comes from, besides its words: the style sheet and every bundled font."""
    return [export_path("dossier", "dossier.css"), *sorted(export_path("fonts").glob("*.ttf"))]


def read_look() -> Look:
    """Load the libraries, the style sheet and the fonts, and lay out a specimen.

    What the libraries find out at their first piece (types, fonts, tables of letters) is then there for every process
    that splits off.

    Raises:
        LayoutMissing: Pango is not there.
    """
    try:
        from weasyprint import CSS
        from weasyprint.text.fonts import FontConfiguration
    except OSError:
        raise LayoutMissing from None
    fonts = FontConfiguration()
    text = export_path("dossier", "dossier.css").read_text(encoding="utf-8")
    sheet = CSS(string=text, base_url="dossier:", url_fetcher=_fetcher(), font_config=fonts)
    look = Look(fonts, sheet)
    lay_out("specimen", _SPECIMEN, look)
    return look


def lay_out(key: str, words: str, look: Look) -> tuple[bytes, dict[str, Any]]:
    """One piece as PDF, and what the assembling needs to know of it: pages, anchors and headings with their places.

    Args:
        key: Name of the piece; put before the names of its header cells.
        words: The piece, well-formed.
        look: Of ``read_look``.

    Raises:
        GlyphMissing: with the code point of the character.
    """
    from dossier.export.pdf.marks import declare_accessible, finisher

    with _missing_glyphs() as missing:
        document = _read(words).render(font_config=look.fonts, stylesheets=[look.sheet], **_FORM)
        declare_accessible(document)
        written: bytes = document.write_pdf(
            finisher=finisher(key), pdf_identifier=b"dossier", uncompressed_pdf=True, **_FORM
        )
    if missing:
        raise GlyphMissing(_code_point(missing[0]))
    return written, _places(document)


def _read(words: str) -> Any:
    """A piece as WeasyPrint takes it, which would read it as any HTML of the world."""
    import cssselect2
    from weasyprint import HTML

    class Piece(HTML):  # type: ignore[misc]
        """What the constructor of HTML sets, from a tree that is read already."""

        def __init__(self, tree: ElementTree.Element) -> None:
            self.base_url, self.url_fetcher, self.media_type = "dossier:", _fetcher(), "print"
            self.wrapper_element = cssselect2.ElementWrapper.from_html_root(tree, content_language=None)
            self.etree_element = self.wrapper_element.etree_element

    return Piece(breakable(ElementTree.fromstring(words)))


def breakable(tree: ElementTree.Element) -> ElementTree.Element:
    """The same with places where a line may end in the midst of a very long word, which else runs off the page."""
    for one in tree.iter():
        if not one.tag.startswith("{"):  # words in a drawing have no lines
            one.text = one.text and _LONG_WORD.sub(_in_parts, one.text)
            one.tail = one.tail and _LONG_WORD.sub(_in_parts, one.tail)
    return tree


def _in_parts(word: re.Match[str]) -> str:
    written: list[str] = []
    size = 0
    for letter in word[0]:
        if size >= _PART_LETTERS and unicodedata.category(letter)[0] not in "MC":  # which belong to the one before
            written.append(_MAY_BREAK)
            size = 0
        written.append(letter)
        size += 1
    return "".join(written)


def _places(document: Any) -> dict[str, Any]:
    return {
        "pages": len(document.pages),
        "anchors": {name: at for at, one in enumerate(document.pages) for name in one.anchors},
        "headings": [
            [level, label, at, round(y, 1)]
            for at, one in enumerate(document.pages)
            for level, label, (_x, y), _state in one.bookmarks
        ],
    }


@contextmanager
def _missing_glyphs() -> Iterator[list[str]]:
    """What WeasyPrint warns of signs that no font has; they would break PDF/A."""
    found: list[str] = []

    class Findings(logging.Handler):
        """Keeps the warnings that count."""

        def emit(self, record: logging.LogRecord) -> None:
            text = record.getMessage()
            if "glyph" in text.lower() or "notdef" in text.lower():
                found.append(text)

    log = logging.getLogger("weasyprint")
    log.handlers, log.propagate = [Findings(logging.WARNING)], False
    yield found


def _code_point(warning: str) -> str:
    found = _NO_GLYPH.search(warning)
    last = next((c for c in reversed(warning) if ord(c) > 0x2000), "")
    return found[0] if found else f"U+{ord(last):04X}" if last else "?"


def _fetcher() -> Any:
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class OnlyFonts(URLFetcher):  # type: ignore[misc]
        """Serves ``dossier:fonts/NAME.ttf``; everything else ends the rendering."""

        def __init__(self) -> None:
            super().__init__(allowed_protocols=["dossier"], allow_redirects=False)

        def fetch(self, url: str, headers: Any = None) -> Any:
            name = url.removeprefix("dossier:fonts/")
            if url.startswith("dossier:fonts/") and _FONT_NAMES.fullmatch(name):
                data = export_path("fonts", name).read_bytes()
                return URLFetcherResponse(url, data, {"Content-Type": "font/ttf"})
            raise FatalURLFetchingError("refused")

    return OnlyFonts()
