"""Writes one dossier: its words as HTML, the processes that lay it out, one tagged file put in place whole."""

import hashlib
import json
import os
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dossier import __version__
from dossier.errors import RenderProblem
from dossier.export.pdf.merging import Attached, Bookmark, Plan, assemble, from_top, put_in_place
from dossier.export.pdf.page import Groups, PackFacts, Piece, Writer
from dossier.export.pdf.stamping import Line, furniture
from dossier.export.pdf.workers import Cache, LaidOut, Workers
from dossier.i18n import _, in_language

if TYPE_CHECKING:
    from dossier.casework.dossier_view import DossierView

DATA_NAME: Final = "dossier.json"
_LINKS = re.compile(r'<a href="dossier-link:([^"]*)"')
_ANCHORS = re.compile(r'\bid="([^"]+)"')
_MOST_TRIES: Final = 3
_LINES_OF_A_PAGE: Final = 40
"""Of the contents."""
_TOP_PIXELS: Final = 130
"""A heading no further down begins the page."""


@dataclass(frozen=True, slots=True)
class PdfResult:
    """The file that was written."""

    path: Path
    size_bytes: int
    sha256: str
    page_count: int


def write_dossier(
    views: "DossierView | Sequence[tuple[str, DossierView]]",
    path: Path,
    *,
    profile: str,
    built_at: datetime,
    lang: str = "en",
    **more: Any,
) -> PdfResult:
    """Write a dossier as PDF/A-3a and PDF/UA-1; an existing file is not overwritten.

    Args:
        views: A view already reduced to the profile; or a language and a view, or two that face each other.
        path: Of the new file.
        profile: "sealed", "confidential" or "public"; printed on every page.
        built_at: The instant printed and written into the file; the same view and instant give the same bytes.
        lang: Language of the fixed words, where only a view is given.
        more: As of ``dossier_bytes``.

    Raises:
        RenderProblem: "file.exists", "file.unwritable", "pdf.glyph", "pdf.system", "pdf.memory", "pdf.failed",
            "pdf.timeout".
    """
    if path.exists():
        raise RenderProblem("file.exists")
    sides = views if isinstance(views, Sequence) else [(lang, views)]
    document, page_count = dossier_bytes(sides, profile=profile, built_at=built_at, **more)
    put_in_place(path, document)
    return PdfResult(path, len(document), hashlib.sha256(document).hexdigest(), page_count)


def dossier_bytes(
    views: "Sequence[tuple[str, DossierView]]",
    *,
    profile: str,
    built_at: datetime,
    pack: PackFacts | None = None,
    attached: Sequence[Attached] = (),
    cache: Cache | None = None,
    workers: int = 0,
) -> "tuple[bytes, int]":
    """A dossier and its number of pages.

    Args:
        views: The language and the view; a second pair faces it page by page.
        profile: Printed on every page.
        built_at: Printed and written into the file.
        pack: What the paper says of the pack that it lies in.
        attached: More files to attach.
        cache: Where finished pieces are kept.
        workers: Layout processes at most; as many as there are processors without it.

    Raises:
        RenderProblem: as ``write_dossier`` without those of files.
    """
    at = built_at.astimezone(UTC)
    facts = _facts(views, profile, at, pack)
    with Workers(workers or min(os.cpu_count() or 1, 4), cache) as pool:
        pool.start_one()  # the pages with the time of building are always laid out
        sides = _sides(views, facts, pool)
        for side in sides:
            side.lay_out_body()
        total = _number_pages(sides)
    lead = sides[0]
    data = Attached(DATA_NAME, facts_json(views[0][1]), "application/json", "The facts of this dossier as data", "Data")
    with in_language(lead.lang):
        document = assemble(_plan(sides, [data, *attached], at))
    return document, total


def facts_json(view: "DossierView") -> bytes:
    """The facts of a view as they are attached: sorted keys, UTF-8."""
    return json.dumps(asdict(view), ensure_ascii=False, sort_keys=True, indent=1).encode()


def pack_id(view: "DossierView", profile: str, built_at: datetime) -> str:
    """Names the state of the records that this paper shows: twelve hexadecimal digits of their hash."""
    state = json.dumps([asdict(view), profile, built_at.isoformat()], ensure_ascii=False, sort_keys=True)
    return f"{view.ref}-{hashlib.sha256(state.encode()).hexdigest()[:12]}"


def _facts(views: "Sequence[tuple[str, DossierView]]", profile: str, at: datetime, pack: PackFacts | None) -> PackFacts:
    from dossier.casework.dossier_words import LANGUAGE_NAMES, word

    first = views[0][1]
    with in_language(views[0][0]):
        languages = " · ".join(word(LANGUAGE_NAMES, lang) for lang, _view in views)
    return replace(
        pack or PackFacts("", at),
        id=pack.id if pack and pack.id else pack_id(first, profile, at),
        built_at=at,
        facts_sha256=hashlib.sha256(facts_json(first)).hexdigest(),
        languages=languages,
        program=f"dossier {__version__}",
        weasyprint=version("weasyprint"),
        pikepdf=version("pikepdf"),
    )


def _sides(views: "Sequence[tuple[str, DossierView]]", facts: PackFacts, pool: Workers) -> "list[_Side]":
    """One of each language; the others are cut into pieces where the first is."""
    sides: list[_Side] = []
    for lang, view in views:
        writer = Writer(view, facts, f"{lang}-" if sides else "", is_facing=len(views) > 1)
        sides.append(_Side(lang, writer, pool, sides[0].writer.groups if sides else None))
    return sides


class _Side:
    """The pages of one language."""

    def __init__(self, lang: str, writer: Writer, pool: Workers, groups: Groups | None) -> None:
        self.lang, self.writer, self.prefix, self._pool = lang, writer, writer.prefix, pool
        with in_language(lang):
            self._pieces = writer.body(groups)
        self.body: list[LaidOut] = []
        self._front_piece: Piece | None = None
        self.front: LaidOut | None = None

    def lay_out_body(self) -> None:
        """Everything whose pages have no page numbers in their words."""
        known = {name for one in self._pieces for name in _ANCHORS.findall(one.html)}
        for piece in self._pieces:
            piece.html = _LINKS.sub(lambda found: found[0] if found[1] in known else "<a", piece.html)
            piece.html = self._own_places(piece.html)
        self.body = self._pool.lay_out(self._pieces)

    def lay_out_front(self, page_of: dict[str, int], total: int) -> "_Front":
        """The cover, the note and the contents; says what became of them."""
        with in_language(self.lang):
            self._front_piece = self.writer.front(self.writer.entries(), page_of, total)
            self._front_piece.html = self._own_places(self._front_piece.html)
        [self.front] = self._pool.lay_out([self._front_piece])
        anchors = {name.removeprefix(self.prefix): page for name, page in self.front.anchors.items()}
        sections = {name: page for name, page in anchors.items() if name.startswith("sec-")}
        return _Front(self.front.pages, sections)

    def _own_places(self, html: str) -> str:
        """The places of the second language have names of their own, so that its links lead to its own pages."""
        if not self.prefix:
            return html
        return _ANCHORS.sub(rf'id="{self.prefix}\1"', _LINKS.sub(rf'<a href="dossier-link:{self.prefix}\1"', html))

    @property
    def all(self) -> list[LaidOut]:
        """Every piece in the order of printing."""
        return [*([self.front] if self.front else []), *self.body]

    @property
    def pieces(self) -> list[Piece]:
        """Every piece with its words, as ``all``."""
        return [*([self._front_piece] if self._front_piece else []), *self._pieces]

    def guessed_front(self) -> "_Front":
        """What the pages before the body will be, from the lines of the contents, before they are laid out."""
        writer = self.writer
        lines = sum(len(one) + 1 for one in (writer.entries(), writer.figures, writer.view.exhibits) if one)
        contents = 2 + lines // _LINES_OF_A_PAGE
        return _Front(1 + contents, {"sec-cover": 0, "sec-transmittal": 1, "sec-toc": 2})


@dataclass(frozen=True, slots=True)
class _Front:
    """The pages before the body of one language, and the page from 0 on which each section of them begins."""

    pages: int
    anchors: dict[str, int]


def _number_pages(sides: "list[_Side]") -> int:
    """Lay out the contents until the numbers in them are those of the pages; returns the number of pages."""
    front = [side.guessed_front() for side in sides]
    for _try in range(_MOST_TRIES):
        places = _places(sides, front)
        pairs = zip(sides, places.page_of, strict=True)
        now = [side.lay_out_front(page_of, places.total) for side, page_of in pairs]
        if now == front:
            return places.total
        front = now
    raise RenderProblem("pdf.failed", what="contents")


@dataclass(frozen=True, slots=True)
class _Places:
    page_of: list[dict[str, int]]
    total: int


def _places(sides: "list[_Side]", front: list[_Front]) -> _Places:
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


def _plan(sides: "list[_Side]", attached: Sequence[Attached], at: datetime) -> Plan:
    laid = [one for side in sides for one in side.all]
    pieces = [one for side in sides for one in side.pieces]
    order = _order(sides)
    sections = _running_sections(order, laid, pieces)
    lead, total = sides[0].writer, len(order)
    example = _("EXAMPLE, invented") + " · "
    short = example * lead.view.is_example + lead.view.short_title
    short += f" · {lead.view.case_number}" * bool(lead.view.case_number)
    label = f"{lead.view.tlp} · {_(lead.view.profile)}"
    foot = f"{lead.pack.id} · {lead.pack.built} · {(lead.pack.files_sha256 or lead.pack.facts_sha256)[:16]}"

    def lines(page: int) -> list[Line]:
        words = _("page {n} of {total}").format(n=page + 1, total=total)
        return furniture(short, label, foot, sections[page], words)

    return Plan(
        pieces=laid,
        order=order,
        languages=[side.lang for side in sides for _one in side.all],
        bookmarks=_bookmarks(sides[0], order),
        furniture=lines,
        link_words=_("link inside this document"),
        page_words=_("link to a page of an exhibit, in a file beside this one"),
        attached=attached,
        built_at=at,
        is_facing=len(sides) > 1,
    )


def _order(sides: "list[_Side]") -> "list[tuple[int, int] | None]":
    """The pages of the file by piece; where one language is shorter its side stays empty."""
    if len(sides) == 1:
        return [(at, page) for at, one in enumerate(sides[0].all) for page in range(one.pages)]
    shift = [0]
    for side in sides:
        shift.append(shift[-1] + len(side.all))
    order: list[tuple[int, int] | None] = []
    for at, group in enumerate(zip(*(side.all for side in sides), strict=True)):
        runs = [[(shift[side] + at, page) for page in range(one.pages)] for side, one in enumerate(group)]
        for page in range(max(len(run) for run in runs)):
            order += [run[page] if page < len(run) else None for run in runs]
    return order


def _running_sections(order: "list[tuple[int, int] | None]", laid: list[LaidOut], pieces: list[Piece]) -> list[str]:
    """The title of the section that each page begins in."""
    return ["" if where is None else _title_at(laid[where[0]], pieces[where[0]], where[1]) for where in order]


def _title_at(laid: LaidOut, piece: Piece, page: int) -> str:
    starts = [(at, y) for level, _words, at, y in laid.headings if level == 1]
    section = piece.section
    for begun, (at, y) in zip(piece.begins, starts, strict=False):
        if at < page or (at == page and y < _TOP_PIXELS):
            section = begun
    return section.label + section.title


def _bookmarks(side: _Side, order: "list[tuple[int, int] | None]") -> list[Bookmark]:
    at = {where: number for number, where in enumerate(order) if where is not None}
    found = []
    for number, laid in enumerate(side.all):
        for level, words, page, y in laid.headings:
            place = at[number, page]
            label = _("{title} [p. {page}]").format(title=" ".join(words.split()), page=place + 1)
            found.append(Bookmark(level, label, place, from_top(y)))
    return found
