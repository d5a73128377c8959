"""Take in a list: the file, its layout, what would become of each row, decisions, and then the import itself."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from dossier.errors import DossierError
from dossier.i18n import N_, _
from dossier.tui.actions import bindings
from dossier.tui.fields.line_field import FieldLine
from dossier.tui.private import settled
from dossier.tui.screens.import_run import ImportRun, outcome_words
from dossier.tui.widgets.frame import FramedScreen
from dossier.tui.widgets.record_table import GivenRows, RecordTable
from dossier.tui.widgets.sheet import Sheet
from dossier.tui.widgets.table_screen import TableScreen

if TYPE_CHECKING:
    from dossier.intake.report import ImportReport, RowFate
    from dossier.tui.desk import Desk

_NUMBER_CELLS = 7


class ImportScreen(TableScreen[None]):
    """One file."""

    CSS_PATH = "importing.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(
            "take_in",
            "make_layout",
            "who",
            "stop",
            "take_back",
            "help",
            "back",
            hidden=("open", "line_down", "line_up", "next_section", "previous_section"),
        )
    ]
    heading = N_("Take in a list")

    def __init__(self, desk: "Desk") -> None:
        super().__init__()
        self._desk = desk
        self._rows: list[RowFate] = []
        self._decisions: dict[tuple[str, str], str] = {}
        self._looked_at: tuple[str, str] | None = None
        self._run: ImportRun | None = None
        self._batch = ""

    def body(self) -> Iterable[Widget]:
        """File, layout, decision; the rows; the row under the cursor."""
        yield FieldLine("file", _("File"), width=56)
        yield FieldLine("layout", _("Layout"), width=30)
        yield FieldLine("decision", _("Read it as"), width=40)
        yield RecordTable(id="rows", label_cells=30, ref_cells=_NUMBER_CELLS)
        yield Sheet(id="row")

    def on_mount(self) -> None:
        """Ready for the path."""
        self.set_focus(self._line("file").field)
        self.tell(_("Enter looks at the rows and keeps nothing. Page Down goes to the next field."))

    def _line(self, name: str) -> FieldLine:
        return self.query_one(f"#{name}-line", FieldLine)

    def _text(self, name: str) -> str:
        return self._line(name).field.value.strip()

    @property
    def _row(self) -> "RowFate | None":
        return self._rows[self.table.cursor] if 0 <= self.table.cursor < len(self._rows) else None

    async def action_open(self) -> None:
        """In the field of the decision: decide; else look at the rows."""
        for line in self.query(FieldLine):
            await settled(line.field)
        if self.focused is self._line("decision").field and self._text("decision"):
            self._decide(self._text("decision"))
            return
        self._start(dry_run=True)

    def _decide(self, text: str) -> None:
        row = self._row
        if row is None or not row.findings:
            self.tell(_("This row asks for no decision."))
            return
        first = row.findings[0]
        self._decisions[first.column, first.text] = text
        self._line("decision").field.value = ""
        self._show_rows(keep_cursor=True)
        self.tell(_("Decided. F2 takes the file in with it; Enter in the field of the file looks again."))

    async def action_who(self) -> None:
        """Choose who the person of the row is."""
        from dossier.intake.identities import SAME, decided_new
        from dossier.tui.screens.pick import PickScreen

        row = self._row
        if row is None or not row.links:
            self.tell(_("Nobody who is recorded or stands in an earlier row is like the person of this row."))
            return
        new = (decided_new(row.links), _("another person: take in as new"))
        known = [
            (link.ref or SAME, f"{link.named} · {link.label} · {link.born} · {link.score:.2f}") for link in row.links
        ]

        def chosen(decision: str | None) -> None:
            if decision:
                self._decide(decision)

        await self.app.push_screen(PickScreen([*known, new]), chosen)

    async def action_make_layout(self) -> None:
        """Say what each column of this file means."""
        from dossier.tui.screens.layout_making import LayoutScreen

        for line in self.query(FieldLine):
            await settled(line.field)
        if self._text("file"):
            await self.app.push_screen(LayoutScreen(self._desk, self._text("file")), self._layout_kept)
        else:
            self.tell(_("Type the path of the file first."))

    def _layout_kept(self, code: str | None) -> None:
        if code is not None:
            self._line("layout").field.value = code
            self._start(dry_run=True)

    async def action_take_in(self) -> None:
        """Take the file in; only after its rows were looked at."""
        for line in self.query(FieldLine):
            await settled(line.field)
        if self._looked_at != (self._text("file"), self._text("layout")):
            self.tell(_("Look at the rows first: Enter."), is_problem=True)
            return
        self._start(dry_run=False)

    def _start(self, *, dry_run: bool) -> None:
        looked_at = self._text("file"), self._text("layout")
        if self._run is not None or not looked_at[0]:
            return
        run = self._run = ImportRun(
            self._desk.vault, looked_at, dry_run=dry_run, decisions=self._decisions,
            tell=lambda words: self.hand_over(self._tell_progress, words),
        )  # fmt: skip
        self.tell(_("Reading …"))
        # The screen may be left; the work ends by itself, or by F8.
        self.app.run_worker(lambda: self._read(run), thread=True, group="import")

    def _tell_progress(self, words: str) -> None:
        """How far it is, unless that would be written over a question."""
        from dossier.tui.app import DossierApp

        if not (isinstance(self.app, DossierApp) and self.app.is_asking_to_leave):
            self.tell(words)

    def _read(self, run: ImportRun) -> None:
        try:
            report = self._desk.submit_long(run.read, run.stop).result()
        except DossierError as problem:
            self.hand_over(self._say_why, problem)
            return
        finally:
            self._run = None
        self.its_app.call_from_thread(self._finished, report, run)

    def _say_why(self, problem: DossierError) -> None:
        if problem.code == "import.unknown_header":
            self.tell(_("No layout has this header. F3 says what each column means."), is_problem=True)
        else:
            self.complain(problem)

    def _finished(self, report: "ImportReport", run: ImportRun) -> None:
        from dossier.tui.screens.import_rows import in_order

        self._batch = report.batch or ""
        screen = self.app.screen
        if self.is_here:
            self._rows, self._looked_at = in_order(run.rows), run.looked_at
            self._show_rows()
        if isinstance(screen, FramedScreen):
            screen.tell(outcome_words(report))

    def _show_rows(self, *, keep_cursor: bool = False) -> None:
        from dossier.tui.screens.import_rows import line_of

        place = self.table.cursor if keep_cursor else 0
        self.table.show(GivenRows([line_of(row, self._decided(row)) for row in self._rows]))
        self.table.move(place)
        self.moved()

    def _decided(self, row: "RowFate") -> str:
        return self._decisions.get((row.findings[0].column, row.findings[0].text), "") if row.findings else ""

    def moved(self) -> None:
        """What is said of the row."""
        from dossier.tui.screens.import_rows import beside

        row = self._row
        try:
            self.query_one(Sheet).show([] if row is None else beside(self._desk.vault, row, self.size.width - 2))
        except DossierError as problem:
            self.complain(problem)

    def action_stop(self) -> None:
        """Stop the reading; nothing of it is kept."""
        if self._run is not None:
            self._run.stop()
            self.tell(_("Stopping …"))

    async def action_take_back(self) -> None:
        """Take the import out again."""
        from dossier.intake import undo_batch

        if not self._batch:
            self.tell(_("Nothing was taken in here yet."))
            return
        ref = self._batch
        try:
            await self._desk.do(lambda: undo_batch(self._desk.vault, ref))
        except DossierError as problem:
            self.complain(problem)
            return
        self._batch = ""
        self.tell(_("The import {ref} was taken out again.").format(ref=ref))

    def action_next_section(self) -> None:
        """The next field."""
        self.focus_next()

    def action_previous_section(self) -> None:
        """The field before."""
        self.focus_previous()
