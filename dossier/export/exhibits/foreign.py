"""A stranger's PDF as pages and nothing else: what is seen on them, copied into a new file by an allow-list.

Annotations are first drawn into the page as a reader shows them; then only the content of each page and what it draws
with are taken over. Scripts, actions, attachments, links, forms, layers, earlier revisions and metadata stay behind.
Files with layers or XFA forms are drawn as pixels, because what is hidden in them would come to light otherwise.
"""

import io
from typing import Any, Final

MOST_PAGES: Final = 5_000
RENDER_DPI: Final = 150
JPEG_QUALITY: Final = 85
_PAGE_KEYS: Final = ("/MediaBox", "/CropBox", "/Rotate", "/Contents", "/Group")
_RESOURCE_KEYS: Final = ("/ColorSpace", "/ExtGState", "/Font", "/Pattern", "/ProcSet", "/Shading", "/XObject")
_DROPPED: Final = (
    "/AA", "/A", "/AF", "/Alternates", "/Annots", "/B", "/DPart", "/F", "/FDecodeParms", "/FFilter", "/JS",
    "/LastModified", "/Metadata", "/OC", "/OPI", "/PieceInfo", "/PZ", "/Ref", "/SeparationInfo", "/StructParent",
    "/StructParents", "/Thumb",
)  # fmt: skip
"""Keys of streams and dictionaries that draw nothing, or reach outside of the file."""


class Unreadable(Exception):
    """Why a file cannot be shown, as a code: "password", "damaged", "too_long", "empty"."""


def clean_pages(content: bytes) -> tuple[bytes, int, list[str]]:
    """The pages of a PDF in a new file, how many, and what was left behind.

    Raises:
        Unreadable: "password", "damaged", "too_long", "empty".
    """
    import pikepdf

    flat, count = _flattened(content)
    try:
        with pikepdf.open(io.BytesIO(content)) as original:
            flags = _flags(original)
    except (pikepdf.PdfError, RecursionError):
        flags = ["repaired"]
    if "layers" in flags or "xfa" in flags:
        return *as_pixels(content), flags
    try:
        return _copied(flat), count, flags
    except (pikepdf.PdfError, RecursionError, ValueError, TypeError, AttributeError, KeyError):
        return *as_pixels(content), [*flags, "pixels"]


def _flattened(content: bytes) -> tuple[bytes, int]:
    import pypdfium2.raw

    document = opened(content)
    document.init_forms()  # without it, what stands in form fields would not be drawn
    for number in range(len(document)):
        pypdfium2.raw.FPDFPage_Flatten(document[number], pypdfium2.raw.FLAT_NORMALDISPLAY)
    document.save(out := io.BytesIO())
    return out.getvalue(), len(document)


def opened(content: bytes) -> Any:
    """The document in the renderer.

    Raises:
        Unreadable: see ``clean_pages``.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as problem:
        raise Unreadable("password" if "assword" in str(problem) else "damaged") from None
    if not len(document):
        raise Unreadable("empty")
    if len(document) > MOST_PAGES:
        raise Unreadable("too_long")
    return document


def _flags(pdf: Any) -> list[str]:
    """What is in the file beside its pages."""
    root = pdf.Root
    names = root.get("/Names", {})
    form = root.get("/AcroForm", {})
    found = {
        "javascript": "/JavaScript" in names,
        "attachments": "/EmbeddedFiles" in names,
        "open_action": "/OpenAction" in root,
        "actions": "/AA" in root, "layers": bool(root.get("/OCProperties", {}).get("/OCGs")), "form": bool(form),
        "xfa": "/XFA" in form, "collection": "/Collection" in root, "encrypted": pdf.is_encrypted,
        "signed": int(form.get("/SigFlags", 0)) & 1 == 1,
    }  # fmt: skip
    return [name for name, is_there in found.items() if is_there]


def _copied(flat: bytes) -> bytes:
    import pikepdf

    with pikepdf.open(io.BytesIO(flat)) as source, pikepdf.new() as pdf:
        for page in source.pages:
            pdf.pages.append(page)
        for page in pdf.pages:
            _keep_what_draws(page.obj)
        for thing in pdf.objects:
            _drop(thing)
        for name in [str(key) for key in pdf.Root if key not in ("/Type", "/Pages")]:
            del pdf.Root[name]
        pdf.remove_unreferenced_resources()
        pdf.save(out := io.BytesIO(), deterministic_id=True)
    return out.getvalue()


def _keep_what_draws(page: Any) -> None:
    resources = page.get("/Resources")
    for name in [str(key) for key in page if key not in (*_PAGE_KEYS, "/Type", "/Parent", "/Resources")]:
        del page[name]
    if resources is not None:
        for name in [str(key) for key in resources if key not in _RESOURCE_KEYS]:
            del resources[name]


def _drop(thing: Any) -> None:
    """Dictionaries of resources have names of their own choice for keys, so only those with a type are looked at."""
    import pikepdf

    is_stream = isinstance(thing, pikepdf.Stream)
    if not is_stream and not (isinstance(thing, pikepdf.Dictionary) and "/Type" in thing):
        return
    if thing.get("/Type") == pikepdf.Name.Page:
        return
    for name in _DROPPED:
        if name in thing:
            del thing[name]
    if is_stream and thing.get("/Filter") == pikepdf.Name.DCTDecode:
        bare = without_marks(thing.read_raw_bytes())
        thing.write(bare, filter=pikepdf.Name.DCTDecode, decode_parms=thing.get("/DecodeParms"))


def without_marks(jpeg: bytes) -> bytes:
    """A JPEG without EXIF, XMP, comments and thumbnails; its pixels are not touched."""
    if jpeg[:2] != b"\xff\xd8":
        return jpeg
    kept, at = [b"\xff\xd8"], 2
    while at + 4 <= len(jpeg) and jpeg[at] == 0xFF:
        mark, length = jpeg[at + 1], int.from_bytes(jpeg[at + 2 : at + 4], "big")
        if mark == 0xDA:  # the picture itself begins
            break
        says_something = mark == 0xFE or (0xE0 <= mark <= 0xEF and mark not in (0xE0, 0xEE))
        if not says_something:
            kept.append(jpeg[at : at + 2 + length])
        at += 2 + length
    return b"".join([*kept, jpeg[at:]])


def as_pixels(content: bytes) -> tuple[bytes, int]:
    """Each page as one picture of what a reader shows; nothing else of the file passes."""
    import pikepdf

    document = opened(content)
    with pikepdf.new() as pdf:
        for number in range(len(document)):
            page = document[number]
            picture = page.render(scale=RENDER_DPI / 72).to_pil().convert("RGB")
            add_picture_page(pdf, picture, (page.get_width(), page.get_height()))
        pdf.save(out := io.BytesIO(), deterministic_id=True)
    return out.getvalue(), len(document)


def add_picture_page(
    pdf: Any, picture: Any, page_size_pt: tuple[float, float], box: tuple[float, float, float, float] | None = None
) -> None:
    """A page that holds one picture, freshly encoded, filling the page or a box of it (left, bottom, width, height)."""
    from pikepdf import Dictionary, Name, Stream

    picture.save(made := io.BytesIO(), "JPEG", quality=JPEG_QUALITY)
    image = Stream(pdf, made.getvalue())
    image.Type, image.Subtype = Name.XObject, Name.Image
    image.Width, image.Height, image.BitsPerComponent = picture.width, picture.height, 8
    image.ColorSpace = Name.DeviceGray if picture.mode == "L" else Name.DeviceRGB
    image.Filter = Name.DCTDecode
    left, bottom, width, height = box or (0.0, 0.0, *page_size_pt)
    pdf.add_blank_page(page_size=page_size_pt)
    page = pdf.pages[-1].obj
    page.Resources = Dictionary(XObject=Dictionary(Im0=image))
    page.Contents = Stream(pdf, f"q {width:.2f} 0 0 {height:.2f} {left:.2f} {bottom:.2f} cm /Im0 Do Q".encode())


def as_seen(page: Any, left: float, low: float, right: float, high: float) -> tuple[float, float, float, float]:
    """Left, top, width, height on the page as it is seen, from edges in the directions of the unturned page."""
    wide, tall = page.get_width(), page.get_height()
    x0, y0, _x1, _y1 = page.get_cropbox()
    left, right, low, high = left - x0, right - x0, low - y0, high - y0
    edges = {
        0: (left, tall - high, right, tall - low),
        90: (low, left, high, right),
        180: (wide - right, low, wide - left, high),
        270: (wide - high, tall - right, wide - low, tall - left),
    }
    begin, top, end, bottom = edges[page.get_rotation()]
    return begin, top, end - begin, bottom - top
