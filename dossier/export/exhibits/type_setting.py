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
from dossier.export.typeface import EmbeddedFace, Face

A4: Final = (595.28, 841.89)
MARGIN_PT: Final = 56.0
TAB: Final = "    "
MOST_PAGES: Final = 2_000


class TooLong(Exception):
    """More pages than one exhibit may have."""


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
    return set_sheets(pdf, faces, [lines])


def set_sheets(pdf: Any, faces: dict[str, Face], sheets: Iterable[Iterable[Line]]) -> int:
    """Add sheets, each of which begins on a page of its own, with the fonts once in the file; returns how many pages.

    Raises:
        TooLong: one of them would be more than MOST_PAGES.
    """
    from pikepdf import Dictionary, Name, Stream

    pages = [page for lines in sheets for page in _paged(faces, lines)]
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


def typed(faces: dict[str, Face], sheets: Iterable[Iterable[Line]]) -> bytes:
    """A PDF with these sheets and nothing else; the same lines give the same bytes.

    Raises:
        TooLong: see ``set_sheets``.
    """
    import pikepdf

    with pikepdf.new() as pdf:
        set_sheets(pdf, faces, sheets)
        pdf.save(out := io.BytesIO(), deterministic_id=True)
    return out.getvalue()


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
