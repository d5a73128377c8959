"""Runs a program of the system on a stranger's file: only behind bubblewrap, with no network and no home.

The file is handed over in memory, so that no clear text reaches the disk; what the program writes is taken from its
standard output or from a folder that lies in memory too.
"""

import os
import resource
import shutil
import signal
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Final

from dossier.cage.running import BLOCK_BYTES, MOST_ANSWER_BYTES, Limits

INPUT: Final = "/in/file"
"""Where the program finds the bytes."""
_READABLE: Final = (
    "/usr",
    "/etc/fonts",
    "/etc/alternatives",
    "/etc/ld.so.cache",
    "/etc/libreoffice",
    "/var/lib/libreoffice",
)
_LINKS: Final = ("bin", "lib", "lib64", "sbin")


def can_run(program: str) -> bool:
    """Whether the program is installed and bubblewrap is there to hold it."""
    return shutil.which("bwrap") is not None and shutil.which(program) is not None and hasattr(os, "memfd_create")


def run_program(command: Sequence[str], source: BinaryIO, limits: Limits, *, most_bytes: int) -> bytes | None:
    """What the program wrote on its standard output; None where it failed, took too long or the file is too large.

    Args:
        command: The program and its arguments; the file is ``INPUT``.
        source: The bytes, read to their end.
        limits: What the program may use.
        most_bytes: Of the source.
    """
    descriptor = os.memfd_create("exhibit", os.MFD_CLOEXEC)
    try:
        if not _copied(source, descriptor, most_bytes):
            return None
        return _run([*_bubble(descriptor), *command], descriptor, limits)
    finally:
        os.close(descriptor)


def _copied(source: BinaryIO, descriptor: int, most_bytes: int) -> bool:
    size = 0
    while block := source.read(BLOCK_BYTES):
        size += len(block)
        if size > most_bytes:
            return False
        os.write(descriptor, block)
    os.lseek(descriptor, 0, os.SEEK_SET)
    return True


def _bubble(descriptor: int) -> list[str]:
    """The bubble: the system's programs to read, the one file, folders in memory, nothing else."""
    parts = ["bwrap", "--unshare-all", "--die-with-parent", "--new-session", "--clearenv", "--cap-drop", "ALL"]
    for name, value in (("PATH", "/usr/bin:/bin"), ("HOME", "/tmp"), ("LANG", "C.UTF-8")):
        parts += ["--setenv", name, value]
    for place in _READABLE:
        parts += ["--ro-bind-try", place, place]
    for name in _LINKS:
        if Path("/", name).is_symlink():
            parts += ["--symlink", f"usr/{name}", f"/{name}"]
        elif Path("/", name).is_dir():
            parts += ["--ro-bind", f"/{name}", f"/{name}"]
    return [*parts, "--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp", "--tmpfs", "/run", "--dir", "/in",
            "--ro-bind-data", str(descriptor), INPUT, "--chdir", "/tmp"]  # fmt: skip


def _run(command: list[str], descriptor: int, limits: Limits) -> bytes | None:
    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_s, limits.cpu_s))
        resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
        resource.setrlimit(resource.RLIMIT_FSIZE, (MOST_ANSWER_BYTES, MOST_ANSWER_BYTES))

    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, pass_fds=(descriptor,),
        preexec_fn=limit, start_new_session=True, env={"PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    try:
        content, _nothing = process.communicate(timeout=limits.wall_s)
    except subprocess.TimeoutExpired:
        content = b""
    finally:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    return content if process.returncode == 0 and content else None
