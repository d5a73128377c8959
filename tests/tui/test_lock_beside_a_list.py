"""The lock while a list is read in: the writes wait for the list, the lock and what was typed do not."""

import threading
from asyncio import wrap_future
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from textual import events

from dossier.casework.drafts import DraftKey, drafts_of_author
from dossier.tui import locking
from dossier.tui.app import DossierApp
from tests.tui.driving import ESC, F2, F3, HOME, Terminal, news, opened, screens_on, unlock_home, until

F5, CTRL_L, CTRL_Q = b"\x1b[15~", b"\x0c", b"\x11"
SECRET = "Необычайнова"
ENDLESS = """
import time
from dossier import intake
from dossier.__main__ import main
def endless(vault, path, *, on_progress, **_options):
    with vault.write(reason="import endless"):
        for count in range(10**9):
            time.sleep(0.02)
            on_progress(count)
intake.import_file = endless
main()
"""
"""The program, for which every list has no end."""


@contextmanager
def reading_a_list(place: Path) -> Iterator[Terminal]:
    with screens_on(place, ["-c", ENDLESS]) as terminal:
        terminal.send(ESC)
        terminal.wait_for(HOME)
        terminal.send(F5)
        terminal.wait_for("keeps nothing")
        terminal.send(b"list.csv\r")
        terminal.wait_for("rows read")
        yield terminal


def kept(place: Path) -> dict[str, str]:
    with opened(place) as vault:
        found = drafts_of_author(vault).get(DraftKey("person"))
    return dict(found.fields) if found else {}


@contextmanager
def typing_beside_a_list(place: Path) -> Iterator[Terminal]:
    with reading_a_list(place) as terminal:
        terminal.send(ESC)
        terminal.wait_for(HOME)
        terminal.send(F3 + SECRET.encode() + b"\r")
        terminal.wait_for("Given")
        yield terminal


def test_what_was_typed_beside_a_list_is_kept_when_the_screens_are_locked(place: Path) -> None:
    """Once its write waited behind the list, and went with the program."""
    with typing_beside_a_list(place) as terminal:
        terminal.send(CTRL_L)
        terminal.wait_for("The list was stopped")
        assert kept(place)["family"] == SECRET


def test_a_save_beside_a_list_is_refused_and_does_not_hold_up_the_lock(place: Path) -> None:
    """Once the key that locks stood behind the save, and the save behind the list."""
    with typing_beside_a_list(place) as terminal:
        terminal.send(F2)
        terminal.wait_for("A list is being read")
        terminal.send(CTRL_L)
        terminal.wait_for("The list was stopped")
    assert kept(place)["family"] == SECRET


async def test_the_key_that_locks_waits_for_no_action_that_waits(app: DossierApp, place: Path) -> None:
    go = threading.Event()
    async with app.run_test(size=(80, 24)) as pilot:
        await unlock_home(pilot)
        assert app.desk is not None
        app.desk.submit_long(go.wait, go.set)
        waiting = app.desk.submit(int)
        app.call_next(lambda: wrap_future(waiting))
        assert app._driver is not None
        app._driver.send_message(events.Key("ctrl+l", None))
        await until(pilot, lambda: app.desk is None and "The list was stopped" in news(app))


def test_whoever_leaves_beside_a_list_is_asked_and_then_waits_for_nothing(place: Path) -> None:
    with reading_a_list(place) as terminal:
        terminal.send(CTRL_Q)
        terminal.wait_for("Ctrl+Q again")
        terminal.send(CTRL_Q)
        assert terminal.end() == 0


async def test_who_leaves_a_list_is_still_asked_about_what_the_disk_did_not_take(app: DossierApp, place: Path) -> None:
    go = threading.Event()
    async with app.run_test(size=(80, 24)) as pilot:
        await unlock_home(pilot)
        assert app.desk is not None
        app.desk.submit_long(go.wait, go.set)
        app.desk.unkept.add(DraftKey("person"))
        await pilot.press("ctrl+q")
        await until(pilot, lambda: "A list is being read" in news(app))
        await pilot.press("ctrl+q")
        await until(pilot, lambda: "The disk takes nothing" in news(app))
        assert app.desk is not None
        app.desk.unkept.clear()


async def test_idle_locks_while_an_action_waits(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once the look at the clock stood behind it."""
    monkeypatch.setattr(locking, "_IDLE_LOOK_S", 0.05)
    go = threading.Event()
    app = DossierApp(str(place), idle_lock_s=1.0)
    async with app.run_test(size=(80, 24)) as pilot:
        await unlock_home(pilot)
        assert app.desk is not None
        app.desk.submit_long(go.wait, go.set)
        waiting = app.desk.submit(int)
        app.call_next(lambda: wrap_future(waiting))
        await until(pilot, lambda: app.desk is None and "The list was stopped" in news(app))
