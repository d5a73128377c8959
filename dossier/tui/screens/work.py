"""Everything that can be gone to from the first page, by its name, and the screen of each."""

from typing import TYPE_CHECKING

from dossier.i18n import N_

if TYPE_CHECKING:
    from textual.screen import Screen

    from dossier.tui.desk import Desk

WORK = {
    "search": N_("Persons: search"),
    "duplicates": N_("Possible duplicates"),
    "due": N_("Deadlines: recorded and computed"),
    "tips": N_("Tips: what was received and is not yet believed"),
    "exhibit": N_("Take a file in as an exhibit"),
    "seal": N_("Seal who a source is"),
    "import": N_("Take in a list of others"),
    "paper": N_("Dossier or evidence pack"),
    "output": N_("Tables for a partner (CSV)"),
    "receipts": N_("What is out there: receipts, and who is exposed"),
    "journal": N_("Journal: every change, unlock and export"),
    "verify": N_("Is the whole vault sound?"),
    "backup": N_("Backup"),
    "restore": N_("Bring a backup back into a new folder"),
    "access": N_("Keys and custodians"),
    "figures": N_("Figures: how many, of what, when"),
    "settings": N_("Settings"),
}
"""Name -> what it is called on the first page."""


def screen_of_work(desk: "Desk", name: str) -> "Screen[None]":
    """The screen of a name of WORK; each is imported when it is gone to."""
    from dossier.tui.screens.access import AccessScreen
    from dossier.tui.screens.due import DueScreen
    from dossier.tui.screens.duplicates import DuplicatesScreen
    from dossier.tui.screens.exhibit_file import ExhibitFileScreen
    from dossier.tui.screens.figures import FiguresScreen
    from dossier.tui.screens.importing import ImportScreen
    from dossier.tui.screens.journal import JournalScreen
    from dossier.tui.screens.output import OutputScreen
    from dossier.tui.screens.receipts import ReceiptsScreen
    from dossier.tui.screens.sealing import SealSourceScreen
    from dossier.tui.screens.search import SearchScreen
    from dossier.tui.screens.settings import SettingsScreen
    from dossier.tui.screens.tips import TipsScreen
    from dossier.tui.screens.upkeep import BackupScreen, RestoreScreen, VerifyScreen

    if name in ("output", "paper"):
        return OutputScreen(desk, "csv" if name == "output" else "pdf")
    screens = {
        "search": SearchScreen,
        "duplicates": DuplicatesScreen,
        "due": DueScreen,
        "tips": TipsScreen,
        "exhibit": ExhibitFileScreen,
        "seal": SealSourceScreen,
        "import": ImportScreen,
        "receipts": ReceiptsScreen,
        "journal": JournalScreen,
        "verify": VerifyScreen,
        "backup": BackupScreen,
        "restore": RestoreScreen,
        "access": AccessScreen,
        "figures": FiguresScreen,
        "settings": SettingsScreen,
    }
    return screens[name](desk)
