"""What all forms share: their fields and answers, drafts on leaving each field, one way back, what cannot be saved."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.binding import BindingType
from textual.timer import Timer
from textual.widgets import Input, TextArea

from dossier.casework.drafts import DraftKey, KeptDraft
from dossier.casework.forms.declaration import FormSpec
from dossier.errors import DossierError, InputProblem
from dossier.i18n import _
from dossier.tui.actions import bindings
from dossier.tui.fields.line_field import FieldLeft
from dossier.tui.screens.form_answers import AnsweringScreen

if TYPE_CHECKING:
    from concurrent.futures import Future

    from textual.app import App

    from dossier.tui.desk import Desk

_DRAFT_PAUSE_S = 1.0
FORM_MOVES = ("next_line", "previous_line", "next_field", "previous_field", "next_section", "previous_section")
FORM_KEYS = bindings("save", "choose", "jump", "clear", "help", "back", hidden=("find", *FORM_MOVES))


class FormScreen(AnsweringScreen):
    """One form. Subclasses say what saving does, what stands in the fields first, and which draft it has."""

    BINDINGS: ClassVar[list[BindingType]] = [*FORM_KEYS]

    def __init__(self, desk: "Desk", form: FormSpec, key: DraftKey, texts: Mapping[str, str] | None = None) -> None:
        super().__init__(desk, form, texts or {})
        self._key = key
        self._restored = desk.drafts.get(key, KeptDraft())
        self._texts |= {name: text for name, text in self._restored.fields.items() if name in self._first}
        self._draft_timer: Timer | None = None
        self._clear_asked = False

    async def on_mount(self) -> None:
        """Into the field that was left, or the first."""
        await self.go_to(self._restored.focused_field or self.form.fields[0].name)
        self._show_sections()
        if not self._restored.is_empty:
            self.tell(_("Restored: typed before and not saved. F8 twice empties the form."))
        self.answer_all()

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
        """Put these texts into the form and keep them, and go to its first field."""
        self._clear_asked = False
        await super().fill(fields)
        self.keep_draft()

    async def action_find(self) -> None:
        """Find a record; Esc comes back here, where everything still stands."""
        from dossier.tui.screens.search import SearchScreen

        await self.keep_now()
        await self.app.push_screen(SearchScreen(self._desk))

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
