"""``dossier stats`` from outside."""

import json

import pytest

from dossier.cli.main import run
from dossier.resources import seed_path

pytestmark = pytest.mark.usefixtures("chosen_vault")


@pytest.fixture(autouse=True)
def _narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")


def test_an_empty_vault_says_that_nothing_can_be_counted(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["stats"]) == 0
    assert "Nothing is recorded" in capsys.readouterr().err


def test_an_imported_list_is_counted_in_eighty_columns(capsys: pytest.CaptureFixture[str]) -> None:
    run(["import", str(seed_path("examples", "partner_list.csv"))])
    capsys.readouterr()
    assert run(["stats"]) == 0
    told = capsys.readouterr().out
    assert "Persons by article" in told
    assert max(len(line) for line in told.splitlines()) <= 80
    assert run(["stats", "--json"]) == 0
    figures = {one["figure"]: one for one in json.loads(capsys.readouterr().out)}
    assert sum(count for _label, count in figures["punishments"]["rows"]) > 10
