"""``dossier lock``: lock, at once and without a passphrase, whatever has this vault open on this computer."""

from typing import TYPE_CHECKING

from dossier.cli.place import vault_place
from dossier.cli.say import tell
from dossier.i18n import _, ngettext

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def add_arguments(_parser: "ArgumentParser") -> None:
    """It has no options of its own."""


def run(arguments: "Namespace") -> int:
    """Lock screens and end commands; 0 also where nothing was open."""
    from dossier.vault.panic import lock_everywhere

    done = lock_everywhere(vault_place(arguments))
    count = done.asked + done.ended
    if not count:
        tell(_("Nobody on this computer has the vault open."))
        return 0
    tell(ngettext("Locked: %(count)d program.", "Locked: %(count)d programs.", count) % {"count": count})
    if done.ended:
        tell(_("What did not answer was ended. What was saved is saved; letters typed last may be lost."))
    return 0
