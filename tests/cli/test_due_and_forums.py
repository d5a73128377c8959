"""``dossier due`` and ``dossier forums`` on the command line."""

import argparse
import json
from pathlib import Path
from typing import Any

import pytest

from dossier.cli import forums
from dossier.errors import Misread, WrongUse
from dossier.vault import open_vault
from tests.casework.recording import Recorder
from tests.cli.running import dossier_here as dossier
from tests.conftest import PASSPHRASE


def _forums(*words: str) -> int:
    parser = argparse.ArgumentParser()
    forums.add_arguments(parser)
    return forums.run(parser.parse_args(list(words)))


def test_a_state_and_a_day_need_no_vault(capsys: pytest.CaptureFixture[str]) -> None:
    assert _forums("--state", "BLR", "--on", "12.08.2020", "--filed", "1 March 2023") == 0
    said = capsys.readouterr().out.splitlines()
    at = next(n for n, line in enumerate(said) if line.startswith("HRC_OP1"))
    assert said[at : at + 2] == [
        "HRC_OP1  Human Rights Committee, individual communications: Closed.",
        "    The State has left the treaty; only what was filed before goes on.",
    ]
    assert said[0].endswith(": Open."), "an open one comes first"


def test_the_document_names_rule_certainty_source_and_steps(capsys: pytest.CaptureFixture[str]) -> None:
    _forums("--state", "RU", "--on", "2022-09-01", "--decided", "2022-10-01", "--filed", "2022-12-01", "--json")
    document: dict[str, Any] = json.loads(capsys.readouterr().out)
    court = next(one for one in document["forums"] if one["forum"] == "ECTHR")
    assert (document["state"], court["answer"], court["until"]) == ("RU", "open", "2023-02-01")
    assert court["certainty"] == "verified"
    assert court["steps"][0] == {"code": "forum.open", "text": "Open."}


def test_a_record_and_a_state_together_are_wrong_use() -> None:
    with pytest.raises(WrongUse):
        _forums("P-7K2Q-9M4XC", "--state", "BY")


def test_an_unknown_state_is_refused() -> None:
    with pytest.raises(Misread, match=r"forum\.state"):
        _forums("--state", "KZ")


@pytest.fixture
def place(vault_folder: Path, tmp_path: Path) -> tuple[Path, Path]:
    """A vault with one verdict, and its passphrase file."""
    with open_vault(vault_folder, PASSPHRASE) as vault:
        record = Recorder(vault)
        procedure = record.proceeding(record.person("Ганна Прыклад"))
        record.sentence(procedure, imposed="2024-03-01")
    secret = tmp_path / "passphrase"
    secret.write_text(PASSPHRASE, encoding="utf-8")
    secret.chmod(0o600)
    return vault_folder, secret


def test_due_lists_records_and_takes_them_off(place: tuple[Path, Path]) -> None:
    vault, secret = place

    def due(*words: str) -> str:
        done = dossier("due", *words, vault=vault, passphrase=secret)
        assert done.returncode == 0, done.stderr
        return done.stdout

    listed = due("--as-of", "2024-03-05")
    assert listed.startswith("11 March 2024  P-")
    assert listed.rstrip().endswith("(at the earliest; rule APPEAL_CRIM, verified)")
    person = listed.split()[3]
    ref = due("--add", "Write to the colony", "--for", person, "--by", "07.03.2024").strip()
    document = json.loads(due("--as-of", "2024-03-10", "--json"))
    assert [(one["kind"], one["days_left"]) for one in document["due"]] == [("deadline", -3), ("appeal", 1)]
    assert "overdue" in due("--as-of", "2024-03-10")
    due("--done", ref)
    assert due("--as-of", "2023-01-01", "--within", "10") == "Nothing is due in this time.\n"


def test_due_refuses_what_is_no_number_of_days_and_half_an_entry(place: tuple[Path, Path]) -> None:
    vault, secret = place
    for words in (["--within", "soon"], ["--within", "99999"], ["--add", "x"]):
        assert dossier("due", *words, vault=vault, passphrase=secret).returncode == 2
