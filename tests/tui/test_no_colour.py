"""Without colours everything is still said: by marks, by words, by bold and reversed letters, and bright enough."""

from pathlib import Path

import pytest
from rich.color import ColorSystem

from dossier.tui.app import DossierApp
from dossier.tui.fields.line_field import FieldLine, LongField
from dossier.tui.screens.form import FormScreen
from dossier.tui.screens.record_form import NewRecordScreen
from tests.tui.driving import news, painted, type_in, unlock_home, until

_BRIGHT = 150
"""Of 255, on the dark background."""


async def test_focus_error_and_problem_are_seen_without_colours(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = DossierApp(str(place))
    async with app.run_test(size=(80, 24)) as pilot:
        await unlock_home(pilot)
        assert app.no_color
        await pilot.press("f3")
        await type_in(pilot, "Ёлкина")
        assert isinstance(app.screen, FormScreen)
        await app.screen.go_to("born")
        await type_in(pilot, "31.02.2021")
        await pilot.press("f2")
        await until(pilot, lambda: news(app).startswith("! "))
        line = app.screen.query_one("#born-line", FieldLine)
        lines = painted(app).splitlines()
        assert any("▶ Born" in one and "31.02.2021" in one and "! " in one for one in lines)
        for widget in (app.screen.query_one("#news"), line._answer):
            red, green, blue = widget.rich_style.color.get_truecolor()  # type: ignore[union-attr]
            assert min(red, green, blue) > _BRIGHT
        await app.action_leave()


async def test_where_an_empty_field_of_several_lines_ends_is_seen_while_the_keys_go_to_it(app: DossierApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await unlock_home(pilot)
        assert app.desk is not None
        form = NewRecordScreen(app.desk, "tip")
        await app.push_screen(form)
        await pilot.pause()
        assert app.focused is form.query_one("#text_as_received", LongField)
        first = next(one for one in painted(app).splitlines() if "▶" in one)
        assert first.rstrip().endswith("_" * 40)


async def test_in_sixteen_colours_a_title_is_white_on_blue(app: DossierApp) -> None:
    """The blue of the theme becomes bright cyan there, on which nobody reads white."""
    async with app.run_test(size=(80, 24)) as pilot:
        await unlock_home(pilot)
        style = app.screen.query_one("#title").rich_style
        assert style.color is not None
        assert style.bgcolor is not None
        few = [one.downgrade(ColorSystem.STANDARD).number for one in (style.bgcolor, style.color)]
        assert few == [4, 15]
