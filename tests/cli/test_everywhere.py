"""The same answers in every locale, at the other end of the world and without assertions. Case L7."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dossier.vault import open_vault
from dossier.vault.tables import LegalCase, Party, Person, PersonName

_WORK = """
import sys
from dossier.cli.main import run
statuses = [run(words.split("|")) for words in sys.argv[1:]]
print(statuses)
"""
WORK = (
    "search|Яўген", "search|Yauhen|--json", "log|list|--action|insert", "log|list|--action|insert|--json", "verify",
    "reckon|2 года|--branch|criminal|--in-force|2021-05-12|--json", "reckon|15 суток|--branch|administrative",
    "due", "stats|--json", "show|{ref}",
)  # fmt: skip
PLACES = {
    "plain C": {"LC_ALL": "C", "TZ": "UTC"},
    "Kiritimati": {"TZ": "Pacific/Kiritimati"},
    "Turkish": {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "TZ": "Pacific/Pago_Pago"},
    "no assertions": {"PYTHONOPTIMIZE": "2"},
}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, _empty_template: Path) -> tuple[Path, str]:
    """A vault with a case and a person, and the reference of the person."""
    folder = Path(shutil.copytree(_empty_template, tmp_path_factory.mktemp("everywhere") / "vault"))
    with open_vault(folder, "plank carnation utensil plaster dill nuzzle") as vault, vault.write() as session:
        session.add_all([case := LegalCase(title="Справа İ і ı"), person := Person(label="Яўген Іваноў")])
        session.flush()
        session.add_all([Party(case_id=case.id, person_id=person.id, role="victim"),
                         PersonName(person_id=person.id, as_written="Яўген Іваноў")])  # fmt: skip
        session.flush()
        return folder, str(person.ref)


def _answers(filled: tuple[Path, str], passphrase: str, place: dict[str, str], secret: Path) -> bytes:
    secret.write_text(passphrase, encoding="utf-8")
    secret.chmod(0o600)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "TZ", "PYTHON"))}
    environment = {
        **kept, "PYTHONPATH": str(Path(__file__).parents[2]), "DOSSIER_VAULT": str(filled[0]), "DOSSIER_LANG": "be",
        "DOSSIER_PASSPHRASE_FILE": str(secret), **place,
    }  # fmt: skip
    words = [one.format(ref=filled[1]) for one in WORK]
    done = subprocess.run([sys.executable, "-c", _WORK, *words], env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr[-800:]
    return done.stdout


@pytest.fixture(scope="module")
def usual(filled: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The answers in a usual place."""
    secret = tmp_path_factory.mktemp("usual") / "secret"
    return _answers(filled, "plank carnation utensil plaster dill nuzzle", {"LC_ALL": "C.UTF-8", "TZ": "UTC"}, secret)


@pytest.mark.parametrize("place", PLACES)
def test_the_answers_are_the_same_everywhere(
    place: str, usual: bytes, filled: tuple[Path, str], passphrase: str, tmp_path: Path
) -> None:
    assert "Яўген Іваноў".encode() in usual
    assert _answers(filled, passphrase, PLACES[place], tmp_path / "secret") == usual
