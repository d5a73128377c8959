"""``dossier stats``: how many, of what, when."""

import shutil
from typing import TYPE_CHECKING

from dossier.cli.place import chosen_vault
from dossier.cli.say import show, show_json, tell
from dossier.i18n import _

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

_WIDEST = 100


def add_arguments(parser: "ArgumentParser") -> None:
    """The options of ``dossier stats``."""
    parser.add_argument("--json", action="store_true", help=_("one JSON document"))


def run(arguments: "Namespace") -> int:
    """Print each picture with its numbers."""
    from dossier.casework.statistics import figures_of

    with chosen_vault(arguments) as vault:
        figures = figures_of(vault)
    if arguments.json:
        show_json(
            [{"figure": one.code, "title": one.title, "rows": one.rows, "unplaced": one.unplaced} for one in figures]
        )
        return 0
    width = min(shutil.get_terminal_size().columns, _WIDEST)
    for figure in figures:
        show(figure.title)
        for line in figure.lines(width - 2):
            show(f"  {line}")
        show()
    if not figures:
        tell(_("Nothing is recorded that could be counted."))
    return 0
