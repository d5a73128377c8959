"""Reading and writing the index with the driver's own cursor: a search asks dozens of small questions of some
microseconds, and a new name writes a dozen rows."""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

if TYPE_CHECKING:
    import sqlalchemy as sa

T = TypeVar("T")

SIZES: Final = (1, 4, 8, 16, 32, 64)
"""So many values of one shape of question are asked for together."""
END: Final = "\x7f"
"""After every character of a key: the end of the range of those that begin alike."""
ITSELF: Final = "\x01"
"""Before every character of a key: the end of the range of one key alone."""


class Condition(NamedTuple):
    """What a record must fulfil beside the words: SQL with the place ``{id}`` for its id, and the values of its marks.

    The text is one of this package, never of a person; what a person typed is among the values.
    """

    sql: str
    values: tuple[Any, ...] = ()


NEVER: Final = Condition("1 = 0")


class Reader:
    """Asks in the transaction of a connection; marks are ``?`` on every database."""

    def __init__(self, connection: "sa.Connection") -> None:
        self.is_sqlite = connection.dialect.name == "sqlite"
        self._driver: Any = connection.connection.driver_connection

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of the answer."""
        found: list[tuple[Any, ...]] = self._driver.execute(
            sql if self.is_sqlite else sql.replace("?", "%s"), values
        ).fetchall()
        return found

    def packed(self, record_id: uuid.UUID) -> Any:
        """An id as the driver takes it."""
        return record_id.bytes if self.is_sqlite else record_id

    def bound(self, raw_id: Any) -> Any:
        """An id as the driver gave it, as it takes it fastest: bytes would go through its adapters, twice as slowly."""
        return bytearray(raw_id) if self.is_sqlite else raw_id

    def day(self, value: date) -> Any:
        """A day as the driver takes it."""
        return value.isoformat() if self.is_sqlite else value


class Writer(Reader):
    """Changes rows as well: prepared statements over tuples, past the compiler of statements."""

    def many(self, sql: str, rows: Iterable[tuple[Any, ...]]) -> None:
        """One statement for each of the rows, which are asked for one by one."""
        left = iter(rows)
        first = next(left, None)
        if first is not None:
            every = chain((first,), left)
            self._driver.cursor().executemany(sql if self.is_sqlite else sql.replace("?", "%s"), every)


def as_uuid(raw: Any) -> uuid.UUID:
    """An id as the driver gave it."""
    return raw if isinstance(raw, uuid.UUID) else uuid.UUID(bytes=raw)


def marks(values: Sequence[Any]) -> str:
    """As many marks as values."""
    return ", ".join("?" * len(values))


def filled(values: Sequence[T]) -> Iterator[list[T]]:
    """The values some at a time, the last of them repeated: so few different statements stay prepared."""
    for start in range(0, len(values), SIZES[-1]):
        some = list(values[start : start + SIZES[-1]])
        size = next(size for size in SIZES if size >= len(some))
        yield some + some[-1:] * (size - len(some))


def where(conditions: Iterable[Condition], id_column: str) -> tuple[str, tuple[Any, ...]]:
    """The conditions as SQL that follows a WHERE, for records whose id stands in that column."""
    conditions = tuple(conditions)
    sql = "".join(f" AND {condition.sql.replace('{id}', id_column)}" for condition in conditions)
    return sql, tuple(value for condition in conditions for value in condition.values)
