"""The filters of a search as a form over it: what is written here stands in the words of the search afterwards."""

from collections.abc import Iterable, Mapping
from typing import ClassVar, Final

from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from dossier.domain.query_filters import FILTERS
from dossier.i18n import N_, _
from dossier.tui.actions import bindings
from dossier.tui.fields.line_field import FieldLine
from dossier.tui.gate import shown
from dossier.tui.private import settled
from dossier.tui.screens.pick import PickScreen
from dossier.tui.widgets.frame import SpeakingScreen
from dossier.tui.widgets.keys_bar import KeysBar

LABELS: Final[Mapping[str, str]] = {
    "kind": N_("Kind of record"),
    "status": N_("Status"),
    "born": N_("Born"),
    "arrested": N_("Arrested"),
    "released": N_("Released"),
    "decided": N_("Sentenced"),
    "happened": N_("Happened"),
    "article": N_("Article"),
    "place": N_("Place"),
    "country": N_("Country"),
    "court": N_("Court"),
    "judge": N_("Judge"),
}
CHOICES: Final[Mapping[str, Mapping[str, str]]] = {
    "kind": {
        "person": N_("a person"),
        "legal_case": N_("a case"),
        "event": N_("an event"),
        "exhibit": N_("an exhibit"),
        "organisation": N_("an organisation"),
    },
    "status": {
        "custody": N_("in custody now"),
        "released": N_("released"),
        "political_prisoner": N_("political prisoner"),
        "former_political_prisoner": N_("former political prisoner"),
        "not_recognised": N_("not recognised"),
    },
}
"""Fields with a list: what is written into the search -> what it means."""


class FilterScreen(SpeakingScreen[dict[str, str] | None], ModalScreen[dict[str, str] | None]):
    """Fields over the search; Enter gives them all, Escape none."""

    CSS_PATH = "search_filters.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("begin", "choose", "back", hidden=("line_down", "line_up"))]

    def __init__(self, values: Mapping[str, str]) -> None:
        """With the filters that the search has already."""
        super().__init__()
        self._values = values

    def compose(self) -> Iterable[Widget]:
        """One line a filter."""
        with Vertical(id="filters"):
            yield Static(shown(_("Show only")), markup=False)
            for field in FILTERS:
                yield FieldLine(field, _(LABELS[field]), value=self._values.get(field, ""), width=40)
            yield Static(
                shown(_("Dates: 1985, 2020-08, 2020-08..2020-09. F5: the list of a kind or status.")), id="hint"
            )
        yield KeysBar()

    def on_mount(self) -> None:
        """Begin at the top."""
        self.set_focus(self._lines[0].field)

    @property
    def _lines(self) -> list[FieldLine]:
        return list(self.query(FieldLine))

    def _move(self, steps: int) -> None:
        lines = self._lines
        at = next((at for at, line in enumerate(lines) if line.field.has_focus), 0)
        self.set_focus(lines[(at + steps) % len(lines)].field)

    async def action_begin(self) -> None:
        """Search with them."""
        for line in self._lines:
            await settled(line.field)
        values = {line.field.id or "": line.field.value.strip() for line in self._lines}
        self.dismiss({field: value for field, value in values.items() if value})

    async def action_choose(self) -> None:
        """The list of the field, where it has one."""
        line = next((line for line in self._lines if line.field.has_focus and line.field.id in CHOICES), None)
        if line is None:
            return
        field = line.field.id or ""
        offered = [(value, f"{_(words)} ({value})") for value, words in CHOICES[field].items()]

        def take(value: str | None) -> None:
            if value is not None:
                line.field.value = value

        await self.app.push_screen(PickScreen(offered, _(LABELS[field])), take)

    def action_line_down(self) -> None:
        """The next field."""
        self._move(1)

    def action_line_up(self) -> None:
        """The field before."""
        self._move(-1)

    def action_back(self) -> None:
        """Leave the search as it is."""
        self.dismiss(None)
