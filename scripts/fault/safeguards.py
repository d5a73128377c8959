"""One safeguard taken out at a time: scripts/fault/run safeguards [NAME…]; the tests named with it must turn red.

The safeguards stand in ``safeguards.toml``. Each is taken out of a copy of the checkout, never of the checkout itself.
One that can go while its tests stay green is a hole in the tests and makes the status 1; so does one whose text is no
longer in its file.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
COPIED = ("dossier", "migrations", "seeds", "exports", "scripts", "tests", "pyproject.toml", "docs")
TESTS_FAILED = 1
"""What pytest says then; any other status proves nothing."""


class Safeguard(NamedTuple):
    """Where it stands, what stands there without it, and the tests that must notice."""

    name: str
    file: str
    text: str
    without: str
    tests: str


def safeguards() -> list[Safeguard]:
    """All of them, in their order."""
    rows = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))["safeguard"]
    return [Safeguard(**row) for row in rows]


def is_in_its_place(one: Safeguard) -> bool:
    """Whether its text stands in its file, and its tests are there."""
    tests = ROOT / one.tests.partition("::")[0]
    return one.text in (ROOT / one.file).read_text(encoding="utf-8") and tests.is_file()


def is_noticed(one: Safeguard, copy: Path) -> bool:
    """Whether the tests turn red without the safeguard; the copy is whole again afterwards."""
    file = copy / one.file
    whole = file.read_text(encoding="utf-8")
    file.write_text(whole.replace(one.text, one.without), encoding="utf-8")
    try:
        done = _run_tests(one.tests, copy)
    finally:
        file.write_text(whole, encoding="utf-8")
    if done.returncode not in (0, TESTS_FAILED):
        print(done.stdout[-400:])
    return done.returncode == TESTS_FAILED


def _run_tests(tests: str, copy: Path) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", tests]
    path = os.pathsep.join((str(copy), str(copy / "scripts" / "fault")))
    environment = {**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True, check=False)


def _copied(copy: Path) -> None:
    for part in COPIED:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, copy / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, copy / part)


def main(names: list[str]) -> int:
    """Say of each whether it was noticed."""
    chosen = [one for one in safeguards() if not names or one.name in names]
    missed = 0 if chosen else 1
    with tempfile.TemporaryDirectory(prefix="safeguards") as name:
        _copied(Path(name))
        for one in chosen:
            noticed = is_in_its_place(one) and is_noticed(one, Path(name))
            missed += not noticed
            print(f"{one.name}: {'red, as it must be' if noticed else 'NOT NOTICED'}", flush=True)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
