"""Locking, from outside and without a passphrase, every program on this computer that has a vault open.

The kernel lists who holds the lock file. Each of them gets a signal: screens lock themselves at once, a command ends as
by kill -9, which loses nothing that was saved. Whoever has not let go in time is ended, and its terminal is wiped.
"""

import os
import signal
import time
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from dossier.errors import VaultProblem, add_messages
from dossier.i18n import N_
from dossier.vault.lock import NAME
from dossier.vault.places import is_server_url

add_messages(
    {
        "lock.server": N_("Screens on a server's vault cannot be locked from outside. Press Ctrl+L there."),
        "lock.system": N_("This system does not tell who has the vault open. Press Ctrl+L in its window."),
        "lock.others": N_("A program of another user has the vault open and could not be locked. Lock it there."),
    }
)

LOCK_SIGNAL = signal.SIGUSR1
PATIENCE_S = 1.0
_LOOK_S = 0.02
_LOCKS = Path("/proc/locks")
_PTS_MAJOR = 136
_WIPE = b"\x1b[?1049l\x1b[?1000l\x1b[?1003l\x1b[?1006l\x1b[?25h\x1b[0m\x1b[2J\x1b[3J\x1b[H"
"""Back from the other screen, mouse off, cursor on, screen and scroll-back empty."""


class Locked(NamedTuple):
    """How many let go by themselves, and how many had to be ended."""

    asked: int
    ended: int


def lock_everywhere(place: str | Path, patience_s: float = PATIENCE_S) -> Locked:
    """Let every process of this computer lock the vault.

    Args:
        place: The folder of the vault.
        patience_s: After so long, whoever still has it open is ended.

    Raises:
        VaultProblem: "vault.missing", "lock.server", "lock.system", "lock.others".
    """
    if is_server_url(place):
        raise VaultProblem("lock.server")
    file = Path(place).absolute() / NAME
    if not file.parent.is_dir():
        raise VaultProblem("vault.missing")
    asked = _signal(file, LOCK_SIGNAL)
    end = time.monotonic() + patience_s
    while holders(file) and time.monotonic() < end:
        time.sleep(_LOOK_S)
    ended = _end(file)
    if holders(file) - ended:
        raise VaultProblem("lock.others")
    return Locked(len(asked - ended), len(ended))


def holders(file: Path) -> set[int]:
    """The numbers of the processes that hold a lock on a file, without this one.

    Raises:
        VaultProblem: "lock.system".
    """
    try:
        number = os.stat(file)
        lines = _LOCKS.read_text(encoding="ascii").splitlines()
    except FileNotFoundError:
        if not file.exists():
            return set()
        raise VaultProblem("lock.system") from None
    device = f"{os.major(number.st_dev):02x}:{os.minor(number.st_dev):02x}:{number.st_ino}"
    found = set()
    for words in (line.split() for line in lines):
        if "FLOCK" in words and _is_this(words, device, str(number.st_ino)):
            found.add(int(words[-4]))
    return found - {os.getpid(), 0, -1}


def _is_this(words: list[str], device: str, inode: str) -> bool:
    """Btrfs shows another number of the device than stat; then the process must be this program."""
    place = words[-3]
    return place == device or (place.rpartition(":")[2] == inode and _is_dossier(words[-4]))


def _is_dossier(process: str) -> bool:
    try:
        return b"dossier" in Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return False


def _signal(file: Path, number: int) -> set[int]:
    reached = set()
    for process in holders(file):
        with suppress(ProcessLookupError, PermissionError):
            os.kill(process, number)
            reached.add(process)
    return reached


def _end(file: Path) -> set[int]:
    """Kill who is left, and take from their terminals what they showed."""
    terminals = {process: _terminal(process) for process in holders(file)}
    ended = _signal(file, signal.SIGKILL)
    for process in ended:
        _wipe(terminals.get(process))
    return ended


def _terminal(process: int) -> Path | None:
    """The pseudo-terminal of a process; the fifth field behind the name in its stat."""
    try:
        device = int(Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[4])
    except (OSError, ValueError, IndexError):
        return None
    is_pts = _PTS_MAJOR <= os.major(device) < _PTS_MAJOR + 8
    return Path(f"/dev/pts/{os.minor(device)}") if is_pts else None


def _wipe(terminal: Path | None) -> None:
    if terminal is None:
        return
    with suppress(OSError):
        descriptor = os.open(terminal, os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK)
        try:
            os.write(descriptor, _WIPE)
        finally:
            os.close(descriptor)
