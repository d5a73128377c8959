"""A process that opens vaults leaves no core file, no readable file, and no door for a debugger."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = """
import os, resource
from dossier.cli.harden import harden
harden()
print(oct(os.umask(0)), resource.getrlimit(resource.RLIMIT_CORE), os.stat("/proc/self/mem").st_uid)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_files_are_private_and_core_files_off() -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.startswith("0o77 (0, 0)")


@pytest.mark.skipif(sys.platform != "linux", reason="prctl is of Linux")
def test_the_process_is_not_dumpable() -> None:
    script = "import ctypes; from dossier.cli.harden import harden; harden(); print(ctypes.CDLL(None).prctl(3))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "0"


@pytest.mark.parametrize(("room_bytes", "place"), [(1, "/dev/shm"), (1 << 60, "/somewhere")])
@pytest.mark.skipif(not Path("/dev/shm").is_dir(), reason="this system has no folder in memory")
def test_scratch_files_lie_in_memory_where_there_is_room(room_bytes: int, place: str) -> None:
    script = (
        "import tempfile, os; from dossier.cli import harden as h; "
        f"h._ROOM_BYTES = {room_bytes}; h.harden(); print(os.environ['TMPDIR'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], env={**os.environ, "TMPDIR": "/somewhere"}, capture_output=True, text=True,
        check=True, timeout=60,
    )  # fmt: skip
    assert done.stdout.strip() == place


SPIED_ON = """
import ctypes, logging, os, resource, signal  # while they may be read: nobody reads the home of somebody
from dossier.cli.harden import harden

def become_nobody():
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
    ctypes.CDLL(None).prctl(4, 1, 0, 0, 0)  # a change of user closes the memory by itself

def is_seen(hardened):
    reading, writing = os.pipe()
    if not (victim := os.fork()):
        become_nobody()
        if hardened:
            harden()
        os.write(writing, b"1")
        signal.pause()
    os.close(writing)
    assert os.read(reading, 1)
    if not (spy := os.fork()):
        become_nobody()
        try:
            found = open(f"/proc/{victim}/maps").read()
        except PermissionError:
            found = ""
        os._exit(bool(found))
    seen = os.waitstatus_to_exitcode(os.waitpid(spy, 0)[1])
    os.kill(victim, 9)
    os.waitpid(victim, 0)
    return seen

print(is_seen(False), is_seen(True))
"""


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="only root may become somebody else")
def test_another_process_of_the_same_user_does_not_see_the_memory() -> None:
    done = subprocess.run([sys.executable, "-c", SPIED_ON], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.split() == ["1", "0"]


def test_what_libraries_log_is_not_on_the_terminal() -> None:
    script = (
        "import logging; from dossier.cli.harden import harden; harden(); "
        "logging.getLogger('sqlalchemy.pool').error('KANARY', exc_info=ValueError('KANARY'))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    assert (done.stdout, done.stderr) == ("", "")
