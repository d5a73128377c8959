"""Writes one dossier: its words as HTML, the processes that lay it out, one tagged file put in place whole."""

import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dossier import __version__
from dossier.errors import RenderProblem
from dossier.export.pdf.bundling import Part
from dossier.export.pdf.joining import Joining
from dossier.export.pdf.merging import Attached, assemble, put_in_place
from dossier.export.pdf.page import PackFacts
from dossier.export.pdf.planning import plan_of
from dossier.export.pdf.sides import lay_out_all, sides_of
from dossier.export.pdf.workers import Cache, Workers
from dossier.i18n import in_language

if TYPE_CHECKING:
    from dossier.casework.dossier_view import DossierView

DATA_NAME: Final = "dossier.json"


@dataclass(frozen=True, slots=True)
class PdfResult:
    """The file that was written."""

    path: Path
    size_bytes: int
    sha256: str
    page_count: int


def write_dossier(
    views: "DossierView | Sequence[tuple[str, DossierView]]",
    path: Path,
    *,
    profile: str,
    built_at: datetime,
    lang: str = "en",
    **more: Any,
) -> PdfResult:
    """Write a dossier as PDF/A-3a and PDF/UA-1; an existing file is not overwritten.

    Args:
        views: A view already reduced to the profile; or a language and a view, or two that face each other.
        path: Of the new file.
        profile: "sealed", "confidential" or "public"; printed on every page.
        built_at: The instant printed and written into the file; the same view and instant give the same bytes.
        lang: Language of the fixed words, where only a view is given.
        more: As of ``dossier_bytes``.

    Raises:
        RenderProblem: "file.exists", "file.unwritable", "pdf.glyph", "pdf.system", "pdf.memory", "pdf.failed",
            "pdf.timeout".
    """
    if path.exists():
        raise RenderProblem("file.exists")
    sides = views if isinstance(views, Sequence) else [(lang, views)]
    document, page_count = dossier_bytes(sides, profile=profile, built_at=built_at, **more)
    put_in_place(path, document)
    return PdfResult(path, len(document), hashlib.sha256(document).hexdigest(), page_count)


def dossier_bytes(
    views: "Sequence[tuple[str, DossierView]]",
    *,
    profile: str,
    built_at: datetime,
    pack: PackFacts | None = None,
    attached: Sequence[Attached] = (),
    cache: Cache | None = None,
    workers: int = 0,
    pool: Workers | None = None,
    parts: Sequence[Part] = (),
) -> "tuple[bytes, int]":
    """A dossier and its number of pages.

    Args:
        views: The language and the view; a second pair faces it page by page.
        profile: Printed on every page.
        built_at: Printed and written into the file.
        pack: What the paper says of the pack that it lies in.
        attached: More files to attach.
        cache: Where finished pieces are kept.
        workers: Layout processes at most; as many as there are processors without it.
        pool: Layout processes that are there already, in place of the two above; they stay.
        parts: Exhibits whose pages go behind the paper: a bundle, which carries no file inside.

    Raises:
        RenderProblem: as ``write_dossier`` without those of files.
    """
    at = built_at.astimezone(UTC)
    data = facts_json(views[0][1])
    facts = _facts(views, profile, at, pack, data)
    inside = Attached(DATA_NAME, data, "application/json", "The facts of this dossier as data", "Data")
    with Joining() as joining:
        with nullcontext(pool) if pool else layout_processes(cache, workers) as layout:
            sides = sides_of(views, facts, layout)
            total = lay_out_all(sides, parts, joining)
        with in_language(sides[0].lang):
            plan = plan_of(sides, [] if parts else [inside, *attached], at, parts)
            return assemble(plan, joining.joined()), total


@contextmanager
def layout_processes(cache: Cache | None, workers: int = 0) -> Iterator[Workers]:
    """Layout processes, started: the pages with the time of building are always laid out.

    Args:
        cache: Where finished pieces are kept.
        workers: How many at most; as many as there are processors without it.
    """
    with Workers(workers or min(os.cpu_count() or 1, 4), cache) as pool:
        pool.start()
        yield pool


def facts_json(view: "DossierView") -> bytes:
    """The facts of a view as they are attached: sorted keys, UTF-8."""
    return json.dumps(asdict(view), ensure_ascii=False, sort_keys=True, indent=1).encode()


def pack_id(view: "DossierView", profile: str, built_at: datetime) -> str:
    """Names the state of the records that this paper shows: twelve hexadecimal digits of their hash."""
    state = json.dumps([asdict(view), profile, built_at.isoformat()], ensure_ascii=False, sort_keys=True)
    return f"{view.ref}-{hashlib.sha256(state.encode()).hexdigest()[:12]}"


def with_versions(facts: PackFacts) -> PackFacts:
    """What a paper says of itself, with the versions of this program and of what it lays out and joins with."""
    return replace(
        facts, program=f"dossier {__version__}", weasyprint=version("weasyprint"), pikepdf=version("pikepdf")
    )


def _facts(
    views: "Sequence[tuple[str, DossierView]]", profile: str, at: datetime, pack: PackFacts | None, data: bytes
) -> PackFacts:
    from dossier.casework.dossier_words import LANGUAGE_NAMES, word

    first = views[0][1]
    with in_language(views[0][0]):
        languages = " · ".join(word(LANGUAGE_NAMES, lang) for lang, _view in views)
    return replace(
        with_versions(pack or PackFacts("", at)),
        id=pack.id if pack and pack.id else pack_id(first, profile, at),
        built_at=at,
        facts_sha256=hashlib.sha256(data).hexdigest(),
        languages=languages,
    )
