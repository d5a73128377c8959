"""A record to read: lines painted one by one, some of which lead to another record."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from dossier.domain.safe_text import safe_text
from dossier.errors import DossierError
from dossier.tui.widgets.frame import FramedScreen

Result = TypeVar("Result")


_BESIDE_CELLS = 4
"""Padding and scroll bar beside the lines of a screen."""


@dataclass(frozen=True)
class SheetLine:
    """A line of text; ``target`` is the kind and reference of the record it leads to."""

    text: str
    target: tuple[str, str] | None = None
    is_heading: bool = False


NAME_CELLS = 22
"""Cells of a name and its dots, where none on the page is longer."""
_MOST_NAME_CELLS = 32


def name_cells(names: Iterable[str]) -> int:
    """Cells that the names of one page take with their dots, so that all its values stand below each other.

    Where a name is so long that little room is left for its value, it stands above that and is not counted.
    """
    cells = (cell_len(name) + 4 for name in names)
    return max(NAME_CELLS, *(one for one in cells if one <= _MOST_NAME_CELLS), NAME_CELLS)


def wrapped(name: str, value: str, width: int, cells: int = NAME_CELLS) -> list[SheetLine]:
    """A name and its value as lines of at most ``width`` cells; nothing for an empty value.

    Args:
        name: A longer one than has room takes a line of its own.
        value: Broken at blanks alone, so that a reference stays whole.
        width: Cells of a line.
        cells: Of the name and its dots; see ``name_cells``.
    """
    if not value:
        return []
    lead = f"  {name} ".ljust(cells, ".") + " "
    above = [SheetLine(lead.rstrip())] if cell_len(lead) > cells + 1 else []
    blank = " " * (cells + 1)
    first, *more = broken(value, width - len(blank))
    return [*above, SheetLine((blank if above else lead) + first), *(SheetLine(blank + line) for line in more)]


def led(lead: str, text: str, target: tuple[str, str] | None, width: int) -> list[SheetLine]:
    """A line that leads somewhere, with the rest of a long text under its beginning."""
    first, *more = broken(text, width - cell_len(lead))
    return [SheetLine(lead + first, target), *(SheetLine(" " * cell_len(lead) + line) for line in more)]


def broken(text: str, cells: int) -> list[str]:
    """A text as lines of at most so many cells, never broken inside a reference or another word with a hyphen."""
    from textwrap import wrap

    return wrap(safe_text(text), max(cells, 20), break_on_hyphens=False) or [""]


class Sheet(ScrollView, can_focus=False):
    """The lines, with a cursor over those that lead somewhere."""

    cursor: var[int] = var(-1)

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._lines: Sequence[SheetLine] = ()

    @property
    def text(self) -> str:
        """All lines, for tests and for a look at the whole."""
        return "\n".join(line.text for line in self._lines)

    @property
    def target(self) -> tuple[str, str] | None:
        """Where the line under the cursor leads."""
        return self._lines[self.cursor].target if 0 <= self.cursor < len(self._lines) else None

    def show(self, lines: Sequence[SheetLine], *, keep_cursor: bool = False) -> None:
        """Show these lines, with the cursor on the first that leads somewhere, or on what it was on, wherever that is.

        Lines that come above it must not put another record under the cursor of somebody who is about to press Enter.
        """
        place, target = self.cursor, self.target if keep_cursor else None
        self._lines = lines
        self.virtual_size = Size(self.size.width, len(lines))
        self.cursor = self._place_of(target, place) if target else self._first
        self.refresh()

    @property
    def _first(self) -> int:
        return next((n for n, line in enumerate(self._lines) if line.target), -1)

    @property
    def is_at_first(self) -> bool:
        """Whether the cursor is where it was put at the beginning."""
        return self.cursor == self._first

    def _place_of(self, target: tuple[str, str], place: int) -> int:
        """The line that leads there, the same as before if several do; the first of all where none does."""
        found = [n for n, line in enumerate(self._lines) if line.target == target]
        return place if place in found else found[0] if found else self._first

    def go_to_line(self, number: int) -> None:
        """Bring a line to the top, with the cursor on the first from there that leads somewhere."""
        self.cursor = next((n for n, line in enumerate(self._lines) if n >= number and line.target), self.cursor)
        self.scroll_to(y=number, animate=False)

    def headings(self) -> list[tuple[int, str]]:
        """Number and text of the headings."""
        return [(number, line.text.strip()) for number, line in enumerate(self._lines) if line.is_heading]

    def move(self, step: int) -> None:
        """To the next line that leads somewhere; where there is none, scroll."""
        way = range(self.cursor + 1, len(self._lines)) if step > 0 else range(self.cursor - 1, -1, -1)
        found = next((n for n in way if self._lines[n].target), None)
        if found is None:
            self.scroll_relative(y=step, animate=False)
            return
        self.cursor = found
        if not self.scroll_offset.y <= found < self.scroll_offset.y + self.size.height:
            self.scroll_to(y=max(0, found - self.size.height // 2), animate=False)

    def turn(self, pages: int) -> None:
        """Scroll by whole pages."""
        self.scroll_relative(y=pages * max(self.size.height - 1, 1), animate=False)

    def watch_cursor(self) -> None:
        """Paint the mark in its new place."""
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line; headings bold, the cursor by a mark and by reversed colours."""
        index = y + self.scroll_offset.y
        if index >= len(self._lines):
            return Strip.blank(self.size.width, self.rich_style)
        line, here = self._lines[index], index == self.cursor
        style = self.rich_style + Style(reverse=here or None, bold=line.is_heading or None)
        text = safe_text("▶" + line.text[1:] if here else line.text)
        if cell_len(text) > self.size.width:
            text = set_cell_size(text, self.size.width - 1) + "…"
        return Strip([Segment(text, style)]).adjust_cell_length(self.size.width, style)


class SheetScreen(FramedScreen[Result], Generic[Result]):
    """A screen that is one sheet; subclasses give its lines and say what Enter does."""

    CSS_PATH = "../screens/record.tcss"

    def body(self) -> Iterable[Widget]:
        """The sheet."""
        yield Sheet(id="sheet")

    @property
    def sheet(self) -> Sheet:
        """The lines."""
        return self.query_one(Sheet)

    def lines(self, width: int) -> Sequence[SheetLine]:
        """What is shown, as lines of that width."""
        raise NotImplementedError

    def on_screen_resume(self) -> None:
        """Read it again on coming back to it."""
        self.show_lines(keep_cursor=True)

    def on_resize(self, _event: events.Resize) -> None:
        """Lines are broken to the width."""
        self.show_lines(keep_cursor=True)

    async def speak_anew(self) -> None:
        """The lines in another language, with the cursor where it was."""
        cursor = self.sheet.cursor
        await super().speak_anew()
        self.show_lines()
        self.sheet.cursor = cursor

    def show_lines(self, *, keep_cursor: bool = False) -> None:
        """Make the lines again and paint them."""
        try:
            self.sheet.show(self.lines(self.size.width - _BESIDE_CELLS), keep_cursor=keep_cursor)
        except DossierError as problem:
            self.complain(problem)

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
