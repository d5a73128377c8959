"""Joins the pieces of a dossier into one file, each as it comes, while others are still laid out.

They come in the same order each time, the first pages last, because those are laid out last; so the same pieces give
the same bytes.
"""

import hashlib
import io
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from dossier.export.pdf.bundling import Part, Places, add_parts
from dossier.export.pdf.marks import name_array
from dossier.export.pdf.workers import LaidOut


class Joining:
    """A thread that joins what is handed to it, in that order; use it as a context manager."""

    def __init__(self) -> None:
        self._joined, self._waiting = Joined(), list[Future[None]]()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="joining")

    def __enter__(self) -> "Joining":
        return self

    def __exit__(self, *_problem: object) -> None:
        self._thread.shutdown(cancel_futures=True)
        self._joined.give_up()

    def add(self, number: int, piece: LaidOut, lang: str) -> None:
        """One more piece.

        Args:
            number: Its place in the order of the plan.
            piece: Laid out.
            lang: Language of its words.
        """
        self._waiting.append(self._thread.submit(self._joined.add, number, piece, lang))

    def add_parts(self, parts: Sequence[Part]) -> None:
        """The exhibits behind the paper."""
        self._waiting.append(self._thread.submit(self._joined.add_parts, parts))

    def joined(self) -> "Joined":
        """All of it, as soon as it is there.

        Raises:
            ValueError: as ``add_parts`` of a bundle.
        """
        for one in self._waiting:
            one.result()
        return self._joined


class Joined:
    """The file that grows: its tree of marks, its parent tree, its named places and cells, its fonts by content."""

    def __init__(self) -> None:
        self._pdf: Any = None
        self._tree: Any = None
        self._top: Any = None
        self._numbers: list[Any] = []
        self._next = 0
        self._cells: list[tuple[bytes, Any]] = []
        self._kids: dict[int, Any] = {}
        self._fonts: dict[bytes, Any] = {}
        self.places: dict[bytes, Any] = {}
        """Name -> where it leads."""
        self.pages: dict[int, list[Any]] = {}
        """Of each piece by its number."""
        self.behind: Places = {}
        self.pages_behind: list[Any] = []

    def add(self, number: int, piece: LaidOut, lang: str) -> None:
        """One more piece; the first one is what the file grows from."""
        import pikepdf

        if self._pdf is None:
            self._begin(pikepdf.open(io.BytesIO(piece.document)))
            self._take(number, self._tree, self._pdf, 0, lang)
            return
        with pikepdf.open(io.BytesIO(piece.document)) as source:
            first = len(self._pdf.pages)
            # Pages first, so that the marks copied after them point at the copies.
            self._pdf.pages.extend(source.pages)
            self._take(number, self._pdf.copy_foreign(source.Root.StructTreeRoot), source, first, lang)

    def add_parts(self, parts: Sequence[Part]) -> None:
        """The exhibits behind the paper; a piece of it is there."""
        first = len(self._pdf.pages)
        self.behind = add_parts(self._pdf, parts) if parts else {}
        self.pages_behind = [self._pdf.pages[at] for at in range(first, len(self._pdf.pages))]

    def close(self) -> Any:
        """Write the trees of the whole file; returns the file."""
        import pikepdf

        self._top.K = pikepdf.Array([self._kids[number] for number in sorted(self._kids)])
        self._tree.ParentTree = self._pdf.make_indirect(pikepdf.Dictionary(Nums=pikepdf.Array(self._numbers)))
        self._tree.ParentTreeNextKey = self._next
        if self._cells:
            self._tree.IDTree = self._pdf.make_indirect(pikepdf.Dictionary(Names=name_array(self._cells)))
        dests = self._pdf.make_indirect(pikepdf.Dictionary(Names=name_array(list(self.places.items()))))
        self._pdf.Root.Names = pikepdf.Dictionary(Dests=dests)
        return self._pdf

    def give_up(self) -> None:
        """Let go of the file."""
        if self._pdf is not None:
            self._pdf.close()

    def _begin(self, pdf: Any) -> None:
        self._pdf, self._tree = pdf, pdf.Root.StructTreeRoot
        self._top = _document(self._tree)

    def _take(self, number: int, tree: Any, source: Any, first: int, lang: str) -> None:
        """What a piece brings besides its pages, which are there: the last ones, from the first of them on."""
        self.pages[number] = pages = [self._pdf.pages[at] for at in range(first, len(self._pdf.pages))]
        self._kids[number] = self._wrapped(_list(_document(tree).K), lang)
        self._renumber(tree, pages)
        self._cells += _pairs(tree.IDTree.Names)
        self.places.update(self._destinations(source))
        self._share(pages[0])

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

    def _destinations(self, source: Any) -> list[tuple[bytes, Any]]:
        names = source.Root.get("/Names")
        if names is None or "/Dests" not in names:
            return []
        found = names.Dests if source is self._pdf else self._pdf.copy_foreign(source.make_indirect(names.Dests))
        return _pairs(found.Names)

    def _share(self, page: Any) -> None:
        """Equal fonts and colour profiles once in the file."""
        fonts = page.obj.Resources.get("/Font")
        for font in list(fonts.values()) if fonts is not None else []:
            for inner in font.get("/DescendantFonts", []):
                for key in ("/FontFile2", "/FontFile3"):
                    if key in inner.FontDescriptor:
                        stream = inner.FontDescriptor[key]
                        name = hashlib.sha256(stream.read_raw_bytes()).digest()
                        inner.FontDescriptor[key] = self._fonts.setdefault(name, stream)


def _document(tree: Any) -> Any:
    """The one element below the root of the marks."""
    return _list(tree.K)[0]


def _list(kids: Any) -> list[Any]:
    import pikepdf

    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _pairs(names: Any) -> list[tuple[bytes, Any]]:
    listed = list(names)
    return [(bytes(listed[at]), listed[at + 1]) for at in range(0, len(listed), 2)]
