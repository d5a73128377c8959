"""What comes in: lists of others, read strictly, mapped by layouts that are data, taken whole or not at all.

Importing this package loads nothing heavy.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from dossier.intake.report import ImportReport, RowFate
    from dossier.vault import Vault

__all__ = ["import_file", "undo_batch"]


def import_file(
    vault: "Vault",
    path: "str | Path",
    *,
    layout: "str | Path | None" = None,
    dry_run: bool = False,
    update: bool = False,
    link: bool = True,
    rows: "tuple[int, int | None]" = (1, None),
    decisions: "Mapping[tuple[str, str], str] | None" = None,
    on_progress: "Callable[[int], None] | None" = None,
    on_row: "Callable[[RowFate], None] | None" = None,
) -> "ImportReport":
    """Take in a list: all of its rows that can be read, in one transaction, each with its fate.

    Args:
        vault: Where to.
        path: A CSV, TSV, .xlsx, .ods or JSON lines file.
        layout: The code of a layout or the path of a layout file; None finds the one with this very header.
        dry_run: Do everything, show each row's fate, and keep nothing.
        update: Write what differs in entries that came in before under the same number.
        link: Look for persons who are recorded already; a likely one makes its row wait for a decision.
        rows: The first and the last row to take, counted from 1 without blank lines; None for the end.
        decisions: (column, text) -> what to read instead; ("@person", text) -> "P-…" or "new". They are remembered.
        on_progress: Called with the number of rows done so far, those that are being linked in proportion.
        on_row: Called with the fate of every row.

    Raises:
        UnreadableInput: "file.missing", "import.binary", "import.quoting" and others: nothing was taken in.
        Refused: "import.unknown_header", "import.header_differs", "import.no_layout".
        StoreProblem: nothing was taken in.
    """
    from dossier.intake.importing import import_list
    from dossier.intake.rows import ImportOptions

    options = ImportOptions(dry_run, update, link, rows[0], rows[1], decisions or {})
    return import_list(vault, path, layout=layout, options=options, on_progress=on_progress, on_row=on_row)


def undo_batch(vault: "Vault", ref: str) -> dict[str, int]:
    """Take an import out again; afterwards every record is as it was before it.

    Returns:
        Table -> number of records taken out.

    Raises:
        NotFound: "batch.none".
        Refused: "batch.undone"; "batch.needed" where later work depends on the import, with the places.
    """
    from dossier.intake.undoing import undo

    return undo(vault, ref)
