"""One row of a list while its cells are read: the cells, what was noticed in them, why it is given up."""

from collections.abc import Callable
from datetime import date
from typing import Any

from dossier.intake.report import Finding


class RowRefused(Exception):
    """The row cannot be taken; ``decision`` where a person can say how to read it."""

    def __init__(self, code: str, column: str = "", text: str = "", *, decision: bool = False) -> None:
        super().__init__(code)
        self.finding = Finding(code, column, text)
        self.decision = decision


class Row:
    """The cells of one row by column, and what was noticed in it."""

    __slots__ = ("branch", "cells", "findings", "headers", "language", "today")

    def __init__(
        self, cells: dict[str, str], headers: dict[str, str], today: date, language: str | None = None
    ) -> None:
        self.cells = cells
        self.headers = headers
        self.today = today
        self.language = language
        self.branch = ""
        """Of the proceeding that the row became, once it is read: the same word means another punishment in each."""
        self.findings: list[Finding] = []

    def note(self, code: str, column: str) -> None:
        """Something to look at in a cell."""
        self.findings.append(Finding(code, self.headers.get(column, column), self.cells.get(column, "")))

    def refuse(self, code: str, column: str, *, decision: bool = False) -> RowRefused:
        """The exception that gives the row up because of a cell."""
        return RowRefused(code, self.headers.get(column, column), self.cells.get(column, ""), decision=decision)


Fill = Callable[[Row, dict[str, Any]], None]
Pieces = Callable[[Row], list[dict[str, Any]]]


def within(row: Row, column: str, text: str, limit: int | None) -> str:
    """The text of a cell.

    Raises:
        RowRefused: "cell.too_long": it is longer than its field.
    """
    if limit is not None and len(text) > limit:
        raise row.refuse("cell.too_long", column)
    return text


def parted(text: str, separator: str) -> list[str]:
    """The pieces of a cell that are not empty."""
    pieces = text.split(separator) if separator else [text]
    return [piece.strip() for piece in pieces if piece.strip()]
