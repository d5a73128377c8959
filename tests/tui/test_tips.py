"""The tip desk: read whole, looked at, promoted, refused, kept longer and destroyed, by keys."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot

from dossier.casework.cases import open_case
from dossier.casework.tip_sources import corroboration_of
from dossier.casework.tips import Report, add_tip, take_in_text, tip_view
from dossier.tui.app import DossierApp
from dossier.tui.screens.task import TaskScreen
from dossier.tui.screens.tips import TipsScreen
from dossier.tui.widgets.sheet import Sheet
from dossier.vault import Vault
from tests.tui.driving import news, opened, type_in, unlock_home, until

TODAY = datetime.now(UTC).date()
WORDS = "Колонна техники идёт на Мозырь, звонить +375 29 111-22-33"


@pytest.fixture
def tips(place: Path) -> list[str]:
    """Two tips with the same words, and a third."""
    with opened(place) as vault:
        texts = (WORDS, WORDS.upper(), "Другое: \x1b]52;c;QUJD\x07 [b]вечером[/b]")
        return [take_in_text(vault, text, today=TODAY) for text in texts]


async def _desk(app: DossierApp, pilot: Pilot[int]) -> TipsScreen:
    home = await unlock_home(pilot)
    await home._open("go", "tips")
    await until(pilot, lambda: isinstance(app.screen, TipsScreen) and "tips" in news(app))
    assert isinstance(app.screen, TipsScreen)
    return app.screen


def _vault(app: DossierApp) -> Vault:
    assert app.desk is not None
    return app.desk.vault


def _shown(screen: TipsScreen) -> str:
    return screen.query_one(Sheet).text


async def test_a_tip_is_shown_whole_with_its_marks_and_what_only_seems_to_confirm_it(
    app: DossierApp, tips: list[str]
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await _desk(app, pilot)
        assert screen.table.row_count == 3
        await until(pilot, lambda: "not a second source" in _shown(screen))
        assert "telephone" in _shown(screen)
        await pilot.press("down", "down")
        await until(pilot, lambda: "вечером" in _shown(screen))
        assert corroboration_of(_vault(app), tips[2]).same_words == ()


async def test_a_tip_is_looked_at_and_becomes_an_event(app: DossierApp, tips: list[str], place: Path) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await _desk(app, pilot)
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(app.screen, TaskScreen) and app.screen.is_running)
        await type_in(pilot, "1 марта 2022", "Мозырь")
        await pilot.press("f2")
        await until(pilot, lambda: app.screen is screen)
        assert tip_view(_vault(app), tips[0]).state == "triaged"
        await pilot.press("f4")
        await until(pilot, lambda: isinstance(app.screen, TaskScreen) and app.screen.is_running)
        await type_in(pilot, "becomes a new event", "")
        await pilot.press("f2")
        await until(pilot, lambda: "needed" in news(app))
        await type_in(pilot, "Колонна у Мозыря")
        await pilot.press("f2")
        await until(pilot, lambda: app.screen is screen)
        assert "1 source stands behind" in news(app)
        assert tip_view(_vault(app), tips[0]).event_ref
        assert screen.table.row_count == 2


async def test_a_tip_becomes_an_exhibit_of_a_case(app: DossierApp, tips: list[str], place: Path) -> None:
    with opened(place) as vault:
        case = open_case(vault, "Дело (пример)", kind="mass_trial")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await _desk(app, pilot)
        await pilot.press("f4")
        await until(pilot, lambda: isinstance(app.screen, TaskScreen) and app.screen.is_running)
        await type_in(pilot, "becomes exhibits of a case", "", "Сообщение", case)
        await pilot.press("f2")
        await until(pilot, lambda: app.screen is screen)
        assert "Taken over as exhibit X-" in news(app)


async def test_a_tip_is_refused_with_a_reason_and_seen_among_the_refused(app: DossierApp, tips: list[str]) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await _desk(app, pilot)
        await pilot.press("f8")
        await until(pilot, lambda: isinstance(app.screen, TaskScreen) and app.screen.is_running)
        await type_in(pilot, "старая запись")
        await pilot.press("f2")
        await until(pilot, lambda: app.screen is screen)
        await pilot.press("f6", "f6", "f6")
        await until(pilot, lambda: "старая запись" in _shown(screen))
        assert screen.table.row_count == 1


async def test_what_ran_out_is_destroyed_on_the_second_press_alone(app: DossierApp, place: Path) -> None:
    with opened(place) as vault:
        with vault.write() as session:
            ref = add_tip(session, Report(WORDS), today=TODAY - timedelta(days=30), kept_days=10).ref or ""
        kept = take_in_text(vault, "ещё нужно", today=TODAY)
    async with app.run_test(size=(80, 24)) as pilot:
        await _desk(app, pilot)
        await pilot.press("f9")
        await until(pilot, lambda: "F9 again" in news(app))
        assert tip_view(_vault(app), ref).text == WORDS
        await pilot.press("f9")
        await until(pilot, lambda: "ran out" in news(app))
        assert tip_view(_vault(app), ref).text == ""
        assert tip_view(_vault(app), kept).text == "ещё нужно"


async def test_a_tip_is_kept_longer_from_today_on(app: DossierApp, tips: list[str]) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await _desk(app, pilot)
        await pilot.press("f5")
        await until(pilot, lambda: isinstance(app.screen, TaskScreen) and app.screen.is_running)
        await pilot.press("end", *["backspace"] * 3, *"200", "f2")
        await until(pilot, lambda: app.screen is screen)
        kept = tip_view(_vault(app), tips[0]).expires_on
        assert kept is not None
        assert kept - date.today() in (timedelta(days=200), timedelta(days=199), timedelta(days=201))


async def test_a_text_is_typed_in_as_a_tip(app: DossierApp, tips: list[str]) -> None:
    made: Callable[[TipsScreen], bool] = lambda screen: screen.table.row_count == 4  # noqa: E731
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await _desk(app, pilot)
        await pilot.press("f3")
        await pilot.pause()
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, TaskScreen) and app.screen.is_running)
        for letter in "new":
            await pilot.press(letter)
        await pilot.press("f2")
        await until(pilot, lambda: app.screen is screen and made(screen))
