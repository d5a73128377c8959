"""``dossier duplicates`` and ``dossier merge`` from outside: nothing is joined without a yes."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from dossier.casework.entry import enter_person
from dossier.cli.main import run
from dossier.vault import open_vault


@pytest.fixture
def refs(vault_folder: Path, passphrase: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """A vault with one person recorded twice."""
    secret = tmp_path / "secret"
    secret.write_text(passphrase, "utf-8")
    secret.chmod(0o600)
    monkeypatch.setenv("DOSSIER_PASSPHRASE_FILE", str(secret))
    monkeypatch.setenv("DOSSIER_VAULT", str(vault_folder))
    with open_vault(vault_folder, passphrase) as vault:
        one = enter_person(vault, {"family": "Ёлкина", "given": "Анна", "born": "03.05.1991", "occupation": "врач"})
        other = enter_person(vault, {"family": "Ёлкіна", "given": "Ганна", "born": "1991", "occupation": "лекарка"})
    return one.ref, other.ref


def _json(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    return told


@pytest.mark.parametrize(("option", "words"), [("--different", "different people"), ("--same", "one person")])
def test_a_decision_is_said_and_contradicts_nothing(
    refs: tuple[str, str], capsys: pytest.CaptureFixture[str], option: str, words: str
) -> None:
    assert run(["duplicates", option, *refs]) == 0
    said = capsys.readouterr().out
    assert words in said.splitlines()[0]
    assert "contradiction" not in said
    assert run(["duplicates", "--forget", *refs]) == 0
    assert "taken back" in capsys.readouterr().out


def test_the_list_names_both_with_score_band_and_reasons(
    refs: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["duplicates", "--json"]) == 0
    (pair,) = _json(capsys)["pairs"]
    assert {pair["first"]["ref"], pair["second"]["ref"]} == set(refs)
    assert (pair["band"], "born_compatible" in pair["reason_codes"]) == ("same", True)
    assert run(["duplicates"]) == 0
    assert all(ref in capsys.readouterr().out for ref in refs[:1])


def test_without_a_yes_nothing_is_joined_and_the_plan_is_shown(
    refs: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["merge", *refs, "--json"]) == 2
    told = _json(capsys)
    assert told["merge"] is None
    assert {"field": "occupation", "value": "врач", "other": "лекарка", "kept_from": refs[0], "differs": True} in told[
        "fields"
    ]
    assert run(["merge", *refs]) == 2
    assert "лекарка" in capsys.readouterr().out


@pytest.mark.parametrize(("typed", "status"), [("да\n", 0), ("yes\n", 0), ("\n", 2), ("no\n", 2), ("", 2)])
def test_only_a_clear_yes_at_the_terminal_joins(
    refs: tuple[str, str], typed: str, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Terminal:
        def isatty(self) -> bool:
            return True

        def readline(self) -> str:
            return typed

    monkeypatch.setattr(sys, "stdin", Terminal())
    assert run(["merge", *refs]) == status


def test_a_merge_can_be_taken_back(refs: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["merge", *refs, "--keep", f"occupation={refs[1]}", "--yes", "--json"]) == 0
    merge = str(_json(capsys)["merge"])
    assert run(["show", refs[1], "--json"]) == 0
    shown = _json(capsys)
    assert (shown["ref"], shown["occupation"]) == (refs[0], "лекарка")
    assert run(["merge", "--undo", merge]) == 0
    capsys.readouterr()
    assert run(["show", refs[1], "--json"]) == 0
    assert _json(capsys)["ref"] == refs[1]
    assert run(["merge", "--undo", merge]) == 2


def test_different_people_leave_the_list(refs: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["duplicates", "--different", *refs, "--reason", "розныя"]) == 0
    capsys.readouterr()
    assert run(["duplicates", "--json"]) == 0
    assert _json(capsys)["pairs"] == []
    assert run(["merge", *refs, "--yes"]) == 2
    assert run(["duplicates", "--forget", *refs]) == 0
    assert run(["duplicates", "--pair", *refs, "--json"]) == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ["merge"],
        ["merge", "P-7K2Q-9M4XC"],
        ["merge", "A", "B", "--undo", "M"],
        ["merge", "A", "B", "--keep", "born"],
        ["duplicates", "--same", "A", "B", "--different", "A", "B"],
    ],
)
def test_wrong_use_says_so(refs: tuple[str, str], arguments: list[str]) -> None:
    assert run(arguments) == 2
