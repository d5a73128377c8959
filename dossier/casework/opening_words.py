"""What a person is told when the vault has opened."""

from typing import TYPE_CHECKING

from dossier.i18n import ngettext

if TYPE_CHECKING:
    from dossier.vault import Vault


def words_on_failed_tries(vault: "Vault") -> str:
    """How often a wrong passphrase was typed since the opening before; empty where never."""
    tries = vault.failed_tries
    if tries is None:
        return ""
    return ngettext(
        "A wrong passphrase was typed %(count)d time since the last opening, last on %(when)s UTC. Was it you?",
        "A wrong passphrase was typed %(count)d times since the last opening, last on %(when)s UTC. Was it you?",
        tries.count,
    ) % {"count": tries.count, "when": f"{tries.last_at:%Y-%m-%d %H:%M}"}
