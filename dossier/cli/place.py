"""Which vault a command works on, and opening it."""

import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from dossier.cli.passphrase import ask_passphrase
from dossier.cli.say import tell

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator

    from dossier.vault import Vault

VAULT_VARIABLE = "DOSSIER_VAULT"


def vault_place(arguments: "Namespace") -> str:
    """The folder or PostgreSQL address: ``--vault``, else DOSSIER_VAULT, else the platform's data folder."""
    chosen: str | None = getattr(arguments, "vault", None) or os.environ.get(VAULT_VARIABLE)
    return chosen or _usual_place()


def _usual_place() -> str:
    from platformdirs import user_data_path

    return str(user_data_path("dossier", appauthor=False) / "vault")


def asked_passphrase(arguments: "Namespace") -> str:
    """The passphrase of the chosen vault; nobody types it where there is none.

    Raises:
        VaultProblem: "vault.missing", "vault.damaged_header", "vault.newer", "vault.permission", "vault.no_passphrase".
    """
    from dossier.vault.header import read_header
    from dossier.vault.places import is_server_url

    place = vault_place(arguments)
    if not is_server_url(place):
        read_header(Path(place))
    return ask_passphrase()


@contextmanager
def chosen_vault(arguments: "Namespace", passphrase: str | None = None) -> "Iterator[Vault]":
    """The chosen vault, opened with the passphrase of the person or of the file.

    Args:
        arguments: Of the command.
        passphrase: Where it was asked before.

    Raises:
        VaultProblem: as ``asked_passphrase``, or it cannot be opened.
    """
    from dossier.casework.opening_words import words_on_opening
    from dossier.vault import open_vault

    with open_vault(vault_place(arguments), passphrase=passphrase or asked_passphrase(arguments)) as vault:
        if words := words_on_opening(vault):
            tell(words)
        yield vault
