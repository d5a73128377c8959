"""Who can open a vault: adding a person, changing a passphrase, a recovery key, removing somebody for good."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from dossier.errors import NotFound, Refused, add_messages
from dossier.i18n import N_
from dossier.vault import epochs, rebuilding, recovery
from dossier.vault.checkpoints import KEY_SLOT
from dossier.vault.journal import Entry
from dossier.vault.keys import (
    DEFAULT_KDF,
    RECOVERY,
    Kdf,
    Slot,
    make_recovery_slot,
    make_slot,
    open_slot,
    require_author,
    signer_line,
    slot_cost,
    stretch,
)
from dossier.vault.passphrases import given, require_strong
from dossier.vault.tables import Change

if TYPE_CHECKING:
    from dossier.vault.header import Header
    from dossier.vault.sessions import VaultSession
    from dossier.vault.vault import Vault

add_messages(
    {
        "keys.none": N_("This vault has no key of that number. See: dossier keys list"),
        "keys.last": N_("This is the last passphrase: without it nobody could open the vault. Add another one first."),
        "keys.own": N_("This is the key that opened the vault just now. Let another person remove it."),
        "keys.taken": N_("Somebody of this name has a key already. Choose another name, or change that passphrase."),
        "keys.recovery_only": N_("This was opened with the recovery key. Add a passphrase first: dossier keys add"),
    }
)

PASSPHRASE: Final = "passphrase"


@dataclass(frozen=True)
class Holder:
    """One key of a vault."""

    slot_id: str
    kind: str
    """"passphrase" or "recovery"."""
    person: str
    """Empty where the journal does not say."""
    is_mine: bool


def holders(vault: "Vault") -> list[Holder]:
    """Everybody who can open the vault; the names come from the journal, the header has none."""
    with vault.read() as session:
        names = _names(session)
    return [
        Holder(str(slot["id"]), str(slot["kind"]), names.get(str(slot["id"]), ""), slot["id"] == vault.slot_id)
        for slot in vault.header.slots
    ]


def _names(session: "VaultSession") -> dict[str, str]:
    table = Change.__table__  # type: ignore[attr-defined]
    query = sa.select(table.c.after, table.c.author).where(table.c.record_table == KEY_SLOT).order_by(table.c.number)
    found = [(after, author) for after, author in session.execute(query) if after and "slot" in after]
    return {str(after["slot"]): str(after.get("person") or author) for after, author in found}


def add_person(vault: "Vault", author: str, passphrase: str, kdf: Kdf | None = None) -> str:
    """Give one more person a passphrase of their own; returns the id of the key.

    Raises:
        Refused: "vault.author", "vault.weak_passphrase", "keys.taken".
    """
    author = require_author(author)
    require_strong(passphrase)
    if author in {one.person for one in holders(vault) if one.kind == PASSPHRASE}:
        raise Refused("keys.taken", field="author")

    header = vault.fresh_header()
    salt, cost = _shared_cost(header, kdf)
    master = vault._opened.master
    slot = make_slot(header.vault_id, header.epoch, master, passphrase, author, kdf or cost, salt)
    return _put(vault, slot, author, "added")


def _shared_cost(header: "Header", kdf: Kdf | None) -> tuple[bytes | None, Kdf]:
    """Salt and cost of a slot that there is: slots that share them are tried with one stretching."""
    for slot in header.slots:
        if slot.get("kind") == PASSPHRASE:
            salt, cost = slot_cost(slot)
            return (salt if kdf in (None, cost) else None), cost
    return None, kdf or DEFAULT_KDF


def change_passphrase(vault: "Vault", passphrase: str, kdf: Kdf | None = None) -> None:
    """Give the person who opened the vault another passphrase; an old copy of the header still knows the old one.

    Raises:
        Refused: "vault.weak_passphrase", "keys.recovery_only".
    """
    require_strong(passphrase)

    header = vault.fresh_header()
    mine = _slot(header, vault.slot_id)
    if mine["kind"] != PASSPHRASE:
        raise Refused("keys.recovery_only")
    opened, (salt, cost) = vault._opened, slot_cost(mine)
    slot = make_slot(
        header.vault_id, header.epoch, opened.master, passphrase, opened.author, kdf or cost,
        salt if kdf in (None, cost) else None, kept=(opened.slot_id, opened.secret),
    )  # fmt: skip
    _put(vault, slot, vault.author, "changed")


def add_recovery(vault: "Vault", key: bytes) -> str:
    """Let a recovery key open the vault, in place of an earlier one; returns the id of the key.

    Call it once the person has typed the key back from the sheet: a key that was never written down saves nobody.
    """
    header = vault.fresh_header()
    slot = make_recovery_slot(header.vault_id, header.epoch, vault._opened.master, key, vault.author)
    return _put(vault, slot, vault.author, RECOVERY)


def make_recovery_key() -> tuple[bytes, str]:
    """A new recovery key, and how it is written on the sheet."""
    key = recovery.new_key()
    return key, recovery.written(key)


def _put(vault: "Vault", slot: Slot, person: str, what: str) -> str:
    """Put a slot into the header, the journal first: a key of which it says nothing is damage.

    The header is changed inside a writing transaction, so that two who do it at once take turns.
    """
    said = {"slot": slot["id"], "kind": slot["kind"], "person": person, "what": what, "signer": slot["signer"]}
    with vault.write(reason=f"key {what}") as session:
        session.note(Entry("keys", KEY_SLOT, after=said))
    with vault.write():
        header = vault.fresh_header()
        slots = [slot if one["id"] == slot["id"] else one for one in header.slots if not _is_replaced(one, slot)]
        slots += [] if slot in slots else [slot]
        vault.store_header(replace(header, slots=tuple(slots), mac="").signed(vault._opened.master))
    return str(slot["id"])


def _is_replaced(one: Slot, slot: Slot) -> bool:
    """A newer recovery key takes the place of the one before."""
    return bool(one["id"] != slot["id"] and one["kind"] == slot["kind"] == RECOVERY)


def _slot(header: "Header", slot_id: str) -> Slot:
    """A slot of a header.

    Raises:
        NotFound: "keys.none".
    """
    for slot in header.slots:
        if slot["id"] == slot_id:
            return slot
    raise NotFound("keys.none")


def remove_person(place: str | Path, passphrase: str | None, slot_id: str) -> int:
    """Take a key away: a new master key is made, the database encrypted anew, the others get the key in their absence.

    Whoever kept an old copy of the vault can go on reading that copy. Nobody else may have the vault open.

    Returns:
        The number of the new epoch.

    Raises:
        NotFound: "keys.none".
        Refused: "keys.last", "keys.own".
        VaultProblem: as ``open_vault``, and "vault.in_use".
    """
    return _new_epoch(place, passphrase, slot_id)


def renew_master_key(place: str | Path, passphrase: str | None) -> int:
    """A new master key without removing anybody, for when a passphrase or a copy may have fallen into other hands.

    Whoever opened an old copy has the secret to which a new master key would be handed, so the person who renews it
    gets a new key of their own too, under the passphrase that they have now.
    """
    return _new_epoch(place, passphrase, None)


def _new_epoch(place: str | Path, passphrase: str | None, slot_id: str | None) -> int:
    from dossier.vault.opening import unlock_vault
    from dossier.vault.places import is_server_url

    with unlock_vault(place, passphrase, alone=True) as vault:
        if slot_id is not None:
            _require_removable(vault, slot_id)
        gone = slot_id or _replace_own_key(vault, given(passphrase))
        from dossier.vault.custodians import endorse_in_place_of  # which knows this module

        with vault.write(reason="a new master key") as session:
            if gone is not None:
                endorse_in_place_of(vault, session, gone)
            session.note(Entry("keys", KEY_SLOT, after={"what": "removed" if slot_id else "renewed", "gone": gone}))
        header, _opened = epochs.next_header(vault.fresh_header(), vault._opened, without=gone)
        vault.store_header(header)
    with unlock_vault(place, passphrase, alone=True) as vault:  # opening finishes what the header says was begun
        assert is_server_url(place) or not epochs.is_rebuilding(vault.header)
        return vault.header.epoch


def _replace_own_key(vault: "Vault", passphrase: str) -> str | None:
    """Give whoever opened the vault another key, under the same passphrase; returns the id of the one that is to go.

    Its secret, and the signature that follows from it, are new. None where a recovery key opened the vault.
    """
    header = vault.fresh_header()
    mine = _slot(header, vault.slot_id)
    if mine["kind"] != PASSPHRASE:
        return None
    salt, cost = slot_cost(mine)
    slot = make_slot(header.vault_id, header.epoch, vault._opened.master, passphrase, vault.author, cost, salt)
    _put(vault, slot, vault.author, "replaced")
    opened = open_slot(header.vault_id, slot, stretch(passphrase, salt, cost))
    assert opened is not None
    vault._opened = replace(vault._opened, slot_id=opened.slot_id, secret=opened.secret)
    return str(mine["id"])


def _require_removable(vault: "Vault", slot_id: str) -> None:
    slot = _slot(vault.header, slot_id)
    if slot_id == vault.slot_id:
        raise Refused("keys.own")
    left = [one for one in vault.header.slots if one["kind"] == PASSPHRASE and one["id"] != slot["id"]]
    if not left:
        raise Refused("keys.last")


def with_own_signer(vault: "Vault") -> None:
    """Put the public signing key of this person into the header, where a vault was made before there were any."""
    header = vault.fresh_header()
    mine = _slot(header, vault.slot_id)
    if "signer" in mine:
        return
    made = {**mine, "signer": signer_line(vault._opened.secret)}
    slots = tuple(made if one["id"] == made["id"] else one for one in header.slots)
    vault.store_header(replace(header, slots=slots, mac="").signed(vault._opened.master))


__all__ = [
    "Holder",
    "add_person",
    "add_recovery",
    "change_passphrase",
    "holders",
    "make_recovery_key",
    "rebuilding",
    "remove_person",
    "renew_master_key",
    "with_own_signer",
]  # fmt: skip
