"""Is the vault sound, is there a copy elsewhere, does that open: all beside the screens, with a way to stop."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from textual.widget import Widget

from dossier.casework.forms.access_tasks import RESTORE
from dossier.casework.forms.output_tasks import BACKUP, VERIFY
from dossier.i18n import _
from dossier.tui.screens.task import JobScreen, option
from dossier.tui.widgets.sheet import Sheet, SheetLine, wrapped
from dossier.tui.works import Work

if TYPE_CHECKING:
    from dossier.tui.desk import Desk

_DEPTHS = {"quick": ["--quick"], "stored": [], "deep": ["--deep"]}


class ToldScreen(JobScreen):
    """A job whose command tells lines that are to be read when it has ended."""

    def body(self) -> Iterable[Widget]:
        """The form, and what was told."""
        yield from super().body()
        told = Sheet(id="told")
        told.display = False  # until then the form has the whole screen
        yield told

    def tell_lines(self, lines: Sequence[SheetLine]) -> None:
        """Show what came of it, below the field with the cursor."""
        told = self.query_one("#told", Sheet)
        told.display = bool(lines)
        told.show(lines)
        if self.focused is not None:
            self.call_after_refresh(self.focused.scroll_visible, animate=False)

    def ended(self, work: Work) -> None:
        """Each line of the output."""
        self.tell_lines([SheetLine(f"  {line}") for line in work.output.splitlines()])


class VerifyScreen(ToldScreen):
    """Database, journal, records and evidence, as deep as chosen."""

    def __init__(self, desk: "Desk") -> None:
        kind = VERIFY.field("depth").type
        super().__init__(desk, VERIFY, texts={"depth": kind.word("stored") if hasattr(kind, "word") else ""})

    def arguments(self, values: Mapping[str, Any]) -> Sequence[str]:
        """``verify``."""
        return ["verify", *_DEPTHS[values["depth"]], *option("against", values.get("against"))]


class BackupScreen(ToldScreen):
    """A snapshot for people who are elsewhere, and the evidence files that are not there yet."""

    def __init__(self, desk: "Desk") -> None:
        from dossier.vault.receipts import keys_of_last_backup

        with desk.vault.read() as session:
            keys = " ".join(keys_of_last_backup(session))
        super().__init__(desk, BACKUP, texts={"to": keys})

    def arguments(self, values: Mapping[str, Any]) -> Sequence[str]:
        """``backup`` to the folder, for each key."""
        keys = [word for key in values["to"].split() for word in option("to", key)]
        return ["backup", *option("output", values["output"]), *keys]

    def ended(self, work: Work) -> None:
        """The line that tells this backup from an older one."""
        if not work.is_done:
            return
        width = self.size.width - 4
        self.tell_lines(
            [
                SheetLine(
                    "  " + _("Keep this line elsewhere: it tells this backup from an older one."), is_heading=True
                ),
                *wrapped(_("Receipt"), work.output.strip(), width),
                *wrapped(_("Then"), _("Restore it into a new folder now and then, and check it there."), width),
            ]
        )


class RestoreScreen(ToldScreen):
    """A backup becomes a vault in a new folder, and is verified there; the open one is told that it was tried."""

    def __init__(self, desk: "Desk") -> None:
        super().__init__(desk, RESTORE)

    def arguments(self, values: Mapping[str, Any]) -> Sequence[str]:
        """``restore``."""
        known = [word for name in ("to", "identity", "receipt", "snapshot") for word in option(name, values.get(name))]
        return ["restore", *known, "--", values["backup"]]
