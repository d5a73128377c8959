"""The secret of each recipient: random, made at the first export to it, kept in the vault and nowhere else."""

import secrets
from typing import TYPE_CHECKING, Final

from dossier.domain.consents import plain_recipient
from dossier.vault.tables import RecipientKey

if TYPE_CHECKING:
    from dossier.vault.vault import Vault

_KEY_BYTES: Final = 32


def pseudonym_key(vault: "Vault", recipient: str) -> bytes:
    """The key that makes the numbers of persons for one recipient; always the same for the same name.

    Args:
        vault: Where it is kept; one is made there when there is none.
        recipient: As written; case and blanks do not matter. Empty for what is published.
    """
    name = plain_recipient(recipient)[:200]
    with vault.read() as session:
        found = session.get(RecipientKey, name)
    if found is not None:
        return found.key
    with vault.write(reason="a new recipient") as session:
        made = session.get(RecipientKey, name) or RecipientKey(recipient=name, key=secrets.token_bytes(_KEY_BYTES))
        session.add(made)
    return made.key
