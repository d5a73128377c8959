"""Deadlines in the order of their days, and the evidence matrix with its gaps."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from dossier.casework.cases import open_case
from dossier.casework.forms.declaration import Parent
from dossier.casework.records import create_record, open_record
from dossier.tui.app import DossierApp
from dossier.tui.screens.due import DueScreen
from dossier.tui.screens.matrix import MatrixScreen
from dossier.tui.screens.pick import PickScreen
from dossier.tui.screens.record import RecordScreen
from tests.tui.driving import opened, type_in, unlock_home, until


async def test_deadlines_stand_in_the_order_of_their_days_and_lead_on(app: DossierApp, place: Path) -> None:
    today = datetime.now(UTC).date()
    with opened(place) as vault:
        for what, days in (("Далёкий срок", 200), ("Близкий срок", 3), ("Просроченный", -2)):
            day = today + timedelta(days=days)
            typed = {"what": what, "due_on": f"{day:%d.%m.%Y}", "kind_code": "appeal"}
            create_record(vault, "deadline", typed, accept_doubts=True)
    async with app.run_test(size=(80, 24)) as pilot:
        home = await unlock_home(pilot)
        await home._open("go", "due")
        await until(pilot, lambda: isinstance(app.screen, DueScreen) and app.screen.is_read)
        assert isinstance(app.screen, DueScreen)
        text = app.screen.sheet.text
        places = [text.index(words) for words in ("Late", "Просроченный", "Близкий срок", "Later", "Далёкий срок")]
        assert places == sorted(places)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, RecordScreen))


async def test_the_matrix_marks_what_items_do_and_names_the_gaps(app: DossierApp, place: Path) -> None:
    with opened(place) as vault:
        case = open_case(vault, "Дело (пример)", kind="mass_trial")
        below = Parent("legal_case", open_record(vault, case).record_id, "case_id")
        exhibit = create_record(
            vault, "exhibit", {"title": "Справка", "document_kind_code": "other", "case_id": case}
        ).ref
        alleged = create_record(vault, "allegation", {"crime_code": "CAH_PERSECUTION"}, parent=below).ref
        on_it = Parent("allegation", open_record(vault, alleged).record_id, "allegation_id")
        element = create_record(vault, "allegation_element", {"element_code": "odd_element"}, parent=on_it).ref
        weighed = Parent("allegation_element", open_record(vault, element).record_id, "element_id")
        typed = {"exhibit_id": exhibit, "bearing": "contradicts", "reasoning": "дата не сходится"}
        create_record(vault, "weighing", typed, parent=weighed)
    async with app.run_test(size=(120, 40)) as pilot:
        home = await unlock_home(pilot)
        await home._open("legal_case", case)
        await until(pilot, lambda: isinstance(app.screen, RecordScreen) and app.screen.is_running)
        await pilot.press("f4")
        await until(pilot, lambda: isinstance(app.screen, PickScreen))
        await type_in(pilot, "Evidence matrix")
        await until(pilot, lambda: isinstance(app.screen, MatrixScreen) and app.screen.is_read)
        assert isinstance(app.screen, MatrixScreen)
        text = app.screen.sheet.text
        assert "− " in text
        assert "дата не сходится" in text
        assert "Gap: nothing recorded supports this element." in text
        matrix = app.screen
        for ref in (alleged, exhibit):
            await pilot.press("enter")
            await until(pilot, lambda: isinstance(app.screen, RecordScreen) and app.screen.is_running)
            assert isinstance(app.screen, RecordScreen)
            assert app.screen.record_ref == ref
            await pilot.press("escape")
            await until(pilot, lambda: app.screen is matrix)
            await pilot.press("down")
