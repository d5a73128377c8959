"""Which row of a file is its header: many lists have a title, a date or a blank above it.

A row below the first is taken for the header only where it is exactly that of a layout, or where a person's layout says
its number. In a proposal it is the row of which most is understood; the person who reads the proposal sees its number.
"""

from collections.abc import Callable, Iterable, Iterator
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
        table: As it was read: its first row that is not blank stands for the header, though it may be none.
        layouts: Those of earlier places come first.
    """
    among = list(layouts)
    headed = _below(table, lambda header: find_layout(header, among) is not None)
    return headed, None if _possible(headed.header) is None else find_layout(headed.header, among)


def at_row(table: Table, header_row: int) -> Table:
    """The table whose header is this row, counted from 1 without blank rows.

    Raises:
        UnreadableInput: "import.empty" where there are fewer rows; as ``checked_header``.
    """
    if header_row == 1:
        checked_header(table.header)
        return table
    above = list(islice(_filled(table.rows), header_row - 1))
    if len(above) < header_row - 1:
        raise UnreadableInput("import.empty")
    return _headed(table, above[-1], table.rows, header_row - 1)


def propose_for(table: Table, most_rows: int = PROPOSAL_ROWS) -> "tuple[Proposal, list[list[str]]]":
    """A proposal for the row of which most is understood, and the first rows under it.

    Args:
        table: As it was read; at most ``most_rows`` are taken from it.

    Raises:
        UnreadableInput: "import.double_header" where the first row cannot be the header and no other is one.
    """
    rows = list(islice(table.rows, most_rows))
    found = list(_proposals(table.header, rows))
    first = [one for one in found if one[0].header_row == 1]
    enough = _MORE + (len(first[0][0].columns) if first else 0)
    better = [one for one in found if len(one[0].columns) >= enough]
    if not better and not first:
        raise UnreadableInput("import.double_header")
    return max(better or first, key=lambda one: (len(one[0].columns), -one[0].header_row))


def _proposals(first: tuple[str, ...], rows: list[list[str]]) -> "Iterator[tuple[Proposal, list[list[str]]]]":
    """A proposal for each of the first rows that can be a header, and the rows under it."""
    from dossier.intake.proposals import propose

    filled = [(first, 0), *((row, at + 1) for at, row in enumerate(rows) if any(row))]
    for number, (cells, under) in enumerate(filled[:LOOKED_AT_ROWS], start=1):
        if (header := _possible(cells)) is not None:
            yield propose(header, rows[under:])._replace(header_row=number), rows[under:]


def _filled(rows: Iterable[list[str]]) -> Iterator[list[str]]:
    return (row for row in rows if any(row))


def _possible(row: Iterable[str]) -> tuple[str, ...] | None:
    """The row as a header; None where it cannot be one, for example because a cell stands twice."""
    try:
        return checked_header(row)
    except UnreadableInput:
        return None


def _below(table: Table, is_header: Callable[[tuple[str, ...]], bool]) -> Table:
    """The table below the first of its first rows that is a header; else the table with nothing taken from it."""
    if _possible(table.header) is not None and is_header(table.header):
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
