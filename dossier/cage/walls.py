"""What a worker gives up before it reads a stranger's bytes; there is no way back."""

import ctypes
import os
import platform
import struct
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

_REFUSED_EVENTS: Final = frozenset(
    {"socket.__new__", "socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo"}
    | {"subprocess.Popen", "os.system", "os.exec", "os.fork", "os.forkpty", "os.posix_spawn"}
)
_FILE_EVENTS: Final = frozenset(
    {"open", "os.remove", "os.rename", "os.mkdir", "os.listdir", "os.scandir", "shutil.rmtree"}
)

_DENIED: Final[dict[str, dict[str, int]]] = {
    "x86_64": {
        "open": 2, "socket": 41, "connect": 42, "accept": 43, "sendto": 44, "sendmsg": 46, "bind": 49, "listen": 50,
        "socketpair": 53, "fork": 57, "vfork": 58, "execve": 59, "kill": 62, "rename": 82, "mkdir": 83, "rmdir": 84,
        "creat": 85, "link": 86, "unlink": 87, "symlink": 88, "chmod": 90, "chown": 92, "ptrace": 101, "mount": 165,
        "umount2": 166, "tkill": 200, "tgkill": 234, "keyctl": 250, "openat": 257, "mkdirat": 258,
        "unlinkat": 263, "renameat": 264, "linkat": 265, "symlinkat": 266, "fchmodat": 268, "unshare": 272,
        "accept4": 288, "perf_event_open": 298, "open_by_handle_at": 304, "setns": 308, "process_vm_readv": 310,
        "process_vm_writev": 311, "renameat2": 316, "bpf": 321, "execveat": 322, "userfaultfd": 323,
        "io_uring_setup": 425, "pidfd_open": 434, "openat2": 437,
    },
    "aarch64": {
        "mkdirat": 34, "unlinkat": 35, "symlinkat": 36, "linkat": 37, "renameat": 38, "umount2": 39, "mount": 40,
        "fchmodat": 53, "openat": 56, "unshare": 97, "ptrace": 117, "kill": 129, "tkill": 130, "tgkill": 131,
        "socket": 198, "socketpair": 199, "bind": 200, "listen": 201, "accept": 202, "connect": 203, "sendto": 206,
        "sendmsg": 211, "keyctl": 219, "execve": 221, "perf_event_open": 241, "accept4": 242,
        "open_by_handle_at": 265, "setns": 268, "process_vm_readv": 270, "process_vm_writev": 271, "renameat2": 276,
        "bpf": 280, "execveat": 281, "userfaultfd": 282, "io_uring_setup": 425, "pidfd_open": 434, "openat2": 437,
    },
}  # fmt: skip
"""System calls refused by number: files, network, programs, other processes, the kernel's own machinery."""
_FILE_CALLS: Final = frozenset(
    {"open", "openat", "openat2", "creat", "rename", "renameat", "renameat2", "mkdir", "mkdirat", "rmdir", "link"}
    | {"linkat", "unlink", "unlinkat", "symlink", "symlinkat", "chmod", "fchmodat"}
)
"""Left alone where some folders stay open: Landlock says which."""
_THREADS_ONLY: Final = {"x86_64": (56, 435), "aarch64": (220, 435)}
"""clone and clone3: the first only for threads, the second not at all (its flags lie in memory)."""
_ARCHITECTURES: Final = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_X32_BIT: Final = 0x40000000
_CLONE_THREAD: Final = 0x00010000
_PR_SET_DUMPABLE, _PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS = 4, 22, 38
_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000
_LANDLOCK_CREATE, _LANDLOCK_ADD_RULE, _LANDLOCK_RESTRICT = 444, 445, 446
_LANDLOCK_VERSION: Final = 1
_LANDLOCK_PATH_BENEATH: Final = 1
_READ_RIGHTS: Final = 0b1100
"""Read a file, list a folder."""
_WRITE_RIGHTS: Final = 0b0100_0001_1011_1110
"""Read and write files, list, remove, make folders and files, cut short; not run, not special files or links."""
_RIGHTS_BY_VERSION: Final = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
"""How many rights over files each version of Landlock knows; they are the lowest bits."""
_LOAD, _JUMP_EQUAL, _JUMP_GREATER_EQUAL, _JUMP_BITS, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _KILL, _REFUSE, _UNKNOWN = 0x7FFF0000, 0x80000000, 0x00050000 | 1, 0x00050000 | 38
_NUMBER_AT, _ARCHITECTURE_AT, _FIRST_ARGUMENT_AT = 0, 4, 16


_LOOK_S: Final = 0.1
_started_by = os.getppid()
"""Noted before a worker loads its libraries: while it does, the one that it works for may be gone already."""


class NoCage(Exception):
    """This system cannot hold a stranger's file: nothing of it may be read."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What a process behind the walls may still open: folders to read in, and one of its own to write in."""

    reads: Sequence[Path]
    writes: Path


def _note_parent() -> None:
    global _started_by
    _started_by = os.getppid()


if os.name == "posix":
    os.register_at_fork(after_in_child=_note_parent)


def limit(*, cpu_s: int, memory_bytes: int, file_bytes: int = 0) -> None:
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


def close_off(opening: Opening | None = None) -> tuple[str, ...]:
    """Shut the network, other programs and, on Linux, all files that are not open yet; for good.

    Everything that is still to be imported must have been imported before.

    Args:
        opening: Folders that stay open, for a process that reads nothing of a stranger but needs files of its own.

    Returns:
        Which fences of the kernel stand: "network" (an own, empty namespace), "files" (Landlock), "calls" (a filter of
        system calls, which refuses files, network, programs and other processes by itself).
    """
    fences = (
        ("network", _no_network),
        ("files", lambda: _no_files(opening)),
        ("calls", lambda: _no_calls(keep_files=opening is not None)),
    )
    raised = tuple(name for name, raise_it in fences if raise_it())
    _end_with_parent()  # last: a process with two threads gets no namespace of its own
    sys.addaudithook(_refuse if opening is None else _refuse_but(opening))
    return raised


def seal() -> str:
    """``close_off`` for a worker that must not read a byte where nothing holds it.

    Returns:
        "kernel" where the system itself refuses, "python" where only the interpreter does (macOS).

    Raises:
        NoCage: Linux where the kernel refuses neither the calls nor both files and network.
    """
    raised = close_off()
    held = "calls" in raised or {"network", "files"} <= set(raised)
    if sys.platform == "linux" and not held:
        raise NoCage(platform.machine())
    return "kernel" if held else "python"


def _end_with_parent() -> None:
    """What this process holds in clear must not outlive the one that it works for, which a lock ends by force.

    By looking: the signal of Linux for it comes when the thread ends that started the process, which is too early.
    """

    def look() -> None:
        while os.getppid() == _started_by:
            time.sleep(_LOOK_S)
        os._exit(1)

    threading.Thread(target=look, daemon=True).start()


def _refuse(event: str, _facts: Any) -> None:
    if event in _REFUSED_EVENTS or event in _FILE_EVENTS:
        raise PermissionError(event)


def _refuse_but(opening: Opening) -> Any:
    """As ``_refuse``, but files below the folders may be opened; which of them for writing is the kernel's to say."""
    folders = tuple(os.path.realpath(one) + os.sep for one in (*opening.reads, opening.writes))

    def refuse(event: str, facts: Any) -> None:
        if event in _REFUSED_EVENTS:
            raise PermissionError(event)
        if event == "open" and not isinstance(facts[0], int):
            path = os.path.realpath(os.fsdecode(facts[0])) + os.sep
            if not path.startswith(folders):
                raise PermissionError(event)

    return refuse


def _libc() -> Any:
    return ctypes.CDLL(None, use_errno=True)


def _no_network() -> bool:
    """An own, empty network namespace."""
    if sys.platform != "linux":
        return False
    return bool(_libc().unshare(_CLONE_NEWUSER | _CLONE_NEWNET) == 0)


def _no_files(opening: Opening | None) -> bool:
    """Landlock: whatever is not open already and not below the opening cannot be opened, made, renamed or run.

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
    if opening is not None:
        for folder in opening.reads:
            _leave_open(libc, ruleset, folder, _READ_RIGHTS & rights)
        _leave_open(libc, ruleset, opening.writes, _WRITE_RIGHTS & rights)
    done = libc.syscall(_LANDLOCK_RESTRICT, ctypes.c_int(ruleset), ctypes.c_uint32(0))
    os.close(ruleset)
    return bool(done == 0)


def _leave_open(libc: Any, ruleset: int, folder: Path, rights: int) -> None:
    """One rule of Landlock; a folder that is not there stays shut."""
    with suppress(OSError):
        descriptor = os.open(folder, getattr(os, "O_PATH", 0) | os.O_CLOEXEC | os.O_DIRECTORY)
        rule = ctypes.create_string_buffer(struct.pack("=Qi", rights, descriptor))
        libc.syscall(
            _LANDLOCK_ADD_RULE, ctypes.c_int(ruleset), ctypes.c_int(_LANDLOCK_PATH_BENEATH), rule, ctypes.c_uint32(0)
        )
        os.close(descriptor)


def _no_calls(*, keep_files: bool) -> bool:
    """A filter of system calls; no rights are needed for it."""
    machine = platform.machine()
    if sys.platform != "linux" or machine not in _DENIED:
        return False
    program = filter_program(machine, keep_files=keep_files)
    buffer = ctypes.create_string_buffer(program, len(program))
    described = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(buffer))
    pointer = ctypes.create_string_buffer(described, len(described))
    libc = _libc()
    done = (
        libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0),
        libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0),
        libc.prctl(_PR_SET_SECCOMP, 2, ctypes.byref(pointer), 0, 0),
    )
    return not any(done)


def filter_program(machine: str, *, keep_files: bool = False) -> bytes:
    """The filter for the kernel (classic BPF, eight bytes an instruction) of one architecture.

    Args:
        machine: As ``platform.machine`` names it.
        keep_files: Leave the calls about files to Landlock.

    After the list of refused numbers come the four endings: allow; look whether clone makes a thread; refuse; say that
    there is no such call, which makes the C library fall back from clone3 to clone.
    """
    clone, clone3 = _THREADS_ONLY[machine]
    denied = sorted(number for name, number in _DENIED[machine].items() if not (keep_files and name in _FILE_CALLS))
    allow = 7 + len(denied)
    look_at_clone, refuse, unknown, allow_thread = allow + 1, allow + 3, allow + 4, allow + 5
    tests = [
        (_JUMP_GREATER_EQUAL, _X32_BIT, refuse),
        (_JUMP_EQUAL, clone3, unknown),
        (_JUMP_EQUAL, clone, look_at_clone),
    ]
    tests += [(_JUMP_EQUAL, number, refuse) for number in denied]
    lines = [
        (_LOAD, 0, 0, _ARCHITECTURE_AT),
        (_JUMP_EQUAL, 1, 0, _ARCHITECTURES[machine]),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _NUMBER_AT),
        *((code, target - at - 1, 0, value) for at, (code, value, target) in enumerate(tests, 4)),
        (_RETURN, 0, 0, _ALLOW),
        (_LOAD, 0, 0, _FIRST_ARGUMENT_AT),
        (_JUMP_BITS, allow_thread - look_at_clone - 2, 0, _CLONE_THREAD),
        (_RETURN, 0, 0, _REFUSE),
        (_RETURN, 0, 0, _UNKNOWN),
        (_RETURN, 0, 0, _ALLOW),
    ]
    return b"".join(struct.pack("HBBI", *line) for line in lines)
