"""Write a PDF or the tables: asks where to, then a child process does it while its progress is shown."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Static

from dossier.i18n import N_, _
from dossier.tui.actions import bindings
from dossier.tui.fields.line_field import FieldLine
from dossier.tui.gate import shown
from dossier.tui.private import settled
from dossier.tui.screens.output_place import output_folder
from dossier.tui.widgets.frame import FramedScreen
from dossier.tui.works import Work, Works

if TYPE_CHECKING:
    from dossier.tui.desk import Desk


class OutputScreen(FramedScreen[None]):
    """One result: its path and profile, progress, where it lies."""

    CSS_PATH = "output.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("begin", "stop", "help", "back", hidden=("line_down", "line_up"))
    ]

    def __init__(self, desk: "Desk", kind: str, ref: str = "") -> None:
        super().__init__()
        self._desk = desk
        self._kind = kind
        self._ref = ref
        self._work: Work | None = None

    def title_text(self) -> str:
        """PDF of which record, or the tables."""
        if self._kind == "csv":
            return _("Tables for a partner (CSV)")
        return _("Dossier (PDF)") + f" · {self._ref}"

    def _proposed_path(self) -> Path:
        stamp = datetime.now().astimezone().strftime("%Y%m%d-%H%M%S")
        return output_folder() / (f"{self._ref}-{stamp}.pdf" if self._kind == "pdf" else f"csv-{stamp}")

    def body(self) -> Iterable[Widget]:
        """Where to, for whom, and what the work says."""
        yield FieldLine("path", _("Write to"), value=str(self._proposed_path()), width=56)
        profile = "confidential" if self._kind == "pdf" else "ngo"
        yield FieldLine("profile", _("Profile"), value=profile, width=20)
        yield FieldLine("recipient", _("Recipient"), width=40)
        yield Static(shown(_(HINTS[self._kind])), id="hint", markup=False)
        yield Static("", id="progress", markup=False)
        yield Static("", id="result", markup=False)

    def on_mount(self) -> None:
        """Ready to start with Enter."""
        self.set_focus(self.query_one("#path-line", FieldLine).field)
        if self._kind == "csv":
            self.set_focus(self.query_one("#recipient-line", FieldLine).field)
        self.tell(_("Enter starts. The work goes on when you leave this screen with Esc."))

    def _text(self, name: str) -> str:
        return self.query_one(f"#{name}-line", FieldLine).field.value.strip()

    def action_line_down(self) -> None:
        """The other field."""
        self.focus_next()

    def action_line_up(self) -> None:
        """The other field."""
        self.focus_previous()

    async def action_begin(self) -> None:
        """Start, once."""
        for line in self.query(FieldLine):
            await settled(line.field)
        if self._work is not None and self._work.is_running:
            return
        path = Path(self._text("path")).expanduser()
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError:
            self.tell(_("The folder cannot be written. Choose another place."), is_problem=True)
            return
        arguments = self._arguments(path, self._text("profile"), self._text("recipient"))
        work = Work(self.title_text(), arguments, _("Written: {path}").format(path=path))
        self._work = self._works.start(self._desk, work)
        self.query_one("#result", Static).update("")
        self.tell(_("Working …"))

    @property
    def _works(self) -> Works:
        from dossier.tui.app import DossierApp

        assert isinstance(self.app, DossierApp)
        return self.app.works

    def _arguments(self, path: Path, profile: str, recipient: str) -> list[str]:
        what = ["pdf", self._ref] if self._kind == "pdf" else ["export"]
        options = {"--output": str(path), "--profile": profile, "--recipient": recipient}
        # One word an option: a recipient called "-x" must not be read as one.
        return [*what, *(f"{name}={value}" for name, value in options.items() if value)]

    def action_stop(self) -> None:
        """Stop what was started here."""
        if self._work is not None:
            self._works.stop(self._work)

    def work_changed(self, work: Work) -> None:
        """Show how far it is, and where the result lies."""
        if work is not self._work:
            return
        where = "#progress" if work.is_running else "#result"
        self.query_one(where, Static).update(shown(work.words))


HINTS = {
    "pdf": N_("Profiles: sealed, confidential, public. What the profile holds back is listed in the PDF."),
    "csv": N_("Profiles: ngo_trusted, ngo, public. Only what consents allow leaves; the receipt stays in the vault."),
}
