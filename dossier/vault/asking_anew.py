"""The passphrase asked for once more while the vault is open, before what weighs most.

It guards against whoever sits down at screens that somebody left open. It does not guard against who reads the memory
of the program: the keys lie there.
"""

from typing import TYPE_CHECKING

from dossier.errors import VaultProblem, add_messages
from dossier.i18n import N_
from dossier.vault import failed_tries, header, passphrases
from dossier.vault.driver_errors import suppress_codes

if TYPE_CHECKING:
    from dossier.vault.vault import Vault

_OF_OTHER = "vault.passphrase_of_other"
add_messages({_OF_OTHER: N_("This opens the vault for somebody else. Type the passphrase with which it is open here.")})


def require_passphrase(vault: "Vault", typed: str) -> None:
    """Refuse whoever does not know the passphrase that opened this vault; takes as long as opening it.

    What is refused stands in the journal at once, and is told to everybody at their next opening.

    Raises:
        VaultProblem: "vault.passphrase", "vault.passphrase_of_other"; as ``Vault.fresh_header``.
        Misread: "recovery.group" where it is a recovery key with a mistyped group.
    """
    try:
        opened = header.unlock(vault.fresh_header(), passphrases.given(typed))
        if opened.slot_id != vault.slot_id:
            raise VaultProblem(_OF_OTHER)
    except VaultProblem as problem:
        if problem.code in ("vault.passphrase", _OF_OTHER):
            _note(vault)
        raise


def _note(vault: "Vault") -> None:
    """On a full or failing disk it is refused all the same."""
    with (
        suppress_codes("store.full", "store.busy", "store.failed", "vault.busy", "vault.permission"),
        vault.write() as session,
    ):
        failed_tries.note_here(session)
