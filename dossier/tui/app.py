"""The application: it holds the desk, and passes from one screen to the next."""

import asyncio
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.filter import LineFilter

from dossier.i18n import _, set_language
from dossier.tui.actions import bindings
from dossier.tui.gate import SafeLines
from dossier.tui.keys import JunkFilter
from dossier.tui.locking import DRAFTS_S, LockingApp
from dossier.tui.preloading import open_desk, preload_behind
from dossier.tui.private import copy_inside
from dossier.tui.screens.unlock import UnlockScreen
from dossier.tui.settings import Settings
from dossier.tui.widgets.frame import FramedScreen
from dossier.tui.works import Work

if TYPE_CHECKING:
    from textual.types import CSSPathType

    from dossier.tui.desk import Desk


class DossierApp(LockingApp, inherit_bindings=False):
    """The screens on one vault."""

    # With a style sheet that a screen brings all are read anew; that of the first screen is not to cost it that.
    CSS_PATH: ClassVar["CSSPathType | None"] = ["app.tcss", "screens/unlock.tcss"]
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
        news: str = "",
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
            news: What the first screen has to say, for example that this is that fresh process.
        """
        self.settings = settings or Settings()
        super().__init__(
            location,
            opener=opener,
            idle_lock_s=idle_lock_s if idle_lock_s is not None else self.settings.lock_minutes * 60.0,
            clock=clock,
            wall_clock=wall_clock,
            ends_to_lock=ends_to_lock,
        )
        self._news = news
        self._junk = JunkFilter()
        self._key_count = 0
        self._asked = ("", -1)
        """What was asked last on the way out, and at which key."""
        self._safe_lines = SafeLines()

    def get_line_filters(self) -> Sequence[LineFilter]:
        """The stock filters, and ours as the last."""
        return [*super().get_line_filters(), self._safe_lines]

    async def on_mount(self) -> None:
        """Ask for the passphrase; load the rest meanwhile."""
        self.theme = self.settings.theme
        await self.push_screen(UnlockScreen(self._location, self._opener, news=self._news))
        self.watch_for_locks()
        self.call_after_refresh(preload_behind)

    async def on_unlock_screen_opened(self, message: UnlockScreen.Opened) -> None:
        """The vault is open: to the start screen."""
        from dossier.casework.opening_words import words_on_opening
        from dossier.tui.desk import Desk
        from dossier.tui.memory import give_back
        from dossier.tui.screens.home import HomeScreen

        assert isinstance(message.desk, Desk)
        self.desk = message.desk
        self._last_key_at = self._clock()
        kept, self._kept_here = self._kept_here, {}
        for key, draft in kept.items():
            self.desk.keep(key, draft)
        news = (words_on_opening(self.desk.vault), self._take_keymap())
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

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """In a text of several lines the key that stops takes back what was typed."""
        if action == "suspend" and getattr(self.focused, "takes_back", False):
            return False
        return super().check_action(action, parameters)

    def work_changed(self, work: Work) -> None:
        """Tell the screens; the end is said on whichever screen the person is now."""
        for screen in self.screen_stack:
            if isinstance(screen, FramedScreen) and screen.is_running:
                screen.work_changed(work)
        if not work.is_running and self.desk is not None and isinstance(self.screen, FramedScreen):
            self.screen.tell(work.words, is_problem=not work.is_done)

    @property
    def is_asking_to_leave(self) -> bool:
        """Whether the question of the way out stands on the screen, and no key came since."""
        return self._asked[1] == self._key_count

    def _confirms(self, what: str) -> bool:
        """Whether the key is pressed again right after this was asked; else it is asked from now on."""
        before, self._asked = self._asked, (what, self._key_count)
        return before == (what, self._key_count - 1)

    async def action_leave(self) -> None:
        """Keep what was typed, close the vault, leave; asks where something cannot be kept."""
        if self.desk is not None and self.desk.has_long and not self._confirms("list"):
            self._tell(_("A list is being read. Ctrl+Q again stops it and leaves; nothing of it is kept."))
            return
        if self.desk is not None:
            self.desk.stop_long()
        await self._keep_drafts()
        if self.desk is not None:
            await asyncio.to_thread(self.desk.wait, DRAFTS_S)
        if self.desk is not None and self.desk.unkept and not self._confirms("disk"):
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
            here = [active.binding.id or "" for active in self.screen.active_bindings.values()]
            await self.push_screen(HelpScreen(here))

    def copy_to_clipboard(self, text: str) -> None:
        """Only for pasting inside the program; nothing is sent to the terminal."""
        copy_inside(self, text)
