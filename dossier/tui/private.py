"""Every use of a private Textual name, with its reason and a test each; Textual is pinned exactly for this file."""

import asyncio
import codecs
from functools import partial
from threading import Thread
from typing import TYPE_CHECKING, Any

from textual import events
from textual.app import App
from textual.drivers import linux_driver
from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input

from dossier.tui.keys import latin_key

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.message_pump import MessagePump


def _forgiving(encoding: str) -> "Callable[[], codecs.IncrementalDecoder]":
    """A decoder that reads a byte which is no text as a mark for the unreadable, where the stock one raises."""
    return partial(codecs.getincrementaldecoder(encoding), errors="replace")


# Stock Textual ends with a traceback when the terminal sends bytes that are no UTF-8: an old locale, a pasted file.
linux_driver.getincrementaldecoder = _forgiving  # type: ignore[attr-defined, assignment]


class EditsInOrder:
    """A field that works its editing keys off in the order in which they were typed.

    In stock Textual a letter is taken by the field, but Backspace, Delete and the arrows are bindings, which run when
    the key has gone up from the field to the app: letters typed behind it are there first, and after Enter or Tab it
    edits another field. At twenty keys a second on a busy laptop one in ten was lost or hit a stranger's word.
    """

    async def on_key(self: Any, event: events.Key) -> None:
        """Do at once what a key of this field does; every other key goes on as in stock."""
        for key in filter(None, (event.key, latin_key(event.key))):
            for binding in self._bindings.key_to_bindings.get(key, ()):
                event.stop()
                event.prevent_default()
                await self.run_action(binding.action)
                return


class SteadyInput(EditsInOrder, Input):
    """An Input that does not lay the whole screen out again at each letter.

    Stock Input sets ``virtual_size``, a reactive with layout=True, at each key; width and height come from the style
    sheet here, so that nothing moves. At 60 fields a key costs a third of it.
    """

    virtual_size = Reactive(Size(0, 0), layout=False)


class QuietDriver(LinuxDriver):
    """The stock driver on a terminal that ``terminal.hold`` has silenced, and that is given back by it.

    The stock driver lets the terminal write what is typed as soon as the screens end, and throws away what was typed
    meanwhile: a passphrase typed right after the lock would be lost and stand on the screen.
    """

    hands_over = False
    """Another program of ours reads on: what is typed from now on is for that one."""

    is_gone = False
    """The terminal was closed: whatever is written to it would wait for ever."""

    def write(self, data: str) -> None:
        """As stock, while there is a terminal."""
        if not self.is_gone:
            super().write(data)

    def start_application_mode(self) -> None:
        """As stock; the modes of the terminal are not its own to give back."""
        super().start_application_mode()  # type: ignore[no-untyped-call]
        self.attrs_before = None

    def stop_reading(self) -> None:
        """Leave to the next program what is typed from now on."""
        self.hands_over = True
        self.exit_event.set()

    def read_again(self) -> None:
        """There is no next program after all."""
        if self._key_thread is not None:
            self._key_thread.join()
        self.exit_event.clear()
        self.hands_over = False
        self._key_thread = Thread(target=self._run_input_thread, name="textual-input")
        self._key_thread.start()

    def disable_input(self) -> None:
        """As stock, but nothing that waits in the terminal is thrown away for the next program."""
        if not self.hands_over:
            super().disable_input()
            return
        self._disable_mouse_support()
        if self._key_thread is not None:
            self._key_thread.join()

    def close(self) -> None:
        """As stock, but a terminal that takes nothing (a line that hangs) does not hold up the next program."""
        closing = Thread(target=super().close, daemon=True)
        closing.start()
        closing.join(_HANGING_S if self.hands_over else None)


_HANGING_S = 0.5
"""How long the lock waits for a terminal that does not take what is written to it."""


class GuardedApp(App[int]):
    """App whose bindings work under a Cyrillic layout, whose crash shows no values, and that loses no key."""

    crash: BaseException | None = None
    """What ended the app, for the caller to report without values."""
    is_leaving = False
    """All screens are being left: one that comes to light on the way is not shown, and has nothing to read."""
    _held: "list[events.Key | events.Paste] | None" = None

    def __init__(self) -> None:
        super().__init__(driver_class=QuietDriver)

    def hold_keys(self) -> None:
        """What is typed from now on waits: the screen that it is meant for is not there yet."""
        if self._held is None:
            self._held = []

    async def let_keys_go(self) -> None:
        """What was typed meanwhile arrives now, before anything that is typed later."""
        held, self._held = self._held or [], None
        for event in held:
            await self.on_event(event)

    async def on_event(self, event: events.Event) -> None:
        """As stock, but for keys that wait."""
        if self._held is not None and isinstance(event, events.Key | events.Paste) and not self.acts_at_once(event):
            self._held.append(event)
        else:
            await super().on_event(event)

    def stop_reading(self) -> None:
        """Leave what is typed from now on to the program that takes the place of this one."""
        if isinstance(self._driver, QuietDriver):
            self._driver.stop_reading()

    def read_again(self) -> None:
        """Read what is typed, after ``stop_reading``."""
        if isinstance(self._driver, QuietDriver):
            self._driver.read_again()

    def terminal_is_gone(self) -> None:
        """Write nothing any more."""
        if isinstance(self._driver, QuietDriver):
            self._driver.is_gone = True

    def give_screen_back(self) -> None:
        """Bring the terminal back to what it showed before, from a signal handler."""
        if isinstance(self._driver, QuietDriver):
            self._driver.stop_application_mode()
            self._driver.close()

    def acts_at_once(self, event: events.Key | events.Paste) -> bool:
        """Whether this does not wait, whatever is going on."""
        return False

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
