"""Which screen shows which kind of record."""

from typing import TYPE_CHECKING

from dossier.casework.forms.registry import FORMS
from dossier.tui.screens.record import RecordScreen

if TYPE_CHECKING:
    from textual.screen import Screen

    from dossier.tui.desk import Desk

_OTHER_NAMES = {"case": "legal_case"}


def screen_of(desk: "Desk", kind: str, ref: str) -> "Screen[None] | None":
    """The screen of a record; None for kinds that have none."""
    if kind == "receipt":
        from dossier.tui.screens.receipts import ReceiptScreen

        return ReceiptScreen(desk, ref)
    kind = _OTHER_NAMES.get(kind, kind)
    return RecordScreen(desk, kind, ref) if kind in FORMS else None
