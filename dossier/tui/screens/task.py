"""A form of something that is done at once, and one of something that takes long and goes on beside the screens."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Static

from dossier.casework.drafts import DraftKey, KeptDraft
from dossier.casework.forms.asked_anew import why_asked
from dossier.casework.forms.declaration import FormSpec
from dossier.casework.forms.kept_tasks import KEPT_AS_DRAFTS
from dossier.casework.forms.tasks import read_task
from dossier.errors import DossierError, InputProblem
from dossier.i18n import _
from dossier.tui.actions import bindings
from dossier.tui.gate import shown
from dossier.tui.screens.asking_anew import AskingAnewScreen
from dossier.tui.screens.form import FORM_MOVES, FormScreen
from dossier.tui.widgets.frame import FramedScreen
from dossier.tui.works import Work, works_of

if TYPE_CHECKING:
    from dossier.tui.desk import Desk


class TaskScreen(FormScreen):
    """A form that F2 does; subclasses say what doing is."""

    def __init__(
        self,
        desk: "Desk",
        form: FormSpec,
        *,
        record_id: UUID | None = None,
        texts: Mapping[str, str] | None = None,
        label: str = "",
    ) -> None:
        self._label = label
        self._is_known = False
        """The passphrase was typed once more; what was refused since, for another reason, is not asked about again."""
        super().__init__(desk, form, DraftKey(form.name, record_id), texts)

    def title_text(self) -> str:
        """What is done, and to which record."""
        return " · ".join(filter(None, (_(self.form.heading), self._label)))

    def draft(self) -> KeptDraft:
        """Nothing where only what was there from the start stands in the fields, or where this form keeps none."""
        typed = self.typed()
        is_kept = self.form.name in KEPT_AS_DRAFTS and self.changed(typed)
        return KeptDraft(typed, self.here) if is_kept else KeptDraft({}, self.here)

    async def action_save(self) -> None:
        """Read the fields and do it; what cannot be is marked at its field."""
        typed = await self.all_typed()
        vault = self._desk.vault
        try:
            values = await self._desk.do(lambda: read_task(vault, self.form, typed))
        except InputProblem as problem:
            await self.show_problems(problem)
            return
        except DossierError as problem:
            self.complain(problem)
            return
        if not self._is_known and (why := why_asked(self.form, values)):
            await self._ask_anew(why, values)
        else:
            await self._do(values)

    async def _ask_anew(self, why: str, values: Mapping[str, Any]) -> None:
        """Do it once the passphrase was typed again."""

        def answered(is_known: bool | None) -> None:
            if is_known:
                self._is_known = True
                self.app.call_later(self._do, values)
            else:
                self.tell(_("Nothing was done: the passphrase was not given."))

        await self.app.push_screen(AskingAnewScreen(self._desk, why), answered)

    async def _do(self, values: Mapping[str, Any]) -> None:
        try:
            await self.perform(values)
            self._is_known = False
        except InputProblem as problem:
            await self.show_problems(problem)
        except DossierError as problem:
            self.complain(problem)

    async def perform(self, values: Mapping[str, Any]) -> None:
        """Do it, with the fields that were filled in.

        Raises:
            DossierError: it cannot be done; the form stays.
        """
        raise NotImplementedError

    def forget_draft(self) -> None:
        """What was typed has become something: it is offered no more."""
        if self._draft_timer is not None:
            self._draft_timer.stop()
            self._draft_timer = None
        if self._key in self._desk.drafts:
            self._desk.keep(self._key, KeptDraft())


class QuickTask(TaskScreen):
    """Done by one verb at once; then back, with a sentence."""

    def __init__(
        self,
        desk: "Desk",
        form: FormSpec,
        verb: "Callable[[Mapping[str, Any]], str]",
        *,
        record_id: UUID | None = None,
        texts: Mapping[str, str] | None = None,
        label: str = "",
    ) -> None:
        """A form and its verb, which gets the values and returns the sentence to say; it runs in the desk's thread."""
        self._verb = verb
        super().__init__(desk, form, record_id=record_id, texts=texts, label=label)

    async def perform(self, values: Mapping[str, Any]) -> None:
        """Do it, go back, say it there."""
        words = await self._desk.do(lambda: self._verb(values))
        self.forget_draft()
        app = self.app
        await app.pop_screen()
        if isinstance(app.screen, FramedScreen):
            app.screen.tell(words)


class JobScreen(TaskScreen):
    """Done by a command in a process of its own, with its progress here; it goes on when the screen is left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("start", "choose", "stop", "help", "back", hidden=("jump", "find", *FORM_MOVES))
    ]

    def __init__(
        self,
        desk: "Desk",
        form: FormSpec,
        *,
        texts: Mapping[str, str] | None = None,
        label: str = "",
    ) -> None:
        super().__init__(desk, form, texts=texts, label=label)
        self.work: Work | None = None

    def body(self) -> Iterable[Widget]:
        """The form, and a line for how far it is."""
        yield from super().body()
        yield Static("", id="progress", markup=False)

    async def action_start(self) -> None:
        """Begin, unless it goes on already."""
        if self.work is None or not self.work.is_running:
            await self.action_save()

    def arguments(self, values: Mapping[str, Any]) -> Sequence[str]:
        """The words of the command."""
        raise NotImplementedError

    async def perform(self, values: Mapping[str, Any]) -> None:
        """Start the command."""
        self.work = works_of(self.app).start(self._desk, Work(self.title_text(), self.arguments(values)))
        self.tell(_("It goes on when you leave this screen with Esc; F8 stops it."))

    def action_stop(self) -> None:
        """Stop what was started here."""
        if self.work is not None:
            works_of(self.app).stop(self.work)

    def work_changed(self, work: Work) -> None:
        """How far it is; what came of it."""
        if work is not self.work:
            return
        self.query_one("#progress", Static).update(shown(work.words if work.is_running else ""))
        if not work.is_running:
            if work.is_done:
                self.forget_draft()
            self.ended(work)

    def ended(self, work: Work) -> None:
        """It has come to its end, well or not; the sentence is said by the app."""


def option(name: str, value: object) -> list[str]:
    """An option with its value in one word, so that a value like "-x" is not read as an option; none for nothing."""
    return [f"--{name}={value}"] if value not in (None, "", False) else []
