"""Stopping for the shell: Ctrl+Z and SIGTSTP lock first, the shell gets its terminal, ``fg`` asks the passphrase."""

import os
import shlex
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from dossier.casework.drafts import DraftKey
from dossier.casework.forms.declaration import LONG, FieldSpec, FormSpec, Section
from dossier.tui.app import DossierApp
from dossier.tui.screens.form import FormScreen
from tests.tui.driving import F3, HOME, PASSPHRASE, READABLE, Terminal, unlock_home
from tests.tui.test_lock import SECRET, kept, memory_of

CTRL_Z, CTRL_Q = b"\x1a", b"\x11"
PROMPT = "shell-waits> "
SHELL = "import os; os.execvp('bash', ['bash', '--norc', '--noprofile', '-i'])"


@pytest.fixture
def shell(place: Path) -> Iterator[Terminal]:
    """A shell with jobs in a terminal; the screens in it, unlocked."""
    terminal = Terminal(["-c", SHELL], PS1=PROMPT, HISTFILE="/dev/null")
    try:
        terminal.wait_for(PROMPT)
        terminal.send(f"{shlex.join([sys.executable, *READABLE])} --vault {place}\n".encode())
        terminal.wait_for("Passphrase")
        terminal.send(PASSPHRASE.encode() + b"\r")
        terminal.wait_for(HOME)
        yield terminal
    finally:
        terminal.kill()


def job_of(shell: Terminal) -> int:
    """The process of the screens."""
    (job,) = Path(f"/proc/{shell.pid}/task/{shell.pid}/children").read_text().split()
    return int(job)


def is_stopped(pid: int) -> bool:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "T"


@pytest.mark.skipif(sys.platform != "linux", reason="the memory of a process is read in /proc")
@pytest.mark.parametrize("way", ["key", "signal"])
def test_a_stopped_program_is_locked_and_goes_on_with_the_passphrase(shell: Terminal, place: Path, way: str) -> None:
    shell.send(F3 + SECRET.encode() + b"\r")
    shell.wait_until(lambda: kept(place).get("family") == SECRET)
    job = job_of(shell)
    assert PASSPHRASE.encode() in memory_of(job)
    if way == "key":
        shell.send(CTRL_Z)
    else:
        os.kill(job, signal.SIGTSTP)
    shell.wait_for("Stopped")
    shell.wait_for(PROMPT)
    assert is_stopped(job)
    memory = memory_of(job)
    assert [word for word in (PASSPHRASE, SECRET) if word.encode() in memory] == []
    shell.send(b"echo visible-$((40+2))\n")
    shell.wait_for("visible-42")
    shell.send(b"fg\n")
    shell.wait_for("Locked. What was typed is kept.")
    shell.send(PASSPHRASE.encode() + b"\r")
    shell.wait_for(f"New person · {SECRET}")
    shell.send(CTRL_Q)
    shell.wait_for(PROMPT)
    assert PASSPHRASE.encode() not in shell.everything


def test_before_the_passphrase_it_stops_too_and_asks_again(place: Path) -> None:
    terminal = Terminal(["-c", SHELL], PS1=PROMPT, HISTFILE="/dev/null")
    try:
        terminal.wait_for(PROMPT)
        terminal.send(f"{sys.executable} -m dossier --vault {place}\n".encode())
        terminal.wait_for("Passphrase")
        terminal.send(CTRL_Z)
        terminal.wait_for("Stopped")
        terminal.send(b"fg\n")
        terminal.wait_for("Passphrase")
        terminal.send(PASSPHRASE.encode() + b"\r")
        terminal.wait_for(HOME)
    finally:
        terminal.kill()


def test_without_a_shell_that_could_let_it_go_on_it_locks_and_stays(place: Path) -> None:
    terminal = Terminal(["-m", "dossier", "--vault", str(place)])
    try:
        terminal.wait_for("Passphrase")
        terminal.send(PASSPHRASE.encode() + b"\r")
        terminal.wait_for(HOME)
        terminal.send(CTRL_Z)
        terminal.wait_for("Locked. What was typed is kept.")
        assert not is_stopped(terminal.pid)
        terminal.send(PASSPHRASE.encode() + b"\r")
        terminal.wait_for(HOME)
    finally:
        terminal.kill()


async def test_in_a_text_of_several_lines_the_key_takes_back_what_was_typed(app: DossierApp) -> None:
    form = FormSpec("notes", "Notes", (Section("Notes", (FieldSpec("text", "Text", type=LONG),)),))
    async with app.run_test(size=(80, 24)) as pilot:
        await unlock_home(pilot)
        assert app.desk is not None
        screen = FormScreen(app.desk, form, DraftKey("notes"))
        await app.push_screen(screen)
        await pilot.pause()
        await pilot.press("x", "ctrl+z")
        await pilot.pause()
        assert app.desk is not None
        assert screen.typed() == {"text": ""}
