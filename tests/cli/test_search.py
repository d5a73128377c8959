"""The search as a command: hits, searches that are kept; and every example of the manual, typed."""

import json
import re
from pathlib import Path

import pytest

from dossier.casework.case_files import load_case_file
from dossier.resources import seed_path
from dossier.vault import Vault, open_vault
from tests.cli.running import dossier_here as dossier
from tests.conftest import PASSPHRASE

MANUAL = (Path(__file__).resolve().parents[2] / "docs" / "manual.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(
    r"(?m)^\| `(.+?)` \| (.+?) \| .+ \|$", MANUAL.partition("\n## Finding\n")[2].partition("\n## ")[0]
)


def test_every_example_of_the_manual_finds_what_it_says(vault: Vault) -> None:
    for name in ("mission.yaml", "example_trial.yaml"):
        load_case_file(vault, seed_path("cases", name))
    assert len(EXAMPLES) > 12
    found = {typed: [hit.label for hit in vault.search(typed)][:1] for typed, _label in EXAMPLES}
    assert found == {typed: [label] for typed, label in EXAMPLES}


@pytest.fixture
def ask(vault_folder: Path, tmp_path: Path):  # type: ignore[no-untyped-def]
    """Runs ``dossier search`` on a vault with one case; gives back status, stdout and stderr."""
    with open_vault(vault_folder, PASSPHRASE) as vault:
        load_case_file(vault, seed_path("cases", "example_trial.yaml"))
    key = tmp_path / "key.txt"
    key.write_text(PASSPHRASE)
    key.chmod(0o600)

    def run(*arguments: str) -> tuple[int, str, str]:
        done = dossier("search", *arguments, vault=vault_folder, passphrase=key)
        return done.returncode, done.stdout, done.stderr

    return run


def test_a_search_is_kept_asked_again_narrowed_listed_and_forgotten(ask) -> None:  # type: ignore[no-untyped-def]
    assert ask("article:342", "--save", "Art. 342")[0] == 0
    again = json.loads(ask("--saved", "Art. 342", "--json")[1])
    assert len(again) > 1
    narrowed = json.loads(ask("--saved", "Art. 342", "Нивская", "--json")[1])
    assert [hit["label"] for hit in narrowed] == ["Юстына Міхайлаўна Ніўская"]
    assert json.loads(ask("--list-saved", "--json")[1]) == [{"name": "Art. 342", "words": "article:342"}]
    assert "Art. 342:  article:342" in ask("--list-saved")[1]
    assert ask("--forget", "Art. 342")[0] == 0
    assert ask("--saved", "Art. 342")[0] == 2
    status, stdout, stderr = ask("born:yesterday")
    assert (status, stdout) == (0, "")
    assert "born:yesterday" in stderr
    assert ask()[0] == 2
