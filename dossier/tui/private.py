"""Every use of a private Textual name, with its reason and a test each; Textual is pinned exactly for this file."""

import asyncio
from typing import TYPE_CHECKING, Any

from textual.app import App
from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input

from dossier.tui.keys import latin_key

if TYPE_CHECKING:
    from textual.message_pump import MessagePump


class SteadyInput(Input):
    """An Input that does not lay the whole screen out again at each letter.

    Stock Input sets ``virtual_size``, a reactive with layout=True, at each key; width and height come from the style
    sheet here, so that nothing moves. At 60 fields a key costs a third of it.
    """

    virtual_size = Reactive(Size(0, 0), layout=False)


class GuardedApp(App[int]):
    """App whose bindings work under a Cyrillic layout and whose crash shows no values."""

    crash: BaseException | None = None
    """What ended the app, for the caller to report without values."""

    def key_seen(self, key: str) -> bool:
        """Called for every key before anything else; True takes the key away."""
        return False

    async def _check_bindings(self, key: str, priority: bool = False) -> bool:
        if priority and self.key_seen(key):
            return True
        if await super()._check_bindings(key, priority):
            return True
        latin = latin_key(key)
        return latin is not None and await super()._check_bindings(latin, priority)

    def _fatal_error(self) -> None:
        """The stock page renders a traceback with local variables: a name would stand on the terminal."""
        self.crash = self.crash or self._exception
        self._close_messages_no_wait()


async def settled(widget: "MessagePump") -> None:
    """Wait until a widget has worked off the keys that were typed before now.

    A priority action runs in the task of the app, while letters typed before it may still wait in the queue of their
    field; ``call_later`` stands behind them in the same queue.
    """
    done = asyncio.Event()
    if widget.is_running and widget.call_later(done.set):
        await done.wait()


def copy_inside(app: "App[Any]", text: str) -> None:
    """Keep a copied text for Ctrl+V in this program only: OSC 52 would hand it to every other one."""
    app._clipboard = text
