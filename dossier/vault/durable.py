"""Files that are whole after a power cut: temporary name in the same folder, fsync, rename, fsync of the folder.

Each step counts: without the first fsync the name may come back with no bytes, without the last one the new name may
not come back at all. On macOS ``F_FULLFSYNC`` is what reaches the disk; Windows has no fsync of a folder.
"""

import errno
import os
import secrets
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from dossier.errors import DossierError, StoreProblem, VaultProblem

if TYPE_CHECKING:
    from collections.abc import Iterator

FILE_MODE = 0o600
FOLDER_MODE = 0o700
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}


@contextmanager
def translated_os_errors() -> "Iterator[None]":
    """Say what the operating system refused, without its paths.

    Raises:
        StoreProblem: "store.full" or "store.failed".
        VaultProblem: "vault.permission", "vault.missing".
    """
    try:
        yield
    except OSError as problem:
        raise _translated(problem) from None


def _translated(problem: OSError) -> DossierError:
    if problem.errno in _FULL:
        return StoreProblem("store.full")
    if problem.errno in _FORBIDDEN:
        return VaultProblem("vault.permission")
    if problem.errno in {errno.ENOENT, errno.ENOTDIR}:
        return VaultProblem("vault.missing")
    return StoreProblem("store.failed")


def sync_file(descriptor: int) -> None:
    """Bring the bytes of an open file to the disk itself."""
    import fcntl

    if (full := getattr(fcntl, "F_FULLFSYNC", None)) is not None:
        with suppress(OSError):  # not every file system of macOS knows it; fsync below is the fallback
            fcntl.fcntl(descriptor, full)
            return
    os.fsync(descriptor)


def sync_path(path: Path) -> None:
    """Bring the bytes of a file that another library wrote to the disk, for its owner alone."""
    path.chmod(FILE_MODE)
    with path.open("rb") as file:
        sync_file(file.fileno())


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def make_folder(folder: Path) -> None:
    """A folder for its owner alone, whose name survives a power cut; parents are made too."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(FOLDER_MODE, exist_ok=True)
    sync_folder(folder.parent)


def write_file(path: Path, content: bytes) -> None:
    """Replace a file as a whole: after a crash it has either its old or its new content, never another.

    Raises:
        OSError: the disk is full or refuses; the old content is still there and no temporary file is left.
    """
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        _write_new(temporary, content)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def _write_new(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, FILE_MODE)
    try:
        view = memoryview(content)
        while view:
            view = view[os.write(descriptor, view) :]
        sync_file(descriptor)
    finally:
        os.close(descriptor)


def remove_file(path: Path) -> None:
    """Remove a name for good; a missing one is fine."""
    path.unlink(missing_ok=True)
    sync_folder(path.parent)
