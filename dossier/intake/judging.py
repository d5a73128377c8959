"""What of some rows is there already, what cannot be read, who may be recorded: before anything of them is stored."""

import uuid
from typing import TYPE_CHECKING

from dossier.intake import attaching
from dossier.intake.doubles import Doubles
from dossier.intake.linking import Linker, RowToLink, described_of, likeliest
from dossier.intake.mapping import Mapping, Read
from dossier.intake.report import Finding
from dossier.intake.row_cells import RowRefused
from dossier.intake.rows import OWN, OnProgress, RowInHand
from dossier.vault import earlier_imports

if TYPE_CHECKING:
    from dossier.intake.layouts import Layout
    from dossier.vault.sessions import VaultSession


class Judge:
    """Looks at the rows of one import.

    Args:
        session: Of ``vault.write()``.
        layout: Of the list.
        mapping: The layout made ready for its header.
        attacher: Of the import.
        batch_id: The import.
        link: Look for persons who are recorded already, or stand in an earlier row.
    """

    def __init__(
        self,
        session: "VaultSession",
        layout: "Layout",
        mapping: Mapping,
        attacher: attaching.Attacher,
        batch_id: uuid.UUID,
        *,
        link: bool,
    ) -> None:
        self._session = session
        self._key_columns = ", ".join(layout.key)
        self._mapping = mapping
        self._attacher = attacher
        self._refs: set[str] = set()
        linker = Linker(session, batch_id) if link else None
        self._linker = linker if linker is not None and linker.person_count else None
        is_told_apart = layout.namespace == OWN  # two references are two people, as the vault that wrote them has it
        self._doubles = Doubles(session, batch_id) if link and not is_told_apart else None
        self._is_linked = link

    @property
    def links_rows(self) -> bool:
        """Whether persons are recorded already, with whom rows are compared."""
        return self._linker is not None

    def row(self, number: int, cells: list[str]) -> RowInHand:
        """A row of the file, not yet looked at."""
        return RowInHand(number, cells, self._mapping.row_sha256(cells), self._mapping.key_sha256(cells))

    def judge(self, rows: list[RowInHand]) -> None:
        """What is there already, what cannot be read, what is new."""
        rows_in = earlier_imports.rows_already_in(self._session, [row.row_hash for row in rows])
        keys_in = earlier_imports.keys_already_in(self._session, [row.key for row in rows if row.key])
        for row in rows:
            if row.row_hash in rows_in:
                row.fate, row.findings = "same", [Finding("row.repeated", "", "")]
                continue
            self._read(row)
            if row.read is not None and (self._ref_is_known(row.read) or (row.key is not None and row.key in keys_in)):
                row.fate = "update"
            self._require_free_ref(row)
            if row.read is not None:
                rows_in.add(row.row_hash)
                keys_in.update([row.key] if row.key else [])
                self._put_aside(row, row.read)

    def _put_aside(self, row: RowInHand, read: Read) -> None:
        """Keep of a row what linking looks at; its records too where only few rows are in memory together."""
        if self._is_linked and row.fate is None:
            row.described = described_of(read)
        if self.links_rows:
            row.read, row.is_put_aside = None, True

    def take_up(self, row: RowInHand) -> None:
        """Read a row that was put aside again."""
        if row.is_put_aside:
            row.read, row.is_put_aside = self._mapping.read(row.cells), False

    def _ref_is_known(self, read: Read) -> bool:
        """Whether the list names the record by its own reference, and it is here."""
        main = attaching.main_of(read.records)
        ref = main.values.get("ref")
        return ref is not None and self._attacher.by_ref(main.table, ref) is not None

    def _require_free_ref(self, row: RowInHand) -> None:
        """A reference that is mistyped, of another kind, or given twice in the file is no reference."""
        main = attaching.main_of(row.read.records) if row.read is not None else None
        ref = main.values.get("ref") if main is not None else None
        if main is None or ref is None or row.fate is not None:
            return
        if not attaching.is_ref_of(main.table, ref) or ref in self._refs:
            row.read, row.fate, row.findings = None, "refused", [Finding("row.ref", self._key_columns, ref)]
        self._refs.add(ref)

    def _read(self, row: RowInHand) -> None:
        try:
            row.read = self._mapping.read(row.cells)
        except RowRefused as refusal:
            row.fate = "decision" if refusal.decision else "refused"
            row.findings, row.written = [refusal.finding], self._mapping.name_in(row.cells)
        else:
            row.findings = list(row.read.findings)

    def link(self, rows: list[RowInHand], on_progress: OnProgress, done: int) -> None:
        """Who may be there already; waits for a decision where it is likely and nobody has decided."""
        wanted = [RowToLink(row.number, row.described) for row in rows if row.described is not None]
        told = self._tell_linked(on_progress, done, len(rows))
        recorded = self._linker.link(wanted, told) if self._linker is not None else {}
        in_file = self._doubles.find(wanted) if self._doubles is not None else {}
        for row in rows:
            row.links = likeliest((*recorded.get(row.number, ()), *in_file.get(row.number, ())))
            row.described = row.described if row.links else None

    def _tell_linked(self, on_progress: OnProgress, done: int, row_count: int) -> OnProgress:
        """Progress while all names of the vault run past the rows of a part: it takes the most time of a long list."""
        if on_progress is None or self._linker is None:
            return None
        persons = self._linker.person_count
        return lambda count: on_progress(done + row_count * min(count, persons) // persons)
