"""Every row's fate as a table that a person can fill in: what was found, whom it may be, and an empty decision.

The filled table is given back with ``--decisions``. It opens in a spreadsheet program, so a cell that would run there
as a formula begins with an apostrophe, which is taken off again when the table comes back.
"""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dossier.errors import Refused
from dossier.intake.new_files import open_new
from dossier.intake.report import RowFate
from dossier.intake.words import explain

if TYPE_CHECKING:
    from collections.abc import Callable

COLUMNS = ("row", "fate", "code", "column", "text", "reason", "candidates", "why", "decision")
_ACTIVE = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


@contextmanager
def report_file(path: Path) -> "Iterator[Callable[[RowFate], None]]":
    """Write a table of fates row by row; readable by its owner only, never over another file.

    Raises:
        RenderProblem: "file.exists", "file.unwritable".
    """
    with open_new(path) as file:
        file.write("\ufeff")
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        yield lambda row: writer.writerows(_lines(row))


def _lines(row: RowFate) -> Iterator[list[str]]:
    candidates = "; ".join(f"{link.named} {link.label} {link.born} {link.score:.2f}" for link in row.links)
    why = "; ".join(row.links[0].as_json()["reasons"]) if row.links else ""  # type: ignore[arg-type]
    if not row.findings:
        yield [str(row.number), row.fate, "", "", "", "", candidates, why, ""]
    for one in row.findings:
        about = (candidates, why) if one.code.startswith("row.") else ("", "")
        cells = (str(row.number), row.fate, one.code, one.column, one.text, explain(one.code), *about, "")
        yield [guarded(cell) for cell in cells]


def guarded(text: str) -> str:
    """A cell that no spreadsheet program runs."""
    return f"'{text}" if text.startswith(_ACTIVE) else text


def bare(text: str) -> str:
    """The cell as it was before ``guarded``."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_ACTIVE) else text


def read_decisions(path: Path) -> dict[tuple[str, str], str]:
    """(column as the file names it or "@person", text) -> decision, from a filled report.

    Raises:
        UnreadableInput: "import.double_header"; as ``read_table``.
        Refused: "import.decisions" where the columns are not there; "import.decided_twice" with the row.
    """
    from dossier.intake.readers.opening import checked_header
    from dossier.intake.reading import read_table

    table = read_table(path)
    checked_header(table.header)
    if not {"column", "text", "decision"} <= set(table.header):
        raise Refused("import.decisions")
    places = {name: table.header.index(name) for name in ("column", "text", "decision")}
    found: dict[tuple[str, str], str] = {}
    for number, cells in enumerate(table.rows, start=2):
        column, text, decision = (_cell(cells, at) for at in places.values())
        if decision and found.setdefault((column, text), decision) != decision:
            raise Refused("import.decided_twice", row=number)
    return found


def _cell(cells: list[Any], at: int) -> str:
    return bare(cells[at].strip()) if at < len(cells) else ""
