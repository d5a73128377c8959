"""Which row of a file is its header: many lists have a title, a date or a blank above it.

A row below the first is taken for the header only where it is exactly that of a layout, or where a person's layout says
its number. In a proposal it is the row of which most is understood; the person who reads the proposal sees its number.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice
from typing import TYPE_CHECKING

from dossier.errors import UnreadableInput
from dossier.intake.layouts import Layout, find_layout
from dossier.intake.readers.opening import checked_header
from dossier.intake.reading import Table

if TYPE_CHECKING:
    from dossier.intake.proposals import Proposal

LOOKED_AT_ROWS = 10
PROPOSAL_ROWS = 500
_MORE = 2
"""A row is proposed as the header where so many columns more are understood than of the first row."""


def with_header_of(table: Table, layouts: Iterable[Layout]) -> tuple[Table, Layout | None]:
    """The table below the header of one of these layouts, and that layout; the table as it is where there is none.

    Args:
        table: As it was read: its first row that is not blank stands for the header.
        layouts: Those of earlier places come first.
    """
    among = list(layouts)
    headed = _below(table, lambda header: find_layout(header, among) is not None)
    return headed, find_layout(headed.header, among)


def at_row(table: Table, header_row: int) -> Table:
    """The table whose header is this row, counted from 1 without blank rows.

    Raises:
        UnreadableInput: "import.empty" where there are fewer rows; as ``checked_header``.
    """
    if header_row == 1:
        return table
    above = list(islice(_filled(table.rows), header_row - 1))
    if len(above) < header_row - 1:
        raise UnreadableInput("import.empty")
    return _headed(table, above[-1], table.rows, header_row - 1)


def propose_for(table: Table, most_rows: int = PROPOSAL_ROWS) -> "tuple[Proposal, list[list[str]]]":
    """A proposal for the row of which most is understood, and the first rows under it.

    Args:
        table: As it was read; at most ``most_rows`` are taken from it.
    """
    from dossier.intake.proposals import propose

    rows = list(islice(table.rows, most_rows))
    tried = [(table.header, rows, 1)]
    for number, (at, row) in enumerate(islice(_numbered(rows), LOOKED_AT_ROWS - 1), start=2):
        if (header := _possible(row)) is not None:
            tried.append((header, rows[at + 1 :], number))
    proposals = [(propose(header, below), below, number) for header, below, number in tried]
    best, below, number = max(proposals, key=lambda one: (len(one[0].columns), -one[2]))
    if len(best.columns) < len(proposals[0][0].columns) + _MORE:
        best, below, number = proposals[0]
    return best._replace(header_row=number), below


def _numbered(rows: Sequence[list[str]]) -> Iterator[tuple[int, list[str]]]:
    return ((at, row) for at, row in enumerate(rows) if any(row))


def _filled(rows: Iterable[list[str]]) -> Iterator[list[str]]:
    return (row for row in rows if any(row))


def _possible(row: list[str]) -> tuple[str, ...] | None:
    """The row as a header; None where it cannot be one, for example because a cell stands twice."""
    try:
        return checked_header(row)
    except UnreadableInput:
        return None


def _below(table: Table, is_header: Callable[[tuple[str, ...]], bool]) -> Table:
    """The table below the first of its first rows that is a header; else the table with nothing taken from it."""
    if is_header(table.header):
        return table
    passed: list[list[str]] = []
    filled = 0
    for row in table.rows:
        filled += any(row)
        header = _possible(row)
        if header is not None and is_header(header):
            return _headed(table, row, table.rows, filled)
        passed.append(row)
        if filled == LOOKED_AT_ROWS - 1:
            break
    return replace(table, rows=chain(passed, table.rows))


def _headed(table: Table, row: list[str], rows: Iterator[list[str]], above: int) -> Table:
    header = checked_header(row)
    return replace(table, header=header, rows=_as_wide(rows, len(header), table.kind), rows_above=above)


def _as_wide(rows: Iterator[list[str]], width: int, kind: str) -> Iterator[list[str]]:
    """A sheet does not keep the blank cells at the end of a row; in a text their lack is reported."""
    if kind != "workbook":
        return rows
    return (row + [""] * (width - len(row)) if row else row for row in rows)
