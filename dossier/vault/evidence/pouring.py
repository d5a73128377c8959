"""Encrypts a stream into a file, block by block: memory stays flat, and both sides are summed on the way."""

import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final

from dossier.errors import StoreProblem, UnreadableInput
from dossier.vault import durable
from dossier.vault.evidence import objects

_SPARE_BYTES: Final = 64 << 20


@dataclass(frozen=True, slots=True)
class Sums:
    """SHA-256 and length of the original bytes, and of those that are stored."""

    plain: str
    stored: str
    size_bytes: int
    stored_size_bytes: int


def pour(source: BinaryIO, cipher: Any, descriptor: int, on_progress: Callable[[int], None] | None) -> Sums:
    """Encrypt the whole stream into a file and sum both sides on the way.

    Raises:
        UnreadableInput: "file.unreadable".
        StoreProblem: "store.full", "store.failed".
    """
    plain, stored, size, stored_size = hashlib.sha256(), hashlib.sha256(), 0, 0
    block = bytearray(objects.BLOCK_BYTES)
    while True:
        count = _filled(source, block)
        part = memoryview(block)[:count]
        plain.update(part)
        made = cipher.update(part) if count else cipher.finalize()
        stored.update(made)
        with durable.translated_os_errors():
            _write_all(descriptor, made)
        size, stored_size = size + count, stored_size + len(made)
        if not count:
            return Sums(plain.hexdigest(), stored.hexdigest(), size, stored_size)
        if on_progress is not None:
            on_progress(size)


def _filled(source: BinaryIO, block: bytearray) -> int:
    """Fill a block as far as the stream goes.

    Raises:
        UnreadableInput: "file.unreadable".
    """
    try:
        return source.readinto(block) or 0  # type: ignore[attr-defined]
    except OSError:
        raise UnreadableInput("file.unreadable") from None


def _write_all(descriptor: int, content: bytes) -> None:
    view = memoryview(content)
    while view:
        view = view[os.write(descriptor, view) :]


def require_room(folder: Path, size_bytes: int) -> None:
    """Nothing where the disk has room for so many original bytes.

    Raises:
        StoreProblem: "store.full".
    """
    found = os.statvfs(folder)
    if found.f_bavail * found.f_frsize < objects.stored_size(size_bytes) + _SPARE_BYTES:
        raise StoreProblem("store.full")
