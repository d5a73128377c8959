"""Long work beside the screens: its progress is seen, it can be stopped, its end is said wherever the person is."""

import sys
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from dossier.tui.app import DossierApp
from dossier.tui.screens.output import OutputScreen
from dossier.tui.widgets.sheet import Sheet
from tests.tui.driving import news, unlock_home, until

CHILD = """#!{python}
import os, sys, time
os.fdopen(int(os.environ["DOSSIER_ARGUMENTS_FD"])).read()
sys.stderr.write("half\\r")
sys.stderr.flush()
while not os.path.exists({go!r}):
    try:
        time.sleep(0.02)
    except KeyboardInterrupt:
        sys.exit(130)
sys.exit({status})
"""


@pytest.fixture
def go(tmp_path: Path) -> Path:
    """The child ends when this file is there."""
    return tmp_path / "go"


def slow_child(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, go: Path, status: int = 0) -> None:
    program = tmp_path / "python"
    program.write_text(CHILD.format(python=sys.executable, go=str(go), status=status))
    program.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(program))


async def counted(app: DossierApp, pilot: Pilot[int]) -> None:
    """The tables for everybody: counted, and not yet written."""
    await pilot.press("f9")
    await until(pilot, lambda: isinstance(app.screen, OutputScreen) and app.screen.is_running)
    screen = app.screen
    assert isinstance(screen, OutputScreen)
    await until(pilot, lambda: "recipient" in screen.query_one(Sheet).text)
    screen._lines["profile"].field.value = "public"
    await pilot.press("f2")
    await until(pilot, lambda: "Nothing is written yet" in news(app))


def text_of(app: DossierApp, name: str) -> str:
    return str(app.screen.query_one(name, Static).render())


async def test_progress_is_seen_and_typing_goes_on(
    app: DossierApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, go: Path
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await unlock_home(pilot)
        await counted(app, pilot)
        slow_child(tmp_path, monkeypatch, go)
        await pilot.press("f2")
        await until(pilot, lambda: text_of(app, "#progress") == "half")
        await pilot.press("escape")
        assert "half" in app.screen.query_one(Sheet).text
        await pilot.press("f3", "x")
        go.touch()
        await until(pilot, lambda: news(app).startswith("Written:"))


async def test_work_is_stopped_by_a_key(
    app: DossierApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, go: Path
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await unlock_home(pilot)
        await counted(app, pilot)
        slow_child(tmp_path, monkeypatch, go)
        await pilot.press("f2")
        await until(pilot, lambda: text_of(app, "#progress") == "half")
        await pilot.press("f8")
        await until(pilot, lambda: "Stopped" in news(app))
        assert app.works.running == []


async def test_what_did_not_work_is_said_as_a_problem(
    app: DossierApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, go: Path
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await unlock_home(pilot)
        await counted(app, pilot)
        slow_child(tmp_path, monkeypatch, go, status=5)
        go.touch()
        await pilot.press("f2")
        await until(pilot, lambda: news(app) == "! half")
