"""A vault of the test's own that every command of the test works on."""

from pathlib import Path

import pytest


@pytest.fixture
def chosen_vault(vault_folder: Path, passphrase: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of an empty vault, named in the environment with the file of its passphrase."""
    secret = tmp_path / "secret"
    secret.write_text(passphrase, "utf-8")
    secret.chmod(0o600)
    monkeypatch.setenv("DOSSIER_PASSPHRASE_FILE", str(secret))
    monkeypatch.setenv("DOSSIER_VAULT", str(vault_folder))
    return vault_folder
