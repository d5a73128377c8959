"""``dossier migrate``: bring a vault of an older version up to the present one, behind a verified copy."""

from typing import TYPE_CHECKING

from dossier.cli.passphrase import ask_passphrase
from dossier.cli.place import vault_place
from dossier.cli.say import tell
from dossier.i18n import _

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def add_arguments(_parser: "ArgumentParser") -> None:
    """It has no options of its own."""


def run(arguments: "Namespace") -> int:
    """Migrate, all steps or none."""
    from dossier.vault.migrate import migrate_vault

    tell(_("A copy is made and verified first …"))
    migrate_vault(vault_place(arguments), ask_passphrase())
    tell(_("The vault is of the present version. Keep the copy until the next backup."))
    return 0
