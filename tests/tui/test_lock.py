"""The lock: a fresh process that remembers nothing, drafts that stay, signals, sleep, and a child that is at work."""

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from dossier.casework.drafts import DraftKey, drafts_of_author
from dossier.casework.entry import enter_person
from dossier.tui import locking as tui_locking
from dossier.tui.app import DossierApp
from dossier.vault.panic import LOCK_SIGNAL, holders, lock_everywhere
from tests.tui.driving import F3, F7, HOME, PASSPHRASE, READABLE, Terminal, opened, screens_on, unlock_home
from tests.tui.test_works import counted

CTRL_L, CTRL_Q = b"\x0c", b"\x11"
SECRET, SOUGHT, SHOWN = "Необычайнова", "Шуканава", "Паказанава"
LEFT_SCREEN = "\x1b[?1049l"
"""What a program writes that gives the screen of the terminal back."""


def kept(place: Path) -> dict[str, str]:
    with opened(place) as vault:
        found = drafts_of_author(vault).get(DraftKey("person"))
    return dict(found.fields) if found else {}


def memory_of(pid: int) -> bytes:
    """Everything that a process can write to, read as a debugger would."""
    found = bytearray()
    with open(f"/proc/{pid}/maps") as maps, open(f"/proc/{pid}/mem", "rb", buffering=0) as memory:
        for line in maps:
            span, modes, *_rest = line.split()
            if "w" in modes and not line.rstrip().endswith(("[vvar]", "[vsyscall]")):
                first, last = (int(part, 16) for part in span.split("-"))
                try:
                    memory.seek(first)
                    found += memory.read(last - first)
                except OSError:
                    continue
    return bytes(found)


@pytest.mark.skipif(sys.platform != "linux", reason="the memory of a process is read in /proc")
def test_a_locked_program_is_a_fresh_process_with_nothing_in_its_memory(place: Path) -> None:
    with screens_on(place, READABLE) as terminal:
        terminal.send(F3 + SECRET.encode() + b"\r")
        terminal.wait_until(lambda: kept(place).get("family") == SECRET)
        assert PASSPHRASE.encode() in memory_of(terminal.pid)
        terminal.send(CTRL_L)
        terminal.wait_for("Locked. What was typed is kept.")
        memory = memory_of(terminal.pid)
        assert [word for word in (PASSPHRASE, SECRET) if is_in(word, memory)] == []


@pytest.mark.skipif(sys.platform != "linux", reason="the memory of a process is read in /proc")
def test_nor_of_what_was_looked_for_shown_and_copied(place: Path) -> None:
    with opened(place) as vault:
        enter_person(vault, {"family": SHOWN, "given": "Ян"})
    with screens_on(place, READABLE) as terminal:
        terminal.send(F7 + SOUGHT.encode())
        terminal.wait_for(SOUGHT)
        terminal.send(b"\x1b[1;2H\x03" + b"\x7f" * len(SOUGHT) + SHOWN[:5].encode())  # marked, copied, another search
        terminal.wait_for(SHOWN)
        before = memory_of(terminal.pid)
        assert [word for word in (SOUGHT, SHOWN) if not is_in(word, before)] == []
        terminal.send(CTRL_L)
        terminal.wait_for("Locked. What was typed is kept.")
        memory = memory_of(terminal.pid)
        assert [word for word in (PASSPHRASE, SOUGHT, SHOWN) if is_in(word, memory)] == []


def is_in(word: str, memory: bytes) -> bool:
    """In one of the ways in which Python and the libraries keep text."""
    return any(word.encode(coding) in memory for coding in ("utf-8", "utf-16-le", "utf-32-le"))


def test_after_the_lock_everything_typed_is_given_back(place: Path) -> None:
    with screens_on(place) as terminal:
        terminal.send(F3 + SECRET.encode() + "\rАн".encode() + CTRL_L)
        terminal.wait_for("Locked. What was typed is kept.")
        terminal.send(PASSPHRASE.encode() + b"\r")
        terminal.wait_for(f"New person · {SECRET}")
        assert kept(place)["given"] == "Ан"


def test_dossier_lock_from_another_terminal_locks_the_screens_and_keeps_what_was_typed(place: Path) -> None:
    assert tui_locking.LOCK_SIGNAL == LOCK_SIGNAL
    with screens_on(place) as terminal:
        terminal.send(F3 + SECRET.encode())
        terminal.wait_for(SECRET)
        locking = lock_everywhere(place, patience_s=60)
        terminal.wait_for("Locked. What was typed is kept.")
        assert locking == (1, 0)
        assert not holders(place / "lock")
        assert kept(place)["family"] == SECRET


def test_a_passphrase_typed_right_after_the_lock_is_neither_shown_nor_lost(place: Path) -> None:
    with screens_on(place) as terminal:
        terminal.send(F3 + SECRET.encode())
        terminal.wait_for(SECRET)
        terminal.send(CTRL_L)
        terminal.wait_for(LEFT_SCREEN)  # the old process has gone, the fresh one is not there yet
        terminal.send(PASSPHRASE.encode() + b"\r")
        terminal.wait_for(f"New person · {SECRET}")
        assert PASSPHRASE.encode() not in terminal.everything


def test_a_passphrase_typed_before_the_first_screen_is_neither_shown_nor_lost(place: Path) -> None:
    terminal = Terminal(["-c", SLOW_START, "--vault", str(place)])
    try:
        terminal.wait_for("silent")
        terminal.send(PASSPHRASE.encode() + b"\r")
        terminal.wait_for(HOME)
        assert PASSPHRASE.encode() not in terminal.everything
    finally:
        terminal.kill()


SLOW_START = """
import time
from dossier.__main__ import main
from dossier.tui import terminal
stock = terminal.hold
def hold():
    stock()
    print("silent", flush=True)
    time.sleep(0.5)
    terminal.hold = stock
terminal.hold = hold
main()
"""


def test_keys_typed_while_the_vault_opens_are_for_the_screen_behind_it(place: Path) -> None:
    terminal = Terminal(["-m", "dossier", "--vault", str(place)])
    try:
        terminal.wait_for("Passphrase")
        terminal.send(PASSPHRASE.encode() + b"\r" + F3 + SECRET.encode() + b"\r")
        terminal.wait_until(lambda: kept(place).get("family") == SECRET)
    finally:
        terminal.kill()


def test_after_a_lock_too_the_terminal_is_given_back_as_it_was(place: Path) -> None:
    with screens_on(place) as terminal:
        terminal.send(CTRL_L)
        terminal.wait_for("Locked. What was typed is kept.")
        terminal.send(b"\x11")
        assert terminal.end() == 0
        assert_given_back(terminal)


def assert_given_back(terminal: Terminal) -> None:
    """The modes are those of the start, and the screen is the one that the screens came over."""
    assert terminal.modes == terminal.modes_before
    assert terminal.everything.rindex(LEFT_SCREEN.encode()) > terminal.everything.rindex(b"\x1b[?1049h")


def test_nothing_of_a_case_is_in_the_title_of_the_window(place: Path) -> None:
    terminal = Terminal(["-m", "dossier", "--vault", str(place)])
    everything = b""
    try:
        for words, keys in (("Passphrase", PASSPHRASE.encode() + b"\r"), (HOME, F3), ("Surname", SECRET.encode())):
            terminal.wait_for(words)
            everything += terminal.written
            terminal.send(keys)
        terminal.wait_for(SECRET)
        everything += terminal.written
    finally:
        terminal.kill()
    assert b"\x1b]0;" not in everything
    assert b"\x1b]2;" not in everything


def test_a_name_is_written_on_the_other_screen_only_so_that_no_scroll_back_has_it(place: Path) -> None:
    terminal = Terminal(["-m", "dossier", "--vault", str(place)])
    for words, keys in (("Passphrase", PASSPHRASE.encode() + b"\r"), (HOME, F3), ("Surname", SECRET.encode())):
        terminal.wait_for(words)
        terminal.send(keys)
    terminal.wait_for(SECRET)
    terminal.send(CTRL_Q)
    assert terminal.end() == 0
    before, _on, rest = terminal.everything.partition(b"\x1b[?1049h")
    inside, off, after = rest.rpartition(b"\x1b[?1049l")
    assert (SECRET.encode() in inside, off) == (True, b"\x1b[?1049l")
    assert SECRET.encode() not in before + after
    assert SECRET[:4].encode() not in after


def test_a_closed_terminal_keeps_what_was_typed_to_the_last_letter(place: Path) -> None:
    with screens_on(place) as terminal:
        terminal.send(F3 + SECRET.encode())
        terminal.wait_for(SECRET)
        assert terminal.hang_up() == 128 + signal.SIGHUP
    assert kept(place)["family"] == SECRET


def test_a_program_that_is_told_to_end_keeps_what_was_typed_and_gives_the_terminal_back(place: Path) -> None:
    with screens_on(place) as terminal:
        terminal.send(F3 + SECRET.encode())
        terminal.wait_for(SECRET)
        os.kill(terminal.pid, signal.SIGTERM)
        assert terminal.end() == 128 + signal.SIGTERM
        assert_given_back(terminal)
    assert kept(place)["family"] == SECRET


def test_letters_that_a_terminal_types_for_an_unknown_key_are_no_text(place: Path) -> None:
    with screens_on(place) as terminal:
        terminal.send(F3)
        terminal.wait_for("Surname")
        for junk in (b"\x1bO2S", "\ue0f0".encode(), b"\x1bx"):
            terminal.send(SECRET[:3].encode())
            terminal.wait_for(SECRET[:3])
            terminal.send(junk)
            time.sleep(0.3)
        terminal.send(b"\r")
        terminal.wait_until(lambda: kept(place).get("family") == SECRET[:3] * 3)


def is_open(app: DossierApp) -> bool:
    """Whether a vault is open."""
    return app.desk is not None


class Clock:
    """A clock that goes as a test says."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize("moved", ["clock", "wall_clock"])
async def test_idle_and_sleep_lock_and_keep_what_was_typed(place: Path, moved: str) -> None:
    clock, wall_clock = Clock(), Clock()
    app = DossierApp(str(place), clock=clock, wall_clock=wall_clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await unlock_home(pilot)
        await pilot.press("f3", "x")
        (clock if moved == "clock" else wall_clock).now += 299 if moved == "clock" else 34
        await app._look_at_idle()
        assert is_open(app)
        (clock if moved == "clock" else wall_clock).now += 2 if moved == "clock" else 36
        await app._look_at_idle()
        assert not is_open(app)
        await unlock_home(pilot)
        assert app.desk is not None
        assert app.desk.drafts[DraftKey("person")].fields["family"] == "x"


CHILD = """#!{python}
import os, signal, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
signal.signal(signal.SIGINT, signal.SIG_IGN)
below = os.fork()
if below == 0:
    os.setsid()
    time.sleep(600)
open({mark!r}, "w").write(f"{{os.getpid()}} {{below}}")
while True:
    sys.stderr.write("page 1\\r\\n")
    sys.stderr.flush()
    time.sleep(0.05)
"""


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().split(")")[1].split()[0] not in "ZX"
    except OSError:
        return False


async def test_the_lock_ends_a_pdf_that_is_being_made(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark, program = tmp_path / "mark", tmp_path / "python"
    program.write_text(CHILD.format(python=sys.executable, mark=str(mark)))
    program.chmod(0o700)
    app = DossierApp(str(place))
    async with app.run_test(size=(80, 24)) as pilot:
        await unlock_home(pilot)
        await counted(app, pilot)
        monkeypatch.setattr(sys, "executable", str(program))
        await pilot.press("f2")
        await _until(pilot.pause, lambda: mark.exists() and mark.read_text())
        pids = [int(pid) for pid in mark.read_text().split()]
        assert all(map(is_alive, pids))
        await pilot.press("ctrl+l")
        assert not is_open(app)
        await _until(pilot.pause, lambda: not any(map(is_alive, pids)))


async def _until(pause: Callable[[float], object], ready: Callable[[], object]) -> None:
    for _turn in range(400):
        await pause(0.02)  # type: ignore[misc]
        if ready():
            return
    raise TimeoutError
