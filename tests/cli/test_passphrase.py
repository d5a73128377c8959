"""A passphrase comes from a file or a terminal, never from an argument or the environment's value."""

import os
import pty
import sys
from pathlib import Path

import pytest

from dossier.cli import passphrase as subject
from dossier.errors import UnreadableInput, VaultProblem


def named_file(folder: Path, content: bytes, monkeypatch: pytest.MonkeyPatch, mode: int = 0o600) -> Path:
    file = folder / "passphrase"
    file.write_bytes(content)
    file.chmod(mode)
    monkeypatch.setenv("DOSSIER_PASSPHRASE_FILE", str(file))
    return file


@pytest.mark.parametrize(
    ("content", "passphrase"),
    [
        (b"six dice words", "six dice words"),
        (b"six dice words\n", "six dice words"),
        (b"six dice words\r\n", "six dice words"),
        (b" spaces are meant \n", " spaces are meant "),
        (b"two lines\n\n", "two lines\n"),
        ("шэсць слоў\n".encode(), "шэсць слоў"),
    ],
)
def test_one_line_ending_is_the_editors(
    content: bytes, passphrase: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named_file(tmp_path, content, monkeypatch)
    assert subject.ask_passphrase() == passphrase
    assert subject.ask_new_passphrase() == passphrase


@pytest.mark.parametrize("content", [b"\xff\xfe", b"x" * 4097])
def test_a_file_that_is_no_passphrase_is_refused(
    content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named_file(tmp_path, content, monkeypatch)
    with pytest.raises(UnreadableInput) as caught:
        subject.ask_passphrase()
    assert caught.value.code == "passphrase.file"


@pytest.mark.parametrize("content", [b"", b"\n"])
def test_an_empty_file_is_no_passphrase(content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    named_file(tmp_path, content, monkeypatch)
    with pytest.raises(VaultProblem) as caught:
        subject.ask_passphrase()
    assert caught.value.code == "vault.no_passphrase"


def test_a_missing_file_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOSSIER_PASSPHRASE_FILE", str(tmp_path / "none"))
    with pytest.raises(UnreadableInput):
        subject.ask_passphrase()


def test_a_file_that_others_read_is_warned_about(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    named_file(tmp_path, b"six dice words", monkeypatch, mode=0o644)
    assert subject.ask_passphrase() == "six dice words"
    assert "chmod 600" in capsys.readouterr().err


def test_a_pipe_may_stand_for_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    read_end, write_end = os.pipe()
    os.write(write_end, b"six dice words\n")
    os.close(write_end)
    monkeypatch.setenv("DOSSIER_PASSPHRASE_FILE", f"/dev/fd/{read_end}")
    try:
        assert subject.ask_passphrase() == "six dice words"
    finally:
        os.close(read_end)


def test_without_file_and_terminal_nothing_is_guessed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DOSSIER_PASSPHRASE_FILE", raising=False)
    monkeypatch.setattr(subject, "on_terminal", lambda: False)
    with pytest.raises(VaultProblem) as caught:
        subject.ask_passphrase()
    assert caught.value.code == "vault.no_passphrase"


def test_two_different_new_passphrases_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    typed = iter(["one", "other"])
    monkeypatch.delenv("DOSSIER_PASSPHRASE_FILE", raising=False)
    monkeypatch.setattr(subject, "on_terminal", lambda: True)
    monkeypatch.setattr("getpass.getpass", lambda prompt: next(typed))
    with pytest.raises(VaultProblem) as caught:
        subject.ask_new_passphrase()
    assert caught.value.code == "passphrase.differs"


ASK = "from dossier.cli.passphrase import ask_passphrase; print('got', len(ask_passphrase()))"


def test_a_typed_passphrase_is_not_echoed() -> None:
    process, terminal = pty.fork()
    if process == 0:  # the child has the terminal
        os.environ.pop("DOSSIER_PASSPHRASE_FILE", None)
        os.execv(sys.executable, [sys.executable, "-c", ASK])
    seen = b""
    while b"Passphrase:" not in seen:
        seen += os.read(terminal, 1024)
    os.write(terminal, "пароль-слова\n".encode())
    while b"got" not in seen or not seen.endswith(b"\n"):
        seen += os.read(terminal, 1024)
    os.waitpid(process, 0)
    os.close(terminal)
    assert b"got 12" in seen
    assert "пароль".encode() not in seen
