"""What an import tells: the fate of each row, and the counts of the whole."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from dossier.errors import DossierError

if TYPE_CHECKING:
    from dossier.domain.linkage import Described
    from dossier.intake.linking import Link

Fate = Literal["new", "finding", "update", "attached", "same", "refused", "decision"]
"""Taken; taken, with something to look at; an entry brought up to date; given to a person who was there; there already;
not taken; not taken before a person decides."""
TAKEN_FATES = ("new", "finding", "update", "attached")

SHOWN_ROWS = 1000


class ImportStopped(DossierError):
    """A person stopped the import; nothing was taken in."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One cell to look at: the reason's code, the column as the file names it, and its text."""

    code: str
    column: str
    text: str


@dataclass(frozen=True, slots=True)
class RowFate:
    """What became of one row; ``number`` counts the rows of data from 1."""

    number: int
    fate: Fate
    findings: tuple[Finding, ...] = ()
    links: "tuple[Link, ...]" = ()
    """Recorded persons who may be the one of the row."""
    described: "Described | None" = None
    """What the row says of its person, where somebody may be meant."""
    name: str = ""
    """Whom or what the row is about, as written where it could not be read; only where somebody looks at the rows."""

    def as_json(self) -> dict[str, object]:
        """The fate of one row as JSON."""
        from dossier.intake.words import explain

        findings = [
            {"code": one.code, "column": one.column, "text": one.text, "reason": explain(one.code)}
            for one in self.findings
        ]
        told: dict[str, object] = {"row": self.number, "fate": self.fate, "findings": findings}
        return told | ({"candidates": [link.as_json() for link in self.links]} if self.links else {})


@dataclass(slots=True)
class ImportReport:
    """The outcome of an import or of a dry run."""

    file_name: str
    file_sha256: str
    layout_code: str
    encoding: str
    dry_run: bool
    batch: str | None = None
    """Reference of the batch; None where nothing was kept."""
    row_count: int = 0
    blank_lines: int = 0
    rows_above: int = 0
    """Rows above the header that hold something; nothing of them is taken."""
    fates: dict[str, int] = field(default_factory=dict)
    reasons: dict[str, int] = field(default_factory=dict)
    """Code of a finding or refusal -> how often."""
    records: dict[str, int] = field(default_factory=dict)
    """Table -> how many records were made, or would be."""
    rows: list[RowFate] = field(default_factory=list)
    """The rows with findings and those not taken, at most SHOWN_ROWS; all are in the vault with the batch."""
    rows_left_out: int = 0

    def count(self, row: RowFate) -> None:
        """Add the fate of one row."""
        self.row_count += 1
        self.fates[row.fate] = self.fates.get(row.fate, 0) + 1
        for finding in row.findings:
            self.reasons[finding.code] = self.reasons.get(finding.code, 0) + 1
        if row.findings and len(self.rows) < SHOWN_ROWS:
            self.rows.append(row)
        elif row.findings:
            self.rows_left_out += 1

    @property
    def has_findings(self) -> bool:
        """Whether a person should look at some row."""
        return any(self.fates.get(fate) for fate in ("finding", "refused", "decision"))

    def as_json(self) -> dict[str, object]:
        """The report as one JSON document."""
        rows = [row.as_json() for row in self.rows]
        names = ("file_name", "file_sha256", "layout_code", "encoding", "dry_run", "batch", "row_count")
        counts = ("blank_lines", "rows_above", "fates", "reasons", "records")
        return {name: getattr(self, name) for name in names + counts} | {
            "rows": rows,
            "rows_left_out": self.rows_left_out,
        }
