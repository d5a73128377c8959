"""Rows of persons and entries that are recorded already: what goes to them, what of them changes, what stays.

Nothing that a person has typed is written over, and nothing is taken out because a list no longer says it.
"""

import uuid
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Any, NamedTuple

from dossier.intake.mapping import Made
from dossier.vault import updating
from dossier.vault.journal_values import plain

if TYPE_CHECKING:
    from dossier.vault.sessions import VaultSession

_NOT_COMPARED = frozenset({"id", "ref", "updated_at"})
_NAMES = "person_name"


Existing = Callable[[Made], uuid.UUID | None]


class _Entry(NamedTuple):
    main: tuple[str, uuid.UUID]
    records: dict[str, list[dict[str, Any]]]
    is_ours: bool
    """Known by our own reference: its records may have come from anywhere."""


class Update(NamedTuple):
    """What an entry that came in before says otherwise now."""

    main: tuple[str, uuid.UUID] | None
    additional: list[Made]
    """Records that it has in addition."""
    findings: list[tuple[str, str, str]]
    """Code, field and both texts of each difference."""


def main_of(records: list[Made]) -> Made:
    """The record that stands for a row: the one with a reference of its own, else the first."""
    return next((made for made in records if made.match is None and made.values.get("ref")), records[0])


def is_ref_of(table: str, text: str) -> bool:
    """Whether a text is a reference of that kind of record, in its one written form."""
    from dossier.domain.refs import read_ref
    from dossier.errors import InputProblem

    try:
        return read_ref(text) == (table, text)
    except InputProblem:
        return False


class Attacher:
    """Works on one import.

    Args:
        session: Of ``vault.write()``.
        layout_code: Of the list; entries are known by it and their number.
        batch_id: The import.
    """

    def __init__(self, session: "VaultSession", layout_code: str, batch_id: uuid.UUID) -> None:
        self._session = session
        self._batch_id = batch_id
        self._layout_code = layout_code
        self._touched: set[uuid.UUID] = set()

    def person(self, ref: str) -> uuid.UUID | None:
        """The person of a reference, or None."""
        return updating.person_id_of(self._session, ref)

    def by_ref(self, table: str, ref: str) -> uuid.UUID | None:
        """The record of a table with this reference, or None."""
        return updating.id_by_ref(self._session, table, ref)

    def by_own_ref(self, text: str) -> uuid.UUID | None:
        """The record of a reference of any kind, or None."""
        from dossier.domain.refs import read_ref
        from dossier.errors import InputProblem

        try:
            return self.by_ref(*read_ref(text))
        except InputProblem:
            return None

    def entry(self, key: str) -> uuid.UUID | None:
        """The record that stands for an entry which came in before, with whatever layout."""
        found = updating.main_record(self._session, None, key)
        return None if found is None else found[1]

    @property
    def has_touched(self) -> bool:
        """Whether persons got new records that are not in the index yet."""
        return bool(self._touched)

    def let_be_found(self) -> None:
        """Bring the index of the persons who got new records up to date."""
        updating.index_again(self._session, self._touched)
        self._touched.clear()

    def keep_apart(self, person_id: uuid.UUID, others: Collection[uuid.UUID], batch_ref: str) -> None:
        """Remember that a new person is none of these."""
        for other in others:
            updating.judge_different(self._session, person_id, other, batch_ref)

    def attach(self, records: list[Made], person_id: uuid.UUID) -> tuple[list[Made], list[tuple[str, str]]]:
        """The records of a row for a person who is there: empty fields are filled, names that are there left out.

        Returns:
            The records still to be stored, and (field, text) of what the person has otherwise.
        """
        person = next(made for made in records if made.table == "person" and made.match is None)
        kept = self._fill(person.values, person_id)
        known = updating.names_of(self._session, person_id)
        rest = [m for m in records if m is not person and not (m.table == _NAMES and m.values["as_written"] in known)]
        for made in rest:
            _point(made, {person.values["id"]: person_id})
        self._touched.add(person_id)
        return rest, kept

    def _fill(self, values: dict[str, Any], person_id: uuid.UUID) -> list[tuple[str, str]]:
        stored = updating.columns_of_record(self._session, "person", person_id)
        empty = {n: v for n, v in values.items() if n not in _NOT_COMPARED and updating.is_empty(n, stored[n])}
        groups = {name.split("_")[0] for name in empty}
        whole = {n: v for n, v in empty.items() if n.split("_")[0] not in {"born", "died"} or _is_whole(n, stored)}
        if whole and groups:
            is_new = stored["batch_id"] == self._batch_id
            change = updating.complete if is_new else updating.change
            change(self._session, "person", person_id, whole)
        other = {n: v for n, v in values.items() if n not in _NOT_COMPARED and n not in whole}
        return [(name, str(value)) for name, value in other.items() if _differs(stored[name], value)]

    def _entry_of(self, records: list[Made], key: str | None) -> _Entry | None:
        """By our own reference with all its records, or by the list's number with those that such lists brought."""
        main = main_of(records)
        ref = main.values.get("ref")
        found = self.by_ref(main.table, ref) if ref else None
        if found is not None:
            return _Entry((main.table, found), updating.records_of_entry(self._session, None, main.table, found), True)
        known = updating.main_record(self._session, self._layout_code, key) if key else None
        if known is None:
            return None
        return _Entry(known, updating.records_of_entry(self._session, self._layout_code, *known), False)

    def update(self, records: list[Made], key: str | None, existing: Existing, *, write: bool) -> Update:
        """Compare an entry with the records that it brought before.

        Args:
            records: As read now; the links of what is additional are pointed at the old records.
            key: The hash of the entry's own number.
            existing: Finds the record that is taken in place of a second one.
            write: Change what differs; else only tell.
        """
        entry = self._entry_of(records, key)
        if entry is None:
            return Update(None, records, [])
        main, old = entry.main, entry.records
        same_ids: dict[uuid.UUID, uuid.UUID] = {}
        findings: list[tuple[str, str, str]] = []
        additional: list[Made] = []
        for made in records:
            _point(made, same_ids)
            there = existing(made)
            if there is not None:
                same_ids[made.values["id"]] = there
                continue
            found = _partner(made, old.get(made.table, []), only_alike=entry.is_ours and made.table != main[0])
            if found is None:
                additional.append(made)
                continue
            old[made.table].remove(found)
            same_ids[made.values["id"]] = found["id"]
            findings += self._change(made, found, write=write)
        self._touched.update(updating.person_of(self._session, *main))
        additional = self._without_known_names(additional, main)
        findings += [("row.more", made.table, _words(made.values)) for made in additional if made.match is None]
        return Update(main, additional, findings)

    def _without_known_names(self, records: list[Made], main: tuple[str, uuid.UUID]) -> list[Made]:
        if main[0] != "person" or not any(made.table == _NAMES for made in records):
            return records
        known = updating.names_of(self._session, main[1])
        return [made for made in records if made.table != _NAMES or made.values["as_written"] not in known]

    def _change(self, made: Made, stored: dict[str, Any], *, write: bool) -> list[tuple[str, str, str]]:
        changed = {n: v for n, v in made.values.items() if n not in _NOT_COMPARED and _differs(stored[n], v)}
        changed = {n: v for n, v in changed.items() if not _is_the_same_date(n, made.values, stored)}
        if not changed:
            return []
        edited = updating.was_edited(self._session, made.table, stored)
        if write and not edited:
            updating.change(self._session, made.table, stored["id"], changed)
        code = "cell.edited" if edited else "cell.changed"
        return [
            (code, f"{made.table}.{name}", f"{_short(stored[name])} → {_short(value)}")
            for name, value in changed.items()
            if not name.endswith(("_lower", "_upper"))
        ]


def _is_whole(name: str, stored: dict[str, Any]) -> bool:
    """A date is filled as a whole or not at all."""
    lead = name.split("_")[0]
    return all(stored[f"{lead}{end}"] is None for end in ("", "_lower", "_upper", "_as_written"))


def _is_the_same_date(name: str, values: dict[str, Any], stored: dict[str, Any]) -> bool:
    """Whether only the words of a date differ."""
    base = name.removesuffix("_as_written")
    return base != name and base in values and values[base] == stored.get(base)


def _differs(stored: Any, value: Any) -> bool:
    return bool(plain(stored) != plain(value)) and str(plain(stored)) != str(plain(value))


def _short(value: Any) -> str:
    return "" if value is None else " ".join(str(plain(value)).split())[:120]


def _words(values: dict[str, Any]) -> str:
    texts = (value for name, value in values.items() if name.endswith("_as_written") or name in ("title", "label"))
    return next((_short(text) for text in texts if text), "")


def _point(made: Made, ids: dict[uuid.UUID, uuid.UUID]) -> None:
    for column in made.links:
        made.values[column] = ids.get(made.values[column], made.values[column])


def _partner(made: Made, stored: list[dict[str, Any]], *, only_alike: bool) -> dict[str, Any] | None:
    """The record that an entry brought before: the one that says the same, else the first left of its kind."""
    alike = (one for one in stored if not any(_differs(one[n], v) for n, v in made.values.items() if n != "id"))
    return next(alike, None) or (None if only_alike else next(iter(stored), None))
