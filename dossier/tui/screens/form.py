"""What all forms share: sections of fields, answers beside them, drafts on leaving each field, one way back.

A form with many fields mounts the sections that fit twenty fields at a time: the cost of a key grows with every widget
on the screen. The texts of all fields are kept here, mounted or not.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from dossier.casework.drafts import DraftKey, KeptDraft
from dossier.casework.forms.declaration import FieldSpec, FormSpec, Section
from dossier.casework.forms.look import Look
from dossier.casework.understanding import NOTHING, Understood
from dossier.errors import DossierError, InputProblem
from dossier.i18n import _
from dossier.tui.actions import bindings
from dossier.tui.fields.line_field import Field, FieldEntered, FieldLeft, FieldLine, LongField
from dossier.tui.gate import shown
from dossier.tui.private import settled
from dossier.tui.widgets.frame import FramedScreen, Words

if TYPE_CHECKING:
    from concurrent.futures import Future

    from textual.app import App

    from dossier.tui.desk import Desk

FIELDS_AT_ONCE = 20
_DRAFT_PAUSE_S = 1.0
FORM_MOVES = ("next_line", "previous_line", "next_field", "previous_field", "next_section", "previous_section")
FORM_KEYS = bindings("save", "choose", "jump", "clear", "help", "back", hidden=("find", *FORM_MOVES))


def leaves(form: FormSpec) -> list[tuple[Section, ...]]:
    """The sections of a form as leaves of at most twenty fields."""
    found: list[tuple[Section, ...]] = []
    for section in form.sections:
        before = found[-1] if found else ()
        if found and sum(len(one.fields) for one in (*before, section)) <= FIELDS_AT_ONCE:
            found[-1] = (*before, section)
        else:
            found.append((section,))
    return found


class FormScreen(FramedScreen[None]):
    """One form. Subclasses say what saving does, what stands in the fields first, and which draft it has."""

    CSS_PATH = "form.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*FORM_KEYS]
    name_cells: ClassVar[int] = 26

    def __init__(self, desk: "Desk", form: FormSpec, key: DraftKey, texts: Mapping[str, str] | None = None) -> None:
        super().__init__()
        self._desk = desk
        self.form = form
        self._key = key
        self._first = {spec.name: (texts or {}).get(spec.name, "") for spec in form.fields}
        """What stood in the fields before anything was typed."""
        self._restored = desk.drafts.get(key, KeptDraft())
        self._texts = {**self._first, **{n: t for n, t in self._restored.fields.items() if n in self._first}}
        self._leaves = leaves(form)
        self._leaf = 0
        self._lines: dict[str, FieldLine] = {}
        self._draft_timer: Timer | None = None
        self._clear_asked = False

    # what is there

    def title_text(self) -> str:
        """The name of the form."""
        return _(self.form.heading)

    def body(self) -> Iterable[Widget]:
        """The sections of one leaf; the scrolling container takes no Tab stop."""
        yield Static("", id="sections", markup=False)
        yield VerticalScroll(*self._section_widgets(), can_focus=False, id="form")
        yield Words(id="answer")

    def _section_widgets(self) -> Iterable[Widget]:
        self._lines = {}
        for section in self._leaves[self._leaf]:
            yield Static(shown(f"── {_(section.heading)} "), classes="section-heading", markup=False)
            for spec in section.fields:
                self._lines[spec.name] = self._line_of(spec)
                yield self._lines[spec.name]

    def _line_of(self, spec: FieldSpec) -> FieldLine:
        return FieldLine(
            spec.name,
            _(spec.label),
            value=self._texts[spec.name],
            is_needed=spec.is_needed,
            width=min(spec.width, 40),
            is_long=spec.type.is_long,
            is_code=spec.type.is_code,
            name_cells=self.name_cells,
        )

    async def on_mount(self) -> None:
        """Into the field that was left, or the first."""
        await self.go_to(self._restored.focused_field or self.form.fields[0].name)
        self._show_sections()
        if not self._restored.is_empty:
            self.tell(_("Restored: typed before and not saved. F8 twice empties the form."))
        self.answer_all()

    async def speak_anew(self) -> None:
        """The form in another language, with everything that was typed."""
        here = self.here
        self._texts = await self.all_typed()
        await super().speak_anew()
        self._show_sections()
        await self.go_to(here)
        self.answer_all()

    def _show_sections(self) -> None:
        """Which part of a long form this is."""
        bar = self.query_one("#sections", Static)
        bar.display = len(self._leaves) > 1
        parts = []
        for number, leaf in enumerate(self._leaves):
            words = " · ".join(_(section.heading) for section in leaf)
            parts.append(f"[{words}]" if number == self._leaf else f" {words} ")
        bar.update(shown(" ".join(parts)), layout=False)

    # what was typed

    def typed(self) -> dict[str, str]:
        """The text of every field."""
        return {**self._texts, **{name: line.field.value for name, line in self._lines.items()}}

    async def all_typed(self) -> dict[str, str]:
        """The text of every field, once the letters typed before now have arrived."""
        for line in self._lines.values():
            await settled(line.field)
        return self.typed()

    def changed(self, typed: Mapping[str, str]) -> dict[str, str]:
        """The fields whose text differs from what stood there first."""
        return {name: text for name, text in typed.items() if text.strip() != self._first[name].strip()}

    @property
    def here(self) -> str:
        """The field with the cursor; empty where there is none."""
        return self.focused.id or "" if isinstance(self.focused, Field | LongField) else ""

    @on(Input.Changed)
    @on(TextArea.Changed)
    def _field_changed(self, event: Input.Changed | TextArea.Changed) -> None:
        name = (event.input if isinstance(event, Input.Changed) else event.text_area).id or ""
        self._clear_asked = False
        self.field_edited(name)
        if self._draft_timer is not None:
            self._draft_timer.stop()
        self._draft_timer = self.set_timer(_DRAFT_PAUSE_S, self.keep_draft)

    def field_edited(self, name: str) -> None:
        """A letter was typed into a field."""
        if name in self._lines and not self.form.field(name).type.needs_vault:
            self.answer(name)

    @on(FieldLeft)
    def _field_left(self, event: FieldLeft) -> None:
        self.keep_draft()
        name = event.field.id or ""
        if name in self._lines and self.form.field(name).type.needs_vault:
            self.answer(name)

    # answers

    def answer_of(self, name: str, typed: Mapping[str, str], look: "Look | None") -> Understood:
        """What was understood of a field; may raise InputProblem."""
        text = typed[name].strip()
        return self.form.field(name).type.understood(text, look) if text else NOTHING

    def answer_all(self) -> None:
        """Answer every field that is shown."""
        for name in self._lines:
            self.answer(name)

    def answer(self, name: str) -> None:
        """Write beside a field what was understood; what needs the vault is asked beside the typing."""
        if self.form.field(name).type.needs_vault:
            typed = self.typed()
            self.run_worker(lambda: self._ask_vault(name, typed), thread=True, exclusive=True, group=f"answer-{name}")
        else:
            self._put_answer(name, self._answered(name, self.typed(), None))

    def _answered(self, name: str, typed: Mapping[str, str], look: "Look | None") -> Understood:
        try:
            return self.answer_of(name, typed, look)
        except InputProblem as problem:
            return Understood(problem.message, "ask")

    def _ask_vault(self, name: str, typed: Mapping[str, str]) -> None:
        try:
            with self._desk.vault.read() as session:
                found = self._answered(name, typed, Look(session))
        except DossierError as problem:
            found = Understood(problem.message, "note")
        self.app.call_from_thread(self._put_answer, name, found)

    def _put_answer(self, name: str, found: Understood) -> None:
        if name in self._lines and self.is_running:
            self._lines[name].answer(found.text, found.state)
            if name == self.here:
                self._show_whole_answer()

    @on(FieldEntered)
    def _show_whole_answer(self) -> None:
        """The answer of this field in the whole width, because beside the field there is room for some words only."""
        line = self._lines.get(self.here)
        text = line.answer_text if line and line.is_answer_cut else ""
        self.query_one("#answer", Words).say(text)

    # drafts

    def draft(self) -> KeptDraft:
        """What is to be kept of the form as it stands."""
        return KeptDraft(self.typed(), self.here)

    def keep_draft(self) -> None:
        """Keep what was typed, where it differs from what is kept."""
        if self._draft_timer is not None:
            self._draft_timer.stop()
            self._draft_timer = None
        kept = self.draft()
        if self._desk.is_kept(self._key, kept):
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
        await self.all_typed()
        self.keep_draft()

    async def action_back(self) -> None:
        """Keep what was typed and go back."""
        await self.keep_now()
        await super().action_back()

    async def action_clear(self) -> None:
        """Give the form back as it was opened, on the second press."""
        if not self._clear_asked:
            self._clear_asked = True
            self.tell(_("F8 again empties the whole form; this cannot be undone."), is_problem=True)
            return
        await self.fill(self._first)
        self.tell(_("The form is empty."))

    async def fill(self, fields: Mapping[str, str]) -> None:
        """Put these texts into the form, and go to its first field."""
        self._texts = {spec.name: fields.get(spec.name, "") for spec in self.form.fields}
        for name, line in self._lines.items():
            line.field.put(self._texts[name])
            line.answer("")
        self._clear_asked = False
        await self.go_to(self.form.fields[0].name)
        self.keep_draft()

    # moving

    async def go_to(self, name: str) -> None:
        """Into a field, on whichever leaf it is."""
        if name not in self._first:
            name = self.form.fields[0].name
        if name not in self._lines:
            await self._turn_to(next(n for n, leaf in enumerate(self._leaves) if name in _names(leaf)))
        self.set_focus(self._lines[name].field)

    async def _turn_to(self, leaf: int) -> None:
        self._texts = await self.all_typed()
        self._leaf = leaf
        container = self.query_one("#form", VerticalScroll)
        async with self.batch():
            await container.remove_children()
            await container.mount(*self._section_widgets())
        self._show_sections()
        self.answer_all()

    async def _go(self, step: int) -> None:
        names = list(self._first)
        place = names.index(self.here) if self.here in names else -1
        if place + step >= len(names):
            self.tell(_("The last field. F2 saves."))
        elif place + step >= 0:
            await self.go_to(names[place + step])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """In a text of several lines Enter and the arrows stay inside it."""
        if action in ("next_line", "previous_line") and isinstance(self.focused, LongField):
            return False
        return super().check_action(action, parameters)

    async def action_next_line(self) -> None:
        """To the next field."""
        await self._go(1)

    async def action_previous_line(self) -> None:
        """To the field before."""
        await self._go(-1)

    async def action_next_field(self) -> None:
        """To the next field."""
        await self._go(1)

    async def action_previous_field(self) -> None:
        """To the field before."""
        await self._go(-1)

    async def _go_section(self, step: int) -> None:
        sections = self.form.sections
        owner = next((n for n, s in enumerate(sections) if self.here in _names((s,))), 0)
        await self.go_to(sections[max(0, min(len(sections) - 1, owner + step))].fields[0].name)

    async def action_next_section(self) -> None:
        """To the first field of the next section."""
        await self._go_section(1)

    async def action_previous_section(self) -> None:
        """To the first field of the section before."""
        await self._go_section(-1)

    async def action_jump(self) -> None:
        """Go to a field by its number or name."""
        from dossier.tui.screens.pick import PickScreen

        await self.all_typed()
        offered = [(spec.name, f"{n} {_(spec.label)}") for n, spec in enumerate(self.form.fields, 1)]
        await self.app.push_screen(PickScreen(offered, _("Go to a field")), self._jumped)

    async def _jumped(self, name: str | None) -> None:
        if name is not None:
            await self.go_to(name)

    async def action_find(self) -> None:
        """Find a record; Esc comes back here, where everything still stands."""
        from dossier.tui.screens.search import SearchScreen

        await self.keep_now()
        await self.app.push_screen(SearchScreen(self._desk))

    # values

    def choices_of(self, name: str, typed: Mapping[str, str], words: str) -> Sequence[tuple[str, str]]:
        """The values of a field as (what is typed into it, what is shown)."""
        with self._desk.vault.read() as session:
            return self.form.field(name).type.choices(words, Look(session))

    async def action_choose(self) -> None:
        """The values that this field can have."""
        from dossier.tui.screens.pick import PickScreen

        name = self.here
        if not name:
            return
        typed = await self.all_typed()
        try:
            found = self.choices_of(name, typed, typed[name])
        except DossierError as problem:
            self.complain(problem)
            return
        if not found:
            self.tell(_("This field has no list: type freely."))
            return
        ask = partial(self.choices_of, name, typed) if self.form.field(name).type.is_searched else None
        await self.app.push_screen(PickScreen(found, ask=ask), partial(self._take, name))

    async def _take(self, name: str, picked: str | None) -> None:
        if picked is not None:
            await self.go_to(name)
            self._lines[name].field.value = picked
            await self._go(1)

    # saving

    async def action_save(self) -> None:
        """Save what was typed."""
        raise NotImplementedError

    async def show_problems(self, problem: InputProblem) -> None:
        """Mark what cannot be saved at its field, and go to the first one."""
        problems: Mapping[str, InputProblem] = getattr(problem, "problems", {problem.field or "": problem})
        wrong = [spec.name for spec in self.form.fields if spec.name in problems]
        if wrong:
            await self.go_to(wrong[0])
        for name in wrong:
            if name in self._lines:
                self._lines[name].answer(problems[name].message, "ask")
        self._show_whole_answer()
        self.complain(problem)


def _names(sections: Iterable[Section]) -> set[str]:
    return {spec.name for section in sections for spec in section.fields}
