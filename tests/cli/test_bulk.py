"""Records read in bulk on the command line leave an entry in the journal; a few of them leave none."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from dossier.cli.bulk import BULK_FROM
from dossier.vault import open_vault
from dossier.vault.log import log_lines
from dossier.vault.tables import Person, PersonName
from tests.cli.running import dossier
from tests.conftest import PASSPHRASE

WORD = "Прыклад"


@pytest.fixture
def full_vault(chosen_vault: Path) -> Path:
    """A vault with more people than an answer may show unnoted."""
    with open_vault(chosen_vault, PASSPHRASE) as vault, vault.write() as session:
        for n in range(BULK_FROM + 1):
            person = Person(label=f"{WORD} {n}")
            session.add(person)
            session.flush()
            session.add(PersonName(person_id=person.id, as_written=person.label))
    return chosen_vault


def _found(folder: Path, limit: int) -> int:
    done = dossier("search", WORD, "--limit", str(limit), "--json", vault=folder, passphrase=folder.parent / "secret")
    return len(json.loads(done.stdout))


def _noted(folder: Path) -> list[str | None]:
    with open_vault(folder, PASSPHRASE) as vault, vault.read() as session:
        return [line.reason for line in log_lines(session, limit=50, action="read")]


def test_a_long_answer_stands_in_the_journal_before_it_is_shown(full_vault: Path) -> None:
    assert _found(full_vault, BULK_FROM) == BULK_FROM
    assert _noted(full_vault) == ["search"]


def test_an_answer_that_nobody_got_to_see_stands_there_too(full_vault: Path) -> None:
    """So the entry is made first."""
    command = [sys.executable, "-m", "dossier", "--vault", str(full_vault), "search", WORD, "--limit", str(BULK_FROM)]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    environment |= {"DOSSIER_PASSPHRASE_FILE": str(full_vault.parent / "secret")}
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.DEVNULL, env=environment, check=False)
    assert done.returncode != 0
    assert _noted(full_vault) == ["search"]


def test_a_short_answer_leaves_no_entry(full_vault: Path) -> None:
    assert _found(full_vault, BULK_FROM - 1) == BULK_FROM - 1
    assert _noted(full_vault) == []
