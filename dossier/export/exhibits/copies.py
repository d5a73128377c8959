"""Numbered copies of exhibits: made once in the cage, kept in the vault, stamped on the way out.

``make_pages`` makes and numbers what is not made yet; ``exhibit_copy`` writes the file for a pack. An exhibit that
cannot be shown gets one sheet that says why; its native stays what it is.
"""

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dossier import __version__
from dossier.cage.running import Limits, run_worker
from dossier.casework.exhibits import get_exhibit
from dossier.casework.new_files import new_file
from dossier.domain.ern import pages_of
from dossier.errors import NotFound, Refused, RenderProblem, add_messages
from dossier.export.exhibits.recognition import Recognised, recognise
from dossier.export.exhibits.rendering import Rendered, rendered_pages
from dossier.export.exhibits.sheets import slip_sheet
from dossier.i18n import N_
from dossier.vault import custody, ern_registry
from dossier.vault.evidence import EvidenceStore
from dossier.vault.queries import exhibits as queries
from dossier.vault.search_fields import RECOGNISED
from dossier.vault.search_index import index_text
from dossier.vault.tables import ExhibitCopy

if TYPE_CHECKING:
    from dossier.vault import Vault
    from dossier.vault.sessions import VaultSession
    from dossier.vault.tables import Exhibit

WORKER: Final = "dossier.export.exhibits.worker"
STAMP_LIMITS: Final = Limits(cpu_s=300, wall_s=600, memory_bytes=4 << 30)
TOOL: Final = f"dossier {__version__}"
add_messages(
    {
        "exhibit.stamp": N_(
            "The numbers could not be put on the pages of this exhibit; no number was taken. Try again."
        ),
        "exhibit.other_pages": N_(
            "This exhibit was numbered with another count of pages, so that its numbers would lead elsewhere. Take the "
            "numbered copy over from the vault in which it was made."
        ),
        "exhibit.not_redacted": N_("There is no redacted version of this exhibit. Make one: dossier exhibit redact"),
    }
)


@dataclass(frozen=True, slots=True)
class ExhibitCopyFile:
    """A copy of an exhibit for a pack, in a file."""

    exhibit_ref: str
    path: Path
    """``ERN of the first page.pdf`` in the folder that was asked for."""
    page_count: int
    erns: tuple[str, ...]
    """One for each page, in their order, gapless; a redacted version's end in -R01 and so on."""
    sha256: str
    """Of the file."""
    size_bytes: int
    made_from_sha256: str
    """Of the native bytes."""
    slip_reason: str
    """Empty where the exhibit's own pages are shown; else the code of the reason that the sheet in its place gives."""
    revision: int
    """0 for the copy itself, else which redacted version it is."""


def exhibit_copy(vault: "Vault", ref: str, folder: Path, *, redacted: bool = False) -> ExhibitCopyFile:
    """Write the numbered copy of an exhibit as a PDF into a folder; makes and numbers its pages where they are not yet.

    The same exhibit gives the same numbers for ever, and the same bytes with the same version of the program. The file
    has pages and page labels only: no script, link, attachment, form, layer or metadata of the native.

    Args:
        vault: Open and writable: the first time numbers are taken and custody is written.
        ref: Of the exhibit.
        folder: There already.
        redacted: The newest redacted version in place of the copy itself.

    Raises:
        Misread, NotFound: of the reference; "evidence.unknown_object" where no bytes are held, "exhibit.not_redacted".
        DossierError: "evidence.missing", "evidence.damaged".
        RenderProblem: "exhibit.stamp", "file.exists", "file.unwritable".
    """
    copy = newest_redacted(vault, ref) if redacted else make_pages(vault, ref)
    with vault.read() as session:
        store = EvidenceStore(vault)
        with store.open_id(session, copy.object_id) as reader:
            content = b"".join(reader.blocks())
    numbers = pages_of(copy.ern_begin or "", copy.page_count or 0, copy.revision if copy.kind == "redacted" else 0)
    made = stamp(content, numbers)
    path = folder / f"{numbers[0]}.pdf"
    with new_file(path) as draft:
        draft.write(made)
    return ExhibitCopyFile(
        ref, path, len(numbers), numbers, hashlib.sha256(made).hexdigest(), len(made), copy.made_from_sha256,
        copy.slip_reason_code or "", copy.revision,
    )  # fmt: skip


def stamp(content: bytes, numbers: Sequence[str], back: tuple[str, str] | None = None) -> bytes:
    """Pages with their numbers, each found once by a reader of words.

    Args:
        content: The pages.
        numbers: One for each.
        back: Where a click on a number leads: a file beside this one, and a named place in it.

    Raises:
        RenderProblem: "exhibit.stamp".
    """
    answer = run_worker(WORKER, {"do": "stamp", "numbers": list(numbers), "back": back}, content, STAMP_LIMITS)
    if answer.failure or "slip" in answer.facts or answer.facts.get("missing"):
        raise RenderProblem("exhibit.stamp")
    return answer.content


def for_archives(content: bytes) -> bytes:
    """Numbered pages as pictures with their words behind them: a form that PDF/A allows, whoever made them.

    Raises:
        RenderProblem: "exhibit.stamp".
    """
    answer = run_worker(WORKER, {"do": "archive"}, content, STAMP_LIMITS)
    if answer.failure or "slip" in answer.facts:
        raise RenderProblem("exhibit.stamp")
    return answer.content


def make_pages(vault: "Vault", ref: str) -> ExhibitCopy:
    """The pages of an exhibit, made, kept and numbered now where they are not yet.

    Raises:
        Misread, NotFound: of the reference; "evidence.unknown_object" where no bytes are held.
        DossierError: "evidence.missing", "evidence.damaged".
        RenderProblem: "exhibit.stamp".
        Refused: "ern.full", "ern.prefix"; "exhibit.other_pages".
    """
    with vault.read() as session:
        exhibit = get_exhibit(session, ref)
        if made := _held(queries.copies_of(session, exhibit.id, "pages")):
            return made[0]
        rendered, language = _rendered(vault, session, exhibit), exhibit.language
    return _kept(vault, ref, rendered, recognise(rendered.content, rendered.silent, language))


def _rendered(vault: "Vault", session: "VaultSession", exhibit: "Exhibit") -> Rendered:
    with EvidenceStore(vault).open_id(session, exhibit.object_id) as reader:
        rendered = rendered_pages(exhibit.mime_type or "", io.BufferedReader(reader, 1 << 20), session, exhibit)
    if rendered.slip_reason:
        return slip_sheet(session, exhibit, rendered)
    return rendered


def _kept(vault: "Vault", ref: str, rendered: Rendered, seen: Recognised) -> ExhibitCopy:
    """Take the numbers, keep the pages and what was recognised on them, write the custody: all or nothing."""
    store = EvidenceStore(vault)
    with store.staged(io.BytesIO(seen.content)) as staged, vault.write(reason="pages of an exhibit") as session:
        exhibit = get_exhibit(session, ref)
        made = queries.copies_of(session, exhibit.id, "pages")
        if _held(made):  # somebody was faster
            return made[0]
        copy = made[0] if made else _numbered(session, exhibit, rendered.page_count)
        if copy.page_count != rendered.page_count:
            raise Refused("exhibit.other_pages")
        row = store.keep(session, staged)
        copy.object_id, copy.sha256, copy.size_bytes = row.object_id, row.sha256, row.size_bytes
        copy.slip_reason_code, copy.tool = rendered.slip_reason or None, f"{TOOL}; {rendered.tool}"[:300]
        note_recognised(copy, seen)
        session.add(copy)
        exhibit.ern_begin, exhibit.ern_end, exhibit.page_count = copy.ern_begin, copy.ern_end, copy.page_count
        session.flush()
        custody.append(
            session, exhibit, "converted", purpose="numbered pages of a copy", method_and_tool=copy.tool,
            sha256_before=exhibit.sha256, sha256_after=row.sha256,
        )  # fmt: skip
        enter_recognised(session, exhibit, seen, before=exhibit.sha256, after=row.sha256)
        if seen.text:
            index_text(session, "exhibit", exhibit.id, seen.text, RECOGNISED)
    return copy


def note_recognised(copy: ExhibitCopy, seen: Recognised) -> None:
    """Which pages of a copy have words that a machine recognised, and which have none."""
    copy.recognised_with = seen.with_what or None
    copy.recognised_page_count, copy.silent_page_count = seen.page_count, seen.silent_count


def enter_recognised(
    session: "VaultSession", exhibit: "Exhibit", seen: Recognised, *, before: str | None, after: str
) -> None:
    """An entry in the custody of an exhibit, where words of a machine were put on its pages."""
    if seen.page_count:
        custody.append(
            session, exhibit, "converted", purpose="text recognised by machine, not checked",
            method_and_tool=seen.with_what, sha256_before=before, sha256_after=after,
        )  # fmt: skip


def _held(copies: Sequence[ExhibitCopy]) -> list[ExhibitCopy]:
    """Those of which the file is here; a package brings numbers and boxes, and no files."""
    return [one for one in copies if one.object_id]


def _numbered(session: "VaultSession", exhibit: "Exhibit", page_count: int) -> ExhibitCopy:
    """A copy that takes the next numbers; its bytes are told by the caller."""
    case = queries.case_of(session, exhibit)
    first = ern_registry.take(
        session, situation=case.state_code, case_ref=str(case.ref), exhibit_ref=str(exhibit.ref), pages=page_count
    )
    return ExhibitCopy(
        exhibit_id=exhibit.id, kind="pages", mime_type="application/pdf", page_count=page_count, ern_begin=str(first),
        ern_end=str(first.plus(page_count - 1)), made_from_sha256=exhibit.sha256 or "",
    )  # fmt: skip


def newest_redacted(vault: "Vault", ref: str) -> ExhibitCopy:
    """The newest redacted version of an exhibit.

    Raises:
        NotFound: "exhibit.not_redacted".
    """
    with vault.read() as session:
        made = _held(queries.copies_of(session, get_exhibit(session, ref).id, "redacted"))
    if not made:
        raise NotFound("exhibit.not_redacted")
    return made[-1]
