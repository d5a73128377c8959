"""The quick entry of a person, a charge or a case: one screen for every form of forms.py."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from dossier.casework.case_kinds import USUAL, case_kind_name
from dossier.casework.case_states import state_name, usual_state
from dossier.casework.drafts import DraftKey, KeptDraft
from dossier.casework.forms.declaration import FormSpec
from dossier.casework.forms.look import Look
from dossier.casework.forms.quick import CASE_FORM, PARTY_FORM, PERSON_FORM, TAKEN_ALONG, Target
from dossier.casework.understanding import NOTHING, Understood, understood
from dossier.domain.dates import PartialDate
from dossier.errors import DossierError, InputProblem
from dossier.i18n import _
from dossier.tui.actions import bindings
from dossier.tui.fields.line_field import FieldLeft, FieldLine
from dossier.tui.private import settled
from dossier.tui.screens.form import FORM_MOVES, FormScreen
from dossier.tui.widgets.frame import Words

if TYPE_CHECKING:
    from dossier.casework.entry import Entered
    from dossier.tui.desk import Desk

_LIKELY_PAUSE_S = 0.4
_ANSWERS_TOO = {"article": ("sentence", "kind"), "sentence": ("kind",), "kind": ("sentence",), "act": ("article",)}
"""Field -> the fields whose answers depend on it."""


def _new_case_words() -> str:
    """What is recorded of a case that is opened by its title alone."""
    kind, state = case_kind_name(USUAL), state_name(usual_state())
    return _("a new case will be opened: {kind}, {state}").format(kind=kind, state=state)


class EntryScreen(FormScreen):
    """Type a record by keyboard alone."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("save", "repeat", "choose", "clear", "help", "back", hidden=("jump", "find", *FORM_MOVES))
    ]
    name_cells: ClassVar[int] = 20

    def __init__(self, desk: "Desk", form: FormSpec, target: Target | None = None) -> None:
        self._target = target or Target()
        self._likely_question = 0
        self._along: dict[str, str] = {}
        """What stands in the fields because it was the same for the person before."""
        self._repeated = ""
        super().__init__(desk, form, DraftKey(form.name, self._target.record_id))

    def title_text(self) -> str:
        """The name of the form and of the record it adds to."""
        return " · ".join(filter(None, (_(self.form.heading), self._target.label)))

    def body(self) -> Iterable[Widget]:
        """The form, and a line for somebody who may be recorded already."""
        yield from super().body()
        yield Words(id="likely")

    # answers

    def answer_of(self, name: str, typed: Mapping[str, str], look: "Look | None") -> Understood:
        """What was understood of a field in the light of the others."""
        return NOTHING if name == "case" else understood(name, typed)

    def field_edited(self, name: str) -> None:
        """Answer the field and those that depend on it; look for likely duplicates."""
        if name == self.here:
            self._repeated = ""
        for one in (name, *_ANSWERS_TOO.get(name, ())):
            super().field_edited(one)
        if name in ("family", "given", "patronymic", "born"):
            self._look_for_likely()

    @on(FieldLeft)
    def _case_left(self, event: FieldLeft) -> None:
        if event.field.id == "case":
            self._answer_case(event.field.value.strip())

    def _answer_case(self, words: str) -> None:
        """Which case it is, or that saving opens a new one: asked on leaving, since it needs the vault."""
        from dossier.casework.views import case_named

        line = self.query_one("#case-line", FieldLine)
        try:
            found = case_named(self._desk.vault, words) if words else None
        except InputProblem as problem:
            line.answer(problem.message, "ask")
            return
        if found:
            line.answer(f"= {found.label} · {found.ref}")
        else:
            line.answer(_new_case_words() if words else "", "note")

    # values

    async def action_repeat(self) -> None:
        """The value that this field had in the record saved before; pressed again, the rest of the section too."""
        name = self.here
        rest = self._rest_of_section(name) if self._repeated else []
        for one in rest or [name]:
            before = self._desk.last_saved.get(one, "")
            if before and one in self._lines:
                field = self._lines[one].field
                await settled(field)
                field.value = before
        if not (rest or self._desk.last_saved.get(name)):
            self.tell(_("The record saved before has nothing in this field."))
            return
        if rest:
            await self.go_to(rest[-1])
        await self.action_next_field()
        self._repeated = "" if rest else name

    def _rest_of_section(self, name: str) -> list[str]:
        """This field and the empty ones after it in its section, where the one before it was just repeated."""
        names = [spec.name for spec in self.form.fields]
        at = names.index(name) if name in names else 0
        if not at or names[at - 1] != self._repeated:
            return []
        section = next(one for one in self.form.sections if any(spec.name == name for spec in one.fields))
        mine = {spec.name for spec in section.fields}
        typed = self.typed()
        return [one for one in names[at:] if one in mine and (one == name or not typed[one].strip())]

    async def action_next_line(self) -> None:
        """To the next field that is not taken along; Tab and the arrows reach those too."""
        names = [spec.name for spec in self.form.fields]
        typed = await self.all_typed()
        at = names.index(self.here) + 1 if self.here in names else 0
        after = [name for name in names[at:] if not (name in self._along and typed[name] == self._along[name])]
        if self._along and after:
            await self.go_to(after[0])
        else:
            await super().action_next_line()

    def choices_of(self, name: str, typed: Mapping[str, str], words: str) -> Sequence[tuple[str, str]]:
        """The values of a field in the light of the others."""
        from dossier.tui.screens.pick import choices_of

        return choices_of(self._desk.vault, name, typed)

    # saving

    async def action_save(self) -> None:
        """Save; what cannot be saved is marked at its field, and the cursor goes there."""
        from dossier.casework.quick_entry import save_form

        fields = await self.all_typed()
        vault, key = self._desk.vault, self._key
        if self._draft_timer is not None:
            self._draft_timer.stop()
        try:
            saved = await self._desk.do(lambda: save_form(vault, self.form, self._target, fields, key))
        except InputProblem as problem:
            await self.show_problems(problem)
            return
        except DossierError as problem:
            self.complain(problem)
            return
        await self._after_saving(saved, fields)

    async def _after_saving(self, saved: "Entered", fields: dict[str, str]) -> None:
        self._desk.forget(self._key)
        self._desk.last_saved = {**self._desk.last_saved, **{k: v for k, v in fields.items() if v.strip()}}
        if self.form is CASE_FORM:
            await self._to_case(saved)
            return
        self._show_likely("", self._likely_question)
        self._along = self._taken_along(fields)
        await self.fill(self._along)
        self.answer_all()
        words = _("Saved: {label}, {ref}").format(label=saved.label, ref=saved.ref)
        along = _("taken along: {fields}").format(fields=self._along_words()) if self._along else ""
        self.tell(" · ".join(filter(None, (words, along))))

    async def _to_case(self, saved: "Entered") -> None:
        """To the page of the new case, where its persons are entered."""
        from dossier.tui.screens.record import RecordScreen

        app, page = self.app, RecordScreen(self._desk, "legal_case", saved.ref)
        await app.switch_screen(page)
        page.tell(_("Saved. F3 enters a person of this case, F4 adds anything else."))

    def _taken_along(self, fields: Mapping[str, str]) -> dict[str, str]:
        """The shared values of the next person of the same case; none outside of a case."""
        is_trial = self.form is PARTY_FORM or (self.form is PERSON_FORM and bool(fields.get("case", "").strip()))
        return {name: fields[name] for name in TAKEN_ALONG if is_trial and fields.get(name, "").strip()}

    def _along_words(self) -> str:
        return ", ".join(_(self.form.field(name).label) for name in self._along)

    def draft(self) -> KeptDraft:
        """Nothing where only what was taken along stands in the fields."""
        typed = self.typed()
        is_new = any(text.strip() != self._along.get(name, "").strip() for name, text in typed.items())
        return KeptDraft(typed, self.here) if is_new else KeptDraft({}, self.here)

    async def action_clear(self) -> None:
        """Empty the form, what was taken along too."""
        if self._clear_asked:
            self._along = {}
        await super().action_clear()

    # likely the same person

    def _look_for_likely(self) -> None:
        self._likely_question += 1
        mine = self._likely_question
        self.set_timer(_LIKELY_PAUSE_S, lambda: self._ask_likely(mine))

    def _ask_likely(self, question: int) -> None:
        if question != self._likely_question:
            return
        words = " ".join(self.typed().get(name, "").strip() for name in ("family", "given", "patronymic")).strip()
        if len(words) >= 3:
            self.run_worker(lambda: self._find_likely(words, question), thread=True, exclusive=True, group="likely")
        else:
            self._show_likely("", question)

    def _find_likely(self, words: str, question: int) -> None:
        from dossier.casework.duplicates import candidates_for_entry

        born = self._born()
        try:
            found = candidates_for_entry(
                self._desk.vault,
                words,
                born_lower=born.lower if born else None,
                born_upper=born.upper if born else None,
                limit=3,
            )
        except DossierError:
            found = []  # a hint only; the same search says its problem on the screen that is made for it
        text = "; ".join(f"{one.label} {one.ref} ({', '.join(one.reasons)})" for one in found)
        self.hand_over(self._show_likely, text, question)

    def _born(self) -> PartialDate | None:
        """The date of birth as typed, where it can be read."""
        try:
            return PartialDate.parse(self.typed().get("born", ""))
        except InputProblem:
            return None

    def _show_likely(self, text: str, question: int) -> None:
        if question == self._likely_question:
            words = _("Recorded already? {persons}").format(persons=text) if text else ""
            self.query_one("#likely", Words).say(words)
