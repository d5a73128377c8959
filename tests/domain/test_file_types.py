"""A file is what its bytes say, whatever it is called."""

import pytest

from dossier.domain.file_types import COMPOUND, UNKNOWN, ZIP, kind_of, type_in_zip, type_of

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b"%PDF-1.7\n", "application/pdf"),
        (b"\xff\xd8\xff\xe1..Exif", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ", "image/webp"),
        (b"RIFF\x10\x00\x00\x00WAVEfmt ", "audio/wav"),
        (b"XXXX\x10\x00\x00\x00WEBP", UNKNOWN),
        (b"\x00\x00\x00\x18ftypmp42", "video/mp4"),
        (b"\x00\x00\x00\x18ftypqt  ", "video/quicktime"),
        (b"\x00\x00\x00\x18ftypheic", "image/heic"),
        (b"\x1aE\xdf\xa3\x01\x00", "video/webm"),
        (b"ID3\x03", "audio/mpeg"),
        (b"OggS" + b"\x00" * 24 + b"OpusHead", "audio/ogg"),
        (b"PK\x03\x04\x14", ZIP),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", COMPOUND),
        (b"WARC/1.0\r\n", "application/warc"),
        (b"<!DOCTYPE html><html>", "text/html"),
        (b"\xef\xbb\xbf<html>", "text/html"),
        (b"<?xml version='1.0'?><svg xmlns='x'>", "image/svg+xml"),
        (b"<?xml version='1.0'?><a/>", "application/xml"),
        (b"From: a@b\nTo: c@d\n\nx", "message/rfc822"),
        (
            b"From: <Saved>\nSnapshot-Content-Location: https://x\nContent-Type: multipart/related;\ttype=text/html\n",
            "multipart/related",
        ),
        ("Просты тэкст".encode(), "text/plain"),
        ("Просты тэкст".encode("cp1251"), "text/plain"),
        ("Просты тэкст".encode("utf-16"), "text/plain"),
        (b"\x00\x01\x02\x03", UNKNOWN),
        (b"\x01\x02\x03\x04\x05", UNKNOWN),
        (b"", UNKNOWN),
    ],
    ids=range(27),
)
def test_the_first_bytes_tell_the_type(head: bytes, name: str) -> None:
    assert type_of(head) == name


@pytest.mark.parametrize(
    ("names", "mimetype", "found"),
    [
        (["[Content_Types].xml", "word/document.xml"], "", DOCX),
        (
            ["mimetype", "content.xml"],
            "application/vnd.oasis.opendocument.text",
            "application/vnd.oasis.opendocument.text",
        ),
        (["archive/data.warc.gz"], "", "application/x-wacz"),
        (["photo.jpg"], "", ZIP),
    ],
)
def test_a_container_is_what_it_holds(names: list[str], mimetype: str, found: str) -> None:
    assert type_in_zip(names, mimetype) == found


@pytest.mark.parametrize(
    ("name", "kind"),
    [("image/png", "photograph"), ("video/mp4", "video"), ("text/html", "web_capture"), (DOCX, "other"),
     ("message/rfc822", "message")],
)  # fmt: skip
def test_a_type_suggests_a_kind(name: str, kind: str) -> None:
    assert kind_of(name) == kind
