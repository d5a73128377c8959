"""Whole acts on the pages of an exhibit: numbered copies of a case, and words taken out after they were shown."""

from pathlib import Path

import pypdfium2
import pytest
from textual.pilot import Pilot

from dossier.casework.cases import open_case
from dossier.casework.exhibits import NewExhibit
from dossier.casework.pages import record_page
from dossier.intake.exhibits.taking import take_in
from dossier.tui.app import DossierApp
from dossier.tui.screens.exhibit_pages import NumberedPagesScreen, RedactScreen
from dossier.tui.screens.pick import PickScreen
from dossier.tui.widgets.sheet import Sheet
from dossier.vault import create_vault
from dossier.vault.keys import Kdf
from tests.export.exhibits import files
from tests.tui.driving import PASSPHRASE, ended, news, type_in, unlock_home, until

PAGES = ("Ёлкина и Иванов были там", "никого больше", "к Ёлкиной пришли")


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, str]:
    """A vault with its lists; a case with one exhibit of three pages."""
    folder = tmp_path_factory.mktemp("pages")
    paper = folder / "paper.pdf"
    paper.write_bytes(files.saved(files.words(*PAGES)))
    kdf = Kdf(memory_kib=19 * 1024, passes=2, lanes=1)
    with create_vault(folder / "vault", passphrase=PASSPHRASE, author="Tester", kdf=kdf) as vault:
        case = open_case(vault, "Дело (пример)", kind="mass_trial")
        exhibit = take_in(vault, paper, NewExhibit(case, "Протокол (пример)", obtained_how="handed_over")).ref
    return folder / "vault", case, exhibit


async def redact_screen(app: DossierApp, pilot: Pilot[int], exhibit: str) -> RedactScreen:
    await unlock_home(pilot)
    assert app.desk is not None
    screen = RedactScreen(app.desk, record_page(app.desk.vault, exhibit))
    await app.push_screen(screen)
    await pilot.pause()
    return screen


def told(app: DossierApp) -> str:
    return app.screen.query_one(Sheet).text


async def test_copies_of_a_case_get_numbers_and_the_screen_tells_them(
    seeded: tuple[Path, str, str], tmp_path: Path
) -> None:
    place, case, exhibit = seeded
    app = DossierApp(str(place))
    async with app.run_test(size=(100, 40)) as pilot:
        await unlock_home(pilot)
        assert app.desk is not None
        screen = NumberedPagesScreen(app.desk, record_page(app.desk.vault, case))
        await app.push_screen(screen)
        await pilot.pause()
        screen._lines["output"].field.value = str(tmp_path / "out" / "copies")
        await pilot.press("f2")
        await ended(app, pilot)
        await until(pilot, lambda: exhibit in told(app))
    (copy,) = (tmp_path / "out" / "copies").glob("*.pdf")
    first, *_others = pypdfium2.PdfDocument(copy)
    words = first.get_textpage().get_text_range()
    assert copy.stem in words
    assert "Ёлкина" in words
    lists = [one for one in copy.parent.rglob("*") if one.is_file() and one != copy]
    assert lists
    assert all(copy.stem in one.read_bytes().decode("utf-8", "replace") for one in lists)


async def test_words_are_shown_with_their_pages_before_they_are_taken_out(
    seeded: tuple[Path, str, str], tmp_path: Path
) -> None:
    place, _case, exhibit = seeded
    app = DossierApp(str(place))
    async with app.run_test(size=(100, 40)) as pilot:
        screen = await redact_screen(app, pilot, exhibit)
        await type_in(pilot, "Ёлкин; Иванов")
        screen._lines["reason"].field.value = "A.1"
        await pilot.press("f2")
        await ended(app, pilot)
        await until(pilot, lambda: "3 places" in told(app))
        await until(pilot, lambda: "Nothing is taken out yet" in news(app))
        assert "Ёлкиной" in told(app)
        await screen.go_to("words")
        await pilot.press("f5")
        await until(pilot, lambda: isinstance(app.screen, PickScreen))
        await type_in(pilot, "Ёлкиной")
        await until(pilot, lambda: app.screen is screen)
        assert screen.typed()["words"] == '"Ёлкиной"'
        await pilot.press("f2")
        await until(pilot, lambda: "1 place" in told(app))
        await pilot.press("f2")
        await until(pilot, lambda: "First number" in told(app))
    with_pages = written(place, exhibit, tmp_path / "out")
    assert "Ёлкиной" not in "".join(with_pages)
    assert "Ёлкина" in with_pages[0]


async def test_neither_words_nor_boxes_are_asked_for_at_the_field(seeded: tuple[Path, str, str]) -> None:
    place, _case, exhibit = seeded
    app = DossierApp(str(place))
    async with app.run_test(size=(100, 40)) as pilot:
        screen = await redact_screen(app, pilot, exhibit)
        screen._lines["reason"].field.value = "A.1"
        await pilot.press("f2")
        await until(pilot, lambda: "Name the words to take out" in news(app))
        assert app.works.all == []


def written(place: Path, exhibit: str, folder: Path) -> list[str]:
    """The words of each page of the redacted version."""
    from dossier.export.exhibits.copies import exhibit_copy
    from tests.tui.driving import opened

    folder.mkdir()
    with opened(place) as vault:
        copy = exhibit_copy(vault, exhibit, folder, redacted=True)
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(copy.path)]
