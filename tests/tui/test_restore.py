"""The whole act of taking back: from the journal to the record, to its history, and back to what was there before."""

from pathlib import Path

from dossier.casework.entry import enter_person
from dossier.casework.history import history_of
from dossier.casework.records import edit_record, open_record
from dossier.tui.app import DossierApp
from dossier.tui.screens.history import HistoryScreen
from dossier.tui.screens.journal import JournalScreen
from dossier.tui.screens.record import RecordScreen
from dossier.tui.widgets.sheet import Sheet
from tests.tui.driving import news, opened, painted, type_in, unlock_home, until

FIRST, SECOND = "первое", "второе"


def fill(place: Path) -> str:
    """A person whose remarks were written and then changed."""
    with opened(place) as vault:
        ref = enter_person(vault, {"family": "Ёлкина", "given": "Анна", "article": "ч. 1 ст. 342"}).ref
        for text in (FIRST, SECOND):
            edit_record(vault, ref, {"remarks": text}, version=open_record(vault, ref).version)
    return ref


async def test_from_the_journal_a_record_is_brought_back_to_what_it_was_before_an_entry(
    app: DossierApp, place: Path
) -> None:
    ref = fill(place)
    async with app.run_test(size=(100, 40)) as pilot:
        home = await unlock_home(pilot)
        await home._open("go", "journal")
        await until(pilot, lambda: isinstance(app.screen, JournalScreen) and app.screen.is_read)
        await type_in(pilot, ref)
        await until(pilot, lambda: isinstance(app.screen, RecordScreen))
        await pilot.press("ctrl+t")
        assert SECOND in app.screen.query_one(Sheet).text
        await pilot.press("f8")
        await until(pilot, lambda: isinstance(app.screen, HistoryScreen))
        await pilot.press("ctrl+t")
        assert f"{FIRST} → {SECOND}" in app.screen.query_one(Sheet).text
        await pilot.press("enter")
        assert "Enter again" in news(app)
        assert app.desk is not None
        assert open_record(app.desk.vault, ref).texts["remarks"] == SECOND
        await pilot.press("enter")
        await until(pilot, lambda: "Taken back" in news(app))
        assert open_record(app.desk.vault, ref).texts["remarks"] == FIRST
        assert f"{SECOND} → {FIRST}" in app.screen.query_one(Sheet).text
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, RecordScreen) and app.screen.is_running)
        await pilot.press("ctrl+t")
        await until(pilot, lambda: FIRST in app.screen.query_one(Sheet).text)


async def test_another_key_between_the_two_presses_asks_again(app: DossierApp, place: Path) -> None:
    ref = fill(place)
    async with app.run_test(size=(100, 40)) as pilot:
        await unlock_home(pilot)
        assert app.desk is not None
        await app.push_screen(HistoryScreen(app.desk, ref, "Ёлкина"))
        await pilot.pause()
        await pilot.press("enter", "down", "enter")
        assert "Enter again" in news(app)
        assert open_record(app.desk.vault, ref).texts["remarks"] == SECOND


async def test_a_whole_save_is_taken_back_with_everything_that_was_saved_with_it(app: DossierApp, place: Path) -> None:
    with opened(place) as vault:
        ref = enter_person(vault, {"family": "Вымыслов", "article": "ч. 1 ст. 342", "sentence": "2 года",
                                   "kind": "лишение свободы"}).ref  # fmt: skip
    async with app.run_test(size=(100, 40)) as pilot:
        await unlock_home(pilot)
        assert app.desk is not None
        vault = app.desk.vault
        await app.push_screen(HistoryScreen(app.desk, ref, "Вымыслов"))
        await pilot.pause()
        await pilot.press("f3")
        assert "F3 again" in news(app)
        await pilot.press("f3")
        await until(pilot, lambda: "Taken back" in news(app))
        assert [step.action for step in history_of(vault, ref)] == ["insert", "delete"]
        with vault.read() as session:
            from sqlmodel import select

            from dossier.vault.tables import Penalty, Person, Proceeding, Sentence

            for table in (Person, Proceeding, Sentence, Penalty):
                assert session.exec(select(table)).all() == [], table.__name__


async def test_the_title_of_a_history_is_the_name_that_the_record_has_again(app: DossierApp, place: Path) -> None:
    ref = fill(place)
    with opened(place) as vault:
        edit_record(vault, ref, {"label": "Вымыслова"}, version=open_record(vault, ref).version)
    async with app.run_test(size=(100, 40)) as pilot:
        await unlock_home(pilot)
        assert app.desk is not None
        await app.push_screen(HistoryScreen(app.desk, ref, "Вымыслова"))
        await pilot.pause()
        await pilot.press("enter", "enter")
        await until(pilot, lambda: "Taken back" in news(app))
        assert "Ёлкина" in painted(app).splitlines()[0]
