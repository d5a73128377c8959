"""Keeps pieces of paper that were laid out before, encrypted, so that one changed fact costs one piece and not all.

A file's name is a keyed hash of what the piece depends on and its content is bound to that name, so that the folder
tells a stranger how many pieces there are and nothing else. What is missing or damaged is made anew.
"""

import hmac
import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Final

from nacl import bindings
from nacl.exceptions import CryptoError

if TYPE_CHECKING:
    from dossier.vault.vault import Vault

FOLDER: Final = "paper"
MOST_BYTES: Final = 512 << 20
_NONCE_BYTES: Final = bindings.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES


class SectionCache:
    """Finished pieces in a folder.

    Args:
        folder: Made where it is missing, for its owner only.
        key: 32 bytes, of the vault.
    """

    def __init__(self, folder: Path, key: bytes) -> None:
        self._folder, self._key = folder, key
        self._used: set[str] = set()

    def get(self, name: str) -> bytes | None:
        """What was put under this name; None where it is not there or cannot be trusted."""
        file = self._file(name)
        try:
            box = file.read_bytes()
        except OSError:
            return None
        self._used.add(file.name)
        try:
            return bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(
                box[_NONCE_BYTES:], file.name.encode(), box[:_NONCE_BYTES], self._key
            )
        except (CryptoError, ValueError, TypeError):
            return None

    def put(self, name: str, content: bytes) -> None:
        """Keep it; a full disk only means that it is laid out again next time."""
        file = self._file(name)
        nonce = secrets.token_bytes(_NONCE_BYTES)
        box = nonce + bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(content, file.name.encode(), nonce, self._key)
        temporary = file.with_name(f".{file.name}.{os.getpid()}.{secrets.token_hex(4)}")
        try:
            self._folder.mkdir(mode=0o700, exist_ok=True)
            temporary.write_bytes(box)
            os.utime(temporary, (0, 0))  # when somebody worked is nobody's business
            temporary.replace(file)
        except OSError:
            temporary.unlink(missing_ok=True)
            return
        self._used.add(file.name)

    def tidy(self) -> None:
        """Remove what this build did not use once the folder has grown too large."""
        files = [one for one in self._folder.glob("*") if one.is_file()] if self._folder.is_dir() else []
        if sum(one.stat().st_size for one in files) <= MOST_BYTES:
            return
        for one in files:
            if one.name not in self._used:
                one.unlink(missing_ok=True)

    def _file(self, name: str) -> Path:
        return self._folder / hmac.digest(self._key, name.encode(), "sha256").hex()


def cache_of(vault: "Vault") -> SectionCache | None:
    """The cache of a vault in a folder; a team's server keeps none, because each machine lays out its own paper."""
    return SectionCache(vault.path / FOLDER, vault.key_for("paper")) if vault.path is not None else None
