"""The vault: one place on disk or one server, and the only floor that knows SQL.

Importing this package loads nothing heavy; the tables, the ORM and the cipher are loaded by the first call.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from dossier.vault.keys import Kdf
    from dossier.vault.vault import Vault

__all__ = ["Vault", "create_vault", "open_vault"]


def create_vault(
    path_or_url: "str | Path",
    *,
    passphrase: str,
    author: str,
    kdf: "Kdf | None" = None,
    seed: "Callable[[Any], object] | None" = None,
) -> "Vault":
    """Make a new vault and open it.

    Args:
        path_or_url: A new or empty folder, or a URL ``postgresql://…`` of an empty database.
        passphrase: At least five different words, or 64 estimated bits.
        author: The name under which this passphrase writes in the journal.
        kdf: Cost of the passphrase; the default takes about a second and 256 MiB.
        seed: Called with the first session, in place of the shipped vocabularies and law.

    Raises:
        Refused: "vault.weak_passphrase", "vault.author", "vault.kdf".
        VaultProblem: "vault.exists", "vault.not_empty", "vault.permission", "vault.server".
        StoreProblem: "store.full", "store.failed"; what was begun is cleared away by the next try.
    """
    from dossier.vault.making import make_vault

    return make_vault(path_or_url, passphrase=passphrase, author=author, kdf=kdf, seed=seed)


def open_vault(
    path_or_url: "str | Path",
    passphrase: str | None = None,
    *,
    on_progress: "Callable[[int, int], object] | None" = None,
) -> "Vault":
    """Open a vault with a passphrase; usable as a context manager, which closes it.

    Where a newer program finds records by other rules, the search index is made anew before the vault is given back;
    ``on_progress`` is called with the number of records done and of all while that lasts.

    Raises:
        VaultProblem: "vault.missing", "vault.no_passphrase", "vault.passphrase", "vault.damaged_header",
            "vault.damaged", "vault.newer", "vault.older", "vault.permission", "vault.busy", "vault.server".
    """
    from dossier.vault.opening import unlock_vault

    return unlock_vault(path_or_url, passphrase, on_progress=on_progress)


def __getattr__(name: str) -> Any:
    if name == "Vault":
        from dossier.vault.vault import Vault

        return Vault
    raise AttributeError(name)
