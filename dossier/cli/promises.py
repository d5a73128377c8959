"""``dossier promises``: what the program promises and what it does not, in plain words."""

from typing import TYPE_CHECKING

from dossier.cli.say import show
from dossier.i18n import _

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def add_arguments(_parser: "ArgumentParser") -> None:
    """It has no options of its own."""


def run(_arguments: "Namespace") -> int:
    """Print both lists; needs no vault."""
    from dossier.casework.promises import NOT_PROMISED, PROMISED

    for title, lines in ((_("Promised"), PROMISED), (_("Not promised"), NOT_PROMISED)):
        show(title)
        for line in lines:
            show(f"  – {_(line)}")
    return 0
