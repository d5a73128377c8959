"""A process that opens vaults leaves no core file, no readable file, and no door for a debugger."""

import subprocess
import sys

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


def test_what_libraries_log_is_not_on_the_terminal() -> None:
    script = (
        "import logging; from dossier.cli.harden import harden; harden(); "
        "logging.getLogger('sqlalchemy.pool').error('KANARY', exc_info=ValueError('KANARY'))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    assert (done.stdout, done.stderr) == ("", "")
