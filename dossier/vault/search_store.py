"""The rows of the index in the database: written, compared with what is there, taken out with nothing left behind."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Final, cast

import sqlalchemy as sa

from dossier.vault.search_fields import FIELDS, NUMBERS, texts_of
from dossier.vault.search_reading import Reader, Writer, marks
from dossier.vault.search_rows import NameKeys, counted, deletions_of, is_posted, keys_of_text, name_keys, word_row
from dossier.vault.tables import SearchDeletion, SearchName, SearchPosting, SearchText, SearchWord

_AT_ONCE: Final = 500

NAMES: Final = cast("sa.Table", SearchName.__table__)  # type: ignore[attr-defined]
WORDS: Final = cast("sa.Table", SearchWord.__table__)  # type: ignore[attr-defined]
DELETIONS: Final = cast("sa.Table", SearchDeletion.__table__)  # type: ignore[attr-defined]
POSTINGS: Final = cast("sa.Table", SearchPosting.__table__)  # type: ignore[attr-defined]
TEXTS: Final = cast("sa.Table", SearchText.__table__)  # type: ignore[attr-defined]

NameRow = tuple[str, str, str, Any]
"""Keys of surname, given name, patronymic; the id of the person as the driver gives it."""
PostingRow = tuple[str, Any, int]
TextKeys = dict[tuple[Any, int], str]
"""Id of a record and number of a field -> the keys of the text, in its order."""


def parts(things: Iterable[Any], size: int = _AT_ONCE) -> Iterator[list[Any]]:
    """The things in lists of at most that many."""
    left = iter(things)
    while part := list(islice(left, size)):
        yield part


class _Rows:
    """The rows of some records: their names, and the keys of their other texts by record and field."""

    def __init__(self) -> None:
        self.names: set[NameRow] = set()
        self.texts: TextKeys = {}

    def add_name(self, raw_id: Any, keys: Iterable[NameKeys]) -> None:
        self.names.update((*one, raw_id) for one in keys)


def write_records(connection: sa.Connection, kind: str, ids: Iterable[uuid.UUID]) -> None:
    """Bring the index of these records up to what they say now.

    Args:
        connection: In a write transaction.
        kind: Their table.
        ids: Any number of them; those that are gone lose every row.
    """
    writer = Writer(connection)
    for some in parts(dict.fromkeys(map(writer.packed, ids))):
        _replace(writer, _stored(writer, some, kind), _wanted(writer, some, kind))


def write_new(connection: sa.Connection, kind: str, ids: Iterable[uuid.UUID]) -> None:
    """Index records that were in no index before, which need not be looked up then.

    Names and words go in sorted, all at once: the more of them come together, the more have their places side by side,
    and in a large index each place costs the reading of a page.

    Args:
        connection: In a write transaction.
        kind: Their table.
        ids: Each once, at most some ten thousand: their names are kept in memory.
    """
    writer = Writer(connection)
    names: set[NameRow] = set()
    counts: Counter[str] = Counter()
    for some in parts(map(writer.packed, ids)):
        rows = _wanted(writer, some, kind)
        postings = _postings(rows.texts)
        _change_texts(writer, {}, rows.texts)
        _change_postings(writer, set(), postings)
        counts.update(_count(rows.names, postings))
        names |= rows.names
    _change_names(writer, set(), names)
    _count_words(writer, counts)


def _wanted(reader: Reader, raw_ids: Sequence[Any], kind: str) -> _Rows:
    rows = _Rows()
    gathered: dict[tuple[Any, int], list[str]] = defaultdict(list)
    for raw_id, code, text in dict.fromkeys(texts_of(reader, kind, raw_ids)):
        if kind == "person" and code == "name":
            rows.add_name(raw_id, name_keys(text))
        else:
            gathered[raw_id, NUMBERS[kind, code]] += keys_of_text(text)
    rows.texts = {place: " ".join(keys) for place, keys in gathered.items() if keys}
    return rows


def _stored(reader: Reader, raw_ids: Sequence[Any], kind: str) -> _Rows:
    """What the index has of these records, but for texts that were given from outside."""
    rows = _Rows()
    if kind == "person":
        rows.names = _names_of(reader, raw_ids)
    rows.texts = _texts_of(reader, raw_ids, " AND text IS NULL")
    return rows


def _names_of(reader: Reader, raw_ids: Sequence[Any]) -> set[NameRow]:
    query = "SELECT surname_key, given_key, patronymic_key, person_id FROM search_name WHERE person_id IN"
    return set(cast("list[NameRow]", reader.rows(f"{query} ({marks(raw_ids)})", raw_ids)))


def _texts_of(reader: Reader, raw_ids: Sequence[Any], more: str = "") -> TextKeys:
    query = "SELECT record_id, field, word_keys FROM search_text WHERE record_id IN"
    return {(raw_id, field): keys for raw_id, field, keys in reader.rows(f"{query} ({marks(raw_ids)}){more}", raw_ids)}


def _replace(writer: Writer, old: _Rows, new: _Rows) -> None:
    """Write the difference alone."""
    stale = {place: keys for place, keys in old.texts.items() if new.texts.get(place) != keys}
    fresh = {place: keys for place, keys in new.texts.items() if old.texts.get(place) != keys}
    _change(writer, old.names - new.names, new.names - old.names, stale, fresh)


def put_text(connection: sa.Connection, record_id: uuid.UUID, field: int, text: str) -> None:
    """The words of a text that stands in no record, in place of those it had; "" takes them out."""
    writer = Writer(connection)
    raw_id = writer.packed(record_id)
    place = raw_id, field
    stored = {one: keys for one, keys in _texts_of(writer, [raw_id]).items() if one == place}
    keys = " ".join(keys_of_text(text))
    _change(writer, set(), set(), stored, {place: keys} if keys else {})
    update = "UPDATE search_text SET text = ? WHERE record_id = ? AND field = ?"
    writer.many(update, [(text, writer.bound(raw_id), field)])


def take_out(connection: sa.Connection, ids: Iterable[uuid.UUID]) -> None:
    """Every row that leads to these records, whatever they are."""
    writer = Writer(connection)
    for some in parts(map(writer.packed, ids)):
        _change(writer, _names_of(writer, some), set(), _texts_of(writer, some), {})


def renew_given_texts(connection: sa.Connection) -> None:
    """Index anew the texts that stand in no record, after everything else was emptied."""
    query = sa.select(TEXTS.c.record_id, TEXTS.c.field).where(TEXTS.c.text.is_not(None))
    for record_id, field in connection.execute(query).all():
        own = sa.and_(TEXTS.c.record_id == record_id, TEXTS.c.field == field)
        text = connection.execute(sa.select(TEXTS.c.text).where(own)).scalar_one()
        connection.execute(sa.delete(TEXTS).where(own))
        put_text(connection, record_id, field, text)


def empty(connection: sa.Connection) -> None:
    """Leave nothing but the texts that stand in no record."""
    for table in (NAMES, WORDS, DELETIONS, POSTINGS):
        connection.execute(sa.delete(table))
    connection.execute(sa.delete(TEXTS).where(TEXTS.c.text.is_(None)))


def _change(
    writer: Writer, names_out: set[NameRow], names_in: set[NameRow], texts_out: TextKeys, texts_in: TextKeys
) -> None:
    """Take rows out and put rows in, and count the words accordingly."""
    lost, gained = _postings(texts_out), _postings(texts_in)
    lost, gained = lost - gained, gained - lost
    _change_names(writer, names_out, names_in)
    _change_texts(writer, texts_out, texts_in)
    _change_postings(writer, lost, gained)
    counts = _count(names_in, gained)
    counts.subtract(_count(names_out, lost))
    _count_words(writer, counts)


def _change_names(writer: Writer, out: set[NameRow], into: set[NameRow]) -> None:
    bound = writer.bound
    writer.many(
        "DELETE FROM search_name WHERE surname_key=? AND given_key=? AND patronymic_key=? AND person_id=?",
        ((*row[:3], bound(row[3])) for row in sorted(out)),
    )
    writer.many(
        "INSERT INTO search_name (surname_key, given_key, patronymic_key, person_id) VALUES (?, ?, ?, ?)",
        ((*row[:3], bound(row[3])) for row in sorted(into)),
    )


def _change_texts(writer: Writer, out: TextKeys, into: TextKeys) -> None:
    bound = writer.bound
    writer.many("DELETE FROM search_text WHERE record_id=? AND field=?", ((bound(r), f) for r, f in sorted(out)))
    writer.many(
        "INSERT INTO search_text (record_id, field, word_keys) VALUES (?, ?, ?)",
        ((bound(raw_id), field, keys) for (raw_id, field), keys in sorted(into.items())),
    )


def _change_postings(writer: Writer, out: set[PostingRow], into: set[PostingRow]) -> None:
    bound = writer.bound
    writer.many(
        "DELETE FROM search_posting WHERE key=? AND record_id=? AND field=?",
        ((key, bound(raw_id), field) for key, raw_id, field in sorted(out)),
    )
    writer.many(
        "INSERT INTO search_posting (key, record_id, field) VALUES (?, ?, ?)",
        ((key, bound(raw_id), field) for key, raw_id, field in sorted(into)),
    )


def _count_words(writer: Writer, counts: "Counter[str]") -> None:
    more = sorted((key, count) for key, count in counts.items() if count > 0)
    less = sorted((key, count) for key, count in counts.items() if count < 0)
    known = set(_known(writer, [key for key, _count in more]))
    writer.many(
        "INSERT INTO search_word (key, skeleton, frequency) VALUES (?, ?, ?) "
        "ON CONFLICT (key) DO UPDATE SET frequency = search_word.frequency + excluded.frequency",
        ((*word_row(key), count) for key, count in more),
    )
    for some in parts(key for key, _count in more if key not in known):
        writer.many(
            "INSERT INTO search_deletion (deletion, key) VALUES (?, ?) ON CONFLICT DO NOTHING",
            sorted((short, key) for key in some for short in deletions_of(key)),
        )
    if less:
        _forget_words(writer, less)


def _known(reader: Reader, keys: Sequence[str], more: str = "") -> Iterator[str]:
    """Those of the keys that are words of the index."""
    for some in parts(keys):
        query = f"SELECT key FROM search_word WHERE key IN ({marks(some)}){more}"
        yield from (key for (key,) in reader.rows(query, some))


def _forget_words(writer: Writer, less: list[tuple[str, int]]) -> None:
    """Words that nobody has any more go, with what is one error away from them."""
    writer.many("UPDATE search_word SET frequency = frequency + ? WHERE key = ?", ((n, key) for key, n in less))
    unused = list(_known(writer, [key for key, _count in less], " AND frequency <= 0"))
    writer.many("DELETE FROM search_word WHERE key = ?", ((key,) for key in unused))
    writer.many(
        "DELETE FROM search_deletion WHERE deletion = ? AND key = ?",
        ((short, key) for key in unused for short in sorted(deletions_of(key))),
    )


def _postings(texts: TextKeys) -> set[PostingRow]:
    return {
        (key, raw_id, field)
        for (raw_id, field), keys in texts.items()
        for key in set(keys.split(" "))
        if is_posted(key)
    }


def _count(names: Iterable[NameRow], postings: Iterable[PostingRow]) -> "Counter[str]":
    counts: Counter[str] = Counter()
    for surname, given, patronymic, _person_id in names:
        counts.update(key for key in (surname, given, patronymic) if counted(key))
    counts.update(key for key, _raw_id, field in postings if FIELDS[field].may_be_mistyped and counted(key))
    return counts
