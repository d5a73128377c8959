"""Text recognition for copies that were made before the recogniser was there: the pages and their numbers stay."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dossier.cage.running import run_worker
from dossier.casework.exhibits import get_exhibit
from dossier.errors import NotFound, add_messages
from dossier.export.exhibits.copies import WORKER, enter_recognised, make_pages, note_recognised
from dossier.export.exhibits.recognition import LIMITS, Recognised, recognise, recogniser
from dossier.export.exhibits.redacting import boxes_of
from dossier.i18n import N_
from dossier.vault.evidence import EvidenceStore
from dossier.vault.queries import exhibits as queries
from dossier.vault.search_fields import RECOGNISED
from dossier.vault.search_index import index_text

if TYPE_CHECKING:
    from dossier.vault import Vault
    from dossier.vault.tables import ExhibitCopy

add_messages(
    {
        "exhibit.no_recogniser": N_(
            "Text recognition needs tesseract, with the data of the languages, and bubblewrap. The line that installs "
            "them stands in the README."
        ),
    }
)


@dataclass(frozen=True, slots=True)
class RecognisedCopy:
    """What is known of the words of one copy."""

    exhibit_ref: str
    kind: str
    revision: int
    with_what: str
    """Program, version, languages; empty where there was nothing to recognise, or no data for the language."""
    page_count: int
    silent_count: int
    """Pages that still have no words."""


def recognise_copies(vault: "Vault", ref: str) -> list[RecognisedCopy]:
    """Recognise the words of every copy of an exhibit on which nobody did it yet.

    Args:
        vault: Open and writable.
        ref: Of the exhibit; its pages are made where they are not yet.

    Raises:
        NotFound: "exhibit.no_recogniser"; else as ``make_pages``.
    """
    if recogniser() is None:
        raise NotFound("exhibit.no_recogniser")
    pages = make_pages(vault, ref)
    with vault.read() as session:
        exhibit = get_exhibit(session, ref)
        versions = [one for one in queries.copies_of(session, exhibit.id, "redacted") if one.object_id]
    copies = [] if pages.slip_reason_code else [pages, *versions]
    return [_told(ref, one if one.recognised_with else _recognised(vault, ref, one)) for one in copies]


def _told(ref: str, copy: "ExhibitCopy") -> RecognisedCopy:
    return RecognisedCopy(
        ref, copy.kind, copy.revision, copy.recognised_with or "", copy.recognised_page_count or 0,
        copy.silent_page_count or 0,
    )  # fmt: skip


def _recognised(vault: "Vault", ref: str, copy: "ExhibitCopy") -> "ExhibitCopy":
    with vault.read() as session:
        language = get_exhibit(session, ref).language
        boxes = boxes_of(session, copy)
        with EvidenceStore(vault).open_id(session, copy.object_id) as reader:
            content = b"".join(reader.blocks())
    answer = run_worker(WORKER, {"do": "silent"}, content, LIMITS)
    facts: Any = answer.facts
    silent: Sequence[int] = facts.get("silent", ())
    return _kept(vault, ref, copy, recognise(content, silent, language, boxes=boxes))


def _kept(vault: "Vault", ref: str, copy: "ExhibitCopy", seen: Recognised) -> "ExhibitCopy":
    """The copy names the new file; the one without the words goes, and its sum stays in the custody."""
    store = EvidenceStore(vault)
    with store.staged(io.BytesIO(seen.content)) as staged, vault.write(reason="text recognised") as session:
        exhibit = get_exhibit(session, ref)
        kept = next(one for one in queries.copies_of(session, exhibit.id, copy.kind) if one.id == copy.id)
        row, before, left = store.keep(session, staged), kept.sha256, kept.object_id
        kept.object_id, kept.sha256, kept.size_bytes = row.object_id, row.sha256, row.size_bytes
        note_recognised(kept, seen)
        session.add(kept)
        session.flush()
        enter_recognised(session, exhibit, seen, before=before, after=row.sha256)
        if seen.text and kept.kind == "pages":
            index_text(session, "exhibit", exhibit.id, seen.text, RECOGNISED)
        if left and left != row.object_id:
            store.drop(session, left)
    return kept
