"""Settings: language, lock, colours; taken at once, kept for the next time. And the keymap as it was read."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from textwrap import wrap
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from dossier.casework.dossier_words import LANGUAGE_NAMES
from dossier.i18n import LANGUAGES, N_, _, language
from dossier.tui import keymap
from dossier.tui.actions import bindings
from dossier.tui.settings import COVERED, LOCK_MINUTES, SENSITIVE, THEMES, WHOLE, Settings, config_folder
from dossier.tui.widgets.sheet import SheetLine, SheetScreen, wrapped

if TYPE_CHECKING:
    from dossier.tui.desk import Desk

THEME_NAMES = {
    "textual-dark": N_("light on dark"),
    "textual-light": N_("dark on light"),
    "ansi-dark": N_("the terminal's own colours, dark"),
    "ansi-light": N_("the terminal's own colours, light"),
}
SENSITIVE_NAMES = {
    COVERED: N_("covered until Ctrl+T shows them"),
    WHOLE: N_("always whole"),
}
_MINUTES = (1, 2, 3, 5, 10, 15, 20, 30)


class SettingsScreen(SheetScreen[None]):
    """Enter takes the next value of a setting."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("choose_next", "help", "back", hidden=("line_down", "line_up", "page_down", "page_up"))
    ]
    heading = N_("Settings")

    def __init__(self, desk: "Desk") -> None:
        super().__init__()
        self._desk = desk

    @property
    def _settings(self) -> Settings:
        from dossier.tui.app import DossierApp

        assert isinstance(self.app, DossierApp)
        return self.app.settings

    def lines(self, width: int) -> Sequence[SheetLine]:
        """Each setting with its value."""
        now = self._settings
        found = [
            _setting(_("Language"), _(LANGUAGE_NAMES[language()]), "language"),
            _setting(_("Lock after"), _("{minutes} min without a key").format(minutes=now.lock_minutes), "lock"),
            _setting(_("Colours"), _(THEME_NAMES[now.theme]), "theme"),
            _setting(_("Sensitive fields"), _(SENSITIVE_NAMES[now.sensitive]), "sensitive"),
            SheetLine(""),
        ]
        found += wrapped(_("Keymap"), str(config_folder() / keymap.FILE_NAME), width)
        words = _("One line an action, for example “save: f10”. Read when the program starts; F12 shows the ids.")
        return [*found, *(SheetLine(f"  {line}") for line in wrap(words, max(width - 2, 20)))]

    async def action_choose_next(self) -> None:
        """The next value of the setting under the cursor."""
        change = _CHANGES.get(self.sheet.target[1]) if self.sheet.target else None
        if change is None:
            return
        from dossier.tui.app import DossierApp

        assert isinstance(self.app, DossierApp)
        problem = await self.app.take_settings(change(self._settings))
        if problem:
            self.tell(problem, is_problem=True)


def _setting(name: str, value: str, key: str) -> SheetLine:
    return SheetLine(f"  {name} ".ljust(24, ".") + f" {value}", ("set", key))


def _after(values: "Sequence[str]", now: str) -> str:
    return values[(values.index(now) + 1) % len(values)] if now in values else values[0]


def _next_minutes(now: Settings) -> Settings:
    longer = [one for one in _MINUTES if one > now.lock_minutes]
    return replace(now, lock_minutes=longer[0] if longer else LOCK_MINUTES[0])


_CHANGES: "dict[str, Callable[[Settings], Settings]]" = {
    "language": lambda now: replace(now, language=_after(LANGUAGES, language())),
    "lock": _next_minutes,
    "sensitive": lambda now: replace(now, sensitive=_after(SENSITIVE, now.sensitive)),
    "theme": lambda now: replace(now, theme=_after(THEMES, now.theme)),
}
