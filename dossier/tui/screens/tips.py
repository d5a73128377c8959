"""The tip desk: what was received and is not yet believed, one after another, decided by keyboard."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from dossier.casework import dossier_words as said
from dossier.casework.dossier_words import word
from dossier.casework.views import ListLine
from dossier.errors import DossierError
from dossier.i18n import N_, _, ngettext
from dossier.tui.actions import bindings
from dossier.tui.long_lists import noting
from dossier.tui.screens import tip_tasks
from dossier.tui.screens.tip_page import first_words, tip_lines
from dossier.tui.widgets.record_table import PagedRows, RecordTable
from dossier.tui.widgets.sheet import Sheet, SheetLine
from dossier.tui.widgets.table_screen import TableScreen

if TYPE_CHECKING:
    import uuid

    from dossier.casework.tip_sources import Corroboration
    from dossier.casework.tips import TipView
    from dossier.tui.desk import Desk

SHOWN: Mapping[str, tuple[str, ...]] = {
    N_("waiting"): ("received", "triaged"),
    N_("not looked at"): ("received",),
    N_("became a record"): ("promoted",),
    N_("refused"): ("refused",),
    N_("ran out"): ("expired",),
}


class TipsScreen(TableScreen[None]):
    """The tips in some states, and the whole text of the one under the cursor."""

    CSS_PATH = "tips.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(
            *("triage", "new_tip", "promote", "keep_longer", "other_states", "refuse", "help", "back"),
            hidden=("open", "run_out", "line_down", "line_up", "page_down", "page_up"),
        )
    ]
    heading = N_("Tips")

    def __init__(self, desk: "Desk") -> None:
        super().__init__()
        self._desk = desk
        self._shown = 0
        self._asked_to_destroy = False
        self._question = 0

    def title_text(self) -> str:
        """Which tips."""
        return f"{_(self.heading)} · {_(list(SHOWN)[self._shown])}"

    def body(self) -> Iterable[Widget]:
        """The list, and the text of one."""
        yield RecordTable(id="found")
        yield Sheet(id="sheet")

    def on_screen_resume(self) -> None:
        """Coming back: what was decided has gone from the list."""
        self._load()

    async def speak_anew(self) -> None:
        """The list in another language."""
        await super().speak_anew()
        self._load()

    def _load(self) -> None:
        from dossier.casework import tips

        self._asked_to_destroy = False
        vault, states, place = self._desk.vault, list(SHOWN.values())[self._shown], self.table.cursor
        try:
            packed = tips.ids_in(vault, states)
        except DossierError as problem:
            self.complain(problem)
            return
        self.table.show(PagedRows(packed, self._lines_of, noting(self, self._desk, "tip")))
        self.table.move(place)
        self.moved()
        count = self.table.row_count
        self.tell(ngettext("{count} tip", "{count} tips", count).format(count=count))

    def _lines_of(self, ids: "list[uuid.UUID]") -> Sequence[ListLine]:
        from dossier.casework.tips import views_of

        return [_line(view) for view in views_of(self._desk.vault, ids)]

    # the one under the cursor

    def moved(self) -> None:
        """Its text at once; how it stands among the others when that has been counted."""
        self._question += 1
        current, mine = self.table.current, self._question
        if current is None:
            self.query_one(Sheet).show([SheetLine("  " + _("No tip waits."))])
            return
        ref = current.ref
        self.run_worker(lambda: self._ask(ref, mine), thread=True, exclusive=True, group="tip")

    def _ask(self, ref: str, question: int) -> None:
        from dossier.casework.tip_sources import corroboration_of
        from dossier.casework.tips import tip_view

        try:
            view = tip_view(self._desk.vault, ref)
            self.hand_over(self._paint_tip, view, None, question)
            self.hand_over(self._paint_tip, view, corroboration_of(self._desk.vault, ref), question)
        except DossierError as problem:
            self.hand_over(self.complain, problem)

    def _paint_tip(self, view: "TipView", standing: "Corroboration | None", question: int) -> None:
        if question == self._question:
            self.query_one(Sheet).show(tip_lines(view, standing, self.size.width - 4))

    def action_page_down(self) -> None:
        """Read on in the text."""
        self.query_one(Sheet).turn(1)

    def action_page_up(self) -> None:
        """Back in the text."""
        self.query_one(Sheet).turn(-1)

    async def action_open(self) -> None:
        """The page of the tip, with its history."""
        from dossier.tui.screens.opening import screen_of

        current = self.table.current
        screen = screen_of(self._desk, "tip", current.ref) if current else None
        if screen is not None:
            await self.app.push_screen(screen)

    # deciding

    async def _decide(self, make: "tip_tasks.Opens") -> None:
        from dossier.casework.pages import record_page

        current = self.table.current
        if current is None:
            self.tell(_("No tip waits."))
            return
        try:
            page = record_page(self._desk.vault, current.ref)
        except DossierError as problem:
            self.complain(problem)
            return
        await self.app.push_screen(make(self._desk, page))

    async def action_triage(self) -> None:
        """When and where it happened, in this person's reading."""
        await self._decide(tip_tasks.triage_screen)

    async def action_promote(self) -> None:
        """It becomes a record."""
        await self._decide(tip_tasks.promote_screen)

    async def action_refuse(self) -> None:
        """It is refused, with the reason."""
        await self._decide(tip_tasks.refuse_screen)

    async def action_keep_longer(self) -> None:
        """It is kept for more days."""
        await self._decide(tip_tasks.keep_screen)

    async def action_other_states(self) -> None:
        """The tips in other states."""
        self._shown = (self._shown + 1) % len(SHOWN)
        self.retitle()
        self.table.cursor = 0
        self._load()

    async def action_new_tip(self) -> None:
        """A text that came in, or an exported chat."""
        from dossier.tui.screens.pick import PickScreen

        offered = [("text", _("type what was told or written")), ("file", _("take in an exported chat"))]
        await self.app.push_screen(PickScreen(offered, _("A new tip")), self._new)

    async def _new(self, what: str | None) -> None:
        if what == "text":
            await self.app.push_screen(tip_tasks.new_screen(self._desk))
        elif what == "file":
            await self.app.push_screen(tip_tasks.TipFileScreen(self._desk))

    async def action_run_out(self) -> None:
        """Destroy the content of what nobody used until its last day; pressed twice."""
        from dossier.casework.tip_expiry import count_past, expire_tips

        today = datetime.now().astimezone().date()
        vault = self._desk.vault
        try:
            if not self._asked_to_destroy:
                count = count_past(vault, today)
                self._asked_to_destroy = count > 0
                self.tell(_past_words(count), is_problem=count > 0)
                return
            gone = await self._desk.do(lambda: expire_tips(vault, today=today))
        except DossierError as problem:
            self.complain(problem)
            return
        self._load()
        words = ngettext(
            "{count} tip ran out; its content is gone.", "{count} tips ran out; their content is gone.", len(gone)
        )
        self.tell(words.format(count=len(gone)))


def _line(view: "TipView") -> ListLine:
    parts = (f"{view.received_at.astimezone():%d.%m.%Y}", word(said.TIP_STATES, view.state), first_words(view))
    return ListLine(view.ref, " · ".join(filter(None, parts)), "", "tip")


def _past_words(count: int) -> str:
    if not count:
        return _("No tip has run out.")
    words = ngettext(
        "{count} tip has run out. F9 again destroys its text and files for good.",
        "{count} tips have run out. F9 again destroys their texts and files for good.",
        count,
    )
    return words.format(count=count)
