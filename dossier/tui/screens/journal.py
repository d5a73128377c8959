"""The journal of the vault: every change, unlock, export and check, newest first, a page at a time."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Input

from dossier.casework.forms.registry import FORMS
from dossier.casework.journal import WORDS, JournalFilter, entries_at, filter_of, numbers_of
from dossier.casework.journal_reasons import reason_words
from dossier.casework.views import ListLine
from dossier.errors import DossierError
from dossier.i18n import N_, _, ngettext
from dossier.tui.actions import bindings
from dossier.tui.fields.line_field import FieldLine
from dossier.tui.private import settled
from dossier.tui.widgets.record_table import PAGE_ROWS, RecordTable
from dossier.tui.widgets.sheet import Sheet, SheetLine, wrapped
from dossier.tui.widgets.table_screen import TableScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from dossier.tui.desk import Desk
    from dossier.vault.log import LogLine

_PAUSE_S = 0.25


class EntryRows:
    """Entries by their numbers; those of a page are read when it is painted."""

    def __init__(self, numbers: Sequence[int], fetch: "Callable[[Sequence[int]], Sequence[LogLine]]") -> None:
        self._numbers = numbers
        self._fetch = fetch
        self._page = lru_cache(maxsize=16)(self._read_page)

    def __len__(self) -> int:
        return len(self._numbers)

    def _read_page(self, number: int) -> "Sequence[LogLine]":
        return self._fetch(self._numbers[number * PAGE_ROWS : (number + 1) * PAGE_ROWS])

    def entry(self, index: int) -> "LogLine | None":
        """The entry of a row."""
        page, place = self._page(index // PAGE_ROWS), index % PAGE_ROWS
        return page[place] if place < len(page) else None

    def line(self, index: int) -> ListLine | None:
        """The row."""
        entry = self.entry(index)
        return _line(entry) if entry is not None else None


class JournalScreen(TableScreen[None]):
    """The entries, with what the one under the cursor says."""

    CSS_PATH = "journal.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(
            *("open", "other_kinds", "history", "help", "back"),
            hidden=("line_down", "line_up", "page_down", "page_up"),
        )
    ]
    heading = N_("Journal of the vault")

    def __init__(self, desk: "Desk", wanted: JournalFilter | None = None) -> None:
        super().__init__()
        self._desk = desk
        self._wanted = wanted or JournalFilter()
        self._rows = EntryRows((), lambda _numbers: ())
        self._question = 0
        self._shown_words = ""
        self.is_read = False

    def title_text(self) -> str:
        """Which entries."""
        return " · ".join(filter(None, (_(self.heading), self._wanted.words)))

    def body(self) -> Iterable[Widget]:
        """A field to narrow it, the entries, and one of them whole."""
        yield FieldLine("words", _("Reference or author"), width=40, name_cells=28)
        yield RecordTable(id="found", ref_cells=9)
        yield Sheet(id="sheet")

    def on_mount(self) -> None:
        """Ready to narrow it."""
        self.set_focus(self.query_one(FieldLine).field)

    def on_screen_resume(self) -> None:
        """Coming back: there may be new entries."""
        self._ask()

    async def speak_anew(self) -> None:
        """The entries in another language."""
        await super().speak_anew()
        self.set_focus(self.query_one(FieldLine).field)
        self._ask()

    @on(Input.Changed, "#words")
    def _words_changed(self, _event: Input.Changed) -> None:
        self._question += 1
        mine = self._question
        self.set_timer(_PAUSE_S, lambda: self._ask() if mine == self._question else None)

    def _ask(self) -> None:
        self._question += 1
        mine, words, wanted = self._question, self.query_one(FieldLine).field.value, self._wanted
        self.run_worker(lambda: self._read(words, wanted, mine), thread=True, exclusive=True, group="journal")

    def _read(self, words: str, wanted: JournalFilter, question: int) -> None:
        try:
            numbers = numbers_of(self._desk.vault, filter_of(self._desk.vault, words, wanted))
        except DossierError as problem:
            self.hand_over(self.complain, problem)
            return
        self.hand_over(self._show, numbers, words, question)

    def _show(self, numbers: Sequence[int], words: str, question: int) -> None:
        if question != self._question:
            return
        place = self.table.cursor
        self._rows = EntryRows(numbers, lambda some: entries_at(self._desk.vault, some))
        self.table.show(self._rows)
        self.table.move(place)
        self.is_read, self._shown_words = True, words
        self.moved()
        self.tell(ngettext("{count} entry", "{count} entries", len(numbers)).format(count=len(numbers)))

    @property
    def entry(self) -> "LogLine | None":
        """The entry under the cursor."""
        place = self.table.cursor
        return self._rows.entry(place) if 0 <= place < len(self._rows) else None

    def moved(self) -> None:
        """What the entry says."""
        entry = self.entry
        self.query_one(Sheet).show(entry_lines(entry, self.size.width - 4) if entry else [])

    # ways on

    async def action_open(self) -> None:
        """The record that was changed."""
        from dossier.tui.screens.opening import screen_of

        await self._take_words()
        entry = self.entry
        screen = (
            screen_of(self._desk, entry.record_table or "", entry.record_ref) if entry and entry.record_ref else None
        )
        if screen is None or (entry and entry.action == "delete"):
            self.tell(_("This entry leads to no record that is still there. F8 shows what it says of one."))
            return
        await self.app.push_screen(screen)

    async def _take_words(self) -> None:
        """Narrow to the words as they stand in the field now."""
        field = self.query_one(FieldLine).field
        await settled(field)
        if field.value == self._shown_words:
            return
        self._question += 1
        try:
            wanted = filter_of(self._desk.vault, field.value, self._wanted)
            self._show(numbers_of(self._desk.vault, wanted), field.value, self._question)
        except DossierError as problem:
            self.complain(problem)

    async def action_history(self) -> None:
        """Everything that happened to this record, with before and after."""
        from dossier.tui.screens.history import HistoryScreen

        await self._take_words()
        entry = self.entry
        if entry is None or not entry.record_ref:
            self.tell(_("This entry is about no record."))
            return
        await self.app.push_screen(HistoryScreen(self._desk, entry.record_ref, kind_words(entry)))

    async def action_other_kinds(self) -> None:
        """Only entries of one kind, or about records of one kind."""
        from dossier.tui.screens.pick import PickScreen

        offered = [("", _("all entries"))]
        offered += [(f"action {code}", _(words)) for code, words in WORDS.items()]
        offered += [(f"kind {kind}", _(form.plural)) for kind, form in FORMS.items()]
        await self.app.push_screen(PickScreen(offered, _("Which entries")), self._chosen)

    def _chosen(self, picked: str | None) -> None:
        if picked is None:
            return
        what, _blank, code = picked.partition(" ")
        self._wanted = JournalFilter(action=code) if what == "action" else JournalFilter(record_table=code)
        self.table.cursor = 0
        self.retitle()
        self._ask()


_OF_RECEIPTS = {
    "files": N_("Files"),
    "counts": N_("Left"),
    "held_back": N_("Held back"),
    "left_at": N_("Left at"),
    "recipient": N_("Recipient"),
}
"""Columns of what has no form."""


def kind_words(entry: "LogLine") -> str:
    """The kind of record of an entry; nothing for what is no record of anybody's."""
    form = FORMS.get(entry.record_table or "")
    return _(form.heading) if form is not None else _("Receipt") if entry.record_table == "receipt" else ""


def _line(entry: "LogLine") -> ListLine:
    when = f"{entry.at.astimezone():%d.%m.%Y %H:%M:%S}"
    about = " ".join(filter(None, (kind_words(entry), entry.record_ref or "")))
    parts = (f"{when} {entry.author}", _(WORDS.get(entry.action, entry.action)), about, _reason(entry))
    return ListLine(str(entry.number), " · ".join(filter(None, parts)), "", entry.action)


def _reason(entry: "LogLine") -> str:
    return reason_words(entry.reason, entry.record_table or "")


def entry_lines(entry: "LogLine", width: int) -> list[SheetLine]:
    """One entry whole; its values stand in the history of the record."""
    form = FORMS.get(entry.record_table or "")
    labels = {spec.name: _(spec.label) for spec in form.fields} if form is not None else {}
    lines: list[SheetLine] = []
    for name, value in (
        (_("Entry"), f"{entry.number} · {_(WORDS.get(entry.action, entry.action))}"),
        (
            _("At"),
            f"{entry.at.astimezone():%d.%m.%Y %H:%M:%S}"
            + (f" · {_('the clock went back')}" if entry.clock_went_back else ""),
        ),
        (_("Author"), " · ".join(filter(None, (entry.author, entry.device)))),
        (_("Record"), " ".join(filter(None, (kind_words(entry), entry.record_ref or "")))),
        (
            _("Fields"),
            ", ".join(labels.get(one) or _(_OF_RECEIPTS.get(one, one)) for one in entry.fields if one != "updated_at"),
        ),
        (_("Reason"), _reason(entry)),
    ):
        lines += wrapped(name, value, width)
    return lines
