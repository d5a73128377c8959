"""What can be begun from the first page and from the search alike."""

from typing import TYPE_CHECKING

from dossier.casework.forms.quick import CASE_FORM, PERSON_FORM
from dossier.tui.widgets.frame import FramedScreen

if TYPE_CHECKING:
    from dossier.tui.desk import Desk


class WaysOnScreen(FramedScreen[None]):
    """A screen from which new records and long work are begun."""

    def __init__(self, desk: "Desk") -> None:
        super().__init__()
        self._desk = desk

    async def action_new(self) -> None:
        """Enter a person."""
        from dossier.tui.screens.entry import EntryScreen

        await self.app.push_screen(EntryScreen(self._desk, PERSON_FORM))

    async def action_new_case(self) -> None:
        """Open a case."""
        from dossier.tui.screens.entry import EntryScreen

        await self.app.push_screen(EntryScreen(self._desk, CASE_FORM))

    async def action_csv(self) -> None:
        """The tables of the whole vault."""
        await self._begin("output")

    async def action_list_in(self) -> None:
        """A list of others."""
        await self._begin("import")

    async def action_duplicates(self) -> None:
        """Records that may be one person's."""
        await self._begin("duplicates")

    async def _begin(self, name: str) -> None:
        from dossier.tui.screens.work import screen_of_work

        await self.app.push_screen(screen_of_work(self._desk, name))
