"""A new file that has its name only when it is whole, and never takes the name of another."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from dossier.casework.unfinished import beside, hold
from dossier.errors import DossierError, RenderProblem


class Draft:
    """A file in the making, and the sum of what was written."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._sums = file, hashlib.sha256()
        self.size_bytes = 0

    def write(self, content: bytes) -> None:
        """Add bytes at the end.

        Raises:
            RenderProblem: "file.unwritable".
        """
        try:
            self._file.write(content)
        except OSError:
            raise RenderProblem("file.unwritable") from None
        self._sums.update(content)
        self.size_bytes += len(content)

    @property
    def sha256(self) -> str:
        """Of everything so far."""
        return self._sums.hexdigest()

    def require_sha256(self, expected: str) -> None:
        """Refuse a file that is not what it should be.

        Raises:
            DossierError: "evidence.damaged".
        """
        if self.sha256 != expected:
            raise DossierError("evidence.damaged")


@contextmanager
def new_file(path: Path) -> Iterator[Draft]:
    """A draft beside the place; on leaving it is synced and named, on an exception it is gone.

    Raises:
        RenderProblem: "file.exists", "file.unwritable".
    """
    if path.exists() or path.is_symlink():
        raise RenderProblem("file.exists")
    temporary = beside(path)
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    except OSError:
        raise RenderProblem("file.unwritable") from None
    try:
        with os.fdopen(descriptor, "wb") as file:
            hold(descriptor)
            yield Draft(file)
            _finish(file, temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def _finish(file: BinaryIO, temporary: Path, path: Path) -> None:
    try:
        file.flush()
        os.fsync(file.fileno())
        os.link(temporary, path)
    except FileExistsError:
        raise RenderProblem("file.exists") from None
    except OSError:
        raise RenderProblem("file.unwritable") from None
