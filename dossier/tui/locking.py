"""The lock: by key, from outside, after idle and sleep, before the program stops; and the end that loses nothing.

What is typed is kept, the vault is closed, and where it can the program becomes a fresh process that remembers nothing.
"""

import asyncio
import os
import signal
import threading
import time
from collections.abc import Callable, Coroutine
from contextlib import suppress
from contextvars import copy_context
from typing import TYPE_CHECKING, Any

from textual import events
from textual.message import Message

from dossier.i18n import _
from dossier.tui import terminal
from dossier.tui.children import kill_all
from dossier.tui.keys import latin_key
from dossier.tui.private import GuardedApp
from dossier.tui.screens.unlock import LockingScreen, UnlockScreen
from dossier.tui.works import Work, Works

if TYPE_CHECKING:
    from dossier.casework.drafts import DraftKey, KeptDraft
    from dossier.tui.desk import Desk

_IDLE_LOOK_S = 5.0
_STUCK_S = 1.0
"""How long the key that locks waits behind what the app is doing; then it does not wait any longer."""
LOCK_SIGNAL = signal.SIGUSR1
"""What ``dossier lock`` sends; the same as ``dossier.vault.panic.LOCK_SIGNAL``, which is not imported at the start."""
_ASLEEP_S = 30.0
"""A look that comes so much later than it should: the computer slept, or the program was stopped."""
_LETTERS_S = 2.0
"""How long the lock waits for the letters typed before it; nothing of the case is on the screen meanwhile."""
_READERS_S = 30.0
"""How long work on the closed vault waits for what the screens still read of it."""
DRAFTS_S = 5.0
"""How long it then waits for them to reach the disk: what hangs longer must not hold up the lock."""
_AT_ONCE = frozenset(("ctrl+l", "ctrl+q"))
"""Keys that never wait for a screen."""
LOCKED_STATUS = -1
"""The app ended in order to be locked: the caller starts the program anew, with nothing in its memory."""
STOPPING_STATUS = -2
"""The same, and the fresh program stops before it asks for the passphrase, until the shell lets it go on."""


def locked_words(*, stopped_long: bool) -> str:
    """What is said after the lock."""
    if stopped_long:
        return _("Locked. What was typed is kept. The list was stopped; nothing of it came in.")
    return _("Locked. What was typed is kept.")


async def _nothing_reads(desk: "Desk") -> None:
    """Wait, not for ever, until the threads behind the screens are done with the vault."""
    with suppress(TimeoutError):
        async with asyncio.timeout(_READERS_S):
            while desk.vault.is_in_use:
                await asyncio.sleep(0.02)


class LockingApp(GuardedApp, inherit_bindings=False):
    """An application on one vault that can be locked at any moment."""

    def __init__(
        self,
        location: str,
        *,
        opener: "Callable[[str, str], Desk]",
        idle_lock_s: float,
        clock: Callable[[], float] = time.monotonic,
        wall_clock: Callable[[], float] = time.time,
        ends_to_lock: bool = False,
    ) -> None:
        """An application without a vault as yet.

        Args:
            location: A folder or a PostgreSQL address.
            opener: Opens the vault; runs in a thread.
            idle_lock_s: Seconds without a key after which to lock.
            clock: Seconds that never go back.
            wall_clock: Seconds that go on while the computer sleeps.
            ends_to_lock: To lock, end with LOCKED_STATUS, so that a fresh process asks for the passphrase.
        """
        super().__init__()
        self._location = location
        self._opener = opener
        self._idle_lock_s = idle_lock_s
        self._clock = clock
        self._wall_clock = wall_clock
        self._looked_at = wall_clock()
        self._ends_to_lock = ends_to_lock
        self._last_key_at = clock()
        self._ending: asyncio.Task[None] | None = None
        self._kept_here: dict[DraftKey, KeptDraft] = {}
        """What was typed and could not be written before the lock; it waits for the next desk."""
        self.desk: Desk | None = None
        self.works = Works(self.work_changed)
        self._locking: asyncio.Future[None] | None = None
        self._idle_watch: asyncio.Task[None] | None = None
        self._lock_key: Message | None = None
        """The key that locks, from its coming until the app has got to it."""
        self._lock_context = copy_context()
        self._stops = False
        """The program is to stop once it is locked."""
        self.has_stopped_long = False
        """The lock has stopped a list that was being read."""

    def work_changed(self, work: Work) -> None:
        """Some long work has gone on or ended."""

    def watch_for_locks(self) -> None:
        """Listen to the signals that lock or end, and look at the clocks; once the loop runs."""
        loop = asyncio.get_running_loop()
        self._lock_context = copy_context()
        for number in (signal.SIGHUP, signal.SIGTERM):
            loop.add_signal_handler(number, self._hang_up, number)
        loop.add_signal_handler(LOCK_SIGNAL, self._lock_from_outside)
        loop.add_signal_handler(signal.SIGTSTP, self._stop_from_outside)
        self._idle_watch = self._apart(self._watch_idle())

    def on_unmount(self) -> None:
        """Nobody is there to lock for any more."""
        if self._idle_watch is not None:
            self._idle_watch.cancel()

    def _apart(self, work: "Coroutine[Any, Any, None]") -> "asyncio.Task[None]":
        """Do it in a task of its own, not behind what the app is waiting for; what goes wrong there ends the app."""
        task = asyncio.get_running_loop().create_task(work, context=self._lock_context)
        task.add_done_callback(self._ended_apart)
        return task

    def _ended_apart(self, task: "asyncio.Task[None]") -> None:
        if not task.cancelled() and (problem := task.exception()) is not None:
            self._handle_exception(problem)  # type: ignore[arg-type]

    async def _watch_idle(self) -> None:
        while True:
            await asyncio.sleep(_IDLE_LOOK_S)
            await self._look_at_idle()

    async def _post_message(self, message: Message) -> bool:
        """As stock; the key that locks is watched, because a save that waits for a list holds up what comes after."""
        if isinstance(message, events.Key) and (latin_key(message.key) or message.key) == "ctrl+l":
            self._lock_key = message
            asyncio.get_running_loop().call_later(_STUCK_S, self._lock_if_stuck, message)
        return await super()._post_message(message)

    def _lock_if_stuck(self, message: Message) -> None:
        if self._lock_key is message:
            self._lock_from_outside()

    async def on_event(self, event: events.Event) -> None:
        """As stock; notes that the key that locks has come through."""
        if event is self._lock_key:
            self._lock_key = None
        await super().on_event(event)

    def acts_at_once(self, event: events.Key | events.Paste) -> bool:
        """The lock and the way out do not wait."""
        return isinstance(event, events.Key) and (latin_key(event.key) or event.key) in _AT_ONCE

    async def _look_at_idle(self) -> None:
        """Lock after idle, and after a sleep of the computer: whoever wakes it may be somebody else."""
        from dossier.tui.memory import give_back

        now = self._wall_clock()
        slept = abs(now - self._looked_at) > _IDLE_LOOK_S + _ASLEEP_S
        self._looked_at = now
        if self.desk is None:
            return
        give_back()
        self.desk.keep_again()
        if slept or self._clock() - self._last_key_at > self._idle_lock_s:
            await self.action_lock()

    def _hang_up(self, number: int) -> None:
        """The terminal was closed, or the system is going down: keep what was typed, close the vault, leave."""
        if number == signal.SIGHUP:
            self.terminal_is_gone()
        threading.Timer(_LETTERS_S + DRAFTS_S, os._exit, (128 + number,)).start()  # whatever hangs
        self._ending = asyncio.get_running_loop().create_task(self._end_by(number))

    async def _end_by(self, number: int) -> None:
        kill_all()
        if self.desk is not None:
            self.desk.stop_long()
        await self._keep_drafts()
        if self.desk is not None:
            self.desk.close()
        if number != signal.SIGHUP:
            self.give_screen_back()
            terminal.give_back()
        os._exit(128 + number)

    def _lock_from_outside(self) -> None:
        """``dossier lock`` was said, here or by a key of the desktop."""
        self._locking = self._apart(self.action_lock())

    def _stop_from_outside(self) -> None:
        """The shell wants its terminal back."""
        self._locking = self._apart(self.action_suspend())

    async def action_suspend(self) -> None:
        """Lock, and stop for the shell, so that nothing of the case waits in the memory of a stopped program."""
        self._stops = self._ends_to_lock and terminal.can_stop()
        if self.desk is None and self._stops:
            self.stop_reading()
            self.exit(STOPPING_STATUS)
        else:
            await self.action_lock()

    async def _keep_drafts(self) -> None:
        """Keep every form, with the letters typed before now, but do not wait for a form that hangs."""
        from dossier.tui.screens.form import FormScreen

        for screen in self.screen_stack:
            if isinstance(screen, FormScreen):
                with suppress(TimeoutError):
                    await asyncio.wait_for(screen.all_typed(), _LETTERS_S)
                screen.keep_draft()

    async def action_lock(self) -> None:
        """Show nothing of the case, keep what was typed, close the vault, ask for the passphrase."""
        if self.desk is None:
            return
        kill_all()
        self.has_stopped_long |= self.desk.stop_long()
        self.hold_keys()
        if self._ends_to_lock:
            self.stop_reading()
            with suppress(TimeoutError):
                await asyncio.wait_for(self.push_screen(LockingScreen()), _LETTERS_S)
            await self._keep_drafts()
            await asyncio.to_thread(self.desk.wait, DRAFTS_S)
            if not self.desk.unkept:
                self.exit(STOPPING_STATUS if self._stops else LOCKED_STATUS)
                return
            self.read_again()
        await self._lock_here()

    async def _lock_here(self) -> None:
        """Lock without a fresh process: it holds what could not be written, and no key to the vault."""
        self._kept_here = await self._leave_desk()
        news = _("Locked. The disk takes nothing: what was typed is held in memory. Make room now.")
        is_problem, stopped_long = bool(self._kept_here), self.has_stopped_long
        self.has_stopped_long = False
        news = news if is_problem else locked_words(stopped_long=stopped_long)
        screen = UnlockScreen(self._location, self._opener, news=news, is_problem=is_problem)
        await self.push_screen(screen)
        await self.let_keys_go()

    async def do_closed(self, do: "Callable[[str, str], str]") -> None:
        """Close the vault, do what only a closed one allows, and ask for the passphrase with what came of it.

        Args:
            do: Gets the place and the passphrase; runs in a thread; returns a sentence or raises DossierError.
        """
        from dossier.errors import DossierError

        assert self.desk is not None
        passphrase, is_problem = self.desk.passphrase, False
        self.hold_keys()
        self.workers.cancel_all()
        await _nothing_reads(self.desk)
        self._kept_here = await self._leave_desk()
        told = _("The vault is encrypted anew. A large one takes minutes.\nA power cut meanwhile loses nothing.")
        await self.push_screen(LockingScreen(told))
        try:
            words = await asyncio.to_thread(do, self._location, passphrase)
        except DossierError as problem:
            words, is_problem = problem.message, True
        await self.switch_screen(UnlockScreen(self._location, self._opener, news=words, is_problem=is_problem))
        await self.let_keys_go()

    async def _leave_desk(self) -> "dict[DraftKey, KeptDraft]":
        """Close every screen and the vault; returns what could not be written."""
        self.workers.cancel_all()
        self.works.stop_all()
        if self.desk is not None:
            self.desk.stop_long()
        await self._keep_drafts()
        self.is_leaving = True
        try:
            while len(self.screen_stack) > 1:
                await self.pop_screen()
        finally:
            self.is_leaving = False
        desk, self.desk = self.desk, None
        return desk.close() if desk is not None else {}
