"""The worker that reads one stranger's file in the cage. Run as ``python -P -m dossier.intake.exhibits.worker``.

What it knows of each kind of file is an allow-list: ``facts`` gets what says nothing about anybody, everything else
that the file carries goes to ``protected``.
"""

import codecs
import io
import sys
import zipfile
from collections.abc import Callable
from email import message_from_bytes, policy
from html.parser import HTMLParser
from typing import Any, Final
from xml.etree import ElementTree

from dossier.cage.running import serve
from dossier.domain.file_types import ZIP, type_in_zip

MOST_TEXT: Final = 2_000_000
"""Characters of words that are kept for searching."""
MOST_VALUE: Final = 2_000
MOST_PIXELS: Final = 100_000_000
MOST_ENTRY_BYTES: Final = 32 << 20
"""Of one file inside a ZIP; a larger one is not unpacked."""
MOST_PDF_PAGES: Final = 5_000
CHARSETS: Final = (
    "ascii", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251", "cp1252", "cp1250", "cp1257", "cp866",
    "koi8-r", "koi8-u", "iso8859-1", "iso8859-2", "iso8859-4", "iso8859-5", "iso8859-13", "iso8859-15", "mac-cyrillic",
    "idna", "quopri", "base64", "unicode-escape", "raw-unicode-escape",
)  # fmt: skip
"""Encodings are loaded on their first use, which the walls refuse."""

Found = tuple[dict[str, Any], dict[str, Any], str]
"""Facts, protected, text."""


def prepare() -> None:
    """Load every reader while files can still be opened."""
    import pypdfium2
    from PIL import Image

    for name in CHARSETS:
        codecs.lookup(name)
    Image.init()
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    picture = io.BytesIO()
    Image.new("RGB", (2, 2)).save(picture, "JPEG", exif=Image.Exif())
    image({}, picture.getvalue())
    document = pypdfium2.PdfDocument.new()
    document.new_page(10, 10)
    document.save(kept := io.BytesIO())
    pdf({}, kept.getvalue())
    mail({}, b"From: =?utf-8?B?YQ==?= <a@b>\nDate: x\nContent-Type: text/html; charset=utf-8\n\n<p>x")
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("docProps/core.xml", "<a>b</a>")
    in_zip({}, zipped.getvalue())


def work(job: dict[str, object], content: bytes) -> tuple[dict[str, object], bytes]:
    """Read one file; the bytes of the answer stay empty."""
    read = reader_of(str(job["mime_type"]))
    try:
        facts, protected, text = read(job, content) if read else ({}, {}, "")
    except Exception as problem:  # a stranger's file may raise anything; it is kept all the same
        facts, protected, text = {"not_read": type(problem).__name__}, {}, ""
    return {
        "mime_type": job["mime_type"], "facts": facts, "protected": plain(protected), "text": clean(text),
        "tool": f"dossier.intake.exhibits, {job['walls']} walls",
    }, b""  # fmt: skip


def reader_of(mime_type: str) -> "Callable[[dict[str, object], bytes], Found] | None":
    """The reader of a type."""
    if mime_type.startswith("image/") and mime_type != "image/svg+xml":
        return image
    readers = {"application/pdf": pdf, ZIP: in_zip, "message/rfc822": mail, "multipart/related": mail,
               "text/html": page, "text/plain": text_file}  # fmt: skip
    return readers.get(mime_type)


def plain(value: Any) -> Any:
    """A value as JSON: short, without bytes."""
    if isinstance(value, dict):
        return {str(key)[:100]: plain(one) for key, one in list(value.items())[:300]}
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value[:300]]
    if isinstance(value, bytes):
        value = value.rstrip(b"\x00").decode("utf-8", "replace")
    return value if isinstance(value, (int, bool)) or value is None else str(value)[:MOST_VALUE]


def clean(text: str) -> str:
    """Words without what no database keeps."""
    return text[:MOST_TEXT].replace("\x00", " ").encode("utf-8", "replace").decode("utf-8")


def image(_job: dict[str, object], content: bytes) -> Found:
    """A picture: its size; its EXIF, XMP, comments and profiles are protected."""
    from PIL import ExifTags, Image

    with Image.open(io.BytesIO(content)) as picture:
        facts = {"format": picture.format, "width_px": picture.width, "height_px": picture.height}
        facts["frames"] = getattr(picture, "n_frames", 1)
        exif = picture.getexif()
        protected: dict[str, Any] = {"exif": {ExifTags.TAGS.get(tag, tag): value for tag, value in exif.items()}}
        for part in (ExifTags.IFD.Exif, ExifTags.IFD.GPSInfo, ExifTags.IFD.IFD1):
            names = ExifTags.GPSTAGS if part == ExifTags.IFD.GPSInfo else ExifTags.TAGS
            protected[part.name] = {names.get(tag, tag): value for tag, value in exif.get_ifd(part).items()}
        protected["info"] = {key: value for key, value in picture.info.items() if key not in {"exif", "icc_profile"}}
    return facts, {key: value for key, value in protected.items() if value}, ""


def pdf(_job: dict[str, object], content: bytes) -> Found:
    """A PDF: pages, what is active in it, its text layer; who made it with what is protected."""
    import pypdfium2
    import pypdfium2.raw as raw

    document = pypdfium2.PdfDocument(content)
    facts = {
        "pages": len(document), "pdf_version": document.get_version(), "attachments": document.count_attachments(),
        "javascript": raw.FPDFDoc_GetJavaScriptActionCount(document), "form": document.get_formtype(),
    }  # fmt: skip
    words, size = [], 0
    for number in range(min(len(document), MOST_PDF_PAGES)):
        if size > MOST_TEXT:
            break
        on_page = document[number].get_textpage()
        words.append(on_page.get_text_range())
        size += len(words[-1])
    return facts, {"info": document.get_metadata_dict(skip_empty=True)}, "\n\f".join(words)


def mail(_job: dict[str, object], content: bytes) -> Found:
    """A message, or a page that a browser saved as one: its headers are protected, its parts are counted."""
    message = message_from_bytes(content, policy=policy.default)
    parts = [part for part in message.walk() if not part.is_multipart()]
    texts = [_words_of(part) for part in parts if part.get_content_type() in {"text/plain", "text/html"}]
    protected = {"headers": [[name, str(value)] for name, value in list(message.items())[:100]],
                 "parts": [[part.get_content_type(), part.get_filename() or ""] for part in parts]}  # fmt: skip
    return {"parts": len(parts)}, protected, "\n\n".join(texts)


def _words_of(part: Any) -> str:
    content = part.get_payload(decode=True)
    try:
        text = content.decode(part.get_content_charset() or "utf-8", "replace")
    except (LookupError, PermissionError):  # an encoding that nobody knows, or that was not loaded
        text = decoded(content)
    return page({}, text.encode())[2] if part.get_content_type() == "text/html" else text


class _Words(HTMLParser):
    """The words of a page; scripts and styles are none."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in {"script", "style"}

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in {"script", "style"} and self._silent > 0

    def handle_data(self, data: str) -> None:
        if not self._silent and data.strip():
            self.words.append(data.strip())


def page(_job: dict[str, object], content: bytes) -> Found:
    """A saved web page."""
    parser = _Words()
    parser.feed(decoded(content))
    return {}, {}, "\n".join(parser.words)


def text_file(_job: dict[str, object], content: bytes) -> Found:
    """Plain text."""
    text = decoded(content)
    return {"lines": text.count("\n") + 1}, {}, text


def decoded(content: bytes) -> str:
    """Text in UTF-8, UTF-16 with its mark, or else the Windows letters of Cyrillic."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1251", "replace")


def in_zip(job: dict[str, object], content: bytes) -> Found:
    """An office document, a web archive or an archive: listed, never unpacked to a place."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        job["mime_type"] = type_in_zip(names, _entry(archive, "mimetype").decode("ascii", "replace"))
        facts = {"entries": len(names)}
        protected: dict[str, Any] = {name: _words_by_tag(_entry(archive, name)) for name in _DESCRIBED if name in names}
        words = [" ".join(_texts(_entry(archive, name))) for name in names if _has_words(name)]
    if job["mime_type"] == ZIP:
        protected["names"] = names[:1000]
    return facts, {key: value for key, value in protected.items() if value}, "\n".join(words)


_DESCRIBED: Final = ("docProps/core.xml", "docProps/app.xml", "docProps/custom.xml", "meta.xml")
"""Where office documents keep author, company, times and the names of printers."""


def _has_words(name: str) -> bool:
    return name in {"word/document.xml", "xl/sharedStrings.xml", "content.xml"} or (
        name.startswith("ppt/slides/slide") and name.endswith(".xml")
    )


def _entry(archive: zipfile.ZipFile, name: str) -> bytes:
    if name not in archive.NameToInfo or archive.getinfo(name).file_size > MOST_ENTRY_BYTES:
        return b""
    with archive.open(name) as entry:
        return entry.read(MOST_ENTRY_BYTES)


def _texts(document: bytes) -> list[str]:
    return [text.strip() for text in ElementTree.fromstring(document).itertext() if text.strip()] if document else []


def _words_by_tag(document: bytes) -> dict[str, str]:
    if not document:
        return {}
    return {one.tag.rpartition("}")[2]: one.text.strip() for one in ElementTree.fromstring(document).iter()
            if one.text and one.text.strip()}  # fmt: skip


if __name__ == "__main__":
    sys.exit(serve(prepare, work))
