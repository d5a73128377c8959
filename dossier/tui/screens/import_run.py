"""One reading of a list beside the screens: how far it is, a way to stop it, its rows, and what came of it in words."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dossier.i18n import _, ngettext

if TYPE_CHECKING:
    from dossier.intake.report import ImportReport, RowFate
    from dossier.vault import Vault

MOST_ROWS: Final = 100_000


class ImportRun:
    """A file with its layout, looked at only or taken in; ``read`` runs in the thread of the desk."""

    def __init__(
        self,
        vault: "Vault",
        looked_at: tuple[str, str],
        *,
        dry_run: bool,
        decisions: Mapping[tuple[str, str], str],
        tell: Callable[[str], None],
    ) -> None:
        """What is read and how.

        Args:
            vault: Where it goes.
            looked_at: Path and code of the layout, as typed; no code where the header says the layout.
            dry_run: Look at the rows and keep nothing.
            decisions: Column and cell -> what was decided about it.
            tell: Says how far it is; called in that thread.
        """
        self.looked_at = looked_at
        self.rows: list[RowFate] = []
        self._vault, self._dry_run, self._decisions, self._tell = vault, dry_run, decisions, tell
        self._is_stopped = False

    def read(self) -> "ImportReport":
        """Read the file to its end.

        Raises:
            ImportStopped: ``stop`` was called meanwhile; nothing was kept.
            DossierError: as ``import_file``.
        """
        from dossier.intake import import_file

        path, layout = self.looked_at
        return import_file(
            self._vault, Path(path).expanduser(), layout=layout or None, dry_run=self._dry_run,
            decisions=self._decisions, on_progress=self._progress, on_row=self._keep,
        )  # fmt: skip

    def stop(self) -> None:
        """Let it end soon, at the latest a thousand rows further; nothing of it is kept."""
        self._is_stopped = True

    def _keep(self, row: "RowFate") -> None:
        self._end_if_stopped()
        if len(self.rows) < MOST_ROWS:
            self.rows.append(row)

    def _end_if_stopped(self) -> None:
        from dossier.intake.report import ImportStopped

        if self._is_stopped:
            raise ImportStopped("import.stopped")

    def _progress(self, count: int) -> None:
        self._end_if_stopped()
        self._tell(ngettext("{count} row read …", "{count} rows read …", count).format(count=count))


def outcome_words(report: "ImportReport") -> str:
    """How many rows became what, and what the next key does with them."""
    from dossier.intake.words import fate_words, rows_above_words

    counts = ", ".join(f"{fate_words(fate)}: {count}" for fate, count in sorted(report.fates.items()))
    counts += f". {rows_above_words(report.rows_above).removesuffix('.')}" if report.rows_above else ""
    if report.dry_run:
        return _("{counts}. Nothing was kept; F2 takes it in.").format(counts=counts)
    if report.batch:
        return _("{counts}. Batch {ref}; F9 takes it out again.").format(counts=counts, ref=report.batch)
    return _("Nothing was new: nothing was changed.")
