"""``dossier init``: a new, empty, encrypted vault."""

import sys
from typing import TYPE_CHECKING

from dossier.cli.passphrase import ask_new_passphrase, passphrase_is_in_file
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
    if not passphrase_is_in_file():
        _suggest_passphrase()
    passphrase = ask_new_passphrase()
    from dossier.vault import create_vault

    create_vault(place, passphrase=passphrase, author=arguments.author)
    show(place)
    tell(_("The vault is ready. Without the passphrase nobody can open it, and nobody can restore the passphrase."))
    return 0


def _suggest_passphrase() -> None:
    if not sys.stderr.isatty():
        return
    from dossier.vault.keys import suggest_passphrase

    tell(_("A passphrase that cannot be guessed, made just now by chance; write it down on paper or choose your own:"))
    tell(f"\n    {suggest_passphrase()}\n")
