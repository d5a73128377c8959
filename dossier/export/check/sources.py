"""Where the files of a pack come from: a folder, a zip file, or memory while a pack is made.

A pack comes from anybody: no name leads out of it, nothing is unpacked onto the disk, and sizes are bounded.
"""

import zipfile
import zlib
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Final, Protocol

from dossier.errors import UnreadableInput, add_messages
from dossier.i18n import N_

add_messages(
    {
        "pack.unreadable": N_("This is no pack: it is neither a folder nor a zip file with bagit.txt in it."),
        "pack.encrypted": N_("This pack is encrypted. Decrypt it first: age --decrypt -o PACK.zip PACK.zip.age"),
        "pack.too_large": N_("A file in this pack is larger than a check reads into memory. The pack may be hostile."),
    }
)
MOST_FILES: Final = 200_000
MOST_IN_MEMORY_BYTES: Final = 512 << 20
_BLOCK: Final = 1 << 20
Sums = tuple[str, str, int]
"""SHA-256, SHA-512, size."""
UNREADABLE: Final = (OSError, EOFError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError)
"""What a file of a damaged or hostile archive raises when it is read."""


class Source(Protocol):
    """The files of a pack by name, from its root."""

    def names(self) -> list[str]:
        """Every file, sorted."""

    def open(self, name: str) -> BinaryIO:
        """The bytes of one file."""


def read(source: Source, name: str) -> bytes:
    """A small file whole.

    Raises:
        UnreadableInput: "pack.too_large".
    """
    with source.open(name) as stream:
        data = stream.read(MOST_IN_MEMORY_BYTES + 1)
    if len(data) > MOST_IN_MEMORY_BYTES:
        raise UnreadableInput("pack.too_large")
    return data


class FolderSource:
    """A pack as a folder; links are not followed and count as files that are not there."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def names(self) -> list[str]:
        """Every regular file below the folder."""
        found = (one for one in self._root.rglob("*") if one.is_symlink() or one.is_file())
        return sorted(one.relative_to(self._root).as_posix() for one in found)

    def open(self, name: str) -> BinaryIO:
        """A file of the folder."""
        path = self._root / name
        if path.is_symlink() or not path.resolve().is_relative_to(self._root.resolve()):
            raise FileNotFoundError(name)
        return path.open("rb")


class ZipSource:
    """A pack as a zip file, read in place; the folder at its top is left out of the names."""

    def __init__(self, path: Path) -> None:
        self._zip = zipfile.ZipFile(path)
        if len(self._zip.infolist()) > MOST_FILES:
            raise UnreadableInput("pack.too_large")
        names = [one for one in self._zip.namelist() if not one.endswith("/")]
        tops = {one.partition("/")[0] for one in names}
        self._top = f"{tops.pop()}/" if len(tops) == 1 and all("/" in one for one in names) else ""

    def names(self) -> list[str]:
        """Every file in the archive; one that is there twice is there twice."""
        return sorted(one.removeprefix(self._top) for one in self._zip.namelist() if not one.endswith("/"))

    def open(self, name: str) -> BinaryIO:
        """A file of the archive."""
        try:
            return self._zip.open(self._top + name)  # type: ignore[return-value]
        except KeyError:
            raise FileNotFoundError(name) from None


def open_source(path: Path) -> Source:
    """A pack on the disk.

    Raises:
        UnreadableInput: "file.missing", "pack.encrypted", "pack.unreadable", "pack.too_large".
    """
    if not path.exists():
        raise UnreadableInput("file.missing")
    try:
        source: Source = FolderSource(path) if path.is_dir() else ZipSource(path)
    except (zipfile.BadZipFile, OSError):
        raise UnreadableInput(_why_not(path)) from None
    if "bagit.txt" not in source.names():
        raise UnreadableInput("pack.unreadable")
    return source


def _why_not(path: Path) -> str:
    with path.open("rb") as stream:
        return "pack.encrypted" if stream.read(21) == b"age-encryption.org/v1" else "pack.unreadable"


def sums(source: Source, name: str) -> Sums:
    """SHA-256, SHA-512 and size of a file, read once in blocks."""
    import hashlib

    short, long, size = hashlib.sha256(), hashlib.sha512(), 0
    with source.open(name) as stream:
        while block := stream.read(_BLOCK):
            short.update(block)
            long.update(block)
            size += len(block)
    return short.hexdigest(), long.hexdigest(), size


def real_sums(source: Source, names: Iterable[str]) -> dict[str, Sums]:
    """Name -> the sums of every file that can be read and whose name stays in the pack."""
    found = {}
    for name in dict.fromkeys(names):
        if _is_inside(name):
            with suppress(*UNREADABLE):
                found[name] = sums(source, name)
    return found


def _is_inside(name: str) -> bool:
    return not name.startswith("/") and ".." not in name.split("/") and "\\" not in name
