"""A process behind the fences: no network, no program, no file, and hard limits, for native code too."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
_PROLOGUE = "import ctypes, os, socket, subprocess, sys\nfrom dossier import cage\n"


def _run(script: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-c", _PROLOGUE + script], capture_output=True, text=True, cwd=ROOT, timeout=60, check=False
    )


@pytest.mark.parametrize(
    "attempt",
    [
        "socket.socket().connect(('127.0.0.1', 9))",
        "socket.getaddrinfo('localhost', 80)",
        "subprocess.run(['true'])",
        "os.system('true')",
        "os.fork()",
        "os.execv('/bin/true', ['true'])",
    ],
)
def test_python_refuses_connections_and_programs(attempt: str) -> None:
    done = _run(f"cage.close_off()\n{attempt}")
    assert "PermissionError" in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="the fences of the kernel are those of Linux")
def test_where_the_kernel_offers_it_native_code_has_no_network_and_no_files() -> None:
    script = """
stands = cage.close_off()
libc = ctypes.CDLL(None, use_errno=True)
found = libc.open(b"/etc/hostname", os.O_RDONLY)
made = libc.open(b"/tmp/made-by-the-cage", os.O_WRONLY | os.O_CREAT, 0o600)
sock = libc.socket(2, 1, 0)
address = bytes([2, 0, 0, 9, 127, 0, 0, 1]) + bytes(8)
reached = libc.connect(sock, address, 16)
print(",".join(stands), found < 0, made < 0, os.strerror(ctypes.get_errno()))
"""
    stands, no_open, no_make, why = _run(script).stdout.strip().split(" ", 3)
    assert "files" not in stands or (no_open, no_make) == ("True", "True")
    assert "network" not in stands or why in {
        "Network is unreachable",
        "Bad file descriptor",
        "Operation not permitted",
    }


@pytest.mark.skipif(sys.platform != "linux", reason="limits of address space are those of Linux")
def test_memory_is_bounded() -> None:
    done = _run("cage.limit(memory_bytes=2**29, cpu_s=20, file_bytes=0)\nbytearray(2**30)")
    assert "MemoryError" in done.stderr


def test_what_is_open_already_can_still_be_read(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("hello", "utf-8")
    done = _run(f"file = open({str(path)!r})\ncage.close_off()\nprint(file.read())")
    assert done.stdout == "hello\n"


_OPENING = """
from pathlib import Path
os.chdir("mine")
stands = cage.close_off(cage.Opening([Path("../read").resolve()], Path.cwd()))
libc = ctypes.CDLL(None, use_errno=True)
ways = {
    "read there": libc.open(b"../read/file", os.O_RDONLY) >= 0,
    "write there": libc.open(b"../read/file", os.O_WRONLY) >= 0,
    "write mine": libc.open(b"new", os.O_WRONLY | os.O_CREAT, 0o600) >= 0,
    "read other": libc.open(b"../other/file", os.O_RDONLY) >= 0,
    "network": libc.socket(2, 1, 0) >= 0,
    "program": libc.vfork() > 0 if "calls" not in stands else False,
}
print(",".join(stands), *(name for name, is_possible in ways.items() if is_possible), sep="|")
for path in ("../read/file", "../other/file"):
    try:
        print(Path(path).read_text())
    except PermissionError:
        print("refused")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the fences of the kernel are those of Linux")
def test_an_opening_leaves_its_folders_and_nothing_else(tmp_path: Path) -> None:
    for name in ("mine", "read", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").write_text("hello", "utf-8")
    script = f"os.chdir({str(tmp_path)!r})\n{_OPENING}"
    said, *read = _run(script).stdout.splitlines()
    stands, *possible = said.split("|")
    assert read == ["hello", "refused"]
    assert {"read there", "write mine"} <= set(possible)
    if "files" in stands:
        assert set(possible) == {"read there", "write mine"}


def test_who_works_for_a_process_that_was_killed_ends_too() -> None:
    """A lock ends a command by force; what its workers hold of a case must not stay in the memory."""
    script = """
reading, writing = os.pipe()
if os.fork() == 0:
    if os.fork() == 0:
        cage.close_off()
        os.write(writing, b"1")
        while True:
            sum(range(10**6))
    os.close(writing)
    os.read(reading, 1)
    os.kill(os.getpid(), 9)
os.close(writing)
os.wait()
print(os.read(reading, 1))
"""
    assert _run(script).stdout.strip() == "b''", "the pipe is closed when nobody holds it any more"
