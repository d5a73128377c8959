"""Bad input gets a clear sentence and the status of the manual, and nothing is lost."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dossier.vault import open_vault
from dossier.vault.tables import Person
from tests.cli.running import dossier

if TYPE_CHECKING:
    from subprocess import CompletedProcess


@pytest.fixture
def key(tmp_path: Path, passphrase: str) -> Path:
    """The right passphrase in a private file."""
    file = tmp_path / "key"
    file.write_text(passphrase + "\n", encoding="utf-8")
    file.chmod(0o600)
    return file


def _says(done: "CompletedProcess[str]", status: int, words: str) -> None:
    assert (done.returncode, done.stdout) == (status, "")
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_a_wrong_passphrase_does_not_open(vault_folder: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong"
    wrong.write_text("these are other words entirely", encoding="utf-8")
    _says(dossier("search", "x", vault=vault_folder, passphrase=wrong), 3, "does not open")


def test_without_a_passphrase_nothing_opens(vault_folder: Path) -> None:
    _says(dossier("search", "x", vault=vault_folder), 3, "No passphrase")


def test_no_vault_there(tmp_path: Path, key: Path) -> None:
    for typed in (key, None):  # nobody types a passphrase for nothing
        _says(dossier("search", "x", vault=tmp_path / "nothing", passphrase=typed), 3, "There is no vault")


def test_a_mistyped_reference(vault_folder: Path, key: Path) -> None:
    _says(dossier("show", "P-0000-00000", vault=vault_folder, passphrase=key), 2, "mistyped")


def test_a_missing_list(vault_folder: Path, key: Path, tmp_path: Path) -> None:
    _says(dossier("import", str(tmp_path / "none.csv"), vault=vault_folder, passphrase=key), 4, "no such file")


def test_a_binary_file_as_a_list(vault_folder: Path, key: Path, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_bytes(bytes(range(256)) * 40)
    done = dossier("import", str(file), vault=vault_folder, passphrase=key)
    assert done.returncode == 4
    assert "Traceback" not in done.stderr


def test_a_list_under_an_unknown_header_changes_nothing(
    vault_folder: Path, key: Path, tmp_path: Path, passphrase: str
) -> None:
    file = tmp_path / "list.csv"
    file.write_text("who,what\nЯн,15\n", encoding="utf-8")
    done = dossier("import", str(file), vault=vault_folder, passphrase=key)
    assert done.returncode in (2, 4)
    with open_vault(vault_folder, passphrase) as vault, vault.read() as session:
        from sqlmodel import select

        assert session.exec(select(Person)).first() is None
