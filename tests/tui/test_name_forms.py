"""The forms of a name on the screen of a person: one choice away, what is unchecked said."""

from pathlib import Path

from dossier.casework.entry import enter_person
from dossier.tui.app import DossierApp
from dossier.tui.screens.name_forms import NameFormsScreen
from dossier.tui.screens.pick import PickScreen
from dossier.tui.screens.record import RecordScreen
from tests.tui.driving import opened, type_in, unlock_home, until


async def test_a_person_leads_to_the_forms_of_her_name(app: DossierApp, place: Path) -> None:
    with opened(place) as vault:
        ref = enter_person(vault, {"family": "Ёлкіна", "given": "Ганна"}).ref
    async with app.run_test(size=(80, 24)) as pilot:
        home = await unlock_home(pilot)
        await app.push_screen(RecordScreen(home._desk, "person", ref))
        await pilot.press("f4")
        await until(pilot, lambda: isinstance(app.screen, PickScreen))
        await type_in(pilot, "Forms of the name")
        await until(pilot, lambda: isinstance(app.screen, NameFormsScreen) and app.screen.is_running)
        assert isinstance(app.screen, NameFormsScreen)
        text = app.screen.sheet.text
        for form in ("Jolkina Hanna", "Yolkina Hanna", "Ёлкіну Ганну", "unchecked: read it before it goes out"):
            assert form in text
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, RecordScreen))
