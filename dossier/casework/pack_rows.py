"""What the tables of a pack say of exhibits and their custody: codes and ISO dates, reduced to the profile."""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from dossier.casework.desk import Desk, grade
from dossier.vault.journal_values import plain


@dataclass(frozen=True, slots=True)
class PackExhibit:
    """One exhibit as a row."""

    exhibit_ref: str
    exhibit_number: str
    ern_begin: str
    ern_end: str
    page_count: int | None
    title: str
    document_kind: str
    document_date: str
    author: str
    language: str
    translation_of: str
    source: str
    grade: str
    original_or_copy: str
    confidentiality: str
    redaction: str
    obtained_at: str
    obtained_how: str
    obtained_by: str
    tool: str
    source_url: str
    mime_type: str
    size_bytes: int | None
    sha256: str
    verification: str
    file: str
    """Where its original lies in the pack; empty where it is not in it."""
    protection_class: int
    """Of the record: 0 lowers its personal columns, 2 and 3 raise all."""
    id: uuid.UUID
    object_id: str
    folder: str
    """Of its files in the pack: the number of its first page, else its number as an exhibit."""

    def cells(self) -> tuple[Any, ...]:
        """The columns of exhibits.csv."""
        return tuple(getattr(self, name) for name in self.__slots__ if name not in ("id", "object_id", "folder"))


@dataclass(frozen=True, slots=True)
class PackStep:
    """One entry of a custody log as a row."""

    exhibit_ref: str
    number: int
    event: str
    at: str
    by: str
    from_custodian: str
    to_custodian: str
    place: str
    purpose: str
    method_and_tool: str
    sha256_before: str
    sha256_after: str
    seal_number: str
    previous_hash: str
    entry_hash: str
    protection_class: int

    def cells(self) -> tuple[Any, ...]:
        """The columns of custody_log.csv."""
        return tuple(getattr(self, name) for name in self.__slots__)


def exhibits_of_pack(desk: Desk, order: list[str], with_originals: bool) -> tuple[PackExhibit, ...]:
    """The exhibits in the order of the list in the dossier.

    Args:
        desk: Of the dossier.
        order: References of the exhibits that the dossier lists.
        with_originals: Whether the originals go into the pack.
    """
    by_ref = {one.ref: one for one in desk.rows.exhibits}
    return tuple(_exhibit(desk, by_ref[ref], with_originals) for ref in order)


def _exhibit(desk: Desk, exhibit: Any, with_originals: bool) -> PackExhibit:
    source = desk.rows.sources.get(exhibit.source_id)
    original = desk.exhibit(exhibit.translation_of_id)
    folder = exhibit.ern_begin or f"exhibit-{exhibit.exhibit_number or exhibit.ref}"
    held = bool(exhibit.object_id) and with_originals
    return PackExhibit(
        exhibit_ref=exhibit.ref,
        exhibit_number=exhibit.exhibit_number or exhibit.ref,
        ern_begin=exhibit.ern_begin or "",
        ern_end=exhibit.ern_end or "",
        page_count=exhibit.page_count,
        title=desk.release.cleared(desk.text(exhibit, "title")),
        document_kind=exhibit.document_kind_code,
        document_date=exhibit.dated or "unknown",
        author=desk.release.cleared(exhibit.author_body or desk.text(exhibit, "author_person")),
        language=exhibit.language or "und",
        translation_of=original.ref if original is not None else "",
        source=source.code if source else "",
        grade=grade(exhibit),
        original_or_copy=exhibit.original_or_copy,
        confidentiality=exhibit.confidentiality,
        redaction=exhibit.redaction,
        obtained_at=_iso(exhibit.obtained_at),
        obtained_how=exhibit.obtained_how or "",
        obtained_by=exhibit.obtained_by_code or "",
        tool=exhibit.tool or "",
        source_url=desk.release.cleared(desk.text(exhibit, "source_url")),
        mime_type=exhibit.mime_type or "",
        size_bytes=exhibit.size_bytes,
        sha256=exhibit.sha256 or "",
        verification=exhibit.verification,
        file=f"data/exhibits/{folder}/native{_ending(exhibit.mime_type)}" if held else "",
        protection_class=exhibit.protection_class,
        id=exhibit.id,
        object_id=exhibit.object_id or "",
        folder=folder,
    )


_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
_ENDINGS = {
    "application/pdf": ".pdf", "image/jpeg": ".jpg", "image/png": ".png", "image/gif": ".gif", "image/webp": ".webp",
    "image/tiff": ".tif", "image/bmp": ".bmp", "image/heic": ".heic", "text/plain": ".txt", "text/html": ".html",
    "message/rfc822": ".eml", "multipart/related": ".mhtml", "video/mp4": ".mp4", "video/quicktime": ".mov",
    "video/webm": ".webm", "video/3gpp": ".3gp", "audio/mpeg": ".mp3", "audio/wav": ".wav", "audio/mp4": ".m4a",
    "audio/flac": ".flac", "audio/ogg": ".ogg", "application/ogg": ".ogg", "application/zip": ".zip",
    "application/warc": ".warc", "application/x-wacz": ".wacz", "application/rtf": ".rtf",
    f"{_OFFICE}wordprocessingml.document": ".docx", f"{_OFFICE}spreadsheetml.sheet": ".xlsx",
    f"{_OFFICE}presentationml.presentation": ".pptx", f"{_OPEN}text": ".odt", f"{_OPEN}spreadsheet": ".ods",
    f"{_OPEN}presentation": ".odp",
}  # fmt: skip


def _ending(mime_type: str | None) -> str:
    """By what the bytes are, never by the name that came with them."""
    return _ENDINGS.get(mime_type or "", ".bin")


def steps_of_pack(desk: Desk, order: list[str]) -> tuple[PackStep, ...]:
    """The custody entries of those exhibits, in the order of the list and of time."""
    by_ref = {one.ref: one.id for one in desk.rows.exhibits}
    found: list[PackStep] = []
    for ref in order:
        mine = [one for one in desk.rows.custody_events if one.exhibit_id == by_ref[ref]]
        found += [_step(desk, ref, one) for one in sorted(mine, key=lambda one: one.number)]
    return tuple(found)


def _step(desk: Desk, ref: str, one: Any) -> PackStep:
    clear = desk.release.cleared
    return PackStep(
        ref, one.number, one.event, str(plain(one.happened_at)), clear(one.by_code),
        clear(one.from_custodian_code or ""), clear(one.to_custodian_code or ""), clear(desk.text(one, "place")),
        clear(one.purpose), clear(one.method_and_tool), one.sha256_before or "", one.sha256_after or "",
        one.seal_number or "", one.previous_hash, one.entry_hash, one.protection_class,
    )  # fmt: skip


def _iso(at: datetime | None) -> str:
    if at is None:
        return ""
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC).isoformat(timespec="seconds")
