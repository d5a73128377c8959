"""One line of a form: name, field, answer. Drawn with characters, so that it is seen without any colour.

``▶ Surname* ........ Иванов________  = what was understood``
"""

from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.strip import Strip
from textual.widgets import Static, TextArea

from dossier.tui.fields.field import Field, FieldEntered, FieldLeft
from dossier.tui.gate import shown
from dossier.tui.private import EditsInOrder

NAME_CELLS = 20
LONG_LINES = 4
_MARKS = {"fine": "", "note": "? ", "ask": "! "}


class LongField(EditsInOrder, TextArea):
    """A field of several lines; Enter is a new line in it, Tab leads on."""

    BINDINGS: ClassVar[list[BindingType]] = []
    takes_back: ClassVar[bool] = True
    """Ctrl+Z takes back what was typed here."""

    def __init__(self, name: str, *, value: str = "") -> None:
        super().__init__(value, id=name, compact=True, soft_wrap=True, tab_behavior="focus", show_line_numbers=False)
        self.cursor_blink = False
        self.highlight_cursor_line = False
        self._given, self._given_as_shown = value, self.text

    @property
    def value(self) -> str:
        """The text; as it was given to the last character where nobody changed it, whatever breaks its lines."""
        return self._given if self.text == self._given_as_shown else self.text

    @value.setter
    def value(self, text: str) -> None:
        self.text = text
        self._given, self._given_as_shown = text, self.text

    def render_line(self, y: int) -> Strip:
        """The stock line, with underscores where nothing is written."""
        strip = super().render_line(y)
        if strip.text.strip(" "):
            return strip
        drawn = strip if self.has_focus else [Segment(strip.text, self.rich_style)]
        return Strip([Segment("_" * len(one.text), one.style) for one in drawn], strip.cell_length)

    def on_focus(self, _event: events.Focus) -> None:
        """Tell the screen."""
        self.post_message(FieldEntered())

    def on_blur(self, _event: events.Blur) -> None:
        """Tell the screen; this stands in the queue behind all keys typed into the field."""
        self.post_message(FieldLeft(self))

    def put(self, text: str) -> None:
        """Set the text without telling the screen."""
        with self.prevent(TextArea.Changed):
            self.value = text


class FieldLine(Horizontal):
    """A field with its name before it and the answer behind it; under it where the field has several lines."""

    def __init__(
        self,
        name: str,
        label: str,
        *,
        value: str = "",
        is_needed: bool = False,
        width: int = 30,
        is_long: bool = False,
        is_code: bool = False,
        name_cells: int = NAME_CELLS,
    ) -> None:
        super().__init__(id=f"{name}-line", classes="field-line -long" if is_long else "field-line")
        self.field: Field | LongField = (
            LongField(name, value=value) if is_long else Field(name, value=value, is_code=is_code)
        )
        if not is_long:
            self.field.styles.width = width
        self._name_cells = name_cells
        self._label = label + ("*" if is_needed else "")
        self._label_line = Static(self._drawn_name("  "), classes="field-name")
        self._label_line.styles.width = name_cells + 1
        self._answer = Static("", classes="field-answer", markup=False)
        self.answer_text = ""
        self.answer_state = "fine"

    def compose(self) -> ComposeResult:
        """Name, field, answer."""
        yield self._label_line
        yield self.field
        if isinstance(self.field, Field):
            yield self._answer

    def _drawn_name(self, mark: str) -> Content:
        room = self._name_cells - cell_len(mark) - 1
        label = self._label if cell_len(self._label) <= room else self._label[: room - 1] + "…"
        return Content(f"{mark}{label} ".ljust(self._name_cells, "."))

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
        self.answer_text, self.answer_state = words, state
        self._answer.set_classes(f"field-answer -{state}")
        self._answer.update(shown(words), layout=False)


__all__ = ["LONG_LINES", "NAME_CELLS", "Field", "FieldEntered", "FieldLeft", "FieldLine", "LongField"]
