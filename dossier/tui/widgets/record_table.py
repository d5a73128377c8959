"""A list of records of any length: it holds what says which rows there are, and paints only those in view.

A stock table takes 49 seconds and 188 MB for 100 000 rows; this one reads the rows of a page when it paints them.
"""

import uuid
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.strip import Strip

from dossier.domain.safe_text import safe_text

if TYPE_CHECKING:
    from dossier.casework.views import ListLine

PAGE_ROWS = 100
_ID_BYTES = 16
_LABEL_CELLS = 36
_REF_CELLS = 14


class Rows(Protocol):
    """Where the rows of a list come from."""

    def __len__(self) -> int: ...

    def line(self, index: int) -> "ListLine | None":
        """The row; None where it has gone meanwhile."""


class GivenRows:
    """Rows that are all there already: hits, parties, choices."""

    def __init__(self, lines: "Sequence[ListLine]") -> None:
        self._lines = lines

    def __len__(self) -> int:
        return len(self._lines)

    def line(self, index: int) -> "ListLine | None":
        """The row."""
        return self._lines[index]


class PagedRows:
    """Ids in memory, sixteen bytes each; the rows come a page at a time, by their keys and not by an offset.

    Args:
        packed: The ids, one behind the other.
        fetch: The rows of some ids.
        on_page: Told the number of each page that is read.
    """

    def __init__(
        self,
        packed: bytes,
        fetch: "Callable[[list[uuid.UUID]], Sequence[ListLine]]",
        on_page: Callable[[int], None] = lambda _number: None,
    ) -> None:
        self._packed = packed
        self._fetch, self._on_page = fetch, on_page
        self._page = lru_cache(maxsize=16)(self._read_page)

    def __len__(self) -> int:
        return len(self._packed) // _ID_BYTES

    def _read_page(self, number: int) -> "Sequence[ListLine]":
        self._on_page(number)
        start = number * PAGE_ROWS * _ID_BYTES
        part = self._packed[start : start + PAGE_ROWS * _ID_BYTES]
        ids = [uuid.UUID(bytes=part[at : at + _ID_BYTES]) for at in range(0, len(part), _ID_BYTES)]
        return self._fetch(ids)

    def line(self, index: int) -> "ListLine | None":
        """The row, from its page."""
        page = self._page(index // PAGE_ROWS)
        place = index % PAGE_ROWS
        return page[place] if place < len(page) else None


class RecordTable(ScrollView, can_focus=False):
    """The list, with a cursor that the screen moves; the focus stays in the field above it."""

    DEFAULT_CSS = "RecordTable { overflow-x: hidden; }"

    cursor: var[int] = var(0)

    def __init__(
        self,
        *,
        id: str | None = None,  # noqa: A002
        label_cells: int = _LABEL_CELLS,
        refs: bool = True,
        ref_cells: int = _REF_CELLS,
    ) -> None:
        super().__init__(id=id)
        self._rows: Rows = GivenRows([])
        self._label_cells = label_cells
        self._ref_cells = ref_cells if refs else 0
        self.marked: dict[str, None] = {}
        """References of the marked records, in the order of marking; other rows may be shown meanwhile."""

    @property
    def _cells(self) -> int:
        """The width of a row; the bar that scrolls stands beside it."""
        return self.scrollable_content_region.width

    @property
    def row_count(self) -> int:
        """How many rows there are."""
        return len(self._rows)

    @property
    def current(self) -> "ListLine | None":
        """The row under the cursor."""
        return self._rows.line(self.cursor) if 0 <= self.cursor < len(self._rows) else None

    def show(self, rows: Rows) -> None:
        """Show other rows, from the first on."""
        self._rows = rows
        self.cursor = 0
        self.virtual_size = Size(self._cells, len(rows))
        self.scroll_to(y=0, animate=False)
        self.refresh()

    def mark(self) -> int:
        """Mark the row under the cursor, or take its mark away; returns how many records are marked."""
        if self.current is not None:
            ref = self.current.ref
            if ref in self.marked:
                del self.marked[ref]
            else:
                self.marked[ref] = None
            self.refresh()
        return len(self.marked)

    def move(self, step: int) -> None:
        """Move the cursor by some lines; it stops at the ends."""
        self.cursor = max(0, min(len(self._rows) - 1, self.cursor + step))

    def watch_cursor(self, before: int, after: int) -> None:
        """Repaint the two lines, and bring the new one into view."""
        width, top = self._cells, self.scroll_offset.y
        self.refresh(*(Region(0, y - top, width, 1) for y in (before, after)))
        if not top <= after < top + max(self.size.height, 1):
            target = after if after < top else after - self.size.height + 1
            self.scroll_to(y=target, animate=False, immediate=True)

    def render_line(self, y: int) -> Strip:
        """One row: mark, reference, name, detail; the cursor by a mark and by reversed colours."""
        index = y + self.scroll_offset.y
        if index >= len(self._rows):
            return Strip.blank(self._cells, self.rich_style)
        line = self._rows.line(index)
        here = index == self.cursor
        style = self.rich_style + Style(reverse=here)
        return Strip([Segment(_fitting(self._drawn(line, here), self._cells), style)])

    def _drawn(self, line: "ListLine | None", here: bool) -> str:
        if line is None:
            return "  ·"
        mark = ("▶" if here else " ") + ("+" if line.ref in self.marked else " ")
        ref = line.ref.ljust(self._ref_cells) if self._ref_cells else ""
        room = max(self._cells - cell_len(mark + ref), 8)
        label = safe_text(line.label, limit=400)
        wide = max(self._label_cells, room // 2) if line.detail else room
        named = _fitting(label, min(wide, room)) if line.detail else label
        return mark + ref + named + (" " + safe_text(line.detail, limit=400) if line.detail else "")


def _fitting(text: str, cells: int) -> str:
    """The text in just so many cells: a longer one ends in "…", so that nobody takes its beginning for all of it."""
    if cell_len(text) <= cells:
        return set_cell_size(text, cells)
    return set_cell_size(set_cell_size(text, max(cells - 1, 0)).rstrip() + "…", cells)
