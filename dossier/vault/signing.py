"""Signed notes in the form of C2SP (signed-note, tlog-checkpoint): a text that anybody can check with a public key.

The signing key of a person is derived from the secret of their slot: whoever reads the database, even with the master
key, can sign only under a name of their own. Public keys stand in the header and in the journal.
"""

import base64
import binascii
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dossier.errors import Misread, add_messages
from dossier.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

add_messages({"note.form": N_("This is no checkpoint of a journal. Give the file or the line as it was printed.")})

_ED25519: Final = b"\x01"
_KEY_ID_BYTES: Final = 4
LABEL: Final = "sign"


def signing_key(slot_secret: bytes) -> "Ed25519PrivateKey":
    """The Ed25519 key of the person who holds this secret of a slot."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from dossier.vault.keys import sub_key

    return Ed25519PrivateKey.from_private_bytes(sub_key(slot_secret, LABEL))


def public_key(key: "Ed25519PrivateKey") -> bytes:
    """Its public part, 32 bytes."""
    return key.public_key().public_bytes_raw()


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


def sign(text: str, name: str, key: "Ed25519PrivateKey") -> str:
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
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    if signature[:_KEY_ID_BYTES] != key_id(name, public):
        return False
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature[_KEY_ID_BYTES:], text.encode())
    except InvalidSignature:
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
