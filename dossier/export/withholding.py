"""Cells that stay back in rows that leave: names without a scope or under a flag, and texts that name somebody."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from dossier.export.rows_in_question import Column, Kept, NamesSomebody
from dossier.vault.queries.consents import Key

_SHORT, _MOST_CLEAR = 60, 50_000
"""Texts of so many characters are remembered when they name nobody: in one list the same ones come again and again."""


@dataclass
class HeldBack:
    """What did not leave, counted by reason."""

    rows: Counter[str] = field(default_factory=Counter)
    cells: Counter[str] = field(default_factory=Counter)
    columns: dict[str, str] = field(default_factory=dict)
    """ "persons.csv: contact" -> the reason."""

    def counts(self) -> dict[str, int]:
        """All of it as one table of reasons."""
        found = {f"rows:{reason}": count for reason, count in self.rows.items()}
        found |= {f"cells:{reason}": count for reason, count in self.cells.items()}
        return dict(sorted(found.items())) | ({"columns:class": len(self.columns)} if self.columns else {})


class CellGuard:
    """Withholds cells for one recipient.

    Args:
        held_back: Counts them.
        is_open: Whether what is made stays in the house, so that nobody needs a scope to be named.
    """

    def __init__(self, held_back: HeldBack, *, is_open: bool) -> None:
        self._held_back, self._is_open = held_back, is_open
        self._clear: set[str] = set()

    def withhold_texts(
        self, made: list[Sequence[Any]], columns: Sequence[Column], names_somebody: NamesSomebody
    ) -> None:
        """Withhold the texts that name somebody who is not to be named; columns with such a text are replaced."""
        for at, column in enumerate(columns):
            if column.free_text or column.codes:
                made[at] = self._without_names(made[at], column, names_somebody)

    def _without_names(self, cells: Sequence[Any], column: Column, names_somebody: NamesSomebody) -> Sequence[Any]:
        """The texts of a column, withheld where they name somebody who is not to be named."""
        clear = self._clear
        naming = set()
        for text in set(cells) - clear:
            if not text or (column.codes and names_somebody.is_of_codes(text, column.codes)):
                continue
            if names_somebody(text):
                naming.add(text)
            elif len(text) <= _SHORT and len(clear) < _MOST_CLEAR:
                clear.add(text)
        if not naming:
            return cells
        self._held_back.cells["names_somebody"] += sum(text in naming for text in cells)
        return [column.withheld_as if text in naming else text for text in cells]

    def withhold_names(self, made: list[Sequence[Any]], columns: Sequence[Column], kept: Kept) -> list[bool]:
        """Withhold the names that may not be read; for each row whether one is left.

        Args:
            made: The cells column by column; columns in which something is withheld are replaced.
            columns: As many.
            kept: The rows that they were made of.
        """
        named = [False] * len(kept.subjects)
        guarded = [(at, column) for at, column in enumerate(columns) if column.name_of or column.needs_scope]
        if not guarded:
            return named
        cells = [(list(made[at]), column) for at, column in guarded]
        for row, subjects in enumerate(kept.subjects):
            named[row] = bool(subjects) and self._withhold_in_row(row, cells, subjects, kept)
        for (at, _column), (guarded_cells, _same) in zip(guarded, cells, strict=True):
            made[at] = guarded_cells
        return named

    def _withhold_in_row(
        self, row: int, guarded: Sequence[tuple[list[Any], Column]], subjects: Sequence[Key], kept: Kept
    ) -> bool:
        named = False
        hers = [kept.verdicts[one] for one in subjects]
        flagged = any(one.name_held_back for one in hers)
        official = self._is_open or all(kept.standings.of[one].is_public_official for one in subjects)
        for cells, column in guarded:
            if cells[row] in (None, ""):
                continue
            asked = None if official else column.needs_scope
            no_scope = asked is not None and any(asked not in one.scopes for one in hers)
            if no_scope or (column.name_of and flagged):
                cells[row] = column.withheld_as
                self._held_back.cells["name_without_scope" if no_scope else "protection_flag"] += 1
            elif column.name_of:
                named = True
        return named
