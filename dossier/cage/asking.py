"""A worker in the cage that is asked again and again, and may ask back for bytes that it was promised.

What a job needs is not known before it is read, and a worker opens no file: so it asks for one by a name, and whoever
started it decides what it gets. One line of JSON each way, and bytes after the line that says how many they are.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from threading import Timer
from typing import IO, Final

from dossier.cage import walls
from dossier.cage.running import Answer, Limits, environment

_MOST_LINE_BYTES: Final = 64 << 20
_LAST_MOMENT_S: Final = 1.0
"""Between the last word of a worker and its end."""
Need = dict[str, object]
Supply = Callable[[Need], bytes | None]
"""What is asked for -> its bytes; None where there is no such thing."""
Work = Callable[[dict[str, object], Supply], dict[str, object]]


class Talk:
    """One worker, from its start to its end; use it as a context manager.

    Args:
        module: Of the worker.
        limits: Of all it does together; the time on the wall is that of one question.
        supply: Gives what the worker asks for. What it asks is a stranger's word.
    """

    def __init__(self, module: str, limits: Limits, supply: Supply) -> None:
        self._limits, self._supply = limits, supply
        self._is_late, self._failure = False, ""
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-W", "ignore", "-m", module],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment(),
            start_new_session=True,
        )  # fmt: skip
        self._tell({"cpu_s": limits.cpu_s, "memory_bytes": limits.memory_bytes})

    def __enter__(self) -> "Talk":
        return self

    def __exit__(self, *_problem: object) -> None:
        self.close()

    def ask(self, job: Mapping[str, object]) -> Answer:
        """One job done; a worker that fails is a word, as of ``run_worker``, and every job after it fails alike.

        Raises:
            Exception: whatever ``supply`` raises.
        """
        watch = Timer(self._limits.wall_s, self._end_late)
        watch.daemon = True
        watch.start()
        try:
            self._tell(job)
            while (said := self._heard()) is not None:
                if "need" not in said:
                    failure = str(said.get("failure") or "")
                    return Answer({} if failure else said, b"", failure)
                self._give(said["need"])
        finally:
            watch.cancel()
        self._failure = self._failure or self._why()
        self.close()
        return Answer({}, b"", self._failure)

    def close(self) -> None:
        """End the worker."""
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                _there(pipe).close()

    def _end_late(self) -> None:
        self._is_late = True
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)

    def _why(self) -> str:
        """How the worker ended; one that goes on, and says what is no answer, is broken too."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_LAST_MOMENT_S)
        if self._is_late:
            return "timeout"
        return "limit" if self._process.returncode in (-signal.SIGXCPU, -signal.SIGKILL) else "crash"

    def _heard(self) -> dict[str, object] | None:
        """The next line of the worker; None where it ended or says what is none."""
        with suppress(OSError, ValueError):
            said = json.loads(_there(self._process.stdout).readline(_MOST_LINE_BYTES))
            return said if isinstance(said, dict) else None
        return None

    def _give(self, need: object) -> None:
        found = self._supply(need) if isinstance(need, dict) else None
        self._tell({"size": -1 if found is None else len(found)}, found or b"")

    def _tell(self, line: Mapping[str, object], content: bytes = b"") -> None:
        """A worker that has ended shows when it is listened to."""
        with suppress(OSError, ValueError):
            pipe = _there(self._process.stdin)
            pipe.write(json.dumps(line).encode() + b"\n")
            pipe.write(content)
            pipe.flush()


def _there(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise ValueError("pipe")
    return pipe


def serve(prepare: Callable[[], None], work: Work) -> int:
    """The whole of a worker's ``main``: load, put up the walls, and do one job after the other until nobody asks.

    Args:
        prepare: Imports and touches everything that the work will need, while files can still be opened.
        work: From a job, and what gets bytes for it, to the facts of the answer.
    """
    limits = json.loads(sys.stdin.buffer.readline())
    failure = ""
    try:
        prepare()
        walls.limit(cpu_s=int(limits["cpu_s"]), memory_bytes=int(limits["memory_bytes"]))
        held = walls.seal()
    except walls.NoCage:
        failure = "cage"
    while line := sys.stdin.buffer.readline():
        if failure:
            _answer({"failure": failure})
            continue
        try:
            _answer(work({**json.loads(line), "walls": held}, _asked))
        except MemoryError:
            _answer({"failure": "limit"})
    return 0


def _answer(facts: Mapping[str, object]) -> None:
    sys.stdout.buffer.write(json.dumps(facts).encode() + b"\n")
    sys.stdout.buffer.flush()


def _asked(need: Need) -> bytes | None:
    _answer({"need": need})
    size = int(json.loads(sys.stdin.buffer.readline())["size"])
    return None if size < 0 else sys.stdin.buffer.read(size)
