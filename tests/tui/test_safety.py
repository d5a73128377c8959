"""Nothing in data acts on the terminal, and nothing of a case leaves by a side door."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from rich.segment import Segment
from textual.color import Color
from textual.content import Content
from textual.geometry import Region
from textual.widgets import Static

from dossier.casework.entry import enter_person
from dossier.tui.app import DossierApp
from dossier.tui.gate import SafeLines, shown
from dossier.tui.screens.record import RecordScreen
from dossier.vault.checking import check_vault
from tests.tui.driving import HOME, PASSPHRASE, Terminal, opened, screens_on, type_in, unlock

HOSTILE = ("Ivan[/b]", "[@click=app.bell]x", "a\x1b]52;c;QUJD\x07b", "a\x1b[2Jb", "a\u202eb", "\x9b31mred")


@pytest.mark.parametrize("name", HOSTILE)
async def test_a_hostile_name_is_shown_as_it_is(app: DossierApp, place: Path, name: str) -> None:
    with opened(place) as vault:
        enter_person(vault, {"family": "Zz" + name, "case": name + " case", "remarks": name})
    async with app.run_test(size=(80, 24)) as pilot:
        search = await unlock(pilot)
        await pilot.pause(0.3)
        assert search.table.current is not None
        await type_in(pilot, "")
        assert isinstance(app.screen, RecordScreen)
        await pilot.press("enter")
        await pilot.press("f3")
        await type_in(pilot, name.replace("\x07", "").replace("\x1b", "").replace("\x9b", ""))
        await pilot.press("f12")


def test_no_control_sequence_of_data_reaches_the_terminal(place: Path) -> None:
    with opened(place) as vault:
        enter_person(vault, {"family": "Zz\x1b]52;c;QUJD\x07", "given": "\x1b]0;title\x07", "remarks": "\x1b[9;9H"})
    with screens_on(place) as terminal:
        terminal.send(b"\r")
        terminal.wait_for("Remarks")
        terminal.send(b"\x1b[24~")
        terminal.wait_for("Keys of the screen")
        for sequence in (b"\x1b]52", b"\x1b]0;title", b"\x1b[9;9H", b"\x07"):
            assert sequence not in terminal.written


@pytest.mark.parametrize("text", HOSTILE[2:])
def test_the_last_gate_lets_nothing_through_that_acts(text: str) -> None:
    (painted,) = SafeLines().apply([Segment(text)], Color(0, 0, 0))
    assert painted.text.isprintable()
    assert painted.text != text


async def test_what_a_screen_forgot_to_pass_through_the_gate_is_stopped_at_the_last_one(app: DossierApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await app.screen.mount(Static(Content("zqz\x1b]52;c;QUJD\x07\u202ezqz"), id="forgotten"))
        await pilot.pause()
        lines = app.screen.query_one("#forgotten").render_lines(Region(0, 0, 40, 1))
        painted = "".join(segment.text for strip in lines for segment in strip)
    assert painted.count("zqz") == 2
    assert not {"\x1b", "\x07", "\u202e"} & set(painted)


def test_markup_in_data_is_text() -> None:
    assert shown("[@click=app.bell]x[/]").plain == "[@click=app.bell]x[/]"
    assert shown("[b]x[/b]").spans == []


CRASHING = """
import sys
import dossier.tui.running as screens
from dossier.cli.main import run
opened = screens.DossierApp.on_unlock_screen_opened
async def crash(self, message):
    await opened(self, message)
    surname = "SECRETOVA"
    raise ValueError(surname)
screens.DossierApp.on_unlock_screen_opened = crash
sys.exit(run(["--vault", sys.argv[1]], start_screens=screens.run))
"""


def test_a_crash_shows_a_code_and_no_values(place: Path, tmp_path: Path) -> None:
    terminal = Terminal(["-c", CRASHING, str(place)], XDG_STATE_HOME=str(tmp_path))
    terminal.wait_for("Passphrase")
    terminal.send(PASSPHRASE.encode() + b"\r")
    assert terminal.end() == 70
    assert terminal.everything.rpartition(b"\x1b[?1049")[2].startswith(b"l"), "the other screen was left"
    assert b"SECRETOVA" not in terminal.everything
    assert b"mistake in the program" in terminal.written
    (report,) = (tmp_path / "dossier").glob("crash-*.txt")
    assert "SECRETOVA" not in report.read_text()
    with opened(place) as vault:
        assert check_vault(vault) == []


WATCHED = """
import os, sys
watch = ["strace", "-f", "-qq", "-o", sys.argv[2], "-e", "trace=%network"]
os.execvp(watch[0], [*watch, sys.executable, "-m", "dossier", "--vault", sys.argv[1]])
"""


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed; scripts/test installs it")
def test_the_screens_call_no_network(place: Path, tmp_path: Path) -> None:
    terminal = Terminal(["-c", WATCHED, str(place), str(tmp_path / "calls")])
    for words, keys in (("Passphrase", PASSPHRASE.encode() + b"\r"), (HOME, b"\x1b[18~zqz"), ("zqz", b"\x11")):
        terminal.wait_for(words)
        terminal.send(keys)
    assert terminal.end() == 0
    calls = (tmp_path / "calls").read_text()
    assert "AF_UNIX" in calls, "nothing was watched"
    assert re.findall(r"AF_INET6?|AF_PACKET|AF_NETLINK", calls) == []


def test_textual_variables_are_gone_before_it_is_imported() -> None:
    names = "c.LOG_FILE, c.SCREENSHOT_DELAY, c.PRESS or None, c.DRIVER, c.DEBUG, c.DEVTOOLS_HOST"
    code = f"import dossier.tui.app, textual.constants as c; print({names})"
    environment = {**os.environ, "TEXTUAL_LOG": "/tmp/x", "TEXTUAL_SCREENSHOT": "1", "TEXTUAL_PRESS": "a"}
    environment |= {"TEXTUAL_DRIVER": "none:None", "TEXTUAL": "devtools,debug", "TEXTUAL_DEVTOOLS_HOST": "192.0.2.1"}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["None", "-1", "None", "None", "False", "127.0.0.1"]


async def test_there_is_no_palette_and_copying_stays_inside(app: DossierApp, capfd: pytest.CaptureFixture[str]) -> None:
    async with app.run_test() as pilot:
        await pilot.press("ctrl+p")
        assert type(app.screen).__name__ == "UnlockScreen"
        app.copy_to_clipboard("name")
        assert app.clipboard == "name"
    assert "\x1b]52" not in capfd.readouterr().out
