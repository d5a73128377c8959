"""The figures of a vault, and the timeline of a person, on the screens."""

from pathlib import Path

import pytest

from dossier.casework.entry import enter_person
from dossier.casework.forms.declaration import Parent
from dossier.casework.records import create_record, open_record
from dossier.tui.app import DossierApp
from dossier.tui.screens.figures import FiguresScreen
from dossier.tui.screens.record import RecordScreen
from dossier.tui.screens.work import WORK
from tests.tui.driving import opened, unlock_home, until


def _fill(place: Path) -> str:
    with opened(place) as vault:
        ref = enter_person(vault, {"family": "Ёлкина", "article": "ч. 1 ст. 342", "born": "1991"}).ref
        person = open_record(vault, ref)
        create_record(
            vault,
            "episode",
            {"person_id": ref, "branch": "criminal", "started": "01.05.2021", "ended": "30.06.2021"},
            parent=Parent("person", person.record_id, "person_id"),
        )
    return ref


def _text(screen: FiguresScreen | RecordScreen, width: int = 80) -> str:
    return "\n".join(line.text for line in screen.lines(width))


async def test_the_figures_are_reached_from_the_first_page_and_show_numbers(app: DossierApp, place: Path) -> None:
    _fill(place)
    async with app.run_test(size=(80, 24)) as pilot:
        home = await unlock_home(pilot)
        await home._open("go", "figures")
        await until(pilot, lambda: isinstance(app.screen, FiguresScreen) and app.screen.is_read)
        assert isinstance(app.screen, FiguresScreen)
        text = _text(app.screen)
        assert "2021-05  1  █" in text
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is home)


async def test_the_page_of_a_person_draws_where_the_person_was_held(app: DossierApp, place: Path) -> None:
    ref = _fill(place)
    async with app.run_test(size=(80, 24)) as pilot:
        home = await unlock_home(pilot)
        await home._open("person", ref)
        await until(pilot, lambda: isinstance(app.screen, RecordScreen))
        assert isinstance(app.screen, RecordScreen)
        assert "█" * 56 in _text(app.screen)


@pytest.mark.parametrize("name", WORK)
async def test_every_way_on_from_the_first_page_leads_to_its_screen_and_back(app: DossierApp, name: str) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        home = await unlock_home(pilot)
        await home._open("go", name)
        await until(pilot, lambda: app.screen is not home and app.screen.is_running)
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is home)
