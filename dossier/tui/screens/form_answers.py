"""A form that answers: beside each field what was understood of it, and the values that it can have."""

import asyncio
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual import on

from dossier.casework.forms.declaration import FormSpec
from dossier.casework.forms.look import Look
from dossier.casework.understanding import NOTHING, Understood
from dossier.errors import DossierError, InputProblem
from dossier.i18n import _
from dossier.tui.fields.line_field import FieldEntered
from dossier.tui.screens.form_fields import FieldsScreen
from dossier.tui.widgets.frame import Words

if TYPE_CHECKING:
    from dossier.tui.desk import Desk


class AnsweringScreen(FieldsScreen):
    """A form whose fields say what they understood."""

    def __init__(self, desk: "Desk", form: FormSpec, texts: Mapping[str, str]) -> None:
        super().__init__(desk, form, texts)
        self._waiting: dict[str, Mapping[str, str]] = {}
        """Fields whose answer needs the vault and is not asked for yet, with what was typed."""
        self._is_asking = False

    def fields_shown(self) -> None:
        """Answer them."""
        self.answer_all()

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
            self._waiting[name] = self.typed()
            self._ask_on()
        else:
            self._put_answer(name, self._answered(name, self.typed(), None))

    def _ask_on(self) -> None:
        """Ask the vault for one field after the other: a thread for each would open a connection for each."""
        if not self._is_asking:
            self._is_asking = True
            self.run_worker(self._ask_all(), group="answers")

    async def _ask_all(self) -> None:
        try:
            while self._waiting:
                name = next(iter(self._waiting))
                typed = self._waiting.pop(name)
                self._put_answer(name, await asyncio.to_thread(self._ask_vault, name, typed))
        finally:
            self._is_asking = False

    def _answered(self, name: str, typed: Mapping[str, str], look: "Look | None") -> Understood:
        try:
            return self.answer_of(name, typed, look)
        except InputProblem as problem:
            return Understood(problem.message, "ask")

    def _ask_vault(self, name: str, typed: Mapping[str, str]) -> Understood:
        try:
            with self._desk.vault.read() as session:
                return self._answered(name, typed, Look(session))
        except DossierError as problem:
            return Understood(problem.message, "note")

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

    # values

    def choices_of(self, name: str, typed: Mapping[str, str], words: str) -> Sequence[tuple[str, str]]:
        """The values of a field as (what is typed into it, what is shown)."""
        with self._desk.vault.read() as session:
            return self.form.field(name).type.choices(words, Look(session))

    def _narrowed(self, name: str, letters: str) -> Sequence[tuple[str, str]]:
        with self._desk.vault.read() as session:
            return self.form.field(name).type.narrowed(letters, Look(session))

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
        ask = partial(self._narrowed, name) if self.form.field(name).type.is_searched else None
        await self.app.push_screen(PickScreen(found, ask=ask), partial(self._take, name))

    async def _take(self, name: str, picked: str | None) -> None:
        if picked is not None:
            await self.go_to(name)
            field = self._lines[name].field
            field.value = self.form.field(name).type.joined(field.value, picked)
            await self._go(1)
