"""A folder of files that leave: whole or not there at all, each file with its size and hash, in clear or encrypted.

Encrypted files are written by age while they are made, so that nothing lies on the disk in clear, not for a moment.
"""

import hashlib
import os
import shutil
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from dossier.casework.unfinished import beside, held
from dossier.errors import RenderProblem
from dossier.vault.durable import FILE_MODE, FOLDER_MODE, sync_file, sync_folder

SUMS = "SHA256SUMS"
AGE = ".age"


@dataclass(frozen=True)
class Written:
    """A file as it left, and the content that is inside it."""

    name: str
    size_bytes: int
    sha256: str
    clear_size_bytes: int
    clear_sha256: str
    row_count: int = 0


class CountedFile:
    """A new file that knows its size and SHA-256, and is on the disk when it is closed.

    Args:
        path: Where it will lie; must not exist.
        recipients: Of age; none for a file in clear.
    """

    def __init__(self, path: Path, recipients: Sequence[Any] = ()) -> None:
        self.path = path
        self.size_bytes = 0
        self._digest = hashlib.sha256()
        self._file: IO[bytes] = open(path, "xb", opener=_private)
        self._sink: IO[bytes] = self._file
        self._age = _AgeThread(recipients, self._file) if recipients else None
        if self._age is not None:
            self._sink = self._age.pipe

    def write(self, content: bytes) -> None:
        """Append bytes."""
        self._sink.write(content)
        self._digest.update(content)
        self.size_bytes += len(content)

    @property
    def sha256(self) -> str:
        """Of all that was written, in clear."""
        return self._digest.hexdigest()

    def close(self) -> None:
        """Bring it to the disk."""
        if not self._file.closed:
            if self._age is not None:
                self._age.finish()
            self._file.flush()
            sync_file(self._file.fileno())
            self._file.close()

    def _give_up(self) -> None:
        if self._age is not None:
            self._age.give_up()
        self._file.close()

    def __enter__(self) -> "CountedFile":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._give_up() if kind else self.close()


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, FILE_MODE)


class _AgeThread:
    """age reads from a pipe what the export writes: the library pulls, and the export pushes."""

    def __init__(self, recipients: Sequence[Any], target: IO[bytes]) -> None:
        reading, writing = os.pipe()
        self._source = open(reading, "rb")
        self.pipe: IO[bytes] = open(writing, "wb", buffering=1 << 16)
        self._problem: BaseException | None = None
        self._thread = threading.Thread(target=self._run, args=(list(recipients), target), daemon=True)
        self._thread.start()

    def _run(self, recipients: list[Any], target: IO[bytes]) -> None:
        import pyrage

        try:
            with self._source:
                pyrage.encrypt_io(self._source, target, recipients)
        except Exception as problem:
            self._problem = problem

    def finish(self) -> None:
        """Close the pipe and wait until the last byte is encrypted."""
        self.pipe.close()
        self._thread.join()
        if self._problem is not None:
            raise OSError(5, "age") from None

    def give_up(self) -> None:
        """Let the thread end; what it wrote is thrown away with the folder."""
        try:
            self.pipe.close()
        except OSError:
            return
        self._thread.join()


class OutFolder:
    """The folder while it is made.

    Args:
        path: A folder that exists and is empty.
        recipients: Of age; none for files in clear.
    """

    def __init__(self, path: Path, recipients: Sequence[Any] = ()) -> None:
        self.path = path
        self.files: dict[str, Written] = {}
        """Name of the content -> the file, in the order of writing."""
        self._recipients = list(recipients)

    @contextmanager
    def new_file(self, name: str) -> Iterator[CountedFile]:
        """A file of this name, with slashes for folders; on leaving it is on the disk."""
        target = self.path / self._outer(name)
        target.parent.mkdir(mode=FOLDER_MODE, exist_ok=True)
        with CountedFile(target, self._recipients) as file:
            yield file
        self.note(name, target, file.size_bytes, file.sha256)

    def write(self, name: str, content: bytes) -> None:
        """A small file at once."""
        with self.new_file(name) as file:
            file.write(content)

    def count_rows(self, name: str, row_count: int) -> None:
        """Say how many rows a file has."""
        from dataclasses import replace

        self.files[name] = replace(self.files[name], row_count=row_count)

    def take_in(self, path: Path) -> None:
        """A file that another library wrote into the folder; it is encrypted here where the others are."""
        if not self._recipients:
            with path.open("rb") as file:
                sync_file(file.fileno())
                file.seek(0)
                sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            self.note(path.name, path, path.stat().st_size, sha256)
            return
        with path.open("rb") as source, self.new_file(path.name) as file:
            while block := source.read(1 << 20):
                file.write(block)
        path.unlink()

    def note(self, name: str, target: Path, clear_size_bytes: int, clear_sha256: str) -> None:
        """Keep what a file is."""
        size_bytes, sha256 = clear_size_bytes, clear_sha256
        if self._recipients:
            size_bytes = target.stat().st_size
            with target.open("rb") as file:
                sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        self.files[name] = Written(self._outer(name), size_bytes, sha256, clear_size_bytes, clear_sha256)

    def write_sums(self) -> None:
        """SHA256SUMS as ``sha256sum -c`` reads it: of the contents, and where they are encrypted of the files too."""
        inner = sorted((name, one.clear_sha256) for name, one in self.files.items())
        self.write(SUMS, _sums(inner))
        if self._recipients:
            outer = sorted((one.name, one.sha256) for one in self.files.values())
            with CountedFile(self.path / SUMS) as file:
                file.write(_sums(outer))
            self.files["of the encrypted files"] = Written(
                SUMS, file.size_bytes, file.sha256, file.size_bytes, file.sha256
            )

    def as_receipt(self) -> list[dict[str, object]]:
        """Name, size_bytes and sha256 of each file as it left; where it is encrypted, those of its content too."""
        found = []
        for one in self.files.values():
            row: dict[str, object] = {"name": one.name, "size_bytes": one.size_bytes, "sha256": one.sha256}
            found.append(row | ({"clear_sha256": one.clear_sha256} if one.clear_sha256 != one.sha256 else {}))
        return found

    def _outer(self, name: str) -> str:
        return name + AGE if self._recipients else name


def _sums(pairs: list[tuple[str, str]]) -> bytes:
    return "".join(f"{sha256}  {name}\n" for name, sha256 in pairs).encode()


def require_new(target: Path) -> None:
    """Refuse a name that is taken.

    Raises:
        RenderProblem: "file.exists".
    """
    if target.exists() or target.is_symlink():
        raise RenderProblem("file.exists")


@contextmanager
def new_folder(target: Path, recipients: Sequence[Any] = ()) -> Iterator[OutFolder]:
    """A folder that appears under its name when it is complete, and not at all otherwise.

    Args:
        target: A path at which nothing exists yet.
        recipients: Of age; none for files in clear.

    Raises:
        RenderProblem: "file.exists", "file.unwritable".
    """
    require_new(target)
    temporary = beside(target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary.mkdir(FOLDER_MODE)
        with held(temporary):
            yield OutFolder(temporary, recipients)
            sync_folder(temporary)
            require_new(target)
            temporary.rename(target)
        sync_folder(target.parent)
    except OSError:
        raise RenderProblem("file.unwritable") from None
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
