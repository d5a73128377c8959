"""All records of one kind: a field to narrow the list, and the list, of any length."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Input

from dossier.casework.forms.registry import FORMS, FREE_STANDING
from dossier.errors import DossierError
from dossier.i18n import _, ngettext
from dossier.tui.actions import bindings
from dossier.tui.fields.line_field import FieldLine
from dossier.tui.long_lists import noting
from dossier.tui.private import settled
from dossier.tui.widgets.record_table import GivenRows, PagedRows, RecordTable, Rows
from dossier.tui.widgets.table_screen import TableScreen

if TYPE_CHECKING:
    from dossier.tui.desk import Desk

_PAUSE_S = 0.15


class ListScreen(TableScreen[None]):
    """The records of a kind."""

    CSS_PATH = "search.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("open", "new", "find", "help", "back", hidden=("line_down", "line_up", "page_down", "page_up"))
    ]

    def __init__(self, desk: "Desk", kind: str) -> None:
        super().__init__()
        self._desk = desk
        self.kind = kind
        self._shown_words: str | None = None
        self._question = 0

    def title_text(self) -> str:
        """What is listed."""
        return _(FORMS[self.kind].plural)

    def body(self) -> Iterable[Widget]:
        """The field and the list."""
        yield FieldLine("words", _("Words"), width=50)
        yield RecordTable(id="found")

    def on_mount(self) -> None:
        """Show all."""
        self.set_focus(self.query_one(FieldLine).field)

    def on_screen_resume(self) -> None:
        """Coming back: what was changed meanwhile must be seen."""
        self._search(self._shown_words or "")

    async def speak_anew(self) -> None:
        """The list in another language."""
        await super().speak_anew()
        self.set_focus(self.query_one(FieldLine).field)
        self._search(self._shown_words or "")

    @on(Input.Changed, "#words")
    def _words_changed(self, event: Input.Changed) -> None:
        self._question += 1
        mine, words = self._question, event.value
        self.set_timer(_PAUSE_S, lambda: self._search(words) if mine == self._question else None)

    def _search(self, words: str) -> None:
        mine = self._question
        self.run_worker(lambda: self._ask(words, mine), thread=True, exclusive=True, group="list")

    def _ask(self, words: str, question: int) -> None:
        try:
            rows = self._rows(words)
        except DossierError as problem:
            self.hand_over(self.complain, problem)
            return
        self.hand_over(self._show, words, rows, question)

    def _rows(self, words: str) -> Rows:
        from dossier.casework import home

        vault, kind = self._desk.vault, self.kind
        if words.strip():
            return GivenRows(home.matching(vault, kind, words))
        ids, seen = home.ids_of(vault, kind), noting(self, self._desk, kind)
        return PagedRows(ids, lambda some: home.lines_of(vault, kind, some), seen)

    def _show(self, words: str, rows: Rows, question: int) -> None:
        if question != self._question:
            return
        self._shown_words = words
        self.table.show(rows)
        self.tell(ngettext("{count} record", "{count} records", len(rows)).format(count=len(rows)))

    async def action_open(self) -> None:
        """Open the record under the cursor, of the words as they stand in the field now."""
        from dossier.tui.screens.opening import screen_of

        field = self.query_one(FieldLine).field
        await settled(field)
        if field.value != (self._shown_words or ""):
            self._question += 1
            self._show(field.value, self._rows(field.value), self._question)
        found = self.table.current
        screen = screen_of(self._desk, found.kind, found.ref) if found else None
        if screen is not None:
            await self.app.push_screen(screen)

    async def action_new(self) -> None:
        """Enter a record of this kind; those that belong to another are added on its page."""
        from dossier.tui.screens.record_form import NewRecordScreen

        if self.kind == "exhibit":
            from dossier.tui.screens.exhibit_file import ExhibitFileScreen

            await self.app.push_screen(ExhibitFileScreen(self._desk))
        elif self.kind in FREE_STANDING:
            await self.app.push_screen(NewRecordScreen(self._desk, self.kind))
        else:
            self.tell(_("Open the case or the person first; F4 adds it there."))

    async def action_find(self) -> None:
        """Find a person or a case."""
        from dossier.tui.screens.search import SearchScreen

        await self.app.push_screen(SearchScreen(self._desk))
