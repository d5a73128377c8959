"""The rows of the index in the database: written, compared with what is there, taken out with nothing left behind."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Final, cast

import sqlalchemy as sa

from dossier.vault.search_fields import FIELDS, NUMBERS, Text, texts_of
from dossier.vault.search_rows import NameKeys, counted, deletions_of, is_posted, keys_of_text, name_keys, word_row
from dossier.vault.tables import SearchDeletion, SearchName, SearchPosting, SearchText, SearchWord

_AT_ONCE: Final = 500

NAMES: Final = cast("sa.Table", SearchName.__table__)  # type: ignore[attr-defined]
WORDS: Final = cast("sa.Table", SearchWord.__table__)  # type: ignore[attr-defined]
DELETIONS: Final = cast("sa.Table", SearchDeletion.__table__)  # type: ignore[attr-defined]
POSTINGS: Final = cast("sa.Table", SearchPosting.__table__)  # type: ignore[attr-defined]
TEXTS: Final = cast("sa.Table", SearchText.__table__)  # type: ignore[attr-defined]

NameRow = tuple[str, str, str, uuid.UUID]
PostingRow = tuple[str, uuid.UUID, int]


def parts(things: Iterable[Any], size: int = _AT_ONCE) -> Iterator[list[Any]]:
    """The things in lists of at most that many."""
    left = iter(things)
    while part := list(islice(left, size)):
        yield part


class _Rows:
    """The rows of some records: their names, and the keys of their other texts by record and field."""

    def __init__(self) -> None:
        self.names: set[NameRow] = set()
        self.texts: dict[tuple[uuid.UUID, int], str] = {}

    def add_name(self, person_id: uuid.UUID, keys: Iterable[NameKeys]) -> None:
        self.names.update((*one, person_id) for one in keys)


def write_records(connection: sa.Connection, kind: str, ids: Sequence[uuid.UUID], *, new: bool = False) -> None:
    """Bring the index of these records up to what they say now.

    Args:
        connection: In a write transaction.
        kind: Their table.
        ids: Any number of them; those that are gone lose every row.
        new: They were in no index before, which need not be looked up then.
    """
    for some in parts(dict.fromkeys(ids)):
        wanted = _wanted(texts_of(connection, kind, some), kind)
        _replace(connection, _Rows() if new else _stored(connection, some, kind), wanted)


def _wanted(texts: Iterable[Text], kind: str) -> _Rows:
    rows = _Rows()
    gathered: dict[tuple[uuid.UUID, int], list[str]] = defaultdict(list)
    seen: set[tuple[uuid.UUID, str, str]] = set()
    for record_id, code, text in texts:
        if (record_id, code, text) in seen:
            continue
        seen.add((record_id, code, text))
        if kind == "person" and code == "name":
            rows.add_name(record_id, name_keys(text))
        else:
            gathered[record_id, NUMBERS[kind, code]] += keys_of_text(text)
    rows.texts = {place: " ".join(keys) for place, keys in gathered.items() if keys}
    return rows


def _stored(connection: sa.Connection, ids: Sequence[uuid.UUID], kind: str) -> _Rows:
    """What the index has of these records, but for texts that were given from outside."""
    rows = _Rows()
    if kind == "person":
        rows.names = {cast("NameRow", tuple(row)) for row in connection.execute(_names_of(ids))}
    query = sa.select(TEXTS.c.record_id, TEXTS.c.field, TEXTS.c.word_keys)
    for record_id, field, keys in connection.execute(query.where(TEXTS.c.record_id.in_(ids), TEXTS.c.text.is_(None))):
        rows.texts[record_id, field] = keys
    return rows


def _names_of(ids: Sequence[uuid.UUID]) -> Any:
    columns = (NAMES.c.surname_key, NAMES.c.given_key, NAMES.c.patronymic_key, NAMES.c.person_id)
    return sa.select(*columns).where(NAMES.c.person_id.in_(ids))


def _replace(connection: sa.Connection, old: _Rows, new: _Rows) -> None:
    """Write the difference alone."""
    stale = {place: keys for place, keys in old.texts.items() if new.texts.get(place) != keys}
    fresh = {place: keys for place, keys in new.texts.items() if old.texts.get(place) != keys}
    names_out, names_in = old.names - new.names, new.names - old.names
    _Writer(connection).change(names_out, names_in, stale, fresh)


def put_text(connection: sa.Connection, record_id: uuid.UUID, field: int, text: str) -> None:
    """The words of a text that stands in no record, in place of those it had; "" takes them out."""
    own = sa.and_(TEXTS.c.record_id == record_id, TEXTS.c.field == field)
    stored = connection.execute(sa.select(TEXTS.c.word_keys).where(own)).scalar()
    place = record_id, field
    keys = " ".join(keys_of_text(text))
    _Writer(connection).change(set(), set(), {place: stored} if stored else {}, {place: keys} if keys else {})
    connection.execute(sa.update(TEXTS).where(own).values(text=text))


def take_out(connection: sa.Connection, ids: Sequence[uuid.UUID]) -> None:
    """Every row that leads to these records, whatever they are."""
    for some in parts(ids):
        names = {cast("NameRow", tuple(row)) for row in connection.execute(_names_of(some))}
        query = sa.select(TEXTS.c.record_id, TEXTS.c.field, TEXTS.c.word_keys).where(TEXTS.c.record_id.in_(some))
        texts = {(row[0], row[1]): row[2] for row in connection.execute(query)}
        _Writer(connection).change(names, set(), texts, {})


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


class _Writer:
    """Prepared statements over the driver's tuples, past the compiler: an import writes millions of these rows."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection
        self._mark = "?" if connection.dialect.name == "sqlite" else "%s"
        self._pack = (lambda one: bytearray(one.bytes)) if connection.dialect.name == "sqlite" else (lambda one: one)

    def _many(self, sql: str, rows: Iterable[tuple[Any, ...]]) -> None:
        ready = list(rows)
        if ready:
            self._connection.exec_driver_sql(sql.replace("?", self._mark), ready)

    def change(
        self,
        names_out: set[NameRow],
        names_in: set[NameRow],
        texts_out: dict[tuple[uuid.UUID, int], str],
        texts_in: dict[tuple[uuid.UUID, int], str],
    ) -> None:
        """Take rows out and put rows in, and count the words accordingly."""
        pack = self._pack
        self._many(
            "DELETE FROM search_name WHERE surname_key=? AND given_key=? AND patronymic_key=? AND person_id=?",
            ((*row[:3], pack(row[3])) for row in sorted(names_out)),
        )
        self._many(
            "INSERT INTO search_name (surname_key, given_key, patronymic_key, person_id) VALUES (?, ?, ?, ?)",
            ((*row[:3], pack(row[3])) for row in sorted(names_in)),
        )
        lost, gained = _postings(texts_out), _postings(texts_in)
        kept = lost & gained
        self._change_texts(texts_out, texts_in)
        self._many(
            "DELETE FROM search_posting WHERE key=? AND record_id=? AND field=?",
            ((key, pack(record_id), field) for key, record_id, field in sorted(lost - kept)),
        )
        self._many(
            "INSERT INTO search_posting (key, record_id, field) VALUES (?, ?, ?)",
            ((key, pack(record_id), field) for key, record_id, field in sorted(gained - kept)),
        )
        counts = _count(names_in, gained - kept)
        counts.subtract(_count(names_out, lost - kept))
        self._count_words(counts)

    def _change_texts(self, out: dict[tuple[uuid.UUID, int], str], into: dict[tuple[uuid.UUID, int], str]) -> None:
        pack = self._pack
        self._many("DELETE FROM search_text WHERE record_id=? AND field=?", ((pack(r), f) for r, f in sorted(out)))
        self._many(
            "INSERT INTO search_text (record_id, field, word_keys) VALUES (?, ?, ?)",
            ((pack(record_id), field, keys) for (record_id, field), keys in sorted(into.items())),
        )

    def _count_words(self, counts: "Counter[str]") -> None:
        more = sorted((key, count) for key, count in counts.items() if count > 0)
        less = sorted((key, count) for key, count in counts.items() if count < 0)
        known = set(self._known([key for key, _count in more]))
        self._many(
            "INSERT INTO search_word (key, skeleton, frequency) VALUES (?, ?, ?) "
            "ON CONFLICT (key) DO UPDATE SET frequency = search_word.frequency + excluded.frequency",
            ((*word_row(key), count) for key, count in more),
        )
        self._many(
            "INSERT INTO search_deletion (deletion, key) VALUES (?, ?) ON CONFLICT DO NOTHING",
            sorted((short, key) for key, _count in more if key not in known for short in deletions_of(key)),
        )
        if less:
            self._forget_words(less)

    def _known(self, keys: Sequence[str], *where: Any) -> Iterator[str]:
        for some in parts(keys):
            yield from self._connection.execute(sa.select(WORDS.c.key).where(WORDS.c.key.in_(some), *where)).scalars()

    def _forget_words(self, less: list[tuple[str, int]]) -> None:
        """Words that nobody has any more go, with what is one error away from them."""
        self._many("UPDATE search_word SET frequency = frequency + ? WHERE key = ?", ((n, key) for key, n in less))
        unused = list(self._known([key for key, _count in less], WORDS.c.frequency <= 0))
        self._many("DELETE FROM search_word WHERE key = ?", ((key,) for key in unused))
        self._many(
            "DELETE FROM search_deletion WHERE deletion = ? AND key = ?",
            ((short, key) for key in unused for short in sorted(deletions_of(key))),
        )


def _postings(texts: dict[tuple[uuid.UUID, int], str]) -> set[PostingRow]:
    return {
        (key, record_id, field)
        for (record_id, field), keys in texts.items()
        for key in set(keys.split(" "))
        if is_posted(key)
    }


def _count(names: Iterable[NameRow], postings: Iterable[PostingRow]) -> "Counter[str]":
    counts: Counter[str] = Counter()
    for surname, given, patronymic, _person_id in names:
        counts.update(key for key in (surname, given, patronymic) if counted(key))
    counts.update(key for key, _record_id, field in postings if FIELDS[field].may_be_mistyped and counted(key))
    return counts
