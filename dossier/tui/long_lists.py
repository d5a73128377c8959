"""Somebody who pages through a whole list on the screens leaves an entry in the journal, as on the command line.

The entry has a number and nothing else: what was looked at would itself tell who mattered.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from dossier.errors import DossierError
from dossier.tui.widgets.record_table import PAGE_ROWS

if TYPE_CHECKING:
    from dossier.tui.desk import Desk
    from dossier.tui.widgets.frame import FramedScreen

REASON: Final = "a list on the screens"
NOTED_PAGES: Final = 5
"""So many pages of one kind of record that were not on the screens since the vault was opened: one entry."""


def noting(screen: "FramedScreen[Any]", desk: "Desk", kind: str) -> Callable[[int], None]:
    """What a list is to call with the number of each page that it reads.

    Args:
        screen: Says it when the entry could not be written.
        desk: Remembers the pages until it is closed, whichever screen showed them.
        kind: Of the records.
    """

    def read(page: int) -> None:
        if desk.is_new_page(kind, page) and desk.pages_read(kind) % NOTED_PAGES == 0:
            screen.run_worker(lambda: _note(screen, desk), thread=True, group="noting")

    return read


def _note(screen: "FramedScreen[Any]", desk: "Desk") -> None:
    from dossier.vault.log import note_reading

    try:
        desk.submit(lambda: note_reading(desk.vault, REASON, NOTED_PAGES * PAGE_ROWS)).result()
    except DossierError as problem:
        screen.hand_over(screen.complain, problem)
