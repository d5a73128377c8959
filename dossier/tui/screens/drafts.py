"""Drafts by their keys: what a half-done form is called, and the screen that gives it back."""

from typing import TYPE_CHECKING

from dossier.casework.drafts import DraftKey, KeptDraft
from dossier.casework.forms.declaration import Children, FormSpec, Parent
from dossier.casework.forms.kept_tasks import KEPT_AS_DRAFTS
from dossier.casework.forms.quick import CASE_FORM, CHARGE_FORM, PARTY_FORM, PERSON_FORM, Target
from dossier.casework.forms.registry import FORMS
from dossier.casework.records import OpenRecord, open_by_id
from dossier.i18n import _

if TYPE_CHECKING:
    from textual.screen import Screen

    from dossier.tui.desk import Desk

_QUICK = {form.name: form for form in (PERSON_FORM, PARTY_FORM, CHARGE_FORM, CASE_FORM)}
_QUICK_BELOW = {"party": "legal_case", "charge": "person"}
_NEW = "new "


def draft_words(key: DraftKey, kept: KeptDraft) -> str:
    """The form of a draft and the first words typed into it."""
    first = next((text.strip() for text in kept.fields.values() if text.strip()), "")
    return " · ".join(filter(None, (_(_form_of(key, kept).heading), " ".join(first.split())[:60])))


def _form_of(key: DraftKey, kept: KeptDraft) -> FormSpec:
    """A draft with a version is the change of a saved record, whatever quick form has the same name."""
    if key.form in KEPT_AS_DRAFTS:
        return KEPT_AS_DRAFTS[key.form]
    if kept.version is not None or key.form.startswith(_NEW):
        return FORMS[key.form.removeprefix(_NEW)]
    return _QUICK[key.form]


def screen_of_draft(desk: "Desk", key: DraftKey) -> "Screen[None] | None":
    """The form with what was typed into it.

    Raises:
        NotFound: the record that it belongs to is gone.
    """
    from dossier.tui.screens.entry import EntryScreen
    from dossier.tui.screens.record_form import EditScreen, NewRecordScreen

    kept = desk.drafts[key]
    if key.form in KEPT_AS_DRAFTS:
        return _task(desk, key)
    if kept.version is not None and key.record_id is not None:
        return EditScreen(desk, open_by_id(desk.vault, key.form, key.record_id))
    if not key.form.startswith(_NEW):
        return EntryScreen(desk, _QUICK[key.form], _target(desk, key))
    kind = key.form.removeprefix(_NEW)
    if key.record_id is None:
        return NewRecordScreen(desk, kind)
    owner, group = _owner(desk, kind, key)
    return NewRecordScreen(desk, kind, Parent(owner.kind, owner.record_id, group.column), owner.ref, owner.label)


def _task(desk: "Desk", key: DraftKey) -> "Screen[None]":
    """The record of a task is an exhibit or a tip."""
    from dossier.casework.pages import record_page
    from dossier.tui.screens.tasks_of import task_of_draft

    if key.record_id is None:
        return task_of_draft(desk, key.form, None)
    kind = "tip" if key.form.startswith("tip ") else "exhibit"
    return task_of_draft(desk, key.form, record_page(desk.vault, open_by_id(desk.vault, kind, key.record_id).ref))


def _target(desk: "Desk", key: DraftKey) -> Target:
    if key.record_id is None:
        return Target()
    owner = open_by_id(desk.vault, _QUICK_BELOW[key.form], key.record_id)
    return Target(owner.ref, owner.record_id, owner.label)


def _owner(desk: "Desk", kind: str, key: DraftKey) -> tuple[OpenRecord, Children]:
    """The record below which something new was begun, and by which column it belongs there."""
    from dossier.casework.pages import children_of
    from dossier.errors import NotFound

    assert key.record_id is not None
    for owner_kind in FORMS:
        for group in children_of(owner_kind):
            if group.kind == kind:
                try:
                    return open_by_id(desk.vault, owner_kind, key.record_id), group
                except NotFound:
                    break
    raise NotFound("find.nothing")
