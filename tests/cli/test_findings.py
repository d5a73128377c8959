"""``dossier findings`` and what ``dossier show`` says of them."""

import json
from pathlib import Path

import pytest

from dossier.vault import open_vault
from tests.casework.recording import Recorder
from tests.cli.running import dossier_here as dossier
from tests.conftest import PASSPHRASE


@pytest.fixture
def place(vault_folder: Path, tmp_path: Path) -> tuple[Path, Path, str, str]:
    """A vault, its passphrase file, a person with two findings and one without."""
    with open_vault(vault_folder, PASSPHRASE) as vault:
        record = Recorder(vault)
        person, other = record.person("Ганна Прыклад"), record.person("Алена Ўзор")
        procedure = record.proceeding(person)
        record.charge(procedure, "342", "1", act="2021-07-01", charged="2020-07-01", result="convicted")
    secret = tmp_path / "passphrase"
    secret.write_text(PASSPHRASE, encoding="utf-8")
    secret.chmod(0o600)
    return vault_folder, secret, person.ref, other.ref


def test_findings_are_said_with_their_place_and_their_fix(place: tuple[Path, Path, str, str]) -> None:
    vault, secret, person, _other = place
    done = dossier("findings", person, vault=vault, passphrase=secret)
    assert done.returncode == 1
    head, hard, soft = done.stdout.splitlines()
    assert head == f"{person}  Ганна Прыклад"
    assert hard.startswith("  contradiction · charge_before_facts · CH-")
    assert hard.endswith("The charge (1 July 2020) is before the facts (1 July 2021). Correct one of the two days.")
    assert soft.startswith("  to look at · conviction_without_decision · PR-")


def test_the_whole_vault_and_contradictions_alone(place: tuple[Path, Path, str, str]) -> None:
    vault, secret, person, _other = place
    done = dossier("findings", "--hard", "--json", vault=vault, passphrase=secret)
    assert done.returncode == 1
    (found,) = json.loads(done.stdout)["findings"]
    assert (found["person"], found["code"], found["severity"]) == (person, "charge_before_facts", "hard")
    assert found["facts"] == {"charged": "2020-07-01", "facts": "2021-07-01"}


def test_without_findings_the_status_is_nought(place: tuple[Path, Path, str, str]) -> None:
    vault, secret, _person, other = place
    done = dossier("findings", other, vault=vault, passphrase=secret)
    assert (done.returncode, done.stdout) == (0, "Nothing was found.\n")


def test_show_ends_with_the_findings(place: tuple[Path, Path, str, str]) -> None:
    vault, secret, person, other = place
    shown = dossier("show", person, vault=vault, passphrase=secret)
    assert shown.returncode == 0
    assert "\nTo check\n" in shown.stdout
    assert "charge_before_facts" in shown.stdout
    assert "To check" not in dossier("show", other, vault=vault, passphrase=secret).stdout
    document = json.loads(dossier("show", person, "--json", vault=vault, passphrase=secret).stdout)
    assert [one["code"] for one in document["findings"]] == ["charge_before_facts", "conviction_without_decision"]
