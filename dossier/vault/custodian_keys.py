"""A custodian's key pair: made and opened on another machine, without a vault.

Sealing is HPKE (RFC 9180) with the hybrid KEM MLKEM768-X25519: it holds as long as one of the two holds, and a disk
that is seized today is kept until the other can be broken. The secret key lies in a file under a passphrase (Argon2id,
XChaCha20-Poly1305).
"""

import base64
import binascii
import hashlib
import json
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from nacl import bindings
from nacl.exceptions import CryptoError

from dossier.domain.refs import ALPHABET
from dossier.errors import Misread, UnreadableInput, VaultProblem, add_messages
from dossier.i18n import N_
from dossier.vault.keys import DEFAULT_KDF, SALT_BYTES, Kdf, canonical, stretch
from dossier.vault.passphrases import require_strong

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.hpke import MLKEM768X25519PrivateKey, MLKEM768X25519PublicKey

add_messages(
    {
        "custodian.key": N_("This is no custodian's key. Give the line that dossier custodian show printed."),
        "custodian.file": N_(
            "This file holds no custodian's secret key. Give the one that dossier custodian init made."
        ),
        "custodian.passphrase": N_("The passphrase does not open this custodian's key. Try again."),
    }
)

SUITE: Final = "HPKE MLKEM768-X25519 HKDF-SHA256 ChaCha20Poly1305"
PREFIX: Final = "dossier-custodian-1"
FORM: Final = "dossier-custodian-key-1"
_MLKEM_PUBLIC_BYTES: Final = 1184
_MLKEM_SEED_BYTES: Final = 64
_X25519_BYTES: Final = 32
_NONCE_BYTES: Final = 24
_FINGERPRINT_CHARACTERS: Final = 24


@dataclass(frozen=True)
class CustodianSecret:
    """Both secret keys; never on a documenter's machine."""

    seed: bytes
    """64 bytes of ML-KEM-768."""
    x25519: bytes

    def __repr__(self) -> str:
        return "CustodianSecret()"

    def private_key(self) -> "MLKEM768X25519PrivateKey":
        """As the library takes it."""
        from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
        from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
        from cryptography.hazmat.primitives.hpke import MLKEM768X25519PrivateKey

        both = MLKEM768PrivateKey.from_seed_bytes(self.seed), X25519PrivateKey.from_private_bytes(self.x25519)
        return MLKEM768X25519PrivateKey(*both)

    def public_bytes(self) -> bytes:
        """Both public keys, one after the other."""
        from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
        from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

        mlkem = MLKEM768PrivateKey.from_seed_bytes(self.seed).public_key().public_bytes_raw()
        return mlkem + X25519PrivateKey.from_private_bytes(self.x25519).public_key().public_bytes_raw()


def new_secret() -> CustodianSecret:
    """A new key pair."""
    return CustodianSecret(secrets.token_bytes(_MLKEM_SEED_BYTES), secrets.token_bytes(_X25519_BYTES))


def suite() -> Any:
    """The suite of the library that SUITE names."""
    from cryptography.hazmat.primitives import hpke

    return hpke.Suite(hpke.KEM.MLKEM768_X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.CHACHA20_POLY1305)


def public_key(public: bytes) -> "MLKEM768X25519PublicKey":
    """As the library takes it."""
    from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PublicKey
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
    from cryptography.hazmat.primitives.hpke import MLKEM768X25519PublicKey

    mlkem, x25519 = public[:_MLKEM_PUBLIC_BYTES], public[_MLKEM_PUBLIC_BYTES:]
    return MLKEM768X25519PublicKey(
        MLKEM768PublicKey.from_public_bytes(mlkem), X25519PublicKey.from_public_bytes(x25519)
    )


def public_line(public: bytes) -> str:
    """A public key as a line of text, to be sent by any way: it is no secret, only its fingerprint must be heard."""
    return f"{PREFIX} {base64.b64encode(public).decode()}"


def read_public_line(text: str) -> bytes:
    """The public key in such a line.

    Raises:
        Misread: "custodian.key".
    """
    prefix, _blank, coded = text.strip().partition(" ")
    try:
        public = base64.b64decode("".join(coded.split()), validate=True)
        public_key(public)
    except (binascii.Error, ValueError):
        raise Misread("custodian.key") from None
    if prefix != PREFIX:
        raise Misread("custodian.key")
    return public


def fingerprint(public: bytes) -> str:
    """Six groups of four characters to be read aloud: 120 bits of the SHA-256 of the public key."""
    number = int.from_bytes(hashlib.sha256(public).digest()[:15], "big")
    letters = "".join(ALPHABET[number >> 5 * at & 31] for at in reversed(range(_FINGERPRINT_CHARACTERS)))
    return "-".join(letters[at : at + 4] for at in range(0, _FINGERPRINT_CHARACTERS, 4))


def lock_secret(secret: CustodianSecret, passphrase: str, kdf: Kdf = DEFAULT_KDF) -> bytes:
    """The content of the file of a secret key.

    Raises:
        Refused: "vault.weak_passphrase".
    """
    require_strong(passphrase)
    salt, nonce = secrets.token_bytes(SALT_BYTES), secrets.token_bytes(_NONCE_BYTES)
    public = base64.b64encode(secret.public_bytes()).decode()
    head = {
        "form": FORM, "suite": SUITE, "public": public, "memory_kib": kdf.memory_kib, "passes": kdf.passes,
        "lanes": kdf.lanes, "salt": salt.hex(), "nonce": nonce.hex(),
    }  # fmt: skip
    key = stretch(passphrase, salt, kdf)
    content = secret.seed + secret.x25519
    box = bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(content, canonical(head), nonce, key)
    return json.dumps({**head, "secret": box.hex()}, indent=1).encode("ascii") + b"\n"


def public_of_file(content: bytes) -> bytes:
    """The public key in the file of a secret key, which needs no passphrase.

    Raises:
        UnreadableInput: "custodian.file".
    """
    try:
        return base64.b64decode(_head(content)["public"], validate=True)
    except (KeyError, ValueError, TypeError):
        raise UnreadableInput("custodian.file") from None


def _head(content: bytes) -> dict[str, Any]:
    try:
        fields: dict[str, Any] = json.loads(content)
        if fields["form"] == FORM and fields["suite"] == SUITE:
            return fields
    except (ValueError, KeyError, TypeError, RecursionError):
        raise UnreadableInput("custodian.file") from None
    raise UnreadableInput("custodian.file")


def open_secret(content: bytes, passphrase: str) -> CustodianSecret:
    """The secret key in its file.

    Raises:
        UnreadableInput: "custodian.file".
        VaultProblem: "custodian.passphrase", "vault.kdf".
    """
    fields = _head(content)
    try:
        box = bytes.fromhex(fields.pop("secret"))
        salt, nonce = bytes.fromhex(fields["salt"]), bytes.fromhex(fields["nonce"])
        kdf = Kdf(fields["memory_kib"], fields["passes"], fields["lanes"])
    except (ValueError, KeyError, TypeError):
        raise UnreadableInput("custodian.file") from None
    if len(salt) < SALT_BYTES or len(nonce) != _NONCE_BYTES:
        raise UnreadableInput("custodian.file")
    key = stretch(passphrase, salt, kdf)
    try:
        opened = bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(box, canonical(fields), nonce, key)
    except CryptoError:
        raise VaultProblem("custodian.passphrase") from None
    return CustodianSecret(opened[:_MLKEM_SEED_BYTES], opened[_MLKEM_SEED_BYTES:])
