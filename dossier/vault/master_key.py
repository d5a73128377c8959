"""A new master key: whoever is removed, or knew a passphrase, opens nothing that is written from then on.

The others get the new key in their absence; see ``epochs`` for how. The key that signs papers ends with the old one:
its end stands in the journal before the new header is written, and another one is made under the new master key, or,
where the power goes in between, when the next paper is signed.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from dossier.errors import Refused
from dossier.vault import epochs, paper_signing
from dossier.vault.keyring import PASSPHRASE, Holder, holders, let_go, replace_own_key, slot_of
from dossier.vault.passphrases import given, require_strong
from dossier.vault.tables.base import now_utc

if TYPE_CHECKING:
    from collections.abc import Callable

    from dossier.vault.vault import Vault


def remove_person(place: str | Path, passphrase: str | None, slot_id: str) -> int:
    """Take a key away: a new master key is made, the database encrypted anew, the others get the key in their absence.

    Whoever kept an old copy of the vault can go on reading that copy. Nobody else may have the vault open. A recovery
    key that the person made goes too: they have seen it.

    Returns:
        The number of the new epoch.

    Raises:
        NotFound: "keys.none".
        Refused: "keys.last", "keys.own".
        VaultProblem: as ``open_vault``, and "vault.in_use".
    """
    return _new_epoch(place, passphrase, passphrase, lambda vault: _removable(vault, slot_id), "removed")


def renew_master_key(place: str | Path, passphrase: str | None, new: str | None = None) -> int:
    """A new master key without removing anybody, for when a passphrase or a copy may have fallen into other hands.

    Whoever opened an old copy has the secret to which a new master key would be handed, so the person who renews it
    gets a new key of their own too, under the passphrase that they have now, or under a new one.

    Raises:
        Refused: "vault.weak_passphrase", "keys.recovery_only" where there is a new one; nothing is changed then.
        VaultProblem: as ``open_vault``, and "vault.in_use"; nothing is changed then.
    """
    if new is not None:
        require_strong(new)

    def replaced(vault: "Vault") -> list[str]:
        gone = replace_own_key(vault, given(passphrase) if new is None else new, "replaced")
        if new is not None and not gone:
            raise Refused("keys.recovery_only")
        return gone

    return _new_epoch(place, passphrase, passphrase if new is None else new, replaced, "renewed")


def _new_epoch(
    place: str | Path, passphrase: str | None, later: str | None, going: "Callable[[Vault], list[str]]", what: str
) -> int:
    from dossier.vault.opening import unlock_vault
    from dossier.vault.places import is_server_url

    with unlock_vault(place, passphrase, alone=True) as vault:
        gone = going(vault)
        gone_names = {one.person for one in holders(vault) if one.slot_id in gone} - {vault.author}
        with vault.write(reason="a new master key") as session:
            let_go(vault, session, gone, what)
            signed = paper_signing.end_key(session)
        header, _opened = epochs.next_header(vault.fresh_header(), vault._opened, without=gone)
        vault.store_header(header)
    with unlock_vault(place, later, alone=True) as vault:  # opening finishes what the header says was begun
        assert is_server_url(place) or not epochs.is_rebuilding(vault.header)
        if signed is not None:
            paper_signing.own_key(vault, "" if signed in gone_names else signed, now=now_utc())
        return vault.header.epoch


def _removable(vault: "Vault", slot_id: str) -> list[str]:
    """The keys that go when one is removed.

    Raises:
        NotFound: "keys.none".
        Refused: "keys.own", "keys.last".
    """
    slot_of(vault.header, slot_id)
    if slot_id == vault.slot_id:
        raise Refused("keys.own")
    gone = {slot_id, *(one.slot_id for one in known_too(vault, slot_id))}
    if not any(one["kind"] == PASSPHRASE and one["id"] not in gone for one in vault.header.slots):
        raise Refused("keys.last")
    return sorted(gone)


def known_too(vault: "Vault", slot_id: str) -> list[Holder]:
    """What the person of a passphrase has besides: a recovery key that they made, a key that a power cut left."""
    everybody = holders(vault)
    person = next((one.person for one in everybody if one.slot_id == slot_id and one.kind == PASSPHRASE), "")
    others = (one for one in everybody if one.slot_id != slot_id and not one.is_mine)
    return [one for one in others if person and one.person == person]
