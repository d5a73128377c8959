"""The application: it holds the desk, locks, and passes from one screen to the next."""

import asyncio
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import BindingType
from textual.filter import LineFilter

from dossier.i18n import _, set_language
from dossier.tui import terminal
from dossier.tui.actions import bindings
from dossier.tui.children import kill_all
from dossier.tui.gate import SafeLines
from dossier.tui.keys import JunkFilter, latin_key
from dossier.tui.private import GuardedApp, copy_inside
from dossier.tui.screens.unlock import LockingScreen, UnlockScreen
from dossier.tui.settings import Settings, load_settings
from dossier.tui.widgets.frame import FramedScreen
from dossier.tui.works import Work, Works

if TYPE_CHECKING:
    from dossier.casework.drafts import DraftKey, KeptDraft
    from dossier.tui.desk import Desk

_IDLE_LOOK_S = 5.0
LOCK_SIGNAL = signal.SIGUSR1
"""What ``dossier lock`` sends; the same as ``dossier.vault.panic.LOCK_SIGNAL``, which is not imported at the start."""
_ASLEEP_S = 30.0
"""A look that comes so much later than it should: the computer slept, or the program was stopped."""
_LETTERS_S = 2.0
"""How long the lock waits for the letters typed before it; nothing of the case is on the screen meanwhile."""
_READERS_S = 30.0
"""How long work on the closed vault waits for what the screens still read of it."""
_DRAFTS_S = 5.0
"""How long it then waits for them to reach the disk: what hangs longer must not hold up the lock."""
_AT_ONCE = frozenset(("ctrl+l", "ctrl+q"))
"""Keys that never wait for a screen."""
LOCKED_STATUS = -1
"""The app ended in order to be locked: the caller starts the program anew, with nothing in its memory."""
STOPPING_STATUS = -2
"""The same, and the fresh program stops before it asks for the passphrase, until the shell lets it go on."""


async def _nothing_reads(desk: "Desk") -> None:
    """Wait, not for ever, until the threads behind the screens are done with the vault."""
    with suppress(TimeoutError):
        async with asyncio.timeout(_READERS_S):
            while desk.vault.is_in_use:
                await asyncio.sleep(0.02)


def open_desk(location: str, passphrase: str) -> "Desk":
    """Open the vault and sit down at it; runs in a thread.

    Raises:
        VaultProblem: as ``open_vault``.
    """
    preload()  # where it is under way in its thread, wait for it
    from dossier.tui.desk import Desk
    from dossier.vault import open_vault

    vault = open_vault(location, passphrase=passphrase)
    vault.spare_memory()
    return Desk(vault, location, passphrase)


_LOADING = threading.Lock()


def preload() -> None:
    """Import what the next screens need while the passphrase is typed.

    One thread at a time: where two import a library whose modules need each other, one of them is given a half-made
    module, and a passphrase typed fast ended the program with "cannot import name".
    """
    with _LOADING:
        import dossier.casework.quick_entry
        import dossier.casework.views
        import dossier.tui.desk
        import dossier.tui.screens.entry
        import dossier.tui.screens.home
        import dossier.tui.screens.record_form
        import dossier.tui.screens.search
        import dossier.vault.opening  # noqa: F401


def preload_behind() -> None:
    """Begin that in a thread; the first screen stands."""
    from dossier.tui.memory import keep_one_heap

    keep_one_heap()
    threading.Thread(target=preload, daemon=True).start()


class DossierApp(GuardedApp, inherit_bindings=False):
    """The screens on one vault."""

    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("lock", hidden=("help", "leave", "suspend"))]

    def __init__(
        self,
        location: str,
        *,
        opener: "Callable[[str, str], Desk]" = open_desk,
        settings: Settings | None = None,
        idle_lock_s: float | None = None,
        clock: Callable[[], float] = time.monotonic,
        wall_clock: Callable[[], float] = time.time,
        ends_to_lock: bool = False,
        was_locked: bool = False,
    ) -> None:
        """The screens on a vault.

        Args:
            location: A folder or a PostgreSQL address.
            opener: Opens the vault; runs in a thread.
            settings: Those of this computer; None for the usual ones.
            idle_lock_s: Seconds without a key after which to lock; None for what the settings say.
            clock: Seconds that never go back.
            wall_clock: Seconds that go on while the computer sleeps.
            ends_to_lock: To lock, end with LOCKED_STATUS, so that a fresh process asks for the passphrase.
            was_locked: This is that fresh process.
        """
        super().__init__()
        self.settings = settings or Settings()
        self._location = location
        self._opener = opener
        self._idle_lock_s = idle_lock_s if idle_lock_s is not None else self.settings.lock_minutes * 60.0
        self._clock = clock
        self._wall_clock = wall_clock
        self._looked_at = wall_clock()
        self._ends_to_lock = ends_to_lock
        self._was_locked = was_locked
        self._junk = JunkFilter()
        self._last_key_at = clock()
        self._key_count = 0
        self._asked_at_key = -1
        self._ending: asyncio.Task[None] | None = None
        self._kept_here: dict[DraftKey, KeptDraft] = {}
        """What was typed and could not be written before the lock; it waits for the next desk."""
        self.desk: Desk | None = None
        self.works = Works(self._work_changed)
        self._locking: asyncio.Future[None] | None = None
        self._stops = False
        """The program is to stop once it is locked."""
        self._safe_lines = SafeLines()

    def get_line_filters(self) -> Sequence[LineFilter]:
        """The stock filters, and ours as the last."""
        return [*super().get_line_filters(), self._safe_lines]

    async def on_mount(self) -> None:
        """Ask for the passphrase; load the rest meanwhile."""
        self.theme = self.settings.theme
        await self.push_screen(UnlockScreen(self._location, self._opener, was_locked=self._was_locked))
        for number in (signal.SIGHUP, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, self._hang_up, number)
        asyncio.get_running_loop().add_signal_handler(LOCK_SIGNAL, self._lock_from_outside)
        asyncio.get_running_loop().add_signal_handler(signal.SIGTSTP, self._stop_from_outside)
        self.set_interval(_IDLE_LOOK_S, self._look_at_idle)
        self.call_after_refresh(preload_behind)

    async def on_unlock_screen_opened(self, message: UnlockScreen.Opened) -> None:
        """The vault is open: to the start screen."""
        from dossier.casework.opening_words import words_on_failed_tries
        from dossier.tui.desk import Desk
        from dossier.tui.memory import give_back
        from dossier.tui.screens.home import HomeScreen

        assert isinstance(message.desk, Desk)
        self.desk = message.desk
        self._last_key_at = self._clock()
        kept, self._kept_here = self._kept_here, {}
        for key, draft in kept.items():
            self.desk.keep(key, draft)
        news = (words_on_failed_tries(self.desk.vault), self._take_keymap())
        await self.switch_screen(HomeScreen(self.desk, " ".join(filter(None, news))))
        give_back()
        await self.let_keys_go()

    def _take_keymap(self) -> str:
        """Other keys, where the person has set some; returns what is wrong with them."""
        from dossier.errors import InputProblem
        from dossier.tui import keymap
        from dossier.tui.settings import config_folder

        try:
            self.set_keymap(keymap.read_keymap(config_folder() / keymap.FILE_NAME))
        except InputProblem as problem:
            return problem.message
        return ""

    async def take_settings(self, settings: Settings) -> str:
        """Live by other settings from now on, and keep them; returns what went wrong with keeping them."""
        from dossier.tui.settings import save_settings

        speaks_anew = settings.language != self.settings.language
        self.settings = settings
        self._idle_lock_s = settings.lock_minutes * 60.0
        self.theme = settings.theme
        if settings.language:
            set_language(settings.language)
        try:
            save_settings(settings)
        except OSError:
            return _("The settings could not be kept for the next time: their folder cannot be written.")
        finally:
            if speaks_anew:
                await self._speak_anew()
        return ""

    async def _speak_anew(self) -> None:
        """Every screen is made again in the language in force; a form keeps what was typed into it."""
        for screen in self.screen_stack:
            if isinstance(screen, FramedScreen):
                await screen.speak_anew()
        self.refresh_bindings()

    def key_seen(self, key: str) -> bool:
        """Note that somebody is there; the page that names keys takes them all."""
        from dossier.tui.screens.help import KeyTestScreen

        self._last_key_at = self._clock()
        self._key_count += 1
        if isinstance(self.screen, KeyTestScreen) and key not in ("escape", "ctrl+l"):
            self.screen.show_key(key)
            return True
        return self._junk.is_junk(key, self._last_key_at)

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
        threading.Timer(_LETTERS_S + _DRAFTS_S, os._exit, (128 + number,)).start()  # whatever hangs
        self._ending = asyncio.get_running_loop().create_task(self._end_by(number))

    async def _end_by(self, number: int) -> None:
        kill_all()
        await self._keep_drafts()
        if self.desk is not None:
            self.desk.close()
        if number != signal.SIGHUP:
            self.give_screen_back()
            terminal.give_back()
        os._exit(128 + number)

    def _lock_from_outside(self) -> None:
        """``dossier lock`` was said, here or by a key of the desktop."""
        self._locking = asyncio.ensure_future(self.action_lock())  # not behind what the screens are waiting for

    def _stop_from_outside(self) -> None:
        """The shell wants its terminal back."""
        self._locking = asyncio.ensure_future(self.action_suspend())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """In a text of several lines the key that stops takes back what was typed."""
        if action == "suspend" and getattr(self.focused, "takes_back", False):
            return False
        return super().check_action(action, parameters)

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
        self.hold_keys()
        if self._ends_to_lock:
            self.stop_reading()
            with suppress(TimeoutError):
                await asyncio.wait_for(self.push_screen(LockingScreen()), _LETTERS_S)
            await self._keep_drafts()
            await asyncio.to_thread(self.desk.wait, _DRAFTS_S)
            if not self.desk.unkept:
                self.exit(STOPPING_STATUS if self._stops else LOCKED_STATUS)
                return
            self.read_again()
        await self._lock_here()

    async def _lock_here(self) -> None:
        """Lock without a fresh process: it holds what could not be written, and no key to the vault."""
        self._kept_here = await self._leave_desk()
        news = _("Locked. The disk takes nothing: what was typed is held in memory. Make room now.")
        screen = UnlockScreen(
            self._location, self._opener, was_locked=True, news=news if self._kept_here else "", is_problem=True
        )
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

    def _work_changed(self, work: Work) -> None:
        """Tell the screens; the end is said on whichever screen the person is now."""
        for screen in self.screen_stack:
            if isinstance(screen, FramedScreen) and screen.is_running:
                screen.work_changed(work)
        if not work.is_running and self.desk is not None and isinstance(self.screen, FramedScreen):
            self.screen.tell(work.words, is_problem=not work.is_done)

    async def _leave_desk(self) -> "dict[DraftKey, KeptDraft]":
        """Close every screen and the vault; returns what could not be written."""
        self.workers.cancel_all()
        self.works.stop_all()
        await self._keep_drafts()
        while len(self.screen_stack) > 1:
            await self.pop_screen()
        desk, self.desk = self.desk, None
        return desk.close() if desk is not None else {}

    async def action_leave(self) -> None:
        """Keep what was typed, close the vault, leave; asks where something cannot be kept."""
        await self._keep_drafts()
        if self.desk is not None:
            await asyncio.to_thread(self.desk.wait, _DRAFTS_S)
        is_asked = self._asked_at_key == self._key_count - 1
        if self.desk is not None and self.desk.unkept and not is_asked:
            self._asked_at_key = self._key_count
            # Behind what the drafts themselves have to say of the disk, so that the question stands last.
            self.call_later(
                self._tell,
                _("The disk takes nothing: what was typed would be lost. Make room, or Ctrl+Q again leaves."),
            )
            return
        await self._leave_desk()
        self.exit(0)

    def _tell(self, problem: str) -> None:
        """Say a problem on the uppermost screen that has a line for it."""
        for screen in reversed(self.screen_stack):
            if isinstance(screen, FramedScreen):
                screen.tell(problem, is_problem=True)
                return

    async def action_help(self) -> None:
        """All keys."""
        from dossier.tui.screens.help import HelpScreen, KeyTestScreen

        if not isinstance(self.screen, HelpScreen | KeyTestScreen):
            await self.push_screen(HelpScreen())

    def copy_to_clipboard(self, text: str) -> None:
        """Only for pasting inside the program; nothing is sent to the terminal."""
        copy_inside(self, text)


def run(vault_location: str | None, lang: str = "en") -> int:
    """Show the screens until the person leaves.

    Raises:
        Exception: a bug ended the screens; the caller reports it without values.
    """
    terminal.hold()
    try:
        return _run(vault_location, lang)
    finally:
        terminal.give_back()


def _run(vault_location: str | None, lang: str) -> int:
    settings = load_settings()
    set_language(settings.language if settings.language and not _is_language_asked() else lang)
    was_locked = os.environ.pop(terminal.WAS_LOCKED_VARIABLE, "") != ""
    app = DossierApp(vault_location or _usual_place(), settings=settings, ends_to_lock=True, was_locked=was_locked)
    status = app.run()
    if status in (LOCKED_STATUS, STOPPING_STATUS):
        _start_anew(stops_first=status == STOPPING_STATUS)
    if app.desk is not None:
        app.desk.close()
    if app.crash is not None:
        raise app.crash
    return status or 0


def _start_anew(*, stops_first: bool) -> None:
    """Become a fresh process that asks for the passphrase: what the old one had in its memory is gone with it.

    The vault is not closed: its log is as safe as after a power cut, and nothing that hangs can hold up the lock.
    """
    terminal.hand_over(stops_first=stops_first)
    os.execv(sys.executable, [sys.executable, *_own_words()])


def _own_words() -> list[str]:
    """The words after the interpreter with which this program was started, options of the interpreter included."""
    return sys.orig_argv[1:]


def _is_language_asked() -> bool:
    """Whether the command line or the environment names a language: that goes before the settings."""
    return "DOSSIER_LANG" in os.environ or any(word.startswith("--lang") for word in sys.argv[1:])


def _usual_place() -> str:
    from platformdirs import user_data_path

    return str(user_data_path("dossier", appauthor=False) / "vault")
