"""The entry form: one screen for every form of forms.py.

Each field answers while it is typed; leaving one keeps the draft; Esc goes back and loses nothing.
"""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, Static

from dossier.errors import DossierError, InputProblem
from dossier.i18n import _
from dossier.tui.actions import bindings
from dossier.tui.fields.line_field import Field, FieldLine
from dossier.tui.gate import shown
from dossier.tui.private import settled
from dossier.tui.screens.forms import FormSpec, Target
from dossier.tui.widgets.frame import FramedScreen

if TYPE_CHECKING:
    from concurrent.futures import Future

    from textual.app import App

    from dossier.casework.entry import Entered
    from dossier.tui.desk import Desk

_DRAFT_PAUSE_S = 1.0
_LIKELY_PAUSE_S = 0.4
_ANSWERS_TOO = {"article": ("sentence", "kind"), "sentence": ("kind",), "kind": ("sentence",), "act": ("article",)}
"""Field -> the fields whose answers depend on it."""


class EntryScreen(FramedScreen[None]):
    """Type a record by keyboard alone."""

    CSS_PATH = "entry.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(
            *("save", "repeat", "choose", "clear", "help", "back"),
            hidden=("find", "next_field", "previous_field", "next_section", "previous_section"),
        )
    ]

    def __init__(self, desk: "Desk", form: FormSpec, target: Target | None = None) -> None:
        super().__init__()
        from dossier.casework.drafts import DraftKey, KeptDraft

        self._desk = desk
        self._form = form
        self._target = target or Target()
        self._key: DraftKey = DraftKey(form.name, self._target.record_id)
        self._restored = desk.drafts.get(self._key, KeptDraft())
        self._lines: dict[str, FieldLine] = {}
        self._draft_timer: Timer | None = None
        self._likely_question = 0
        self._clear_asked = False

    def title_text(self) -> str:
        """The name of the form and of the record it adds to."""
        return " · ".join(filter(None, (_(self._form.heading), self._target.label)))

    def body(self) -> Iterable[Widget]:
        """All sections; the scrolling container takes no Tab stop."""
        yield VerticalScroll(*self._section_widgets(), can_focus=False, id="form")
        yield Static("", id="answer", markup=False)
        yield Static("", id="likely", markup=False)

    def _section_widgets(self) -> Iterable[Widget]:
        for section in self._form.sections:
            yield Static(shown(f"── {_(section.heading)} "), classes="section-heading", markup=False)
            for spec in section.fields:
                value = self._restored.fields.get(spec.name, "")
                line = FieldLine(spec.name, _(spec.label), value=value, is_needed=spec.is_needed, width=spec.width)
                self._lines[spec.name] = line
                yield line

    def on_mount(self) -> None:
        """Into the field that was left, or the first."""
        name = self._restored.focused_field
        line = self._lines.get(name) or next(iter(self._lines.values()))
        self.set_focus(line.field)
        if self._restored.fields:
            self.tell(_("Restored: typed before and not saved. F8 twice empties the form."))
            for name in self._lines:
                self._answer(name)

    # what was typed

    def typed(self) -> dict[str, str]:
        """The text of every field."""
        return {name: line.field.value for name, line in self._lines.items()}

    async def _all_typed(self) -> dict[str, str]:
        for line in self._lines.values():
            await settled(line.field)
        return self.typed()

    @property
    def _here(self) -> str:
        return self.focused.id or "" if isinstance(self.focused, Field) else ""

    @on(Input.Changed)
    def _field_changed(self, event: Input.Changed) -> None:
        name = event.input.id or ""
        self._clear_asked = False
        for one in (name, *_ANSWERS_TOO.get(name, ())):
            self._answer(one)
        if name in ("family", "given"):
            self._look_for_likely()
        if self._draft_timer is not None:
            self._draft_timer.stop()
        self._draft_timer = self.set_timer(_DRAFT_PAUSE_S, self._keep_draft)

    @on(Field.Left)
    def _field_left(self, event: Field.Left) -> None:
        self._keep_draft()
        if event.field.id == "case":
            self._answer_case(event.field.value.strip())

    def _answer_case(self, words: str) -> None:
        """Which case it is, or that saving opens a new one: asked on leaving, since it needs the vault."""
        from dossier.casework.views import case_named

        line = self._lines["case"]
        try:
            found = case_named(self._desk.vault, words) if words else None
        except InputProblem as problem:
            line.answer(problem.message, "ask")
            return
        if found:
            line.answer(f"= {found.label} · {found.ref}")
        else:
            line.answer(_("a new case will be opened") if words else "", "note")

    def _answer(self, name: str) -> None:
        from dossier.casework.understanding import understood

        if name in self._lines:
            found = understood(name, self.typed())
            self._lines[name].answer(found.text, found.state)
            if name == self._here:
                self._show_whole_answer()

    @on(Field.Entered)
    def _show_whole_answer(self) -> None:
        """The answer of this field in the whole width, because beside the field there is room for some words only."""
        line = self._lines.get(self._here)
        text = line.answer_text if line and line.is_answer_cut else ""
        self.query_one("#answer", Static).update(shown(text), layout=False)

    # drafts

    def _keep_draft(self) -> None:
        from dossier.casework.drafts import KeptDraft

        if self._draft_timer is not None:
            self._draft_timer.stop()
            self._draft_timer = None
        kept = KeptDraft(self.typed(), self._here)
        if kept == self._desk.drafts.get(self._key, KeptDraft()) or (
            not any(kept.fields.values()) and self._key not in self._desk.drafts
        ):
            return
        self._desk.keep(self._key, kept).add_done_callback(partial(self._draft_kept, self.app))

    def _draft_kept(self, app: "App[Any]", done: "Future[None]") -> None:
        """In the thread of the desk: hand a failure over to the task of the app."""
        problem = done.exception()
        if problem is not None:
            app.call_later(self._draft_failed, problem)

    def _draft_failed(self, problem: BaseException) -> None:
        """Say what the disk said; anything else is a bug and ends in the report of one."""
        if not isinstance(problem, DossierError):
            raise problem
        if self.is_running:
            self.complain(problem)

    async def keep_now(self) -> None:
        """Keep everything typed so far, the last letters included."""
        await self._all_typed()
        self._keep_draft()

    async def action_back(self) -> None:
        """Keep what was typed and go back."""
        await self.keep_now()
        await super().action_back()

    async def action_clear(self) -> None:
        """Empty the form, on the second press."""
        if not self._clear_asked:
            self._clear_asked = True
            self.tell(_("F8 again empties the whole form; this cannot be undone."), is_problem=True)
            return
        self._fill({})
        self.tell(_("The form is empty."))

    def _fill(self, fields: Mapping[str, str]) -> None:
        for name, line in self._lines.items():
            with line.field.prevent(Input.Changed):
                line.field.value = fields.get(name, "")
            line.answer("")
        self._clear_asked = False
        self.query_one("#likely", Static).update("", layout=False)
        self.set_focus(next(iter(self._lines.values())).field)
        self._keep_draft()

    # moving

    def _go(self, step: int) -> None:
        names = list(self._lines)
        place = names.index(self._here) if self._here in names else -1
        if place + step >= len(names):
            self.tell(_("The last field. F2 saves."))
        elif place + step >= 0:
            self.set_focus(self._lines[names[place + step]].field)

    def action_next_field(self) -> None:
        """To the next field."""
        self._go(1)

    def action_previous_field(self) -> None:
        """To the field before."""
        self._go(-1)

    def _go_section(self, step: int) -> None:
        firsts = [section.fields[0].name for section in self._form.sections]
        owner = next((n for n, s in enumerate(self._form.sections) if self._here in {f.name for f in s.fields}), 0)
        self.set_focus(self._lines[firsts[max(0, min(len(firsts) - 1, owner + step))]].field)

    def action_next_section(self) -> None:
        """To the first field of the next section."""
        self._go_section(1)

    def action_previous_section(self) -> None:
        """To the first field of the section before."""
        self._go_section(-1)

    async def action_find(self) -> None:
        """Find a record; Esc comes back here, where everything still stands."""
        from dossier.tui.screens.search import SearchScreen

        await self.keep_now()
        await self.app.push_screen(SearchScreen(self._desk))

    # values

    async def action_repeat(self) -> None:
        """The value that this field had in the record saved before."""
        name = self._here
        before = self._desk.last_saved.get(name, "")
        if not before:
            self.tell(_("The record saved before has nothing in this field."))
            return
        line = self._lines[name]
        await settled(line.field)
        line.field.value = before
        self._go(1)

    async def action_choose(self) -> None:
        """The values that this field can have."""
        from dossier.tui.screens.pick import PickScreen, choices_of

        name = self._here
        found = choices_of(self._desk.vault, name, await self._all_typed())
        if not found:
            self.tell(_("This field has no list: type freely."))
            return
        await self.app.push_screen(PickScreen(found), lambda picked: self._take(name, picked))

    def _take(self, name: str, picked: str | None) -> None:
        if picked is not None:
            self._lines[name].field.value = picked
            self.set_focus(self._lines[name].field)
            self._go(1)

    # saving

    async def action_save(self) -> None:
        """Save; what cannot be saved is marked at its field, and the cursor goes there."""
        from asyncio import wrap_future

        from dossier.tui.screens.saving import save_form

        fields = await self._all_typed()
        vault, key = self._desk.vault, self._key
        if self._draft_timer is not None:
            self._draft_timer.stop()
        try:
            saved = await wrap_future(
                self._desk.submit(lambda: save_form(vault, self._form, self._target, fields, key))
            )
        except InputProblem as problem:
            self._show_problems(problem)
            return
        except DossierError as problem:
            self.complain(problem)
            return
        self._after_saving(saved, fields)

    def _after_saving(self, saved: "Entered", fields: dict[str, str]) -> None:
        self._desk.drafts.pop(self._key, None)
        self._desk.last_saved = {**self._desk.last_saved, **{k: v for k, v in fields.items() if v.strip()}}
        self._fill({})
        self.tell(_("Saved: {label}, {ref}").format(label=saved.label, ref=saved.ref))

    def _show_problems(self, problem: InputProblem) -> None:
        problems: Mapping[str, InputProblem] = getattr(problem, "problems", {problem.field or "": problem})
        here = [name for name in self._lines if name in problems]
        for name in here:
            self._lines[name].answer(problems[name].message, "ask")
        if here:
            self.set_focus(self._lines[here[0]].field)
        self.complain(problem)

    # likely the same person

    def _look_for_likely(self) -> None:
        self._likely_question += 1
        mine = self._likely_question
        self.set_timer(_LIKELY_PAUSE_S, lambda: self._ask_likely(mine))

    def _ask_likely(self, question: int) -> None:
        if question != self._likely_question:
            return
        words = " ".join(self.typed().get(name, "").strip() for name in ("family", "given")).strip()
        if len(words) >= 3:
            self.run_worker(lambda: self._find_likely(words, question), thread=True, exclusive=True, group="likely")
        else:
            self._show_likely("", question)

    def _find_likely(self, words: str, question: int) -> None:
        from dossier.casework.views import found_lines

        try:
            found = [line for line in found_lines(self._desk.vault, words, 4) if line.kind == "person"]
        except DossierError:
            found = []  # a hint only; the same search says its problem on the screen that is made for it
        text = "; ".join(f"{line.label} {line.ref}" for line in found[:3])
        self.app.call_from_thread(self._show_likely, text, question)

    def _show_likely(self, text: str, question: int) -> None:
        if question == self._likely_question:
            words = _("Recorded already? {persons}").format(persons=text) if text else ""
            self.query_one("#likely", Static).update(shown(words), layout=False)
