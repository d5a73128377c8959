"""What a process that reads hostile files shuts behind itself: limits, no network, no other program, no files.

Three fences, one behind the other. Limits of memory, time and file size hold everywhere on POSIX. Python's own audit
hook refuses connections and programs, whoever asks through Python. On Linux the kernel takes the network away
(an empty network namespace) and every path of the file system (Landlock), so that native code is held as well; where
the kernel offers neither, the first two remain and ``close_off`` tells which were raised.
"""

import ctypes
import os
import sys
from typing import Any, Final

_REFUSED: Final = frozenset(
    {"socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo", "subprocess.Popen", "os.system"}
    | {"os.exec", "os.fork", "os.forkpty", "os.posix_spawn"}
)
_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000
_LANDLOCK_CREATE, _LANDLOCK_RESTRICT = 444, 446
_LANDLOCK_VERSION: Final = 1
_RIGHTS_BY_VERSION: Final = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
"""How many rights over files each version of Landlock knows; they are the lowest bits."""
_PR_SET_NO_NEW_PRIVS: Final = 38


def limit(*, memory_bytes: int, cpu_s: int, file_bytes: int) -> None:
    """Bound this process for good: address space, CPU time, size of any file it writes; no core file.

    Does nothing on Windows; macOS refuses a limit of address space and gets the others.
    """
    if os.name != "posix":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_s, cpu_s))
    resource.setrlimit(resource.RLIMIT_FSIZE, (file_bytes, file_bytes))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))


def close_off() -> tuple[str, ...]:
    """Shut the network, other programs and, on Linux, all files that are not open yet; for good.

    Everything that is still to be imported must have been imported before.

    Returns:
        Which fences of the kernel stand: "network", "files".
    """
    raised = tuple(name for name, raise_it in (("network", _no_network), ("files", _no_files)) if raise_it())
    sys.addaudithook(_refuse)
    return raised


def _refuse(event: str, _facts: Any) -> None:
    if event in _REFUSED:
        raise PermissionError(event)


def _libc() -> Any:
    return ctypes.CDLL(None, use_errno=True)


def _no_network() -> bool:
    """An own, empty network namespace."""
    if sys.platform != "linux":
        return False
    return bool(_libc().unshare(_CLONE_NEWUSER | _CLONE_NEWNET) == 0)


def _no_files() -> bool:
    """Landlock with no rule: whatever is not open already cannot be opened, made, renamed or run.

    Source: the kernel's documentation of Landlock, system calls 444 to 446, the same on every architecture.
    """
    if sys.platform != "linux":
        return False
    libc = _libc()
    version = libc.syscall(_LANDLOCK_CREATE, None, ctypes.c_size_t(0), ctypes.c_uint32(_LANDLOCK_VERSION))
    if version < 1:
        return False
    rights = (1 << _RIGHTS_BY_VERSION[min(version, max(_RIGHTS_BY_VERSION))]) - 1
    asked = ctypes.c_uint64(rights)
    ruleset = libc.syscall(
        _LANDLOCK_CREATE, ctypes.byref(asked), ctypes.c_size_t(ctypes.sizeof(asked)), ctypes.c_uint32(0)
    )
    if ruleset < 0 or libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return False
    done = libc.syscall(_LANDLOCK_RESTRICT, ctypes.c_int(ruleset), ctypes.c_uint32(0))
    os.close(ruleset)
    return bool(done == 0)
