"""What can be done with a record of a kind, beside adding other records to it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from dossier.casework.forms.kept_tasks import KEPT_AS_DRAFTS
from dossier.casework.forms.tasks import COPY_OUT, EXHIBIT_FILE, NUMBERED_PAGES, REDACTED_PAGE, TRANSFER, UNDER_SEAL
from dossier.casework.forms.tip_tasks import NEW_TIP, TIP_CONTACT, TIP_KEEP, TIP_PROMOTE, TIP_REFUSE, TIP_TRIAGE

if TYPE_CHECKING:
    from textual.screen import Screen

    from dossier.casework.page_parts import Page
    from dossier.tui.desk import Desk

    Opens = Callable[[Desk, Page], Screen[Any]]

_FIELD = {"legal_case": "case", "person": "person", "event": "event", "source": "source", "exhibit": "part_of"}
"""Kind of record -> the field of the form of an exhibit's file in which it stands."""


def tasks_of(kind: str) -> "list[tuple[str, Opens]]":
    """Heading and screen of each, in the order in which they are offered."""
    found: list[tuple[str, Opens]] = []
    if kind in _FIELD:
        found.append((EXHIBIT_FILE.heading, _exhibit_file))
    if kind == "person":
        from dossier.tui.screens.name_forms import NameFormsScreen

        found.append((NameFormsScreen.heading, NameFormsScreen))
    if kind == "legal_case":
        from dossier.tui.screens.matrix import MatrixScreen

        found.append((MatrixScreen.heading, MatrixScreen))
    if kind in ("legal_case", "exhibit"):
        from dossier.tui.screens.exhibit_pages import NumberedPagesScreen

        found.append((NUMBERED_PAGES.heading, NumberedPagesScreen))
    if kind == "exhibit":
        from dossier.tui.screens.custody import CopyOutScreen, seal_screen, transfer_screen
        from dossier.tui.screens.exhibit_pages import RedactScreen

        found += [
            (TRANSFER.heading, transfer_screen),
            (UNDER_SEAL.heading, seal_screen),
            (COPY_OUT.heading, CopyOutScreen),
            (REDACTED_PAGE.heading, RedactScreen),
        ]
    if kind == "tip":
        from dossier.tui.screens import tip_tasks

        found += [
            (TIP_TRIAGE.heading, tip_tasks.triage_screen),
            (TIP_PROMOTE.heading, tip_tasks.promote_screen),
            (TIP_KEEP.heading, tip_tasks.keep_screen),
            (TIP_REFUSE.heading, tip_tasks.refuse_screen),
            (TIP_CONTACT.heading, tip_tasks.contact_screen),
        ]
    return found


def task_of_draft(desk: "Desk", name: str, page: "Page | None") -> "Screen[Any]":
    """The screen of a task that was left half done.

    Args:
        desk: Where its draft is.
        name: Of its form, a key of KEPT_AS_DRAFTS.
        page: The record that it is done with, where there is one.
    """
    from dossier.tui.screens.exhibit_file import ExhibitFileScreen
    from dossier.tui.screens.tip_tasks import new_screen

    if page is None:
        return new_screen(desk) if name == NEW_TIP.name else ExhibitFileScreen(desk)
    heading = KEPT_AS_DRAFTS[name].heading
    return next(opens for words, opens in tasks_of(page.kind) if words == heading)(desk, page)


def _exhibit_file(desk: "Desk", page: "Page") -> "Screen[Any]":
    from dossier.tui.screens.exhibit_file import ExhibitFileScreen

    return ExhibitFileScreen(desk, {_FIELD[page.kind]: page.ref})
