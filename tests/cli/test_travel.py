"""The commands of a journey, run as a person runs them: packed, written in on the way, brought home."""

import json
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import col, select

from dossier.cli.main import run
from dossier.vault import open_vault
from dossier.vault.tables import Exhibit, ExhibitCopy, LegalCase, Party, Person

AWAY = "granite velvet onion trapeze muffin seldom"


@pytest.fixture(autouse=True)
def home(vault_folder: Path, passphrase: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The vault at home, with a passphrase for it and one for the way."""
    for name, content in (("at-home", passphrase), ("on-the-way", AWAY)):
        (tmp_path / name).write_text(content, encoding="utf-8")
        (tmp_path / name).chmod(0o600)
    monkeypatch.setenv("DOSSIER_VAULT", str(vault_folder))
    monkeypatch.setenv("DOSSIER_PASSPHRASE_FILE", str(tmp_path / "at-home"))
    return vault_folder


@pytest.fixture
def case_ref(home: Path, passphrase: str) -> str:
    """A case with a person, and an exhibit of which a numbered copy was made; and a person of no case."""
    with open_vault(home, passphrase) as vault, vault.write() as session:
        session.add_all([case := LegalCase(title="Справа"), person := Person(label="Едзе"), Person(label="Дома")])
        session.flush()
        session.add(Party(case_id=case.id, person_id=person.id, role="victim"))
        session.add(exhibit := Exhibit(case_id=case.id, title="Прысуд", document_kind_code="judgment"))
        session.flush()
        session.add(
            ExhibitCopy(
                exhibit_id=exhibit.id, kind="pages", object_id="0" * 64, sha256="0" * 64, size_bytes=1,
                mime_type="application/pdf", page_count=1, made_from_sha256="0" * 64, tool="t",
            )
        )  # fmt: skip
        session.flush()
        return str(case.ref)


def _pack(ref: str, tmp_path: Path, *more: str) -> int:
    return run(["travel", "pack", ref, "-o", str(tmp_path / "away"), "--passphrase-file",
                str(tmp_path / "on-the-way"), *more])  # fmt: skip


def _back(tmp_path: Path, *more: str) -> int:
    return run(["travel", "back", str(tmp_path / "away"), "--passphrase-file", str(tmp_path / "on-the-way"), *more])


def test_what_comes_along_and_what_stays_is_said_before_the_journey(
    case_ref: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _pack(case_ref, tmp_path) == 0
    said = capsys.readouterr()
    assert "person  1" in said.out.splitlines()
    for words in ("stills of exhibits that stay at home: 1", "Sealed identities, tips", "only when you say so there"):
        assert words in said.err
    with open_vault(tmp_path / "away", AWAY) as away, away.read() as session:
        assert session.exec(select(Person.label)).all() == ["Едзе"]


def test_what_was_written_on_the_way_comes_home_and_the_rest_is_named(
    case_ref: str, home: Path, passphrase: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _pack(case_ref, tmp_path, "--json") == 0
    packed = json.loads(capsys.readouterr().out)
    assert (packed["rows"]["person"], packed["copies_at_home"]) == (1, 1)
    with open_vault(tmp_path / "away", AWAY) as away, away.write() as session:
        session.exec(select(Person)).one().occupation = "настаўніца"
        session.delete(session.exec(select(Exhibit)).one())
        session.add(LegalCase(title="Новая справа"))
    assert _back(tmp_path, "--json") == 1
    done = json.loads(capsys.readouterr().out)
    assert (done["added"], done["changed"]) == (1, 1)
    assert [one["why"] for one in done["not_merged"]] == ["removed on the way"]
    with open_vault(home, passphrase) as vault, vault.read() as session:
        assert session.exec(select(Person.occupation).where(col(Person.label) == "Едзе")).one() == "настаўніца"
        assert session.exec(select(Exhibit.title)).all() == ["Прысуд"]
    assert _back(tmp_path) == 1
    said = capsys.readouterr()
    assert "removed on the way" in said.out
    assert "Added: 0. Changed: 0. Removed: 0. Not merged: 1." in said.err
    assert _back(tmp_path, "--removals") == 1
    said = capsys.readouterr()
    assert "stays: something that is only here hangs on it" in said.out, "the numbered copy at home"


def test_what_was_sealed_on_the_way_is_said_to_stay_in_that_vault(
    case_ref: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from dossier.casework.sealed_sources import SourceForm, add_sealed_source
    from dossier.vault import custodian_keys, custodians

    assert _pack(case_ref, tmp_path) == 0
    with open_vault(tmp_path / "away", AWAY) as away:
        for name in ("one", "two"):
            public = custodian_keys.new_secret().public_bytes()
            line, heard = custodian_keys.public_line(public), custodian_keys.fingerprint(public)
            custodians.add_custodian(away, name, line, heard)
        add_sealed_source(away, SourceForm(), {"name": "Канарэйка"}, today=date.today())
    capsys.readouterr()
    assert _back(tmp_path) == 1
    assert "dossier custodian export --vault" in capsys.readouterr().err


@pytest.mark.parametrize(("words", "status"), [
    (["pack", "P-0000", "-o", "x"], 2),
    (["pack", "-o", "x"], 2),
    (["back", "nowhere"], 3),
])  # fmt: skip
def test_a_journey_that_cannot_be_is_refused(
    words: list[str], status: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["travel", *words, "--passphrase-file", str(tmp_path / "on-the-way")]) == status
    assert not (tmp_path / "x").exists()


def test_the_passphrase_of_the_vault_at_home_is_refused_and_leaves_nothing(case_ref: str, tmp_path: Path) -> None:
    words = ["travel", "pack", case_ref, "-o", str(tmp_path / "away"), "--passphrase-file", str(tmp_path / "at-home")]
    assert run(words) == 2
    assert not (tmp_path / "away").exists()


def test_another_vault_does_not_come_home(home: Path, tmp_path: Path, passphrase: str) -> None:
    assert run(["travel", "back", str(home), "--passphrase-file", str(tmp_path / "at-home")]) in (2, 3)
