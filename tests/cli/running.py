"""Runs the program as a person does: as a process, with a passphrase file."""

import os
import subprocess
import sys
from pathlib import Path


def dossier(
    *arguments: str, vault: Path | None = None, passphrase: Path | None = None, cwd: Path | None = None
) -> "subprocess.CompletedProcess[str]":
    """The finished process; English words, no terminal."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DOSSIER_")}
    environment |= {"DOSSIER_LANG": "en", "PYTHONPATH": str(Path(__file__).parents[2])}
    if passphrase is not None:
        environment["DOSSIER_PASSPHRASE_FILE"] = str(passphrase)
    place = ["--vault", str(vault)] if vault else []
    return subprocess.run(
        [sys.executable, "-m", "dossier", *place, *arguments],
        capture_output=True, text=True, encoding="utf-8", env=environment, stdin=subprocess.DEVNULL,
        timeout=280, check=False, cwd=cwd, start_new_session=True,
    )  # fmt: skip
