"""``dossier add`` as a screen reader's user meets it: questions on stderr, a line each, the reference on stdout."""

import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from dossier.casework.drafts import drafts_of_author
from dossier.casework.records import open_record
from dossier.casework.views import person_view
from dossier.cli.main import run
from dossier.vault import Vault, open_vault


class Talked(NamedTuple):
    """What one run of the program left."""

    returncode: int
    stdout: str
    stderr: str


Talk = Callable[..., Talked]


@pytest.fixture
def secret(passphrase: str, tmp_path: Path) -> Path:
    file = tmp_path / "secret"
    file.write_text(passphrase, "utf-8")
    file.chmod(0o600)
    return file


@pytest.fixture
def add(vault_folder: Path, secret: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Talk:
    """Run ``dossier add`` with prepared answers."""
    monkeypatch.setenv("DOSSIER_LANG", "en")
    monkeypatch.setenv("DOSSIER_VAULT", str(vault_folder))
    monkeypatch.setenv("DOSSIER_PASSPHRASE_FILE", str(secret))

    def talk(*words: str, answers: list[str]) -> Talked:
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{one}\n" for one in answers)))
        status = run(["add", *words])
        told = capsys.readouterr()
        return Talked(status, told.out, told.err)

    return talk


@pytest.fixture
def look(vault_folder: Path, passphrase: str) -> Callable[[], Vault]:
    """Open the vault that the program worked on."""

    def opened() -> Vault:
        return open_vault(vault_folder, passphrase)

    return opened


PERSON = ["Ёлкина", "Анна", "Петровна", "1991", "", "Дело 7", ""]
CHARGE = ["ч. 1 ст. 342", "август 2020", "", "суд", "", "05.2021"]


def test_a_person_with_charge_and_sentence_is_entered_and_every_value_answered(
    add: Talk, look: Callable[[], Vault]
) -> None:
    talk = add("person", answers=[*PERSON, *CHARGE, "15", "15 лет", "лишение свободы", "", ".", "yes"])
    assert talk.returncode == 0, talk.stderr
    assert "= 15 years" in talk.stderr
    assert "days or years" in talk.stderr.lower()
    with look() as vault:
        view = person_view(vault, talk.stdout.strip())
    assert view.label == "Ёлкина Анна Петровна"


def test_a_stopped_entry_is_a_draft_that_the_same_command_takes_up(add: Talk, look: Callable[[], Vault]) -> None:
    stopped = add("person", answers=["Ёлкина", "Анна"])
    assert (stopped.returncode, stopped.stdout) == (130, "")
    assert "kept as a draft" in stopped.stderr
    with look() as vault:
        (draft,) = drafts_of_author(vault).values()
    assert draft.fields == {"family": "Ёлкина", "given": "Анна"}
    done = add("person", answers=["", ".", "yes"])
    assert done.returncode == 0, done.stderr
    assert "Given name [Анна]: " in done.stderr
    with look() as vault:
        assert person_view(vault, done.stdout.strip()).label == "Ёлкина Анна"
        assert drafts_of_author(vault) == {}


def test_a_record_below_another_one_is_entered_with_its_form(add: Talk, look: Callable[[], Vault]) -> None:
    person = add("person", answers=["Іваноў", ".", "yes"]).stdout.strip()
    episode = add("episode", "--to", person, answers=["", "criminal", "", "12 мая 2021", ".", "yes"])
    assert episode.returncode == 0, episode.stderr
    with look() as vault:
        assert open_record(vault, episode.stdout.strip()).texts["started"] == "12 мая 2021"


def test_going_back_lists_and_emptying(add: Talk) -> None:
    person = add("person", answers=["Иванов", "<", "-", "Петров", "Пётр", "-", "", "?", ".", "yes"])
    assert person.returncode == 0, person.stderr
    assert "Surname: Петров" in person.stderr.replace(" *", "")
    assert "There is no list for this field" in person.stderr
    assert "Иванов" not in person.stderr.partition("This will be saved:")[2]


def test_somebody_recorded_already_is_named(add: Talk) -> None:
    assert add("person", answers=["Лукашэнка", "Аляксандр", ".", "yes"]).returncode == 0
    again = add("person", answers=["Лукашенко", "Александр", ".", "no", "yes"])
    assert "Recorded already? Лукашэнка Аляксандр" in again.stderr
    assert (again.returncode, again.stdout) == (0, "")


def test_doubts_are_asked_and_a_no_goes_back_to_the_field(add: Talk) -> None:
    event = add("event", answers=["Рейд", "", "2126", ".", "yes", "no", "2026", ".", "yes"])
    assert event.returncode == 0, event.stderr
    assert event.stdout.startswith("E-")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nonsense"], "There is no such kind"),
        (["placement"], "belongs to another record"),
        (["custody-event"], "There is no such kind"),
        (["charge", "--to", "P-0000-00000"], "Nothing is recorded"),
    ],
    ids=["unknown", "needs a record", "written elsewhere", "no such record"],
)
def test_what_cannot_be_added_is_said_before_any_question(add: Talk, words: list[str], said: str) -> None:
    talk = add(*words, answers=[])
    assert talk.returncode == 2
    assert said in talk.stderr


def test_the_program_takes_its_answers_from_a_pipe(vault_folder: Path, secret: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DOSSIER_")}
    environment |= {"DOSSIER_LANG": "be", "DOSSIER_VAULT": str(vault_folder), "DOSSIER_PASSPHRASE_FILE": str(secret)}
    environment |= {"PYTHONPATH": str(Path(__file__).parents[2])}
    talked = subprocess.run(
        [sys.executable, "-m", "dossier", "add", "case"], input="Справа пратэстаў\n.\nтак\n", env=environment,
        capture_output=True, text=True, encoding="utf-8", timeout=280, check=False,
    )  # fmt: skip
    assert talked.returncode == 0, talked.stderr
    assert talked.stdout.startswith("C-")
