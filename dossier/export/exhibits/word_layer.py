"""Words that a machine recognised, on pages that have no words of their own: searched and copied, never seen.

It runs behind the walls of the cage. ``silent_pages`` finds such pages, ``pictures_of`` draws them for the recogniser,
``with_words`` puts the words that came back where they stand on the page.
"""

import io
import math
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from dossier.domain.safe_text import safe_text
from dossier.export.exhibits.foreign import opened
from dossier.export.exhibits.redaction import Spot, text_in_box
from dossier.export.typeface import EmbeddedFace, Face

LOOK_DPI: Final = 200
MOST_LOOK_PIXELS: Final = 40_000_000
_FEW_LETTERS: Final = 3
_LETTERS_OF_A_STAMP: Final = 100
"""A scanner's or a fax's own line on a page that is a picture otherwise."""
_MOST_OF_PAGE: Final = 0.5
_IMAGE: Final = 3
"""Of pdfium: FPDF_PAGEOBJ_IMAGE."""
_BASELINE: Final = 0.22
"""Of the height of a line: how far its letters reach below the line that they stand on."""
_EDGE_PT: Final = 0.5
_MOST_WORDS: Final = 5_000
"""Of one page."""


class Seen(NamedTuple):
    """One recognised word, in points from the upper left corner of the page as it is seen."""

    text: str
    left: float
    top: float
    width: float
    height: float


def silent_pages(content: bytes) -> list[int]:
    """Pages, from 1, whose words a reader would not find: pictures with no words, or with a scanner's line alone."""
    document = opened(content)
    return [number for number in range(1, len(document) + 1) if _is_silent(document[number - 1])]


def _is_silent(page: Any) -> bool:
    letters = sum(1 for sign in page.get_textpage().get_text_range() if sign.isalnum())
    if letters < _FEW_LETTERS:
        return True
    return letters < _LETTERS_OF_A_STAMP and _picture_share(page) >= _MOST_OF_PAGE


def _picture_share(page: Any) -> float:
    """How much of a page its largest picture covers."""
    whole = page.get_width() * page.get_height()
    largest = 0.0
    for one in page.get_objects(filter=[_IMAGE], max_depth=3):
        left, bottom, right, top = one.get_bounds()
        largest = max(largest, (right - left) * (top - bottom))
    return largest / whole if whole else 0.0


def pictures_of(content: bytes, pages: Iterable[int]) -> Iterator[tuple[float, bytes]]:
    """Of each page how many pixels a point has, and a PNG of what is seen on it; no bytes where all is one tone."""
    document = opened(content)
    for number in pages:
        page = document[number - 1]
        wide, high = page.get_width(), page.get_height()
        scale = min(LOOK_DPI / 72, math.sqrt(MOST_LOOK_PIXELS / max(wide * high, 1)))
        picture = page.render(scale=scale).to_pil().convert("L")
        darkest, lightest = picture.getextrema()
        made = io.BytesIO()
        if darkest != lightest:
            picture.save(made, "PNG", compress_level=1, dpi=(LOOK_DPI, LOOK_DPI))
        yield scale, made.getvalue()


def with_words(
    content: bytes, words: Mapping[int, Sequence[Seen]], spots: Sequence[Spot], face: Face
) -> tuple[bytes, dict[int, int]]:
    """The file with the words as a layer that is not seen, and how many each page took.

    What stands in a box or on words that are there already is left out.

    Args:
        content: Clean pages, without a stamp.
        words: Page from 1 -> its words in the order of reading.
        spots: Boxes that were taken out.
        face: A face that has the letters; a sign that it lacks is left out.
    """
    import pikepdf

    document = opened(content)
    kept = {
        number: [one for one in map(_cleaned(face), found[:_MOST_WORDS]) if _has_room(document, number, one, spots)]
        for number, found in words.items()
    }
    document.close()
    kept = {number: found for number, found in kept.items() if found}
    if not kept:
        return content, {}
    with pikepdf.open(io.BytesIO(content)) as pdf:
        signs = {sign for found in kept.values() for one in found for sign in one.text}
        font = EmbeddedFace(pdf, face, signs | {" "}, "DSRSEE+Words")
        for number, found in sorted(kept.items()):
            _write(pdf, pdf.pages[number - 1], found, face, font)
        pdf.save(out := io.BytesIO(), deterministic_id=True)
    return out.getvalue(), {number: len(found) for number, found in kept.items()}


def _cleaned(face: Face) -> Any:
    def clean(one: Seen) -> Seen:
        text = unicodedata.normalize("NFC", safe_text(one.text))
        return one._replace(text="".join(sign for sign in text if ord(sign) in face.signs and sign.strip()))

    return clean


def _has_room(document: Any, number: int, one: Seen, spots: Sequence[Spot]) -> bool:
    """Whether a word has a sign, lies on its page, in no box, and on no words that are there already."""
    if not one.text or one.width <= 0 or one.height <= 0:
        return False
    if any(_touches(one, spot) for spot in spots if spot.page == number):
        return False
    page = document[number - 1]
    if not (0 <= one.left < page.get_width() and 0 <= one.top < page.get_height()):
        return False
    return not text_in_box(page, Spot(number, one.left, one.top, one.width, one.height, "")).strip()


def _touches(one: Seen, spot: Spot) -> bool:
    """With a margin: letters reach above and below the line that a recogniser sees."""
    beside, above = _EDGE_PT, one.height / 3
    across = one.left - beside < spot.left + spot.width and spot.left < one.left + one.width + beside
    along = one.top - above < spot.top + spot.height and spot.top < one.top + one.height + above
    return across and along


def _write(pdf: Any, page: Any, words: Sequence[Seen], face: Face, font: EmbeddedFace) -> None:
    from pikepdf import Stream

    from dossier.export.exhibits.stamping import free_name

    name = free_name(page.obj)
    page.obj.Resources.Font[name] = font.font
    high = _seen_height(page)
    drawn = "\n".join(_drawn(one, name, high, face, font) for one in words)
    page.contents_add(Stream(pdf, b"q\n"), prepend=True)  # what the page leaves open must not reach the words
    page.contents_add(Stream(pdf, f"\nQ q {_upright(page)} cm BT 3 Tr\n{drawn}\nET Q".encode()))


def _drawn(one: Seen, name: str, high: float, face: Face, font: EmbeddedFace) -> str:
    """A word as wide as it is on the page, with the blank that parts it from the next."""
    natural = face.width(one.text) * one.height
    stretch = 100 * one.width / natural if natural else 100.0
    below = high - one.top - one.height * (1 - _BASELINE)
    return (
        f"{name} {one.height:.2f} Tf {stretch:.2f} Tz 1 0 0 1 {one.left:.2f} {below:.2f} Tm "
        f"<{font.shown(one.text + ' ')}> Tj"
    )


def _seen_height(page: Any) -> float:
    left, bottom, right, top = (float(one) for one in page.cropbox)
    return right - left if int(page.obj.get("/Rotate", 0)) % 180 else top - bottom


def _upright(page: Any) -> str:
    """What turns the page as it is seen, from its lower left corner, into the page as it is written."""
    left, bottom, right, top = (float(one) for one in page.cropbox)
    turned = {
        0: (1, 0, 0, 1, left, bottom),
        90: (0, 1, -1, 0, right, bottom),
        180: (-1, 0, 0, -1, right, top),
        270: (0, -1, 1, 0, left, top),
    }
    return " ".join(f"{one:g}" for one in turned[int(page.obj.get("/Rotate", 0)) % 360])
