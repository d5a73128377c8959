"""The search screen: found in another alphabet with the reason beside it; operators; searches that are kept."""

from pathlib import Path

import pytest
from textual.screen import Screen

from dossier.casework.entry import enter_person
from dossier.casework.saved_searches import kept_searches
from dossier.domain.query_filters import filters_of
from dossier.tui.app import DossierApp
from dossier.tui.fields.line_field import Field
from dossier.tui.screens.pick import PickScreen
from dossier.tui.screens.record import RecordScreen
from dossier.tui.screens.search import SearchScreen
from dossier.tui.screens.search_filters import FilterScreen
from tests.tui.driving import news, opened, type_in, unlock, unlock_home, until


async def test_a_search_is_answered_in_another_alphabet_kept_taken_up_again_and_given_up(
    app: DossierApp, place: Path
) -> None:
    with opened(place) as vault:
        enter_person(vault, {"family": "Вымыслаў", "given": "Пятро", "born": "1985"})
        enter_person(vault, {"family": "Вымыслаў", "given": "Ян", "born": "1991"})
    async with app.run_test(size=(80, 24)) as pilot:
        search = await unlock(pilot)
        search.line.field.value = "Vymyslov born:1985"
        await until(pilot, lambda: search.table.current is not None and "Пятро" in search.table.current.label)
        found = search.table.current
        assert found is not None
        assert found.detail
        await pilot.press("f2")
        await until(pilot, lambda: kept_searches(app.desk.vault))  # type: ignore[union-attr]
        search.line.field.value = ""
        await pilot.press("f6")
        await pilot.pause()
        assert isinstance(app.screen, PickScreen)
        await type_in(pilot, "")
        assert search.line.field.value == "Vymyslov born:1985"
        await pilot.press("f2")
        await until(pilot, lambda: kept_searches(app.desk.vault) == [])  # type: ignore[union-attr]
        search.line.field.value = "born:yesterday"
        await until(pilot, lambda: "born:yesterday" in news(app))


async def test_namesakes_are_told_apart_and_the_whole_reason_is_told(app: DossierApp, place: Path) -> None:
    with opened(place) as vault:
        enter_person(vault, {"family": "Вымыслаў", "given": "Пятро", "born": "1985"})
        enter_person(vault, {"family": "Вымыслов", "given": "Пётр", "born": "1991"})
    async with app.run_test(size=(80, 24)) as pilot:
        search = await unlock(pilot)
        search.line.field.value = "Vymyslov P"
        await until(pilot, lambda: search.table.row_count == 2 and "born" in news(app))
        first = search.table.current
        assert first is not None
        assert "the initial fits" in news(app)
        await pilot.press("down")
        second = search.table.current
        assert second is not None
        assert {years for one in (first, second) for years in ("1985", "1991") if years in one.detail} == {
            "1985",
            "1991",
        }
        assert second.ref in news(app)
        assert second.detail in news(app)


async def test_filters_are_chosen_in_a_form_and_stand_in_the_field_afterwards(app: DossierApp, place: Path) -> None:
    with opened(place) as vault:
        enter_person(vault, {"family": "Вымыслаў", "given": "Пятро", "born": "1985"})
        enter_person(vault, {"family": "Вымыслаў", "given": "Ян", "born": "1991"})
    async with app.run_test(size=(80, 24)) as pilot:
        search = await unlock(pilot)
        search.line.field.value = "Vymyslov kind:person"
        await pilot.press("ctrl+t")
        await pilot.pause()
        form = app.screen
        assert isinstance(form, FilterScreen)
        assert form.query_one("#kind", Field).value == "person"
        await pilot.press("f5")
        await pilot.pause()
        assert isinstance(app.screen, PickScreen)
        await pilot.press("escape")
        form.query_one("#born", Field).value = "1990..1992"
        await pilot.press("down", "enter")
        await pilot.pause()
        assert filters_of(search.line.field.value) == {"kind": "person", "born": "1990..1992"}
        await until(pilot, lambda: search.table.current is not None and "Ян" in search.table.current.label)
        await until(pilot, lambda: news(app).startswith("1 "))


@pytest.mark.parametrize(("words", "opens"), [("Вымыслаў", SearchScreen), ("Вымыслаў Пятро", RecordScreen)])
async def test_of_several_who_bear_the_name_the_first_page_opens_nobody_unasked(
    app: DossierApp, place: Path, words: str, opens: type[Screen[None]]
) -> None:
    with opened(place) as vault:
        enter_person(vault, {"family": "Вымыслаў", "given": "Пятро", "born": "1985"})
        enter_person(vault, {"family": "Вымыслаў", "given": "Янка", "born": "1991"})
    async with app.run_test(size=(80, 24)) as pilot:
        home = await unlock_home(pilot)
        await type_in(pilot, words)
        await until(pilot, lambda: app.screen is not home and app.screen.is_running)
        await pilot.pause()
        assert isinstance(app.screen, opens)
