"""The first page: what is due, who is released soon, what was left half done; the way to everything else."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from dossier.errors import DossierError
from dossier.i18n import N_, _, ngettext
from dossier.tui.actions import bindings
from dossier.tui.fields.line_field import Field, FieldLine
from dossier.tui.private import settled
from dossier.tui.screens.ways_on import WaysOnScreen
from dossier.tui.screens.work import WORK
from dossier.tui.widgets.sheet import SheetLine, SheetScreen, led
from dossier.tui.works import Work, works_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.screen import Screen

    from dossier.casework.drafts import DraftKey, KeptDraft
    from dossier.casework.home import HomeView
    from dossier.casework.page_parts import PageLine
    from dossier.tui.desk import Desk
    from dossier.vault.backup_state import BackupState

BACKUP_DAYS = 7
LISTS = (
    "legal_case",
    "event",
    "source",
    "exhibit",
    "allegation",
    "consent",
    "deadline",
    "intervention",
    "organisation",
    "place",
)
"""Kinds that have a list of their own; persons are found by searching."""


class HomeScreen(WaysOnScreen, SheetScreen[None]):
    """The first page."""

    CSS_PATH = "home.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(
            *("new", "new_case", "find", "duplicates", "csv", "help", "leave"),
            hidden=("open", "list_in", "line_down", "line_up", "page_down", "page_up"),
        )
    ]
    heading = N_("Today")

    def __init__(self, desk: "Desk", news: str = "") -> None:
        super().__init__(desk)
        self._news = news
        self._view: HomeView | None = None
        self._question = 0

    def body(self) -> Iterable[Widget]:
        """A field to search from, and the page."""
        yield FieldLine("words", _("Name, article, reference"), width=44, name_cells=28)
        yield from super().body()

    @property
    def _field(self) -> Field:
        field = self.query_one(FieldLine).field
        assert isinstance(field, Field)
        return field

    def on_mount(self) -> None:
        """Ready to type a name."""
        self.set_focus(self._field)
        if self._news:
            self.tell(self._news, is_problem=True)

    def on_screen_resume(self) -> None:
        """Show at once what is known, and read the rest beside the screen."""
        self.show_lines(keep_cursor=True)
        self._question += 1
        mine = self._question
        self.run_worker(lambda: self._read(mine), thread=True, exclusive=True, group="home")

    def _read(self, question: int) -> None:
        from dossier.casework.home import home_view

        try:
            view = home_view(self._desk.vault, datetime.now().astimezone().date())
        except DossierError as problem:
            self.hand_over(self.complain, problem)
            return
        self.hand_over(self._show, view, question)

    def _show(self, view: "HomeView", question: int) -> None:
        if question == self._question:
            keep_cursor = self.is_read or not self.sheet.is_at_first
            self._view = view
            self.show_lines(keep_cursor=keep_cursor)
            if not view.lately and not self._news:
                self.tell(_("Nothing is recorded yet: F4 opens a case, F3 enters a person, F12 tells all keys."))

    @property
    def is_read(self) -> bool:
        """Whether the page shows what the vault holds."""
        return self._view is not None

    def lines(self, width: int) -> Sequence[SheetLine]:
        """The page."""
        return [line for block in self._blocks(width) for line in block][1:]

    def _blocks(self, width: int) -> Iterator[list[SheetLine]]:
        view = self._view
        if view is not None:
            yield _block(_("Due"), _led(view.due, width) or [SheetLine("  " + _("Nothing is due."))])
            yield _block(_("Released soon"), _led(view.released, width))
            yield _block(_("Backup"), list(_backup_lines(view.backup)))
        yield _block(_("At work"), [SheetLine(f"  {one.title} · {one.words}") for one in self._at_work()])
        yield _block(_("Not saved yet"), list(_draft_lines(self._desk.drafts)))
        yield _block(_("Go to"), [SheetLine(f"  {_(words)}", ("go", name)) for name, words in WORK.items()])
        yield _block(_("Lists"), list(_list_lines()))
        if view is not None:
            yield _block(_("Last changed"), _led(view.lately, width))

    def _at_work(self) -> Sequence[Work]:
        return works_of(self.app).running

    def work_changed(self, work: Work) -> None:
        """Show it, where the person can see it."""
        if self.is_current:
            self.show_lines(keep_cursor=True)

    # ways on

    async def action_open(self) -> None:
        """Search for the words of the field; without any, open what the cursor is on."""
        await settled(self._field)
        words = self._field.value.strip()
        if words:
            self._field.value = ""
            await self._search(words)
        elif self.sheet.target is not None:
            await self._open(*self.sheet.target)

    async def _search(self, words: str = "") -> None:
        from dossier.tui.screens.search import SearchScreen

        screen = SearchScreen(self._desk)
        await self.app.push_screen(screen)
        if words:
            await screen.look_for(words)

    async def _open(self, kind: str, what: str) -> None:
        screen = self._screen_of(kind, what)
        if screen is not None:
            await self.app.push_screen(screen)

    def _screen_of(self, kind: str, what: str) -> "Screen[None] | None":
        from dossier.tui.screens.listing import ListScreen
        from dossier.tui.screens.opening import screen_of

        if kind == "go":
            return self._work(what)
        if kind == "list":
            return ListScreen(self._desk, what)
        return self._draft_screen(int(what)) if kind == "draft" else screen_of(self._desk, kind, what)

    def _work(self, name: str) -> "Screen[None]":
        from dossier.tui.screens.work import screen_of_work

        return screen_of_work(self._desk, name)

    def _draft_screen(self, number: int) -> "Screen[None] | None":
        from dossier.tui.screens.drafts import screen_of_draft

        keys = list(self._desk.drafts)
        try:
            return screen_of_draft(self._desk, keys[number]) if number < len(keys) else None
        except DossierError as problem:
            self.complain(problem)
            return None

    async def action_find(self) -> None:
        """Find a person or a case while the name is typed."""
        await self._search()

    async def action_back(self) -> None:
        """Nothing lies behind the first page."""


def _block(heading: str, lines: list[SheetLine]) -> list[SheetLine]:
    return [SheetLine(""), SheetLine(f"  {heading}", is_heading=True), *lines] if lines else []


def _led(lines: "Iterable[PageLine]", width: int) -> list[SheetLine]:
    return [part for line in lines for part in led("  ", line.text, line.target, width)]


def _backup_lines(state: "BackupState") -> Iterator[SheetLine]:
    """How old the last backup is, where it is time for one; and always when one was last tried by restoring it."""
    days, restored = state.days_since_backup, state.days_since_restored
    target = ("go", "backup")
    if days is None:
        yield SheetLine("  " + _("No backup of this vault is known."), target)
        return
    if days >= BACKUP_DAYS:
        words = ngettext("The last backup is {count} day old.", "The last backup is {count} days old.", days)
        yield SheetLine("  " + words.format(count=days), target)
    if restored is None:
        yield SheetLine("  " + _("No backup was ever restored and found sound: until then it is a hope."), target)
        return
    words = ngettext(
        "A backup was last restored and found sound {count} day ago.",
        "A backup was last restored and found sound {count} days ago.",
        restored,
    )
    yield SheetLine("  " + words.format(count=restored), target)


def _draft_lines(drafts: "Mapping[DraftKey, KeptDraft]") -> Iterator[SheetLine]:
    from dossier.tui.screens.drafts import draft_words

    for number, (key, kept) in enumerate(drafts.items()):
        yield SheetLine(f"  {draft_words(key, kept)}", ("draft", str(number)))


def _list_lines() -> Iterator[SheetLine]:
    from dossier.casework.forms.registry import FORMS

    for kind in LISTS:
        yield SheetLine(f"  {_(FORMS[kind].plural)}", ("list", kind))
