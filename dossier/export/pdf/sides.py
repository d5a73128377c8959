"""One language of a paper: its pieces, laid out, and the pages of them counted.

Everything but the first pages is laid out first; the contents come last, because they say on which page all else is.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Final

from dossier.errors import RenderProblem
from dossier.export.pdf.bundling import Part
from dossier.export.pdf.joining import Joining
from dossier.export.pdf.page import Groups, PackFacts, Piece, Writer
from dossier.export.pdf.workers import LaidOut, Workers
from dossier.i18n import in_language

if TYPE_CHECKING:
    from dossier.casework.dossier_view import DossierView

_LINKS = re.compile(r'<a href="dossier-link:([^"]*)"')
_ANCHORS = re.compile(r'\bid="([^"]+)"')
_MOST_TRIES: Final = 3
_LINES_OF_A_PAGE: Final = 45.5
_LETTERS_OF_A_LINE: Final = 100
"""Of the contents, as the style sheet has them; where they are wrong, the first pages are laid out once more."""


def sides_of(views: "Sequence[tuple[str, DossierView]]", facts: PackFacts, pool: Workers) -> "list[Side]":
    """One of each language; the others are cut into pieces where the first is."""
    sides: list[Side] = []
    for lang, view in views:
        writer = Writer(view, facts, f"{lang}-" if sides else "", is_facing=len(views) > 1)
        sides.append(Side(lang, writer, pool, sides[0].writer.groups if sides else None))
    return sides


def lay_out_all(sides: "list[Side]", parts: Sequence[Part], joining: Joining) -> int:
    """Every page, joined while others are still laid out; returns the number of pages.

    The first pages of each side come last, because they say how many there are.

    Args:
        sides: One of each language.
        parts: Exhibits behind the paper.
        joining: Takes each piece by its place among the pieces of all sides in the order of printing.
    """
    at = list[int]()
    for side in sides:
        at.append(sum(1 + len(one.body) for one in sides[: len(at)]))
        for number, laid in enumerate(side.lay_out_body(), at[-1] + 1):
            joining.add(number, laid, side.lang)
    joining.add_parts(parts)
    total = number_pages(sides, parts)
    for number, side in zip(at, sides, strict=True):
        joining.add(number, side.all[0], side.lang)
    return total


class Side:
    """The pages of one language."""

    def __init__(self, lang: str, writer: Writer, pool: Workers, groups: Groups | None) -> None:
        self.lang, self.writer, self.prefix, self._pool = lang, writer, writer.prefix, pool
        with in_language(lang):
            self._pieces = writer.body(groups)
        self.body: list[LaidOut] = []
        self._front_piece: Piece | None = None
        self._front: LaidOut | None = None

    def lay_out_body(self) -> Iterator[LaidOut]:
        """Everything whose pages have no page numbers in their words, each piece as soon as it is there."""
        known = {name for one in self._pieces for name in _ANCHORS.findall(one.html)}
        for piece in self._pieces:
            piece.html = _LINKS.sub(lambda found: found[0] if found[1] in known else "<a", piece.html)
            piece.html = self._own_places(piece.html)
        for laid in self._pool.lay_out(self._pieces):
            self.body.append(laid)
            yield laid

    def lay_out_front(self, page_of: dict[str, int], own: int, parts: Sequence[Part]) -> "_Front":
        """The cover, the note and the contents; says what became of them.

        Args:
            page_of: Anchor -> page.
            own: Pages of the paper itself.
            parts: What is behind it.
        """
        behind, at = {}, own
        for one in parts:
            behind[one.anchor] = (at + 1, one.file)
            at += one.length_pages
        with in_language(self.lang):
            self._front_piece = self.writer.front(self.writer.entries(), page_of, at, behind)
            self._front_piece.html = self._own_places(self._front_piece.html)
        [self._front] = laid = list(self._pool.lay_out([self._front_piece]))
        anchors = {name.removeprefix(self.prefix): page for name, page in laid[0].anchors.items()}
        sections = {name: page for name, page in anchors.items() if name.startswith("sec-")}
        return _Front(laid[0].pages, sections)

    def _own_places(self, html: str) -> str:
        """The places of the second language have names of their own, so that its links lead to its own pages."""
        if not self.prefix:
            return html
        return _ANCHORS.sub(rf'id="{self.prefix}\1"', _LINKS.sub(rf'<a href="dossier-link:{self.prefix}\1"', html))

    @property
    def all(self) -> list[LaidOut]:
        """Every piece in the order of printing."""
        return [*([self._front] if self._front else []), *self.body]

    @property
    def pieces(self) -> list[Piece]:
        """Every piece with its words, as ``all``."""
        return [*([self._front_piece] if self._front_piece else []), *self._pieces]

    def guessed_front(self) -> "_Front":
        """What the pages before the body will be, from the lines of the contents, before they are laid out."""
        writer = self.writer
        lists = (
            [one.title for one in writer.entries()],
            [caption for _anchor, caption in writer.figures],
            [writer.listed_as(one) for one in writer.view.exhibits],
        )
        lines = sum(1 + sum(1 + len(one) // _LETTERS_OF_A_LINE for one in listed) for listed in lists if listed)
        return _Front(2 + ceil(lines / _LINES_OF_A_PAGE), {"sec-cover": 0, "sec-transmittal": 1, "sec-toc": 2})


@dataclass(frozen=True, slots=True)
class _Front:
    """The pages before the body of one language, and the page from 0 on which each section of them begins."""

    pages: int
    anchors: dict[str, int]


def number_pages(sides: "list[Side]", parts: Sequence[Part]) -> int:
    """Lay out the contents until the numbers in them are those of the pages; returns the number of pages."""
    front = [side.guessed_front() for side in sides]
    for _try in range(_MOST_TRIES):
        places = _places(sides, front)
        pairs = zip(sides, places.page_of, strict=True)
        now = [side.lay_out_front(page_of, places.total, parts) for side, page_of in pairs]
        if now == front:
            return places.total + sum(one.length_pages for one in parts)
        front = now
    raise RenderProblem("pdf.failed", what="contents")


@dataclass(frozen=True, slots=True)
class _Places:
    page_of: list[dict[str, int]]
    total: int


def _places(sides: "list[Side]", front: list[_Front]) -> _Places:
    """The page, counted from 1, of every anchor, for front pieces of so many pages."""
    counts = [[one.pages, *(laid.pages for laid in side.body)] for side, one in zip(sides, front, strict=True)]
    starts, total = _spread(counts)
    found = []
    for at, side in enumerate(sides):
        anchors = [front[at].anchors, *(laid.anchors for laid in side.body)]
        found.append(
            {
                name.removeprefix(side.prefix): start + page * len(sides) + 1
                for start, known in zip(starts[at], anchors, strict=True)
                for name, page in known.items()
            }
        )
    return _Places(found, total)


def _spread(counts: list[list[int]]) -> tuple[list[list[int]], int]:
    """Where each piece begins: one after the other, or page by page beside the piece of the other language."""
    starts: list[list[int]] = [[] for _one in counts]
    at = 0
    for group in zip(*counts, strict=True):
        for side, _pages in enumerate(group):
            starts[side].append(at + side)
        at += max(group) * len(counts)
    return starts, at
