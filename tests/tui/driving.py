"""Driving the screens: by Textual's pilot in this process, and through a real pseudo-terminal in another."""

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from textual.events import Key
from textual.keys import _character_to_key
from textual.pilot import Pilot

from dossier.tui.app import DossierApp
from dossier.tui.screens.asking_anew import AskingAnewScreen
from dossier.tui.screens.home import HomeScreen
from dossier.tui.screens.search import SearchScreen
from dossier.vault import Vault, open_vault

PASSPHRASE = "lantern orbit gravel mitten saddle"
_ROOT = Path(__file__).resolve().parents[2]
_PATIENCE_S = 180.0
"""On a machine with much else to do, the slowest of these programs takes more than a minute."""
HOME = "Go to"
"""Stands on the first page, however long that grows, and on no other."""

F2, F3, F7, ESC = b"\x1bOQ", b"\x1bOR", b"\x1b[18~", b"\x1b"
CTRL_YERU = b"\x1b[1099;5u"
"""Ctrl+S as a terminal with the kitty protocol sends it under a Russian layout."""


async def until(pilot: Pilot[int], ready: Callable[[], object]) -> None:
    """Wait for something that a thread or another process brings about, however busy the machine is."""
    for _turn in range(2000):
        await pilot.pause(0.02)
        if ready():
            return
    raise TimeoutError


async def ended(app: DossierApp, pilot: Pilot[int]) -> None:
    """Wait for the long work that was begun last, however busy the machine is."""
    for _turn in range(400):
        if app.works.all:
            break
        await pilot.pause(0.02)
    task = app.works.all[0].task
    assert task is not None
    await task
    await pilot.pause()


async def type_in(pilot: Pilot[int], *values: str) -> None:
    """Type values, Enter after each, as fast as a terminal hands over a burst; the pilot's own press waits each key."""
    for value in values:
        for letter in value:
            pilot.app.post_message(Key(_character_to_key(letter), letter))
        pilot.app.post_message(Key("enter", "\r"))
    await pilot.press("shift")  # a key without a meaning: returns when the ones before it are worked off
    await pilot.pause()


async def asked_anew(app: DossierApp, pilot: Pilot[int], typed: str = "") -> None:
    """Wait for the question for the passphrase, and answer it where there is something to type."""
    await until(pilot, lambda: isinstance(app.screen, AskingAnewScreen) and app.screen.is_running)
    await pilot.pause()
    if typed:
        await type_in(pilot, typed)
        await until(pilot, lambda: not isinstance(app.screen, AskingAnewScreen))


async def unlock_home(pilot: Pilot[int]) -> HomeScreen:
    """Open the vault by its passphrase; the first page, read."""
    await pilot.pause()
    await type_in(pilot, PASSPHRASE)
    await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen) and pilot.app.screen.is_read)
    await pilot.pause()
    screen = pilot.app.screen
    assert isinstance(screen, HomeScreen)
    return screen


async def unlock(pilot: Pilot[int]) -> SearchScreen:
    """Open the vault by its passphrase, and go to the search."""
    await unlock_home(pilot)
    await pilot.press("f7")
    await pilot.pause()
    screen = pilot.app.screen
    assert isinstance(screen, SearchScreen)
    return screen


def news(app: DossierApp) -> str:
    """What the line of news says."""
    from textual.widgets import Static

    return str(app.screen.query_one("#news", Static).render())


def painted(app: DossierApp) -> str:
    """The letters on the screen, line by line, after the last gate."""
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


@contextmanager
def opened(place: Path) -> Iterator[Vault]:
    """The vault, opened beside the screens."""
    with open_vault(place, passphrase=PASSPHRASE) as vault:
        yield vault


class Terminal:
    """A program in a pseudo-terminal: what it has written since the last wait, and everything it ever wrote."""

    def __init__(self, arguments: Sequence[str], size: tuple[int, int] = (24, 80), **environment: str) -> None:
        self.written = self.everything = b""
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            os.chdir(_ROOT)
            os.environ.update({"TERM": "xterm-256color", "LANG": "C.UTF-8", "DOSSIER_LANG": "en", **environment})
            os.execv(sys.executable, [sys.executable, *arguments])
        self.modes_before = self.modes
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", *size, 0, 0))

    def read(self, timeout_s: float) -> bool:
        """Read what is there; False when the program has ended."""
        if select.select([self._fd], [], [], timeout_s)[0]:
            try:
                chunk = os.read(self._fd, 65536)
            except OSError:
                return False
            self.written += chunk
            self.everything += chunk
            return bool(chunk)
        return True

    @property
    def modes(self) -> list[int]:
        """The modes of the terminal: input, output, control, lines."""
        return termios.tcgetattr(self._fd)[:4]

    def wait_for(self, text: str) -> None:
        """Read until the program has written this since the last call."""
        end = time.monotonic() + _PATIENCE_S
        while text.encode() not in self.written:
            if time.monotonic() > end or not self.read(0.2):
                raise TimeoutError(text)
        self.written = self.written.partition(text.encode())[2]

    def wait_until_quiet(self) -> None:
        """Read until the program writes nothing more for a moment."""
        count = -1
        while count != len(self.everything):
            count = len(self.everything)
            self.read(0.5)

    def wait_until(self, ready: Callable[[], object]) -> None:
        """Read on until something is so."""
        end = time.monotonic() + _PATIENCE_S
        while not ready():
            if time.monotonic() > end or not self.read(0.1):
                raise TimeoutError

    def send(self, keys: bytes, pause_s: float = 0.0) -> None:
        """Write keys: all at once, or each character or key sequence after a pause."""
        if not pause_s:
            os.write(self._fd, keys)
            return
        for one in _single_keys(keys):
            os.write(self._fd, one)
            self.read(0.0)
            time.sleep(pause_s)

    def end(self) -> int:
        """Read to the end of the program; its exit status."""
        end = time.monotonic() + _PATIENCE_S
        while self.read(1.0):
            if time.monotonic() > end:
                self.kill()
                raise TimeoutError("the program did not end")
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])

    def hang_up(self) -> int:
        """Close the terminal, as the cross in the corner of its window does; the exit status of the program."""
        os.close(self._fd)
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])

    def kill(self) -> None:
        """kill -9, where it has not ended by itself."""
        with suppress(ProcessLookupError, ChildProcessError):
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        with suppress(OSError):
            os.close(self._fd)


def _single_keys(keys: bytes) -> Iterator[bytes]:
    import re

    for found in re.finditer(r"\x1bO.|\x1b\[[0-9;]*[A-Z~u]|.|\r", keys.decode(), re.DOTALL):
        yield found[0].encode()


READABLE = (
    ["-m", "dossier"]
    if os.geteuid() == 0
    else ["-c", "import dossier.cli.harden as h; h.harden = int; from dossier.__main__ import main; exit(main())"]
)
"""The program in a way in which a test may read its memory: only root may read that of a hardened process, so that
for others it starts unhardened. What it keeps in its memory and what it forgets is the same."""


@contextmanager
def screens_on(place: Path, program: Sequence[str] = ("-m", "dossier")) -> Iterator[Terminal]:
    """``dossier`` on a vault in a terminal, unlocked and at the search; killed at the end."""
    terminal = Terminal([*program, "--vault", str(place)])
    try:
        terminal.wait_for("Passphrase")
        terminal.send(PASSPHRASE.encode() + b"\r")
        terminal.wait_for(HOME)
        terminal.send(F7)
        terminal.wait_for(" person")
        yield terminal
    finally:
        terminal.kill()
