"""The tables of a pack: exhibits, custody, pages, consents, each with its description (Frictionless Data Package)."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

from dossier.export.check.class_checks import CLASSES, KEY, RECORD
from dossier.export.pack.files import Files

if TYPE_CHECKING:
    from dossier.casework.dossier_view import DossierView
    from dossier.casework.pack_rows import PackExhibit, PackStep

EXHIBITS: Final = (
    "exhibit_ref", "exhibit_number", "ern_begin", "ern_end", "page_count", "title", "document_kind", "document_date",
    "author", "language", "translation_of", "source", "grade", "original_or_copy", "confidentiality", "redaction",
    "obtained_at", "obtained_how", "obtained_by", "tool", "source_url", "mime_type", "size_bytes", "sha256",
    "verification", "file", RECORD,
)  # fmt: skip
CUSTODY: Final = (
    "exhibit_ref", "number", "event", "at", "by", "from_custodian", "to_custodian", "place", "purpose",
    "method_and_tool", "sha256_before", "sha256_after", "seal_number", "previous_hash", "entry_hash", RECORD,
)  # fmt: skip
PAGES: Final = ("ern", "exhibit_ref", "page", "file")
REDACTIONS: Final = ("ern", "exhibit_ref", "page", "left_pt", "top_pt", "width_pt", "height_pt", "reason_code")
CONSENTS: Final = ("person", "obtained", "form", "given_by", "allowed", "refused", "state")
_RISKY: Final = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
GUARD: Final = "'"


def put_tables(
    files: Files,
    view: "DossierView",
    exhibits: "Sequence[PackExhibit]",
    steps: "Sequence[PackStep]",
    pages: Iterable[tuple[str, str, int, str]] = (),
    boxes: Iterable[Sequence[Any]] = (),
) -> None:
    """Write the tables of a pack and their description.

    Args:
        files: Of the pack.
        view: The dossier.
        exhibits: Those that this version lists.
        steps: Of their logs, exhibit by exhibit in order.
        pages: Number, exhibit, page from 1, file of each page of a copy.
        boxes: What was taken out of pages, with a reason of seeds/vocabularies/icc_redaction_codes.csv.
    """
    guarded: list[tuple[str, int, str]] = []
    tables: dict[str, tuple[Sequence[str], list[Sequence[Any]]]] = {
        "exhibits": (EXHIBITS, [one.cells() for one in exhibits]),
        "custody_log": (CUSTODY, [one.cells() for one in steps]),
        "pages": (PAGES, list(pages)),
        "redactions": (REDACTIONS, list(boxes)),
        "loadfile": (("document_id", *EXHIBITS[2:]), [_load_row(one) for one in exhibits]),
        "consent_register": (CONSENTS, [_consent(one) for one in view.consents]),
    }  # fmt: skip
    for name, (header, rows) in tables.items():
        files.put(f"data/index/{name}.csv", _table(name, header, rows, guarded))
    files.put("data/index/guard.csv", _table("guard", ("table", "row", "column"), guarded, []))
    described = [*((name, header) for name, (header, _rows) in tables.items()), ("guard", ("table", "row", "column"))]
    files.put("data/index/datapackage.json", _description(described))


def _load_row(one: "PackExhibit") -> Sequence[Any]:
    """A document is named by the number of its first page, as courts' load files have it."""
    return (one.ern_begin or one.exhibit_number, *one.cells()[2:])


def _consent(one: Any) -> Sequence[Any]:
    return (
        one.person,
        one.obtained.first_on,
        one.form,
        one.given_by,
        "|".join(one.allowed),
        "|".join(one.refused),
        one.state,
    )


def _table(name: str, header: Sequence[str], rows: list[Any], guarded: list[tuple[str, int, str]]) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(header)
    for number, row in enumerate(rows, start=2):
        writer.writerow([_safe(name, number, header[at], cell, guarded) for at, cell in enumerate(row)])
    return stream.getvalue().encode()


def _safe(table: str, number: int, column: str, cell: Any, guarded: list[tuple[str, int, str]]) -> str:
    """A cell that no spreadsheet runs: what begins like a formula gets an apostrophe and is listed in guard.csv."""
    text = "" if cell is None else str(cell)
    if text.lstrip("\ufeff\x00 ").startswith(_RISKY):
        guarded.append((table, number, column))
        return GUARD + text
    return text


def _description(tables: "Sequence[tuple[str, Sequence[str]]]") -> bytes:
    resources = [
        {"name": name.replace("_", "-"), "path": f"{name}.csv", "encoding": "utf-8", "format": "csv",
         "schema": {"fields": [{"name": one, "type": "string", KEY: CLASSES.get(one, 0)} for one in header]}}
        for name, header in tables
    ]  # fmt: skip
    return json.dumps(
        {"name": "dossier-pack", "profile": "tabular-data-package", "resources": resources}, indent=1
    ).encode()
