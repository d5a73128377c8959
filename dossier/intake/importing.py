"""A whole list into the vault: one transaction, in parts that fit in memory, each row with its fate."""

import uuid
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from uuid_utils.compat import uuid7

from dossier.errors import Refused
from dossier.intake.cells import RowRefused
from dossier.intake.layouts import Layout, find_layout, get_layout
from dossier.intake.mapping import Made, Mapping, Read
from dossier.intake.reading import Table, read_table
from dossier.intake.report import Finding, ImportReport, RowFate

if TYPE_CHECKING:
    from dossier.vault import Vault
    from dossier.vault.bulk import BulkWriter

PART_ROWS = 1000
REMEMBERED_LABELS = 20_000
INDEXED = frozenset({"person", "organisation", "event"})

OnProgress = Callable[[int], None] | None
OnRow = Callable[[RowFate], None] | None


class _NothingKept(Exception):
    """Leaves the transaction without committing it."""


def import_list(
    vault: "Vault",
    path: "str | Path",
    *,
    layout: "str | Path | None",
    dry_run: bool,
    on_progress: OnProgress,
    on_row: OnRow,
) -> ImportReport:
    """See ``dossier.intake.import_file``."""
    table = read_table(Path(path))
    chosen = get_layout(layout) if layout is not None else find_layout(table.header)
    if chosen is None:
        raise Refused("import.unknown_header")
    report = ImportReport(table.file_name, table.sha256, chosen.code, table.encoding, dry_run)
    try:
        with vault.write(reason=f"import {chosen.code}") as session:
            _Import(session, vault.author, table, chosen, report, on_row).run(on_progress)
            if dry_run:
                raise _NothingKept
    except _NothingKept:
        report.batch = None
    return report


class _Import:
    def __init__(
        self, session: Any, author: str, table: Table, layout: Layout, report: ImportReport, on_row: OnRow
    ) -> None:
        from dossier.vault import bulk
        from dossier.vault.tables.base import now_utc

        self._bulk = bulk
        self._session = session
        self._table = table
        self._layout = layout
        self._report = report
        self._on_row = on_row
        self._now: datetime = now_utc()
        self._batch_id: uuid.UUID = uuid7()
        self._writer: BulkWriter = bulk.BulkWriter(session, author=author, at=self._now, batch_id=self._batch_id)
        self._labels: dict[tuple[str, str], uuid.UUID] = {}
        decisions = bulk.decisions_for(session, layout.code)
        self._mapping = Mapping(layout, table.header, today=self._now.date(), decisions=decisions)

    def run(self, on_progress: OnProgress) -> None:
        """Read everything; raises _NothingKept where nothing is new."""
        seen = self._bulk.file_seen(self._session, self._table.sha256, self._layout.code)
        self._begin()
        for part in self._parts():
            self._take(part)
            if on_progress is not None:
                on_progress(self._report.row_count)
        taken = self._report.fates.get("new", 0) + self._report.fates.get("finding", 0)
        turned_away = self._report.fates.get("refused", 0) + self._report.fates.get("decision", 0)
        if not taken and (seen or not turned_away):
            raise _NothingKept
        self._close(with_source=bool(taken))

    def _begin(self) -> None:
        values = {"id": self._batch_id, "file_name": self._table.file_name[-500:], "layout_code": self._layout.code}
        self._writer.add("batch", values | {"file_sha256": self._table.sha256, "batch_id": None})
        self._writer.flush()

    def _parts(self) -> Iterator[list[tuple[int, list[str]]]]:
        numbered = enumerate(self._filled(), start=1)
        while part := list(islice(numbered, PART_ROWS)):
            yield part

    def _filled(self) -> Iterator[list[str]]:
        """The rows without the blank lines, and without empty cells beyond the header."""
        width = len(self._table.header)
        for cells in self._table.rows:
            if not any(cells):
                self._report.blank_lines += 1
                continue
            yield cells[:width] if len(cells) > width and not any(cells[width:]) else cells

    def _take(self, part: list[tuple[int, list[str]]]) -> None:
        hashes = [self._mapping.row_sha256(cells) for _number, cells in part]
        keys = [self._mapping.key_sha256(cells) for _number, cells in part]
        rows_in = self._bulk.rows_already_in(self._session, hashes)
        keys_in = self._bulk.keys_already_in(self._session, [key for key in keys if key])
        made: dict[str, list[uuid.UUID]] = {}
        for (number, cells), row_hash, key in zip(part, hashes, keys, strict=True):
            if row_hash in rows_in:
                self._fate(number, "same", row_hash, key, [Finding("row.repeated", "", "")], cells, quiet=True)
            elif key is not None and key in keys_in:
                finding = Finding("row.changed", ", ".join(self._layout.key), "")
                self._fate(number, "decision", row_hash, None, [finding], cells)
            elif self._take_row(number, cells, row_hash, key, made):
                rows_in.add(row_hash)
                keys_in.update([key] if key else [])
        self._writer.flush()
        self._bulk.let_be_found(self._session, made)
        if len(self._labels) > REMEMBERED_LABELS:
            self._labels.clear()

    def _take_row(
        self, number: int, cells: list[str], row_hash: str, key: str | None, made_ids: dict[str, list[uuid.UUID]]
    ) -> bool:
        try:
            read = self._mapping.read(cells)
        except RowRefused as refusal:
            fate = "decision" if refusal.decision else "refused"
            self._fate(number, fate, row_hash, None, [refusal.finding], cells)
            return False
        main = self._store(read, made_ids)
        self._fate(number, "finding" if read.findings else "new", row_hash, key, read.findings, cells, main=main)
        return True

    def _store(self, read: Read, made_ids: dict[str, list[uuid.UUID]]) -> tuple[str, uuid.UUID]:
        """Queue the records of a row; returns which one stands for it."""
        main: tuple[str, uuid.UUID] | None = None
        found_ids: dict[uuid.UUID, uuid.UUID] = {}
        for made in read.records:
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
            main = main or (made.table, existing or made.values["id"])
        assert main is not None
        return main

    def _existing(self, made: Made) -> uuid.UUID | None:
        if made.match is None:
            return None
        key = (made.table, made.values[made.match])
        if key not in self._labels:
            found = self._bulk.ids_by_label(self._session, made.table, [key[1]])
            if not found:
                self._labels[key] = made.values["id"]
                return None
            self._labels[key] = found[key[1]]
        return self._labels[key]

    def _fate(
        self,
        number: int,
        fate: Any,
        row_hash: str,
        key: str | None,
        findings: list[Finding],
        cells: list[str],
        *,
        main: tuple[str, uuid.UUID] | None = None,
        quiet: bool = False,
    ) -> None:
        row = RowFate(number, fate, () if quiet else tuple(findings))
        self._report.count(row)
        if self._on_row is not None:
            self._on_row(row)
        first = findings[0] if findings else None
        table, record_id = main or (None, None)
        self._writer.add_batch_row(
            {
                "batch_id": self._batch_id,
                "row_number": number,
                "fate": fate,
                "reason_code": first.code if first else None,
                "field": first.column[:60] if first and first.column else None,
                "record_table": table,
                "record_id": record_id,
                "row_sha256": row_hash,
                "key_sha256": key,
                "cells": cells if findings and not quiet else None,
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
        self._report.batch = close_batch(self._session, self._batch_id, row_count=self._report.row_count, counts=counts)
        after = {
            "file_sha256": self._table.sha256,
            "layout_code": self._layout.code,
            "rows": self._report.row_count,
            "counts": counts,
            "records": self._report.records,
        }
        self._session.note(Entry("import", "batch", self._batch_id, after=after))
