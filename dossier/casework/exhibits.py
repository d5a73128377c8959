"""Taking an item of evidence in: its bytes are in the vault already, here it gets its record and its first entries."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from dossier import __version__
from dossier.casework.partial_columns import date_columns
from dossier.domain.file_types import UNKNOWN, kind_of
from dossier.errors import NotFound, Refused, add_messages
from dossier.i18n import N_
from dossier.vault import custody
from dossier.vault.queries import exhibits as queries
from dossier.vault.search_index import index_text
from dossier.vault.tables import Citation, Event, Exhibit, LegalCase, Person, Row, Source
from dossier.vault.tables.base import now_utc

if TYPE_CHECKING:
    from dossier.domain.dates import PartialDate
    from dossier.vault.sessions import VaultSession
    from dossier.vault.tables import StoredObject

add_messages(
    {
        "exhibit.case": N_("There is no case of this reference. The reference of a case begins with C-."),
        "exhibit.person": N_("There is no person of this reference. The reference of a person begins with P-."),
        "exhibit.event": N_("There is no event of this reference. The reference of an event begins with E-."),
        "exhibit.source": N_("There is no source of this reference. The reference of a source begins with S-."),
        "exhibit.none": N_("There is no exhibit of this reference. The reference of an exhibit begins with X-."),
        "exhibit.number": N_("An exhibit of this case has this number already. Choose another, or leave it out."),
        "exhibit.other_file": N_(
            "This is not the file that was described under this number: its SHA-256 is another one. Find that file, or "
            "take this one in under a number of its own."
        ),
    }
)

_T = TypeVar("_T", bound=Row)
TOOL = f"dossier {__version__}"
COLLECTED_BY_US = ("recorded", "photographed", "downloaded", "copied", "found")
"""Ways of obtaining in which nobody handed the item over."""


@dataclass(frozen=True)
class FileReading:
    """What a file says of itself, read in the cage."""

    mime_type: str = UNKNOWN
    facts: dict[str, object] = field(default_factory=dict)
    """Of its form; unmasks nobody."""
    protected: dict[str, object] = field(default_factory=dict)
    """Everything else: place, device, author, owner, times."""
    text: str = ""
    tool: str = ""


@dataclass(frozen=True)
class NewExhibit:
    """What the person says of an item; references as typed."""

    case: str
    title: str = ""
    kind_code: str = ""
    number: str = ""
    person: str = ""
    event: str = ""
    source: str = ""
    parent: str = ""
    translation_of: str = ""
    obtained: "PartialDate | None" = None
    obtained_at: datetime | None = None
    stored_at: datetime | None = None
    """When its bytes were summed and stored, where that was before they became an exhibit; else now."""
    obtained_how: str | None = None
    original_or_copy: str = "unknown"
    language: str | None = None
    source_url: str | None = None
    file_name: str = ""
    purpose: str = "evidence of the case"


def find(session: "VaultSession", table: type[_T], ref: str, code: str) -> _T:
    """The record of a reference.

    Raises:
        Misread: no reference.
        NotFound: under the code.
    """
    found = queries.by_ref(session, table, ref)
    if found is None:
        raise NotFound(code)
    return found


def get_exhibit(session: "VaultSession", ref: str) -> Exhibit:
    """The exhibit of a reference.

    Raises:
        Misread: no reference.
        NotFound: "exhibit.none".
    """
    return find(session, Exhibit, ref, "exhibit.none")


def record_exhibit(session: "VaultSession", stored: "StoredObject", new: NewExhibit, reading: FileReading) -> Exhibit:
    """Give stored bytes their exhibit and its first custody entries, in the transaction that keeps the bytes.

    The number of an exhibit that was only described names that one: it keeps its description, its footnotes and its
    number.

    Args:
        session: Of ``vault.write()``.
        stored: Of ``EvidenceStore.keep``.
        new: As the person says.
        reading: As the file says.

    Raises:
        Misread: a text is no reference.
        NotFound: "exhibit.case", "exhibit.person", "exhibit.event", "exhibit.source", "exhibit.none".
        Refused: "exhibit.number", "exhibit.other_file".
    """
    case = find(session, LegalCase, new.case, "exhibit.case")
    exhibit = _described(session, case, new.number, stored) or Exhibit(
        case_id=case.id, exhibit_number=new.number[:20] or queries.next_number(session, case.id), title="",
        document_kind_code="",
    )  # fmt: skip
    _say(exhibit, new, reading, session.author)
    _tie(session, exhibit, new)
    _describe(exhibit, stored, reading)
    session.add(exhibit)
    session.flush()
    _first_entries(session, exhibit, new)
    if reading.text:
        index_text(session, "exhibit", exhibit.id, reading.text)
    _cite(session, exhibit, new)
    session.flush()
    session.refresh(exhibit)
    return exhibit


def _described(session: "VaultSession", case: LegalCase, number: str, stored: "StoredObject") -> Exhibit | None:
    """The exhibit of this number where it was only described so far: now it gets its bytes.

    Raises:
        Refused: "exhibit.number", where it has bytes; "exhibit.other_file", where its sum is known and is another.
    """
    numbered = (one for one in queries.exhibits_of_case(session, case.id) if number and one.exhibit_number == number)
    found = next(numbered, None)
    if found is not None and found.object_id:
        raise Refused("exhibit.number", field="number")
    if found is not None and found.sha256 not in (None, stored.sha256):
        raise Refused("exhibit.other_file", field="file")
    return found


def _say(exhibit: Exhibit, new: NewExhibit, reading: FileReading, author: str) -> None:
    """What the person says of it; where nothing is said, a description that is there stays."""
    exhibit.title = new.title or exhibit.title or new.file_name or "–"
    exhibit.document_kind_code = new.kind_code or exhibit.document_kind_code or kind_of(reading.mime_type)
    exhibit.language = new.language or exhibit.language
    exhibit.source_url = new.source_url or exhibit.source_url
    exhibit.obtained_how = new.obtained_how or exhibit.obtained_how
    exhibit.obtained_at = new.obtained_at or exhibit.obtained_at
    exhibit.obtained_by_code = author[:40]
    exhibit.file_name_as_received = new.file_name[-500:] or None
    if new.original_or_copy != "unknown":
        exhibit.original_or_copy = new.original_or_copy
    for name, value in date_columns("obtained", new.obtained).items():
        setattr(exhibit, name, value)


def _tie(session: "VaultSession", exhibit: Exhibit, new: NewExhibit) -> None:
    if new.source:
        source = find(session, Source, new.source, "exhibit.source")
        exhibit.source_id = source.id
        exhibit.reliability, exhibit.credibility = source.reliability, source.credibility
    if new.parent:
        exhibit.parent_id = get_exhibit(session, new.parent).id
    if new.translation_of:
        exhibit.translation_of_id = get_exhibit(session, new.translation_of).id


def _cite(session: "VaultSession", exhibit: Exhibit, new: NewExhibit) -> None:
    """A footnote on the person and on the event that the item shows or speaks of."""
    if new.person:
        person = find(session, Person, new.person, "exhibit.person")
        session.add(Citation(record_table="person", record_id=person.id, exhibit_id=exhibit.id))
    if new.event:
        event = find(session, Event, new.event, "exhibit.event")
        session.add(Citation(record_table="event", record_id=event.id, exhibit_id=exhibit.id))


def _describe(exhibit: Exhibit, stored: "StoredObject", reading: FileReading) -> None:
    exhibit.object_id, exhibit.sha256, exhibit.size_bytes = stored.object_id, stored.sha256, stored.size_bytes
    exhibit.mime_type, exhibit.media_facts = reading.mime_type, reading.facts
    exhibit.hashed_at, exhibit.tool = now_utc(), TOOL
    if reading.protected:
        exhibit.embedded_metadata = json.dumps(reading.protected, ensure_ascii=False, sort_keys=True)


def _first_entries(session: "VaultSession", exhibit: Exhibit, new: NewExhibit) -> None:
    """How it came, that it was summed, that it was stored: what a court asks first."""
    came = "collected" if new.obtained_how in COLLECTED_BY_US else "received"
    sums: dict[str, Any] = {"sha256_before": exhibit.sha256, "sha256_after": exhibit.sha256}
    custody.append(
        session, exhibit, came, at=new.obtained_at, purpose=new.purpose[:500], method_and_tool=new.obtained_how or TOOL,
        sha256_after=exhibit.sha256,
    )  # fmt: skip
    custody.append(
        session, exhibit, "hashed", at=new.stored_at, purpose="to show any later change",
        method_and_tool=f"SHA-256, {TOOL}", **sums,
    )  # fmt: skip
    custody.append(
        session, exhibit, "stored", at=new.stored_at, purpose="to keep the original unaltered",
        method_and_tool=f"AES-256-GCM, one key a file, {TOOL}", **sums,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class ExhibitLine:
    """An exhibit in a list."""

    ref: str
    number: str
    title: str
    kind_code: str
    mime_type: str
    size_bytes: int
    sha256: str
    """Empty where it is described and not held."""
    ern_begin: str
    ern_end: str


def exhibit_lines(session: "VaultSession", case_ref: str) -> list[ExhibitLine]:
    """The exhibits of a case in the order of their making.

    Raises:
        Misread, NotFound: of the reference.
    """
    case = find(session, LegalCase, case_ref, "exhibit.case")
    return [
        ExhibitLine(
            str(one.ref), one.exhibit_number or "", one.title, one.document_kind_code, one.mime_type or "",
            one.size_bytes or 0, one.sha256 or "", one.ern_begin or "", one.ern_end or "",
        )
        for one in queries.exhibits_of_case(session, case.id)
    ]  # fmt: skip
