"""The form of one evidence file: chunked encryption of C2SP with AES-256-GCM, under a key of its own.

The file commits to its key, and the key is wrapped with the name of the file and the vault as associated data, so that
a file moved under another name or into another vault does not open. Salt (24 bytes), commitment to the key (32), then
chunks of 16 KiB with a tag each, the last one always shorter: a cut, a changed bit, exchanged chunks and another file's
bytes are all refused, and any place can be read without the rest.
Source: c2sp.org/chunked-encryption, the instance with SHA-512.
"""

import hashlib
import hmac
import io
import os
import secrets
from typing import TYPE_CHECKING, Final, NamedTuple

from dossier.errors import DossierError, add_messages
from dossier.i18n import N_
from dossier.vault.evidence.source import plain_file
from dossier.vault.keys import KEY_BYTES, canonical

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from _typeshed import WriteableBuffer

add_messages(
    {
        "evidence.damaged": N_(
            "An evidence file is damaged or is another one; nothing of it was used. Restore it from a backup."
        ),
        "evidence.missing": N_("An evidence file is not in its folder. Restore it from a backup."),
    }
)

CHUNK_BYTES: Final = 16 * 1024
TAG_BYTES: Final = 16
HEADER_BYTES: Final = 56
BLOCK_BYTES: Final = 64 * CHUNK_BYTES
"""Read and written at once."""
_SUMMED_BYTES: Final = 1 << 18
"""Read at once where a file is only summed: what is still in the processor's own memory is summed twice as fast."""
_SALT_BYTES: Final = 24
_NONCE_BYTES: Final = 12
_STORED_CHUNK: Final = CHUNK_BYTES + TAG_BYTES
_INFO: Final = b"c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM\0"


def context(vault_id: str) -> bytes:
    """What a file is bound to beside its key: its name is not known before its last byte was read."""
    return f"dossier/v1/object|{vault_id}".encode()


def wrap_key(key: bytes, wrapping: bytes, vault_id: str, object_id: str) -> bytes:
    """The key of one file under the vault's key: nonce (12), then AES-256-GCM with the name as associated data."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce + AESGCM(wrapping).encrypt(nonce, key, _bound(vault_id, object_id))


def unwrap_key(wrapped: bytes, wrapping: bytes, vault_id: str, object_id: str) -> bytes:
    """The key of one file.

    Raises:
        DossierError: "evidence.damaged".
    """
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return AESGCM(wrapping).decrypt(wrapped[:_NONCE_BYTES], wrapped[_NONCE_BYTES:], _bound(vault_id, object_id))
    except (InvalidTag, ValueError):
        raise DossierError("evidence.damaged") from None


def _bound(vault_id: str, object_id: str) -> bytes:
    return canonical({"object": object_id, "vault": vault_id})


def stored_size(size_bytes: int) -> int:
    """How many bytes a file of that many takes on the disk."""
    return HEADER_BYTES + size_bytes + TAG_BYTES * (size_bytes // CHUNK_BYTES + 1)


class ObjectReader(io.RawIOBase):
    """The original bytes of one file, from any place; each chunk is proven before a byte of it is given.

    Args:
        path: Of the stored file.
        key: 32 bytes.
        bound_to: What ``context`` made when it was written.

    Raises:
        DossierError: "evidence.missing", "evidence.damaged", on opening or on reading.
    """

    def __init__(self, path: "Path", key: bytes, bound_to: bytes) -> None:
        super().__init__()
        self._at, self._cached, self._cache = 0, -1, b""
        try:
            self._descriptor = plain_file(path)
        except OSError:
            raise DossierError("evidence.missing") from None
        try:
            self._open(key, bound_to)
        except BaseException:
            self.close()
            raise

    def _open(self, key: bytes, bound_to: bytes) -> None:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        header = os.pread(self._descriptor, HEADER_BYTES, 0)
        if len(header) < HEADER_BYTES or len(key) != KEY_BYTES:
            raise DossierError("evidence.damaged")
        aead_key, nonce, commitment = _derive(key, header[:_SALT_BYTES], bound_to)
        if not hmac.compare_digest(commitment, header[_SALT_BYTES:]):
            raise DossierError("evidence.damaged")
        self._nonce, self._cipher = int.from_bytes(nonce, "big"), AESGCM(aead_key)
        body = os.fstat(self._descriptor).st_size - HEADER_BYTES
        last, rest = divmod(body, _STORED_CHUNK)
        if rest < TAG_BYTES:
            raise DossierError("evidence.damaged")
        self.size_bytes = last * CHUNK_BYTES + rest - TAG_BYTES
        self._chunk(last)  # proves the length

    def _chunk(self, number: int) -> bytes:
        if number != self._cached:
            stored = os.pread(self._descriptor, _STORED_CHUNK, HEADER_BYTES + number * _STORED_CHUNK)
            self._cache, self._cached = self._decrypted(number, stored), number
        return self._cache

    def _decrypted(self, number: int, stored: "bytes | memoryview") -> bytes:
        from cryptography.exceptions import InvalidTag

        try:
            return self._cipher.decrypt((self._nonce ^ number).to_bytes(_NONCE_BYTES, "big"), stored, None)
        except (InvalidTag, ValueError):
            raise DossierError("evidence.damaged") from None

    def readable(self) -> bool:
        """It is."""
        return True

    def seekable(self) -> bool:
        """It is."""
        return True

    def tell(self) -> int:
        """The place of the next byte."""
        return self._at

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go to a place, counted from the start, from here or from the end."""
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self.size_bytes}[whence]
        self._at = max(base + offset, 0)
        return self._at

    def readinto(self, buffer: "WriteableBuffer") -> int:
        """Fill the buffer from the chunk of this place."""
        view = memoryview(buffer).cast("B")
        if self._at >= self.size_bytes or not view:
            return 0
        number, start = divmod(self._at, CHUNK_BYTES)
        part = self._chunk(number)[start : start + len(view)]
        view[: len(part)] = part
        self._at += len(part)
        return len(part)

    def blocks(self) -> "Iterator[bytes]":
        """All bytes from the start, about a mebibyte at once."""
        per_block = BLOCK_BYTES // CHUNK_BYTES
        for first in range(0, self.size_bytes // CHUNK_BYTES + 1, per_block):
            place = HEADER_BYTES + first * _STORED_CHUNK
            stored = memoryview(os.pread(self._descriptor, per_block * _STORED_CHUNK, place))
            parts = (stored[at : at + _STORED_CHUNK] for at in range(0, len(stored), _STORED_CHUNK))
            yield b"".join(self._decrypted(first + at, part) for at, part in enumerate(parts))

    def close(self) -> None:
        """Let the file go."""
        if not self.closed and hasattr(self, "_descriptor"):
            os.close(self._descriptor)
        super().close()


class Sums(NamedTuple):
    """SHA-256, hexadecimal, of a file as it lies and of the original bytes in it."""

    stored: str
    plain: str


def sums_of(path: "Path", key: bytes, bound_to: bytes) -> Sums:
    """Read one file once: every chunk is proven, and the bytes are summed as they lie and as they were.

    Args:
        path: Of the stored file.
        key: 32 bytes.
        bound_to: What ``context`` made when it was written.

    Raises:
        DossierError: "evidence.missing", "evidence.damaged".
    """
    from cryptography.cobblestone import Cobblestone256Decryptor
    from cryptography.exceptions import InvalidTag

    stored, plain = hashlib.sha256(), hashlib.sha256()
    block, opened = bytearray(_SUMMED_BYTES), bytearray(_SUMMED_BYTES + CHUNK_BYTES)
    try:
        cipher = Cobblestone256Decryptor(key, bound_to)
        with os.fdopen(plain_file(path), "rb", buffering=0) as file:
            while count := file.readinto(block):
                part = memoryview(block)[:count]
                stored.update(part)
                plain.update(memoryview(opened)[: cipher.update_into(part, opened)])
        plain.update(cipher.finalize())
    except FileNotFoundError:
        raise DossierError("evidence.missing") from None
    except (InvalidTag, ValueError, OSError):
        raise DossierError("evidence.damaged") from None
    return Sums(stored.hexdigest(), plain.hexdigest())


def _derive(key: bytes, salt: bytes, bound_to: bytes) -> tuple[bytes, bytes, bytes]:
    """Key, first nonce and commitment of one file."""
    from cryptography.hazmat.primitives.hashes import SHA512
    from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

    made = HKDFExpand(SHA512(), KEY_BYTES + _NONCE_BYTES + 32, _INFO + salt + bound_to).derive(key)
    return made[:KEY_BYTES], made[KEY_BYTES : KEY_BYTES + _NONCE_BYTES], made[KEY_BYTES + _NONCE_BYTES :]
