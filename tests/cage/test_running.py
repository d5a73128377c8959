"""A worker in the cage can compute and answer, and nothing else."""

import errno
import io
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from dossier.cage import walls
from dossier.cage.programs import can_run, run_program
from dossier.cage.running import Answer, Limits, run_worker

FOLDER = Path(__file__).parent
ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="the filter of system calls is Linux's")


@pytest.fixture(autouse=True)
def _find_the_prisoner(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(FOLDER))


def _ask(way: str, content: bytes = b"", **limits: int) -> Answer:
    return run_worker("prisoner", {"way": way}, content, Limits(**{"cpu_s": 20, "wall_s": 60, **limits}))


def test_a_worker_answers_with_facts_and_bytes() -> None:
    content = os.urandom(3_000_000)
    answer = _ask("echo", content)
    assert answer.failure == ""
    assert answer.content == content
    assert run_worker("prisoner", {"way": "echo"}, io.BytesIO(content), Limits()).content == content


@pytest.mark.parametrize("way", ["open", "connect", "program", "fork"])
def test_python_refuses_files_network_and_programs(way: str) -> None:
    assert _ask(way).facts["tried"] == "refused"


def test_a_worker_has_nothing_of_the_session_that_started_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No key, no passphrase file, no vault: whatever the session has in its environment or open."""
    monkeypatch.setenv("DOSSIER_PASSPHRASE_FILE", "/dev/fd/9")
    monkeypatch.setenv("DOSSIER_VAULT", "/somewhere")
    with (tmp_path / "vault.db").open("wb") as held:
        os.set_inheritable(held.fileno(), True)
        found: Any = _ask("session").facts["tried"]
    assert set(found["environment"]) <= {
        "PATH",
        "HOME",
        "TMPDIR",
        "PYTHONPATH",
        "LC_ALL",
        "LC_CTYPE",
        "OMP_THREAD_LIMIT",
    }
    assert found["descriptors"] == [0, 1, 2]


@ON_LINUX
@pytest.mark.parametrize(
    "way", ["raw open", "raw openat", "raw socket", "raw fork", "raw execve", "raw unlink", "raw kill"]
)
def test_the_kernel_refuses_what_python_does_not_see(way: str) -> None:
    answer = _ask(way)
    assert answer.facts["walls"] == "kernel"
    assert answer.facts["tried"] == errno.EPERM


def test_threads_still_work() -> None:
    assert _ask("thread").facts["ran"] == [1]


@pytest.mark.parametrize(
    ("way", "limits", "failure"),
    [
        ("loop", {"cpu_s": 1}, "limit"),
        ("sleep", {"wall_s": 2}, "timeout"),
        ("memory", {}, "limit"),
        ("crash", {}, "crash"),
        ("exception", {}, "crash"),
    ],
)
def test_a_worker_that_runs_wild_is_ended_and_named(way: str, limits: dict[str, int], failure: str) -> None:
    answer = _ask(way, b"a secret", **limits)
    assert (answer.failure, answer.facts, answer.content) == (failure, {}, b"")


@ON_LINUX
@pytest.mark.parametrize("keep_files", [False, True])
@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_every_jump_of_the_filter_lands_inside_it(machine: str, keep_files: bool) -> None:
    import struct

    program = walls.filter_program(machine, keep_files=keep_files)
    lines = [struct.unpack("HBBI", program[at : at + 8]) for at in range(0, len(program), 8)]
    for at, (code, yes, no, _value) in enumerate(lines):
        assert code in {0x20, 0x15, 0x35, 0x45, 0x06}
        assert at + 1 + max(yes, no) < len(lines) or code == 0x06


@pytest.mark.parametrize("raised", [(), ("network",), ("files",)])
@ON_LINUX
def test_where_the_kernel_holds_nothing_there_is_no_cage(
    monkeypatch: pytest.MonkeyPatch, raised: tuple[str, ...]
) -> None:
    monkeypatch.setattr(walls, "close_off", lambda: raised)
    with pytest.raises(walls.NoCage):
        walls.seal()


@pytest.mark.skipif(not can_run("cat"), reason="bubblewrap is not installed: programs of the system are not run at all")
def test_a_program_of_the_system_sees_one_file_and_no_network(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    limits = Limits(cpu_s=10, wall_s=20, memory_bytes=1 << 30)
    assert run_program(["cat", "/in/file"], io.BytesIO(b"bytes"), limits, most_bytes=10) == b"bytes"
    assert run_program(["cat", "/in/file"], io.BytesIO(b"bytes"), limits, most_bytes=4) is None
    assert run_program(["cat", str(tmp_path / "secret")], io.BytesIO(b"x"), limits, most_bytes=10) is None
    seen = run_program(["cat", "/proc/net/dev"], io.BytesIO(b"x"), limits, most_bytes=10) or b""
    assert [line.split(b":")[0].strip() for line in seen.splitlines()[2:]] in ([b"lo"], [])
