"""Keys of one's own: taken whole or not at all, with a sentence; settings that survive a broken file."""

import sys
from pathlib import Path

import pytest

from dossier.errors import Refused
from dossier.tui.app import DossierApp
from dossier.tui.keymap import read_keymap
from dossier.tui.screens.entry import EntryScreen
from dossier.tui.settings import Settings, config_folder, load_settings, save_settings
from tests.tui.driving import news, unlock_home


def keymap_of(tmp_path: Path, text: str) -> dict[str, str]:
    path = tmp_path / "keymap.yaml"
    path.write_text(text, encoding="utf-8")
    return read_keymap(path)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", {}),
        ("save: f10", {"save": "f10"}),
        ("save: [F10, Ctrl+S]", {"save": "f10,ctrl+s"}),
        ("jump: f6, ctrl+g\nclear: f10", {"jump": "f6,ctrl+g", "clear": "f10"}),
    ],
)
def test_a_map_names_keys_by_action(tmp_path: Path, text: str, expected: dict[str, str]) -> None:
    assert keymap_of(tmp_path, text) == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("save", "keymap.form"),
        ("- save", "keymap.form"),
        ("save: [f10", "keymap.form"),
        ("sav: f10", "keymap.action"),
        ("save: s", "keymap.key"),
        ("save: shift+s", "keymap.key"),
        ("save: ctrl+ы", "keymap.key"),
        ("save: ''", "keymap.key"),
        ("save: f12", "keymap.clash"),
        ("jump: f5", "keymap.clash"),
        ("lock: escape", "keymap.clash"),
    ],
)
def test_a_map_that_cannot_work_is_refused(tmp_path: Path, text: str, code: str) -> None:
    with pytest.raises(Refused) as caught:
        keymap_of(tmp_path, text)
    assert caught.value.code == code
    assert "keymap.yaml" in caught.value.message


def write_keymap(text: str) -> None:
    config_folder().mkdir(parents=True, exist_ok=True)
    (config_folder() / "keymap.yaml").write_text(text, encoding="utf-8")


async def test_a_key_of_ones_own_works_and_the_usual_one_does_not(app: DossierApp) -> None:
    write_keymap("new: f10")
    async with app.run_test(size=(80, 24)) as pilot:
        await unlock_home(pilot)
        await pilot.press("f3")
        assert type(app.screen).__name__ == "HomeScreen"
        await pilot.press("f10")
        assert isinstance(app.screen, EntryScreen)


async def test_a_refused_map_is_said_and_the_usual_keys_stay(app: DossierApp) -> None:
    write_keymap("new: f12")
    async with app.run_test(size=(80, 24)) as pilot:
        await unlock_home(pilot)
        assert "f12" in news(app)
        await pilot.press("f3")
        assert isinstance(app.screen, EntryScreen)


@pytest.mark.parametrize(
    "text", ["", "[1", "lock_minutes: 99", "language: xx", "theme: nord", "- a", "lock_minutes: x"]
)
def test_settings_that_cannot_be_read_are_as_if_not_set(text: str) -> None:
    config_folder().mkdir(parents=True, exist_ok=True)
    (config_folder() / "settings.yaml").write_text(text, encoding="utf-8")
    assert load_settings() == Settings()


@pytest.mark.parametrize("kept", [Settings(), Settings("be", 1, "ansi-dark"), Settings("uk", 30, "textual-light")])
def test_settings_are_kept_for_the_next_time(kept: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the library that reads what a person has written there: it takes longer than the first screen."""
    save_settings(kept)
    with monkeypatch.context() as patch:
        patch.setitem(sys.modules, "yaml", None)
        assert load_settings() == kept


def test_settings_written_by_a_person_in_another_form_are_read_too() -> None:
    config_folder().mkdir(parents=True, exist_ok=True)
    (config_folder() / "settings.yaml").write_text('# mine\n{language: "be", lock_minutes: 1}\n', encoding="utf-8")
    assert load_settings() == Settings("be", 1)
