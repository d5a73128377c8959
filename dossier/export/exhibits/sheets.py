"""Sheets in place of what cannot be printed, and before what is: number, title, kind, source, sum, and why."""

import json
from typing import TYPE_CHECKING, Any, Final

from dossier.cage.running import run_worker
from dossier.casework.dossier_words import Labels
from dossier.casework.searching_words import searching_words
from dossier.errors import RenderProblem
from dossier.export.exhibits.rendering import LIMITS, WORKER, Rendered
from dossier.i18n import N_, _, language
from dossier.vault.queries import exhibits as queries
from dossier.vault.queries.any_record import vocabulary

if TYPE_CHECKING:
    from dossier.vault.sessions import VaultSession
    from dossier.vault.tables import Exhibit, ExhibitCopy

_KINDS: Final = "document_kind"
REASONS: Final[dict[str, str]] = {
    "media": N_("This is a recording. It is played, not printed."),
    "type": N_("There is no way to print a file of this type."),
    "no_program": N_("LibreOffice or bubblewrap is not installed where these pages were made."),
    "password": N_("The file is locked with a password."),
    "damaged": N_("The file is damaged, or made so that it cannot be read."),
    "empty": N_("The file has no pages and no words."),
    "too_large": N_("The file is too large to be printed."),
    "too_long": N_("The file has too many pages to be printed."),
    "limit": N_("Reading the file took more time or memory than a file may take."),
    "timeout": N_("Reading the file took more time or memory than a file may take."),
    "crash": N_("The reader of the file broke down over it."),
    "cage": N_("This system cannot hold a stranger's file safely, so it was not opened."),
}
"""Why the exhibit itself is not shown."""

SheetLine = list[object]
"""Text, face, size in points, space before in points."""


def slip_sheet(session: "VaultSession", exhibit: "Exhibit", rendered: Rendered) -> Rendered:
    """One page that stands for an exhibit which cannot be shown; with the stills of a video a second one."""
    lines: list[SheetLine] = [*facts_of(session, exhibit), [_("This exhibit cannot be shown here"), "bold", 13, 24]]
    lines.append([_(REASONS.get(rendered.slip_reason, REASONS["damaged"])), "plain", 11, 4])
    lines.append([_("The original bytes are kept unaltered; their sum is above."), "plain", 11, 4])
    job = {"do": "sheet", "lines": lines, "stills": [len(still) for still in rendered.stills]}
    answer = run_worker(WORKER, job, b"".join(rendered.stills), LIMITS)
    if answer.failure or "slip" in answer.facts:
        raise RenderProblem("exhibit.stamp")
    count: Any = answer.facts["page_count"]
    return Rendered(answer.content, int(count), rendered.tool or "sheet", rendered.slip_reason)


def facts_of(session: "VaultSession", exhibit: "Exhibit") -> list[SheetLine]:
    """What a separator page says of an exhibit; nothing that unmasks a source."""
    facts: dict[str, Any] = exhibit.media_facts or {}
    length = _whole(facts.get("length_s"))
    original = session.get(type(exhibit), exhibit.translation_of_id) if exhibit.translation_of_id else None
    whole = session.get(type(exhibit), exhibit.parent_id) if exhibit.parent_id else None
    parts = ", ".join(str(one.exhibit_number or one.ref) for one in queries.parts_of(session, exhibit.id))
    rows = (
        (_("Title"), exhibit.title), (_("Kind"), _kind(session, exhibit)),
        (_("Date"), exhibit.dated or ""), (_("Source"), queries.source_code_of(session, exhibit)),
        (_("Type of the file"), exhibit.mime_type or ""),
        (_("Length"), _("{seconds} seconds").format(seconds=length) if length else ""),
        (_("Size"), _("{size} bytes").format(size=exhibit.size_bytes) if exhibit.size_bytes is not None else ""),
        (_("Translation of"), str(original.exhibit_number or original.ref) if original else ""),
        (_("Part of"), str(whole.exhibit_number or whole.ref) if whole else ""), (_("Parts"), parts),
        (_("Searching"), _searching(session, exhibit)),
        ("SHA-256", exhibit.sha256 or ""),
    )  # fmt: skip
    heading = _("Exhibit {number}").format(number=exhibit.exhibit_number or exhibit.ref)
    lines: list[SheetLine] = [[heading, "bold", 22, 120]]
    for label, value in rows:
        if value:
            lines += [
                [label, "bold", 9, 8],
                [value, "mono" if label == "SHA-256" else "plain", 9 if label == "SHA-256" else 12, 0],
            ]
    return lines


def _kind(session: "VaultSession", exhibit: "Exhibit") -> str:
    """What kind of document it is, in the language of the sheet."""
    return Labels(list(vocabulary(session, _KINDS)), language()).of(exhibit.document_kind_code, _KINDS)


def _searching(session: "VaultSession", exhibit: "Exhibit") -> str:
    """What a reader who looks for a word in the pages must know."""
    made = queries.copies_of(session, exhibit.id, "pages")
    return searching_words_of(made[-1]) if made else ""


def searching_words_of(copy: "ExhibitCopy") -> str:
    """What a reader who looks for a word in a copy must know; empty where it has words of its own on every page."""
    return searching_words(copy.recognised_with, copy.recognised_page_count, copy.silent_page_count)


def _whole(seconds: Any) -> str:
    """Seconds without their fraction; what is no number says nothing."""
    try:
        return f"{float(seconds):.0f}"
    except (TypeError, ValueError):
        return ""


def separator_lines(session: "VaultSession", exhibit: "Exhibit") -> list[SheetLine]:
    """The lines of a separator page; ``separator_page`` makes it."""
    return [
        *facts_of(session, exhibit),
        [exhibit.ern_begin or "", "mono", 12, 16],
        [exhibit.ern_end or "", "mono", 12, 0],
    ]


def separator_page(session: "VaultSession", exhibit: "Exhibit") -> bytes:
    """A page that goes before an exhibit in a bundle: its number typed, so that it can be searched; a PDF of its own.

    It is no page of the exhibit and has no number of a page.
    """
    return run_worker(WORKER, {"do": "sheet", "lines": separator_lines(session, exhibit)}, b"", LIMITS).content


def head_of_words(exhibit: "Exhibit") -> list[SheetLine]:
    """The headers of a message, as it carries them; nothing for other texts."""
    if exhibit.mime_type != "message/rfc822" or not exhibit.embedded_metadata:
        return []
    said: dict[str, Any] = json.loads(exhibit.embedded_metadata)
    shown = {"from", "to", "cc", "date", "subject"}
    lines: list[SheetLine] = [
        [f"{name}: {value}", "mono", 9, 0] for name, value in said.get("headers", []) if str(name).lower() in shown
    ]
    files = [name for _kind, name in said.get("parts", []) if name]
    return [*lines, *([f"[{name}]", "mono", 9, 0] for name in files), ["", "mono", 9, 0]]
