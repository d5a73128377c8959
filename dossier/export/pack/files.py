"""The files of a pack while it is made: each knows how to open itself, so that a large original is never in memory."""

import io
from collections.abc import Callable, Iterator
from typing import BinaryIO

Opener = Callable[[], BinaryIO]


class Files:
    """Files by name, from the root of the pack."""

    def __init__(self) -> None:
        self._files: dict[str, Opener] = {}

    def put(self, name: str, content: bytes) -> None:
        """A file that lies in memory; it takes the place of one of the same name."""
        self._files[name] = lambda: io.BytesIO(content)

    def put_opener(self, name: str, opener: Opener) -> None:
        """A file that is opened when it is needed."""
        self._files[name] = opener

    def remove(self, name: str) -> None:
        """Take a file out; one that is not there is no matter."""
        self._files.pop(name, None)

    def names(self) -> list[str]:
        """Every file, sorted."""
        return sorted(self._files)

    def open(self, name: str) -> BinaryIO:
        """The bytes of one file."""
        if name not in self._files:
            raise FileNotFoundError(name)
        return self._files[name]()

    def blocks(self, name: str, size: int = 1 << 20) -> Iterator[bytes]:
        """The bytes of one file in blocks."""
        with self.open(name) as stream:
            while block := stream.read(size):
                yield block
