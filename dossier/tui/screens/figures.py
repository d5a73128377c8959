"""Counts of the whole vault as pictures of letters."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from dossier.casework.statistics import Figure, figures_of
from dossier.errors import DossierError
from dossier.i18n import N_, _
from dossier.tui.actions import bindings
from dossier.tui.widgets.sheet import SheetLine, SheetScreen

if TYPE_CHECKING:
    from dossier.tui.desk import Desk


class FiguresScreen(SheetScreen[None]):
    """How many, of what, when."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("help", "back", hidden=("line_down", "line_up", "page_down", "page_up"))
    ]
    heading = N_("Figures: how many, of what, when")

    def __init__(self, desk: "Desk") -> None:
        super().__init__()
        self._desk = desk
        self._figures: tuple[Figure, ...] | None = None

    def on_mount(self) -> None:
        """Count beside the screen."""
        self.run_worker(self._read, thread=True, exclusive=True, group="figures")

    def _read(self) -> None:
        try:
            figures = figures_of(self._desk.vault)
        except DossierError as problem:
            self.hand_over(self.complain, problem)
            return
        self.hand_over(self._show, figures)

    def _show(self, figures: tuple[Figure, ...]) -> None:
        self._figures = figures
        self.show_lines()

    @property
    def is_read(self) -> bool:
        """Whether everything is counted."""
        return self._figures is not None

    def lines(self, width: int) -> Sequence[SheetLine]:
        """Each picture under its title."""
        if self._figures is None:
            return [SheetLine("  " + _("Counting …"))]
        return list(_lines(self._figures, width)) or [SheetLine("  " + _("Nothing is recorded that could be counted."))]


def _lines(figures: Sequence[Figure], width: int) -> Iterator[SheetLine]:
    for figure in figures:
        yield SheetLine(f"  {figure.title}", is_heading=True)
        yield from (SheetLine(f"  {line}") for line in figure.lines(width - 4))
        yield SheetLine("")
