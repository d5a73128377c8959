"""One row of a list on its way into the vault, and how the list is taken in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dossier.intake.attaching import main_of
from dossier.intake.mapping import Read
from dossier.intake.report import Fate, Finding, RowFate

if TYPE_CHECKING:
    from dossier.domain.linkage import Described
    from dossier.intake.linking import Link

OWN = "own"
"""The namespace of our own lists, whose numbers are references."""
OnProgress = Callable[[int], None] | None
OnRow = Callable[[RowFate], None] | None
Decisions = Mapping[tuple[str, str], str]


@dataclass(frozen=True)
class ImportOptions:
    """How a list is taken in."""

    dry_run: bool = False
    update: bool = False
    """Write what changed in entries that the list's own number or a reference tells to be the same."""
    link: bool = True
    """Look for persons who are recorded already, or stand in an earlier row, under another number or spelling."""
    first_row: int = 1
    last_row: int | None = None
    """The part of the file that is taken, counted from 1; None for the end."""
    decisions: Decisions = field(default_factory=dict)
    """(column or "@person", text) -> what to read instead, or whom it is; remembered."""


@dataclass
class RowInHand:
    """One row on its way: what was read of it, or why it stays out."""

    number: int
    cells: list[str]
    row_hash: str
    key: str | None
    read: Read | None = None
    fate: Fate | None = None
    findings: list[Finding] = field(default_factory=list)
    links: "tuple[Link, ...]" = ()
    described: "Described | None" = None
    written: str = ""
    """Whom it is about as it is written, where the row could not be read."""
    is_put_aside: bool = False
    """What was read of it was let go, to be read again when it is stored: many rows wait together for linking."""

    @property
    def name(self) -> str:
        """The name or title of the record that stands for it; what is written where it could not be read."""
        if self.read is None or not self.read.records:
            return self.written
        values = main_of(self.read.records).values
        return str(values.get("label") or values.get("title") or "")
