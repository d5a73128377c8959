"""What the process gives up before it touches a vault: core files, debuggers of the same user, readable new
files, scratch files on a disk, logs of libraries."""

import os
import sys

_PR_SET_DUMPABLE = 4
_MEMORY = "/dev/shm"
_ROOM_BYTES = 512 << 20


def harden() -> None:
    """Make files private by default and keep the memory of this process out of core files and other processes."""
    import logging

    os.umask(0o077)
    logging.getLogger().addHandler(logging.NullHandler())  # libraries log values, and tracebacks on the terminal
    if os.name != "posix":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _keep_scratch_in_memory()
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def _keep_scratch_in_memory() -> None:
    """Let whatever makes a temporary file, libraries and other programs too, make it where no disk remembers it."""
    try:
        found = os.statvfs(_MEMORY)
    except OSError:
        return
    if os.access(_MEMORY, os.W_OK | os.X_OK) and found.f_bavail * found.f_frsize >= _ROOM_BYTES:
        os.environ["TMPDIR"] = _MEMORY
