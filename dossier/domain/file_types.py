"""What a file is, by its first bytes; the name that somebody gave it is only what somebody said."""

from typing import Final

HEAD_BYTES: Final = 4096
"""So much of the beginning is enough."""
UNKNOWN: Final = "application/octet-stream"
ZIP: Final = "application/zip"
COMPOUND: Final = "application/x-ole-storage"
"""The container of older Word, Excel and Outlook files."""
_SIGNATURES: Final[tuple[tuple[int, bytes, str], ...]] = (
    (0, b"%PDF-", "application/pdf"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (0, b"II*\x00", "image/tiff"),
    (0, b"MM\x00*", "image/tiff"),
    (0, b"BM", "image/bmp"),
    (8, b"WEBP", "image/webp"),
    (8, b"WAVE", "audio/wav"),
    (8, b"AVI ", "video/x-msvideo"),
    (4, b"ftypheic", "image/heic"),
    (4, b"ftypheix", "image/heic"),
    (4, b"ftypmif1", "image/heif"),
    (4, b"ftypavif", "image/avif"),
    (4, b"ftypM4A", "audio/mp4"),
    (4, b"ftypqt", "video/quicktime"),
    (4, b"ftyp3g", "video/3gpp"),
    (4, b"ftyp", "video/mp4"),
    (0, b"\x1aE\xdf\xa3", "video/webm"),
    (0, b"\x00\x00\x01\xba", "video/mpeg"),
    (0, b"FLV\x01", "video/x-flv"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"\xff\xfb", "audio/mpeg"),
    (0, b"\xff\xf3", "audio/mpeg"),
    (0, b"\xff\xf1", "audio/aac"),
    (0, b"fLaC", "audio/flac"),
    (0, b"#!AMR", "audio/amr"),
    (28, b"OpusHead", "audio/ogg"),
    (28, b"\x01vorbis", "audio/ogg"),
    (0, b"OggS", "application/ogg"),
    (0, b"PK\x03\x04", ZIP),
    (0, b"PK\x05\x06", ZIP),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", COMPOUND),
    (0, b"{\\rtf", "application/rtf"),
    (0, b"Rar!\x1a\x07", "application/vnd.rar"),
    (0, b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (0, b"\x1f\x8b", "application/gzip"),
    (257, b"ustar", "application/x-tar"),
    (0, b"WARC/", "application/warc"),
    (0, b"SQLite format 3\x00", "application/vnd.sqlite3"),
)
"""Place, bytes and type (IANA media types). The first that fits counts, so the longer of two alike stands first."""
_ZIPPED: Final = (
    ("word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    ("archive/data.warc", "application/x-wacz"),
    ("datapackage.json", "application/x-wacz"),
)
_MAIL_HEADERS: Final = (b"received:", b"from:", b"return-path:", b"delivered-to:", b"mime-version:", b"message-id:")


def type_of(head: bytes) -> str:
    """The media type of a file from its first bytes.

    Args:
        head: At least HEAD_BYTES of them, or the whole file.
    """
    for place, mark, name in _SIGNATURES:
        if head[place : place + len(mark)] == mark and (place != 8 or head[:4] == b"RIFF"):
            return name
    return _type_of_text(head[:HEAD_BYTES])


def _type_of_text(head: bytes) -> str:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "text/plain"
    if b"\x00" in head:
        return UNKNOWN
    if start.startswith(_MAIL_HEADERS):
        is_page = b"multipart/related" in start and b"text/html" in start and b"snapshot-content-location:" in start
        return "multipart/related" if is_page else "message/rfc822"
    if start.startswith((b"<!doctype html", b"<html", b"<head", b"<body")):
        return "text/html"
    if b"<svg" in start[:1000]:
        return "image/svg+xml"
    if start.startswith(b"<?xml"):
        return "application/xml"
    if head and (sum(byte < 32 and byte not in b"\t\r\n\x0c\x1b" for byte in head) * 50 > len(head)):
        return UNKNOWN
    return "text/plain" if head else UNKNOWN


def type_in_zip(names: "list[str]", mimetype: str) -> str:
    """What a ZIP container holds, by the names in it and by its entry ``mimetype`` (OpenDocument, EPUB)."""
    if mimetype.startswith(("application/vnd.oasis.opendocument", "application/epub+zip")):
        return mimetype.strip()[:100]
    return next((name for mark, name in _ZIPPED if any(entry.startswith(mark) for entry in names)), ZIP)


def kind_of(media_type: str) -> str:
    """The kind of document that a type suggests where the person names none: a code of the list of documents."""
    if media_type in {"text/html", "multipart/related", "application/warc", "application/x-wacz"}:
        return "web_capture"
    if media_type == "message/rfc822":
        return "message"
    return {"image": "photograph", "video": "video", "audio": "audio"}.get(media_type.partition("/")[0], "other")
