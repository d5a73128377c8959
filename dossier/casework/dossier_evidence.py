"""The list of exhibits with their hashes, and the sources by code with their grades."""

from typing import Any

from dossier.casework.desk import Desk, grade
from dossier.casework.dossier_view import ExhibitView, SourceView
from dossier.casework.dossier_words import (
    CONFIDENTIALITIES,
    CREDIBILITY,
    DIRECTNESSES,
    FORMS,
    LANGUAGE_NAMES,
    RELIABILITY,
    VERIFICATIONS,
    word,
)
from dossier.i18n import _, ngettext


def exhibits_of(desk: Desk) -> tuple[ExhibitView, ...]:
    """The exhibits that this profile may list, by number."""
    rows = sorted(desk.rows.exhibits, key=lambda one: (one.exhibit_number is None, _natural(one), one.id))
    return tuple(_exhibit(desk, one) for one in rows if desk.release.shows_exhibit(one))


def _natural(exhibit: Any) -> tuple[int, str]:
    digits = "".join(one for one in exhibit.exhibit_number or "" if one.isdecimal())
    return (int(digits) if digits else 0, exhibit.exhibit_number or "")


def _exhibit(desk: Desk, exhibit: Any) -> ExhibitView:
    source = desk.rows.sources.get(exhibit.source_id)
    return ExhibitView(
        number=exhibit.exhibit_number or exhibit.ref,
        anchor=f"x-{exhibit.ref}",
        title=desk.text(exhibit, "title") or _("[title withheld]"),
        kind=desk.labels.of(exhibit.document_kind_code),
        date=desk.date(exhibit, "dated"),
        author=desk.text(exhibit, "author_body") or desk.text(exhibit, "author_person"),
        language=word(LANGUAGE_NAMES, exhibit.language),
        form=word(FORMS, exhibit.original_or_copy),
        length=_length(exhibit),
        source=source.code if source else "",
        grade=grade(exhibit),
        verification=word(VERIFICATIONS, exhibit.verification),
        confidentiality=word(CONFIDENTIALITIES, exhibit.confidentiality),
        sha256=exhibit.sha256 or "",
        custody_events=sum(1 for one in desk.rows.custody_events if one.exhibit_id == exhibit.id),
    )


def _length(exhibit: Any) -> str:
    pages = exhibit.page_count
    written = ngettext("{n} page", "{n} pages", pages).format(n=pages) if pages else ""
    size = _("{number} bytes").format(number=f"{exhibit.size_bytes:,}".replace(",", " ")) if exhibit.size_bytes else ""
    return ", ".join(one for one in (written, size) if one)


def sources_of(desk: Desk) -> tuple[SourceView, ...]:
    """Every source that the dossier rests on; who it is stays sealed elsewhere."""
    return tuple(_source(desk, one) for one in sorted(desk.rows.sources.values(), key=lambda one: one.code))


def _source(desk: Desk, source: Any) -> SourceView:
    return SourceView(
        code=source.code,
        anchor=f"s-{source.ref}",
        kind=desk.labels.of(source.kind_code),
        title=desk.text(source, "title"),
        date=desk.date(source, "dated"),
        reliability=f"{source.reliability}, {word(RELIABILITY, source.reliability)}",
        credibility=f"{source.credibility}, {word(CREDIBILITY, source.credibility)}",
        directness=word(DIRECTNESSES, source.directness),
    )
