"""Files of strangers, made here: honest ones and hostile ones."""

import io
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String
from PIL import Image

from dossier.export.exhibits.type_setting import Line, set_pages
from dossier.export.typeface import Face
from dossier.resources import export_path

FILES = {"plain": "PT_Sans-Web-Regular.ttf", "bold": "PT_Sans-Web-Bold.ttf", "mono": "DejaVuSansMono.ttf"}


def faces() -> dict[str, Face]:
    """The fonts of the program."""
    return {key: Face(export_path("fonts", name).read_bytes()) for key, name in FILES.items()}


def saved(pdf: Any) -> bytes:
    """The bytes of a PDF."""
    pdf.save(out := io.BytesIO())
    return out.getvalue()


def words(*pages: str) -> Any:
    """A PDF with one line of words on each page; open, to be changed."""
    pdf = pikepdf.new()
    for text in pages:
        set_pages(pdf, faces(), [Line(text, "plain", 14)])
    return pdf


def picture(mode: str = "RGB", kind: str = "PNG", size: tuple[int, int] = (60, 40), **options: Any) -> bytes:
    """A picture."""
    Image.new(mode, size, 200 if mode in ("L", "I;16", "1") else None).save(out := io.BytesIO(), kind, **options)
    return out.getvalue()


CANARY = b"CANARY-7731"


def hostile() -> bytes:
    """Everything at once that a PDF can carry beside its pages, each with the canary."""
    pdf = words("Прысуд суда", "другая старонка")
    text = String(CANARY.decode())
    script = Dictionary(S=Name.JavaScript, JS=text)
    pdf.Root.OpenAction = script
    pdf.Root.AA = Dictionary(WC=script)
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([text, script])))
    pdf.Root.AcroForm = Dictionary(Fields=Array([]), NeedAppearances=True)
    pdf.docinfo["/Author"] = CANARY.decode()
    with pdf.open_metadata() as meta:
        meta["dc:creator"] = [CANARY.decode()]
    pdf.attachments["x.txt"] = pikepdf.AttachedFileSpec(pdf, CANARY, filename="x.txt")
    page = pdf.pages[0].obj
    page.AA = Dictionary(O=script)
    page.Metadata = Stream(pdf, CANARY)
    page.PieceInfo = Dictionary(X=Dictionary(Private=text))
    box = Array([0, 0, 500, 500])
    kinds = (
        Dictionary(S=Name.Launch, F=String("/bin/sh " + CANARY.decode())),
        Dictionary(S=Name.URI, URI=String("http://127.0.0.1:9/" + CANARY.decode())),
        Dictionary(S=Name.GoToR, F=text), Dictionary(S=Name.SubmitForm, F=text), script,
    )  # fmt: skip
    links = [Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=box, A=action) for action in kinds]
    note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=box, Contents=text, T=text, F=2)
    file = Dictionary(
        Type=Name.Annot, Subtype=Name.FileAttachment, Rect=box, FS=Dictionary(EF=Dictionary(F=Stream(pdf, CANARY)))
    )
    page.Annots = Array([pdf.make_indirect(one) for one in (*links, note, file)])
    photograph = picture(kind="JPEG", comment=CANARY, exif=_exif())
    image = Stream(pdf, photograph)
    image.Type, image.Subtype, image.Filter = Name.XObject, Name.Image, Name.DCTDecode
    image.Width, image.Height, image.BitsPerComponent, image.ColorSpace = 60, 40, 8, Name.DeviceRGB
    image.Metadata = Stream(pdf, CANARY)
    page.Resources.XObject = Dictionary(Foto=pdf.make_indirect(image))
    pdf.pages[0].contents_add(Stream(pdf, b"q 60 0 0 40 100 100 cm /Foto Do Q"))
    return saved(pdf)


def _exif() -> Image.Exif:
    exif = Image.Exif()
    exif[0x013B] = CANARY.decode()
    return exif


def layered() -> bytes:
    """Words on a layer that readers do not show."""
    pdf = words("на бачным")
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("hidden")))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer]), Order=Array([layer])))
    page = pdf.pages[0]
    page.obj.Resources.Properties = Dictionary(L=layer)
    shown = page.obj.Contents.read_bytes() if isinstance(page.obj.Contents, Stream) else b""
    page.contents_add(Stream(pdf, b"/OC /L BDC " + shown.replace(b"1 0 0 1 56", b"1 0 0 1 156") + b" EMC"))
    return saved(pdf)


def revised() -> bytes:
    """A file with an earlier state in it: words that its newest state has no more."""
    before = saved(words("СакрэтСлова"))
    start = before.rindex(b"startxref")
    offset = int(before[start + 9 :].split()[0])
    new = b"\n9999 0 obj\n<< /Note (later) >>\nendobj\n"
    place = len(before) + 1
    trailer = b"trailer << /Size 10000 /Prev %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        offset,
        len(before) + len(new),
    )
    return before + new + b"xref\n9999 1\n%010d 00000 n \n" % place + trailer


def everything_in(content: bytes) -> bytes:
    """The raw bytes of a file, and each stream of it decoded."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        streams = [thing.read_bytes() for thing in pdf.objects if isinstance(thing, Stream) and _can_be_read(thing)]
    return content + b"".join(streams)


def _can_be_read(stream: Any) -> bool:
    try:
        stream.read_bytes()
    except pikepdf.PdfError:
        return False
    return True
