"""What the search finds records by: an allow-list of columns, each with the record it leads to and its field.

What is not here is in no index: sealed identities, contacts, relationships, accounts and tips. A number is stored with
every posting and is never given to another field.
"""

import uuid
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, Final, NamedTuple

import sqlalchemy as sa

from dossier.i18n import N_
from dossier.vault.search_reading import Reader, marks
from dossier.vault.tables import (
    Act,
    Episode,
    Event,
    Exhibit,
    LegalCase,
    Organisation,
    Person,
    PersonName,
    Placement,
    Proceeding,
    Row,
)


class SearchField(NamedTuple):
    """One field of one kind of record."""

    number: int
    kind: str
    """The table of the record that is found."""
    code: str
    """Under this the field is asked for and named; several kinds share one."""
    may_be_mistyped: bool
    """Whether its words are looked for with errors too; long texts are not."""


RECOGNISED: Final = "recognised"
"""The field of words that a machine recognised in pictures."""
_LONG: Final = ("notes", "text", RECOGNISED)
_FIELDS: Final = tuple(
    SearchField(number, kind, code, code not in _LONG)
    for number, kind, code in (
        (1, "person", "occupation"),
        (2, "person", "place"),
        (3, "person", "notes"),
        (4, "person", "case_number"),
        (5, "person", "court"),
        (6, "person", "judge"),
        (7, "person", "prosecutor"),
        (20, "legal_case", "title"),
        (21, "legal_case", "case_number"),
        (22, "legal_case", "notes"),
        (30, "event", "title"),
        (31, "event", "place"),
        (32, "event", "notes"),
        (40, "exhibit", "title"),
        (41, "exhibit", "notes"),
        (42, "exhibit", "text"),
        (43, "exhibit", RECOGNISED),
        (50, "organisation", "name"),
        (60, "legal_case", "text"),
        (61, "event", "text"),
        (62, "person", "text"),
    )
)
FIELDS: Final[dict[int, SearchField]] = {field.number: field for field in _FIELDS}
NUMBERS: Final[dict[tuple[str, str], int]] = {(field.kind, field.code): field.number for field in _FIELDS}
KINDS: Final = tuple(dict.fromkeys(field.kind for field in _FIELDS))
"""Tables whose records are found."""

FIELD_WORDS: Final = {
    "name": N_("name"),
    "title": N_("title"),
    "case_number": N_("case number"),
    "court": N_("court"),
    "judge": N_("judge"),
    "prosecutor": N_("prosecutor"),
    "article": N_("article"),
    "ref": N_("reference"),
    "occupation": N_("occupation"),
    "place": N_("place"),
    "notes": N_("notes"),
    "text": N_("text of the document"),
    RECOGNISED: N_("text recognised by machine, not checked"),
    "born": N_("born"),
}
"""Code of a field -> its name for people."""


class Source(NamedTuple):
    """Where texts come from: a table, the record each row leads to, and its columns with their fields."""

    table: type[Row]
    kind: str
    owner: str
    """The column with the id of the record, or of the parent whose row has it."""
    columns: tuple[tuple[str, str], ...]
    """Column, code of the field; the names of persons have the code "name"."""
    through: type[Row] | None = None
    """The parent table in which ``owner`` stands, where the row itself does not have it."""
    link: str = ""
    """The column that leads to that parent."""


SOURCES: Final = (
    Source(
        Person,
        "person",
        "id",
        (("label", "name"), ("occupation", "occupation"), ("birth_place_as_written", "place"), ("remarks", "notes")),
    ),
    Source(PersonName, "person", "person_id", (("as_written", "name"),)),
    Source(
        Proceeding,
        "person",
        "person_id",
        (
            ("case_number", "case_number"),
            ("court_as_written", "court"),
            ("judge_as_written", "judge"),
            ("prosecutor_as_written", "prosecutor"),
        ),
    ),
    Source(Episode, "person", "person_id", (("place_as_written", "place"),)),
    Source(Placement, "person", "person_id", (("facility_as_written", "place"),), Episode, "episode_id"),
    Source(
        LegalCase,
        "legal_case",
        "id",
        (("title", "title"), ("case_number", "case_number"), ("summary", "notes"), ("contrary", "notes")),
    ),
    Source(
        Event,
        "event",
        "id",
        (
            ("title", "title"),
            ("place_as_written", "place"),
            ("description", "notes"),
            ("impact", "notes"),
            ("remarks", "notes"),
        ),
    ),
    Source(Act, "event", "event_id", (("place_as_written", "place"), ("description", "notes"))),
    Source(Exhibit, "exhibit", "id", (("title", "title"), ("description", "notes"))),
    Source(
        Organisation,
        "organisation",
        "id",
        (("label", "name"), ("name_en", "name"), ("name_be", "name"), ("name_ru", "name")),
    ),
)
_BY_TABLE: Final = {source.table: source for source in SOURCES}


class Text(NamedTuple):
    """A text to be found by, and the record it leads to."""

    raw_id: Any
    """As the driver gives it."""
    code: str
    text: str


def source_of(record: object) -> Source | None:
    """How the search reads a row; None where it does not."""
    return _BY_TABLE.get(type(record)) if isinstance(record, Row) else None


def changed(record: Any, source: Source) -> bool:
    """Whether something that the search reads changed in this flush."""
    state = sa.inspect(record)
    return any(state.attrs[name].history.has_changes() for name in (source.link or source.owner, *dict(source.columns)))


def owners_of(connection: sa.Connection, record: Any, source: Source) -> list[uuid.UUID]:
    """The records that a row leads to: the one it belongs to, and the one it belonged to before this flush."""
    column = source.link or source.owner
    history = sa.inspect(record).attrs[column].history
    found = [value for value in (*(history.added or ()), *(history.unchanged or ()), *(history.deleted or ())) if value]
    if source.through is None or not found:
        return found
    parent = source.through.__table__.c  # type: ignore[attr-defined]
    return list(connection.execute(sa.select(parent[source.owner]).where(parent.id.in_(found))).scalars())


def texts_of(reader: Reader, kind: str, raw_ids: Sequence[Any]) -> Iterator[Text]:
    """Every text by which these records are found, in the order of ``SOURCES``."""
    for source in SOURCES:
        if source.kind != kind:
            continue
        codes = [code for _column, code in source.columns]
        for row in reader.rows(_query(source).format(ids=marks(raw_ids)), raw_ids):
            yield from (Text(row[0], code, text) for code, text in zip(codes, row[1:], strict=True) if text)


@cache
def _query(source: Source) -> str:
    """SQL with the place ``{ids}``; names of tables and columns are those of the program."""
    table = source.table.__tablename__
    columns = ", ".join(f"own.{name}" for name, _code in source.columns)
    if source.through is None:
        owner, joined = f"own.{source.owner}", ""
    else:
        owner = f"parent.{source.owner}"
        joined = f" JOIN {source.through.__tablename__} parent ON own.{source.link} = parent.id"
    return f"SELECT {owner}, {columns} FROM {table} own{joined} WHERE {owner} IN ({{ids}}) ORDER BY {owner}, own.id"
