"""A whole list into the vault: one transaction, in parts that fit in memory, each row with its fate.

What a person decided about a term, a date or an identity is remembered for lists of the same layout and used here; what
nobody decided waits, and nothing of such a row is taken.
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from uuid_utils.compat import uuid7

from dossier.domain.memory import forget_texts
from dossier.domain.spreadsheet_cells import restored
from dossier.errors import Refused
from dossier.intake import attaching
from dossier.intake.heading import at_row, with_header_of
from dossier.intake.judging import Judge
from dossier.intake.layouts import Layout
from dossier.intake.mapping import Mapping
from dossier.intake.readers.opening import checked_header
from dossier.intake.reading import Table, read_table
from dossier.intake.report import TAKEN_FATES, Finding, ImportReport, RowFate
from dossier.intake.rows import OWN, ImportOptions, OnProgress, OnRow, RowInHand
from dossier.intake.stored_layouts import get_stored, known_layouts, layout_of_kind
from dossier.intake.storing import Main, NoEntryYet, Storer
from dossier.vault import bulk, earlier_imports
from dossier.vault.collecting import seldom_collected

if TYPE_CHECKING:
    from dossier.vault import Vault

PART_ROWS = 1000
LINKED_ROWS = 10_000
"""Rows that are linked together, where persons are recorded already."""
REMEMBERED_ROWS = 5_000
"""After so many rows the texts that were read are forgotten: a long list would fill every memory for them."""


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
    table, chosen = _under_its_header(vault, read_table(Path(path)), layout)
    report = ImportReport(
        table.file_name, table.sha256, chosen.code, table.encoding, options.dry_run, rows_above=table.rows_above
    )
    try:
        with seldom_collected(), vault.write(reason=f"import {chosen.code}") as session:
            _Import(session, vault.author, table, chosen, report, on_row, options).run(on_progress)
            if options.dry_run:
                raise _NothingKept
    except _NothingKept:
        report.batch = None
    return report


def _under_its_header(vault: "Vault", table: Table, name: "str | Path | None") -> tuple[Table, Layout]:
    """The table below its header and its layout: the one that is named, or the one whose header this is."""
    if name is not None:
        layout = get_stored(vault, name)
        headed, found = with_header_of(table, [layout])
        return (headed, layout) if found is not None else (at_row(headed, layout.header_row), layout)
    of_kind = layout_of_kind(table.kind)
    headed, found = (table, of_kind) if of_kind is not None else with_header_of(table, known_layouts(vault))
    if found is None:
        checked_header(table.header)
        raise Refused("import.unknown_header")
    return headed, found


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
        from dossier.vault.tables.base import now_utc

        self._session = session
        self._table = table
        self._layout = layout
        self._report = report
        self._on_row = on_row
        self._options = options
        self._given = {(layout.column_of(column) or column, text): d for (column, text), d in options.decisions.items()}
        decisions = earlier_imports.decisions_for(session, layout.code) | self._given
        at: datetime = now_utc()
        batch_id = self._batch_id = uuid7()
        self._writer = bulk.BulkWriter(session, author=author, at=at, batch_id=batch_id)
        self._mapping = Mapping(layout, table.header, today=at.date(), decisions=decisions)
        attacher = attaching.Attacher(session, layout.code, batch_id)
        self._judge = Judge(session, layout, self._mapping, attacher, batch_id, link=options.link)
        self._storer = Storer(session, self._writer, layout, attacher, batch_id, decisions, update=options.update)
        self._postponed: list[RowInHand] = []
        self._forgotten = 0

    def run(self, on_progress: OnProgress) -> None:
        """Read everything; raises _NothingKept where nothing is new."""
        with bulk.keeping_pages(self._session, is_linked=self._judge.links_rows):
            self._take_all(on_progress)

    def _take_all(self, on_progress: OnProgress) -> None:
        seen = earlier_imports.file_seen(self._session, self._table.sha256, self._layout.code)
        self._begin()
        for part in self._parts():
            self._take(part, on_progress)
            if on_progress is not None:
                on_progress(self._report.row_count)
        self._finish_postponed()
        self._storer.let_be_found()
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
        earlier_imports.remember_decisions(self._session, self._layout.code, self._given)

    def _parts(self) -> Iterator[list[tuple[int, list[str]]]]:
        numbered = islice(enumerate(self._filled(), start=1), self._options.first_row - 1, self._options.last_row)
        while part := list(islice(numbered, LINKED_ROWS if self._judge.links_rows else PART_ROWS)):
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

    def _take(self, part: list[tuple[int, list[str]]], on_progress: OnProgress) -> None:
        rows: list[RowInHand] = []
        for start in range(0, len(part), PART_ROWS):
            if start and on_progress is not None:  # it may stop the import, and is not to wait for the whole part
                on_progress(self._report.row_count)
            rows += [self._judge.row(number, cells) for number, cells in part[start : start + PART_ROWS]]
        self._judge.judge(rows)
        if self._options.link:
            self._judge.link(rows, on_progress, self._report.row_count)
        self._store(rows)
        if self._report.row_count // REMEMBERED_ROWS > self._forgotten:
            self._forgotten = self._report.row_count // REMEMBERED_ROWS
            forget_texts()

    def _store(self, rows: list[RowInHand], *, is_last: bool = False) -> None:
        for start in range(0, len(rows), PART_ROWS):
            for row in rows[start : start + PART_ROWS]:
                self._judge.take_up(row)
                self._finish(row, is_last=is_last)
            self._storer.flush()

    def _finish_postponed(self) -> None:
        """Rows that named an entry which came later, or never."""
        waiting, self._postponed = self._postponed, []
        self._store(waiting, is_last=True)

    def _finish(self, row: RowInHand, *, is_last: bool) -> None:
        """Store what is to be stored of a row, and its fate."""
        try:
            main = self._storer.store(row)
        except NoEntryYet:
            if not is_last:
                self._postponed.append(row)
                return
            row.read, row.fate, row.findings, main = None, "decision", [Finding("row.no_entry", "", "")], None
        self._fate(row, main)

    def _fate(self, row: RowInHand, main: Main | None) -> None:
        fate = row.fate or "new"
        quiet = fate == "same"
        name = row.name if self._on_row is not None else ""
        told = RowFate(row.number, fate, () if quiet else tuple(row.findings), row.links, row.described, name)
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

    def _close(self, *, with_source: bool) -> None:
        from dossier.vault.batches import close_batch, set_source
        from dossier.vault.journal import Entry

        if with_source and self._layout.source is not None:
            set_source(self._session, self._writer, self._batch_id, self._layout.source.model_dump())
        self._report.records = {
            table: count for table, count in sorted(self._writer.counts.items()) if table not in {"batch", "batch_row"}
        }
        counts = self._report.fates | {f"reason:{code}": n for code, n in self._report.reasons.items()}
        self._report.batch = close_batch(
            self._session, self._batch_id, row_count=self._report.row_count, counts=counts,
            sealed=not self._options.dry_run,
        )  # fmt: skip
        used = self._mapping.used_decisions | self._storer.used
        after = {
            "file_sha256": self._table.sha256,
            "layout_code": self._layout.code,
            "rows": self._report.row_count,
            "rows_above": self._report.rows_above,
            "counts": counts,
            "records": self._report.records,
            "decisions": [[column, text, decision] for (column, text), decision in sorted(used.items())],
        }
        self._session.note(Entry("import", "batch", self._batch_id, after=after))
