"""Makes one tagged file of the joined pieces of a dossier: order, links, furniture, bookmarks, labels, attachments.

The same pieces give the same bytes, whatever process laid them out and whenever.
"""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from dossier.export.pdf.bundling import Part, lower_claims
from dossier.export.pdf.joining import Joined
from dossier.export.pdf.linking import turn_links
from dossier.export.pdf.marks import name_array
from dossier.export.pdf.stamping import Line, Stamps

A4_POINTS: Final = (595.28, 841.89)
_PIXEL_POINTS: Final = 0.75


@dataclass(frozen=True, slots=True)
class Attached:
    """A file inside the PDF."""

    name: str
    data: bytes
    mime: str
    description: str
    relationship: str


@dataclass(frozen=True, slots=True)
class Bookmark:
    """One line of the outline: level, words, page from 0, height on the page in points."""

    level: int
    words: str
    page: int
    top: float


@dataclass(frozen=True, slots=True)
class Plan:
    """How the joined pieces become one file."""

    order: Sequence[tuple[int, int] | None]
    """Of each page: number of the piece and of its page; None is an empty page between facing languages."""
    bookmarks: Sequence[Bookmark]
    furniture: Callable[[int], list[Line]]
    link_words: str
    page_words: str
    attached: Sequence[Attached]
    built_at: datetime
    is_facing: bool = False
    parts: Sequence[Part] = ()
    """Exhibits behind the paper."""


def assemble(plan: Plan, joined: Joined) -> bytes:
    """The whole file.

    Args:
        plan: What it is made of.
        joined: Every piece of it, and the exhibits behind it.
    """
    import pikepdf

    pdf = joined.close()
    _put_in_order(pdf, joined, plan)
    turn_links(pdf, joined.places, joined.behind, (plan.link_words, plan.page_words))
    _stamp(pdf, plan.furniture)
    if plan.attached:
        _attach(pdf, plan.attached, plan.built_at)
    if plan.parts:
        lower_claims(pdf, plan.parts)
    _finish(pdf, plan)
    pdf.save(out := io.BytesIO(), deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate,
             recompress_flate=False, compress_streams=True)  # fmt: skip
    return out.getvalue()


def _put_in_order(pdf: Any, joined: Joined, plan: Plan) -> None:
    """The pages as planned, the exhibits behind them; empty ones are new."""
    import pikepdf

    pages = joined.pages
    empty = pikepdf.Dictionary(Type=pikepdf.Name.Page, MediaBox=pages[0][0].obj.MediaBox,
                               Resources=pikepdf.Dictionary(), Contents=pdf.make_stream(b""))  # fmt: skip
    del pdf.pages[:]
    for one in plan.order:
        pdf.pages.append(pikepdf.Page(pdf.make_indirect(empty)) if one is None else pages[one[0]][one[1]])
    pdf.pages.extend(joined.pages_behind)


def _stamp(pdf: Any, furniture: Callable[[int], list[Line]]) -> None:
    lines = [furniture(at) for at in range(len(pdf.pages))]
    stamps = Stamps(pdf, (one for page in lines for one in page))
    for page, mine in zip(pdf.pages, lines, strict=True):
        stamps.add(page, mine)


def _attach(pdf: Any, attached: Sequence[Attached], built_at: datetime) -> None:
    """Files inside the file, each with its relation, type, description and time (ISO 19005-3)."""
    from pikepdf import Array, Dictionary, Name, Stream, String

    at = String(f"D:{built_at:%Y%m%d%H%M%S}Z")
    names, listed = [], []
    for one in attached:
        stream = Stream(pdf, one.data)
        stream.Type, stream.Subtype = Name.EmbeddedFile, Name("/" + one.mime)
        stream.Params = Dictionary(Size=len(one.data), ModDate=at, CreationDate=at)
        described = pdf.make_indirect(Dictionary(
            Type=Name.Filespec, F=String(one.name), UF=String(one.name), Desc=String(one.description),
            AFRelationship=Name("/" + one.relationship), EF=Dictionary(F=stream, UF=stream),
        ))  # fmt: skip
        names.append((one.name.encode(), described))
        listed.append(described)
    pdf.Root.Names.EmbeddedFiles = pdf.make_indirect(Dictionary(Names=name_array(names)))
    pdf.Root.AF = Array(listed)


def _finish(pdf: Any, plan: Plan) -> None:
    """Bookmarks, labels, and how a reader opens the file."""
    from pikepdf import Array, Dictionary, Name, OutlineItem

    with pdf.open_outline() as outline:
        branch = outline.root
        for one in plan.bookmarks:
            item = OutlineItem(one.words, one.page, "XYZ", left=0, top=one.top)
            if one.level <= 1:
                outline.root.append(item)
                branch = item.children
            else:
                branch.append(item)
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D, St=1)]))
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    pdf.Root.PageMode = Name.UseOutlines
    if plan.is_facing:
        pdf.Root.PageLayout = Name.TwoPageLeft
    pdf.Root.OpenAction = Array([pdf.pages[0].obj, Name.XYZ, None, None, 1])


def from_top(y_pixels: float) -> float:
    """A distance from the top of the page in pixels of CSS as a height in points."""
    return round(max(A4_POINTS[1] - y_pixels * _PIXEL_POINTS, 0), 1)


def put_in_place(path: Path, document: bytes) -> None:
    """All or nothing, and never over another file.

    Raises:
        RenderProblem: "file.exists", "file.unwritable".
    """
    from dossier.casework.new_files import new_file

    with new_file(path) as draft:
        draft.write(document)
