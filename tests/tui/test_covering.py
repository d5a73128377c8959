"""What stands covered on the page of a person until it is asked for."""

from pathlib import Path

import pytest

from dossier.casework.covering import is_covered
from dossier.casework.entry import enter_person
from dossier.casework.forms.declaration import Parent
from dossier.casework.pages import record_page
from dossier.casework.records import create_record, edit_record, open_record
from dossier.tui.app import DossierApp
from dossier.tui.screens.duplicates import DuplicatesScreen
from dossier.tui.screens.help import HelpScreen
from dossier.tui.screens.history import HistoryScreen
from dossier.tui.screens.home import HomeScreen
from dossier.tui.screens.record import RecordScreen
from dossier.tui.screens.record_form import EditScreen
from dossier.tui.settings import WHOLE, Settings
from dossier.tui.widgets.covering import COVER
from tests.tui.driving import news, opened, painted, unlock_home, until

SENSITIVE = ("диабет (пример)", "Ёлкина Мать", "кличка Вымысел")
PLAIN = ("Ёлкина", "342", "1991")


@pytest.fixture
def refs(place: Path) -> dict[str, str]:
    """A person with what endangers them, their address, and a person without anything."""
    with opened(place) as vault:
        one = enter_person(vault, {"family": "Ёлкина", "born": "1991", "article": "ч. 1 ст. 342"}).ref
        other = enter_person(vault, {"family": "Вымыслов", "article": "ч. 1 ст. 342"}).ref
        mother = enter_person(vault, {"family": "Ёлкина Мать", "article": "ч. 1 ст. 342"}).ref
        record = open_record(vault, one)
        edit_record(vault, one, {"health": SENSITIVE[0], "remarks": SENSITIVE[2]}, version=record.version)
        parent = Parent("person", record.record_id, "person_id")
        create_record(vault, "relationship", {"related_id": mother, "kind_code": "мать"}, parent=parent)
        detail = create_record(
            vault, "person_detail", {"kind": "telephone", "value": "+375 29 000-00-00"}, parent=parent
        )
    return {"one": one, "other": other, "detail": detail.ref}


async def _page(app: DossierApp, kind: str, ref: str) -> RecordScreen:
    assert app.desk is not None
    screen = RecordScreen(app.desk, kind, ref)
    await app.push_screen(screen)
    return screen


async def test_what_endangers_a_person_is_shown_by_a_key_and_covered_when_the_page_is_left(
    app: DossierApp, refs: dict[str, str]
) -> None:
    async with app.run_test(size=(80, 50)) as pilot:
        await unlock_home(pilot)
        page = await _page(app, "person", refs["one"])
        await until(pilot, lambda: COVER in page.sheet.text)
        assert [one in page.sheet.text for one in SENSITIVE] == [False] * 3
        assert all(one in page.sheet.text for one in PLAIN), "who it is, and what it is about, stands there whole"
        await until(pilot, lambda: "Ctrl+T shows" in painted(app))
        await pilot.press("ctrl+t")
        assert all(one in page.sheet.text for one in SENSITIVE)
        assert COVER not in page.sheet.text
        await pilot.press("ctrl+t")
        assert SENSITIVE[0] not in page.sheet.text
        await pilot.press("ctrl+t", "f2")
        await until(pilot, lambda: isinstance(app.screen, EditScreen) and app.screen.is_running)
        assert SENSITIVE[0] in painted(app), "whoever types sees what is typed"
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is page)
        assert SENSITIVE[0] not in painted(app)


async def test_an_address_stands_on_no_page_but_its_own_and_is_covered_there(
    app: DossierApp, refs: dict[str, str]
) -> None:
    async with app.run_test(size=(80, 50)) as pilot:
        await unlock_home(pilot)
        page = await _page(app, "person", refs["one"])
        await pilot.press("ctrl+t")
        assert "000-00-00" not in page.sheet.text
        own = await _page(app, "person_detail", refs["detail"])
        await until(pilot, lambda: COVER in own.sheet.text)
        assert "000-00-00" not in painted(app)
        await pilot.press("ctrl+t")
        assert "000-00-00" in painted(app)
        await pilot.press("escape")
        assert "000-00-00" not in painted(app)


async def test_a_history_tells_covered_fields_by_a_key_alone(app: DossierApp, refs: dict[str, str]) -> None:
    async with app.run_test(size=(80, 50)) as pilot:
        await unlock_home(pilot)
        await _page(app, "person", refs["one"])
        await pilot.press("f8")
        await until(pilot, lambda: isinstance(app.screen, HistoryScreen) and COVER in painted(app))
        assert SENSITIVE[0] not in painted(app)
        assert "Ёлкина" in painted(app)
        assert "Ctrl+T shows" in painted(app)
        await pilot.press("ctrl+t")
        assert SENSITIVE[0] in painted(app)
        assert COVER not in painted(app)
        await pilot.press("f12")
        await until(pilot, lambda: isinstance(app.screen, HelpScreen))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, HistoryScreen))
        assert SENSITIVE[0] not in painted(app)


async def test_two_persons_side_by_side_differ_under_the_cover(app: DossierApp, place: Path) -> None:
    with opened(place) as vault:
        for health in ("диабет (пример)", "астма (пример)"):
            ref = enter_person(vault, {"family": "Ёлкина", "given": "Анна", "born": "1991"}).ref
            edit_record(vault, ref, {"health": health}, version=open_record(vault, ref).version)
    async with app.run_test(size=(80, 50)) as pilot:
        await unlock_home(pilot)
        assert app.desk is not None
        screen = DuplicatesScreen(app.desk)
        await app.push_screen(screen)
        await until(pilot, lambda: "1 of 1" in news(app))
        line = next(one for one in screen.sheet.text.splitlines() if "Health" in one)
        assert (line.count(COVER), line.count("≠"), line.count("✓")) == (2, 1, 1)
        assert "Анна" in screen.sheet.text
        assert "Ctrl+T shows" in painted(app)
        await pilot.press("ctrl+t")
        assert "астма" in screen.sheet.text
        await pilot.press("ctrl+t")
        assert "астма" not in screen.sheet.text


async def test_where_nothing_is_covered_no_key_offers_to_show_it(app: DossierApp, refs: dict[str, str]) -> None:
    async with app.run_test(size=(80, 50)) as pilot:
        await unlock_home(pilot)
        page = await _page(app, "person", refs["other"])
        await until(pilot, lambda: "Вымыслов" in page.sheet.text)
        await pilot.pause()
        assert "Ctrl+T" not in painted(app)


async def test_a_setting_has_everything_whole(place: Path, refs: dict[str, str]) -> None:
    app = DossierApp(str(place), settings=Settings(sensitive=WHOLE))
    async with app.run_test(size=(80, 50)) as pilot:
        await unlock_home(pilot)
        page = await _page(app, "person", refs["one"])
        await until(pilot, lambda: SENSITIVE[0] in page.sheet.text)
        assert "Ctrl+T" not in painted(app)
        await app.action_lock()
    assert app.desk is None


async def test_after_the_lock_the_page_is_gone(app: DossierApp, refs: dict[str, str]) -> None:
    async with app.run_test(size=(80, 50)) as pilot:
        await unlock_home(pilot)
        await _page(app, "person", refs["one"])
        await pilot.press("ctrl+t", "ctrl+l")
        await until(pilot, lambda: app.desk is None)
        assert SENSITIVE[0] not in painted(app)
        await unlock_home(pilot)
        assert isinstance(app.screen, HomeScreen)


def test_covered_is_what_is_sensitive_or_endangering_of_people_alone(place: Path, refs: dict[str, str]) -> None:
    with opened(place) as vault:
        lines = [line for block in record_page(vault, refs["one"]).blocks for line in block.lines]
    assert {line.name for line in lines if line.is_covered} == {"Health", "Remarks", ""}
    assert next(line.text for line in lines if line.is_covered and not line.name).startswith("Ёлкина Мать")


def test_a_column_that_is_gone_stands_covered_because_nobody_knows_what_it_was() -> None:
    assert is_covered("person", ["column_of_an_earlier_version"])
    assert not is_covered("person", ["born_lower", "label"])
    assert not is_covered("charge", ["column_of_an_earlier_version"])
