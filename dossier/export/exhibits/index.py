"""Load files of a case's exhibits: one row an exhibit, one row a page, in the forms that review platforms read."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dossier.casework.exhibits import find
from dossier.casework.new_files import new_file
from dossier.vault.journal_values import plain
from dossier.vault.queries import exhibits as queries
from dossier.vault.tables import LegalCase

if TYPE_CHECKING:
    from dossier.export.exhibits.copies import ExhibitCopyFile
    from dossier.vault.sessions import VaultSession
    from dossier.vault.tables import Exhibit

FIELDS: Final = (
    "ern_begin", "ern_end", "page_count", "court_ern", "exhibit_no", "title", "document_type", "document_date",
    "author_body", "language", "translation_of", "parent", "confidentiality", "redaction_status", "source",
    "obtained_on", "obtained_at", "obtained_by", "obtained_how", "original_or_copy", "mime_type", "size_bytes",
    "sha256", "hashed_at", "tool", "source_url", "verification_status", "source_reliability",
    "information_credibility", "tlp", "file",
)  # fmt: skip
"""Fields of one exhibit, by the names that courts' electronic systems use; what unmasks a source is not among them."""
PAGE_FIELDS: Final = ("ern", "exhibit_no", "file", "page")
_QUOTE, _SEPARATOR = "\u00fe", "\x14"
"""Of the DAT form (Concordance)."""


def write_index(
    session: "VaultSession", case_ref: str, copies: "Sequence[ExhibitCopyFile]", folder: Path
) -> list[Path]:
    """Write ``loadfile.csv``, ``loadfile.dat``, ``pages.csv`` and ``pages.opt`` for copies that lie in files.

    Args:
        session: To read in.
        case_ref: Of the case whose exhibits they are.
        copies: As ``exhibit_copy`` gave them.
        folder: For the four files, there already.

    Raises:
        Misread, NotFound: of the reference.
        RenderProblem: "file.exists", "file.unwritable".
    """
    case = find(session, LegalCase, case_ref, "exhibit.case")
    known = {str(one.ref): one for one in queries.exhibits_of_case(session, case.id)}
    rows = [_row(session, known[copy.exhibit_ref], copy) for copy in copies if copy.exhibit_ref in known]
    pages = [page for copy, row in zip(copies, rows, strict=True) for page in _pages(copy, row)]
    made = (
        ("loadfile.csv", _csv(FIELDS, rows)), ("loadfile.dat", _dat(FIELDS, rows)),
        ("pages.csv", _csv(PAGE_FIELDS, pages)), ("pages.opt", _opt(pages)),
    )  # fmt: skip
    for name, text in made:
        with new_file(folder / name) as draft:
            draft.write(text.encode("utf-8"))
    return [folder / name for name, _text in made]


def _row(session: "VaultSession", one: "Exhibit", copy: "ExhibitCopyFile") -> dict[str, Any]:
    original = session.get(type(one), one.translation_of_id) if one.translation_of_id else None
    whole = session.get(type(one), one.parent_id) if one.parent_id else None
    values = {
        "ern_begin": copy.erns[0], "ern_end": copy.erns[-1], "page_count": copy.page_count, "court_ern": one.court_ern,
        "exhibit_no": one.exhibit_number, "title": one.title, "document_type": one.document_kind_code,
        "document_date": one.dated or "unknown", "author_body": one.author_body, "language": one.language,
        "translation_of": original.ern_begin if original else "", "parent": whole.ern_begin if whole else "",
        "confidentiality": one.confidentiality, "source": queries.source_code_of(session, one),
        "redaction_status": "redacted_version" if copy.revision else one.redaction,
        "obtained_on": one.obtained, "obtained_at": one.obtained_at, "obtained_by": one.obtained_by_code,
        "obtained_how": one.obtained_how, "original_or_copy": one.original_or_copy, "mime_type": one.mime_type,
        "size_bytes": one.size_bytes, "sha256": one.sha256, "hashed_at": one.hashed_at, "tool": one.tool,
        "source_url": one.source_url, "verification_status": one.verification, "source_reliability": one.reliability,
        "information_credibility": one.credibility, "tlp": one.tlp, "file": copy.path.name,
    }  # fmt: skip
    return {name: plain(value) if value is not None else "" for name, value in values.items()}


def _pages(copy: "ExhibitCopyFile", row: Mapping[str, Any]) -> list[dict[str, Any]]:
    numbers = zip(copy.erns, range(1, copy.page_count + 1), strict=True)
    return [{"ern": ern, "exhibit_no": row["exhibit_no"], "file": row["file"], "page": at} for ern, at in numbers]


def _csv(fields: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, fields)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _dat(fields: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    """Concordance: þ around each value, DC4 between; line ends inside a value are ®."""
    lines = [fields, *([str(row[name]).replace("\n", "\u00ae") for name in fields] for row in rows)]
    return "\ufeff" + "".join(_SEPARATOR.join(f"{_QUOTE}{one}{_QUOTE}" for one in line) + "\r\n" for line in lines)


def _opt(pages: Iterable[Mapping[str, Any]]) -> str:
    """Opticon: number, volume, file, whether a document begins, folder, box, pages."""
    listed = list(pages)
    counts: dict[str, int] = {}
    for page in listed:
        counts[page["file"]] = counts.get(page["file"], 0) + 1
    return "".join(
        f"{page['ern']},,{page['file']},{'Y' if page['page'] == 1 else ''},,,"
        f"{counts[page['file']] if page['page'] == 1 else ''}\r\n"
        for page in listed
    )
