"""The question when two people changed one record: both versions, field by field; nothing is decided without a key."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from dossier.i18n import N_, _
from dossier.tui.actions import bindings
from dossier.tui.widgets.sheet import SheetLine, SheetScreen, wrapped

if TYPE_CHECKING:
    from dossier.casework.records import Difference, OpenRecord


class ConflictScreen(SheetScreen[Mapping[str, str] | None]):
    """Enter takes the other version of a field, or mine again; F2 goes on with what is marked."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("pick", "go_on", "help", "back", hidden=("line_down", "line_up", "page_down", "page_up"))
    ]
    heading = N_("Changed by two")

    def __init__(self, asked: "Sequence[Difference]", now: "OpenRecord") -> None:
        super().__init__()
        self._asked = asked
        self._now = now
        self._mine = {one.field: True for one in asked}

    def title_text(self) -> str:
        """Which record."""
        return f"{_(self.heading)} · {self._now.label} · {self._now.ref}"

    def lines(self, width: int) -> list[SheetLine]:
        """Each field as it was, as it stands now, and as it was typed here."""
        found = [
            SheetLine("  " + line)
            for line in _split(_("Somebody else saved this record while you typed. Enter chooses, F2 goes on."), width)
        ]
        for one in self._asked:
            mine = self._mine[one.field]
            found += [SheetLine(""), SheetLine(f"  {_(one.label)}", ("choose", one.field), is_heading=True)]
            found += wrapped(_("Before"), one.opened or "—", width)
            found += wrapped(("○ " if mine else "● ") + _("Theirs"), one.theirs or "—", width)
            found += wrapped(("● " if mine else "○ ") + _("Mine"), one.mine or "—", width)
        return found

    async def action_pick(self) -> None:
        """The other version of this field."""
        target = self.sheet.target
        if target is not None:
            self._mine[target[1]] = not self._mine[target[1]]
            self.show_lines(keep_cursor=True)

    async def action_go_on(self) -> None:
        """Go on with what is marked; the form shows it once more before it is saved."""
        self.dismiss({one.field: one.mine if self._mine[one.field] else one.theirs for one in self._asked})

    async def action_back(self) -> None:
        """Decide nothing."""
        self.dismiss(None)


def _split(text: str, width: int) -> list[str]:
    from textwrap import wrap

    return wrap(text, max(width - 2, 20))
