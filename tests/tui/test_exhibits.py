"""A file becomes an exhibit on the screen; its page shows the file and its custody, checks it and adds entries."""

import hashlib
from pathlib import Path

from textual.pilot import Pilot

from dossier.casework.cases import open_case
from dossier.casework.custody import history_of
from dossier.casework.drafts import drafts_of_author
from dossier.casework.records import create_record
from dossier.tui.app import DossierApp
from dossier.tui.fields.line_field import FieldLine
from dossier.tui.screens.exhibit_file import ExhibitFileScreen
from dossier.tui.screens.pick import PickScreen
from dossier.tui.screens.record import RecordScreen
from dossier.tui.widgets.sheet import Sheet
from tests.tui.driving import ended, news, opened, type_in, unlock_home, until

CONTENT = "Протокол осмотра, 12.05.2021\n".encode()


def _answer(app: DossierApp, name: str) -> str:
    return app.screen.query_one(f"#{name}-line", FieldLine).answer_text


async def _taken_in(app: DossierApp, pilot: Pilot[int], place: Path, tmp_path: Path) -> RecordScreen:
    """By keys alone: file, title, case, event, how it came."""
    with opened(place) as vault:
        case = open_case(vault, "Дело (пример)", kind="mass_trial")
        event = create_record(vault, "event", {"title": "Обыск"}).ref
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "протокол.txt").write_bytes(CONTENT)
    home = await unlock_home(pilot)
    await home._open("go", "exhibit")
    await until(pilot, lambda: isinstance(app.screen, ExhibitFileScreen) and app.screen.is_running)
    await type_in(pilot, str(tmp_path / "papers" / "протокол.txt"), "Протокол", "", "", "", case, "", event)
    await until(pilot, lambda: "SHA-256 " + hashlib.sha256(CONTENT).hexdigest()[:16] in _answer(app, "file"))
    await type_in(pilot, "", "", "", "found", "2021-05-12")
    await pilot.press("f2")
    await ended(app, pilot)
    await until(pilot, lambda: isinstance(app.screen, RecordScreen) and "Exhibit 1 of the case" in news(app))
    assert isinstance(app.screen, RecordScreen)
    return app.screen


async def test_a_file_is_taken_in_by_keys_and_its_page_shows_sum_and_custody(
    app: DossierApp, place: Path, tmp_path: Path
) -> None:
    async with app.run_test(size=(100, 40)) as pilot:
        page = await _taken_in(app, pilot, place, tmp_path)
        text = page.sheet.text
        assert hashlib.sha256(CONTENT).hexdigest() in text.replace("\n", "").replace(" ", "")
        assert all(step in text for step in ("text/plain", "протокол.txt", "collected", "hashed", "stored"))
        assert app.desk is not None
        assert drafts_of_author(app.desk.vault) == {}
        await pilot.press("f5")
        await ended(app, pilot)
        assert "Sound." in news(app)
        assert "verified" in page.sheet.text


async def test_handing_over_leaves_an_entry_of_custody(app: DossierApp, place: Path, tmp_path: Path) -> None:
    async with app.run_test(size=(100, 40)) as pilot:
        page = await _taken_in(app, pilot, place, tmp_path)
        await pilot.press("f4")
        await until(pilot, lambda: isinstance(app.screen, PickScreen))
        await type_in(pilot, "Handed")
        await type_in(pilot, "Адвокат А", "Эксперт Б", "", "")
        await pilot.press("f2")
        assert "This field is needed" in _answer(app, "purpose")
        await type_in(pilot, "экспертиза")
        await pilot.press("f2")
        await until(pilot, lambda: app.screen is page)
        assert app.desk is not None
        with app.desk.vault.read() as session:
            last = history_of(session, page.record_ref)[-1]
        assert (last.event, last.from_custodian_code, last.purpose) == ("transferred", "Адвокат А", "экспертиза")


async def test_a_path_is_chosen_folder_by_folder_and_a_wrong_one_is_named(
    app: DossierApp, place: Path, tmp_path: Path
) -> None:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "protocol.txt").write_bytes(CONTENT)
    async with app.run_test(size=(80, 24)) as pilot:
        home = await unlock_home(pilot)
        await home._open("go", "exhibit")
        await until(pilot, lambda: isinstance(app.screen, ExhibitFileScreen) and app.screen.is_running)
        form = app.screen
        assert isinstance(form, ExhibitFileScreen)
        form._lines["file"].field.value = str(tmp_path) + "/pap"
        await pilot.press("f5")
        await until(pilot, lambda: isinstance(app.screen, PickScreen))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, PickScreen))
        await pilot.pause()
        await type_in(pilot, "proto")
        await until(pilot, lambda: app.screen is form)
        assert form._lines["file"].field.value == str(tmp_path / "papers" / "protocol.txt")
        form._lines["file"].field.value = str(tmp_path / "no such")
        await pilot.press("f2")
        await until(pilot, lambda: "no such file" in _answer(app, "file"))
        assert "needed" in _answer(app, "case")


async def test_a_described_exhibit_says_that_no_file_is_held(app: DossierApp, place: Path) -> None:
    with opened(place) as vault:
        case = open_case(vault, "Дело (пример)", kind="mass_trial")
        kind = {"title": "Справка", "document_kind_code": "other", "case_id": case}
        ref = create_record(vault, "exhibit", kind).ref
    async with app.run_test(size=(80, 24)) as pilot:
        home = await unlock_home(pilot)
        await home._open("exhibit", ref)
        await until(pilot, lambda: isinstance(app.screen, RecordScreen) and app.screen.is_running)
        assert "holds no file" in app.screen.query_one(Sheet).text
