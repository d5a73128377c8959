"""Which rows belong to chosen cases and persons: all that hangs on them, and nothing that hangs on another case."""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from dossier.vault import packaging
from dossier.vault.journal_values import plain
from dossier.vault.tables import RECORDS, Exhibit, SQLModel
from dossier.vault.tables.base import JsonType

if TYPE_CHECKING:
    from dossier.vault.sessions import VaultSession

OWNERS: Final[dict[str, tuple[str, ...]]] = {
    "party": ("case_id",),
    "person_name": ("person_id",),
    "person_detail": ("person_id",),
    "relationship": ("person_id", "related_id"),
    "position": ("person_id",),
    "event": ("case_id",),
    "event_link": ("event_id", "related_id"),
    "act": ("event_id",),
    "involvement": ("event_id",),
    "proceeding": ("person_id", "case_id"),
    "milestone": ("proceeding_id",),
    "charge": ("proceeding_id",),
    "sentence": ("proceeding_id",),
    "penalty": ("sentence_id",),
    "episode": ("person_id",),
    "placement": ("episode_id",),
    "recognition": ("person_id",),
    "listing": ("person_id",),
    "exhibit": ("case_id",),
    "custody_event": ("exhibit_id",),
    "account": ("case_id", "event_id"),
    "citation": ("exhibit_id", "source_id"),
    "allegation": ("case_id",),
    "allegation_element": ("allegation_id",),
    "weighing": ("element_id",),
    "consent": ("person_id",),
    "consent_scope": ("consent_id",),
    "protection_flag": ("person_id",),
    "deadline": ("case_id", "person_id", "proceeding_id"),
    "intervention": ("case_id", "person_id", "event_id"),
}
"""Table -> the columns by which a row belongs to one that comes along, each table after its owners."""
COPIES: Final[dict[str, tuple[str, ...]]] = {"exhibit_copy": ("exhibit_id",), "redaction": ("copy_id",)}
"""The same for numbered copies and redacted versions, which come along only together with the files."""
TOGETHER: Final = frozenset({"relationship", "event_link"})
"""Tables whose rows come along only where both ends do."""
SHARED: Final = ("source", "organisation", "place")
"""Tables whose rows come along where one that does names them, each before what it names itself."""
STAYS: Final = frozenset(
    {"exhibit_copy", "redaction", "ern_range", "batch", "batch_row", "import_decision", "duplicate_decision"}
    | {"person_merge", "receipt", "receipt_person", "saved_search"}
)
"""Tables of which nothing comes along, beside those that no package has: what is made again, and what others know."""
_MANY: Final = 500

Ids = dict[str, set[uuid.UUID]]


class Subset:
    """Which rows come along."""

    def __init__(self, session: "VaultSession", chosen: Ids, *, with_copies: bool = False) -> None:
        self._session = session
        self._with_copies = with_copies
        self._connection = session.connection()
        self.ids: Ids = {name: set() for name in (*RECORDS, *SHARED)} | chosen
        self.bare: set[uuid.UUID] = set()
        """Persons of whom only the names come along."""

    def grow(self) -> None:
        """From the chosen cases and persons to all that belongs to them and to what that names."""
        self.ids["person"] |= self._values("party", "person_id", self._owned("party", ("case_id",)))
        for name, columns in (OWNERS | (COPIES if self._with_copies else {})).items():
            self.ids[name] = self._owned(name, columns)
            if name == "event":
                self.ids[name] |= self._events_without_case()
        self.ids["citation"] = self._citations()
        self.bare = self._named("person") - self.ids["person"]
        for name, owner in (("person_name", "person_id"), ("protection_flag", "person_id"), ("consent", "person_id")):
            self.ids[name] |= self._matching(name, owner, self.bare)
        self.ids["consent_scope"] = self._matching("consent_scope", "consent_id", self.ids["consent"])
        for name in SHARED:
            self.ids[name] = self._with_parents(name, self._named(name) | self._seeded(name))

    def tables(self) -> list[str]:
        """Those that come along, parents before children."""
        stays = STAYS - COPIES.keys() if self._with_copies else STAYS
        return [name for name in packaging.package_tables() if name in self.ids and name not in stays]

    def rows(self, name: str) -> Iterator[dict[str, Any]]:
        """The rows of a table as a package writes them; what they name and what stays at home is empty."""
        table = SQLModel.metadata.tables[name]
        wanted = self.ids[name] | (self.bare if name == "person" else set())
        links = [(key.parent.name, key.column.table.name) for key in table.foreign_keys]
        columns = packaging.package_tables()[name]
        for row in self._select(table, table.c.id, wanted):
            values = {one: value if isinstance(table.c[one].type, JsonType) else plain(value)
                      for one, value in row._mapping.items() if one in columns}  # fmt: skip
            values["batch_id"] = None
            for column, target in links:
                if row._mapping[column] is not None and row._mapping[column] not in self._all(target):
                    values[column] = None
            yield self._bared(values) if name == "person" and row._mapping["id"] in self.bare else values

    def _all(self, table: str) -> set[uuid.UUID]:
        return self.ids.get(table, set()) | (self.bare if table == "person" else set())

    def _bared(self, values: dict[str, Any]) -> dict[str, Any]:
        """Of a person whom a case only names: who it is, and nothing that is known of them beyond."""
        columns = SQLModel.metadata.tables["person"].c
        kept = {"id", "ref", "created_at", "created_by", "updated_at", "updated_by", "version", "protection_class"}
        kept |= {"label", "code", "sex", "is_public_official", "tlp", "deceased", "citizenship_codes"}
        return {name: values[name] if name in kept or not columns[name].nullable else None for name in values}

    def count_held(self) -> int:
        """Exhibits that come along and have a file at home."""
        rows = self._select(Exhibit.__table__, Exhibit.__table__.c.id, self.ids["exhibit"])  # type: ignore[attr-defined]
        return sum(row.object_id is not None for row in rows)

    def count_copies(self) -> int:
        """Numbered copies and redacted versions of exhibits that come along, where they themselves do not."""
        table = SQLModel.metadata.tables["exhibit_copy"]
        copies = {row.id for row in self._select(table, table.c.exhibit_id, self.ids["exhibit"])}
        return len(copies - (self.ids["exhibit_copy"] if self._with_copies else set()))

    def taken_numbers(self) -> list[dict[str, Any]]:
        """The numbers of pages that are taken in the cases that come along: none of them is taken again on the way."""
        cases, table = SQLModel.metadata.tables["legal_case"], SQLModel.metadata.tables["ern_range"]
        refs = {row.ref for row in self._select(cases, cases.c.id, self.ids["legal_case"])}
        return [dict(row._mapping) for row in self._select(table, table.c.case_ref, refs, table.c.case_ref)]

    def _owned(self, name: str, columns: Sequence[str]) -> set[uuid.UUID]:
        """Rows that belong to what comes along and to no case that does not."""
        table = SQLModel.metadata.tables[name]
        need_all = name in TOGETHER
        found: set[uuid.UUID] = set()
        for column in columns[:1] if need_all else columns:
            owner = next(iter(table.c[column].foreign_keys)).column.table.name
            for row in self._select(table, table.c[column], self.ids[owner]):
                if self._fits(table, row, columns if need_all else ()):
                    found.add(row.id)
        return found

    def _fits(self, table: sa.Table, row: Any, needed: Sequence[str]) -> bool:
        """Whether a row hangs on nothing that stays: another case, or what belongs to it.

        A consent comes along without its sheet of paper: a withdrawal that stayed at home would be a yes on the way.
        """
        for key in table.foreign_keys:
            name, target, value = key.parent.name, key.column.table.name, row._mapping[key.parent.name]
            may_miss = target in {*SHARED, "person", table.name} or table.name == "consent"
            if value is not None and (name in needed or not may_miss) and value not in self.ids[target]:
                return False
        return True

    def _events_without_case(self) -> set[uuid.UUID]:
        """What happened to a chosen person, where it belongs to no case."""
        events = self._values("act", "event_id", self._matching("act", "victim_id", self.ids["person"]))
        involved = self._matching("involvement", "person_id", self.ids["person"])
        events |= self._values("involvement", "event_id", involved)
        table = SQLModel.metadata.tables["event"]
        return {row.id for row in self._select(table, table.c.id, events) if row.case_id is None}

    def _citations(self) -> set[uuid.UUID]:
        """Those that tie a fact that comes along to an exhibit that does, or to a source."""
        table = SQLModel.metadata.tables["citation"]
        facts = set().union(*self.ids.values())
        rows = self._select(table, table.c.record_id, facts)
        return {row.id for row in rows if row.exhibit_id is None or row.exhibit_id in self.ids["exhibit"]}

    def _named(self, target: str) -> set[uuid.UUID]:
        """Rows of a table that a row that comes along names."""
        found: set[uuid.UUID] = set()
        for name in self.tables():
            table = SQLModel.metadata.tables[name]
            for key in table.foreign_keys:
                if key.column.table.name == target and not (name == target == "person"):
                    found |= self._values(name, key.parent.name, self.ids[name])
        return found

    def _seeded(self, name: str) -> set[uuid.UUID]:
        """The places and bodies that came with the program."""
        column = packaging.SEEDED.get(name)
        if column is None:
            return set()
        table = SQLModel.metadata.tables[name]
        return set(self._connection.execute(sa.select(table.c.id).where(table.c[column.key].is_not(None))).scalars())

    def _with_parents(self, name: str, ids: set[uuid.UUID]) -> set[uuid.UUID]:
        found, new = set(ids), set(ids)
        while new and "parent_id" in SQLModel.metadata.tables[name].c:
            new = self._values(name, "parent_id", new) - found
            found |= new
        return found

    def _matching(self, name: str, column: str, values: set[uuid.UUID]) -> set[uuid.UUID]:
        table = SQLModel.metadata.tables[name]
        return {row.id for row in self._select(table, table.c[column], values)}

    def _values(self, name: str, column: str, ids: set[uuid.UUID]) -> set[uuid.UUID]:
        table = SQLModel.metadata.tables[name]
        return {row._mapping[column] for row in self._select(table, table.c.id, ids)} - {None}

    def _select(self, table: sa.Table, column: Any, values: Iterable[Any], by: Any = None) -> Iterator[Any]:
        listed = sorted(values)
        for start in range(0, len(listed), _MANY):
            query = sa.select(table).where(column.in_(listed[start : start + _MANY]))
            query = query.order_by(table.c.id if by is None else by)
            yield from self._connection.execute(query).all()
