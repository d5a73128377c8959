"""What the repository holds: the folders of the house, no addresses, no paths of a machine, no heavy files."""

import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

TOP_LEVEL = {
    ".ci", ".dockerignore", ".gitattributes", ".gitignore", "CHANGELOG.md", "Dockerfile", "LICENSE", "README.md",
    "docs", "dossier", "exports", "migrations", "pyproject.toml", "requirements-dev.lock", "requirements.lock",
    "scripts", "seeds", "tests",
}  # fmt: skip
LARGEST_BYTES = 1_000_000
LARGER_WITH_REASON = {"seeds/names/groups.bin": "groups of equal names, one file that is read without parsing"}
"""Path of a tracked file above the limit, and why it has to be."""

REGISTRIES = (
    "py" + "pi.org", "python" + "hosted", "npm" + "js", "deb.deb" + "ian", "security.deb" + "ian",
    "archive.ubu" + "ntu", "crates" + ".io", "docker" + ".io", "gh" + "cr.io", "proxy.go" + "lang",
)  # fmt: skip
MACHINE_PATHS = re.compile(r"(?<![\w.~/-])/(?:wo" + r"rk|ro" + r"ot|op" + r"t|Us" + r"ers)/[\w.]")
NO_NAMES = {"utils", "util", "helpers", "helper", "common", "misc"}


@cache
def tracked() -> tuple[Path, ...]:
    if not shutil.which("git") or not (ROOT / ".git").exists():
        pytest.skip("this is not a git checkout, so nothing tells which files belong to it")
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    names = [name for name in done.stdout.decode().split("\0") if name]
    return tuple(path for name in names if (path := ROOT / name).is_file())


def texts() -> "list[tuple[str, str]]":
    """Path and contents of every tracked text file."""
    found = []
    for path in tracked():
        try:
            found.append((path.relative_to(ROOT).as_posix(), path.read_bytes().decode("utf-8")))
        except UnicodeDecodeError:
            continue
    return found


def test_only_the_folders_of_the_house_lie_at_the_top() -> None:
    assert {path.relative_to(ROOT).parts[0] for path in tracked()} <= TOP_LEVEL


def test_no_file_names_a_registry() -> None:
    assert [(name, host) for name, text in texts() for host in REGISTRIES if host in text] == []


@pytest.mark.parametrize("path", ["/op" + "t/wheels", "cd /wo" + "rk/x", '"/ro' + 'ot/.config"'])
def test_the_pattern_finds_paths_of_a_machine(path: str) -> None:
    assert MACHINE_PATHS.search(path)


def test_no_file_names_a_path_of_a_machine() -> None:
    assert [(name, found[0]) for name, text in texts() if (found := MACHINE_PATHS.search(text))] == []


def test_no_file_is_heavy_without_a_reason() -> None:
    heavy = {path.relative_to(ROOT).as_posix() for path in tracked() if path.stat().st_size > LARGEST_BYTES}
    assert heavy == LARGER_WITH_REASON.keys() & heavy


def test_no_module_is_named_for_nothing() -> None:
    code = (path.relative_to(ROOT) for path in tracked() if path.suffix == ".py")
    assert [path.as_posix() for path in code if {*path.with_suffix("").parts} & NO_NAMES] == []


def test_no_tests_folder_is_a_package() -> None:
    assert [path for path in tracked() if path.name == "__init__.py" and "tests" in path.relative_to(ROOT).parts] == []


def test_every_folder_of_the_program_is_a_package() -> None:
    folders = {path.parent for path in (ROOT / "dossier").rglob("*.py")}
    assert [folder.relative_to(ROOT).as_posix() for folder in folders if not (folder / "__init__.py").is_file()] == []


def test_text_files_have_unix_line_ends_and_a_last_one() -> None:
    sloppy = [
        name for name, text in texts() if name.endswith((".py", ".md", ".toml", ".sh", ".yaml", ".po"))
        and ("\r" in text or (text and not text.endswith("\n")))
    ]  # fmt: skip
    assert sloppy == []


def test_nothing_is_left_for_later_in_the_code() -> None:
    later = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")
    code = [(name, text) for name, text in texts() if name.startswith(("dossier/", "migrations/", "scripts/"))]
    assert [name for name, text in code if later.search(text)] == []


def test_the_scripts_can_be_run() -> None:
    scripts = [
        ROOT / ".ci" / "run",
        *(path for path in (ROOT / "scripts").iterdir() if path.is_file() and not path.suffix),
    ]
    for script in scripts:
        assert script.stat().st_mode & 0o111, script.name
        assert subprocess.run(["sh", "-n", str(script)], check=False).returncode == 0, script.name
