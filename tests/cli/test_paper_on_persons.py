"""``dossier pdf`` and ``dossier pack`` of a free set of persons, read back."""

import json
import shutil
from pathlib import Path

import pypdfium2
import pytest
from sqlmodel import select

from dossier.casework.case_files import load_case_file
from dossier.cli.main import run
from dossier.resources import seed_path
from dossier.vault import open_vault
from dossier.vault.tables import Person, Receipt

CHOSEN, OTHERS = ("Агата", "Ціхан"), ("Сымон", "Ніўск", "Пятроўск", "Быстрыцк", "Ўсціновіч", "Тэкля")


@pytest.fixture
def persons(_seeded_template: Path, passphrase: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Label -> reference of everybody of an invented trial, in the vault that is chosen."""
    folder = Path(shutil.copytree(_seeded_template, tmp_path / "vault"))
    secret = tmp_path / "secret"
    secret.write_text(passphrase, "utf-8")
    secret.chmod(0o600)
    monkeypatch.setenv("DOSSIER_PASSPHRASE_FILE", str(secret))
    monkeypatch.setenv("DOSSIER_VAULT", str(folder))
    with open_vault(folder, passphrase) as vault:
        load_case_file(vault, seed_path("cases", "example_trial.yaml"))
        with vault.read() as session:
            return {one.label: one.ref or "" for one in session.exec(select(Person))}


def options(persons: dict[str, str]) -> list[str]:
    refs = [ref for label, ref in persons.items() if label.startswith(CHOSEN)]
    return [word for ref in refs for word in ("--person", ref)]


def text_of(path: Path) -> str:
    pages = pypdfium2.PdfDocument(path)
    return "\n".join(page.get_textpage().get_text_range() for page in pages)


def test_the_paper_holds_those_persons_and_nothing_of_the_others(
    persons: dict[str, str], passphrase: str, tmp_path: Path
) -> None:
    target = tmp_path / "two.pdf"
    assert run(["pdf", *options(persons), "-o", str(target), "--profile", "sealed", "--languages", "be"]) == 0
    told = text_of(target)
    assert [name for name in CHOSEN if name not in told] == []
    assert [name for name in OTHERS if name in told] == []
    with open_vault(tmp_path / "vault", passphrase) as vault, vault.read() as session:
        receipt = session.exec(select(Receipt)).one()
        assert receipt.record_refs == options(persons)[1::2]


def test_a_pack_of_persons_is_sound_and_no_file_of_it_names_another(
    persons: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "pack"
    assert run(["pack", *options(persons), "-o", str(target), "--profile", "confidential"]) == 0
    capsys.readouterr()
    assert run(["check", str(target), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["is_sound"]
    for file in filter(Path.is_file, target.rglob("*")):
        told = text_of(file) if file.suffix == ".pdf" else file.read_bytes().decode("utf-8", "replace")
        assert [name for name in OTHERS if name in told] == [], file.name


def test_without_a_case_and_without_a_person_it_says_what_to_name(
    tmp_path: Path, persons: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["pdf", "-o", str(tmp_path / "x.pdf")]) == 2
    assert "--person" in capsys.readouterr().err
