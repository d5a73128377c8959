"""One line of a form: name, field, answer. Drawn with characters, so that it is seen without any colour.

``▶ Surname* ........ Иванов________  = what was understood``
"""

from dataclasses import dataclass

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.strip import Strip
from textual.widgets import Input, Static

from dossier.tui.gate import shown
from dossier.tui.private import SteadyInput

NAME_CELLS = 20
_MARKS = {"fine": "", "note": "? ", "ask": "! "}


class Field(SteadyInput):
    """A text field whose extent is drawn by underscores."""

    @dataclass
    class Left(Message):
        """The person has left the field; everything typed into it has arrived."""

        field: "Field"

    class Entered(Message):
        """The person has come to a field."""

    def __init__(self, name: str, *, value: str = "", password: bool = False, limit: int = 2000) -> None:
        super().__init__(value, id=name, password=password, compact=True, select_on_focus=False, max_length=limit)
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
        self.post_message(self.Entered())

    def on_blur(self, _event: events.Blur) -> None:
        """Tell the screen; this stands in the queue behind all keys typed into the field."""
        self.post_message(self.Left(self))


class FieldLine(Horizontal):
    """A field with its name before it and the answer behind it."""

    def __init__(self, name: str, label: str, *, value: str = "", is_needed: bool = False, width: int = 30) -> None:
        super().__init__(id=f"{name}-line", classes="field-line")
        self.field = Field(name, value=value)
        self.field.styles.width = width
        self._label = label + ("*" if is_needed else "")
        self._label_line = Static(self._drawn_name("  "), classes="field-name")
        self._answer = Static("", classes="field-answer", markup=False)
        self.answer_text = ""

    def compose(self) -> ComposeResult:
        """Name, field, answer."""
        yield self._label_line
        yield self.field
        yield self._answer

    def _drawn_name(self, mark: str) -> Content:
        return Content(f"{mark}{self._label} ".ljust(NAME_CELLS, "."))

    def on_descendant_focus(self, _event: events.DescendantFocus) -> None:
        """Show where the keys go."""
        self._label_line.update(self._drawn_name("▶ "), layout=False)
        self._label_line.add_class("-here")

    def on_descendant_blur(self, _event: events.DescendantBlur) -> None:
        """No longer here."""
        self._label_line.update(self._drawn_name("  "), layout=False)
        self._label_line.remove_class("-here")

    @property
    def is_answer_cut(self) -> bool:
        """Whether the answer has more words than there is room beside the field."""
        return cell_len(self.answer_text) > max(self._answer.size.width - 1, 0)

    def answer(self, text: str, state: str = "fine") -> None:
        """Write beside the field what was understood ("fine"), what is doubtful ("note") or wrong ("ask")."""
        words = f"{_MARKS[state]}{text}" if text else ""
        if words == self.answer_text:
            return
        self.answer_text = words
        self._answer.set_classes(f"field-answer -{state}")
        self._answer.update(shown(words), layout=False)


__all__ = ["NAME_CELLS", "Field", "FieldLine", "Input"]
