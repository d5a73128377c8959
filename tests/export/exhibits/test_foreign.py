"""Of a stranger's file only what is seen on its pages is taken over."""

import io
import struct
import zlib
from typing import Any

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from dossier.export.exhibits import foreign, pictures
from tests.export.exhibits import files


def _texts(content: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(content)
    return [document[at].get_textpage().get_text_range() for at in range(len(document))]


def test_what_is_active_hidden_or_attached_stays_behind_and_the_words_stay() -> None:
    made, count, flags = foreign.clean_pages(files.hostile())
    assert count == 2
    assert {"javascript", "open_action", "actions", "attachments", "form"} <= set(flags)
    assert "Прысуд суда" in _texts(made)[0]
    everything = files.everything_in(made)
    for mark in (
        files.CANARY,
        b"/JavaScript",
        b"/JS",
        b"/Launch",
        b"/URI",
        b"/EmbeddedFile",
        b"/Annots",
        b"/OpenAction",
    ):
        assert mark not in everything, mark
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert set(pdf.Root.keys()) == {"/Type", "/Pages"}
        assert "/Info" not in pdf.trailer or not dict(pdf.docinfo)


def test_a_photograph_in_a_page_keeps_its_pixels_and_loses_its_marks() -> None:
    photograph = files.picture(kind="JPEG", comment=b"by Anna")
    bare = foreign.without_marks(photograph)
    assert b"by Anna" in photograph
    assert b"by Anna" not in bare
    with Image.open(io.BytesIO(photograph)) as before, Image.open(io.BytesIO(bare)) as after:
        assert before.tobytes() == after.tobytes()
    assert foreign.without_marks(b"no jpeg") == b"no jpeg"


def test_a_hidden_layer_does_not_come_to_light() -> None:
    made, count, flags = foreign.clean_pages(files.layered())
    assert (count, "layers" in flags) == (1, True)
    assert "".join(_texts(made)).strip() == "", "drawn as pixels, as a reader shows them"
    assert b"OCG" not in files.everything_in(made)


def test_what_is_written_in_a_form_is_on_the_page() -> None:
    pdf = files.words("Анкета")
    look = pikepdf.Stream(pdf, pdf.pages[0].obj.Contents.read_bytes().replace(b"785", b"20"))
    look.Type, look.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
    look.BBox, look.Resources = pikepdf.Array([0, 0, 600, 100]), pdf.pages[0].obj.Resources
    field: Any = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Tx, T=pikepdf.String("a"), F=4,
        V=pikepdf.String("x"), Rect=pikepdf.Array([0, 100, 600, 200]), AP=pikepdf.Dictionary(N=pdf.make_indirect(look)),
    )  # fmt: skip
    widget = pdf.make_indirect(field)
    pdf.pages[0].obj.Annots = pikepdf.Array([widget])
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([widget]))
    made, _count, _flags = foreign.clean_pages(files.saved(pdf))
    assert b"/Widget" not in files.everything_in(made)
    with pikepdf.open(io.BytesIO(made)) as after:
        assert len(after.pages[0].obj.Resources.get("/XObject", {})) == 1, "the look of the field is drawn"


def test_an_earlier_state_of_a_file_stays_behind() -> None:
    content = files.revised()
    assert content.count(b"%%EOF") == 2
    made, _count, _flags = foreign.clean_pages(content)
    assert made.count(b"%%EOF") == 1
    assert b"later" not in files.everything_in(made)


def _locked() -> bytes:
    files.words("x").save(out := io.BytesIO(), encryption=pikepdf.Encryption(owner="a", user="b"))
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (_locked(), "password"),
        (b"%PDF-1.7\nnonsense", "damaged"),
        (b"", "damaged"),
        (files.saved(pikepdf.new()), "empty"),
    ],
    ids=["locked", "nonsense", "nothing", "no pages"],
)
def test_what_cannot_be_shown_says_why(content: bytes, why: str) -> None:
    with pytest.raises(foreign.Unreadable) as refused:
        foreign.clean_pages(content)
    assert str(refused.value) in ({why, "damaged"} if why == "empty" else {why})


@pytest.mark.parametrize(
    ("content", "count"),
    [
        (files.picture(), 1),
        (files.picture("RGBA"), 1),
        (files.picture("L", "JPEG"), 1),
        (files.picture("1"), 1),
        (files.picture("P", "GIF"), 1),
        (files.picture(kind="TIFF", save_all=True, append_images=[Image.new("RGB", (9, 9))] * 2), 3),
        (files.picture(size=(3000, 20)), 1),
    ],
    ids=["colour", "transparent", "grey", "black and white", "palette", "three frames", "very wide"],
)
def test_a_picture_becomes_upright_pages(content: bytes, count: int) -> None:
    made, pages, _flags = pictures.picture_pages(content)
    assert pages == count
    assert len(pypdfium2.PdfDocument(made)) == count


def test_a_picture_that_lies_on_its_side_is_turned_and_loses_its_place() -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x013B] = 6, "CANARY-7731"
    made, _count, _flags = pictures.picture_pages(files.picture(kind="JPEG", size=(400, 100), exif=exif))
    assert files.CANARY not in files.everything_in(made)
    with pikepdf.open(io.BytesIO(made)) as pdf:
        (image,) = pdf.pages[0].obj.Resources.XObject.values()
        assert int(image.Height) > int(image.Width)


@pytest.mark.parametrize(
    ("content", "why"), [(b"\xff\xd8\xff" + b"x" * 500, "damaged"), (b"GIF89a" + b"\xff" * 30, "damaged")]
)
def test_a_picture_that_cannot_be_read_says_why(content: bytes, why: str) -> None:
    with pytest.raises(foreign.Unreadable, match=why):
        pictures.picture_pages(content)


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
@pytest.mark.parametrize("size", [(60_000, 60_000), (10_001, 10_000)])
def test_a_picture_of_too_many_pixels_is_not_drawn(size: tuple[int, int]) -> None:
    """A head that promises them is enough; no pixel follows it."""
    small = files.picture(size=(4, 4))
    head = b"IHDR" + struct.pack(">II", *size) + small[24:29]
    with pytest.raises(foreign.Unreadable, match="too_large"):
        pictures.picture_pages(small[:12] + head + struct.pack(">I", zlib.crc32(head)) + small[33:])
