"""The number of each page, upper right, on an opaque ground, upright however the page is turned."""

import io
from typing import Any, Final

from dossier.export.typeface import EmbeddedFace, Face

SIZE_PT: Final = 8.5
_FROM_EDGE_PT: Final = 14.0
_PADDING_PT: Final = 3.0


def stamped(content: bytes, numbers: list[str], face: Face, back: tuple[str, str] | None = None) -> bytes:
    """A file with one number on each of its pages.

    Args:
        content: A PDF that was cleaned.
        numbers: One for each page.
        face: Of the numbers.
        back: Where a click on a number leads: another file, by its way from this one, and a named place in it.

    Raises:
        ValueError: not as many numbers as pages.
    """
    import pikepdf

    with pikepdf.open(io.BytesIO(content)) as pdf:
        if len(pdf.pages) != len(numbers):
            raise ValueError("pages")
        font = EmbeddedFace(pdf, face, set("".join(numbers)), "DSRERN+Mono")
        for page, number in zip(pdf.pages, numbers, strict=True):
            _stamp(pdf, page, number, face, font)
            if back:
                _lead_back(pdf, page, face.width(number) * SIZE_PT, number, back)
        _label(pdf, numbers)
        pdf.save(out := io.BytesIO(), deterministic_id=True)
    return out.getvalue()


def _stamp(pdf: Any, page: Any, number: str, face: Face, font: EmbeddedFace) -> None:
    from pikepdf import Dictionary, Stream

    width = face.width(number) * SIZE_PT
    name = free_name(page.obj)
    page.obj.Resources.Font[name] = font.font
    ground = f"{-_PADDING_PT:g} {-_PADDING_PT:g} {width + 2 * _PADDING_PT:.2f} {SIZE_PT + 2 * _PADDING_PT:g} re f"
    draw = (
        f"\nQ /Artifact <</Type /Pagination>> BDC q 1 g {_placed(page, width)} cm {ground} 0 g "
        f"BT {name} {SIZE_PT:g} Tf 0 1 Td <{font.shown(number)}> Tj ET Q EMC"
    )
    page.contents_add(Stream(pdf, b"q\n"), prepend=True)  # what the page leaves open must not reach the stamp
    page.contents_add(Stream(pdf, draw.encode()))
    assert isinstance(page.obj.Resources, Dictionary)


def free_name(page: Any) -> str:
    """A name of a font that the page does not use: its own would turn into ours. Its resources become its own."""
    from pikepdf import Dictionary

    if "/Resources" not in page:
        page.Resources = Dictionary()
    page.Resources = _own(page.Resources)
    fonts = page.Resources.get("/Font")
    page.Resources.Font = _own(fonts) if fonts is not None else Dictionary()
    return next(name for at in range(10_000) if (name := f"/DsrErn{at}") not in page.Resources.Font)


def _own(shared: Any) -> Any:
    """A copy of a dictionary that other pages may share."""
    from pikepdf import Dictionary

    return Dictionary(dict(shared.items()))


def _lead_back(pdf: Any, page: Any, width: float, number: str, back: tuple[str, str]) -> None:
    """A link over the number to the entry of the exhibit in another file."""
    from pikepdf import Array, Dictionary, Name, String

    a, b, c, d, x, y = _matrix(page, width)
    corners = [(-_PADDING_PT, -_PADDING_PT), (width + _PADDING_PT, SIZE_PT + _PADDING_PT)]
    seen = [(a * left + c * up + x, b * left + d * up + y) for left, up in corners]
    across, along = zip(*seen, strict=True)
    link = Dictionary(
        Type=Name.Annot, Subtype=Name.Link, Border=Array([0, 0, 0]), F=4, Contents=String(number),
        Rect=Array([round(one, 2) for one in (min(across), min(along), max(across), max(along))]),
        A=Dictionary(S=Name.GoToR, F=String(back[0]), D=String(back[1])),
    )  # fmt: skip
    page.obj.Annots = Array([*page.obj.get("/Annots", []), pdf.make_indirect(link)])


def _placed(page: Any, width: float) -> str:
    return " ".join(f"{one:.2f}".rstrip("0").rstrip(".") for one in _matrix(page, width))


def _matrix(page: Any, width: float) -> tuple[float, ...]:
    """What puts the stamp at the upper right of the page as it is seen."""
    left, bottom, right, top = (float(one) for one in page.cropbox)
    away, size = _FROM_EDGE_PT, SIZE_PT
    rotation = int(page.obj.get("/Rotate", 0)) % 360
    places = {
        0: (1, 0, 0, 1, right - away - width, top - away - size),
        90: (0, 1, -1, 0, left + away + size, top - away - width),
        180: (-1, 0, 0, -1, left + away + width, bottom + away + size),
        270: (0, -1, 1, 0, right - away - size, bottom + away + width),
    }
    return places.get(rotation, places[0])


def _label(pdf: Any, numbers: list[str]) -> None:
    """Readers show the number as the name of the page."""
    from pikepdf import Array, Dictionary, String

    pairs = [one for at, number in enumerate(numbers) for one in (at, Dictionary(P=String(number)))]
    pdf.Root.PageLabels = Dictionary(Nums=Array(pairs))


def numbers_shown(content: bytes) -> list[str]:
    """What a reader of words finds on each page."""
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    return [document[at].get_textpage().get_text_range() for at in range(len(document))]
