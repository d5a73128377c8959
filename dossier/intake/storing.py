"""What is stored of a row: a new entry, something for a person who is there, what changed, or nothing yet."""

import uuid
from typing import TYPE_CHECKING

from dossier.intake import attaching, identities
from dossier.intake.mapping import EntryKey, Made, Read
from dossier.intake.report import Finding
from dossier.intake.rows import OWN, Decisions, RowInHand
from dossier.vault import batches, bulk

if TYPE_CHECKING:
    from dossier.intake.layouts import Layout
    from dossier.vault.sessions import VaultSession

INDEXED = frozenset({"person", "organisation", "event"})
REMEMBERED_LABELS = 20_000
FOUND_TOGETHER = 20_000
"""New records that go into the search index together; see ``search_index.index_new``."""
Main = tuple[str, uuid.UUID]
"""The record that stands for a row: its table and id."""


class NoEntryYet(Exception):
    """A record belongs to an entry of the list that has not come in."""


class Storer:
    """Stores the rows of one import; what waits is written by ``flush`` and found after ``let_be_found``.

    Args:
        session: Of ``vault.write()``.
        writer: Of the import.
        layout: Of the list.
        attacher: Of the import.
        batch_id: The import.
        decisions: What was decided about persons, among the rest.
        update: Write what changed in entries that are there.
    """

    def __init__(
        self,
        session: "VaultSession",
        writer: bulk.BulkWriter,
        layout: "Layout",
        attacher: attaching.Attacher,
        batch_id: uuid.UUID,
        decisions: Decisions,
        *,
        update: bool,
    ) -> None:
        self._session = session
        self._writer = writer
        self._layout = layout
        self._attacher = attacher
        self._batch_id = batch_id
        self._decisions = decisions
        self._writes_updates = update
        self.used: dict[tuple[str, str], str] = {}
        """The decisions about persons that were followed."""
        self._labels: dict[tuple[str, str], uuid.UUID] = {}
        self._entries: dict[str, uuid.UUID] = {}
        self._made_ids: dict[str, list[uuid.UUID]] = {}
        self._points = any(name.startswith("@") for record in layout.records for name in record.links.values())

    def flush(self) -> None:
        """Write what waits."""
        self._writer.flush()
        if self._attacher.has_touched or sum(map(len, self._made_ids.values())) >= FOUND_TOGETHER:
            self.let_be_found()
        if len(self._labels) > REMEMBERED_LABELS:
            self._labels.clear()

    def let_be_found(self) -> None:
        """Put what was written into the search index: after the last row, and in between."""
        made, self._made_ids = self._made_ids, {}
        bulk.let_be_found(self._session, made)
        self._attacher.let_be_found()

    def store(self, row: RowInHand) -> Main | None:
        """Queue what is to be stored of a row, and set its fate.

        Returns:
            The record that stands for it; None where nothing is stored.

        Raises:
            NoEntryYet: it belongs to an entry that may come later in the list; nothing was queued.
        """
        if self._points and row.read is not None:
            self._find_entries(row.read.records)
        main: Main | None = None
        if row.fate == "update" and row.read is not None:
            main = self._update(row, row.read)
        elif row.fate is None and row.read is not None:
            main = self._new(row, row.read)
        if self._points and main is not None and row.key is not None:
            self._entries[row.key] = main[1]
        return main

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
                raise NoEntryYet
            self._entries[key.hash] = found
        return self._entries[key.hash]

    def _new(self, row: RowInHand, read: Read) -> Main | None:
        who = identities.whose(row.key, read, row.links, self._decisions)
        if who.used is not None:
            self.used[identities.COLUMN, who.used] = self._decisions[identities.COLUMN, who.used]
        if who.is_known:
            return self._attach(row, read, who)
        in_file = bool(row.links) and not any(link.ref for link in row.links if link.band == row.links[0].band)
        if who.waits:
            row.fate = "decision"
            row.findings = [self._about_person(row, read, "row.twice" if in_file else "row.duplicate")]
            return None
        if row.links:
            row.findings.append(self._about_person(row, read, "row.perhaps_twice" if in_file else "row.perhaps"))
        main = self._store(read.records)
        row.fate = "finding" if row.findings else "new"
        if main[0] == "person":
            self._keep_apart(main[1], who)
        return main

    def _about_person(self, row: RowInHand, read: Read, code: str) -> Finding:
        return Finding(code, identities.COLUMN, identities.text_of(row.key, read))

    def _keep_apart(self, person_id: uuid.UUID, who: identities.Identity) -> None:
        """Remember whom somebody has judged to be others."""
        if not (who.different or who.different_rows):
            return
        others = {self._attacher.person(ref) for ref in who.different}
        others |= self._persons_of(who.different_rows)
        self._writer.flush()
        self._attacher.keep_apart(
            person_id, {one for one in others if one is not None}, batches.batch_ref(self._session, self._batch_id)
        )

    def _persons_of(self, rows: tuple[int, ...]) -> set[uuid.UUID | None]:
        if not rows:
            return set()
        self._writer.flush()
        return set(batches.persons_of_rows(self._session, self._batch_id, rows).values())

    def _attach(self, row: RowInHand, read: Read, who: identities.Identity) -> Main | None:
        found = {self._attacher.person(ref) for ref in who.person_refs} | self._persons_of(who.rows)
        person_id = next(iter(found)) if len(found) == 1 else None
        if person_id is None:
            code = "row.no_one_person" if len(found) > 1 else "row.no_person"
            row.fate, row.findings = "decision", [self._about_person(row, read, code)]
            return None
        rest, kept = self._attacher.attach(read.records, person_id)
        row.findings += [Finding("cell.kept", column, text) for column, text in kept]
        self._store(rest)
        row.fate = "attached"
        return "person", person_id

    def _update(self, row: RowInHand, read: Read) -> Main | None:
        """Compare with what the entry brought before; write the differences where that was asked for."""
        self._writer.flush()
        update = self._attacher.update(read.records, row.key, self._existing, write=self._writes_updates)
        row.findings += [Finding(code, column, text) for code, column, text in update.findings]
        if not self._writes_updates:
            row.fate = "decision"
            row.findings.insert(0, Finding("row.changed", ", ".join(self._layout.key), ""))
            return None
        self._store(update.additional)
        row.fate = "update" if update.findings or update.additional else "same"
        return update.main

    def _store(self, records: list[Made]) -> Main:
        """Queue the records of a row; returns which one stands for it."""
        main: Main | None = None
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
                    self._made_ids.setdefault(made.table, []).append(made.values["id"])
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
            found = bulk.ids_by_label(self._session, made.table, [key[1]])
            if not found:
                self._labels[key] = made.values["id"]
                return None
            self._labels[key] = found[key[1]]
        return self._labels[key]
