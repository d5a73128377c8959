"""Long work as a child process of the same program: a heavy PDF cannot make typing slow or bring the screens down.

The passphrase and the arguments go through inherited pipes, whose numbers are all that stand in the child's
environment: the words of a command name records and recipients, and everybody on the computer can read them.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

_LAST_WORDS = 2000
_DYING_S = 1.0
_running: "set[asyncio.subprocess.Process]" = set()


def kill_all() -> None:
    """End every child at once, and what it began: the screens are being locked, and each of them holds the case.

    A process that lays out pages is in a session of its own, and would go on to the end of its piece.
    """
    for child in _running:
        for pid in (*_below(child.pid), child.pid):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


def _below(pid: int) -> list[int]:
    """All processes that a process began, and those that they began (Linux; elsewhere they end by themselves)."""
    found: list[int] = []
    with suppress(OSError):
        for children in Path(f"/proc/{pid}/task").glob("*/children"):
            for child in children.read_text(encoding="ascii").split():
                found += [int(child), *_below(int(child))]
    return found


async def run_dossier(
    arguments: Sequence[str], passphrase: str, progress: Callable[[str], None]
) -> tuple[int, str, str]:
    """Run one command of the program and tell its progress line by line.

    Args:
        arguments: Words after ``dossier``.
        passphrase: Written into the pipe and nowhere else.
        progress: Called with each line or redrawn line that the command says.

    Returns:
        Exit status, standard output, and the last line it said.
    """
    secret, words = _pipe_with(passphrase), _pipe_with("\0".join(arguments))
    try:
        numbers = {"DOSSIER_PASSPHRASE_FILE": f"/dev/fd/{secret}", "DOSSIER_ARGUMENTS_FD": str(words)}
        child = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "dossier"),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            env={**os.environ, **numbers},
            pass_fds=(secret, words),
        )
    finally:
        os.close(secret)
        os.close(words)
    return await _followed(child, progress)


def _pipe_with(text: str) -> int:
    """The reading end of a pipe that holds a short text; what does not fit into a pipe would wait for ever."""
    reader, writer = os.pipe()
    try:
        os.write(writer, text.encode())
    finally:
        os.close(writer)
    return reader


async def _followed(child: asyncio.subprocess.Process, progress: Callable[[str], None]) -> tuple[int, str, str]:
    assert child.stdout is not None
    assert child.stderr is not None
    _running.add(child)
    try:
        output, said = await asyncio.gather(child.stdout.read(), _told(child.stderr, progress))
        return await child.wait(), output.decode(errors="replace"), said
    except asyncio.CancelledError:
        await _ended(child)
        raise
    finally:
        _running.discard(child)


async def _ended(child: asyncio.subprocess.Process) -> None:
    """Stop a child as Ctrl-C would, so that it leaves nothing half done; one that does not listen is killed."""
    with suppress(ProcessLookupError):
        child.send_signal(signal.SIGINT)
        try:
            await asyncio.wait_for(child.wait(), _DYING_S)
        except TimeoutError:
            child.kill()
            await child.wait()


async def _told(stream: asyncio.StreamReader, progress: Callable[[str], None]) -> str:
    waiting, last = "", ""
    while chunk := await stream.read(4096):
        *lines, waiting = (waiting + chunk.decode(errors="replace")).replace("\r", "\n").split("\n")
        for line in filter(str.strip, lines):
            last = line.strip()[:_LAST_WORDS]
            progress(last)
    return waiting.strip()[:_LAST_WORDS] or last
