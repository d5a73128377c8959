"""The start: one field, and under it the persons, all of them or those that the words find."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Input, Static

from dossier.domain.queries import read_query
from dossier.errors import DossierError
from dossier.i18n import N_, _, ngettext
from dossier.tui.actions import bindings
from dossier.tui.fields.line_field import FieldLine
from dossier.tui.long_lists import noting
from dossier.tui.memory import forget_search
from dossier.tui.private import settled
from dossier.tui.screens.ways_on import WaysOnScreen
from dossier.tui.widgets.record_table import GivenRows, PagedRows, RecordTable, Rows
from dossier.tui.widgets.table_screen import TableScreen

if TYPE_CHECKING:
    from dossier.tui.desk import Desk

_PAUSE_S = 0.15
"""After the last letter; a search for each letter of a fast typist would only be thrown away."""


class SearchScreen(WaysOnScreen, TableScreen[None]):
    """Find a person or a case and open it."""

    CSS_PATH = "search.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(
            "open",
            "new",
            "new_case",
            "csv",
            "duplicates",
            *("list_in", "mark", "help", "back", "leave"),
            hidden=(
                *("line_down", "line_up", "page_down", "page_up", "find", "filters", "keep_search", "kept_searches"),
                "paper_on_marked",
            ),
        )
    ]
    heading = N_("Find")

    def __init__(self, desk: "Desk") -> None:
        super().__init__(desk)
        self._shown_words: str | None = None
        self._question = 0

    def body(self) -> Iterable[Widget]:
        """The field and the list."""
        yield FieldLine("words", _("Name, article, reference"), width=44, name_cells=28)
        yield Static(_('"exactly so"  -without  born:1985..1990  ^T filters  F2 keep  F6 kept'), id="operators")
        yield RecordTable(id="found")

    @property
    def line(self) -> FieldLine:
        """The line with the field."""
        return self.query_one(FieldLine)

    def on_mount(self) -> None:
        """Show everybody."""
        self.set_focus(self.line.field)
        self._search("")

    def on_screen_resume(self) -> None:
        """Coming back: what was changed meanwhile must be seen."""
        if self._shown_words is not None:
            self._search(self._shown_words)

    @on(Input.Changed, "#words")
    def _words_changed(self, event: Input.Changed) -> None:
        self._question += 1
        mine = self._question
        self.set_timer(_PAUSE_S, lambda: self._search(event.value) if mine == self._question else None)

    def _search(self, words: str) -> None:
        mine = self._question
        self.run_worker(lambda: self._ask(words, mine), thread=True, exclusive=True, group="search")

    def _ask(self, words: str, question: int) -> None:
        try:
            rows = self._rows(words)
        except DossierError as problem:
            self.hand_over(self.complain, problem)
            return
        self.hand_over(self._show, words, rows, question)

    def _rows(self, words: str) -> Rows:
        from dossier.casework import views

        vault = self._desk.vault
        if words.strip():
            return GivenRows(views.found_lines(vault, words))
        everybody, seen = views.all_person_ids(vault), noting(self, self._desk, "person")
        return PagedRows(everybody, lambda ids: views.person_lines(vault, ids), seen)

    def _show(self, words: str, rows: Rows, question: int) -> None:
        if question != self._question:
            return
        self._shown_words = words
        self.table.show(rows)
        self._tell_count(words, len(rows))

    def _tell_count(self, words: str, count: int) -> None:
        odd = read_query(words).not_understood
        if odd:
            self.tell(_("Searched as words, because its value was not understood: {text}").format(text=odd[0]))
        elif not words.strip():
            self.tell(ngettext("{count} person", "{count} persons", count).format(count=count))
        elif count:
            self._tell_why(ngettext("{count} found", "{count} found", count).format(count=count))
        else:
            self.tell(_("Nothing found. F3 enters a new person."))

    def _tell_why(self, count: str) -> None:
        """How many were found, and the reason of the one under the cursor, for which a narrow list has no room."""
        found = self.table.current
        self.tell(" · ".join(filter(None, (count, found.detail if found else ""))))

    def moved(self) -> None:
        """Tell of the row under the cursor what the list has no room for."""
        found = self.table.current
        if found is not None:
            self.tell(" · ".join(filter(None, (found.ref, found.detail))))

    async def look_for(self, words: str) -> None:
        """Show what is found under words typed elsewhere; it opens where it is the only record."""
        self.line.field.value = words
        if await self._shows_what_is_typed() and self.table.row_count == 1:
            await self._open_current()

    async def action_open(self) -> None:
        """Open the record under the cursor, of the words as they stand in the field now."""
        if await self._shows_what_is_typed():
            await self._open_current()

    async def _shows_what_is_typed(self) -> bool:
        await settled(self.line.field)
        words = self.line.field.value
        if words == self._shown_words:
            return True
        self._question += 1
        try:
            self._show(words, self._rows(words), self._question)
        except DossierError as problem:
            self.complain(problem)
            return False
        return True

    async def _open_current(self) -> None:
        found = self.table.current
        if found is not None:
            await self._open(found.kind, found.ref)

    async def _open(self, kind: str, ref: str) -> None:
        from dossier.tui.screens.opening import screen_of

        screen = screen_of(self._desk, kind, ref)
        if screen is None:
            self.tell(_("This record has no screen of its own yet. Its reference: {ref}").format(ref=ref))
            return
        forget_search(self._desk.vault)
        await self.app.push_screen(screen)

    async def action_keep_search(self) -> None:
        """Keep the words under themselves, or keep them no longer."""
        from dossier.casework import saved_searches

        await settled(self.line.field)
        words = self.line.field.value.strip()
        vault, title = self._desk.vault, words[: saved_searches.TITLE_LIMIT]
        try:
            if title in {one.title for one in saved_searches.kept_searches(vault)}:
                saved_searches.forget_search(vault, title)
                self.tell(_("This search is kept no longer."))
            else:
                saved_searches.keep_search(vault, title, words)
                self.tell(_("Kept. F6 shows the searches that are kept."))
        except DossierError as problem:
            self.complain(problem)

    async def action_kept_searches(self) -> None:
        """Choose one of the searches that are kept."""
        from dossier.casework.saved_searches import kept_searches
        from dossier.tui.screens.pick import PickScreen

        kept = kept_searches(self._desk.vault)
        if not kept:
            self.tell(_("No search is kept yet. F2 keeps the one in the field."))
            return
        offered = [(one.words, one.title if one.title == one.words else f"{one.title}: {one.words}") for one in kept]
        await self.app.push_screen(PickScreen(offered, _("Searches that are kept")), self._take_kept)

    def _take_kept(self, words: str | None) -> None:
        if words is not None:
            self.line.field.value = words
            self.set_focus(self.line.field)

    async def action_filters(self) -> None:
        """A form of filters; what it says stands in the field afterwards."""
        from dossier.domain.query_filters import filters_of
        from dossier.tui.screens.search_filters import FilterScreen

        await settled(self.line.field)
        await self.app.push_screen(FilterScreen(filters_of(self.line.field.value)), self._take_filters)

    def _take_filters(self, values: dict[str, str] | None) -> None:
        from dossier.domain.query_filters import with_filters

        if values is not None:
            self.line.field.value = with_filters(self.line.field.value, values)
            self.set_focus(self.line.field)

    async def action_find(self) -> None:
        """Here already: empty the field."""
        await settled(self.line.field)
        self.line.field.value = ""

    async def action_mark(self) -> None:
        """Mark the person under the cursor and go on to the next; marks stay while others are looked for."""
        if not await self._shows_what_is_typed() or self.table.current is None:
            return
        if self.table.current.kind != "person":
            self.tell(_("Persons can be marked, for one paper on them."), is_problem=True)
            return
        count = self.table.mark()
        self.table.move(1)
        words = ngettext("{count} person is marked.", "{count} persons are marked.", count).format(count=count)
        self.tell(" ".join((words, _("Ctrl+P writes one paper on them."))) if count else words)

    async def action_paper_on_marked(self) -> None:
        """One paper on the marked persons."""
        from dossier.tui.screens.output import OutputScreen

        if not self.table.marked:
            self.tell(_("Nobody is marked. Ctrl+K marks the person under the cursor."), is_problem=True)
            return
        await self.app.push_screen(OutputScreen(self._desk, "pdf", list(self.table.marked)))
