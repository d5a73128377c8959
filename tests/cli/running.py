"""Runs the program as a person does: as a process, with a passphrase file; or its commands in this process."""

import os
import subprocess
import sys
import tempfile
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import TextIO

import pytest

from dossier.__main__ import main
from dossier.i18n import language, set_language


def dossier(
    *arguments: str, vault: Path | None = None, passphrase: Path | None = None, cwd: Path | None = None
) -> "subprocess.CompletedProcess[str]":
    """The finished process; English words, no terminal."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DOSSIER_")}
    environment |= {"PYTHONPATH": str(Path(__file__).parents[2]), **_settings(passphrase)}
    return subprocess.run(
        [sys.executable, "-m", "dossier", *_place(vault), *arguments],
        capture_output=True, text=True, encoding="utf-8", env=environment, stdin=subprocess.DEVNULL,
        timeout=600, check=False, cwd=cwd, start_new_session=True,
    )  # fmt: skip


def dossier_here(
    *arguments: str, vault: Path | None = None, passphrase: Path | None = None, cwd: Path | None = None
) -> "subprocess.CompletedProcess[str]":
    """The same words said to the same program, without the start of a process, which takes longer than most commands.

    For tests of what a command does; what a process does (streams, signals, exit status, imports) is for ``dossier``.
    """
    before, words = language(), [*_place(vault), *arguments]
    with (
        pytest.MonkeyPatch.context() as patch,
        tempfile.TemporaryFile("w+", encoding="utf-8") as out,
        tempfile.TemporaryFile("w+", encoding="utf-8") as err,
        Path(os.devnull).open(encoding="utf-8") as nothing,
        chdir(cwd or Path.cwd()), redirect_stdout(out), redirect_stderr(err),
    ):  # fmt: skip
        for name in [one for one in os.environ if one.startswith("DOSSIER_")]:
            patch.delenv(name)
        for name, value in {"LANGUAGE": "", **_settings(passphrase)}.items():
            patch.setenv(name, value)
        patch.setattr(sys, "stdin", nothing)
        try:
            status = main(words)
        finally:
            set_language(before)
        return subprocess.CompletedProcess(words, status, _written(out), _written(err))


def _place(vault: Path | None) -> list[str]:
    return ["--vault", str(vault)] if vault else []


def _settings(passphrase: Path | None) -> dict[str, str]:
    return {"DOSSIER_LANG": "en"} | ({"DOSSIER_PASSPHRASE_FILE": str(passphrase)} if passphrase is not None else {})


def _written(stream: TextIO) -> str:
    stream.flush()
    stream.seek(0)
    return stream.read()
