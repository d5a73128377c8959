"""A table as a stream of rows of text, from a file that a caged process reads; nothing of the file is run here."""

import json
import os
import stat
import subprocess
import sys
import weakref
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dossier.errors import UnreadableInput
from dossier.intake import words

__all__ = ["Table", "read_table", "words"]


@dataclass(frozen=True)
class Table:
    """A header and the rows under it, each with the same number of cells or reported by its reader."""

    header: tuple[str, ...]
    rows: Iterator[list[str]]
    """Can be read once; raises UnreadableInput where the file stops being a table."""
    encoding: str
    sha256: str
    file_name: str
    kind: str = "csv"
    rows_above: int = 0
    """Rows above the header that hold something, for example a title."""


def read_table(path: Path) -> Table:
    """Open a file as a table.

    Raises:
        UnreadableInput: "file.missing", "file.unreadable", "import.binary", "import.empty", "import.encoding" …
    """
    answers = _Answers(path)
    first = next(answers)
    return Table(tuple(first["header"]), _rows(answers), first["encoding"], first["sha256"], path.name, first["kind"])


def _rows(answers: "_Answers") -> Iterator[list[str]]:
    try:
        for answer in answers:
            if "end" in answer:
                return
            yield from answer["rows"]
        raise UnreadableInput("import.reader")
    finally:
        answers.close()


class _Answers:
    """What the caged process says, line by line; the process ends with the last reader of its answers."""

    def __init__(self, path: Path) -> None:
        self._process = _started(path)
        self._end = weakref.finalize(self, _stop, self._process)

    def __iter__(self) -> "_Answers":
        return self

    def __next__(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        answer = _answer(line)
        if "code" in answer or not answer:
            self.close()
            raise UnreadableInput(answer.get("code", "import.reader"), **answer.get("facts", {}))
        return answer

    def close(self) -> None:
        """End the process."""
        self._end()


def _answer(line: bytes) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _started(path: Path) -> "subprocess.Popen[bytes]":
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except FileNotFoundError:
        raise UnreadableInput("file.missing") from None
    except OSError:
        raise UnreadableInput("file.unreadable") from None
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise UnreadableInput("file.unreadable")
        return subprocess.Popen(
            [sys.executable, "-P", "-m", "dossier.intake.readers.child"],
            stdin=descriptor, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=_environment(),
        )  # fmt: skip
    finally:
        os.close(descriptor)


def _environment() -> dict[str, str]:
    """Only what Python needs to find itself; nothing of the person's session."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    return kept | {"PYTHONPATH": os.pathsep.join(entry for entry in sys.path if entry), "LC_ALL": "C.UTF-8"}


def _stop(process: "subprocess.Popen[bytes]") -> None:
    process.kill()
    if process.stdout is not None:
        process.stdout.close()
    process.wait()
