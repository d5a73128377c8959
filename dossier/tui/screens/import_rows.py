"""The rows of a list as lines of a table, and the one under the cursor beside the person it may be about."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dossier.casework.comparing import ComparedLine
from dossier.casework.described_words import described_person, words_of_described
from dossier.casework.views import ListLine
from dossier.i18n import _
from dossier.intake.report import Finding, RowFate
from dossier.intake.words import explain, fate_words
from dossier.tui.widgets.sheet import SheetLine, wrapped
from dossier.tui.widgets.side_by_side import reasons_line, side_by_side

if TYPE_CHECKING:
    from dossier.vault import Vault

_ORDER = ("decision", "refused", "finding", "update", "attached", "new", "same")


def in_order(rows: Sequence[RowFate]) -> list[RowFate]:
    """What needs somebody first, then the rest, each in the order of the file."""
    return sorted(rows, key=lambda row: (_ORDER.index(row.fate), row.number))


def line_of(row: RowFate, decided: str) -> ListLine:
    """Number, fate and name; and the decision that was made for it, or the cell and the reason."""
    first = row.findings[0] if row.findings else None
    name = row.described.names[0] if row.described is not None and row.described.names else row.name
    why = f"✓ {decided}" if decided else _said(first) if first is not None else ""
    return ListLine(f"{row.number}", " · ".join(filter(None, (fate_words(row.fate), name))), why, row.fate)


def _said(finding: Finding) -> str:
    """The cell and what is wrong with it."""
    reason = explain(finding.code)
    return f"{finding.column} = “{finding.text}”: {reason}" if _is_cell(finding) else reason


def _is_cell(finding: Finding) -> bool:
    """Whether it is about a column of the file and not about whose row it is."""
    return bool(finding.column) and not finding.column.startswith("@")


def beside(vault: "Vault", row: RowFate, width: int) -> list[SheetLine]:
    """The row and the likeliest person it may be about, side by side; else each of its findings."""
    from dossier.domain.linkage import words_of

    if not row.links or row.described is None:
        return [line for one in row.findings for line in _lines_of(one, width)]
    link = row.links[0]
    reasons = reasons_line(link.band, link.score, [words_of(code) for code in link.reason_codes], width)
    return [*reasons, SheetLine(""), *side_by_side(_compared(vault, row), width)]


def _lines_of(finding: Finding, width: int) -> list[SheetLine]:
    reason = explain(finding.code)
    if not _is_cell(finding):
        return wrapped(_("Row"), reason, width)
    return wrapped(finding.column, f"“{finding.text}”: {reason}", width)


def _compared(vault: "Vault", row: RowFate) -> list[ComparedLine]:
    known, link = row.described, row.links[0]
    assert known is not None
    left = (_("row {number}").format(number=row.number), *words_of_described(vault, known))
    titles = (_("Reference"), _("Name"), _("Born"), _("Articles"), _("Place"))
    other = link.described or described_person(vault, link.ref)
    lines = map(ComparedLine, titles, left, (link.named, *words_of_described(vault, other)))
    return [line for line in lines if line.left or line.right]
