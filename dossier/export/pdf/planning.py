"""How the pieces of a paper become one file: the order of its pages, their furniture, the bookmarks."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from dossier.export.pdf.bundling import Part
from dossier.export.pdf.merging import A4_POINTS, Attached, Bookmark, Plan, from_top
from dossier.export.pdf.page import Piece
from dossier.export.pdf.sides import Side
from dossier.export.pdf.stamping import Line, furniture
from dossier.export.pdf.workers import LaidOut
from dossier.i18n import _, in_language

_TOP_PIXELS: Final = 130
"""A heading no further down begins the page."""


def plan_of(sides: list[Side], attached: Sequence[Attached], at: datetime, parts: Sequence[Part] = ()) -> Plan:
    """The plan of a paper whose pieces are laid out.

    Args:
        sides: One of each language; the words of the file as a whole are in that of the first.
        attached: Files inside the file.
        at: The instant of building.
        parts: Exhibits behind the paper.
    """
    laid = [one for side in sides for one in side.all]
    order = _order(sides)
    return Plan(
        order=order,
        bookmarks=[*_bookmarks(sides[0], order), *_bookmarks_behind(parts, len(order))],
        furniture=_furniture(sides, order, laid, parts),
        link_words=_("link inside this document"),
        page_words=_("link to a page of an exhibit, in a file beside this one"),
        attached=attached,
        built_at=at,
        is_facing=len(sides) > 1,
        parts=parts,
    )


Order = list[tuple[int, int] | None]
"""Of each page of the file: number of the piece and of the page in it; None is an empty page."""


def _furniture(
    sides: list[Side], order: Order, laid: list[LaidOut], parts: Sequence[Part]
) -> Callable[[int], list[Line]]:
    """What stands above and below each page, in the language of its side."""
    pieces = [one for side in sides for one in side.pieces]
    behind = [one.label for one in parts for _page in range(one.length_pages)]
    heads, total = [_head(side) for side in sides], len(order) + len(behind)

    def lines(page: int) -> list[Line]:
        if page >= len(order):
            return _lines(sides[0].lang, heads[0], behind[page - len(order)], page, total)
        at = page % len(sides)
        with in_language(sides[at].lang):
            where = order[page]
            section = "" if where is None else _title_at(laid[where[0]], pieces[where[0]], where[1])
        return _lines(sides[at].lang, heads[at], section, page, total)

    return lines


def _lines(lang: str, head: tuple[str, str, str], section: str, page: int, total: int) -> list[Line]:
    with in_language(lang):
        return furniture(*head, section, _("page {n} of {total}").format(n=page + 1, total=total))


def _head(side: Side) -> tuple[str, str, str]:
    """Short title, label, number of the paper."""
    view, pack = side.writer.view, side.writer.pack
    with in_language(side.lang):
        example = _("EXAMPLE, invented") + " · "
        short = example * view.is_example + view.short_title
        label = f"{view.tlp} · {_(view.profile)}"
    short += f" · {view.case_number}" * bool(view.case_number)
    return short, label, f"{pack.id} · {pack.built} · {(pack.files_sha256 or pack.facts_sha256)[:16]}"


def _order(sides: list[Side]) -> Order:
    """The pages of the file by piece; where one language is shorter its side stays empty."""
    if len(sides) == 1:
        return [(at, page) for at, one in enumerate(sides[0].all) for page in range(one.pages)]
    shift = [0]
    for side in sides:
        shift.append(shift[-1] + len(side.all))
    order: Order = []
    for at, group in enumerate(zip(*(side.all for side in sides), strict=True)):
        runs = [[(shift[side] + at, page) for page in range(one.pages)] for side, one in enumerate(group)]
        for page in range(max(len(run) for run in runs)):
            order += [run[page] if page < len(run) else None for run in runs]
    return order


def _title_at(laid: LaidOut, piece: Piece, page: int) -> str:
    starts = [(at, y) for level, _words, at, y in laid.headings if level == 1]
    section = piece.section
    for begun, (at, y) in zip(piece.begins, starts, strict=False):
        if at < page or (at == page and y < _TOP_PIXELS):
            section = begun
    return section.label + section.title


def _bookmarks(side: Side, order: Order) -> list[Bookmark]:
    at = {where: number for number, where in enumerate(order) if where is not None}
    found = []
    for number, laid in enumerate(side.all):
        for level, words, page, y in laid.headings:
            place = at[number, page]
            label = _("{title} [p. {page}]").format(title=" ".join(words.split()), page=place + 1)
            found.append(Bookmark(level, label, place, from_top(y)))
    return found


def _bookmarks_behind(parts: Sequence[Part], first: int) -> list[Bookmark]:
    """One for each exhibit, under one for all of them."""
    found, at = [], first
    label = _("{title} [p. {page}]")
    if parts:
        words = label.format(title=_("Pages of the exhibits"), page=first + 1)
        found.append(Bookmark(1, words, first, A4_POINTS[1]))
    for one in parts:
        found.append(Bookmark(2, label.format(title=f"{one.label}: {one.title}", page=at + 1), at, A4_POINTS[1]))
        at += one.length_pages
    return found
