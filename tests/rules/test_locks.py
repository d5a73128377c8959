"""What is installed is what was locked: every library with its version and hashes, and no place to fetch it from."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock", "scripts/validate.lock")


def _entries(lock: str) -> list[str]:
    """Each library with its continuation lines, comments left out."""
    lines = (line for line in (ROOT / lock).read_text("utf-8").splitlines() if not line.lstrip().startswith("#"))
    return [entry for entry in "\n".join(lines).replace("\\\n", " ").splitlines() if entry.strip()]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_library_is_locked_by_hash_and_from_no_address(lock: str) -> None:
    entries = _entries(lock)
    assert entries
    assert [
        one for one in entries if not re.match(r"[\w.-]+(?:\[[\w,-]+\])?==\S+ .*--hash=sha256:[0-9a-f]{64}", one)
    ] == []
    assert [one for one in entries if "://" in one or " @ " in one or one.startswith("-")] == []


def test_nothing_is_installed_past_the_locks() -> None:
    """Every installation that the repository makes asks for the hashes, but that of the tool that makes the locks."""
    places = [*(one for one in (ROOT / "scripts").iterdir() if one.is_file()), ROOT / "Dockerfile"]
    texts = {one.name: re.sub(r"\\\n\s*", "", one.read_text("utf-8")) for one in places if one.suffix in ("", ".sh")}
    installs = [
        (name, line) for name, text in texts.items() for line in text.splitlines() if " -m pip install " in line
    ]
    assert len(installs) >= 3
    assert [(name, line) for name, line in installs if "--require-hashes" not in line and " stop " not in line] == []
