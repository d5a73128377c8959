"""The main job in one go, as a process: the vault, the dossiers, the lists; and what a person then asks of them."""

import csv
import hashlib
import json
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

from dossier.export.csv_layouts import csv_layouts
from tests.cli.running import dossier, dossier_here

PACKS = ("respondent_file", "mass_trial", "mass_trial_sealed")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One demo for all tests of this file."""
    folder = tmp_path_factory.mktemp("demo") / "all"
    done = dossier("demo", str(folder), "--no-ui")
    assert done.returncode == 0, done.stderr
    assert str(folder / "vault") in done.stdout
    return folder


def _ask(demo: Path, *arguments: str) -> str:
    done = dossier_here(*arguments, vault=demo / "vault", passphrase=demo / "passphrase.txt")
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_person_of_the_demo_is_found_in_another_alphabet(demo: Path) -> None:
    hits = json.loads(_ask(demo, "search", "Лукашенко", "--json"))
    assert hits[0]["label"] == "Alyaksandr Lukashenka"
    assert set(hits[0]) >= {"ref", "label", "kind", "why"}
    assert json.loads(_ask(demo, "show", hits[0]["ref"], "--json"))["kind"] == "person"


def _pages(path: Path) -> list[str]:
    return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(path)]


def test_the_demo_vault_is_sound(demo: Path) -> None:
    assert json.loads(_ask(demo, "verify", "--json")) == {"sound": True, "damages": []}


def test_both_dossiers_are_there_and_the_invented_one_says_so_on_every_page(demo: Path) -> None:
    texts = {path.stem: _pages(path) for path in (demo / "pdf").glob("*.pdf")}
    assert set(texts) == set(PACKS)
    assert all("EXAMPLE" in page for name in PACKS[1:] for page in texts[name])
    assert any("Lukashenka" in page for page in texts["respondent_file"])


def test_every_pack_is_sound_for_anybody(demo: Path) -> None:
    for name in PACKS:
        done = dossier_here("check", str(demo / "packs" / name), "--json")
        assert done.returncode == 0, done.stdout
        found = json.loads(done.stdout)
        assert found["is_sound"]
        said = " ".join(" ".join(_pages(demo / "packs" / name / "data" / "dossier.pdf")).split())
        assert ("None of the checks gave a warning." in said) == ("warns" not in found["assertions"].values())


def test_the_pack_for_the_court_shows_exhibits_of_every_kind(demo: Path) -> None:
    data = demo / "packs" / "mass_trial_sealed" / "data"
    natives = sorted(one.suffix for one in data.glob("exhibits/*/native.*"))
    assert natives == [".eml", ".pdf", ".png", ".txt", ".txt", ".wav"]
    assert len(list(data.glob("exhibits/*/separator.pdf"))) == len(natives)
    with (data / "index" / "pages.csv").open(encoding="utf-8", newline="") as file:
        numbers = [row["ern"] for row in csv.DictReader(file)]
    assert len(set(numbers)) == len(numbers) == 19, "fourteen of the verdict and one of each other"
    with (data / "index" / "loadfile.csv").open(encoding="utf-8", newline="") as file:
        assert len(list(csv.DictReader(file))) == len(natives)
    bundle = _pages(data / "bundle.pdf")
    assert all(any(number in page for page in bundle) for number in numbers)
    assert sum("It is played, not printed" in page for page in bundle) == 1
    separators = {one.parent.name: pypdfium2.PdfDocument(one)[0] for one in data.glob("exhibits/*/separator.pdf")}
    pictures = [
        name for name, page in separators.items() if "page is a picture" in page.get_textpage().get_text_bounded()
    ]
    assert [(data / "exhibits" / name / "native.png").is_file() for name in pictures] == [True]


def test_a_translation_leads_to_its_original(demo: Path) -> None:
    data = demo / "packs" / "mass_trial_sealed" / "data"
    with (data / "index" / "exhibits.csv").open(encoding="utf-8", newline="") as file:
        original = next(row["exhibit_ref"] for row in csv.DictReader(file) if row["exhibit_number"] == "3")
    words = _pages(data / "dossier.pdf")
    [at] = [number for number, page in enumerate(words) if "Translation of" in page]
    with pikepdf.open(data / "dossier.pdf") as pdf:
        links: list[Any] = list(pdf.pages[at].obj.get("/Annots", []))
    assert f"x-{original}" in {str(one.Dest) for one in links if "/Dest" in one}


def test_the_redacted_letter_of_the_demo_does_not_name_who_did_not_consent(demo: Path) -> None:
    redacted = sorted((demo / "packs" / "mass_trial").rglob("redacted.pdf"))
    assert len(redacted) == 2
    for path in redacted:
        text = " ".join(_pages(path))
        assert "-R01" in text
        assert "B.2" in text
        assert not any(name in text for name in ("Ніўскай", "Niuskaya"))


def test_every_list_has_the_hash_that_is_written_beside_it(demo: Path) -> None:
    sums = list((demo / "csv").rglob("SHA256SUMS"))
    assert len(sums) == 2
    for file in sums:
        for line in file.read_text(encoding="utf-8").splitlines():
            digest, name = line.split(maxsplit=1)
            assert hashlib.sha256((file.parent / name.lstrip("*")).read_bytes()).hexdigest() == digest


def test_days_of_arrest_and_months_of_prison_stand_in_different_columns(demo: Path) -> None:
    with (demo / "csv" / "confidential" / "sentences.raw.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {(row["days"], row["months"]) for row in rows} >= {("15", ""), ("", "180")}


def test_no_clear_text_lies_in_the_demo_vault(demo: Path) -> None:
    for path in (demo / "vault").rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert not any(word.encode() in content for word in ("Лукашэнка", "Lukashenka", "Вярба"))


def test_the_demo_never_writes_into_a_folder_that_holds_something(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("keep", encoding="utf-8")
    done = dossier("demo", str(tmp_path), "--no-ui")
    assert done.returncode == 2
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_every_layout_has_rows_in_the_lists_of_some_profile_of_the_demo(demo: Path, tmp_path: Path) -> None:
    filled = set()
    for profile in ("internal", "confidential", "ngo_trusted", "public"):
        said = _ask(demo, "export", "-o", str(tmp_path / profile), "--profile", profile, "--recipient", "B", "--json")
        filled |= {file for file, count in json.loads(said)["rows"].items() if count}
    assert {layout.file for layout in csv_layouts().values()} - filled == set()
