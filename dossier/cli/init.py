"""``dossier init``: a new, empty, encrypted vault."""

import sys
from typing import TYPE_CHECKING

from dossier.cli.passphrase import ask_new_passphrase, passphrase_is_in_file, suggest_on_terminal
from dossier.cli.place import vault_place
from dossier.cli.say import show, tell
from dossier.i18n import _

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def add_arguments(parser: "ArgumentParser") -> None:
    """The options of ``dossier init``."""
    parser.add_argument(
        "--author", metavar=_("NAME"), default="", help=_("who works in this vault: written beside every change")
    )


def run(arguments: "Namespace") -> int:
    """Create the vault and say where it lies."""
    place = vault_place(arguments)
    author = arguments.author or _ask_author()
    if not passphrase_is_in_file():
        suggest_on_terminal()
    passphrase = ask_new_passphrase()
    from dossier.vault import create_vault

    create_vault(place, passphrase=passphrase, author=author).close()
    show(place)
    tell(_("The vault is ready. Without the passphrase nobody can open it, and nobody can restore the passphrase."))
    tell(
        _("Open its screens with: {command}").format(
            command=f"dossier --vault {place}" if arguments.vault else "dossier"
        )
    )
    return 0


def _ask_author() -> str:
    """The name of the person, typed; empty where there is no terminal, and then the vault refuses."""
    if not sys.stdin.isatty():
        return ""
    sys.stderr.write(_("Your name or pseudonym, as it will stand beside every change: "))
    sys.stderr.flush()
    return sys.stdin.readline().strip()
