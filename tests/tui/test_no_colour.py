"""Without colours everything is still said: by marks, by words, by bold and reversed letters, and bright enough."""

from pathlib import Path

import pytest

from dossier.tui.app import DossierApp
from dossier.tui.fields.line_field import FieldLine
from dossier.tui.screens.form import FormScreen
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
