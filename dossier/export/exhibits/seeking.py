"""Where words stand on pages: the boxes that a redaction by words takes out.

A word is found in any case, with ё as е and і as и, over the end of a line and a hyphen there. It stands for every
word that begins with it, because names have endings, unless it is in quotation marks; the box covers the whole word.
Words that a machine recognised on a picture count as words of the page; a page without any is told, for there nothing
can be found.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

from dossier.export.exhibits.foreign import as_seen, opened

_EDGE_PT: Final = 0.6
"""Letters reach beyond the boxes that their font tells."""
_ALIKE: Final = str.maketrans({"ё": "е", "і": "и"})
_HYPHENS: Final = "\u0002\u00ad"
"""What the reader of pages gives for a hyphen at the end of a line."""
_LETTER: Final = r"[\w'’ʼ]"


class Place(NamedTuple):
    """One box, in points from the upper left corner of the page as it is seen, and the words in it."""

    page: int
    left: float
    top: float
    width: float
    height: float
    words: str
    number: int
    """Of the place on all pages: one that goes over the end of a line has a box on each."""


class _Text(NamedTuple):
    """The letters of a page as they are compared, and of each the number under which the page has it."""

    folded: str
    written: str
    numbers: list[int]


def places(content: bytes, wanted: Sequence[str]) -> tuple[list[Place], list[int]]:
    """The boxes of some words, page by page, and the pages that have no words at all.

    Args:
        content: Clean pages.
        wanted: Words or phrases as typed; in quotation marks where just these letters are meant.
    """
    patterns = [pattern for text in wanted if (pattern := _pattern(text)) is not None]
    document = opened(content)
    found: list[Place] = []
    silent: list[int] = []
    for number in range(1, len(document) + 1):
        page = document[number - 1]
        text = _text_of(page.get_textpage())
        if not text.folded.strip():
            silent.append(number)
        for begin, end in _spans(text, patterns):
            place = found[-1].number + 1 if found else 1
            found += (Place(number, *box, place) for box in _boxes(page, text, begin, end))
    return found, silent


def _pattern(text: str) -> "re.Pattern[str] | None":
    """What a typed text is found by; None where nothing is typed."""
    exact = re.fullmatch(r"\s*[\"«“„](.*)[\"»”“]\s*", text, re.DOTALL)
    words = _folded(exact[1] if exact else text).split()
    if not words:
        return None
    begun = r"\s+".join(map(re.escape, words))
    ending = rf"(?!{_LETTER})" if exact else f"{_LETTER}*"
    return re.compile(rf"(?<!{_LETTER}){begun}{ending}")


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().translate(_ALIKE)


def _text_of(page_text: Any) -> _Text:
    """Letter by letter, because the page counts characters that its text leaves out."""
    import pypdfium2.raw as pdfium

    folded, written, numbers = [], [], []
    count, at = page_text.count_chars(), 0
    while at < count:
        letter = chr(pdfium.FPDFText_GetUnicode(page_text.raw, at))
        if letter in _HYPHENS:  # and the line that ends after it
            at += 1
            while at < count and chr(pdfium.FPDFText_GetUnicode(page_text.raw, at)) in "\r\n":
                at += 1
            continue
        for one in _folded(letter):
            folded.append(one)
            written.append(letter)
            numbers.append(at)
        at += 1
    return _Text("".join(folded), "".join(written), numbers)


def _spans(text: _Text, patterns: "Sequence[re.Pattern[str]]") -> list[tuple[int, int]]:
    """From where to where; one that lies in another is part of that."""
    spans = sorted({one.span() for pattern in patterns for one in pattern.finditer(text.folded)})
    return [(a, b) for a, b in spans if not any(c <= a and b <= d and (a, b) != (c, d) for c, d in spans)]


def _boxes(page: Any, text: _Text, begin: int, end: int) -> Iterator[tuple[float, float, float, float, str]]:
    """The box of each line on which the words stand, each with all the words."""
    words = " ".join(text.written[begin:end].split())
    for left, low, right, high in _lines(page.get_textpage(), sorted(set(text.numbers[begin:end]))):
        edges = as_seen(page, left - _EDGE_PT, low - _EDGE_PT, right + _EDGE_PT, high + _EDGE_PT)
        begins, top, width, height = (round(max(edge, 0.0), 2) for edge in edges)
        yield begins, top, width, height, words


def _lines(page_text: Any, letters: Sequence[int]) -> list[tuple[float, float, float, float]]:
    """Left, lower, right, upper edge of the letters of each line, in the directions of the unturned page."""
    lines: list[list[tuple[float, float, float, float]]] = []
    for at in letters:
        box = page_text.get_charbox(at, loose=True)
        if box[2] <= box[0] and box[3] <= box[1]:  # a blank or the end of a line has none
            continue
        if lines and _goes_on(lines[-1][-1], box):
            lines[-1].append(box)
        else:
            lines.append([box])
    return [(min(b[0] for b in one), min(b[1] for b in one), max(b[2] for b in one), max(b[3] for b in one))
            for one in lines]  # fmt: skip


def _goes_on(before: tuple[float, float, float, float], box: tuple[float, float, float, float]) -> bool:
    """Whether a letter is on the line of the one before it: their boxes share a side, across or along the page."""
    across = min(before[3], box[3]) - max(before[1], box[1]) > 0 and box[0] >= before[0] - (before[2] - before[0])
    along = min(before[2], box[2]) - max(before[0], box[0]) > 0
    return across or along
