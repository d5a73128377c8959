"""Writes one dossier: the page as HTML, the child that renders it, the file put in place whole."""

import hashlib
import json
import os
import subprocess
import sys
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from dossier.errors import RenderProblem, add_messages
from dossier.export.pdf.page import dossier_html
from dossier.i18n import N_, in_language

if TYPE_CHECKING:
    from dossier.casework.dossier_view import DossierView

TIMEOUT_S = 600
add_messages(
    {
        "pdf.glyph": N_(
            "The fonts of the program have no sign for the character {character} in this dossier. Replace it in the "
            "record, or put a font that has it into exports/fonts."
        ),
        "pdf.system": N_("The text layout library Pango is missing. Run: dossier doctor"),
        "pdf.failed": N_("The PDF could not be made ({what}). The records are unchanged; try again."),
        "pdf.timeout": N_("The PDF took too long and was given up. Make a dossier of one person, or of fewer records."),
    }
)


@dataclass(frozen=True, slots=True)
class PdfResult:
    """The file that was written."""

    path: Path
    size_bytes: int
    sha256: str
    page_count: int


def write_dossier(view: "DossierView", path: Path, *, profile: str, built_at: datetime, lang: str = "en") -> PdfResult:
    """Write a dossier as PDF/A-3a and PDF/UA-1; an existing file is not overwritten.

    Args:
        view: Already reduced to the profile.
        path: Of the new file.
        profile: "sealed", "confidential" or "public"; printed on every page.
        built_at: The instant printed and written into the file; the same view and instant give the same bytes.
        lang: Language of the fixed words.

    Raises:
        RenderProblem: "file.exists", "file.unwritable", "pdf.glyph", "pdf.system", "pdf.failed", "pdf.timeout".
    """
    if path.exists():
        raise RenderProblem("file.exists")
    with in_language(lang):
        pack_id = _pack_id(view, profile, built_at)
        html = dossier_html(view, pack_id=pack_id, built_at=built_at.astimezone(UTC))
    job = {
        "html": html, "title": view.title, "lang": lang, "built_at": f"{built_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "identifier": pack_id, "data": json.dumps(asdict(view), ensure_ascii=False, sort_keys=True, indent=1),
    }  # fmt: skip
    document, page_count = _rendered(job)
    _put(path, document)
    return PdfResult(path, len(document), hashlib.sha256(document).hexdigest(), page_count)


def _pack_id(view: "DossierView", profile: str, built_at: datetime) -> str:
    """Names the state of the records that this paper shows: twelve hexadecimal digits of their hash."""
    state = json.dumps([asdict(view), profile, built_at.isoformat()], ensure_ascii=False, sort_keys=True)
    return f"{view.ref}-{hashlib.sha256(state.encode()).hexdigest()[:12]}"


def _rendered(job: dict[str, str]) -> tuple[bytes, int]:
    """The PDF and its number of pages, from the child; only codes come back from it, never values."""
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "dossier.export.pdf.child"],
            input=json.dumps(job).encode(), capture_output=True, timeout=TIMEOUT_S, check=False, env=_environment(),
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise RenderProblem("pdf.timeout") from None
    line, _newline, document = done.stdout.partition(b"\n")
    answer = _answer(line)
    if done.returncode or "pages" not in answer:
        raise RenderProblem(answer.pop("code", "pdf.failed"), **{"what": f"status {done.returncode}", **answer})
    return document, int(answer["pages"])


def _answer(line: bytes) -> dict[str, str]:
    try:
        answer: dict[str, str] = json.loads(line)
    except ValueError:
        return {}
    return answer


def _environment() -> dict[str, str]:
    """Only what Python needs to find itself; nothing of the person's session."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR", "SYSTEMROOT") if name in os.environ}
    paths = [entry for entry in sys.path if entry]
    return kept | {"PYTHONPATH": os.pathsep.join(paths), "LC_ALL": "C.UTF-8"}


def _put(path: Path, document: bytes) -> None:
    """All or nothing, and never over another file."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(document)
            file.flush()
            os.fsync(file.fileno())
        os.link(temporary, path)
    except FileExistsError:
        raise RenderProblem("file.exists") from None
    except OSError:
        raise RenderProblem("file.unwritable") from None
    finally:
        temporary.unlink(missing_ok=True)
