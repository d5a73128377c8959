"""Joins the pieces of a dossier into one tagged file: pages, marks, places, links, bookmarks, labels, attachments.

The same pieces give the same bytes, whatever process laid them out and whenever.
"""

import hashlib
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from dossier.export.pdf.bundling import Part, add_parts, lower_claims
from dossier.export.pdf.linking import turn_links
from dossier.export.pdf.marks import name_array
from dossier.export.pdf.stamping import Line, Stamps
from dossier.export.pdf.workers import LaidOut

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
    """How the pieces become one file."""

    pieces: Sequence[LaidOut]
    order: Sequence[tuple[int, int] | None]
    """Of each page: number of the piece and of its page; None is an empty page between facing languages."""
    languages: Sequence[str]
    """Of each piece."""
    bookmarks: Sequence[Bookmark]
    furniture: Callable[[int], list[Line]]
    link_words: str
    page_words: str
    attached: Sequence[Attached]
    built_at: datetime
    is_facing: bool = False
    parts: Sequence[Part] = ()
    """Exhibits behind the paper."""


def assemble(plan: Plan) -> bytes:
    """The whole file."""
    import pikepdf

    with pikepdf.open(io.BytesIO(plan.pieces[0].document)) as pdf:
        joined = _Joined(pdf, plan.languages[0])
        for piece, lang in zip(plan.pieces[1:], plan.languages[1:], strict=True):
            joined.add(piece, lang)
        joined.close()
        _put_in_order(pdf, plan)
        behind = add_parts(pdf, plan.parts) if plan.parts else {}
        turn_links(pdf, joined.places, behind, (plan.link_words, plan.page_words))
        _stamp(pdf, plan.furniture)
        if plan.attached:
            _attach(pdf, plan.attached, plan.built_at)
        if plan.parts:
            lower_claims(pdf, plan.parts)
        _finish(pdf, plan)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate,
                 recompress_flate=False, compress_streams=True)  # fmt: skip
    return out.getvalue()


class _Joined:
    """The file that grows: its tree of marks, its parent tree, its named places and cells, its fonts by content."""

    def __init__(self, pdf: Any, lang: str) -> None:
        import pikepdf

        self._pdf = pdf
        self._tree = pdf.Root.StructTreeRoot
        self._top = self._tree.K[0] if isinstance(self._tree.K, pikepdf.Array) else self._tree.K
        self._numbers = list(self._tree.ParentTree.Nums)
        self._next = max((int(one) for one in self._numbers[0::2]), default=-1) + 1
        self._cells = _pairs(self._tree.IDTree.Names)
        self.places = dict(_destinations(pdf))
        self._shared: dict[bytes, Any] = {}
        self._kids = [self._wrapped(list(self._top.K), lang)]
        self._share(pdf)

    def add(self, piece: LaidOut, lang: str) -> None:
        """One more piece at the end: pages first, so that the marks copied after them point at the copies."""
        import pikepdf

        with pikepdf.open(io.BytesIO(piece.document)) as source:
            first = len(self._pdf.pages)
            self._pdf.pages.extend(source.pages)
            tree = self._pdf.copy_foreign(source.Root.StructTreeRoot)
            document = tree.K[0] if isinstance(tree.K, pikepdf.Array) else tree.K
            kids = list(document.K) if isinstance(document.K, pikepdf.Array) else [document.K]
            self._kids.append(self._wrapped(kids, lang))
            self._renumber(tree, [self._pdf.pages[at] for at in range(first, len(self._pdf.pages))])
            self._cells += _pairs(tree.IDTree.Names)
            found = source.Root.get("/Names")
            if found is not None and "/Dests" in found:
                names = self._pdf.copy_foreign(source.make_indirect(found.Dests)).Names
                self.places.update(_pairs(names))
            self._share(self._pdf, first)

    def close(self) -> None:
        """Write the trees of the whole file."""
        import pikepdf

        self._top.K = pikepdf.Array(self._kids)
        self._tree.ParentTree = self._pdf.make_indirect(pikepdf.Dictionary(Nums=pikepdf.Array(self._numbers)))
        self._tree.ParentTreeNextKey = self._next
        if self._cells:
            self._tree.IDTree = self._pdf.make_indirect(pikepdf.Dictionary(Names=name_array(self._cells)))
        dests = self._pdf.make_indirect(pikepdf.Dictionary(Names=name_array(list(self.places.items()))))
        self._pdf.Root.Names = pikepdf.Dictionary(Dests=dests)

    def _wrapped(self, kids: list[Any], lang: str) -> Any:
        """The marks of one piece under one part of the document, in the language of the piece."""
        import pikepdf

        part = self._pdf.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.StructElem, S=pikepdf.Name.Part, P=self._top, Lang=pikepdf.String(lang)
            )
        )
        for kid in kids:
            kid.P = part
        part.K = pikepdf.Array(kids)
        return part

    def _renumber(self, tree: Any, pages: list[Any]) -> None:
        old, new = list(tree.ParentTree.Nums), {}
        for at in range(0, len(old), 2):
            new[int(old[at])] = self._next
            self._numbers += [self._next, old[at + 1]]
            self._next += 1
        for page in pages:
            if "/StructParents" in page.obj:
                page.obj.StructParents = new[int(page.obj.StructParents)]
            for link in page.obj.get("/Annots", []):
                if "/StructParent" in link:
                    link.StructParent = new[int(link.StructParent)]

    def _share(self, pdf: Any, first: int = 0) -> None:
        """Equal fonts and colour profiles once in the file."""
        fonts = pdf.pages[first].obj.Resources.get("/Font")
        for font in list(fonts.values()) if fonts is not None else []:
            for inner in font.get("/DescendantFonts", []):
                for key in ("/FontFile2", "/FontFile3"):
                    if key in inner.FontDescriptor:
                        stream = inner.FontDescriptor[key]
                        name = hashlib.sha256(stream.read_raw_bytes()).digest()
                        inner.FontDescriptor[key] = self._shared.setdefault(name, stream)


def _pairs(names: Any) -> list[tuple[bytes, Any]]:
    listed = list(names)
    return [(bytes(listed[at]), listed[at + 1]) for at in range(0, len(listed), 2)]


def _destinations(pdf: Any) -> list[tuple[bytes, Any]]:
    names = pdf.Root.get("/Names")
    return _pairs(names.Dests.Names) if names is not None and "/Dests" in names else []


def _put_in_order(pdf: Any, plan: Plan) -> None:
    """The pages as planned; empty ones are new."""
    import pikepdf

    starts, at = [], 0
    for piece in plan.pieces:
        starts.append(at)
        at += piece.pages
    wanted = [None if one is None else starts[one[0]] + one[1] for one in plan.order]
    if wanted == list(range(at)):
        return
    pages = [pdf.pages[one] for one in range(at)]
    empty = pikepdf.Dictionary(Type=pikepdf.Name.Page, MediaBox=pages[0].obj.MediaBox, Resources=pikepdf.Dictionary(),
                               Contents=pdf.make_stream(b""))  # fmt: skip
    del pdf.pages[:]
    for one in wanted:
        pdf.pages.append(pages[one] if one is not None else pikepdf.Page(pdf.make_indirect(empty)))


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
