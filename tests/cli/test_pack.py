"""``dossier pack`` and ``dossier check`` as a person runs them."""

import json
import time
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from dossier.casework.case_files import load_case_file
from dossier.cli.main import run
from dossier.errors import RenderProblem
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


def test_a_paper_is_judged_by_the_list_of_the_vaults_keys(
    case: str, passphrase: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from dossier.vault.paper_signing import own_key

    monkeypatch.setattr("pyhanko.sign.signers.pdf_signer.tzlocal.get_localzone", lambda: ZoneInfo("Europe/Minsk"))
    vault = tmp_path / "vault"
    with open_vault(vault, passphrase) as opened:
        stolen = own_key(opened, "Example Lawyer", now=datetime.now(UTC))

    def pack(name: str, *more: str) -> Path:
        assert run(["pack", case, "-o", str(tmp_path / name), "--profile", "public", *more]) == 0
        return tmp_path / name

    honest, unsigned = pack("honest", "--sign"), pack("unsigned")
    assert run(["keys", "paper", "--renew"]) == 0
    capsys.readouterr()
    assert run(["keys", "paper", "--proof"]) == 0
    keys = tmp_path / "keys.json"
    keys.write_text(capsys.readouterr().out, "utf-8")
    time.sleep(1.1)  # a signature tells its time to the second
    with monkeypatch.context() as patch:
        patch.setattr("dossier.vault.paper_signing.own_key", lambda *_given, **_more: stolen)
        forged = pack("forged", "--sign")
    monkeypatch.setenv("DOSSIER_PASSPHRASE_FILE", str(tmp_path / "nothing"))
    for one, status, said in (
        (honest, 0, "It was the vault's key then"), (forged, 1, "not when it signed: do not rely on this paper"),
        (unsigned, 1, "! A54"),
    ):  # fmt: skip
        capsys.readouterr()
        assert run(["check", str(one), "--keys", str(keys)]) == status, one
        assert said in capsys.readouterr().out
    assert run(["check", str(honest), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["assertions"]["A54"] == "not_from_outside"
    assert [one["at"][-6:] for one in told["signatures"]] == ["+00:00"], "the zone of the machine stays untold"
    assert run(["check", str(forged)]) == 0
    assert f"SHA-256 {stolen.fingerprint}" in capsys.readouterr().out
    keys.write_text(keys.read_text("utf-8").replace("Example", "Another"), "utf-8")
    assert run(["check", str(honest), "--keys", str(keys)]) == 4


@pytest.mark.parametrize(
    ("command", "maker"),
    [("pack", "dossier.export.pack.make_pack"), ("pdf", "dossier.export.pdf.writing.write_dossier")],
)
def test_the_receipt_of_a_paper_stands_in_the_vault_before_its_first_page_is_made(
    command: str, maker: str, case: str, passphrase: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sqlmodel import select

    seen: list[object] = []

    def stopped(*_given: object, **_more: object) -> None:
        with open_vault(tmp_path / "vault", passphrase) as vault, vault.read() as session:
            seen.extend((one.kind, one.left_at) for one in session.exec(select(Receipt)))
        raise RenderProblem("file.unwritable")

    monkeypatch.setattr(maker, stopped)
    assert run([command, case, "-o", str(tmp_path / "out.pdf"), "--profile", "public"]) == 5
    assert seen == [(command, None)]
    with open_vault(tmp_path / "vault", passphrase) as vault, vault.read() as session:
        assert session.exec(select(Receipt)).all() == [], "nothing left"


def test_the_keys_that_sign_papers_are_listed_with_their_time(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert case
    assert run(["keys", "paper"]) == 0
    assert "signed nothing yet" in capsys.readouterr().err
    for name in ("First Lawyer", ""):
        assert run(["keys", "paper", "--renew", "--signer", name]) == 0
        assert "A new key signs from now on" in capsys.readouterr().err
    assert run(["keys", "paper"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.endswith("First Lawyer") for line in lines] == [True, True]
    assert [" until " in line for line in lines] == [True, False]
    assert run(["keys", "paper", "--json"]) == 0
    assert [one["until"] is None for one in json.loads(capsys.readouterr().out)] == [False, True]


@pytest.mark.parametrize("languages", ["de", "be,be", "be,en,ru"])
def test_languages_that_are_none_are_refused(case: str, tmp_path: Path, languages: str) -> None:
    assert run(["pdf", case, "-o", str(tmp_path / "x.pdf"), "--languages", languages]) == 2
    assert run(["pdf", case, "-o", str(tmp_path / "x.pdf"), "--form", "nothing"]) == 2
    assert not (tmp_path / "x.pdf").exists()
