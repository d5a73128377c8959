"""What the parsers of several commands have in common: the options that stand everywhere, and commands with actions.

A command's module has ``add_arguments`` and ``run``, or, where the command does several things (``dossier keys list``),
a tuple ``ACTIONS``.
"""

import argparse
from typing import TYPE_CHECKING, Any, NamedTuple

from dossier.i18n import LANGUAGES, _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class Action(NamedTuple):
    """One thing that a command does; ``help`` is an English sentence for the catalogues."""

    name: str
    help: str
    add_arguments: "Callable[[argparse.ArgumentParser], None]"
    run: "Callable[[argparse.Namespace], int]"


def add_everywhere(parser: argparse.ArgumentParser, default: Any = argparse.SUPPRESS) -> None:
    """The options that may stand before the command, after it, or after its action; the last one wins."""
    parser.add_argument(
        "--vault",
        metavar=_("PLACE"),
        default=default,
        help=_("the vault: a folder or a PostgreSQL address (else DOSSIER_VAULT, else the usual place)"),
    )
    parser.add_argument(
        "--lang",
        metavar=_("LANGUAGE"),
        choices=LANGUAGES,
        default=default,
        help=_("language of the words: en, be, ru or uk (else DOSSIER_LANG, else that of the system)"),
    )


def add_actions(parser: argparse.ArgumentParser, actions: "Sequence[Action]") -> None:
    """Give a command its actions, one of which must be named."""
    places = parser.add_subparsers(metavar=_("ACTION"), dest="action", required=True)
    for action in actions:
        help_line = _(action.help)
        own = places.add_parser(action.name, help=help_line, description=help_line, allow_abbrev=False)
        add_everywhere(own)
        action.add_arguments(own)
        own.set_defaults(run=action.run)
