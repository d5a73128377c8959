"""``dossier add``: enter a record by answering questions, over the same forms, checks and drafts as the screens."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dossier.cli.place import chosen_vault
from dossier.cli.prompting import Questions, Stopped, ask_yes, tell_keys
from dossier.cli.say import show, tell
from dossier.errors import InputProblem, Refused, add_messages
from dossier.i18n import N_, _

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from dossier.casework.drafts import DraftKey
    from dossier.casework.entry import Entered
    from dossier.casework.forms.declaration import FieldSpec, FormSpec, Parent
    from dossier.casework.records import OpenRecord
    from dossier.casework.understanding import Understood
    from dossier.vault import Vault

add_messages(
    {
        "add.kind": N_("There is no such kind of record. These can be added: {kinds}."),
        "add.needs_record": N_("This belongs to another record: name it with --to REF."),
        "add.not_there": N_("Nothing of this kind is added to the record that --to names."),
    }
)

_QUICK_KINDS = {"case": "legal_case"}
_STOPPED_STATUS = 130
Texts = Mapping[str, str]


@dataclass(frozen=True)
class _Entry:
    """A form with the verbs around it: what answers, what lists, what saves, and whose draft it is."""

    form: "FormSpec"
    key: "DraftKey"
    answer: "Callable[[FieldSpec, Texts], Understood]"
    choices: "Callable[[FieldSpec, Texts], Sequence[tuple[str, str]]]"
    save: "Callable[[Texts, bool], Entered]"
    texts: Texts


def add_arguments(parser: "ArgumentParser") -> None:
    """The options of ``dossier add``."""
    parser.add_argument("kind", metavar=_("KIND"), help=_("person, case, charge, event, source, placement …"))
    parser.add_argument("--to", metavar=_("REF"), help=_("the record that it belongs to"))


def run(arguments: "Namespace") -> int:
    """Ask, save, and print the reference of the new record.

    Raises:
        Refused: "add.kind", "add.needs_record", "add.not_there".
    """
    with chosen_vault(arguments) as vault:
        entry = _entry_of(vault, arguments.kind.strip().lower().replace("-", "_"), arguments.to)
        tell(_(entry.form.heading))
        tell_keys()
        try:
            saved = _converse(vault, entry)
        except Stopped:
            tell(_("Stopped. What you typed is kept as a draft: the same command takes it up again."))
            return _STOPPED_STATUS
    if saved is None:
        tell(_("Nothing was saved."))
        return 0
    show(saved.ref)
    tell(_("Saved: {label}, {ref}").format(label=saved.label, ref=saved.ref))
    return 0


def _entry_of(vault: "Vault", kind: str, to: str | None) -> _Entry:
    from dossier.casework.forms.registry import FORMS, FREE_STANDING
    from dossier.casework.records import open_record

    kind = _QUICK_KINDS.get(kind, kind)
    if kind not in FORMS or FORMS[kind].is_written_elsewhere:
        offered = sorted(name for name, form in FORMS.items() if not form.is_written_elsewhere)
        raise Refused("add.kind", kinds=", ".join(name.replace("_", "-") for name in offered))
    owner = open_record(vault, to) if to else None
    quick = _quick_entry(vault, kind, owner)
    if quick is not None:
        return quick
    if owner is None and kind not in FREE_STANDING:
        raise Refused("add.needs_record")
    return _record_entry(vault, kind, owner)


def _quick_entry(vault: "Vault", kind: str, owner: "OpenRecord | None") -> _Entry | None:
    """The forms that record several things in one go: a person with a charge and a decision, a case."""
    from dossier.casework.drafts import DraftKey
    from dossier.casework.forms.quick import CASE_FORM, CHARGE_FORM, PARTY_FORM, PERSON_FORM, Target
    from dossier.casework.quick_entry import save_form
    from dossier.casework.understanding import choices, understood

    forms = {
        ("person", ""): PERSON_FORM,
        ("person", "legal_case"): PARTY_FORM,
        ("charge", "person"): CHARGE_FORM,
        ("legal_case", ""): CASE_FORM,
    }
    form = forms.get((kind, owner.kind if owner else ""))
    if form is None:
        return None
    target = Target(owner.ref, owner.record_id, owner.label) if owner else Target()
    key = DraftKey(form.name, target.record_id)
    return _Entry(
        form,
        key,
        lambda spec, texts: _with_likely(vault, spec.name, texts, understood(spec.name, texts)),
        lambda spec, texts: choices(spec.name, texts),
        lambda texts, _accepted: save_form(vault, form, target, texts, key),
        {},
    )


def _with_likely(vault: "Vault", name: str, texts: Texts, answer: "Understood") -> "Understood":
    """Whoever may be recorded already, said once the name is whole."""
    from dossier.casework.duplicates import candidates_for_entry
    from dossier.casework.understanding import Understood

    last_part = "patronymic" if texts.get("patronymic") else "given" if texts.get("given") else "family"
    if name != last_part:
        return answer
    whole = " ".join(filter(None, (texts.get(part, "") for part in ("family", "given", "patronymic"))))
    found = candidates_for_entry(vault, whole, limit=3)
    persons = "; ".join(f"{one.label} {one.ref} ({', '.join(one.reasons)})" for one in found)
    return Understood(_("Recorded already? {persons}").format(persons=persons), "note") if persons else answer


def _record_entry(vault: "Vault", kind: str, owner: "OpenRecord | None") -> _Entry:
    from dossier.casework.drafts import DraftKey
    from dossier.casework.forms.look import Look
    from dossier.casework.forms.registry import FORMS
    from dossier.casework.records import create_record
    from dossier.casework.unasked import recorded_of_nothing

    parent = _parent(kind, owner)
    form = FORMS[kind]
    key = DraftKey(f"new {kind}", parent.record_id if parent else None)

    def answer(spec: "FieldSpec", texts: Texts) -> "Understood":
        with vault.read() as session:
            if not texts.get(spec.name, "").strip():
                return recorded_of_nothing(kind, spec, Look(session))
            return _understood(spec, texts[spec.name], Look(session))

    def choices(spec: "FieldSpec", texts: Texts) -> Sequence[tuple[str, str]]:
        with vault.read() as session:
            return spec.type.choices(texts.get(spec.name, ""), Look(session))

    def save(texts: Texts, accepted: bool) -> "Entered":
        return create_record(vault, kind, texts, parent=parent, draft=key, accept_doubts=accepted)

    tied = {spec.name for spec in form.fields}
    texts = {parent.column: owner.ref} if parent and owner and parent.column in tied else {}
    return _Entry(form, key, answer, choices, save, texts)


def _parent(kind: str, owner: "OpenRecord | None") -> "Parent | None":
    from dossier.casework.forms.declaration import Parent
    from dossier.casework.forms.registry import FORMS

    if owner is None:
        return None
    found = [one for one in FORMS[owner.kind].children if one.kind == kind and one.can_add]
    if not found:
        raise Refused("add.not_there")
    return Parent(owner.kind, owner.record_id, found[0].column)


def _understood(spec: "FieldSpec", text: str, look: object) -> "Understood":
    """What a field makes of a text; what cannot be is a question."""
    from dossier.casework.understanding import Understood

    try:
        spec.type.read(text, spec.name, look)  # type: ignore[arg-type]
        return spec.type.understood(text, look)  # type: ignore[arg-type]
    except InputProblem as problem:
        return Understood(problem.message, "ask")


def _converse(vault: "Vault", entry: _Entry) -> "Entered | None":
    """Ask, show what will be saved, save; None where the person says no.

    Raises:
        Stopped: the input ended; the draft is kept.
    """
    from dossier.casework.drafts import KeptDraft, drafts_of_author, forget_draft, keep_draft

    kept = drafts_of_author(vault).get(entry.key, KeptDraft())
    questions = Questions(
        entry.form,
        entry.answer,
        entry.choices,
        lambda texts, at: keep_draft(vault, entry.key, KeptDraft(dict(texts), at)),
        {**entry.texts, **kept.fields},
    )
    if kept.fields:
        tell(_("A draft is here; it goes on where you left it. < goes back through its fields."))
    start = kept.focused_field
    while True:
        questions.ask_all(start)
        _tell_summary(entry, questions.texts)
        if not ask_yes(_("Save? (yes/no)")):
            if ask_yes(_("Throw away what you typed? (yes/no)")):
                forget_draft(vault, entry.key)
                return None
            start = ""
            continue
        saved, start = _save(entry, questions.texts)
        if saved is not None:
            return saved


def _tell_summary(entry: _Entry, texts: Texts) -> None:
    """Each answer, and what is recorded of a field that was left empty."""
    tell(_("This will be saved:"))
    for spec in entry.form.fields:
        if texts.get(spec.name, "").strip():
            tell(f"  {_(spec.label)}: {texts[spec.name]}")
        elif (unasked := entry.answer(spec, {spec.name: "", **texts})).text.startswith("= "):
            tell(f"  {_(spec.label)}: {unasked.text}")


def _save(entry: _Entry, texts: Texts) -> "tuple[Entered | None, str]":
    """The saved record; or None and the field to ask again."""
    from dossier.casework.entry_reading import EntryProblems
    from dossier.casework.forms.doubts import Doubts

    try:
        return entry.save(texts, False), ""
    except Doubts as doubts:
        for doubt in doubts.doubts:
            tell(f"{_(entry.form.field(doubt.field).label)}: {doubt.sentence}")
        if ask_yes(_("Save it as it is? (yes/no)")):
            return entry.save(texts, True), ""
        return None, doubts.doubts[0].field
    except EntryProblems as problems:
        for name, problem in problems.problems.items():
            tell(f"{_(entry.form.field(name).label)}: {problem.message}")
        return None, next(iter(problems.problems))
    except InputProblem as problem:
        tell(problem.message)
        return None, problem.field or ""
