"""The list of exhibits with their hashes, and the sources by code with their grades."""

import hashlib
from typing import Any

from dossier.casework.custody_words import custody_words
from dossier.casework.desk import Desk, exhibit_label, grade, instant
from dossier.casework.dossier_values import Labelled
from dossier.casework.dossier_view import AccountView, CustodyStep, CustodyView, ExhibitView, SourceView
from dossier.casework.dossier_words import (
    CONFIDENTIALITIES,
    COPIES,
    CREDIBILITY,
    CUSTODY_EVENTS,
    DIRECTNESSES,
    FORMS,
    LANGUAGE_NAMES,
    OBTAINED,
    REDACTIONS,
    RELIABILITY,
    VERIFICATIONS,
    word,
)
from dossier.casework.searching_words import searching_words
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
        kind=desk.labels.of(exhibit.document_kind_code, "document_kind"),
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
        facts=_exhibit_facts(desk, exhibit),
        ern_begin=exhibit.ern_begin or "",
        ern_end=exhibit.ern_end or "",
        page_count=exhibit.page_count or 0,
        kind_code=exhibit.document_kind_code,
        ref=exhibit.ref,
    )


def _exhibit_facts(desk: Desk, exhibit: Any) -> tuple[Labelled, ...]:
    """Everything about an exhibit that the head of its entry does not say (fields of court metadata)."""
    original, parent = desk.exhibit(exhibit.translation_of_id), desk.exhibit(exhibit.parent_id)
    return (
        *desk.lines(
            (_("Numbers of its pages"), _from_to(exhibit.ern_begin, exhibit.ern_end)),
            (_("Number given by a court"), exhibit.court_ern or ""),
        ),
        *desk.facts(exhibit, (_("Description"), "description")),
        *desk.lines(
            (_("Author"), ", ".join(filter(None, (desk.text(exhibit, "author_person"), exhibit.author_body)))),
        ),
        *_other(_("Translation of"), original),
        *_other(_("Part of"), parent),
        *desk.lines((_("How obtained"), word(OBTAINED, exhibit.obtained_how))),
        *desk.facts(
            exhibit,
            (_("Obtained"), "obtained"),
            (_("Obtained at"), "obtained_at"),
            (_("Obtained by"), "obtained_by_code"),
            (_("Obtained where"), "obtained_where"),
            (_("Original held by"), "original_held_by_code"),
            (_("Name of the file as received"), "file_name_as_received"),
            (_("Type by content"), "mime_type"),
            (_("Address of the source"), "source_url"),
            (_("Method of verification"), "verification_method"),
            (_("Facts of the file"), "media_facts"),
        ),
        *desk.lines(
            (_("Hashed"), ", ".join(filter(None, (desk.shown(exhibit, one) for one in ("hashed_at", "tool")))))
        ),
        *_copies(desk, exhibit),
        *desk.lines(
            (_("Redaction"), word(REDACTIONS, exhibit.redaction) if exhibit.redaction != "none" else ""),
            (_("Label"), f"TLP:{exhibit.tlp}"),
        ),
    )


def _other(label: str, exhibit: Any) -> tuple[Labelled, ...]:
    """A line that names another exhibit and leads to its entry."""
    return () if exhibit is None else (Labelled(label, exhibit_label(exhibit), leads_to=f"x-{exhibit.ref}"),)


def _copies(desk: Desk, exhibit: Any) -> tuple[Labelled, ...]:
    """What was made from an exhibit, each with what was taken out of it."""
    found: list[Labelled] = []
    for copy in (one for one in desk.rows.copies if one.exhibit_id == exhibit.id):
        found.append(Labelled(_("Copy made"), _copy(desk, copy)))
        boxes = (one for one in desk.rows.redactions if one.copy_id == copy.id)
        found += [Labelled(_("Taken out"), _box(desk, one)) for one in boxes]
    return tuple(found)


def _copy(desk: Desk, copy: Any) -> str:
    """What a copy is, which pages it has, and from which bytes by which tool it was made."""

    def see(name: str) -> str:
        return desk.shown(copy, name)

    kind = word(COPIES, see("kind")) + (f" {copy.revision}" if copy.revision else "")
    what = (kind, _from_to(see("ern_begin"), see("ern_end")), _length(copy), see("mime_type"), see("timecode"),
            see("slip_reason_code"))  # fmt: skip
    searching = searching_words(see("recognised_with"), copy.recognised_page_count, copy.silent_page_count)
    sums = ((_("SHA-256 {hash}"), see("sha256")), (_("made from SHA-256 {hash}"), see("made_from_sha256")))
    told = (
        ", ".join(filter(None, what)),
        see("tool"),
        searching,
        *(words.format(hash=one) for words, one in sums if one),
    )
    return "; ".join(filter(None, told))


def _box(desk: Desk, box: Any) -> str:
    """A place on a page as it is seen, and why it was taken out."""
    words = _("page {page}: {width} × {height} pt, {left} from the left, {top} from above; {reason}")
    sizes = {name: f"{getattr(box, f'{name}_pt'):.1f}" for name in ("left", "top", "width", "height")}
    told = words.format(page=desk.shown(box, "page_number"), reason=desk.shown(box, "reason_code"), **sizes)
    return "; ".join(filter(None, (told, desk.shown(box, "remarks"))))


def _from_to(first: str | None, last: str | None) -> str:
    return " – ".join(dict.fromkeys(one for one in (first, last) if one))


def accounts_of(desk: Desk) -> tuple[AccountView, ...]:
    """Accounts as taken, each by the code of its source; only where the profile allows their text."""
    return tuple(found for one in desk.rows.accounts if (found := _account(desk, one)).text)


def _account(desk: Desk, account: Any) -> AccountView:
    source = desk.rows.sources.get(account.source_id)
    about = next((one for one in desk.rows.events if one.id == account.event_id), None)
    return AccountView(
        ref=account.ref,
        source=source.code if source else "",
        text=desk.text(account, "text_as_taken"),
        facts=(
            *desk.lines((_("About"), desk.text(about, "title") if about else "")),
            *desk.facts(
                account,
                (_("Taken"), "taken"),
                (_("Taken by"), "taken_by_code"),
                (_("Language"), "language"),
                (_("Interpreter"), "interpreter_code"),
                (_("Circumstances"), "circumstances"),
                (_("Earlier interviews"), "prior_interviews"),
            ),
            *desk.lines((_("Directness"), word(DIRECTNESSES, account.directness))),
        ),
    )


def custody_of(desk: Desk) -> tuple[CustodyView, ...]:
    """The log of each exhibit that this profile lists, by number."""
    rows = sorted(desk.rows.exhibits, key=lambda one: (one.exhibit_number is None, _natural(one), one.id))
    return tuple(
        CustodyView(exhibit_label(one), f"x-{one.ref}", _steps(desk, one))
        for one in rows
        if desk.release.shows_exhibit(one)
    )


def _steps(desk: Desk, exhibit: Any) -> tuple[CustodyStep, ...]:
    mine = sorted((one for one in desk.rows.custody_events if one.exhibit_id == exhibit.id), key=lambda one: one.number)
    return tuple(
        CustodyStep(
            one.number,
            instant(one.happened_at, desk.lang),
            word(CUSTODY_EVENTS, one.event),
            one.event,
            one.by_code,
            _step_facts(desk, one),
            one.sha256_before or "",
            one.sha256_after or "",
            one.previous_hash,
            one.entry_hash,
        )
        for one in mine
    )


def _step_facts(desk: Desk, step: Any) -> tuple[Labelled, ...]:
    return (
        *desk.facts(step, (_("From"), "from_custodian_code"), (_("To"), "to_custodian_code"), (_("Place"), "place")),
        *desk.lines(
            (_("Purpose"), custody_words(desk.shown(step, "purpose"))),
            (_("Method and tool"), custody_words(desk.shown(step, "method_and_tool"))),
        ),
        *desk.facts(step, (_("Seal"), "seal_number")),
    )


def custody_head(custody: tuple[CustodyView, ...]) -> str:
    """One hash for all logs: SHA-256 of the last entries' hashes, one a line, in the order of the list."""
    lasts = [one.steps[-1].entry_hash for one in custody if one.steps]
    return hashlib.sha256("\n".join(lasts).encode()).hexdigest() if lasts else ""


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
        kind=desk.labels.of(source.kind_code, "source_kind"),
        title=desk.text(source, "title"),
        date=desk.date(source, "dated"),
        reliability=f"{source.reliability}, {word(RELIABILITY, source.reliability)}",
        credibility=f"{source.credibility}, {word(CREDIBILITY, source.credibility)}",
        directness=word(DIRECTNESSES, source.directness),
        facts=desk.facts(
            source,
            (_("Description"), "description"),
            (_("Address"), "url"),
            (_("Language"), "language"),
            (_("Connection to the facts"), "connection_code"),
        ),
    )
