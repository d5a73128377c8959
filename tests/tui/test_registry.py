"""Keys: one registry, every action there, every action first in line; places of keys; the page that names them."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from textual.app import App
from textual.binding import ActiveBinding, Binding

from dossier.casework.promises import NOT_PROMISED, PROMISED
from dossier.i18n import LANGUAGES, _, in_language
from dossier.tui import actions
from dossier.tui.actions import ACTIONS, Action, all_screens
from dossier.tui.app import DossierApp
from dossier.tui.keys import latin_key
from dossier.tui.screens.help import KeyTestScreen, help_lines
from dossier.tui.screens.search import SearchScreen
from dossier.tui.widgets.frame import without_names
from dossier.tui.widgets.sheet import Sheet
from tests.tui.driving import unlock

SCREENS: list[type[Any]] = [DossierApp, *all_screens()]


@pytest.mark.parametrize("screen", SCREENS)
def test_every_binding_is_of_the_registry_exists_and_comes_first(screen: type[Any]) -> None:
    for binding in screen.BINDINGS:
        assert isinstance(binding, Binding)
        assert binding.priority
        assert ACTIONS[binding.action].keys == binding.key
        assert any(hasattr(owner, f"action_{binding.action}") for owner in (screen, DossierApp))


def test_no_action_has_the_id_of_another() -> None:
    """The later one would take the place of the earlier without a word."""
    written = re.findall(r'Action\(\s*"(\w+)"', Path(actions.__file__).read_text(encoding="utf-8"))
    assert sorted(written) == sorted(ACTIONS)


@pytest.mark.parametrize("action", ACTIONS.values(), ids=ACTIONS)
def test_names_are_short_enough_for_the_footer(action: Action) -> None:
    assert len(action.name) <= 10


def test_no_screen_gives_one_key_two_meanings() -> None:
    for screen in SCREENS:
        everywhere = DossierApp.BINDINGS if screen is not DossierApp else []
        ids = {binding.id for binding in (*everywhere, *screen.BINDINGS)}
        keys = [key for one in ids for key in ACTIONS[one].keys.split(",")]
        assert len(keys) == len(set(keys)), screen


@pytest.mark.parametrize(
    ("key", "latin"), [("ctrl+ы", "ctrl+s"), ("ctrl+й", "ctrl+q"), ("Ы", "S"), ("ctrl+і", "ctrl+s"), ("f2", None)]
)
def test_a_cyrillic_key_is_the_latin_one_in_its_place(key: str, latin: str | None) -> None:
    assert latin_key(key) == latin


def test_help_ends_with_what_is_promised_and_what_is_not() -> None:
    """Who never sees a command line must know it too, in each language."""
    for code in LANGUAGES:
        with in_language(code):
            text = " ".join(" ".join(line.text for line in help_lines()).split())
            assert [one for one in (*PROMISED, *NOT_PROMISED) if _(one) not in text] == [], code


def test_help_names_every_action() -> None:
    text = "\n".join(line.text for line in help_lines())
    assert all(action.name in text for action in ACTIONS.values())


async def test_help_begins_with_the_keys_of_the_screen_that_asks(app: DossierApp) -> None:
    """Its footer has no room for all of them."""
    async with app.run_test(size=(80, 24)) as pilot:
        await unlock(pilot)
        await pilot.press("f12")
        own = app.screen.query_one(Sheet).text.partition("All keys")[0]
        assert "Keys of the screen before this one" in own
        assert all(_(ACTIONS[one].hint)[:30] in own for one in ("mark", "paper_on_marked", "filters", "leave"))
        assert ACTIONS["join"].hint not in own


async def test_the_key_page_shows_what_was_sent_and_does_nothing_else(app: DossierApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await unlock(pilot)
        await pilot.press("f12", "f5", "f3", "ctrl+q")
        assert isinstance(app.screen, KeyTestScreen)
        assert "ctrl+q" in app.screen.query_one(Sheet).text
        await pilot.press("escape", "escape")
        assert isinstance(app.screen, SearchScreen)


async def test_the_fields_of_a_form_are_drawn_with_characters(app: DossierApp) -> None:
    from dossier.tui.fields.line_field import Field

    async with app.run_test(size=(80, 24)) as pilot:
        await unlock(pilot)
        await pilot.press("f3")
        await pilot.pause()
        assert set(app.screen.query_one("#family", Field).render_line(0).text) == {"_"}
        await pilot.press("x")
        await pilot.pause()
        assert app.screen.query_one("#family", Field).render_line(0).text.startswith("x_____")
        assert set(app.screen.query_one("#given", Field).render_line(0).text) == {"_"}


def _footer(screen: type[Any], width: int) -> list[Binding]:
    """What the footer of a screen shows, as the screen works it out."""
    own = {binding.action: binding for binding in (*DossierApp.BINDINGS, *screen.BINDINGS)}
    ordered = sorted(own.values(), key=lambda binding: list(ACTIONS).index(binding.action))
    spoken = [replace(binding, description=_(binding.description)) for binding in ordered]
    active = {one.action: ActiveBinding(App(), one, True, "") for one in spoken}
    return [one.binding for one in without_names(active, width).values() if one.binding.show]


@pytest.mark.parametrize("language", ["en", "be", "ru", "uk"])
@pytest.mark.parametrize("screen", SCREENS[1:])
def test_every_footer_fits_eighty_columns_and_names_the_way_out(screen: type[Any], language: str) -> None:
    with in_language(language):
        shown = _footer(screen, 80)
        assert sum(cell_len(f"{one.key_display} {one.description} ") for one in shown) - 1 <= 80
        assert {"back", "leave"} & {one.action for one in shown}
        assert len(_footer(screen, 300)) >= len(shown)
