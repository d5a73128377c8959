"""A text field of one line, drawn with characters; alone here, because the first screen needs no other kind."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widgets import Input

from dossier.tui.private import SteadyInput

if TYPE_CHECKING:
    from dossier.tui.fields.line_field import LongField


class FieldEntered(Message):
    """The person has come to a field."""


@dataclass
class FieldLeft(Message):
    """The person has left the field; everything typed into it has arrived."""

    field: "Field | LongField"


@dataclass
class TooLong(Message):
    """A text was pasted that the field does not take; nothing of it was taken."""

    limit: int


class Field(SteadyInput):
    """A text field whose extent is drawn by underscores."""

    def __init__(
        self, name: str, *, value: str = "", password: bool = False, limit: int = 2000, is_code: bool = False
    ) -> None:
        super().__init__(value, id=name, password=password, compact=True, select_on_focus=is_code, max_length=limit)
        self.cursor_blink = False

    def render_line(self, y: int) -> Strip:
        """The stock line, with underscores where nothing is written."""
        plain = self.rich_style
        strip = super().render_line(y).extend_cell_length(self.content_size.width, plain)
        drawn: list[Segment] = []
        blank = True
        for segment in reversed(list(strip)):
            text = segment.text
            if blank:
                written = text.rstrip(" ")
                blank = not written
                text = written + "_" * (len(text) - len(written))
            drawn.append(Segment(text, segment.style or plain, segment.control))
        return Strip(reversed(drawn), strip.cell_length)

    def on_focus(self, _event: events.Focus) -> None:
        """Tell the screen."""
        self.post_message(FieldEntered())

    def on_blur(self, _event: events.Blur) -> None:
        """Tell the screen; this stands in the queue behind all keys typed into the field."""
        self.post_message(FieldLeft(self))

    def put(self, text: str) -> None:
        """Set the text without telling the screen."""
        with self.prevent(Input.Changed):
            self.value = text

    def on_paste(self, event: events.Paste) -> None:
        """All lines of a pasted text, in one; the stock field drops all but the first without a word."""
        event.prevent_default()
        event.stop()
        pasted = " ".join(line.strip() for line in event.text.splitlines() if line.strip())
        start, end = sorted(self.selection)
        if self.max_length and len(self.value) - (end - start) + len(pasted) > self.max_length:
            self.post_message(TooLong(self.max_length))
        elif pasted:
            self.replace(pasted, start, end)
