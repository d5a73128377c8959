"""Verbs on any record that has a form: open, create, edit; one transaction each, read by the parsers of the domain."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from dossier.casework.drafts import forget_draft_in
from dossier.casework.entry import Entered
from dossier.casework.entry_reading import EntryProblems
from dossier.casework.forms.declaration import FieldSpec, Parent, RecordForm
from dossier.casework.forms.doubts import Doubts, doubts_of
from dossier.casework.forms.look import Look
from dossier.casework.forms.registry import FORMS
from dossier.domain.safe_text import require_storable
from dossier.errors import Conflict, InputProblem, NotFound, Refused, add_messages
from dossier.i18n import N_
from dossier.vault.queries import any_record, records

if TYPE_CHECKING:
    from dossier.casework.drafts import DraftKey
    from dossier.vault import Vault

add_messages(
    {
        "record.needed": N_("This field is needed."),
        "record.not_here": N_("Records of this kind are not typed into a form."),
    }
)

Fields = Mapping[str, str]


@dataclass(frozen=True)
class OpenRecord:
    """A record as its form shows it: the text of each field, and the version that was seen."""

    kind: str
    ref: str
    record_id: uuid.UUID
    version: int
    label: str
    texts: Mapping[str, str]


@dataclass(frozen=True)
class Difference:
    """One field that two people changed: as it was opened, as it stands now, as it was typed here."""

    field: str
    label: str
    opened: str
    theirs: str
    mine: str


def open_record(vault: "Vault", ref: str) -> OpenRecord:
    """The record of a reference as its form shows it.

    Raises:
        NotFound: "find.nothing".
        Refused: "record.not_here" for a kind without a form.
    """
    with vault.read() as session:
        kind, row = _found(session, ref)
        look = Look(session)
        form = _form(kind)
        texts = {spec.name: spec.type.text(row, spec.name, look) for spec in form.fields}
        return OpenRecord(kind, row.ref, row.id, row.version, form.label(row, look), texts)


def open_by_id(vault: "Vault", kind: str, record_id: uuid.UUID) -> OpenRecord:
    """The record of a kind and an id as its form shows it.

    Raises:
        NotFound: "find.nothing".
    """
    with vault.read() as session:
        row = any_record.by_id(session, kind, record_id)
    if row is None:
        raise NotFound("find.nothing")
    return open_record(vault, row.ref or "")


def create_record(
    vault: "Vault",
    kind: str,
    fields: Fields,
    *,
    parent: Parent | None = None,
    draft: "DraftKey | None" = None,
    accept_doubts: bool = False,
) -> Entered:
    """Record something new of a kind.

    Args:
        vault: Where.
        kind: A key of FORMS.
        fields: Text by field, as typed.
        parent: The record to which it is added, for example the person of a detention.
        draft: The draft that this replaces; it goes in the same transaction.
        accept_doubts: The person has seen the doubts and saves it as it is; the journal says so.

    Raises:
        EntryProblems: fields that cannot be saved, each with its reason; nothing was written.
        Doubts: it can be saved with ``accept_doubts``.
        Refused: "record.not_here".
    """
    form = _form(kind, to_write=True)
    table = any_record.table_of(kind)
    with vault.write(reason=_reason(form, fields, accept_doubts)) as session:
        look = Look(session)
        values = _read(form, form.fields, {**_parent_texts(form, parent, look), **fields}, look)
        row = table(**values, **_parent_columns(form, parent))
        _settle(form, row, look, values)
        session.add(row)
        session.flush()
        _after_creating(kind, row, session)
        forget_draft_in(session, draft)
        records.refresh(session, row)
        return Entered(row.ref or "", form.label(row, look))


def edit_record(
    vault: "Vault",
    ref: str,
    changed: Fields,
    *,
    version: int,
    draft: "DraftKey | None" = None,
    accept_doubts: bool = False,
) -> Entered:
    """Change some fields of a record.

    Args:
        vault: Where.
        ref: The record.
        changed: The text of the fields that were changed, and of no others: what was not touched stays as it is.
        version: Of the record when its form was opened.
        draft: The draft that this replaces.
        accept_doubts: The person has seen the doubts.

    Raises:
        Conflict: "store.conflict": somebody changed the record meanwhile; see ``differences``.
        EntryProblems, Doubts: as ``create_record``.
        NotFound: "find.nothing".
    """
    form = _form(_kind_of(vault, ref), to_write=True)
    with vault.write(reason=_reason(form, changed, accept_doubts)) as session:
        _kind, row = _found(session, ref)
        if row.version != version:
            raise Conflict("store.conflict")
        look = Look(session)
        values = _read(form, [spec for spec in form.fields if spec.name in changed], changed, look)
        differing = {name: value for name, value in values.items() if getattr(row, name) != value}
        for name, value in differing.items():
            setattr(row, name, value)
        _settle(form, row, look, differing)
        forget_draft_in(session, draft)
        session.flush()
        return Entered(row.ref or "", form.label(row, look))


def differences(vault: "Vault", opened: OpenRecord, changed: Fields) -> tuple[OpenRecord, list[Difference]]:
    """The record as it stands now, and the fields in which it differs from what was typed here.

    A field that only the other person changed is theirs, and one that only this person changed is no question; only
    fields that both changed to different values are.
    """
    now = open_record(vault, opened.ref)
    form = FORMS[opened.kind]
    asked = [
        Difference(name, form.field(name).label, opened.texts.get(name, ""), now.texts[name], mine)
        for name, mine in changed.items()
        if now.texts[name] not in (mine, opened.texts.get(name, ""))
    ]
    return now, asked


def _form(kind: str, *, to_write: bool = False) -> RecordForm:
    form = FORMS.get(kind)
    if form is None or (to_write and form.is_written_elsewhere):
        raise Refused("record.not_here")
    return form


def _found(session: Any, ref: str) -> tuple[str, Any]:
    found = any_record.by_ref(session, ref)
    if found is None:
        raise NotFound("find.nothing")
    return found


def _kind_of(vault: "Vault", ref: str) -> str:
    with vault.read() as session:
        return _found(session, ref)[0]


def _reason(form: RecordForm, fields: Fields, accept_doubts: bool) -> str | None:
    doubts = doubts_of(form, fields, datetime.now(UTC).date())
    if not doubts:
        return None
    if not accept_doubts:
        raise Doubts(doubts)
    return Doubts(doubts).reason


def _read(
    form: RecordForm, specs: "tuple[FieldSpec, ...] | list[FieldSpec]", fields: Fields, look: Look
) -> dict[str, Any]:
    """The columns of the fields; every problem is gathered, so that all are seen at once."""
    values: dict[str, Any] = {}
    problems: dict[str, InputProblem] = {}
    for spec in specs:
        try:
            values.update(_read_one(form, spec, fields.get(spec.name, ""), look))
        except InputProblem as problem:
            problems[spec.name] = problem
    if problems:
        raise EntryProblems(problems)
    return values


def _read_one(form: RecordForm, spec: FieldSpec, text: str, look: Look) -> dict[str, Any]:
    require_storable(text)
    if text.strip():
        values = spec.type.read(text, spec.name, look)
        _require_room(form.name, values)
        return values
    if spec.is_needed:
        raise Refused("record.needed", field=spec.name)
    return any_record.nothing_in(form.name, spec.type.columns(spec.name))


def _require_room(kind: str, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        limit = any_record.longest(kind, name)
        if limit and isinstance(value, str) and len(value) > limit:
            raise Refused("input.too_long", length=len(value), limit=limit)


def _settle(form: RecordForm, row: Any, look: Look, changed: Mapping[str, Any]) -> None:
    """What the values mean together: refused, or completed by what follows from them."""
    try:
        form.check(row)
    except InputProblem as problem:
        raise EntryProblems({problem.field or form.fields[0].name: problem}) from problem
    with look.session.no_autoflush:
        form.complete(row, look, changed)


def _parent_columns(form: RecordForm, parent: Parent | None) -> dict[str, Any]:
    """The column that ties the new record to its parent, where no field of the form does."""
    if parent is None:
        return {}
    if form.name == "citation":
        return {"record_table": parent.kind, "record_id": parent.record_id}
    return {} if any(spec.name == parent.column for spec in form.fields) else {parent.column: parent.record_id}


def _parent_texts(form: RecordForm, parent: Parent | None, look: Look) -> dict[str, str]:
    """The reference of the parent for the field that ties to it."""
    if parent is None or not any(spec.name == parent.column for spec in form.fields):
        return {}
    row = look.record(parent.kind, parent.record_id)
    return {parent.column: (row.ref or "") if row is not None else ""}


def _after_creating(kind: str, row: Any, session: Any) -> None:
    """A new person has one written name: the one that the lists show."""
    if kind == "person":
        from dossier.casework.persons import script_of

        name = {"as_written": row.label, "script": script_of(row.label), "is_preferred": True}
        session.add(any_record.table_of("person_name")(person_id=row.id, **name))
