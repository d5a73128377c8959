"""The line of keys at the foot of a screen."""

from textual.binding import Binding
from textual.screen import Screen
from textual.widgets import Footer


class KeysBar(Footer):
    """The stock footer, made anew only where its keys are others than before: it is asked to at every field."""

    def __init__(self) -> None:
        super().__init__(show_command_palette=False, compact=True)
        self._made_of: list[tuple[Binding, bool, str]] = []

    def bindings_changed(self, screen: Screen[object]) -> None:
        """Told whenever the focus goes to another widget."""
        made_of = [
            (one.binding, one.enabled, one.tooltip) for one in screen.active_bindings.values() if one.binding.show
        ]
        if made_of == self._made_of:
            return
        if screen.app.app_focus and self.is_attached and screen is self.screen:  # else the stock one makes nothing
            self._made_of = made_of
        super().bindings_changed(screen)
