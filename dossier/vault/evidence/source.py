"""Reading what a person hands over: a plain file, once, and the same from its first byte to its last."""

import errno
import os
import stat
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

from dossier.errors import UnreadableInput, add_messages
from dossier.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

add_messages(
    {
        "evidence.not_a_file": N_(
            "This is no plain file (a link, a folder, a device or a pipe). Name the file itself."
        ),
        "evidence.changed": N_(
            "The file changed while it was read; nothing was taken in. Copy it first, then add the copy."
        ),
    }
)


@contextmanager
def opened_source(path: "Path") -> "Iterator[BinaryIO]":
    """The file, opened without following a link; on leaving, proven not to have changed meanwhile.

    Raises:
        UnreadableInput: "file.missing", "file.unreadable", "evidence.not_a_file", "evidence.changed".
    """
    descriptor = _open(path)
    before = os.fstat(descriptor)
    if not stat.S_ISREG(before.st_mode):
        os.close(descriptor)
        raise UnreadableInput("evidence.not_a_file")
    with os.fdopen(descriptor, "rb", buffering=0) as file:
        yield file
        after = os.fstat(descriptor)
        if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
            raise UnreadableInput("evidence.changed")


def _open(path: "Path") -> int:
    try:
        return os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        raise UnreadableInput("file.missing") from None
    except OSError as problem:
        code = "evidence.not_a_file" if problem.errno in {errno.ELOOP, errno.ENXIO} else "file.unreadable"
        raise UnreadableInput(code) from None
