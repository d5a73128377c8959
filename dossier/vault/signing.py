"""Signed notes in the form of C2SP (signed-note, tlog-checkpoint): a text that anybody can check with a public key.

The signing key of a person is derived from the secret of their slot: whoever reads the database, even with the master
key, can sign only under a name of their own. Public keys stand in the header and in the journal.
"""

import base64
import binascii
import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from nacl import bindings
from nacl.exceptions import CryptoError

from dossier.errors import Misread, add_messages
from dossier.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Iterable

add_messages({"note.form": N_("This is no checkpoint of a journal. Give the file or the line as it was printed.")})

_ED25519: Final = b"\x01"
_KEY_ID_BYTES: Final = 4
LABEL: Final = "sign"


@dataclass(frozen=True)
class SigningKey:
    """An Ed25519 key (RFC 8032)."""

    public: bytes
    _secret: bytes = field(repr=False)

    def sign(self, message: bytes) -> bytes:
        """The 64 bytes of the signature."""
        return bindings.crypto_sign(message, self._secret)[: bindings.crypto_sign_BYTES]


def signing_key(slot_secret: bytes) -> SigningKey:
    """The key of the person who holds this secret of a slot."""
    from dossier.vault.keys import sub_key

    return SigningKey(*bindings.crypto_sign_seed_keypair(sub_key(slot_secret, LABEL)))


def public_key(key: SigningKey) -> bytes:
    """Its public part, 32 bytes."""
    return key.public


def key_id(name: str, public: bytes) -> bytes:
    """The four bytes by which a signature says which key made it."""
    return hashlib.sha256(name.encode() + b"\n" + _ED25519 + public).digest()[:_KEY_ID_BYTES]


def verifier_line(name: str, public: bytes) -> str:
    """The public key as one line of text, for whoever checks: ``name+id+key``."""
    return f"{name}+{key_id(name, public).hex()}+{base64.b64encode(_ED25519 + public).decode()}"


def read_verifier_line(line: str) -> bytes:
    """The public key in such a line.

    Raises:
        Misread: "note.form".
    """
    try:
        return base64.b64decode(line.split("+", 2)[2], validate=True).removeprefix(_ED25519)
    except (IndexError, ValueError, binascii.Error):
        raise Misread("note.form") from None


def sign(text: str, name: str, key: SigningKey) -> str:
    """A signed note over a text that ends with a newline."""
    signature = key_id(name, public_key(key)) + key.sign(text.encode())
    return f"{text}\n— {name} {base64.b64encode(signature).decode()}\n"


@dataclass(frozen=True)
class Note:
    """A signed note as it was read; nothing is checked yet."""

    text: str
    signatures: tuple[tuple[str, bytes], ...]
    """Name and bytes: key id, then the signature."""

    def is_signed_by(self, name: str, publics: "Iterable[bytes]") -> bool:
        """Whether one of these public keys made one of the signatures under that name."""
        return any(
            _is_by(self.text, name, public, signature)
            for public in publics
            for claimed, signature in self.signatures
            if claimed == name
        )


def _is_by(text: str, name: str, public: bytes, signature: bytes) -> bool:
    told, made = signature[:_KEY_ID_BYTES], signature[_KEY_ID_BYTES:]
    if told != key_id(name, public) or len(made) != bindings.crypto_sign_BYTES:
        return False
    try:
        bindings.crypto_sign_open(made + text.encode(), public)
    except CryptoError:
        return False
    return True


def read_note(note: str) -> Note:
    """Split a note into its text and its signatures.

    Raises:
        Misread: "note.form".
    """
    text, separator, tail = note.replace("\r\n", "\n").rpartition("\n\n")
    if not separator or not tail.startswith("— "):
        raise Misread("note.form")
    try:
        lines = [line.removeprefix("— ").split(" ") for line in tail.splitlines() if line]
        signatures = tuple((name, base64.b64decode(coded, validate=True)) for name, coded in lines)
    except (ValueError, binascii.Error):
        raise Misread("note.form") from None
    return Note(text + "\n", signatures)
