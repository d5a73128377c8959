"""Pick a value from a list: type the first letters, Enter takes it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input, Static

from dossier.casework.case_kinds import case_kind_name
from dossier.casework.choosing import plain
from dossier.casework.understanding import choices
from dossier.casework.views import ListLine, case_lines
from dossier.domain.codes import CASE_KINDS
from dossier.errors import DossierError
from dossier.i18n import _
from dossier.tui.actions import bindings
from dossier.tui.fields.line_field import FieldLine
from dossier.tui.gate import shown
from dossier.tui.private import settled
from dossier.tui.widgets.frame import SpeakingScreen
from dossier.tui.widgets.keys_bar import KeysBar
from dossier.tui.widgets.record_table import GivenRows, RecordTable

if TYPE_CHECKING:
    from dossier.vault import Vault


def choices_of(vault: "Vault", name: str, fields: Mapping[str, str]) -> list[tuple[str, str]]:
    """The values of a field as (what is typed into it, what is shown)."""
    if name == "case":
        return [(line.ref, f"{line.label} · {line.detail}") for line in case_lines(vault)]
    if name == "case_kind":
        return [(case_kind_name(code), case_kind_name(code)) for code in CASE_KINDS]
    return choices(name, fields)


class PickScreen(SpeakingScreen[str | None], ModalScreen[str | None]):
    """The list over the form."""

    CSS_PATH = "pick.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("pick", "back", hidden=("line_down", "line_up", "page_down", "page_up"))
    ]

    def __init__(
        self,
        offered: Sequence[tuple[str, str]],
        title: str = "",
        *,
        ask: Callable[[str], Sequence[tuple[str, str]]] | None = None,
    ) -> None:
        """A list of (what is taken, what is shown); ``ask`` gives the list for the letters typed, where it is long."""
        super().__init__()
        self._offered = offered
        self._title = title
        self._search = ask

    def compose(self) -> Iterable[Widget]:
        """A field to narrow the list, and the list."""
        with Vertical(id="pick"):
            yield Static(shown(self._title or _("Choose a value")), markup=False)
            yield FieldLine("narrow", _("First letters"), width=30)
            yield RecordTable(id="choices", refs=False)
        yield KeysBar()

    def on_mount(self) -> None:
        """Everything, until letters narrow it."""
        self.set_focus(self.query_one(FieldLine).field)
        self._narrow("")

    @on(Input.Changed, "#narrow")
    def _letters(self, event: Input.Changed) -> None:
        text = event.value
        if self._search is None or not text.strip():
            self._narrow(text)
        else:
            self.run_worker(lambda: self._ask(text), thread=True, exclusive=True, group="pick")

    def _ask(self, text: str) -> None:
        """In a thread: the list for these letters, shown if they still stand there."""
        found = self._found(text)
        self.hand_over(self._show_asked, text, found)

    def _found(self, text: str) -> Sequence[tuple[str, str]]:
        try:
            return self._search(text) if self._search else ()
        except DossierError:
            return ()  # a list to choose from; the field itself says what is wrong with its text

    def _show_asked(self, text: str, found: Sequence[tuple[str, str]]) -> None:
        if self.query_one(FieldLine).field.value == text:
            self._show(found)

    def _show(self, found: Sequence[tuple[str, str]]) -> None:
        self.query_one(RecordTable).show(GivenRows([ListLine(value, words) for value, words in found]))

    def _narrow(self, text: str) -> None:
        letters = plain(text)
        self._show([one for one in self._offered if letters in plain(one[1])])

    async def action_pick(self) -> None:
        """Take the value under the cursor."""
        field = self.query_one(FieldLine).field
        await settled(field)
        if field.value.strip():
            self._show(self._found(field.value)) if self._search else self._narrow(field.value)
        picked = self.query_one(RecordTable).current
        if picked is not None:
            self.dismiss(picked.ref)

    def action_back(self) -> None:
        """Take none."""
        self.dismiss(None)

    def action_line_down(self) -> None:
        """One down."""
        self.query_one(RecordTable).move(1)

    def action_line_up(self) -> None:
        """One up."""
        self.query_one(RecordTable).move(-1)

    def action_page_down(self) -> None:
        """A page down."""
        self.query_one(RecordTable).move(10)

    def action_page_up(self) -> None:
        """A page up."""
        self.query_one(RecordTable).move(-10)
