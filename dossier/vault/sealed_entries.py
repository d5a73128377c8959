"""One sealed entry: how an identity is encrypted and padded, and how its key is sealed to a custodian.

A random key encrypts the identity; it is sealed to each custodian by HPKE. Both are bound to the vault, the record and
the field, so that an entry that was moved does not open. From the same key follows one that signs: with it a custodian
shows that they could open an entry which they renew.
"""

import base64
import json
import secrets
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa
from nacl import bindings
from nacl.exceptions import CryptoError

from dossier.errors import Refused, add_messages
from dossier.i18n import N_
from dossier.vault.custodian_keys import SUITE, CustodianSecret, fingerprint, public_key, suite
from dossier.vault.keys import canonical, sub_key
from dossier.vault.tables import SealedEntry

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from dossier.vault.sessions import VaultSession

add_messages({"sealed.too_long": N_("This is too long to be sealed: at most {limit} characters.")})

STEP_BYTES: Final = 1024
LIMIT_BYTES: Final = 64 * 1024
RENEWAL: Final = "renewal"
"""Beside each wrapped key: the public key with which a renewal of the entry must be signed."""
_NONCE_BYTES: Final = 24
_KEY_BYTES: Final = 32
_INFO: Final = b"dossier/v1/sealed|"


def open_entries(session: "VaultSession") -> Sequence[SealedEntry]:
    """The entries whose day has not come."""
    table: Any = SealedEntry
    found: Sequence[SealedEntry] = (
        session.execute(sa.select(table).where(table.purged_at.is_(None)).order_by(table.id)).scalars().all()
    )
    return found


def encrypted(identity: Mapping[str, str], bound: bytes) -> tuple[bytes, bytes]:
    """A new key, and the body under it.

    Raises:
        Refused: "sealed.too_long".
    """
    key, nonce = secrets.token_bytes(_KEY_BYTES), secrets.token_bytes(_NONCE_BYTES)
    return key, nonce + bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(_padded(identity), bound, nonce, key)


def wrapped_key(key: bytes, bound: bytes, public: bytes) -> dict[str, str]:
    """The key of an entry, sealed to one custodian, and what checks the signature of a renewal."""
    sealed = suite().encrypt(key, public_key(public), info=_INFO + bound)
    signer = renewal_key(key).public_key().public_bytes_raw()
    coded = {"key": base64.b64encode(sealed).decode(), RENEWAL: base64.b64encode(signer).decode()}
    return {"custodian": fingerprint(public), **coded}


def renewal_key(key: bytes) -> "Ed25519PrivateKey":
    """What only somebody has who could open the entry."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(sub_key(key, RENEWAL))


def bound_to(vault_id: str, record: str, field: str) -> bytes:
    """What an entry and its keys are bound to."""
    return canonical({"vault": vault_id, "record": record, "field": field, "suite": SUITE})


def _padded(identity: Mapping[str, str]) -> bytes:
    content = canonical(dict(identity))
    if len(content) > LIMIT_BYTES:
        raise Refused("sealed.too_long", limit=LIMIT_BYTES // 4)
    whole = len(content).to_bytes(4, "big") + content
    return whole + bytes(-len(whole) % STEP_BYTES)


def unwrapped_key(coded: str, bound: bytes, secret: CustodianSecret) -> bytes | None:
    """The key of an entry, by a custodian's secret key; None where it does not open, or is none of its form."""
    from cryptography.exceptions import InvalidTag

    try:
        return bytes(suite().decrypt(base64.b64decode(coded), secret.private_key(), info=_INFO + bound))
    except (InvalidTag, ValueError, TypeError):
        return None


def decrypted(body: bytes, bound: bytes, key: bytes) -> dict[str, str] | None:
    """The identity in a body; None where it does not open, or is cut."""
    nonce, box = body[:_NONCE_BYTES], body[_NONCE_BYTES:]
    try:
        padded = bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(box, bound, nonce, key)
    except (CryptoError, ValueError, TypeError):
        return None
    content: dict[str, str] = json.loads(padded[4 : 4 + int.from_bytes(padded[:4], "big")])
    return content
