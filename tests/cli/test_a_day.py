"""A whole day of work, watched by the kernel: nothing goes to a network, nothing of a case lies about in clear, nothing
says who a source is or whose computer it was. Cases A10, L2, L4, L10, M5, M6, S6, B8.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from dossier.vault import open_vault
from dossier.vault.engine import connect_sqlcipher
from tests.cli.a_day import CONTACT, LETTER, SOURCE, TIP, VICTIM
from tests.conftest import PASSPHRASE

AWAY = "granite velvet onion trapeze muffin seldom"
USER = "kanaruser"
NEVER_SHOWN = (SOURCE, CONTACT, "555 77 31", "5557731")
FORMS = ("utf-8", "utf-16-le", "utf-16-be")
LEAVES = "out"
MEMORY = "/dev/shm/"
HOST = "kanarhost"
BROUGHT = "work"
"""What the person has in clear and brings: it is theirs."""

pytestmark = [
    pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed; scripts/test installs it"),
    pytest.mark.skipif(not Path(MEMORY).is_dir(), reason="this system has no folder in memory"),
]


@dataclass(frozen=True)
class Day:
    """What a day left behind."""

    root: Path
    said: str
    """On stdout and stderr."""
    trace: str
    """Each line begins with the number of a process and, in angles, its name."""

    @property
    def of_the_program(self) -> str:
        """Without bubblewrap, which builds a room whose network leads nowhere, and tesseract, which runs in it."""
        return re.sub(r"^\d+<(?:bwrap|tesseract)> .*\n", "", self.trace, flags=re.MULTILINE)

    def files(self, *, without: tuple[str, ...]) -> Iterator[Path]:
        """Everything in the folder of the day but what lies in these of its folders."""
        for path in self.root.rglob("*"):
            if path.is_file() and path.relative_to(self.root).parts[0] not in without:
                yield path


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Day:
    """The day; its user, its home and its time zone have names that are looked for afterwards."""
    root = tmp_path_factory.mktemp("day")
    for name in (BROUGHT, LEAVES, "elsewhere", "home", "temp", "here"):
        (root / name).mkdir(mode=0o700)
    for name, content in (("passphrase", PASSPHRASE), ("on-the-way", AWAY), ("letter.txt", f"{LETTER}\n")):
        (root / BROUGHT / name).write_text(content, encoding="utf-8")
        (root / BROUGHT / name).chmod(0o600)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DOSSIER_", "XDG_"))}
    environment = {
        **kept, "PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONDONTWRITEBYTECODE": "1",
        "HOME": str(root / "home"), "TMPDIR": str(root / "temp"), "USER": USER, "LOGNAME": USER,
        "TZ": "Pacific/Kiritimati", "DOSSIER_LANG": "en", "DOSSIER_VAULT": str(root / "vault"),
        "DOSSIER_PASSPHRASE_FILE": str(root / BROUGHT / "passphrase"),
    }  # fmt: skip
    watch = "openat,open,creat,rename,renameat,renameat2,socket,connect,sendto,bind,execve"
    strace = [
        "strace",
        "-f",
        "-Y",
        "-v",
        "--seccomp-bpf",
        "-qq",
        "-s",
        "300",
        "-o",
        str(root / "trace"),
        "-e",
        f"trace={watch}",
    ]
    work = [sys.executable, "-P", str(Path(__file__).with_name("a_day.py")), str(root)]
    done = subprocess.run(
        [*_on_a_host_of_that_name(), *strace, *work],
        cwd=root / "here",
        env=environment,
        capture_output=True,
        check=False,
    )
    assert b"the day is over" in done.stdout, done.stderr.decode()[-800:]
    trace = (root / "trace").read_text(encoding="utf-8", errors="replace")
    (root / "trace").unlink()
    return Day(root, (done.stdout + done.stderr).decode(), trace)


def _on_a_host_of_that_name() -> list[str]:
    """What lets a command see another name of the computer; nothing where only root could."""
    named = ["unshare", "--uts", "sh", "-c", f'hostname {HOST} && exec "$@"', "sh"]
    can = os.geteuid() == 0 and subprocess.run([*named, "true"], capture_output=True, check=False).returncode == 0
    return named if can else []


def _holds(content: bytes, word: str) -> bool:
    return any(word.encode(form) in content for form in FORMS)


def test_the_words_that_are_looked_for_were_there(day: Day) -> None:
    """Or else the tests below would prove nothing."""
    assert VICTIM in day.said
    assert TIP in day.said
    assert _holds(b"".join(_content(path) for path in _left(day)), VICTIM)
    assert re.search(r"^\d+<python[^>]*> openat\(", day.of_the_program, flags=re.MULTILINE)


def test_no_network_is_called(day: Day) -> None:
    assert re.findall(r"^.*(?:AF_INET6?|AF_PACKET|AF_NETLINK).*$", day.of_the_program, flags=re.MULTILINE) == []


def test_no_program_is_started_with_a_passphrase_or_a_name_in_its_arguments_or_environment(day: Day) -> None:
    """Other processes read both. strace writes bytes beyond ASCII in octal. Case K11."""
    started = [line for line in day.trace.splitlines() if " execve(" in line]
    assert any(USER in line for line in started), "the environment is not in the trace"
    for word in (PASSPHRASE, AWAY, VICTIM, TIP, LETTER, *NEVER_SHOWN):
        written = "".join(chr(byte) if byte < 128 else f"\\{byte:o}" for byte in word.encode())
        assert not [line for line in started if written in line], word


def test_nothing_of_a_case_lies_in_clear_on_the_disk(day: Day) -> None:
    looked_at = list(day.files(without=(BROUGHT, LEAVES)))
    assert {"vault", "elsewhere"} <= {path.relative_to(day.root).parts[0] for path in looked_at}
    words = (VICTIM, TIP, LETTER, *NEVER_SHOWN, PASSPHRASE, AWAY)
    found = [(path.name, word) for path in looked_at for word in words if _holds(path.read_bytes(), word)]
    assert found == []


def test_no_file_is_made_but_in_vaults_and_where_something_was_asked_to_go(day: Day) -> None:
    """A file that was made in clear and removed again would stay on the disk."""
    made = set(re.findall(r'(?:openat|open|creat)\((?:AT_FDCWD, )?"([^"]+)", [^)\n]*O_CREAT', day.of_the_program))
    allowed = tuple(str(day.root / name) for name in ("vault", "elsewhere", LEAVES))
    strange = {path for path in made if not path.startswith((*allowed, "/dev/null", MEMORY)) and os.path.isabs(path)}
    assert not {path for path in strange if "/__pycache__/" not in path}, "Python's own, of the program"
    assert [path for path in made if path.startswith(allowed)]
    for folder in ("home", "temp", "here"):
        assert list((day.root / folder).iterdir()) == [], folder


def test_everything_is_for_its_owner_alone(day: Day) -> None:
    open_to_others = [path.name for path in day.files(without=()) if path.stat().st_mode & 0o077]
    assert open_to_others == []


def test_who_a_source_is_and_how_to_reach_them_is_shown_by_nothing(day: Day) -> None:
    """The customs officer with the unlocked computer: every command, every file that left, and the rows themselves."""
    for word in NEVER_SHOWN:
        assert word not in day.said.replace(f"$ search\n{word}", ""), "a command"
        assert not [path.name for path in _left(day) if _holds(_content(path), word)], "a file that left"
    for folder, passphrase in (("vault", PASSPHRASE), ("elsewhere/away", AWAY), ("elsewhere/restored", PASSPHRASE)):
        rows = _everything(day.root / folder, passphrase)
        assert "Справа" in rows
        assert not [word for word in NEVER_SHOWN if word in rows], folder


def test_what_leaves_does_not_say_whose_computer_it_was(day: Day) -> None:
    traces = (USER, str(day.root), day.root.name, HOST, "Kiritimati", "+14:00")
    found = [(path.name, trace) for path in _left(day) for trace in traces if _holds(_content(path), trace)]
    assert found == []


def _left(day: Day) -> list[Path]:
    return [path for path in (day.root / LEAVES).rglob("*") if path.is_file()]


def _content(path: Path) -> bytes:
    """The bytes of a file, of a PDF with every stream of it opened and the text of its pages."""
    if path.suffix != ".pdf":
        return path.read_bytes()
    with pikepdf.open(path) as document:
        streams = [one.read_bytes() for one in document.objects if isinstance(one, pikepdf.Stream)]
        info = repr({str(name): str(value) for name, value in document.docinfo.items()}).encode()
    text = "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(path))
    return b"\n".join([path.read_bytes(), info, text.encode(), *streams])


def _everything(folder: Path, passphrase: str) -> str:
    """Every value of every table of a vault, bytes as text too."""
    with open_vault(folder, passphrase) as vault:
        key = vault.key_for("db")
    connection = connect_sqlcipher(folder / "vault.db", key)
    names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    rows = [row for name in names for row in connection.execute(f'SELECT * FROM "{name}"')]
    connection.close()
    return "\n".join(value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
                     for row in rows for value in row)  # fmt: skip
