"""Screens on which something stands covered until a key shows it, and again when the screen is left."""

from typing import Final, TypeVar

from dossier.i18n import _
from dossier.tui.settings import WHOLE
from dossier.tui.widgets.frame import FramedScreen

Result = TypeVar("Result")

COVER: Final = "•••••"
"""In the place of a value; it is as long whatever it covers."""


class CoveringScreen(FramedScreen[Result]):
    """Subclasses say whether there is something to cover, and paint it by ``is_whole``; they have the key "uncover"."""

    _is_uncovered = False

    @property
    def covers(self) -> bool:
        """Whether something on the screen can stand covered."""
        raise NotImplementedError

    def show_again(self) -> None:
        """Paint what is on the screen, covered or whole."""
        raise NotImplementedError

    @property
    def is_whole(self) -> bool:
        """Whether everything is shown now."""
        return self._is_always_whole or self._is_uncovered

    @property
    def hint(self) -> str:
        """The key for what stands covered: the footer of a narrow screen may have no room for it."""
        return _("Ctrl+T shows what is covered") if self.covers and not self.is_whole else ""

    def on_screen_suspend(self) -> None:
        """What was shown is covered again when the screen is left."""
        self._is_uncovered = False

    def action_uncover(self) -> None:
        """Show what stands covered, on this screen and until it is left; or cover it again."""
        self._is_uncovered = not self._is_uncovered
        self.show_again()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The key is there where it shows something."""
        if action == "uncover" and (not self.covers or self._is_always_whole):
            return False
        return super().check_action(action, parameters)

    @property
    def _is_always_whole(self) -> bool:
        from dossier.tui.app import DossierApp

        return isinstance(self.app, DossierApp) and self.app.settings.sensitive == WHOLE
