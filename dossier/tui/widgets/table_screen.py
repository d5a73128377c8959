"""A screen around one list of records, whose keys for lines and pages move the cursor of the list."""

from typing import Generic, TypeVar

from dossier.tui.widgets.frame import FramedScreen
from dossier.tui.widgets.record_table import RecordTable

Result = TypeVar("Result")


class TableScreen(FramedScreen[Result], Generic[Result]):
    """Subclasses put one RecordTable into their body; ``moved`` is for those that show the row under the cursor."""

    @property
    def table(self) -> RecordTable:
        """The list."""
        return self.query_one(RecordTable)

    def moved(self) -> None:
        """The cursor stands on another row."""

    def _move(self, step: int) -> None:
        self.table.move(step)
        self.moved()

    @property
    def _page_rows(self) -> int:
        return max(self.table.size.height - 1, 1)

    def action_line_down(self) -> None:
        """One row down."""
        self._move(1)

    def action_line_up(self) -> None:
        """One row up."""
        self._move(-1)

    def action_page_down(self) -> None:
        """A page down."""
        self._move(self._page_rows)

    def action_page_up(self) -> None:
        """A page up."""
        self._move(-self._page_rows)
