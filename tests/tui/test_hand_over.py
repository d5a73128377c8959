"""What a thread finds is shown by the screen that asked for it, or by nothing: a screen may be left at any moment."""

import asyncio
from collections.abc import Callable, Iterable
from contextvars import copy_context
from threading import Thread

from textual.app import App
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Static

from dossier.tui.widgets.frame import FramedScreen
from tests.tui.driving import until


class _Going(Widget):
    """Goes last: what is to happen meanwhile happens now."""

    def __init__(self, meanwhile: Callable[[], None]) -> None:
        super().__init__()
        self._meanwhile = meanwhile

    async def on_unmount(self) -> None:
        self._meanwhile()
        await asyncio.sleep(0.1)


class _Found(FramedScreen[None]):
    def __init__(self) -> None:
        super().__init__()
        self.finders: list[Thread] = []
        self.was_shown = False

    def body(self) -> Iterable[Widget]:
        yield Static(id="body")
        yield _Going(self.find)

    def find(self) -> None:
        """A thread has found something just now."""
        thread = Thread(target=copy_context().run, args=(self.hand_over, self._show, "found"), daemon=True)
        self.finders.append(thread)
        thread.start()

    def _show(self, words: str) -> None:
        self.query_one("#body", Static).update(words)
        self.tell(words)
        self.was_shown = True

    def is_shown(self) -> bool:
        return self.was_shown and "found" in str(self.query_one("#body", Static).render())


async def _pushed(app: App[int], pilot: Pilot[int]) -> _Found:
    screen = _Found()
    await app.push_screen(screen)
    await pilot.pause()
    return screen


async def test_a_screen_that_is_there_shows_what_was_found() -> None:
    app = App[int]()
    async with app.run_test() as pilot:
        screen = await _pushed(app, pilot)
        screen.find()
        await until(pilot, screen.is_shown)


async def test_a_screen_left_while_its_thread_reads_ends_in_no_crash() -> None:
    app = App[int]()
    async with app.run_test() as pilot:
        screen = await _pushed(app, pilot)
        await app.pop_screen()
        await until(pilot, lambda: screen.finders and not screen.finders[0].is_alive())
        assert not screen.was_shown
        screen.find()
        await until(pilot, lambda: not screen.finders[1].is_alive())
        assert not screen.was_shown


async def test_what_is_found_while_a_screen_is_made_anew_is_shown_by_the_new_one() -> None:
    """Another language was chosen just then: the old widgets had gone, and the new ones were not there yet."""
    app = App[int]()
    async with app.run_test() as pilot:
        screen = await _pushed(app, pilot)
        await screen.speak_anew()
        await until(pilot, screen.is_shown)
        assert not screen.finders[0].is_alive()
