"""``dossier exhibit redact --words``: told first, taken out then, read back from a real PDF."""

import json
import shutil
from pathlib import Path

import pypdfium2
import pytest

from dossier.casework.cases import open_case
from dossier.casework.exhibits import NewExhibit
from dossier.cli.main import run
from dossier.intake.exhibits.taking import take_in
from dossier.vault import open_vault
from tests.conftest import PASSPHRASE
from tests.export.exhibits import files

PAGES = ("Ёлкина и Иванов были там", "никого больше", "к Ёлкиной пришли; Елкина открыла")


@pytest.fixture(scope="module")
def template(_seeded_template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A vault with an exhibit of three pages, and its reference; each test gets a copy."""
    place = tmp_path_factory.mktemp("exhibit")
    folder, paper = Path(shutil.copytree(_seeded_template, place / "vault")), place / "paper.pdf"
    paper.write_bytes(files.saved(files.words(*PAGES)))
    with open_vault(folder, PASSPHRASE) as vault:
        case = open_case(vault, "Дело (пример)", kind="mass_trial")
        return folder, take_in(vault, paper, NewExhibit(case, "Протокол (пример)", obtained_how="handed_over")).ref


@pytest.fixture
def exhibit(template: tuple[Path, str], passphrase: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An exhibit of three pages in the vault that is chosen."""
    secret, folder = tmp_path / "secret", tmp_path / "vault"
    secret.write_text(passphrase, "utf-8")
    secret.chmod(0o600)
    monkeypatch.setenv("DOSSIER_PASSPHRASE_FILE", str(secret))
    monkeypatch.setenv("DOSSIER_VAULT", str(folder))
    shutil.copytree(template[0], folder)
    return template[1]


def written(exhibit: str, folder: Path) -> list[str]:
    """The words of each page of the redacted version as it goes out."""
    assert run(["exhibit", "pages", exhibit, "--redacted", "-o", str(folder)]) == 0
    (file,) = folder.glob("*.pdf")
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(file)]


def test_the_places_are_told_and_nothing_is_done_until_it_is_asked_for(
    exhibit: str, passphrase: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["exhibit", "redact", exhibit, "--words", "Ёлкин", "--dry-run"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told == ["Ёлкина  1  1", "Ёлкиной  1  3", "Елкина  1  3"]
    assert run(["exhibit", "pages", exhibit, "--redacted", "-o", str(tmp_path / "none")]) != 0
    capsys.readouterr()
    assert run(["exhibit", "redact", exhibit, "--words", "Ёлкин", "--reason", "A.1", "--json"]) == 0
    made = json.loads(capsys.readouterr().out)
    assert (made["box_count"], made["left_on_pages"]) == (3, [])
    pages = written(exhibit, tmp_path / "out")
    assert [word for page in pages for word in ("лкин", "ЛКИН") if word in page] == []
    assert "никого больше" in pages[1]


def test_one_form_in_quotation_marks_leaves_the_others_and_says_so(
    exhibit: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["exhibit", "redact", exhibit, "--words", '"Иванов"', "--reason", "A.1", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["box_count"] == 1
    pages = written(exhibit, tmp_path / "out")
    assert "Иванов" not in "".join(pages)
    assert "Ёлкиной" in pages[2]


@pytest.mark.parametrize(
    ("options", "status"),
    [
        (["--words", "Нет такого", "--reason", "A.1"], 2),
        (["--words", "Ёлкин"], 2),
        (["--words", "Ёлкин", "--page", "1", "--box", "1,1,9,9", "--reason", "A.1"], 2),
        (["--page", "1", "--reason", "A.1"], 2),
        (["--dry-run", "--page", "1", "--box", "1,1,9,9"], 2),
        (["--reason", "A.1"], 2),
    ],
)
def test_what_cannot_be_done_is_refused_and_no_version_is_made(
    exhibit: str, passphrase: str, tmp_path: Path, options: list[str], status: int
) -> None:
    assert run(["exhibit", "redact", exhibit, *options]) == status
    with open_vault(tmp_path / "vault", passphrase) as vault, vault.read() as session:
        from sqlmodel import select

        from dossier.vault.tables import Redaction

        assert session.exec(select(Redaction)).all() == []
