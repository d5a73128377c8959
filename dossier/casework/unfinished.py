"""What is written beside its place under a name that says so, until it is whole and gets its own.

When the power goes or the process is killed, a half stays there, in clear. Whoever writes beside it next removes it:
the lock of a living writer tells the two apart.
"""

import fcntl
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

SUFFIX: Final = ".dossier-unfinished"


def beside(target: Path) -> Path:
    """A new name in the folder of a target; halves of dead writers are removed from there first."""
    for path in target.parent.glob(f".*{SUFFIX}"):
        _remove_if_left(path)
    return target.with_name(f".{secrets.token_hex(8)}{SUFFIX}")


def hold(descriptor: int) -> bool:
    """Lock what is written until its descriptor is closed; whether that could be done.

    Some shares have no locks: there a half stays lying, rather than somebody's work is taken away.
    """
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


@contextmanager
def held(path: Path) -> Iterator[None]:
    """The same for what has no descriptor at hand, as long as somebody writes there.

    Raises:
        OSError: It is gone, or cannot be opened.
    """
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        hold(descriptor)
        yield
    finally:
        os.close(descriptor)


def _remove_if_left(path: Path) -> None:
    with suppress(OSError):  # gone meanwhile, or of another person: not ours to remove
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            if os.fstat(descriptor).st_uid == os.getuid() and hold(descriptor):
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        finally:
            os.close(descriptor)
