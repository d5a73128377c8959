"""A worker that tries to get out; the tests start it as any other worker."""

import ctypes
import os
import socket
import subprocess
import sys
from contextlib import suppress
from typing import Any

from dossier.cage.running import serve

LIBC = ctypes.CDLL(None, use_errno=True)


def _errno_of(name: str, *given: Any) -> int:
    ctypes.set_errno(0)
    done = getattr(LIBC, name)(*given)
    return ctypes.get_errno() if done == -1 else 0


def _session() -> dict[str, object]:
    """What of the session that started it a worker has: names of its environment, and descriptors that are open."""
    there: list[object] = []
    for number in range(256):
        with suppress(OSError):
            os.fstat(number)
            there.append(number)
    return {"environment": list(os.environ), "descriptors": there}


def _tried(way: str) -> object:
    """In Python, and below Python where the interpreter's own guard sees nothing."""
    ways: dict[str, Any] = {
        "open": lambda: open("/etc/hostname").close(),
        "connect": lambda: socket.create_connection(("127.0.0.1", 9), timeout=1),
        "program": lambda: subprocess.run(["true"], check=False),
        "fork": os.fork,
        "session": _session,
        "raw open": lambda: _errno_of("open", b"/etc/hostname", 0),
        "raw openat": lambda: _errno_of("openat", -100, b"/etc/hostname", 0),
        "raw socket": lambda: _errno_of("socket", 2, 1, 0),
        "raw fork": lambda: _errno_of("fork"),
        "raw execve": lambda: _errno_of("execve", b"/bin/true", None, None),
        "raw unlink": lambda: _errno_of("unlink", b"/tmp/nothing"),
        "raw kill": lambda: _errno_of("kill", os.getppid(), 0),
    }
    try:
        return ways[way]()
    except PermissionError:
        return "refused"


def work(job: dict[str, object], content: bytes) -> tuple[dict[str, object], bytes]:
    way = str(job["way"])
    if way == "loop":
        while True:
            content = content[::-1]
    if way == "sleep":
        LIBC.sleep(60)
    if way == "memory":
        return {"size": len(b"x" * (1 << 40))}, b""
    if way == "crash":
        ctypes.string_at(0)
    if way == "exception":
        raise KeyError(content.decode())
    if way == "thread":
        from threading import Thread

        seen: list[int] = []
        (one := Thread(target=lambda: seen.append(1))).start()
        one.join()
        return {"ran": seen}, b""
    return {"walls": job["walls"], "tried": _tried(way) if way != "echo" else ""}, content


if __name__ == "__main__":
    sys.exit(serve(lambda: None, work))
