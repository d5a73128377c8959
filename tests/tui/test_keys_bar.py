"""The line of keys: the same widgets from field to field, others where the keys are others, never those of before."""

from textual.pilot import Pilot
from textual.widgets._footer import FooterKey

from dossier.tui.app import DossierApp
from tests.tui.driving import unlock_home, until


def made(app: DossierApp) -> list[FooterKey]:
    return list(app.screen.query(FooterKey))


def said(app: DossierApp) -> list[str]:
    return [f"{one.key_display} {one.description}" for one in made(app)]


async def other_keys(pilot: Pilot[int], width: int, before: list[str]) -> None:
    await pilot.resize_terminal(width, 24)
    await until(pilot, lambda: said(pilot.app) not in ([], before))  # type: ignore[arg-type]


async def test_the_line_of_keys_is_made_anew_only_where_its_keys_are_others(app: DossierApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await unlock_home(pilot)
        await pilot.press("f3")
        await until(pilot, lambda: made(app))
        await pilot.pause()
        before, wide = made(app), said(app)
        await pilot.press("tab", "tab")
        await pilot.pause()
        assert made(app) == before
        await other_keys(pilot, 50, wide)
        narrow = said(app)
        app.app_focus = False  # another window has the keys, and this one gets wider
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert said(app) == narrow
        app.app_focus = True
        app.screen.refresh_bindings()
        await until(pilot, lambda: said(app) == wide)
