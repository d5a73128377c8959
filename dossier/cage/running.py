"""Starts a worker in the cage, hands it one job, takes one answer; a worker that fails is a word, never an exception.

A worker is a module that calls ``serve``: it reads one line of JSON and then the bytes from stdin, and answers with one
line of JSON and then bytes on stdout. It runs with nothing of the session but what Python needs to find itself.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from threading import Thread
from typing import IO, BinaryIO, Final

from dossier.cage import walls

BLOCK_BYTES: Final = 1 << 20
MOST_ANSWER_BYTES: Final = 1 << 30


@dataclass(frozen=True, slots=True)
class Limits:
    """What a worker may use; past any of them it is ended."""

    cpu_s: int = 60
    wall_s: int = 120
    memory_bytes: int = 2 << 30


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    facts: dict[str, object]
    """The line of the worker; empty where it failed."""
    content: bytes
    failure: str
    """Empty where it did its work; else "timeout", "limit", "crash" or "cage"."""


def run_worker(module: str, job: Mapping[str, object], source: BinaryIO | bytes, limits: Limits) -> Answer:
    """Let a worker do a job on bytes of a stranger.

    Args:
        module: Of the worker, for example "dossier.intake.exhibits.worker".
        job: What to do, as JSON.
        source: The bytes, or a stream that is read to its end.
        limits: What it may use.
    """
    process = subprocess.Popen(
        [sys.executable, "-P", "-W", "ignore", "-m", module],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment(),
        start_new_session=True,
    )  # fmt: skip
    line = json.dumps({**job, "cpu_s": limits.cpu_s, "memory_bytes": limits.memory_bytes}).encode() + b"\n"
    feeder = Thread(target=_feed, args=(process.stdin, line, source), daemon=True)
    feeder.start()
    taken: list[bytes] = []
    taker = Thread(target=_take, args=(process.stdout, taken), daemon=True)
    taker.start()
    try:
        process.wait(limits.wall_s)
        timed_out = False
    except subprocess.TimeoutExpired:
        timed_out = True
    _end(process)
    taker.join()
    feeder.join()
    return _answer(process.returncode, b"".join(taken), timed_out=timed_out)


def _feed(pipe: IO[bytes] | None, line: bytes, source: BinaryIO | bytes) -> None:
    """A worker that stops reading is no error of ours."""
    if pipe is None:
        return
    with suppress(OSError, ValueError), pipe:
        pipe.write(line)
        if isinstance(source, bytes):
            pipe.write(source)
            return
        while block := source.read(BLOCK_BYTES):
            pipe.write(block)


def _take(pipe: IO[bytes] | None, taken: list[bytes]) -> None:
    left = MOST_ANSWER_BYTES
    if pipe is None:
        return
    with pipe:
        while left > 0 and (block := pipe.read(BLOCK_BYTES)):
            taken.append(block)
            left -= len(block)


def _end(process: "subprocess.Popen[bytes]") -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _answer(status: int, said: bytes, *, timed_out: bool) -> Answer:
    if timed_out:
        return Answer({}, b"", "timeout")
    line, _newline, content = said.partition(b"\n")
    if status == -signal.SIGXCPU or (status == -signal.SIGKILL and not line):
        return Answer({}, b"", "limit")
    try:
        facts = json.loads(line)
    except ValueError:
        return Answer({}, b"", "crash")
    if not isinstance(facts, dict) or facts.get("failure"):
        return Answer({}, b"", str(facts.get("failure") if isinstance(facts, dict) else "crash"))
    return Answer(facts, content, "")


def environment() -> dict[str, str]:
    """Only what Python needs to find itself; nothing of the person's session."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
    paths = [entry for entry in sys.path if entry]
    return kept | {"PYTHONPATH": os.pathsep.join(paths), "LC_ALL": "C.UTF-8", "OMP_THREAD_LIMIT": "1"}


Work = Callable[[dict[str, object], bytes], tuple[dict[str, object], bytes]]


def serve(prepare: Callable[[], None], work: Work) -> int:
    """The whole of a worker's ``main``: load, put up the walls, read, work, answer.

    Args:
        prepare: Imports and touches everything that the work will need, while files can still be opened.
        work: From the job and the bytes to the facts and the bytes of the answer.
    """
    job = json.loads(sys.stdin.buffer.readline())
    try:
        prepare()
        walls.limit(cpu_s=int(job["cpu_s"]), memory_bytes=int(job["memory_bytes"]))
        job["walls"] = walls.seal()
        facts, content = work(job, sys.stdin.buffer.read())
    except walls.NoCage:
        facts, content = {"failure": "cage"}, b""
    except MemoryError:
        facts, content = {"failure": "limit"}, b""
    sys.stdout.buffer.write(json.dumps(facts).encode() + b"\n" + content)
    sys.stdout.buffer.flush()
    return 0
