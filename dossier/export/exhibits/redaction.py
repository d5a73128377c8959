"""Taking out what is under a box: the page becomes pixels with the box burnt in, so that nothing is left to find.

A black box drawn over words hides nothing: the words stay in the file. So a page that has a box is drawn anew as one
picture, without its text, its pictures, its links and its earlier states; the reason stands in the box as words.
Afterwards the new file is searched for every word that was under a box, in its text and in its raw streams.
"""

import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from dossier.export.exhibits.foreign import Unreadable, add_picture_page, opened
from dossier.export.typeface import EmbeddedFace, Face

DPI: Final = 200
_LABEL_PT: Final = 7.0
_SHORTEST_WORD: Final = 3
_ENCODINGS: Final = ("utf-8", "utf-16-be", "utf-16-le", "cp1251", "koi8-r")


class Spot(NamedTuple):
    """One box, in points from the upper left corner of the page as it is seen."""

    page: int
    left: float
    top: float
    width: float
    height: float
    reason: str


@dataclass
class Found:
    """What was done, without a word of what it was."""

    page_count: int
    removed_count: int = 0
    """Different words of three letters or more that were under the boxes."""
    left_on: list[int] = field(default_factory=list)
    """Pages, counted from 1, on which such a word still stands in the open: look at them."""
    under: list[int] = field(default_factory=list)
    """Pages whose box still has words under it; empty, or the redaction failed."""


def redacted(content: bytes, spots: list[Spot], faces: dict[str, Face]) -> tuple[bytes, Found]:
    """The file with the boxes taken out, and what the search of it found.

    Args:
        content: Clean pages, without a stamp.
        spots: At least one; a box may reach beyond the page.
        faces: For the reasons.

    Raises:
        Unreadable: "no_page" where a box is on a page that is not there.
    """
    import pikepdf

    source = opened(content)
    if any(not 0 < spot.page <= len(source) for spot in spots):
        raise Unreadable("no_page")
    words = words_under(source, spots)
    with pikepdf.open(io.BytesIO(content)) as whole, pikepdf.new() as pdf:
        for number, page in enumerate(whole.pages, 1):
            mine = [spot for spot in spots if spot.page == number]
            if mine:
                _add_redrawn(pdf, source[number - 1], mine, faces["mono"])
            else:
                pdf.pages.append(page)
        pdf.remove_unreferenced_resources()
        pdf.save(out := io.BytesIO(), deterministic_id=True)
    return out.getvalue(), _searched(out.getvalue(), words, spots)


def _add_redrawn(pdf: Any, page: Any, spots: list[Spot], face: Face) -> None:
    from pikepdf import Dictionary, Stream
    from PIL import ImageDraw

    scale = DPI / 72
    picture = page.render(scale=scale).to_pil().convert("RGB")
    pen = ImageDraw.Draw(picture)
    for spot in spots:
        edges = (spot.left, spot.top, spot.left + spot.width, spot.top + spot.height)
        pen.rectangle([edge * scale for edge in edges], fill=(0, 0, 0))
    size = (page.get_width(), page.get_height())
    add_picture_page(pdf, picture, size)
    font = EmbeddedFace(pdf, face, set("".join(spot.reason for spot in spots)), "DSRRED+Mono")
    made = pdf.pages[-1]
    made.obj.Resources.Font = Dictionary(Why=font.font)
    for spot in spots:
        left, bottom = spot.left + 2, size[1] - spot.top - min(spot.height, _LABEL_PT + 3)
        words = (
            f"\nq 1 g BT /Why {_LABEL_PT:g} Tf 1 0 0 1 {left:.2f} {bottom:.2f} Tm <{font.shown(spot.reason)}> Tj ET Q"
        )
        made.contents_add(Stream(pdf, words.encode()))


def words_under(document: Any, spots: list[Spot]) -> set[str]:
    """Words of pages that have not been redacted which touch the boxes, folded, as the renderer reads them."""
    return {word for spot in spots for word in _words(text_in_box(document[spot.page - 1], spot))}


def read_again(content: bytes, words: set[str], spots: list[Spot]) -> Found:
    """What a reader finds of words that were taken out, after more words were put on the pages.

    Args:
        content: Redacted pages.
        words: As ``words_under`` has them.
        spots: What was taken out.
    """
    document = opened(content)
    found = Found(len(document), len(words))
    found.under = [
        spot.page for spot in spots if _words(text_in_box(document[spot.page - 1], spot)) - {_folded(spot.reason)}
    ]
    for number in range(1, len(document) + 1):
        if _words(document[number - 1].get_textpage().get_text_range()) & words:
            found.left_on.append(number)
    return found


def text_in_box(page: Any, spot: Spot) -> str:
    """Text in a box of the page as it is seen; the renderer wants it in the directions of the unturned page."""
    wide, high = page.get_width(), page.get_height()
    left, right = spot.left, spot.left + spot.width
    top, low = spot.top, spot.top + spot.height
    turned = {
        0: (left, high - low, right, high - top),
        90: (top, left, low, right),
        180: (wide - right, top, wide - left, low),
        270: (high - low, wide - right, high - top, wide - left),
    }
    x0, y0, _x1, _y1 = page.get_cropbox()
    one, two, three, four = turned[page.get_rotation()]
    return str(page.get_textpage().get_text_bounded(one + x0, two + y0, three + x0, four + y0))


def _words(text: str) -> set[str]:
    return {word for word in (_folded(one) for one in re.split(r"\s+", text)) if len(word) >= _SHORTEST_WORD}


def _folded(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).casefold()


def _searched(content: bytes, words: set[str], spots: list[Spot]) -> Found:
    """Read the new file as a stranger would: words of each page, and every stream and text of the file itself."""
    document = opened(content)
    found = Found(len(document), len(words))
    marked = {spot.page for spot in spots}
    reasons = {_folded(spot.reason) for spot in spots}
    for number in range(1, len(document) + 1):
        on_page = _words(document[number - 1].get_textpage().get_text_range())
        if number in marked and on_page - reasons:
            found.under.append(number)
        if number not in marked and on_page & words:
            found.left_on.append(number)
    open_words = {
        word for number in range(len(document)) for word in _words(document[number].get_textpage().get_text_range())
    }
    hidden = words - open_words
    if any(word in text for text in _raw_texts(content) for word in hidden):
        found.under.append(0)
    return found


def _raw_texts(content: bytes) -> Iterator[str]:
    """Every stream, decoded, and every string of the file, in the encodings that a name may stand in."""
    import pikepdf

    with pikepdf.open(io.BytesIO(content)) as pdf:
        for thing in pdf.objects:
            for part in _bytes_of(thing):
                yield from (_folded(part.decode(encoding, "ignore")) for encoding in _ENCODINGS)


def _bytes_of(thing: Any) -> Iterator[bytes]:
    import pikepdf

    if isinstance(thing, pikepdf.String):
        yield bytes(thing)
    if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") != pikepdf.Name.Image:
        try:
            yield thing.read_bytes()
        except pikepdf.PdfError:
            yield thing.read_raw_bytes()
    if isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
        for value in thing.values() if isinstance(thing, pikepdf.Dictionary) else ():
            if isinstance(value, pikepdf.String):
                yield bytes(value)
