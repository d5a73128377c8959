"""Keeps the search index in step with the records, in the same transaction.

What is indexed is an allow-list: names, titles, numbers and the names of bodies. Sealed identities, contacts, accounts
and tips are in no index. A record that goes takes its keys, and words that nobody has any more, with it.
"""

import uuid
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, NamedTuple, cast

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session

from dossier.domain.names import search_keys
from dossier.vault.sessions import VaultSession
from dossier.vault.tables import (
    Event,
    Exhibit,
    LegalCase,
    Organisation,
    Person,
    PersonName,
    Proceeding,
    Row,
    SearchDeletion,
    SearchKey,
    SearchWord,
)  # fmt: skip

_KEY_LENGTH = 64
_SHORTEST_MISTYPED = 4
_MANY = 500

KEYS: Final = cast("sa.Table", SearchKey.__table__)  # type: ignore[attr-defined]
WORDS: Final = cast("sa.Table", SearchWord.__table__)  # type: ignore[attr-defined]
DELETIONS: Final = cast("sa.Table", SearchDeletion.__table__)  # type: ignore[attr-defined]


class Text(NamedTuple):
    """A text to be found by, and the record it leads to."""

    field: str
    text: str | None
    record_table: str
    record_id: uuid.UUID


Texts = Callable[[Any], list[Text]]


def _name(record: Any) -> list[Text]:
    return [Text("name", record.as_written, "person", record.person_id)]


def _label(record: Any) -> list[Text]:
    return [Text("name", record.label, "person", record.id)]


def _case(record: Any) -> list[Text]:
    own = ("legal_case", record.id)
    return [Text("title", record.title, *own), Text("case_number", record.case_number, *own)]


def _proceeding(record: Any) -> list[Text]:
    own = ("person", record.person_id)
    return [
        Text("case_number", record.case_number, *own),
        Text("court", record.court_as_written, *own),
        Text("judge", record.judge_as_written, *own),
        Text("prosecutor", record.prosecutor_as_written, *own),
    ]


def _event(record: Any) -> list[Text]:
    return [Text("title", record.title, "event", record.id)]


def _exhibit(record: Any) -> list[Text]:
    return [Text("title", record.title, "exhibit", record.id)]


def _organisation(record: Any) -> list[Text]:
    forms = dict.fromkeys((record.label, record.name_en, record.name_be, record.name_ru))
    return [Text("name", " ".join(form for form in forms if form), "organisation", record.id)]


INDEXED: Final[dict[type[Row], tuple[Texts, tuple[str, ...]]]] = {
    PersonName: (_name, ("as_written", "person_id")),
    Person: (_label, ("label",)),
    LegalCase: (_case, ("title", "case_number")),
    Proceeding: (
        _proceeding,
        ("person_id", "case_number", "court_as_written", "judge_as_written", "prosecutor_as_written"),
    ),
    Event: (_event, ("title",)),
    Exhibit: (_exhibit, ("title",)),
    Organisation: (_organisation, ("label", "name_en", "name_be", "name_ru")),
}
"""Table -> what its records are found by, and the columns that this is made of. What is not here is in no index."""

_OF_PERSONS: Final[tuple[tuple[type[Row], str], ...]] = (
    (Person, "id"),
    (PersonName, "person_id"),
    (Proceeding, "person_id"),
)


def _changed(record: Any) -> bool:
    """Whether a text of the index changed in this flush."""
    _make, columns = INDEXED.get(type(record), (None, ()))
    state = sa.inspect(record)
    return any(state.attrs[name].history.has_changes() for name in columns)


def _rows(source_id: uuid.UUID, texts: Iterable[Text]) -> Iterator[dict[str, Any]]:
    seen: set[tuple[str, str]] = set()
    for text in texts:
        for keys in search_keys(text.text or ""):
            for key in (keys.fine, *keys.alternatives):
                if (text.field, key) not in seen:
                    seen.add((text.field, key))
                    yield {
                        "key": key[:_KEY_LENGTH], "source_id": source_id, "field": text.field,
                        "record_table": text.record_table, "record_id": text.record_id,
                        "skeleton": keys.skeleton[:_KEY_LENGTH],
                    }  # fmt: skip


def deletions_of(key: str) -> set[str]:
    """The key itself and the key with each one letter left out."""
    if len(key) < _SHORTEST_MISTYPED:
        return {key}
    return {key} | {key[:at] + key[at + 1 :] for at in range(len(key))}


def _insert_new(connection: sa.Connection, table: sa.Table, rows: list[dict[str, Any]]) -> None:
    """Insert what is not there yet; the two databases spell it alike but name it apart."""
    if rows:
        make = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
        connection.execute(make(table).on_conflict_do_nothing(), rows)


def _write(connection: sa.Connection, rows: list[dict[str, Any]]) -> None:
    _insert_new(connection, KEYS, rows)
    different = list({row["key"]: None for row in rows})
    _insert_new(connection, WORDS, [{"key": key} for key in different])
    _insert_new(
        connection,
        DELETIONS,
        [{"deletion": short, "key": key} for key in different for short in sorted(deletions_of(key))],
    )


def index_records(session: Session, records: Iterable[Any]) -> None:
    """Write the keys of these records anew; records that are not indexed are passed over."""
    _index(session, ((INDEXED[type(record)][0], record) for record in records if type(record) in INDEXED))


def _index(session: Session, records: Iterable[tuple[Texts, Any]]) -> None:
    found = [(record.id, make(record)) for make, record in records]
    if found:
        connection = session.connection()
        connection.execute(sa.delete(KEYS).where(KEYS.c.source_id.in_([source_id for source_id, _ in found])))
        _write(connection, [row for source_id, texts in found for row in _rows(source_id, texts)])


def index_persons(session: Session, person_ids: Iterable[uuid.UUID]) -> None:
    """Index persons that came in bulk, past the session: their names, labels and procedures."""
    ids = list(person_ids)
    connection = session.connection()
    for start in range(0, len(ids), _MANY):
        some = ids[start : start + _MANY]
        for table, owner in _OF_PERSONS:
            make, columns = INDEXED[table]
            stored = table.__table__.c  # type: ignore[attr-defined]
            wanted = [stored[name] for name in dict.fromkeys(("id", *columns))]
            rows = connection.execute(sa.select(*wanted).where(stored[owner].in_(some))).all()
            _index(session, ((make, row) for row in rows))


def forget_records(session: Session, record_ids: Iterable[uuid.UUID]) -> None:
    """Take every key out that leads to these records or comes from them, and the words that nobody has any more."""
    connection, ids = session.connection(), list(record_ids)
    for start in range(0, len(ids), _MANY):
        some = ids[start : start + _MANY]
        connection.execute(sa.delete(KEYS).where(KEYS.c.record_id.in_(some) | KEYS.c.source_id.in_(some)))
    if ids:
        _forget_unused_words(connection)


forget_persons = forget_records


def _forget_unused_words(connection: sa.Connection) -> None:
    used = sa.select(KEYS.c.key).where(KEYS.c.key == WORDS.c.key)
    connection.execute(sa.delete(WORDS).where(~used.exists()))
    known = sa.select(WORDS.c.key).where(WORDS.c.key == DELETIONS.c.key)
    connection.execute(sa.delete(DELETIONS).where(~known.exists()))


@event.listens_for(VaultSession, "after_flush")
def _follow(session: VaultSession, _context: Any) -> None:
    index_records(session, [*session.new, *(record for record in session.dirty if _changed(record))])
    gone = [record.id for record in session.deleted if type(record) in INDEXED]
    if gone:
        forget_records(session, gone)
