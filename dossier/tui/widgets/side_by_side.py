"""Two records in two columns: the lines of a comparison as lines of a sheet, marked where they differ."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from textwrap import wrap

from rich.cells import set_cell_size

from dossier.casework.comparing import ComparedLine
from dossier.domain.safe_text import safe_text
from dossier.i18n import _
from dossier.tui.widgets.covering import COVER
from dossier.tui.widgets.sheet import SheetLine

_NAME_CELLS = 18
_LEAST_CELLS = 12


def side_by_side(lines: Sequence[ComparedLine], width: int, *, is_whole: bool = True) -> list[SheetLine]:
    """The two columns; a line whose value can be chosen leads to its field.

    ``≠`` stands between values that differ, also where both are covered, and ``✓`` before the value that would be kept.

    Args:
        lines: Of the comparison.
        width: Cells of a line.
        is_whole: Whether what stands covered is shown.
    """
    cells = max((width - _NAME_CELLS - 8) // 2, _LEAST_CELLS)
    return [line for one in lines for line in _drawn(one, cells, is_over=one.is_covered and not is_whole)]


def _drawn(one: ComparedLine, cells: int, *, is_over: bool) -> Iterator[SheetLine]:
    left, right = (_wrapped(COVER if text and is_over else text, cells) for text in (one.left, one.right))
    marks = ("✓" if one.kept == "left" and one.differs else " ", "✓" if one.kept == "right" and one.differs else " ")
    for number, (a, b) in enumerate(zip_longest(left, right, fillvalue="")):
        first = number == 0
        name = _cut(one.name, _NAME_CELLS) if first else " " * _NAME_CELLS
        between = " ≠ " if first and one.differs else " │ "
        text = f"  {name} {marks[0] if first else ' '}{_cut(a, cells)}{between}{marks[1] if first else ' '}{b}"
        yield SheetLine(text, ("field", one.field) if first and one.field else None)


def _wrapped(text: str, cells: int) -> list[str]:
    return wrap(safe_text(text), cells) or [""]


def _cut(text: str, cells: int) -> str:
    return set_cell_size(safe_text(text), cells)


def heading(left: str, right: str, width: int) -> list[SheetLine]:
    """The names above the columns."""
    cells = max((width - _NAME_CELLS - 8) // 2, _LEAST_CELLS)
    text = f"  {_cut('', _NAME_CELLS)}  {_cut(left, cells)} │  {right}"
    return [SheetLine(text, is_heading=True)]


def reasons_line(band: str, score: float, reasons: Sequence[str], width: int) -> list[SheetLine]:
    """How likely it is one person, and why."""
    words = {"same": _("probably the same"), "ask": _("perhaps the same"), "no": _("probably not the same")}
    text = f"{words[band]} · {score:.2f} · " + "; ".join(reasons)
    return [SheetLine("  " + line) for line in wrap(safe_text(text), max(width - 4, 20))]
