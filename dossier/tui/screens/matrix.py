"""The evidence matrix of a case: each element and fact with the items that go to it, what they do, and the gaps."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from dossier.domain.refs import looks_like_ref, read_ref
from dossier.domain.safe_text import safe_text
from dossier.errors import DossierError
from dossier.i18n import N_, _, language
from dossier.tui.actions import bindings
from dossier.tui.widgets.sheet import SheetLine, SheetScreen, led

if TYPE_CHECKING:
    from dossier.casework.dossier_view import AllegationView, DossierView, ElementView, MatrixCell, MatrixRow
    from dossier.casework.page_parts import Page
    from dossier.tui.desk import Desk

MARKS = {"supports": "+", "contradicts": "−", "both": "±", "neutral": "·"}
"""What an item does, as one character."""


class MatrixScreen(SheetScreen[None]):
    """The matrix as it is printed, before anything is held back from it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("open", "help", "back", hidden=("line_down", "line_up", "page_down", "page_up"))
    ]
    heading = N_("Evidence matrix")

    def __init__(self, desk: "Desk", page: "Page") -> None:
        super().__init__()
        self._desk = desk
        self._ref, self._label = page.ref, page.label
        self._view: DossierView | None = None

    def title_text(self) -> str:
        """Of which case."""
        return f"{_(self.heading)} · {self._label}"

    def on_mount(self) -> None:
        """Gather it beside the screen."""
        self.run_worker(self._read, thread=True, exclusive=True, group="matrix")

    def _read(self) -> None:
        from dossier.casework.assemble import assemble_dossier

        try:
            with self._desk.vault.read() as session:
                view = assemble_dossier(session, self._ref, profile="sealed", lang=language())
        except DossierError as problem:
            self.hand_over(self.complain, problem)
            return
        self.hand_over(self._show, view)

    def _show(self, view: "DossierView") -> None:
        self._view = view
        self.show_lines()

    @property
    def is_read(self) -> bool:
        """Whether it is gathered."""
        return self._view is not None

    def lines(self, width: int) -> Sequence[SheetLine]:
        """Each allegation with its elements, then the facts."""
        if self._view is None:
            return [SheetLine("  " + _("Gathering the evidence …"))]
        return list(matrix_lines(self._view, width)) or [
            SheetLine("  " + _("Nothing is weighed yet: F4 on the case adds an allegation."))
        ]

    async def action_open(self) -> None:
        """The allegation, or the item that is weighed or cited."""
        from dossier.tui.screens.opening import screen_of

        screen = screen_of(self._desk, *self.sheet.target) if self.sheet.target else None
        if screen is not None:
            await self.app.push_screen(screen)


def _target(anchor: str) -> tuple[str, str] | None:
    """Kind and reference of an item by its anchor, such as x-X-7K2Q-9M4X0; None for what is not shown."""
    ref = anchor.partition("-")[2]
    return (read_ref(ref)[0], ref) if looks_like_ref(ref) else None


def matrix_lines(view: "DossierView", width: int) -> Iterator[SheetLine]:
    """Allegations by element with the marks of their items, then the facts with what is cited for each."""
    if view.allegations or view.matrix:
        yield SheetLine("  " + _("+ supports   − contradicts   ± both   · neutral   ! gap"))
        yield SheetLine("")
    for allegation in view.allegations:
        yield from _allegation_lines(allegation, width)
    facts = [row for row in view.matrix if row.kind == "fact"]
    if facts:
        yield SheetLine("  " + _("Facts"), is_heading=True)
    for row in facts:
        yield from _fact_lines(row, width)


def _allegation_lines(allegation: "AllegationView", width: int) -> Iterator[SheetLine]:
    target = ("allegation", allegation.ref) if allegation.ref else None
    yield SheetLine(safe_text(f"  {allegation.title} · {allegation.against}"), target, is_heading=True)
    for element in allegation.elements:
        yield from _element_lines(element, width)
    yield SheetLine("")


def _element_lines(element: "ElementView", width: int) -> Iterator[SheetLine]:
    marks = "".join(MARKS.get(one.bearing_code, "?") for one in element.weights) or "!"
    yield from led(f"  {marks:<6} ", element.text, None, width)
    for weight in element.weights:
        said = " · ".join(filter(None, (weight.label, weight.pin, weight.reasoning)))
        lead = f"         {MARKS.get(weight.bearing_code, '?')} "
        yield from led(lead, said, _target(weight.anchor), width)
    if element.gap:
        yield from led("         ! ", element.gap, None, width)


def _fact_lines(row: "MatrixRow", width: int) -> Iterator[SheetLine]:
    yield from led(f"  {row.sources:<6} ", f"{row.label} · {row.corroboration}", None, width)
    for cell in row.cells:
        yield from led("         ", _cell_words(cell), _target(cell.anchor), width)


def _cell_words(cell: "MatrixCell") -> str:
    return " · ".join(filter(None, (f"{MARKS.get(cell.bearing_code, '?')} {cell.label}", cell.pin, cell.directness)))
