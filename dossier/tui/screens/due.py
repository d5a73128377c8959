"""What is due: recorded deadlines, computed limits, answers that are awaited, releases; the first day first."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from dossier.casework.home import due_words, target_of
from dossier.errors import DossierError
from dossier.i18n import N_, _
from dossier.tui.actions import bindings
from dossier.tui.widgets.sheet import SheetLine, SheetScreen, led

if TYPE_CHECKING:
    from dossier.casework.due import DueItem
    from dossier.tui.desk import Desk

AHEAD_DAYS = 365
SOON_DAYS = 14


class DueScreen(SheetScreen[None]):
    """A year ahead, and what is late; F3 records a deadline."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("open", "new", "help", "back", hidden=("line_down", "line_up", "page_down", "page_up"))
    ]
    heading = N_("Deadlines")

    def __init__(self, desk: "Desk") -> None:
        super().__init__()
        self._desk = desk
        self._items: Sequence[DueItem] | None = None

    def on_screen_resume(self) -> None:
        """Reckon anew: something may have been done meanwhile."""
        self.show_lines(keep_cursor=True)
        self.run_worker(self._read, thread=True, exclusive=True, group="due")

    def _read(self) -> None:
        from dossier.casework.due import due_items

        try:
            items = due_items(self._desk.vault, _today(), AHEAD_DAYS)
        except DossierError as problem:
            self.hand_over(self.complain, problem)
            return
        self.hand_over(self._show, items)

    def _show(self, items: "Sequence[DueItem]") -> None:
        self._items = items
        self.show_lines(keep_cursor=True)

    @property
    def is_read(self) -> bool:
        """Whether everything is reckoned."""
        return self._items is not None

    def lines(self, width: int) -> Sequence[SheetLine]:
        """Late, soon, later."""
        if self._items is None:
            return [SheetLine("  " + _("Reckoning …"))]
        return list(_blocks(self._items, _today(), width)) or [SheetLine("  " + _("Nothing is due."))]

    async def action_open(self) -> None:
        """The person, the case or the deadline."""
        from dossier.tui.screens.opening import screen_of

        screen = screen_of(self._desk, *self.sheet.target) if self.sheet.target else None
        if screen is not None:
            await self.app.push_screen(screen)

    async def action_new(self) -> None:
        """Record a deadline."""
        from dossier.tui.screens.record_form import NewRecordScreen

        await self.app.push_screen(NewRecordScreen(self._desk, "deadline"))


def _today() -> date:
    return datetime.now().astimezone().date()


def _blocks(items: "Sequence[DueItem]", today: date, width: int) -> Iterator[SheetLine]:
    late = [one for one in items if one.days_left(today) < 0]
    soon = [one for one in items if 0 <= one.days_left(today) <= SOON_DAYS]
    later = [one for one in items if one.days_left(today) > SOON_DAYS]
    for heading, found in ((_("Late"), late), (_("Within two weeks"), soon), (_("Later"), later)):
        if found:
            yield SheetLine(f"  {heading}", is_heading=True)
            for one in found:
                yield from led(f"  {one.first:%d.%m.%Y}  ", due_words(one, today), target_of(one), width)
            yield SheetLine("")
