"""Files of every kind are taken in as they are; what would unmask somebody is kept apart; hostile ones are kept too."""

import hashlib
import io
import json
import os
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image
from PIL.ExifTags import IFD
from sqlmodel import select

from dossier.cage.running import Answer
from dossier.casework.custody import history_of
from dossier.casework.exhibits import NewExhibit, get_exhibit
from dossier.domain.dates import PartialDate
from dossier.errors import DossierError, NotFound, Refused
from dossier.intake.exhibits import reading
from dossier.intake.exhibits.taking import take_in
from dossier.vault.checking import check_vault
from dossier.vault.evidence import EvidenceStore
from dossier.vault.queries.exhibits import text_of
from dossier.vault.tables import Change, Citation, Exhibit, LegalCase, Person, Source, StoredObject

if TYPE_CHECKING:
    from dossier.vault import Vault


@pytest.fixture
def new(vault: "Vault") -> NewExhibit:
    """What the person says, in a case of its own."""
    with vault.write() as session:
        session.add(case := LegalCase(title="A case"))
        session.flush()
        session.refresh(case)
        return NewExhibit(case=str(case.ref))


def photograph() -> bytes:
    exif = Image.Exif()
    exif[0x010F], exif[0x013B] = "Canon", "Anna Secretova"
    exif.get_ifd(IFD.GPSInfo)[2] = (53.0, 54.0, 0.0)
    exif.get_ifd(IFD.Exif)[0xA431] = "serial 4711"
    made = io.BytesIO()
    Image.new("RGB", (64, 48), (9, 9, 9)).save(made, "JPEG", exif=exif, comment=b"by Anna")
    return made.getvalue()


def office() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("docProps/core.xml", "<c xmlns:d='d'><d:creator>Anna Secretova</d:creator></c>")
        archive.writestr("word/document.xml", "<w><t>Прысуд</t><t>абскарджаны</t></w>")
    return made.getvalue()


MAIL = "From: Anna Secretova <a@b.example>\nSubject: x\nContent-Type: text/html; charset=utf-8\n\n<p>Прысуд <b>суда</b>"


@pytest.mark.parametrize(
    ("name", "content", "mime_type", "kind", "words"),
    [
        ("photo.bin", photograph(), "image/jpeg", "photograph", ""),
        (
            "x.pdf",
            office(),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "other",
            "Прысуд",
        ),
        ("m.eml", MAIL.encode(), "message/rfc822", "message", "Прысуд"),
        ("t.exe", "Прысуд суда".encode("cp1251"), "text/plain", "other", "Прысуд"),
        ("p.html", "<html><script>evil()</script><p>Прысуд".encode(), "text/html", "web_capture", "Прысуд"),
    ],
    ids=["photograph", "office", "mail", "text", "page"],
)
def test_a_file_is_what_its_bytes_say_and_what_unmasks_is_kept_apart(
    vault: "Vault", new: NewExhibit, tmp_path: Path, name: str, content: bytes, mime_type: str, kind: str, words: str
) -> None:
    (tmp_path / name).write_bytes(content)
    taken = take_in(vault, tmp_path / name, new)
    with vault.read() as session:
        exhibit = get_exhibit(session, taken.ref)
        text = text_of(session, exhibit.id)
    assert (exhibit.mime_type, exhibit.document_kind_code) == (mime_type, kind)
    assert words in text
    assert "evil" not in text
    assert "Secretova" not in json.dumps(exhibit.media_facts, ensure_ascii=False)
    secret = exhibit.embedded_metadata or ""
    assert ("Secretova" in secret) == (b"Secretova" in content)
    if kind == "photograph":
        assert [one for one in ("Canon", "serial 4711", "53.0", "by Anna") if one not in secret] == []
    columns: Any = Exhibit.__table__.c  # type: ignore[attr-defined]
    assert columns.embedded_metadata.info["protection"] == 3


def test_the_record_has_number_sums_source_person_and_first_custody(
    vault: "Vault", new: NewExhibit, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_bytes(b"words")
    with vault.write() as session:
        session.add_all(
            [person := Person(label="Ян"), source := Source(code="S-1", kind_code="witness", reliability="B")]
        )
        session.flush()
        session.refresh(person)
        session.refresh(source)
    said = replace(
        new, person=str(person.ref), source=str(source.ref), obtained=PartialDate.parse("11.2026"),
        obtained_how="handed_over",
    )  # fmt: skip
    first, second = take_in(vault, tmp_path / "a.txt", said), take_in(vault, tmp_path / "a.txt", new)
    assert (first.number, second.number, first.is_known, second.is_known) == ("1", "2", False, True)
    with vault.read() as session:
        exhibit = get_exhibit(session, first.ref)
        entries = history_of(session, first.ref)
        assert session.exec(select(Citation)).one().record_id == person.id
    assert (exhibit.reliability, exhibit.obtained, exhibit.obtained_at) == ("B", "2026-11", None)
    assert [(one.event, one.sha256_after == exhibit.sha256) for one in entries] == [
        ("received", True), ("hashed", True), ("stored", True),
    ]  # fmt: skip
    assert check_vault(vault, evidence="deep") == []


def test_parts_of_a_web_capture_are_exhibits_of_their_own(vault: "Vault", new: NewExhibit, tmp_path: Path) -> None:
    for name in ("page.html", "shot.png", "source.warc"):
        (tmp_path / name).write_bytes(b"<html>" if name.endswith("html") else b"WARC/1.0" + name.encode())
    said = replace(new, source_url="https://example.org/x", obtained_how="downloaded")
    taken = take_in(vault, tmp_path / "page.html", said, parts=[tmp_path / "shot.png", tmp_path / "source.warc"])
    with vault.read() as session:
        whole = get_exhibit(session, taken.ref)
        parts = [get_exhibit(session, part.ref) for part in taken.parts]
    assert [part.parent_id for part in parts] == [whole.id, whole.id]
    assert whole.source_url == "https://example.org/x"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"case": "C-0000-00000"}, "ref.check"),
        ({"source": "S-ABCD-EFGH0"}, "ref.check"),
        ({"number": "1"}, "exhibit.number"),
    ],
)
def test_what_cannot_be_recorded_leaves_nothing(
    vault: "Vault", new: NewExhibit, tmp_path: Path, change: dict[str, Any], code: str
) -> None:
    (tmp_path / "a").write_bytes(b"first")
    (tmp_path / "b").write_bytes(b"second")
    take_in(vault, tmp_path / "a", new)
    with pytest.raises(DossierError) as refused:
        take_in(vault, tmp_path / "b", replace(new, **change))
    assert refused.value.code == code
    with vault.read() as session:
        assert len(session.exec(select(StoredObject)).all()) == 1
    assert check_vault(vault) == []


def test_an_exhibit_that_was_only_described_gets_its_bytes_and_keeps_what_was_said(
    vault: "Vault", new: NewExhibit, tmp_path: Path
) -> None:
    with vault.write() as session:
        case = session.exec(select(LegalCase)).one()
        session.add(Exhibit(case_id=case.id, exhibit_number="7", title="A verdict", document_kind_code="verdict"))
    (tmp_path / "a.txt").write_bytes(b"first")
    taken = take_in(vault, tmp_path / "a.txt", replace(new, number="7", language="ru"))
    with vault.read() as session:
        [kept] = session.exec(select(Exhibit)).all()
    assert (taken.ref, kept.title, kept.document_kind_code, kept.language) == (kept.ref, "A verdict", "verdict", "ru")
    assert kept.object_id
    with vault.read() as session:
        assert [one.event for one in history_of(session, taken.ref)] == ["received", "hashed", "stored"]
    with pytest.raises(Refused, match=r"exhibit\.number"):
        take_in(vault, tmp_path / "a.txt", replace(new, number="7"))
    assert check_vault(vault) == []


def test_another_file_does_not_take_the_place_of_one_whose_sum_is_recorded(
    vault: "Vault", new: NewExhibit, tmp_path: Path
) -> None:
    """As after a package, which brings the record of an exhibit and not its file."""
    wanted = hashlib.sha256(b"first").hexdigest()
    with vault.write() as session:
        case = session.exec(select(LegalCase)).one()
        session.add(Exhibit(case_id=case.id, exhibit_number="7", title="A", document_kind_code="note", sha256=wanted))
    (tmp_path / "other.txt").write_bytes(b"second")
    with pytest.raises(Refused, match=r"exhibit\.other_file"):
        take_in(vault, tmp_path / "other.txt", replace(new, number="7"))
    with vault.read() as session:
        assert session.exec(select(Exhibit.sha256, Exhibit.object_id)).all() == [(wanted, None)]
    (tmp_path / "first.txt").write_bytes(b"first")
    take_in(vault, tmp_path / "first.txt", replace(new, number="7"))
    with vault.read() as session:
        assert session.exec(select(Exhibit.object_id)).one() is not None
    assert check_vault(vault) == []


def test_a_case_that_is_not_there_is_named(vault: "Vault", new: NewExhibit, tmp_path: Path) -> None:
    from dossier.domain.refs import make_ref

    (tmp_path / "a").write_bytes(b"first")
    with pytest.raises(NotFound, match=r"exhibit\.case"):
        take_in(vault, tmp_path / "a", replace(new, case=make_ref("legal_case")))
    assert issubclass(NotFound, DossierError)
    assert issubclass(Refused, DossierError)


def _bomb() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * (300 << 20))
    return made.getvalue()


def _large_picture() -> bytes:
    """A PNG that says it has 60,000 by 60,000 pixels."""
    import struct
    import zlib

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    )


ENTITIES = (
    b"""<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY b0 "ha">
"""
    + b"".join(b'<!ENTITY b%d "%s">' % (at, b"&b%d;" % (at - 1) * 10) for at in range(1, 12))
    + b"]><w>&x;&b11;</w>"
)


def _office_with(document: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("word/document.xml", document)
    return made.getvalue()


def test_without_a_cage_a_file_is_kept_and_nobody_reads_it(
    vault: "Vault", new: NewExhibit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "run_worker", lambda *_given: Answer({}, b"", "cage"))
    (tmp_path / "x").write_bytes(MAIL.encode())
    taken = take_in(vault, tmp_path / "x", new)
    with vault.read() as session:
        exhibit = get_exhibit(session, taken.ref)
        assert exhibit.media_facts == {"not_read": "cage"}
        assert text_of(session, exhibit.id) == ""
        with EvidenceStore(vault).open_id(session, exhibit.object_id) as reader:
            assert b"".join(reader.blocks()) == MAIL.encode()


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7\n" + os.urandom(2000),
        b"\xff\xd8\xff" + os.urandom(2000),
        b"PK\x03\x04" + os.urandom(2000),
        _bomb(),
        _large_picture(),
        _office_with(ENTITIES),
        b"From: x\nContent-Type: multipart/mixed; boundary=a\n\n" + b"--a\n" * 2000,
        b"<html>" + b"<a" * 20000,
    ],
    ids=["pdf", "jpeg", "zip", "zip bomb", "huge picture", "entities", "mail", "page"],
)
def test_a_hostile_file_is_kept_and_the_program_lives(
    vault: "Vault", new: NewExhibit, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "x").write_bytes(content)
    taken = take_in(vault, tmp_path / "x", new)
    with vault.read() as session:
        exhibit = get_exhibit(session, taken.ref)
        words = text_of(session, exhibit.id)
        with EvidenceStore(vault).open_id(session, exhibit.object_id) as reader:
            assert b"".join(reader.blocks()) == content
    assert "root:" not in words
    assert len(words) < 3_000_000


def test_no_value_of_the_file_stands_in_the_journal_in_clear_beyond_the_record(
    vault: "Vault", new: NewExhibit, tmp_path: Path
) -> None:
    """Words for searching can be made again, so the journal does not hold them twice."""
    (tmp_path / "x").write_text("КанарэйкаТэксту")
    take_in(vault, tmp_path / "x", new)
    with vault.read() as session:
        entries = json.dumps([one.after for one in session.exec(select(Change))], ensure_ascii=False)
    assert "КанарэйкаТэксту" not in entries
