"""A new master key: made when a person is removed, handed to everybody else in their absence.

Each remaining slot gets the new key sealed to its public key, together with a proof by the key before, so that nobody
who never had it can hand out one. The master keys of earlier epochs lie encrypted in the header: names of evidence
files follow from the first one, and a rebuilding that was cut short is finished with the last one.
"""

import hmac
import json
import secrets
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from nacl import bindings
from nacl.exceptions import CryptoError

from dossier.errors import VaultProblem
from dossier.vault.keys import Opened, Slot, canonical, decode, encode, sub_key

if TYPE_CHECKING:
    from collections.abc import Collection

    from dossier.vault.header import Header

EARLIER: Final = "earlier"
REBUILDING: Final = "rebuilding"
"""Set in the header from the moment a new key holds until everything below it has been brought to it."""
_NONCE_BYTES: Final = 24


def hand_over(vault_id: str, slot: Slot, old: bytes, epoch: int, new: bytes) -> Slot:
    """The slot with a new master key handed to it."""
    content = canonical({"epoch": epoch, "master": encode(new), "proof": _proof(vault_id, slot, old, epoch, new)})
    sealed = bindings.crypto_box_seal(content, decode(slot["public"]))
    return {**slot, "handed": [*slot.get("handed", []), encode(sealed)]}


def _proof(vault_id: str, slot: Slot, old: bytes, epoch: int, new: bytes) -> str:
    said = canonical({"vault": vault_id, "slot": slot["id"], "epoch": epoch, "master": encode(new)})
    return hmac.digest(sub_key(old, "hand-over"), said, "sha256").hex()


def follow(header: "Header", opened: Opened) -> Opened:
    """Bring what a slot holds to the present epoch.

    Raises:
        VaultProblem: "vault.damaged_header" where something handed over is not from who had the key before.
    """
    slot = next(one for one in header.slots if one["id"] == opened.slot_id)
    master = opened.master
    try:
        public = bindings.crypto_scalarmult_base(opened.secret)
        for sealed in slot.get("handed", []):
            content = json.loads(bindings.crypto_box_seal_open(decode(sealed), public, opened.secret))
            new = decode(content["master"])
            if not hmac.compare_digest(content["proof"], _proof(header.vault_id, slot, master, content["epoch"], new)):
                raise VaultProblem("vault.damaged_header")
            master = new
        return replace(opened, master=master, earlier=earlier_masters(header, master))
    except (CryptoError, ValueError, KeyError, TypeError):
        raise VaultProblem("vault.damaged_header") from None


def earlier_masters(header: "Header", master: bytes) -> tuple[bytes, ...]:
    """The master keys of the epochs before the present one, oldest first."""
    if EARLIER not in header.more:
        return ()
    box = decode(header.more[EARLIER])
    bound = canonical({"vault": header.vault_id, "epoch": header.epoch})
    key = sub_key(master, EARLIER)
    content = bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(box[_NONCE_BYTES:], bound, box[:_NONCE_BYTES], key)
    return tuple(decode(one) for one in json.loads(content))


def next_header(header: "Header", opened: Opened, *, without: "Collection[str]") -> "tuple[Header, Opened]":
    """The header of the next epoch, without some slots, and what the caller's slot holds then; nothing is written."""
    new, epoch = secrets.token_bytes(len(opened.master)), header.epoch + 1
    left = (slot for slot in header.slots if slot["id"] not in without)
    slots = tuple(hand_over(header.vault_id, slot, opened.master, epoch, new) for slot in left)
    earlier = (*opened.earlier, opened.master)
    more: dict[str, Any] = {
        **header.more,
        REBUILDING: True,
        EARLIER: _sealed_earlier(header.vault_id, epoch, new, earlier),
    }
    made = replace(header, epoch=epoch, slots=slots, more=more, mac="").signed(new)
    return made, replace(opened, master=new, earlier=earlier)


def _sealed_earlier(vault_id: str, epoch: int, new: bytes, earlier: tuple[bytes, ...]) -> str:
    nonce = secrets.token_bytes(_NONCE_BYTES)
    bound = canonical({"vault": vault_id, "epoch": epoch})
    content = canonical([encode(one) for one in earlier])
    key = sub_key(new, EARLIER)
    return encode(nonce + bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(content, bound, nonce, key))


def is_rebuilding(header: "Header") -> bool:
    """Whether a new key was begun and not finished."""
    return bool(header.more.get(REBUILDING))


def settled(header: "Header", master: bytes) -> "Header":
    """The header once everything is under the new key."""
    more = {name: value for name, value in header.more.items() if name != REBUILDING}
    return replace(header, more=more, mac="").signed(master)
