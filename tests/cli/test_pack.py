"""``dossier pack`` and ``dossier check`` as a person runs them."""

import json
from pathlib import Path

import pytest

from dossier.casework.case_files import load_case_file
from dossier.cli.main import run
from dossier.resources import seed_path
from dossier.vault import open_vault
from dossier.vault.tables import Receipt


@pytest.fixture
def case(_seeded_template: Path, passphrase: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The reference of the mission's case in the vault that is chosen."""
    import shutil

    folder = Path(shutil.copytree(_seeded_template, tmp_path / "vault"))
    secret = tmp_path / "secret"
    secret.write_text(passphrase, "utf-8")
    secret.chmod(0o600)
    monkeypatch.setenv("DOSSIER_PASSPHRASE_FILE", str(secret))
    monkeypatch.setenv("DOSSIER_VAULT", str(folder))
    with open_vault(folder, passphrase) as vault:
        return load_case_file(vault, seed_path("cases", "mission.yaml"))[0]


def test_a_pack_is_made_signed_checked_and_noted(
    case: str, passphrase: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "pack.zip"
    options = ["--profile", "public", "--sign", "--signer", "Example Lawyer", "--built-at", "2026-11-24T12:00:00Z"]
    assert run(["pack", case, "-o", str(target), *options]) == 0
    said = capsys.readouterr().out
    assert "- A22 " in said
    assert run(["check", str(target), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["is_sound"]
    assert told["assertions"]["A46"] == "holds"
    with open_vault(tmp_path / "vault", passphrase) as vault, vault.read() as session:
        from sqlmodel import select

        receipt = session.exec(select(Receipt)).one()
        assert (receipt.kind, receipt.profile) == ("pack", "public")
        assert str(receipt.files[0]["sha256"]) in said
    assert run(["pack", case, "-o", str(target), *options]) == 5
    target.write_bytes(target.read_bytes()[:-30])
    assert run(["check", str(target)]) == 4


@pytest.mark.parametrize("languages", ["de", "be,be", "be,en,ru"])
def test_languages_that_are_none_are_refused(case: str, tmp_path: Path, languages: str) -> None:
    assert run(["pdf", case, "-o", str(tmp_path / "x.pdf"), "--languages", languages]) == 2
    assert run(["pdf", case, "-o", str(tmp_path / "x.pdf"), "--form", "nothing"]) == 2
    assert not (tmp_path / "x.pdf").exists()
