"""What the screens of a person and of a case share: a sheet of lines, and the ways on from it."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from textual import events
from textual.widget import Widget

from dossier.errors import DossierError
from dossier.tui.widgets.frame import FramedScreen
from dossier.tui.widgets.sheet import Sheet, SheetLine

if TYPE_CHECKING:
    from dossier.tui.desk import Desk


class RecordScreen(FramedScreen[None]):
    """Shows one record; subclasses give its lines."""

    def __init__(self, desk: "Desk", ref: str) -> None:
        super().__init__()
        self._desk = desk
        self.record_ref = ref

    def body(self) -> Iterable[Widget]:
        """The sheet."""
        yield Sheet(id="sheet")

    @property
    def sheet(self) -> Sheet:
        """The lines."""
        return self.query_one(Sheet)

    def lines(self, width: int) -> Sequence[SheetLine]:
        """The record as lines of that width."""
        raise NotImplementedError

    def on_screen_resume(self) -> None:
        """Read the record, and read it again on coming back to it."""
        self._show()

    def on_resize(self, _event: events.Resize) -> None:
        """Lines are broken to the width."""
        self._show()

    def _show(self) -> None:
        try:
            self.sheet.show(self.lines(self.size.width - 2))
        except DossierError as problem:
            self.complain(problem)

    async def action_open(self) -> None:
        """Open what the cursor is on."""
        from dossier.tui.screens.opening import screen_of

        if self.sheet.target is None:
            return
        screen = screen_of(self._desk, *self.sheet.target)
        if screen is not None:
            await self.app.push_screen(screen)

    async def action_pdf(self) -> None:
        """Write the dossier of this record."""
        from dossier.tui.screens.output import OutputScreen

        await self.app.push_screen(OutputScreen(self._desk, "pdf", self.record_ref))

    async def action_csv(self) -> None:
        """Write the tables."""
        from dossier.tui.screens.output import OutputScreen

        await self.app.push_screen(OutputScreen(self._desk, "csv"))

    async def action_find(self) -> None:
        """Find another record; Esc comes back here."""
        from dossier.tui.screens.search import SearchScreen

        await self.app.push_screen(SearchScreen(self._desk))

    def action_line_down(self) -> None:
        """To the next line that leads somewhere."""
        self.sheet.move(1)

    def action_line_up(self) -> None:
        """To the line before."""
        self.sheet.move(-1)

    def action_page_down(self) -> None:
        """A page down."""
        self.sheet.turn(1)

    def action_page_up(self) -> None:
        """A page up."""
        self.sheet.turn(-1)
