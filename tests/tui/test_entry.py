"""The entry form: answers beside the fields, what is refused, what is found again, what is never lost."""

import pytest
from textual.pilot import Pilot

from dossier.casework.forms.quick import PARTY_FORM
from dossier.errors import StoreProblem
from dossier.tui.app import DossierApp
from dossier.tui.fields.line_field import Field, FieldLine
from dossier.tui.screens.entry import EntryScreen
from dossier.tui.screens.home import HomeScreen
from dossier.tui.screens.pick import PickScreen
from dossier.tui.screens.record import RecordScreen
from dossier.tui.screens.search import SearchScreen
from dossier.tui.widgets.sheet import Sheet
from tests.tui.driving import news, type_in, unlock, unlock_home, until


def answer(app: DossierApp, name: str) -> str:
    return app.screen.query_one(f"#{name}-line", FieldLine).answer_text


def focused(app: DossierApp) -> str:
    assert isinstance(app.focused, Field)
    return app.focused.id or ""


async def to_field(pilot: Pilot[int], name: str) -> None:
    pilot.app.screen.query_one(f"#{name}", Field).focus()
    await pilot.pause()


def kind_shown(app: DossierApp) -> str:
    """The kind of record whose page is open."""
    assert isinstance(app.screen, RecordScreen)
    return app.screen.kind


def shows(app: DossierApp, screen: type[object]) -> bool:
    return isinstance(app.screen, screen)


async def test_a_person_is_entered_and_found_again_by_keyboard_alone(app: DossierApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await unlock(pilot)
        await pilot.press("f3")
        await type_in(pilot, "Ёлкина", "Анна", "", "", "", "Дело о хороводе", "", "ч. 1 ст. 342", "", "", "", "", "")
        await type_in(pilot, "15 лет")
        await pilot.press("f2")
        await until(pilot, lambda: "Saved" in news(app))
        await pilot.press("escape")
        await type_in(pilot, "елкина")
        assert kind_shown(app) == "person"
        assert "15 years · Imprisonment" in app.screen.query_one(Sheet).text
        await pilot.press("enter")
        assert kind_shown(app) == "proceeding"
        await pilot.press("down", "enter")
        assert kind_shown(app) == "legal_case"
        assert "Ёлкина Анна" in app.screen.query_one(Sheet).text
        await pilot.press("escape", "escape", "escape")
        assert shows(app, SearchScreen)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("15 суток", "= 15 days · Administrative arrest"),
        ("15 лет", "= 15 years · Imprisonment"),
        ("15", "! Days or years?"),
        ("пожизненно", "= life imprisonment · Life imprisonment"),
    ],
)
async def test_what_was_understood_stands_beside_the_sentence(app: DossierApp, sentence: str, expected: str) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await unlock(pilot)
        await pilot.press("f3")
        await to_field(pilot, "sentence")
        await type_in(pilot, sentence)
        await pilot.pause()
        assert answer(app, "sentence").startswith(expected)


async def test_a_bare_number_is_not_saved_and_the_cursor_goes_there(app: DossierApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await unlock(pilot)
        await pilot.press("f3")
        await type_in(pilot, "Ёлкина")
        await to_field(pilot, "sentence")
        await type_in(pilot, "15")
        await pilot.press("f2")
        await until(pilot, lambda: "cannot be saved yet" in news(app))
        assert answer(app, "sentence").startswith("! Days or years?")
        assert focused(app) == "sentence"
        assert app.desk is not None
        assert app.desk.vault.search("Ёлкина") == []


async def test_two_years_ask_which_punishment_and_f5_lists_them(app: DossierApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await unlock(pilot)
        await pilot.press("f3")
        await to_field(pilot, "sentence")
        await type_in(pilot, "2 года")
        await pilot.pause()
        assert answer(app, "kind").startswith("! Several punishments")
        await pilot.press("f5")
        assert isinstance(app.screen, PickScreen)
        await type_in(pilot, "impris")
        await pilot.pause()
        assert app.screen.query_one("#kind", Field).value == "Imprisonment"
        assert answer(app, "sentence") == "= 2 years · Imprisonment"


async def test_esc_goes_one_back_and_loses_nothing_typed(app: DossierApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await unlock(pilot)
        await pilot.press("f3")
        await type_in(pilot, "Ёлкина")
        await pilot.press("А", "н", "escape")
        assert shows(app, SearchScreen)
        await pilot.press("f3")
        await pilot.pause()
        assert isinstance(app.screen, EntryScreen)
        assert (app.screen.typed()["family"], app.screen.typed()["given"]) == ("Ёлкина", "Ан")
        assert focused(app) == "given"


async def test_a_full_disk_is_said_and_what_was_typed_stays(app: DossierApp, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_anything: object) -> None:
        raise StoreProblem("store.full")

    async with app.run_test(size=(80, 24)) as pilot:
        await unlock(pilot)
        await pilot.press("f3")
        monkeypatch.setattr("dossier.casework.drafts.keep_draft", full)
        await type_in(pilot, "Ёлкина")
        await until(pilot, lambda: "disk is full" in news(app))
        assert app.screen.query_one("#family", Field).value == "Ёлкина"


async def test_the_form_is_emptied_on_the_second_press_only(app: DossierApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await unlock(pilot)
        await pilot.press("f3")
        await type_in(pilot, "Ёлкина")
        await pilot.press("f8")
        assert isinstance(app.screen, EntryScreen)
        assert app.screen.typed()["family"] == "Ёлкина"
        await pilot.press("f8")
        assert app.screen.typed()["family"] == ""


async def test_f4_repeats_the_field_of_the_record_before(app: DossierApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await unlock(pilot)
        await pilot.press("f3")
        await type_in(pilot, "Ёлкина")
        await pilot.press("f2")
        await until(pilot, lambda: "Saved" in news(app))
        await pilot.press("f4")
        assert isinstance(app.screen, EntryScreen)
        assert app.screen.typed()["family"] == "Ёлкина"
        assert focused(app) == "given"


async def test_somebody_of_that_name_is_shown_while_it_is_typed(app: DossierApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await unlock(pilot)
        await pilot.press("f3")
        await type_in(pilot, "Ёлкина", "Анна")
        await pilot.press("f2")
        await until(pilot, lambda: "Saved" in news(app))
        await type_in(pilot, "Елкина")
        await until(pilot, lambda: "Ёлкина Анна P-" in str(app.screen.query_one("#likely").render()))


async def test_the_lock_keeps_what_was_typed_and_asks_for_the_passphrase(app: DossierApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await unlock(pilot)
        await pilot.press("f3")
        await type_in(pilot, "Ёлкина")
        await pilot.press("А", "ctrl+l")
        await pilot.pause()
        assert app.desk is None
        assert len(app.screen_stack) == 2
        await unlock(pilot)
        await pilot.press("f3")
        await pilot.pause()
        assert isinstance(app.screen, EntryScreen)
        assert (app.screen.typed()["family"], app.screen.typed()["given"]) == ("Ёлкина", "А")


async def test_nobody_at_the_keyboard_locks_the_screen(place: object) -> None:
    now = [0.0]
    app = DossierApp(str(place), clock=lambda: now[0])
    async with app.run_test(size=(80, 24)) as pilot:
        await unlock(pilot)
        now[0] = 301.0
        await app._look_at_idle()
        assert app.desk is None


async def test_a_wrong_passphrase_is_said_in_words_and_the_field_is_empty(app: DossierApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await type_in(pilot, "wrong horse")
        await until(pilot, lambda: "does not open" in news(app))
        assert app.screen.query_one("#passphrase", Field).value == ""
        await unlock(pilot)


async def test_a_new_case_leads_to_its_page_where_its_persons_are_entered(app: DossierApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await unlock_home(pilot)
        await until(pilot, lambda: "F4 opens a case" in news(app))
        await pilot.press("f4")
        await until(pilot, lambda: isinstance(app.screen, EntryScreen))
        await type_in(pilot, "EXAMPLE", "масс", "1-17", "")
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(app.screen, RecordScreen))
        assert "F3 enters a person" in news(app)
        await pilot.press("f3")
        await until(pilot, lambda: isinstance(app.screen, EntryScreen))
        assert isinstance(app.screen, EntryScreen)
        assert app.screen.form is PARTY_FORM
        await pilot.press("escape", "escape")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
