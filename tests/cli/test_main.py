"""The command line as a person and a script meet it: statuses, streams, languages, and no leak in a crash."""

import errno
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from dossier import __version__
from dossier.cli import main as front
from dossier.cli.commands import COMMANDS, Command
from dossier.errors import DossierError, NotFound, StoreProblem, UnreadableInput, VaultProblem

SECRET = "KANARY-Іваноў"


@pytest.fixture(autouse=True)
def _english_and_private(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "DOSSIER_VAULT", "DOSSIER_PASSPHRASE_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DOSSIER_LANG", "en")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


@pytest.fixture
def command_that(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], int]], None]:
    """Put a command "try" in the list, which does what the test says."""

    def install(action: Callable[[], int]) -> None:
        module = SimpleNamespace(add_arguments=lambda parser: None, run=lambda arguments: action())
        monkeypatch.setattr(front, "import_module", lambda name: module)
        commands = (*COMMANDS, Command("try", "try_it", "try"))
        build = front.build_parser
        monkeypatch.setattr(front, "build_parser", lambda _known: build(commands))
        monkeypatch.setattr("dossier.cli.harden.harden", lambda: None)

    return install


def dossier(*arguments: str, **options: Any) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "dossier", *arguments], capture_output=True, text=True, timeout=60, **options
    )


def test_version_goes_to_stdout() -> None:
    done = dossier("--version")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"dossier {__version__}\n", "")


def test_help_lists_every_command() -> None:
    done = dossier("--help")
    assert done.returncode == 0
    assert all(f"    {command.name}" in done.stdout for command in COMMANDS)


@pytest.mark.parametrize("command", [command.name for command in COMMANDS])
def test_every_command_has_help_of_its_own(command: str) -> None:
    done = dossier(command, "--help")
    assert done.returncode == 0
    assert f"dossier {command}" in done.stdout


@pytest.mark.parametrize(
    "arguments", [("nonsense",), ("doctor", "--nonsense"), ("--lang", "xx", "doctor"), ("--lang",)]
)
def test_wrong_use_is_status_2_with_words_on_stderr(arguments: tuple[str, ...]) -> None:
    done = dossier(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert "usage: dossier" in done.stderr


def test_an_argument_cannot_act_on_the_terminal() -> None:
    done = dossier("doctor", "--x\x1b]52;c;UFdORUQ=\x07\u202e")
    assert "\x1b" not in done.stderr
    assert "\u202e" not in done.stderr
    assert "␛]52" in done.stderr


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (NotFound("find.nothing"), 2),
        (VaultProblem("vault.missing"), 3),
        (UnreadableInput("file.missing"), 4),
        (StoreProblem("store.full"), 5),
    ],
)
def test_each_kind_of_trouble_has_its_status_and_sentence(
    error: Exception,
    status: int,
    command_that: Callable[[Callable[[], int]], None],
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail() -> int:
        raise error

    command_that(fail)
    assert front.run(["try"]) == status
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.strip() == error.message  # type: ignore[attr-defined]


def test_findings_are_status_1(command_that: Callable[[Callable[[], int]], None]) -> None:
    command_that(lambda: 1)
    assert front.run(["try"]) == 1


def test_ctrl_c_is_said_in_words(
    command_that: Callable[[Callable[[], int]], None], capsys: pytest.CaptureFixture[str]
) -> None:
    def stop() -> int:
        raise KeyboardInterrupt

    command_that(stop)
    assert front.run(["try"]) == 130
    assert capsys.readouterr().err.startswith("Stopped.")


def crash() -> int:
    name = SECRET
    try:
        raise ValueError(f"row of {name}")
    except ValueError as error:
        raise KeyError(name) from error


def test_a_bug_shows_a_code_and_never_a_value(
    command_that: Callable[[Callable[[], int]], None], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    command_that(crash)
    assert front.run(["try"]) == 70
    said = capsys.readouterr()
    (report,) = (tmp_path / "state").rglob("crash-*.txt")
    text = report.read_text(encoding="utf-8")
    assert SECRET not in said.out + said.err + text
    assert report.stem.removeprefix("crash-") in said.err
    assert "tests/cli/test_main.py" in text
    assert "ValueError" in text
    assert "KeyError" in text
    assert stat.S_IMODE(report.stat().st_mode) == 0o600


def test_the_same_bug_has_the_same_code(
    command_that: Callable[[Callable[[], int]], None], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command_that(crash)
    front.run(["try"])
    front.run(["try"])
    assert len(list((tmp_path / "state").rglob("crash-*.txt"))) == 1
    first, second = [line for line in capsys.readouterr().err.splitlines() if "(report " in line]
    assert first == second


def test_a_crash_report_does_not_follow_a_link_of_somebody_else(
    command_that: Callable[[Callable[[], int]], None], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command_that(crash)
    front.run(["try"])
    (report,) = (tmp_path / "state").rglob("crash-*.txt")
    report.unlink()
    victim = tmp_path / "victim"
    victim.write_text("kept", encoding="utf-8")
    report.symlink_to(victim)
    assert front.run(["try"]) == 70
    assert victim.read_text(encoding="utf-8") == "kept"
    assert "could not be written" in capsys.readouterr().err


def test_a_reader_that_leaves_early_is_no_error() -> None:
    read_end, write_end = os.pipe()
    os.close(read_end)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "dossier", "doctor", "--json"], stdout=write_end, stderr=subprocess.PIPE, timeout=60
        )
    finally:
        os.close(write_end)
    assert done.stderr == b""
    assert done.returncode == 141


@pytest.mark.skipif(sys.platform != "linux", reason="/dev/full is of Linux")
def test_a_full_disk_behind_the_output_is_called_full() -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "dossier", "promises"], stdout=full, stderr=subprocess.PIPE, text=True, timeout=60
        )
    assert (done.returncode, done.stderr) == (5, StoreProblem("store.full").message + "\n")


@pytest.mark.parametrize(
    ("number", "status", "code"),
    [
        (errno.ENOSPC, 5, "store.full"),
        (errno.EDQUOT, 5, "store.full"),
        (errno.EIO, 5, "store.failed"),
        (errno.ENAMETOOLONG, 4, "file.unusable"),
        (errno.EACCES, 4, "file.unusable"),
        (errno.EROFS, 4, "file.unusable"),
        (errno.ELOOP, 4, "file.unusable"),
    ],
)
def test_what_the_system_refuses_is_said_without_the_path(
    number: int,
    status: int,
    code: str,
    command_that: Callable[[Callable[[], int]], None],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(front, "_forget_stdout", lambda: None)

    def refuse() -> int:
        raise OSError(number, "refused", SECRET)

    command_that(refuse)
    assert front.run(["try"]) == status
    assert capsys.readouterr().err == DossierError(code).message + "\n"


def test_an_answer_of_the_system_that_nobody_expects_is_a_bug(
    command_that: Callable[[Callable[[], int]], None],
) -> None:
    def refuse() -> int:
        raise OSError(errno.EBADF, "refused", SECRET)

    command_that(refuse)
    assert front.run(["try"]) == front.CRASH_STATUS


def test_the_option_after_the_command_wins() -> None:
    parser = front.build_parser()
    assert parser.parse_args(["--vault", "a", "doctor", "--vault", "b"]).vault == "b"
    assert parser.parse_args(["--vault", "a", "doctor"]).vault == "a"


def test_without_a_command_the_screens_start_on_the_chosen_vault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dossier.cli.harden.harden", lambda: None)
    started: list[tuple[str, str]] = []

    def start(vault: str, language: str) -> int:
        started.append((vault, language))
        return 0

    assert front.run(["--vault", "/tmp/v", "--lang", "ru"], start_screens=start) == 0
    assert started == [("/tmp/v", "ru")]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--vaults", "x"], "'init'"),
        (["--vault", "x", "no"], "'init'"),
        (["no"], "'init'"),
        (["--lang=xx"], "'xx'"),
        (["--lang", "be", "--vault"], "--vault"),
    ],
)
def test_what_is_wrong_is_said_although_for_the_screens_alone_no_command_is_made_known(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert front.run(arguments) == 2
    told = capsys.readouterr().err
    assert words in told
    assert "[--vault " in told


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        (["--lang", "be"], {"DOSSIER_LANG": "ru"}, "be"),
        (["--lang=uk"], {}, "uk"),
        ([], {"DOSSIER_LANG": "ru", "LANG": "be_BY.UTF-8"}, "ru"),
        ([], {"DOSSIER_LANG": "", "LANG": "be_BY.UTF-8"}, "be"),
        ([], {"DOSSIER_LANG": "", "LC_ALL": "uk_UA", "LANG": "be_BY.UTF-8"}, "uk"),
        ([], {"DOSSIER_LANG": "", "LANG": "de_DE.UTF-8"}, "en"),
        ([], {"DOSSIER_LANG": "", "LANG": "C"}, "en"),
    ],
)
def test_the_language_is_the_one_asked_for_or_that_of_the_system(
    arguments: list[str], environment: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("dossier.cli.harden.harden", lambda: None)
    spoken: list[str] = []

    def start(vault: str, chosen: str) -> int:
        spoken.append(chosen)
        return 0

    front.run(arguments, start_screens=start)
    assert spoken == [language]


def test_output_into_a_pipe_is_utf_8_in_any_locale() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "dossier", "--lang", "be", "doctor", "--vault", "/няма"],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        timeout=60,
    )
    assert "/няма" in done.stdout.decode("utf-8")


def test_an_action_takes_the_options_that_stand_everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    from argparse import ArgumentParser, Namespace

    from dossier.cli.arguments import Action, add_actions

    def ask(parser: ArgumentParser) -> None:
        parser.add_argument("--day")

    def do(_arguments: Namespace) -> int:
        return 0

    parser = ArgumentParser()
    add_actions(parser, [Action("list", "what is there", ask, do)])
    chosen = parser.parse_args(["list", "--day", "1", "--vault", "here", "--lang", "be"])
    assert (chosen.run, chosen.day, chosen.vault, chosen.lang) == (do, "1", "here", "be")
