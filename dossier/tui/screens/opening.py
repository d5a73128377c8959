"""Which screen shows which kind of record."""

from typing import TYPE_CHECKING

from dossier.tui.screens.case import CaseScreen
from dossier.tui.screens.person import PersonScreen

if TYPE_CHECKING:
    from textual.screen import Screen

    from dossier.tui.desk import Desk


def screen_of(desk: "Desk", kind: str, ref: str) -> "Screen[None] | None":
    """The screen of a record; None for kinds that have none."""
    if kind == "person":
        return PersonScreen(desk, ref)
    return CaseScreen(desk, ref) if kind in ("case", "legal_case") else None
