"""The names of a person as papers need them: in Latin letters by each table, and in grammatical cases."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from dossier.casework.name_forms import form_blocks
from dossier.i18n import N_, _
from dossier.tui.actions import bindings
from dossier.tui.widgets.sheet import SheetLine, SheetScreen, broken, name_cells, wrapped

if TYPE_CHECKING:
    from dossier.casework.page_parts import Block, Page
    from dossier.tui.desk import Desk


class NameFormsScreen(SheetScreen[None]):
    """Every Cyrillic name of one person with its forms."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("help", "back", hidden=("line_down", "line_up", "page_down", "page_up"))
    ]
    heading = N_("Forms of the name for papers")

    def __init__(self, desk: "Desk", page: "Page") -> None:
        super().__init__()
        self._desk = desk
        self._ref = page.ref

    def title_text(self) -> str:
        """What it is."""
        return _(self.heading)

    def lines(self, width: int) -> Sequence[SheetLine]:
        """One name after the other."""
        blocks = form_blocks(self._desk.vault, self._ref)
        if not blocks:
            return [SheetLine("  " + _("Only names in Cyrillic letters have these forms; this person has none."))]
        cells = name_cells(line.name for block in blocks for line in block.lines)
        return [line for block in blocks for line in _lines_of(block, width, cells)]


def _lines_of(block: "Block", width: int, cells: int) -> Iterator[SheetLine]:
    for text in broken(block.heading, width - 2):
        yield SheetLine(f"  {text}", is_heading=True)
    for line in block.lines:
        if line.name:
            yield from wrapped(line.name, line.text, width, cells)
        else:
            yield from (SheetLine(f"  {text}") for text in broken(line.text, width - 2))
    yield SheetLine("")
