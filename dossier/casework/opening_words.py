"""What a person is told when the vault has opened."""

from typing import TYPE_CHECKING

from dossier.errors import DossierError
from dossier.i18n import _, ngettext

if TYPE_CHECKING:
    from dossier.vault import Vault


def words_on_opening(vault: "Vault") -> str:
    """What has to be known before any work: wrong passphrases, and keys that somebody changed."""
    said = (words_on_failed_tries(vault), words_on_keys(vault), words_on_custodians(vault))
    return " ".join(filter(None, said))


def words_on_keys(vault: "Vault") -> str:
    """That a key was given, changed or taken since this person's opening before; empty where none was.

    A vault that does not answer is no reason to say nothing more: whoever reads it next, or verifies it, names that.
    """
    from dossier.vault.key_changes import last_key_change

    try:
        change = last_key_change(vault)
    except DossierError:
        return ""
    if change is None:
        return ""
    said = _(
        "The keys of this vault were changed since you opened it last: by {person}, {when} UTC. "
        "Look who opens it now (dossier keys list)."
    )
    return said.format(person=change.author, when=f"{change.at:%Y-%m-%d %H:%M}")


def words_on_custodians(vault: "Vault") -> str:
    """That the key of a custodian is not the one that was signed; empty where all are.

    A vault that does not answer is no reason to say nothing more: whoever reads it next, or verifies it, names that.
    """
    from dossier.vault.custodians import custodians

    try:
        with vault.read() as session:
            custodians(vault.header, session)
    except DossierError as problem:
        return problem.message if problem.code == "custodian.changed" else ""
    return ""


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
