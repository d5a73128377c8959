"""The last gate before the terminal: whatever a widget made of data, nothing that acts gets through."""

from rich.segment import Segment
from textual.color import Color
from textual.content import Content
from textual.filter import LineFilter

from dossier.domain.safe_text import safe_text


class SafeLines(LineFilter):
    """Replaces control, bidirectional and invisible characters in every line that is painted."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments, made harmless; lines of plain text pass untouched."""
        if all(segment.text.isprintable() for segment in segments):
            return segments
        return [Segment(safe_text(segment.text), segment.style, segment.control) for segment in segments]


def shown(text: str, *, keep_lines: bool = False, style: str = "") -> Content:
    """Data as content that a widget paints as it is: no markup in it is read, no control character in it acts."""
    plain = safe_text(text, keep_lines=keep_lines)
    return Content.styled(plain, style) if style else Content(plain)
