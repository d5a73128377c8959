"""Reading what a person hands over: a plain file, once, and the same from its first byte to its last."""

import errno
import os
import stat
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO, Final

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


NO_PLAIN_FILE: Final = frozenset({errno.ELOOP, errno.ENXIO})


@contextmanager
def opened_source(path: "Path") -> "Iterator[BinaryIO]":
    """The file, opened without following a link; on leaving, proven not to have changed meanwhile.

    Raises:
        UnreadableInput: "file.missing", "file.unreadable", "evidence.not_a_file", "evidence.changed".
    """
    descriptor = _open(path)
    before = os.fstat(descriptor)
    with os.fdopen(descriptor, "rb", buffering=0) as file:
        yield file
        after = os.fstat(descriptor)
        if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
            raise UnreadableInput("evidence.changed")


def plain_file(path: "Path") -> int:
    """A descriptor of a plain file: nothing waits for a pipe, follows a link or reads a device without end.

    Raises:
        OSError: ``errno`` is of NO_PLAIN_FILE where it is something else than a file.
    """
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.ENXIO, "no plain file")
    return descriptor


def _open(path: "Path") -> int:
    try:
        return plain_file(path)
    except FileNotFoundError:
        raise UnreadableInput("file.missing") from None
    except OSError as problem:
        code = "evidence.not_a_file" if problem.errno in NO_PLAIN_FILE else "file.unreadable"
        raise UnreadableInput(code) from None
