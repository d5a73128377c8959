"""The commands of keys, journal and backup, run as a person runs them."""

import json
from pathlib import Path

import pytest
from sqlmodel import select

from dossier.cli.main import run
from dossier.errors import VaultProblem
from dossier.vault import open_vault
from dossier.vault.tables import Person

NEW = "granite velvet onion trapeze muffin seldom"


@pytest.fixture(autouse=True)
def chosen(vault_folder: Path, passphrase: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The vault that the commands work on, and its passphrase in a file."""
    for name, content in (("old", passphrase), ("new", NEW)):
        (tmp_path / name).write_text(content, encoding="utf-8")
        (tmp_path / name).chmod(0o600)
    monkeypatch.setenv("DOSSIER_VAULT", str(vault_folder))
    monkeypatch.setenv("DOSSIER_PASSPHRASE_FILE", str(tmp_path / "old"))
    return vault_folder


def _person(folder: Path, passphrase: str) -> str:
    with open_vault(folder, passphrase) as vault:
        with vault.write() as session:
            person = Person(label="Ян")
            session.add(person)
        with vault.write() as session:
            session.exec(select(Person)).one().label = "Янка\nforged  line"
        return person.ref or ""


def test_a_person_is_added_listed_and_removed(
    chosen: Path, passphrase: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["keys", "add", "Борис", "--new-passphrase-file", str(tmp_path / "new")]) == 0
    key = capsys.readouterr().out.strip()
    assert run(["keys", "list", "--json"]) == 0
    assert [(one["person"], one["mine"]) for one in json.loads(capsys.readouterr().out)["keys"]] == [
        ("Алеся", True), ("Борис", False),
    ]  # fmt: skip
    assert run(["keys", "remove", key]) == 0
    with open_vault(chosen, passphrase) as vault:
        assert vault.header.epoch == 2


@pytest.mark.parametrize("split", [[], ["--split"]])
def test_a_recovery_key_is_kept_only_when_it_was_typed_back(
    split: list[str], chosen: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shown: list[str] = []

    def typed(_prompt: str) -> str:
        """Read what the command has shown so far, as from the sheet."""
        shown.extend(line.strip() for line in capsys.readouterr().out.splitlines() if line.strip())
        return shown.pop(0).partition(".  ")[2] or shown[-1] if split else shown[0]

    before = (chosen / "header.json").read_bytes()
    monkeypatch.setattr("dossier.cli.keys.ask_line", lambda _prompt: "00000-" * 12 + "00000")
    assert run(["keys", "recovery", *split]) == 2
    assert (chosen / "header.json").read_bytes() == before
    capsys.readouterr()
    monkeypatch.setattr("dossier.cli.keys.ask_line", typed)
    assert run(["keys", "recovery", *split]) == 0
    assert (chosen / "header.json").read_bytes() != before


def test_reasons_of_the_program_stand_in_the_language_of_the_reader_and_are_kept_as_written(
    chosen: Path, passphrase: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_vault(chosen, passphrase) as vault, vault.write(reason="exhibit transferred") as session:
        session.add(Person(label="Ян"))
    assert run(["--lang", "be", "log", "list", "--action", "insert"]) == 0
    assert "перадад" in capsys.readouterr().out
    assert run(["--lang", "be", "log", "list", "--action", "insert", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["reason"] == "exhibit transferred"


def test_the_journal_is_listed_on_single_lines_and_the_history_shows_before_and_after(
    chosen: Path, passphrase: str, capsys: pytest.CaptureFixture[str]
) -> None:
    ref = _person(chosen, passphrase)
    assert run(["log", "list", "--limit", "3"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 3
    assert "unlock" in lines[0]
    assert ref in lines[1]
    assert run(["log", "history", ref, "--json"]) == 0
    steps = json.loads(capsys.readouterr().out)
    assert [one["action"] for one in steps] == ["insert", "update"]
    assert run(["log", "history", ref]) == 0
    assert "\nforged" not in capsys.readouterr().out
    assert run(["log", "restore", ref, str(steps[1]["number"])]) == 0
    with open_vault(chosen, passphrase) as vault, vault.read() as session:
        assert session.exec(select(Person.label)).one() == "Ян"


def test_a_proof_holds_for_a_court_and_a_forged_one_does_not(
    chosen: Path, passphrase: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ref = _person(chosen, passphrase)
    assert run(["log", "checkpoint"]) == 0
    (tmp_path / "point").write_text(capsys.readouterr().out, encoding="utf-8")
    assert run(["log", "prove", ref, "--against", str(tmp_path / "point")]) == 0
    text = capsys.readouterr().out
    proof = tmp_path / "proof.json"
    proof.write_text(text, encoding="utf-8")
    assert run(["log", "check", str(proof)]) == 0
    assert run(["log", "check", str(proof), "--against", str(tmp_path / "point")]) == 0
    document = json.loads(text)
    for change in (
        lambda one: one["entries"][0]["entry"]["after"].update(label="Іван"),
        lambda one: one["entries"][0]["entry"].update(author="X"),
        lambda one: one["entries"][0].update(proof=one["entries"][1]["proof"]),
        lambda one: one.update(checkpoint=one["checkpoint"].replace("\n", "\n1", 1)),
        lambda one: one["since"].update(proof=one["since"]["proof"][:-1]),
    ):
        forged = json.loads(json.dumps(document))
        change(forged)  # type: ignore[no-untyped-call]
        proof.write_text(json.dumps(forged), encoding="utf-8")
        assert run(["log", "check", str(proof), "--against", str(tmp_path / "point")]) in (1, 4)
    proof.write_text("[]", encoding="utf-8")
    assert run(["log", "check", str(proof)]) == 4


def test_a_vault_that_was_put_back_does_not_agree_with_a_checkpoint_kept_outside(
    chosen: Path, passphrase: str, capsys: pytest.CaptureFixture[str]
) -> None:
    yesterday = (chosen / "vault.db").read_bytes()
    _person(chosen, passphrase)
    assert run(["log", "checkpoint", "--short"]) == 0
    point = capsys.readouterr().out.strip()
    assert run(["verify", "--against", point]) == 0
    (chosen / "vault.db").write_bytes(yesterday)
    assert run(["verify"]) == 0, "from inside it looks sound"
    capsys.readouterr()
    assert run(["verify", "--against", point]) == 1
    assert "an older vault was put back" in capsys.readouterr().out


def test_a_backup_is_made_checked_without_a_key_and_restored(
    chosen: Path, passphrase: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _person(chosen, passphrase)
    identity, disk = tmp_path / "identity", tmp_path / "disk"
    assert run(["backup", "--new-identity", str(identity)]) == 0
    public = capsys.readouterr().out.strip()
    assert identity.stat().st_mode & 0o077 == 0
    assert run(["backup", "-o", str(disk), "--to", public, "--json"]) == 0
    line = json.loads(capsys.readouterr().out)["receipt_line"]
    assert run(["verify", "--no-key", str(disk)]) == 0
    target = tmp_path / "restored"
    arguments = ["restore", str(disk), "--to", str(target), "--identity", str(identity), "--receipt", line]
    assert run([*arguments, "--person", "Вера", "--new-passphrase-file", str(tmp_path / "new")]) == 0
    with open_vault(target, NEW) as vault:
        assert vault.author == "Вера"
    from dossier.vault.backup_state import backup_state

    with open_vault(chosen, passphrase) as vault:
        assert backup_state(vault).days_since_restored == 0
    assert run(arguments) == 5, "the folder is taken"


@pytest.mark.parametrize("part", ["0/3", "4/3", "x", "1/"])
def test_a_part_that_is_none_is_refused(part: str) -> None:
    assert run(["verify", "--part", part]) == 2


@pytest.mark.parametrize("leaked", [False, True], ids=["changed", "leaked"])
def test_a_changed_passphrase_says_what_is_still_open_and_after_a_leak_closes_it(
    leaked: bool, chosen: Path, passphrase: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["keys", "change", "--new-passphrase-file", str(tmp_path / "new"), *(["--leaked"] if leaked else [])]
    if leaked:
        with open_vault(chosen, passphrase):
            assert run(command) == 3
            assert "nothing was changed" in capsys.readouterr().err
    assert run(command) == 0
    assert ("dossier keys change --leaked" in capsys.readouterr().err) is not leaked
    with open_vault(chosen, NEW) as vault:
        assert vault.header.epoch == (2 if leaked else 1)
    with pytest.raises(VaultProblem, match=r"vault\.passphrase"):
        open_vault(chosen, passphrase)
