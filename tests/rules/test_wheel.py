"""The wheel: built, installed where there is no checkout, and started."""

import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from dossier import __version__

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ("seeds", "exports", "migrations")


def build_into(folder: Path) -> Path:
    command = [sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (wheel,) = folder.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_into(tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment with the wheel in it and the libraries of this one beside it."""
    folder = tmp_path_factory.mktemp("installed") / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True, timeout=120)
    python = folder / "bin" / "python"
    install = [sys.executable, "-m", "pip", "--python", str(python), "install", "--no-deps", "--no-index", "--quiet"]
    subprocess.run([*install, str(wheel)], check=True, timeout=120)
    site = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True,
        text=True,
        check=True,
    )
    Path(site.stdout.strip(), "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return python


def output_of(command: list[str], folder: Path) -> str:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "DOSSIER"))}
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder, env=environment, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_installed_program_starts(python: Path, tmp_path: Path) -> None:
    script = str(python.with_name("dossier"))
    assert output_of([script, "--version"], tmp_path) == f"dossier {__version__}\n"
    assert "usage: dossier" in output_of([script, "--lang", "en", "--help"], tmp_path)


def test_the_installed_program_is_not_the_checkout(python: Path, tmp_path: Path) -> None:
    code = "import dossier; from dossier.resources import folder; print(dossier.__file__); print(folder('seeds'))"
    package, seeds = output_of([str(python), "-c", code], tmp_path).splitlines()
    assert Path(package).is_relative_to(python.parents[1])
    assert Path(seeds).is_relative_to(python.parents[1])


@pytest.mark.parametrize("folder", SHIPPED)
def test_every_tracked_file_of_a_shipped_folder_is_in_the_wheel(folder: str, wheel: Path) -> None:
    if not shutil.which("git") or not (ROOT / ".git").exists():
        pytest.skip("this is not a git checkout, so nothing tells which files belong to it")
    done = subprocess.run(["git", "ls-files", "-z", folder], cwd=ROOT, capture_output=True, check=True)
    names = {name for name in done.stdout.decode().split("\0") if name and (ROOT / name).is_file()}
    assert names
    assert {f"dossier/_shipped/{name}" for name in names} <= set(zipfile.ZipFile(wheel).namelist())


def test_the_catalogues_are_in_the_wheel(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {f"dossier/locale/{code}/LC_MESSAGES/dossier.mo" for code in ("be", "ru", "uk")} <= names


def test_the_wheel_holds_no_tests_and_no_leftovers(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert [name for name in names if "__pycache__" in name or name.startswith("tests/") or "/out/" in name] == []
    assert {name.partition("/")[0] for name in names} == {"dossier", f"dossier-{__version__}.dist-info"}


def test_two_builds_are_the_same_bytes(wheel: Path, tmp_path: Path) -> None:
    assert build_into(tmp_path).read_bytes() == wheel.read_bytes()
