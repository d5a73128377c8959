"""All keys, from the one registry; and a page that shows what the terminal sent for a key."""

from collections.abc import Iterable, Sequence
from textwrap import wrap
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Static

from dossier.casework.promises import NOT_PROMISED, PROMISED
from dossier.i18n import N_, _
from dossier.tui.actions import ACTIONS, Action, bindings
from dossier.tui.gate import shown
from dossier.tui.widgets.frame import FramedScreen
from dossier.tui.widgets.sheet import Sheet, SheetLine, led

_KEY_NAMES = {"escape": "Esc", "pagedown": "PgDn", "pageup": "PgUp", "up": "↑", "down": "↓"}


def _one_key(key: str) -> str:
    *modifiers, name = key.split("+")
    shown_name = _KEY_NAMES.get(name) or (name.upper() if len(name) == 1 or name[1:].isdigit() else name.capitalize())
    return "+".join([*(modifier.capitalize() for modifier in modifiers), shown_name])


def _written(keys: str) -> str:
    return ", ".join(map(_one_key, keys.split(",")))


def help_lines(width: int = 78, here: Sequence[str] = ()) -> list[SheetLine]:
    """One line an action (keys, name, what it does), broken to the width; how values are written; what is promised.

    Args:
        width: Cells of a line.
        here: Ids of the actions of the screen that asks; they come first, because its footer has no room for some.
    """
    first = [action for name, action in ACTIONS.items() if name in here]
    own = [*_keys(_("Keys of the screen before this one"), first, width), SheetLine("")] if first else []
    keys = [*own, *_keys(_("All keys"), ACTIONS.values(), width), SheetLine(""), *_words(width)]
    return [*keys, *_promises(_("Promised"), PROMISED, width), *_promises(_("Not promised"), NOT_PROMISED, width)]


def _keys(title: str, actions: Iterable[Action], width: int) -> list[SheetLine]:
    lines = (line for action in actions for line in _action_lines(action, width))
    return [SheetLine(f"  {title}", is_heading=True), *lines]


def _action_lines(action: Action, width: int) -> list[SheetLine]:
    lead = f"  {_written(action.keys):<18}{_(action.name):<11}"
    first, *more = wrap(_(action.hint), max(width - len(lead), 20))
    return [SheetLine(lead + first), *(SheetLine(" " * len(lead) + line) for line in more)]


def _words(width: int) -> list[SheetLine]:
    texts = (
        _("Dates: 1991, 05.2021, 12 May 2021, about 1991 (~1991), before 2020. They stay as precise as typed."),
        _("Sentences: 15 days, 15 years, 2y 6m, 30 base units, life. A bare number is not saved: days or years?"),
        _("Articles: part 1 of art. 342; several after a comma. What was understood stands beside the field."),
        _("Arabic and Hebrew are stored and printed right, but a terminal may show them in another order."),
    )
    return [SheetLine("  " + line) for text in texts for line in wrap(text, max(width - 2, 20))]


def _promises(title: str, sentences: Iterable[str], width: int) -> list[SheetLine]:
    """What somebody who never sees a command line must know of the program too."""
    broken = (wrap(f"– {_(sentence)}", max(width - 2, 20), subsequent_indent="  ") for sentence in sentences)
    lines = [SheetLine("  " + line) for sentence in broken for line in sentence]
    return [SheetLine(""), SheetLine(f"  {title}", is_heading=True), *lines]


class HelpScreen(FramedScreen[None]):
    """The page of keys."""

    CSS_PATH = "record.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("key_test", "back", hidden=("line_down", "line_up", "page_down", "page_up"))
    ]
    heading = N_("Help")

    def __init__(self, here: Sequence[str]) -> None:
        """Help on a screen with these actions, and on all others."""
        super().__init__()
        self._here = here

    def body(self) -> Iterable[Widget]:
        """The lines."""
        yield Sheet(id="sheet")

    def on_resize(self, _event: events.Resize) -> None:
        """Fill the page to its width."""
        self.query_one(Sheet).show(help_lines(self.size.width - 4, self._here))

    async def action_key_test(self) -> None:
        """The page that names keys."""
        await self.app.push_screen(KeyTestScreen())

    def action_line_down(self) -> None:
        """Down."""
        self.query_one(Sheet).move(1)

    def action_line_up(self) -> None:
        """Up."""
        self.query_one(Sheet).move(-1)

    def action_page_down(self) -> None:
        """A page down."""
        self.query_one(Sheet).turn(1)

    def action_page_up(self) -> None:
        """A page up."""
        self.query_one(Sheet).turn(-1)


class KeyTestScreen(FramedScreen[None]):
    """Press a key, see its name; all keys but Esc and Ctrl+L come here and do nothing."""

    CSS_PATH = "record.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("back")]
    heading = N_("Press a key")

    def __init__(self) -> None:
        super().__init__()
        self._seen: list[SheetLine] = []

    def body(self) -> Iterable[Widget]:
        """What was pressed, the last first."""
        yield Static(shown("  " + _("Press any key: this is what the terminal sent. Esc goes back.")), markup=False)
        yield Sheet(id="sheet")

    def show_key(self, key: str) -> None:
        """Write the name of a key, with what it does here."""
        does = dict.fromkeys(_(a.name) for a in ACTIONS.values() if key in a.keys.split(","))
        lines = led(f"  {key:<20}", ", ".join(does) or "—", None, self.size.width - 4)
        self._seen = [*lines, *self._seen][:100]
        self.query_one(Sheet).show(self._seen)
