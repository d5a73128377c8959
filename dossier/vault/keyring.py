"""Who can open a vault: adding a person, changing a passphrase, a recovery key."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from dossier.errors import NotFound, Refused, add_messages
from dossier.i18n import N_
from dossier.vault import recovery
from dossier.vault.checkpoints import KEY_SLOT
from dossier.vault.journal import Entry
from dossier.vault.keys import (
    DEFAULT_KDF,
    RECOVERY,
    Kdf,
    Slot,
    make_recovery_slot,
    make_slot,
    new_own,
    require_author,
    signer_line,
    slot_cost,
)
from dossier.vault.passphrases import require_strong
from dossier.vault.tables import Change

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    return _holders(vault, vault.header)


def _holders(vault: "Vault", header: "Header") -> list[Holder]:
    with vault.read() as session:
        names = _names(session)
    return [
        Holder(str(slot["id"]), str(slot["kind"]), names.get(str(slot["id"]), ""), slot["id"] == vault.slot_id)
        for slot in header.slots
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

    The key is another one too, under another number: who knew the old passphrase and kept an old header has the secret
    of the old one, to which the next master key would be handed, whoever makes it.

    Raises:
        Refused: "vault.weak_passphrase", "keys.recovery_only".
    """
    require_strong(passphrase)

    gone = replace_own_key(vault, passphrase, "changed", kdf)
    if not gone:
        raise Refused("keys.recovery_only")
    with vault.write(reason="key changed") as session:
        let_go(vault, session, gone, "changed")
    with vault.write():
        header = vault.fresh_header()
        slots = tuple(one for one in header.slots if one["id"] not in gone)
        vault.store_header(replace(header, slots=slots, mac="").signed(vault._opened.master))


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


def slot_of(header: "Header", slot_id: str) -> Slot:
    """A slot of a header.

    Raises:
        NotFound: "keys.none".
    """
    for slot in header.slots:
        if slot["id"] == slot_id:
            return slot
    raise NotFound("keys.none")


def let_go(vault: "Vault", session: "VaultSession", gone: "Sequence[str]", what: str) -> None:
    """Say in the journal which keys go; what they signed of custodians is signed by whoever opened the vault."""
    from dossier.vault.custodians import endorse_in_place_of  # which knows this module

    for slot_id in gone:
        endorse_in_place_of(vault, session, slot_id)
    session.note(Entry("keys", KEY_SLOT, after={"what": what, "gone": ", ".join(gone) or None}))


def replace_own_key(vault: "Vault", passphrase: str, what: str, kdf: Kdf | None = None) -> list[str]:
    """Give whoever opened the vault another key; returns the ids of those that are to go.

    Its secret, and the signature that follows from it, are new. Until the others are gone all of them open, and one
    that was left by a power cut or a full disk goes with them. None go where a recovery key opened the vault.
    """
    header = vault.fresh_header()
    mine = slot_of(header, vault.slot_id)
    if mine["kind"] != PASSPHRASE:
        return []
    all_mine = [one for one in _holders(vault, header) if one.kind == PASSPHRASE and one.person == vault.author]
    own, (salt, cost) = new_own(), slot_cost(mine)
    slot = make_slot(
        header.vault_id, header.epoch, vault._opened.master, passphrase, vault.author, kdf or cost,
        salt if kdf in (None, cost) else None, own=own,
    )  # fmt: skip
    _put(vault, slot, vault.author, what)
    vault._opened = replace(vault._opened, slot_id=own[0], secret=own[1])
    return sorted({str(mine["id"]), *(one.slot_id for one in all_mine)})


def with_own_signer(vault: "Vault") -> None:
    """Put the public signing key of this person into the header, where a vault was made before there were any."""
    header = vault.fresh_header()
    mine = slot_of(header, vault.slot_id)
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
    "let_go",
    "make_recovery_key",
    "replace_own_key",
    "slot_of",
    "with_own_signer",
]  # fmt: skip
