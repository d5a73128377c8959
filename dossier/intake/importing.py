"""A whole list into the vault: one transaction, in parts that fit in memory, each row with its fate.

What a person decided about a term, a date or an identity is remembered for lists of the same layout and used here; what
nobody decided waits, and nothing of such a row is taken.
"""

import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from uuid_utils.compat import uuid7

from dossier.domain.memory import forget_texts
from dossier.domain.spreadsheet_cells import restored
from dossier.errors import Refused
from dossier.intake import attaching, identities
from dossier.intake.cells import RowRefused
from dossier.intake.collecting import seldom_collected
from dossier.intake.doubles import Doubles
from dossier.intake.layouts import Layout
from dossier.intake.linking import Linker, RowToLink, described_of, likeliest
from dossier.intake.mapping import EntryKey, Made, Read
from dossier.intake.mapping import Mapping as RowMapping
from dossier.intake.reading import Table, read_table
from dossier.intake.report import TAKEN_FATES, Fate, Finding, ImportReport, RowFate
from dossier.intake.stored_layouts import find_stored, get_stored

if TYPE_CHECKING:
    from dossier.domain.linkage import Described
    from dossier.intake.linking import Link
    from dossier.vault import Vault
    from dossier.vault.bulk import BulkWriter

PART_ROWS = 1000
LINKED_ROWS = 5_000
"""Rows that are linked together, where persons are recorded already."""
REMEMBERED_LABELS = 20_000
REMEMBERED_ROWS = 10_000
"""After so many rows the texts that were read are forgotten: a long list would fill every memory for them."""
OWN = "own"
"""The namespace of our own lists, whose numbers are references."""
INDEXED = frozenset({"person", "organisation", "event"})

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


class _NoEntryYet(Exception):
    """A record belongs to an entry of the list that has not come in."""


class _NothingKept(Exception):
    """Leaves the transaction without committing it."""


def import_list(
    vault: "Vault",
    path: "str | Path",
    *,
    layout: "str | Path | None",
    options: ImportOptions,
    on_progress: OnProgress,
    on_row: OnRow,
) -> ImportReport:
    """See ``dossier.intake.import_file``."""
    table = read_table(Path(path))
    chosen = get_stored(vault, layout) if layout is not None else find_stored(vault, table.header, table.kind)
    if chosen is None:
        raise Refused("import.unknown_header")
    report = ImportReport(table.file_name, table.sha256, chosen.code, table.encoding, options.dry_run)
    try:
        with seldom_collected(), vault.write(reason=f"import {chosen.code}") as session:
            _Import(session, vault.author, table, chosen, report, on_row, options).run(on_progress)
            if options.dry_run:
                raise _NothingKept
    except _NothingKept:
        report.batch = None
    return report


@dataclass
class _Row:
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


class _Import:
    def __init__(
        self,
        session: Any,
        author: str,
        table: Table,
        layout: Layout,
        report: ImportReport,
        on_row: OnRow,
        options: ImportOptions,
    ) -> None:
        from dossier.vault import bulk
        from dossier.vault.tables.base import now_utc

        self._bulk = bulk
        self._session = session
        self._table = table
        self._layout = layout
        self._report = report
        self._on_row = on_row
        self._options = options
        self._now: datetime = now_utc()
        self._batch_id: uuid.UUID = uuid7()
        self._writer: BulkWriter = bulk.BulkWriter(session, author=author, at=self._now, batch_id=self._batch_id)
        self._labels: dict[tuple[str, str], uuid.UUID] = {}
        self._given = {(layout.column_of(column) or column, text): d for (column, text), d in options.decisions.items()}
        self._decisions = bulk.decisions_for(session, layout.code) | self._given
        mapping = RowMapping(layout, table.header, today=self._now.date(), decisions=self._decisions)
        self._mapping = mapping
        self._linker = Linker(session, self._batch_id) if options.link else None
        is_told_apart = layout.namespace == OWN  # two references are two people, as the vault that wrote them has it
        self._doubles = Doubles(session, self._batch_id) if options.link and not is_told_apart else None
        self._linked_to = self._linker.person_count if self._linker is not None else 0
        self._links_rows = self._linked_to > 0
        self._on_progress: OnProgress = None
        self._attacher = attaching.Attacher(session, layout.code, self._batch_id)
        self._used: dict[tuple[str, str], str] = {}
        self._entries: dict[str, uuid.UUID] = {}
        self._postponed: list[_Row] = []
        self._refs: set[str] = set()
        self._forgotten = 0
        self._points = any(name.startswith("@") for record in layout.records for name in record.links.values())

    def run(self, on_progress: OnProgress) -> None:
        """Read everything; raises _NothingKept where nothing is new."""
        self._on_progress = on_progress
        seen = self._bulk.file_seen(self._session, self._table.sha256, self._layout.code)
        self._begin()
        for part in self._parts():
            self._take(part)
            if on_progress is not None:
                on_progress(self._report.row_count)
        self._finish_postponed()
        fates = self._report.fates
        taken = sum(fates.get(fate, 0) for fate in TAKEN_FATES)
        turned_away = fates.get("refused", 0) + fates.get("decision", 0)
        if not taken and (seen or not turned_away) and not self._options.decisions:
            raise _NothingKept
        self._close(with_source=bool(taken))

    def _begin(self) -> None:
        values = {"id": self._batch_id, "file_name": self._table.file_name[-500:], "layout_code": self._layout.code}
        self._writer.add("batch", values | {"file_sha256": self._table.sha256, "batch_id": None})
        self._writer.flush()
        self._bulk.remember_decisions(self._session, self._layout.code, self._given)

    def _parts(self) -> Iterator[list[tuple[int, list[str]]]]:
        numbered = islice(enumerate(self._filled(), start=1), self._options.first_row - 1, self._options.last_row)
        while part := list(islice(numbered, LINKED_ROWS if self._links_rows else PART_ROWS)):
            yield part

    def _filled(self) -> Iterator[list[str]]:
        """The rows without the blank lines, and without empty cells beyond the header."""
        width = len(self._table.header)
        for cells in self._unmarked():
            if not any(cells):
                self._report.blank_lines += 1
                continue
            yield cells[:width] if len(cells) > width and not any(cells[width:]) else cells

    def _unmarked(self) -> Iterator[list[str]]:
        """The rows as they were before a list of ours was made safe for spreadsheets; others are never touched.

        Of each of our lists only the copy for spreadsheets begins with a byte order mark.
        """
        if self._layout.namespace != OWN or self._table.encoding != "utf-8-sig":
            return self._table.rows
        return ([restored(cell) for cell in cells] for cells in self._table.rows)

    def _take(self, part: list[tuple[int, list[str]]]) -> None:
        rows = [_Row(n, c, self._mapping.row_sha256(c), self._mapping.key_sha256(c)) for n, c in part]
        self._judge(rows)
        if self._options.link:
            self._link(rows)
        for start in range(0, len(rows), PART_ROWS):
            made_ids: dict[str, list[uuid.UUID]] = {}
            for row in rows[start : start + PART_ROWS]:
                self._finish(row, made_ids)
            self._writer.flush()
            self._bulk.let_be_found(self._session, made_ids)
            self._attacher.let_be_found()
        if len(self._labels) > REMEMBERED_LABELS:
            self._labels.clear()
        if self._report.row_count // REMEMBERED_ROWS > self._forgotten:
            self._forgotten = self._report.row_count // REMEMBERED_ROWS
            forget_texts()

    def _judge(self, rows: list[_Row]) -> None:
        """What is there already, what cannot be read, what is new."""
        rows_in = self._bulk.rows_already_in(self._session, [row.row_hash for row in rows])
        keys_in = self._bulk.keys_already_in(self._session, [row.key for row in rows if row.key])
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

    def _ref_is_known(self, read: Read) -> bool:
        """Whether the list names the record by its own reference, and it is here."""
        main = attaching.main_of(read.records)
        ref = main.values.get("ref")
        return ref is not None and self._attacher.by_ref(main.table, ref) is not None

    def _require_free_ref(self, row: _Row) -> None:
        """A reference that is mistyped, of another kind, or given twice in the file is no reference."""
        main = attaching.main_of(row.read.records) if row.read is not None else None
        ref = main.values.get("ref") if main is not None else None
        if main is None or ref is None or row.fate is not None:
            return
        if not attaching.is_ref_of(main.table, ref) or ref in self._refs:
            row.read, row.fate, row.findings = None, "refused", [Finding("row.ref", ", ".join(self._layout.key), ref)]
        self._refs.add(ref)

    def _read(self, row: _Row) -> None:
        try:
            row.read = self._mapping.read(row.cells)
        except RowRefused as refusal:
            row.fate = "decision" if refusal.decision else "refused"
            row.findings = [refusal.finding]
        else:
            row.findings = list(row.read.findings)

    def _link(self, rows: list[_Row]) -> None:
        """Who may be there already; waits for a decision where it is likely and nobody has decided."""
        assert self._linker is not None
        described = {row.number: described_of(row.read) for row in rows if row.read is not None and row.fate is None}
        wanted = [RowToLink(number, known) for number, known in described.items() if known is not None]
        recorded = self._linker.link(wanted, self._tell_linked(len(rows))) if self._links_rows else {}
        in_file = self._doubles.find(wanted) if self._doubles is not None else {}
        for row in rows:
            row.links = likeliest((*recorded.get(row.number, ()), *in_file.get(row.number, ())))
            row.described = described.get(row.number) if row.links else None

    def _tell_linked(self, row_count: int) -> OnProgress:
        """Progress while all names of the vault run past the rows of a part: it takes the most time of a long list."""
        on_progress, done, persons = self._on_progress, self._report.row_count, self._linked_to
        if on_progress is None:
            return None
        return lambda count: on_progress(done + row_count * min(count, persons) // persons)

    def _finish_postponed(self) -> None:
        """Rows that named an entry which came later, or never."""
        waiting, self._postponed = self._postponed, []
        for start in range(0, len(waiting), PART_ROWS):
            made_ids: dict[str, list[uuid.UUID]] = {}
            for row in waiting[start : start + PART_ROWS]:
                self._finish(row, made_ids, is_last=True)
            self._writer.flush()
            self._bulk.let_be_found(self._session, made_ids)
            self._attacher.let_be_found()

    def _finish(self, row: _Row, made_ids: dict[str, list[uuid.UUID]], *, is_last: bool = False) -> None:
        """Store what is to be stored of a row, and its fate."""
        try:
            if self._points and row.read is not None:
                self._find_entries(row.read.records)
        except _NoEntryYet:
            if not is_last:
                self._postponed.append(row)
                return
            row.read, row.fate, row.findings = None, "decision", [Finding("row.no_entry", "", "")]
        self._finish_now(row, made_ids)

    def _find_entries(self, records: list[Made]) -> None:
        for made in records:
            for column in made.links:
                value = made.values.get(column)
                if isinstance(value, EntryKey):
                    made.values[column] = self._entry(value)

    def _entry(self, key: EntryKey) -> uuid.UUID:
        if key.hash not in self._entries:
            found = self._attacher.entry(key.hash)
            if found is None and self._layout.namespace == OWN:
                found = self._attacher.by_own_ref(key.text)
            if found is None:
                raise _NoEntryYet
            self._entries[key.hash] = found
        return self._entries[key.hash]

    def _finish_now(self, row: _Row, made_ids: dict[str, list[uuid.UUID]]) -> None:
        main: tuple[str, uuid.UUID] | None = None
        if row.fate == "update" and row.read is not None:
            main = self._update(row, made_ids)
        elif row.fate is None and row.read is not None:
            main = self._new(row, row.read, made_ids)
        if self._points and main is not None and row.key is not None:
            self._entries[row.key] = main[1]
        self._fate(row, main)

    def _new(self, row: _Row, read: Read, made_ids: dict[str, list[uuid.UUID]]) -> tuple[str, uuid.UUID] | None:
        who = identities.whose(row.key, read, row.links, self._decisions)
        if who.used is not None:
            self._used[identities.COLUMN, who.used] = self._decisions[identities.COLUMN, who.used]
        if who.is_known:
            return self._attach(row, read, who, made_ids)
        in_file = bool(row.links) and not any(link.ref for link in row.links if link.band == row.links[0].band)
        if who.waits:
            row.fate = "decision"
            row.findings = [self._about_person(row, read, "row.twice" if in_file else "row.duplicate")]
            return None
        if row.links:
            row.findings.append(self._about_person(row, read, "row.perhaps_twice" if in_file else "row.perhaps"))
        main = self._store(read.records, made_ids)
        row.fate = "finding" if row.findings else "new"
        if main[0] == "person":
            self._keep_apart(main[1], who)
        return main

    def _about_person(self, row: _Row, read: Read, code: str) -> Finding:
        return Finding(code, identities.COLUMN, identities.text_of(row.key, read))

    def _keep_apart(self, person_id: uuid.UUID, who: identities.Identity) -> None:
        """Remember whom somebody has judged to be others."""
        if not (who.different or who.different_rows):
            return
        others = {self._attacher.person(ref) for ref in who.different}
        others |= self._persons_of(who.different_rows)
        self._writer.flush()
        self._attacher.keep_apart(person_id, {one for one in others if one is not None}, self._batch_ref)

    def _persons_of(self, rows: tuple[int, ...]) -> set[uuid.UUID | None]:
        if not rows:
            return set()
        self._writer.flush()
        return set(self._bulk.persons_of_rows(self._session, self._batch_id, rows).values())

    def _attach(
        self, row: _Row, read: Read, who: identities.Identity, made_ids: dict[str, list[uuid.UUID]]
    ) -> tuple[str, uuid.UUID] | None:
        found = {self._attacher.person(ref) for ref in who.person_refs} | self._persons_of(who.rows)
        person_id = next(iter(found)) if len(found) == 1 else None
        if person_id is None:
            code = "row.no_one_person" if len(found) > 1 else "row.no_person"
            row.fate, row.findings = "decision", [self._about_person(row, read, code)]
            return None
        rest, kept = self._attacher.attach(read.records, person_id)
        row.findings += [Finding("cell.kept", column, text) for column, text in kept]
        self._store(rest, made_ids)
        row.fate = "attached"
        return "person", person_id

    def _update(self, row: _Row, made_ids: dict[str, list[uuid.UUID]]) -> tuple[str, uuid.UUID] | None:
        """Compare with what the entry brought before; write the differences where that was asked for."""
        assert row.read is not None
        self._writer.flush()
        update = self._attacher.update(row.read.records, row.key, self._existing, write=self._options.update)
        row.findings += [Finding(code, column, text) for code, column, text in update.findings]
        if not self._options.update:
            row.fate = "decision"
            row.findings.insert(0, Finding("row.changed", ", ".join(self._layout.key), ""))
            return None
        self._store(update.additional, made_ids)
        row.fate = "update" if update.findings or update.additional else "same"
        return update.main

    def _store(self, records: list[Made], made_ids: dict[str, list[uuid.UUID]]) -> tuple[str, uuid.UUID]:
        """Queue the records of a row; returns which one stands for it."""
        main: tuple[str, uuid.UUID] | None = None
        standing = attaching.main_of(records) if records else None
        found_ids: dict[uuid.UUID, uuid.UUID] = {}
        for made in records:
            if found_ids:
                for column in made.links:
                    made.values[column] = found_ids.get(made.values[column], made.values[column])
            existing = self._existing(made)
            if existing is not None:
                found_ids[made.values["id"]] = existing
            else:
                self._writer.add(made.table, made.values)
                if made.table in INDEXED:
                    made_ids.setdefault(made.table, []).append(made.values["id"])
            if made is standing:
                main = made.table, existing or made.values["id"]
        return main or ("", self._batch_id)

    def _existing(self, made: Made) -> uuid.UUID | None:
        if made.match is None:
            return None
        key = (made.table, made.values[made.match])
        if made.match == "ref" and key not in self._labels:
            self._labels[key] = self._attacher.by_ref(*key) or made.values["id"]
            return self._labels[key] if self._labels[key] != made.values["id"] else None
        if key not in self._labels:
            found = self._bulk.ids_by_label(self._session, made.table, [key[1]])
            if not found:
                self._labels[key] = made.values["id"]
                return None
            self._labels[key] = found[key[1]]
        return self._labels[key]

    def _fate(self, row: _Row, main: tuple[str, uuid.UUID] | None) -> None:
        fate = row.fate or "new"
        quiet = fate == "same"
        told = RowFate(row.number, fate, () if quiet else tuple(row.findings), row.links, row.described)
        self._report.count(told)
        if self._on_row is not None:
            self._on_row(told)
        first = row.findings[0] if row.findings else None
        table, record_id = main or (None, None)
        self._writer.add_batch_row(
            {
                "batch_id": self._batch_id,
                "row_number": row.number,
                "fate": fate,
                "reason_code": first.code if first else None,
                "field": first.column[:60] if first and first.column else None,
                "record_table": table,
                "record_id": record_id,
                "row_sha256": row.row_hash,
                "key_sha256": row.key if fate in {*TAKEN_FATES, "same"} else None,
                "cells": row.cells if row.findings and not quiet else None,
            }
        )

    @property
    def _batch_ref(self) -> str:
        return self._bulk.batch_ref(self._session, self._batch_id)

    def _close(self, *, with_source: bool) -> None:
        from dossier.vault.batches import close_batch, set_source
        from dossier.vault.journal import Entry

        if with_source and self._layout.source is not None:
            set_source(self._session, self._writer, self._batch_id, self._layout.source.model_dump())
        self._report.records = {
            table: count for table, count in sorted(self._writer.counts.items()) if table not in {"batch", "batch_row"}
        }
        counts = self._report.fates | {f"reason:{code}": n for code, n in self._report.reasons.items()}
        self._report.batch = close_batch(self._session, self._batch_id, row_count=self._report.row_count, counts=counts)
        used = self._mapping.used_decisions | self._used
        after = {
            "file_sha256": self._table.sha256,
            "layout_code": self._layout.code,
            "rows": self._report.row_count,
            "counts": counts,
            "records": self._report.records,
            "decisions": [[column, text, decision] for (column, text), decision in sorted(used.items())],
        }
        self._session.note(Entry("import", "batch", self._batch_id, after=after))
