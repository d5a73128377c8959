"""One master key, wrapped once for each person by a passphrase through Argon2id; every other key is derived from it.

A slot binds all its public fields and the vault's id as associated data, so that weakened parameters, exchanged or
moved slots do not open. It also holds a key pair: when a person is removed, the new master key can be handed to the
others in their absence. The name of the person is inside the wrapping: a seized disk does not say who works here.
"""

import base64
import binascii
import hmac
import json
import secrets
from dataclasses import dataclass
from typing import Any, Final

from nacl import bindings
from nacl.exceptions import CryptoError

from dossier.errors import Refused, VaultProblem, add_messages
from dossier.i18n import N_
from dossier.vault.passphrases import normal_form, suggest_passphrase

add_messages(
    {
        "vault.author": N_("Give the name under which you write: one to {limit} characters, no control characters."),
        "vault.kdf": N_("The cost of the passphrase is out of its limits; nothing was tried. Restore header.json."),
    }
)

__all__ = [
    "DEFAULT_KDF", "KEY_BYTES", "Kdf", "Opened", "Slot", "canonical", "decode", "encode", "make_recovery_slot",
    "make_slot", "new_own", "open_slot", "require_author", "slot_cost", "stretch", "sub_key", "suggest_passphrase",
]  # fmt: skip

KEY_BYTES: Final = 32
SALT_BYTES: Final = 16
AUTHOR_LIMIT: Final = 100
_PADDED_BYTES: Final = 640
_LABEL: Final = b"dossier/v1/"
RECOVERY: Final = "recovery"


@dataclass(frozen=True)
class Kdf:
    """The cost of one guess: Argon2id, version 19.

    Source of the lower limits: OWASP Password Storage Cheat Sheet, 19 MiB and two passes; the upper ones keep an
    altered header from exhausting the machine.
    """

    memory_kib: int = 256 * 1024
    passes: int = 3
    lanes: int = 1

    def require_within_limits(self) -> None:
        """Refuse before any work.

        Raises:
            VaultProblem: "vault.kdf".
        """
        limits = ((self.memory_kib, 19 * 1024, 4 << 20), (self.passes, 2, 64), (self.lanes, 1, 16))
        if not all(type(value) is int and least <= value <= most for value, least, most in limits):
            raise VaultProblem("vault.kdf")


DEFAULT_KDF: Final = Kdf()


def encode(value: bytes) -> str:
    """Bytes as base64 text."""
    return base64.b64encode(value).decode("ascii")


def decode(text: str) -> bytes:
    """Base64 text as bytes.

    Raises:
        VaultProblem: "vault.damaged_header".
    """
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError, TypeError):
        raise VaultProblem("vault.damaged_header") from None


_CANONICAL: Final = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def canonical(value: Any) -> bytes:
    """One form of the same JSON: sorted keys, no blanks, UTF-8."""
    return _CANONICAL.encode(value).encode("utf-8")


def sub_key(master: bytes, label: str) -> bytes:
    """The key for one purpose: HKDF-Expand, SHA-256, info ``dossier/v1/LABEL``; labels are in docs/format.md.

    Source: RFC 5869, section 2.3, for one block: KEY_BYTES is the length of the hash.
    """
    return hmac.digest(master, _LABEL + label.encode() + b"\x01", "sha256")


def stretch(passphrase: str, salt: bytes, kdf: Kdf) -> bytes:
    """The key that a passphrase gives; about a second of work with the default cost.

    Raises:
        VaultProblem: "vault.kdf", before any work, or where this machine has not that much memory.
    """
    from argon2.exceptions import HashingError
    from argon2.low_level import Type, hash_secret_raw

    kdf.require_within_limits()
    secret = normal_form(passphrase).encode("utf-8")
    try:
        return hash_secret_raw(secret, salt, kdf.passes, kdf.memory_kib, kdf.lanes, KEY_BYTES, Type.ID)
    except (HashingError, MemoryError):
        raise VaultProblem("vault.kdf") from None


def require_author(author: str) -> str:
    """The name as it will stand in the journal.

    Raises:
        Refused: "vault.author" where it is empty, too long or has control characters.
    """
    name = author.strip()
    if not 0 < len(name) <= AUTHOR_LIMIT or not name.isprintable():
        raise Refused("vault.author", field="author", limit=AUTHOR_LIMIT)
    return name


@dataclass(frozen=True)
class Opened:
    """What a slot gives up to the right passphrase."""

    master: bytes
    secret: bytes
    """X25519 secret key, the counterpart of the slot's public one."""
    author: str
    slot_id: str
    earlier: tuple[bytes, ...] = ()
    """Master keys of the epochs before this one, oldest first."""

    @property
    def first(self) -> bytes:
        """The master key of the first epoch: names of evidence files follow from it for ever."""
        return self.earlier[0] if self.earlier else self.master

    def __repr__(self) -> str:
        return f"Opened(slot_id={self.slot_id!r})"


Slot = dict[str, Any]
_UNBOUND_FIELDS: Final = frozenset({"nonce", "wrapped", "signer", "handed"})
"""Fields that may change while the passphrase does not; the MAC of the header covers them."""


def _bound_data(vault_id: str, slot: Slot) -> bytes:
    public = {key: value for key, value in slot.items() if key not in _UNBOUND_FIELDS}
    return canonical({"vault": vault_id, "slot": public})


def make_slot(
    vault_id: str,
    epoch: int,
    master: bytes,
    passphrase: str,
    author: str,
    kdf: Kdf,
    salt: bytes | None = None,
    *,
    own: "tuple[str, bytes] | None" = None,
) -> Slot:
    """Wrap the master key for one person.

    Args:
        vault_id: Of the header.
        epoch: Generation of the master key.
        master: The key itself.
        passphrase: As typed.
        author: The person's name, hidden inside.
        kdf: Cost.
        salt: That of the other slots of this vault, so that one stretching tries them all; new when empty.
        own: Id and secret, from ``new_own``, where the caller goes on with them.
    """
    salt = salt or secrets.token_bytes(SALT_BYTES)
    fields = {
        "kind": "passphrase", "kdf": "argon2id-19", "memory_kib": kdf.memory_kib, "passes": kdf.passes,
        "lanes": kdf.lanes, "salt": encode(salt),
    }  # fmt: skip
    return _filled(vault_id, epoch, master, stretch(passphrase, salt, kdf), author, fields, own)


def new_own() -> tuple[str, bytes]:
    """What a slot has that no other has: its id and its secret."""
    return secrets.token_hex(4), secrets.token_bytes(KEY_BYTES)


def make_recovery_slot(vault_id: str, epoch: int, master: bytes, recovery: bytes, author: str) -> Slot:
    """Wrap the master key for a recovery key, which is random and needs no stretching."""
    return _filled(
        vault_id, epoch, master, sub_key(recovery, RECOVERY), author, {"kind": RECOVERY, "kdf": "hkdf"}, None
    )


def _filled(
    vault_id: str,
    epoch: int,
    master: bytes,
    key: bytes,
    author: str,
    fields: dict[str, Any],
    own: "tuple[str, bytes] | None",
) -> Slot:
    slot_id, secret = own or new_own()
    public = bindings.crypto_scalarmult_base(secret)
    slot: Slot = {"id": slot_id, "epoch": epoch, "public": encode(public), **fields}
    content = canonical({"author": author, "master": encode(master), "secret": encode(secret)})
    wrapped = _wrapped(vault_id, slot, key, content)
    return {**wrapped, "signer": signer_line(secret)}


def signer_line(secret: bytes) -> str:
    """The public signing key that belongs to the secret of a slot, base64."""
    from dossier.vault.signing import public_key, signing_key

    return encode(public_key(signing_key(secret)))


def _wrapped(vault_id: str, slot: Slot, key: bytes, content: bytes) -> Slot:
    nonce = secrets.token_bytes(bindings.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES)
    padded = content.ljust(_PADDED_BYTES)
    box = bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(padded, _bound_data(vault_id, slot), nonce, key)
    return {**slot, "nonce": encode(nonce), "wrapped": encode(box)}


def slot_cost(slot: Slot) -> tuple[bytes, Kdf]:
    """The salt and the cost of a passphrase slot.

    Raises:
        VaultProblem: "vault.kdf" out of limits, "vault.damaged_header" where a field is missing.
    """
    try:
        kdf = Kdf(slot["memory_kib"], slot["passes"], slot["lanes"])
        salt = decode(slot["salt"])
    except KeyError:
        raise VaultProblem("vault.damaged_header") from None
    kdf.require_within_limits()
    if slot.get("kdf") != "argon2id-19" or len(salt) < SALT_BYTES:
        raise VaultProblem("vault.kdf")
    return salt, kdf


def open_slot(vault_id: str, slot: Slot, key: bytes) -> Opened | None:
    """The content of a slot, or None where the key is another's."""
    try:
        box, nonce = decode(slot["wrapped"]), decode(slot["nonce"])
        padded = bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(box, _bound_data(vault_id, slot), nonce, key)
    except (CryptoError, KeyError, ValueError, TypeError):
        return None
    content = json.loads(padded)
    return Opened(decode(content["master"]), decode(content["secret"]), content["author"], slot["id"])
