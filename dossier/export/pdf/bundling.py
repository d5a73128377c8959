"""Puts the pages of exhibits behind a paper: a bundle with one count of pages, all of them A4 and upright.

Each exhibit begins with a sheet that says what it is. Its pages are shown whole, made smaller so that the furniture of
the bundle covers nothing; the files beside the paper keep their size. Such a file makes no claim of PDF/A or PDF/UA:
pages of strangers have neither marks nor embedded fonts for sure. Where every page of an exhibit was drawn as a picture
with its words behind it, the file is PDF/A-3u; pictures have no marks, so it is no PDF/UA.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, BinaryIO, Final

from dossier.export.exhibits.type_setting import A4, Line, set_sheets
from dossier.export.pdf.stamping import BOLD, MM, REGULAR, SPARE
from dossier.export.typeface import Face
from dossier.resources import export_path

SHEET: Final = 0
"""The number of the sheet before the pages of an exhibit, which count from 1."""
_FRAME_MM: Final = (15.0, 20.0, 195.0, 273.0)
"""Left, bottom, right, top of the room for a page of an exhibit."""
_BACK_MM: Final = (112.0, 10.5, 164.0, 17.0)
"""What is clicked on to come back to the list of exhibits: the words in the middle of the foot."""
_CLAIMS: Final = ("pdfaid:part", "pdfaid:conformance", "pdfuaid:part")
_WITHOUT_MARKS: Final = "U"
"""Of PDF/A-3: looks and words are told, marks are not."""


@dataclass(frozen=True, slots=True)
class Part:
    """One exhibit behind a paper."""

    anchor: str
    """Of its entry in the list of exhibits."""
    label: str
    """"Exhibit 2", as the foot of its pages says."""
    title: str
    file: str
    """The way to the file of its pages from the folder of the paper: links to a page name it."""
    page_count: int
    sheet: Sequence[Line]
    """The lines of the sheet before it."""
    open: Callable[[], BinaryIO]
    """Its numbered pages as PDF."""
    is_archival: bool = False
    """Whether they are drawn as pictures with their words behind them."""

    @property
    def length_pages(self) -> int:
        """With the sheet."""
        return 1 + self.page_count


Places = dict[tuple[str, int], Any]
"""File and page of an exhibit, from 1, or SHEET -> the page of the bundle."""


def add_parts(pdf: Any, parts: Sequence[Part]) -> Places:
    """Add the exhibits at the end.

    Raises:
        ValueError: a part has not as many pages as it says, or its sheet has more than one.
    """
    first = len(pdf.pages)
    set_sheets(pdf, _faces(), [one.sheet for one in parts])
    sheets = [pdf.pages[at] for at in range(first, len(pdf.pages))]
    del pdf.pages[first:]
    found: Places = {}
    for sheet, part in zip(sheets, parts, strict=True):
        pdf.pages.append(sheet)
        _add_pages(pdf, part)
        added = len(pdf.pages) - part.length_pages
        for number in range(part.length_pages):
            page = pdf.pages[added + number]
            _lead_back(pdf, page, part)
            found[part.file, number] = page.obj
    return found


def lower_claims(pdf: Any, parts: Sequence[Part]) -> None:
    """Say no longer that the file is PDF/A-3a and PDF/UA-1: it is PDF/A-3u, or none of them."""
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as about:
        part = about.get("pdfaid:part")
        for name in _CLAIMS:
            if name in about:
                del about[name]
        if all(one.is_archival for one in parts):
            about["pdfaid:part"], about["pdfaid:conformance"] = part, _WITHOUT_MARKS


def _add_pages(pdf: Any, part: Part) -> None:
    import pikepdf

    room = pikepdf.Rectangle(*(one * MM for one in _FRAME_MM))
    with part.open() as stream, pikepdf.open(stream) as source:
        if len(source.pages) != part.page_count:
            raise ValueError("pages")
        for page in source.pages:
            pdf.add_blank_page(page_size=A4)
            _show(pdf, pdf.pages[-1], page, room)


def _show(pdf: Any, page: Any, of_exhibit: Any, room: Any) -> None:
    """A page of an exhibit, upright, inside a room on a page of ours; its links stay behind."""
    from pikepdf import Dictionary, Name

    form = pdf.copy_foreign(of_exhibit.as_form_xobject())
    page.obj.Resources = Dictionary(XObject=Dictionary(Exhibit=form))
    placed = page.calc_form_xobject_placement(form, Name.Exhibit, room, allow_expand=False)
    page.contents_add(placed)


def _lead_back(pdf: Any, page: Any, part: Part) -> None:
    from pikepdf import Array, Dictionary, Name, String

    link = Dictionary(
        Type=Name.Annot, Subtype=Name.Link, Border=Array([0, 0, 0]), F=4, Contents=String(part.label),
        Rect=Array([round(one * MM, 2) for one in _BACK_MM]), Dest=String(part.anchor),
    )  # fmt: skip
    page.obj.Annots = Array([pdf.make_indirect(link)])


@cache
def _faces() -> dict[str, Face]:
    files = {"plain": REGULAR, "bold": BOLD, "mono": SPARE}
    return {name: Face(export_path("fonts", file).read_bytes()) for name, file in files.items()}
