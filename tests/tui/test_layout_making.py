"""A layout is made from the header of a list on the screen, kept in the vault, and the rows are read with it."""

from pathlib import Path

import pytest

from dossier.intake.stored_layouts import own_layouts
from dossier.tui.app import DossierApp
from dossier.tui.screens.importing import ImportScreen
from dossier.tui.screens.layout_making import LayoutScreen
from dossier.tui.screens.pick import PickScreen
from tests.tui.driving import news, type_in, unlock_home, until


@pytest.mark.parametrize("title", ["", "A list;;\n\n"], ids=["first row", "below a title"])
async def test_a_header_nobody_knows_becomes_a_layout_by_keys(
    app: DossierApp, place: Path, tmp_path: Path, title: str
) -> None:
    path = tmp_path / "odd.csv"
    path.write_text(f"{title}Full name;Year of birth;Cat\nЁлкина Анна;1991;Мурка\n", "utf-8")
    async with app.run_test(size=(100, 30)) as pilot:
        home = await unlock_home(pilot)
        await home._open("go", "import")
        await until(pilot, lambda: isinstance(app.screen, ImportScreen) and app.screen.is_running)
        imports = app.screen
        assert isinstance(imports, ImportScreen)
        imports._line("file").field.value = str(path)
        await pilot.press("f3")
        await until(pilot, lambda: isinstance(app.screen, LayoutScreen) and app.screen.is_read)
        screen = app.screen
        assert isinstance(screen, LayoutScreen)
        assert "Мурка" in screen.sheet.text
        assert ("Header in row 2" in news(app)) == bool(title)
        assert screen._proposal is not None
        await pilot.press("down", "down", "enter")
        await until(pilot, lambda: isinstance(app.screen, PickScreen))
        await type_in(pilot, "Отчеств")
        await until(pilot, lambda: app.screen is screen)
        assert screen._proposal.columns["Cat"] == "patronymic"
        assert "Patronymic · patronymic" in screen.sheet.text
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, PickScreen))
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is screen)
        assert "Cat" in screen._proposal.unknown
        await pilot.press("f2")
        await until(pilot, lambda: imports.table.row_count == 1)
        assert imports._line("layout").field.value == "my_list"
        assert ("1 row above the header" in news(app)) == bool(title)
        assert app.desk is not None
        assert list(own_layouts(app.desk.vault)) == ["my_list"]
