"""Locking from outside: without a passphrase, whoever has the vault open lets go or is ended within a second or so."""

import os
import pty
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dossier.errors import VaultProblem
from dossier.vault import open_vault
from dossier.vault.lock import NAME
from dossier.vault.panic import holders, lock_everywhere

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
CODE = """
import signal, sys, time
from dossier.vault import open_vault
if "deaf" in sys.argv:
    signal.signal(signal.SIGUSR1, signal.SIG_IGN)
vault = open_vault(sys.argv[1], sys.argv[2])
print("open Канарэйка", flush=True)
time.sleep(600)
"""


@pytest.fixture
def started(vault_folder: Path, passphrase: str) -> "Iterator[object]":
    """Starts programs that have the vault open; they are ended after the test."""
    running = []

    def start(*more: str) -> "subprocess.Popen[bytes]":
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-c", CODE, str(vault_folder), passphrase, *more]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, env=environment)
        running.append(process)
        assert process.stdout is not None
        assert process.stdout.readline().startswith(b"open")
        return process

    yield start
    for process in running:
        process.kill()
        process.communicate()


def test_all_who_have_the_vault_open_are_ended_and_those_of_another_are_not(
    vault_folder: Path, passphrase: str, started: "object", tmp_path: Path
) -> None:
    both = [started(), started()]  # type: ignore[operator]
    assert holders(vault_folder / NAME) == {process.pid for process in both}
    other = tmp_path / "other"
    other.mkdir()
    assert lock_everywhere(other) == (0, 0)
    assert lock_everywhere(vault_folder, patience_s=30) == (2, 0)
    assert [process.wait() for process in both] == [-signal.SIGUSR1] * 2
    assert lock_everywhere(vault_folder) == (0, 0)
    with open_vault(vault_folder, passphrase):
        assert holders(vault_folder / NAME) == set(), "the one who asks is not meant"


def test_who_is_just_opening_it_is_found_too(vault_folder: Path) -> None:
    """The passphrase is in its memory already, and a moment later the vault would be open after the lock."""
    slow = "import time; from dossier.vault import header as h; h.unlock = lambda *_given: time.sleep(600)"
    code = f"{slow}\nfrom dossier.vault import open_vault\nopen_vault({str(vault_folder)!r}, 'any words that are long')"
    process = subprocess.Popen([sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": str(ROOT)})
    while not holders(vault_folder / NAME):
        assert process.poll() is None
    assert lock_everywhere(vault_folder, patience_s=30) == (1, 0)
    assert process.wait() == -signal.SIGUSR1


@pytest.mark.parametrize("how", ["deaf", "stopped"])
def test_who_does_not_answer_is_ended(vault_folder: Path, started: "object", how: str) -> None:
    process = started(how)  # type: ignore[operator]
    if how == "stopped":
        os.kill(process.pid, signal.SIGSTOP)
    assert lock_everywhere(vault_folder, patience_s=0.2) == (0, 1)
    assert process.wait() == -signal.SIGKILL


def test_the_terminal_of_one_who_was_ended_shows_nothing_more(vault_folder: Path, passphrase: str) -> None:
    process, terminal = pty.fork()
    if process == 0:
        os.environ["PYTHONPATH"] = str(ROOT)
        os.execv(sys.executable, [sys.executable, "-c", CODE, str(vault_folder), passphrase, "deaf"])
    written = b""
    while "Канарэйка".encode() not in written:
        written += os.read(terminal, 4096)
    assert lock_everywhere(vault_folder, patience_s=0.1) == (0, 1)
    os.waitpid(process, 0)
    shown = os.read(terminal, 4096)
    os.close(terminal)
    assert b"\x1b[2J" in shown
    assert b"\x1b[3J" in shown, "the scroll-back too"


def test_a_server_and_a_place_without_a_vault_are_called_so(tmp_path: Path) -> None:
    for place, code in (("postgresql://x/y", "lock.server"), (tmp_path / "none", "vault.missing")):
        with pytest.raises(VaultProblem) as refused:
            lock_everywhere(place)
        assert refused.value.code == code
