"""A record as a page: what is recorded of it, what belongs to it, its footnotes; plain lines for any screen."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from dossier.casework.checks import findings_on, severity_word
from dossier.casework.covering import COVERED_CHILDREN, is_covered
from dossier.casework.exposure import exposure_of
from dossier.casework.exposure_words import consent_words, left_to, shown_as
from dossier.casework.forms.declaration import Children, FieldSpec, RecordForm
from dossier.casework.forms.kinds import INSTANT
from dossier.casework.forms.links import Link, RecordOrWords
from dossier.casework.forms.look import Look
from dossier.casework.forms.numbers import Truth
from dossier.casework.forms.places import size_words
from dossier.casework.forms.registry import FORMS
from dossier.casework.page_parts import Block, Page, PageLine
from dossier.casework.timeline import timeline_of
from dossier.domain.dates import PartialDate
from dossier.domain.refs import read_ref
from dossier.errors import NotFound, Refused
from dossier.i18n import _, language, ngettext
from dossier.vault.queries import any_record

if TYPE_CHECKING:
    from dossier.vault import Vault

MOST_FINDINGS = 30
"""Findings on a page; ``dossier findings`` lists them all."""
MOST_RECEIPTS = 20
MOST_CHILDREN = 300
"""Lines of one group on a page; the rest is found by searching."""


def record_page(vault: "Vault", ref: str) -> Page:
    """The record of a reference, in the language in force.

    Raises:
        NotFound: "find.nothing".
        Refused: "record.not_here" for a kind that has no form.
    """
    with vault.read() as session:
        found = any_record.by_ref(session, ref)
        if found is None:
            raise NotFound("find.nothing")
        kind, row = found
        if kind not in FORMS:
            raise Refused("record.not_here")
        look, form = Look(session), FORMS[kind]
        blocks = tuple(block for block in (*_blocks(form, row, look), _to_check(kind, row, session)) if block.lines)
        return Page(kind, _(form.heading), row.ref or "", row.id, row.version, form.label(row, look), blocks)


def children_of(kind: str) -> tuple[Children, ...]:
    """What can be added to a record of that kind, a footnote last."""
    form = FORMS[kind]
    added = tuple(one for one in form.children if one.can_add and not FORMS[one.kind].is_written_elsewhere)
    return (*added, Children("citation", "record_id")) if form.has_footnotes else added


def _blocks(form: RecordForm, row: Any, look: Look) -> Iterator[Block]:
    for section in form.sections:
        lines = (_field_line(spec, row, look) for spec in section.fields)
        yield Block(_(section.heading), tuple(line for line in lines if line is not None))
    if form.name == "person":
        yield Block(_("Detention timeline"), timeline_of(look, row.id, datetime.now(UTC).date()))
    if form.name == "exhibit":
        yield _file(row, look)
    for group in form.children:
        yield _group(group, form, row, look)
    if form.name == "person":
        yield _left_with(row, look)
    if form.name in _SEALED_BY:
        yield _sealed(form, row, look)
    if form.has_footnotes:
        yield _footnotes(form, row, look)


def _file(row: Any, look: Look) -> Block:
    """The bytes that the vault holds of an exhibit; a described one has none, and the page says so."""
    if row.object_id is None:
        return Block(_("File"), (PageLine(_("described only: the vault holds no file of it"), _("File")),))
    pairs = (
        (_("Name as received"), row.file_name_as_received or ""),
        (_("Type"), row.mime_type or ""),
        (_("Size"), size_words(row.size_bytes or 0)),
        ("SHA-256", row.sha256 or ""),
        (_("Summed on"), INSTANT.words(row, "hashed_at", look)),
    )
    return Block(_("File"), tuple(PageLine(text, name) for name, text in pairs if text))


def _left_with(row: Any, look: Look) -> Block:
    """The receipts in which a person stands, and how the consent of each stands today."""
    found = exposure_of(look.session, row.ref, datetime.now(UTC).date()).receipts
    lines = [
        PageLine(
            f"{left_to(left)} — {shown_as(about)}; {consent_words(about.consent)}", target=("receipt", left.receipt)
        )
        for left, about in found[:MOST_RECEIPTS]
    ]
    if len(found) > MOST_RECEIPTS:
        lines.append(PageLine(_("and {count} more: dossier exposed").format(count=len(found) - MOST_RECEIPTS)))
    return Block(_("What left about this person"), tuple(lines))


def _to_check(kind: str, row: Any, session: Any) -> Block:
    """What the checks found in the record of a person or of the people of a case, the gravest first."""
    found = findings_on(session, kind, row.id)[:MOST_FINDINGS]
    lines = [
        PageLine(f"{one.finding.text} {one.finding.fix}", severity_word(one.finding), _place(one.finding.ref))
        for one in found
    ]
    return Block(_("To check"), tuple(lines))


def _place(ref: str) -> tuple[str, str]:
    kind, written = read_ref(ref)
    return kind, written


def _field_line(spec: FieldSpec, row: Any, look: Look) -> PageLine | None:
    if isinstance(spec.type, Truth) and not getattr(row, spec.name):
        return None
    words = spec.type.words(row, spec.name, look)
    if not words:
        return None
    covered = is_covered(row.__tablename__, spec.type.columns(spec.name))
    return PageLine(words, _(spec.label), _linked(spec, row, look), is_covered=covered)


def _linked(spec: FieldSpec, row: Any, look: Look) -> tuple[str, str] | None:
    """The record that a field leads to."""
    if not isinstance(spec.type, Link | RecordOrWords):
        return None
    column = next(one for one in spec.type.columns(spec.name) if one.endswith("_id"))
    record_id = getattr(row, column)
    found = look.record(spec.type.kind, record_id) if record_id else None
    return (spec.type.kind, found.ref) if found is not None and found.ref else None


def _group(group: Children, form: RecordForm, row: Any, look: Look) -> Block:
    found = any_record.children(look.session, group.kind, group.column, row.id, MOST_CHILDREN + 1)
    lines = [line for one in found[:MOST_CHILDREN] for line in _child_lines(group, one, look)]
    if len(found) > MOST_CHILDREN:
        count = any_record.count_children(look.session, group.kind, group.column, row.id) - MOST_CHILDREN
        lines.append(PageLine(_("and {count} more: F7 finds them").format(count=count)))
    return Block(_(group.heading or FORMS[group.kind].plural), tuple(lines))


def _child_lines(group: Children, child: Any, look: Look) -> Iterator[PageLine]:
    label = (group.label or FORMS[group.kind].label)(child, look)
    covered = group.kind in COVERED_CHILDREN
    yield PageLine(label, target=_leads_to(group, child, look), is_covered=covered)
    for below in FORMS[group.kind].children:
        if below.kind in group.nested:
            for row in any_record.children(look.session, below.kind, below.column, child.id, MOST_CHILDREN):
                yield PageLine(FORMS[below.kind].label(row, look), target=(below.kind, row.ref or ""), depth=1)


def _leads_to(group: Children, child: Any, look: Look) -> tuple[str, str]:
    record_id = getattr(child, group.leads_to) if group.leads_to else None
    if record_id is not None:
        kind = group.leads_to.removesuffix("_id")
        found = look.record(kind, record_id)
        if found is not None:
            return kind, found.ref or ""
    return group.kind, child.ref or ""


_SEALED_BY = {"source": "source_id", "tip": "tip_id"}
"""Kind of record -> the column of a sealed entry that points at it."""


def _sealed(form: RecordForm, row: Any, look: Look) -> Block:
    """That something is sealed, to how many custodians and until when; what it is, nobody here can open."""
    found = any_record.children(look.session, "sealed_entry", _SEALED_BY[form.name], row.id)
    return Block(_("Sealed"), tuple(PageLine(_sealed_words(one)) for one in found))


def _sealed_words(one: Any) -> str:
    if one.purged_at is not None:
        return _("sealed once, destroyed when its time was over")
    count, day = len(one.wrapped_keys), PartialDate.of_day(one.expires_on).format(language())
    words = ngettext("sealed to {count} custodian, until {day}", "sealed to {count} custodians, until {day}", count)
    return words.format(count=count, day=day)


def _footnotes(form: RecordForm, row: Any, look: Look) -> Block:
    citation = FORMS["citation"]
    found = any_record.footnotes(look.session, form.name, row.id)
    lines = (PageLine(citation.label(one, look), target=(citation.name, one.ref)) for one in found)
    return Block(_(citation.plural), tuple(lines))
