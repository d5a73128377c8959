"""What the process gives up before it touches a vault: core files, debuggers of the same user, readable new
files, logs of libraries."""

import os
import sys

_PR_SET_DUMPABLE = 4


def harden() -> None:
    """Make files private by default and keep the memory of this process out of core files and other processes."""
    import logging

    os.umask(0o077)
    logging.getLogger().addHandler(logging.NullHandler())  # libraries log values, and tracebacks on the terminal
    if os.name != "posix":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
