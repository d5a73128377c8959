"""A layout made from the header of a file: what each column means, corrected by keyboard and kept in the vault."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from dossier.domain.safe_text import safe_text
from dossier.errors import DossierError
from dossier.i18n import N_, _
from dossier.tui.actions import bindings
from dossier.tui.fields.line_field import FieldLine
from dossier.tui.private import settled
from dossier.tui.widgets.sheet import SheetLine, SheetScreen

if TYPE_CHECKING:
    from dossier.intake.proposals import Proposal
    from dossier.tui.desk import Desk

_LOOKED_AT_ROWS = 50
_NAME_CELLS = 24
_MEANING_CELLS = 30


class LayoutScreen(SheetScreen[str | None]):
    """Enter says what the column under the cursor means; F2 keeps the layout and looks at the rows with it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("pick", "keep_layout", "help", "back", hidden=("line_down", "line_up", "page_down", "page_up"))
    ]
    heading = N_("What the columns mean")

    def __init__(self, desk: "Desk", path: str) -> None:
        super().__init__()
        self._desk = desk
        self._path = Path(path).expanduser()
        self._proposal: Proposal | None = None
        self._samples: dict[str, str] = {}

    def title_text(self) -> str:
        """Of which file."""
        return f"{_(self.heading)} · {self._path.name}"

    def body(self) -> Iterable[Widget]:
        """The name of the layout, and the columns."""
        yield FieldLine("code", _("Name of the layout"), value="my_list", width=30, name_cells=28)
        yield from super().body()

    def on_mount(self) -> None:
        """Read the header beside the screen."""
        self.set_focus(self.query_one(FieldLine).field)
        self.run_worker(self._read, thread=True, exclusive=True, group="layout")

    def _read(self) -> None:
        from dossier.intake.heading import propose_for
        from dossier.intake.reading import read_table

        try:
            proposal, rows = propose_for(read_table(self._path), _LOOKED_AT_ROWS)
        except DossierError as problem:
            self.hand_over(self.complain, problem)
            return
        samples = {
            name: next((row[at] for row in rows if at < len(row) and row[at].strip()), "")
            for at, name in enumerate(proposal.header)
        }
        self.hand_over(self._show, proposal, samples)

    def _show(self, proposal: "Proposal", samples: dict[str, str]) -> None:
        self._proposal, self._samples = proposal, samples
        self.show_lines()
        words = _("Nearest is “{layout}”. Enter says what a column means, F2 keeps it.")
        if proposal.header_row > 1:
            words = _("Header in row {row}; nearest is “{layout}”. Enter: what a column means; F2 keeps it.")
        self.tell(words.format(layout=proposal.based_on, row=proposal.header_row))

    @property
    def is_read(self) -> bool:
        """Whether the header is there."""
        return self._proposal is not None

    def lines(self, width: int) -> Sequence[SheetLine]:
        """Each column of the file: its name, what it means, and its first value."""
        if self._proposal is None:
            return [SheetLine("  " + _("Reading …"))]
        return [self._column_line(name) for name in self._proposal.header]

    def _column_line(self, name: str) -> SheetLine:
        from rich.cells import set_cell_size

        from dossier.intake.column_words import column_word

        assert self._proposal is not None
        column = self._proposal.columns.get(name, "")
        meaning = " · ".join(filter(None, (column_word(column), column))) or _("not taken in")
        text = f"  {set_cell_size(safe_text(name), _NAME_CELLS)} {set_cell_size(meaning, _MEANING_CELLS)} "
        return SheetLine(text + safe_text(self._samples.get(name, ""), limit=200), ("column", name))

    async def action_pick(self) -> None:
        """Choose what the column means."""
        from dossier.casework.choosing import plain
        from dossier.intake.column_words import column_choices, columns_like
        from dossier.intake.layouts import shipped_layouts
        from dossier.tui.screens.pick import PickScreen

        target = self.sheet.target
        if target is None or self._proposal is None:
            return
        layout = shipped_layouts()[self._proposal.based_on]
        nothing = ("", _("not taken in"))

        def like(letters: str) -> list[tuple[str, str]]:
            found = columns_like(layout, letters)
            return [nothing, *found] if plain(letters) in plain(nothing[1]) else found

        pick = PickScreen([nothing, *column_choices(layout)], target[1], ask=like)
        await self.app.push_screen(pick, lambda meaning: self._means(target[1], meaning))

    def _means(self, header: str, meaning: str | None) -> None:
        if meaning is None or self._proposal is None:
            return
        columns = {name: one for name, one in self._proposal.columns.items() if name != header and one != meaning}
        if meaning:
            columns[header] = meaning
        in_order = {name: columns[name] for name in self._proposal.header if name in columns}
        unknown = tuple(name for name in self._proposal.header if name not in in_order)
        self._proposal = self._proposal._replace(columns=in_order, unknown=unknown)
        self.show_lines(keep_cursor=True)

    async def action_keep_layout(self) -> None:
        """Keep it and go back to the rows."""
        from dossier.intake.stored_layouts import keep_layout_text

        field = self.query_one(FieldLine).field
        await settled(field)
        code, proposal = field.value.strip() or "my_list", self._proposal
        if proposal is None:
            return
        try:
            kept = await self._desk.do(lambda: keep_layout_text(self._desk.vault, proposal.as_yaml(code)))
        except DossierError as problem:
            self.complain(problem)
            return
        self.dismiss(kept)

    async def action_back(self) -> None:
        """Keep nothing."""
        self.dismiss(None)
