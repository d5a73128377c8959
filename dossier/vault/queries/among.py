"""Rows of many ids at once, asked for by one bound value.

A list of a thousand ids as a thousand bound values is written out anew at each run, which costs more than finding them.
"""

import uuid
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any, Final

import sqlalchemy as sa
from sqlmodel import Session

_IDS: Final = "ids"


def among(session: Session, column: Any, ids: Iterable[Any]) -> Any:
    """The condition that a column of ids is one of these.

    Args:
        session: Of the database that is asked, which decides how it is said.
        column: Of ids; the keys of a table or what refers to them.
        ids: As ``uuid.UUID`` or as the driver gives them.
    """
    is_sqlite = session.connection().dialect.name == "sqlite"
    return _condition(column, sa.bindparam(None, _bound(ids, is_sqlite), type_=_type(is_sqlite)), is_sqlite)


def rows_among(session: Session, make: Callable[[Callable[[Any], Any]], Any], ids: Iterable[Any]) -> Sequence[Any]:
    """The rows of a query that is asked again and again, each time of other ids, as the driver gives them.

    Args:
        session: Of the database that is asked.
        make: A function of a module, which makes the query; it gets what makes the condition of a column of ids.
        ids: As for ``among``.
    """
    connection = session.connection()
    is_sqlite = connection.dialect.name == "sqlite"
    asked = _bound(ids, is_sqlite)
    sql = _written(make, connection.dialect)
    if is_sqlite:  # the driver's own rows: those of SQLAlchemy cost a third of the question again
        driver: Any = connection.connection.driver_connection
        return driver.execute(sql, (asked,)).fetchall()  # type: ignore[no-any-return]
    return connection.exec_driver_sql(sql, {_IDS: asked}).all()


@cache
def _written(make: Callable[[Callable[[Any], Any]], Any], dialect: sa.Dialect) -> str:
    """Writing a query anew costs more than asking it of a thousand ids."""
    is_sqlite = dialect.name == "sqlite"
    bound = sa.bindparam(_IDS, type_=_type(is_sqlite))
    return str(make(lambda column: _condition(column, bound, is_sqlite)).compile(dialect=dialect))


def _type(is_sqlite: bool) -> Any:
    if is_sqlite:
        return sa.String()
    from sqlalchemy.dialects.postgresql import ARRAY  # four megabytes, on a server alone

    return ARRAY(sa.Uuid())


def _bound(ids: Iterable[Any], is_sqlite: bool) -> Any:
    if not is_sqlite:
        return list(ids)
    keys = list(ids)
    if keys and isinstance(keys[0], uuid.UUID):
        keys = [one.bytes for one in keys]
    quoted = '","'.join(map(bytes.hex, keys))
    return f'["{quoted}"]' if quoted else "[]"


def _condition(column: Any, bound: Any, is_sqlite: bool) -> Any:
    if not is_sqlite:
        return column == sa.func.any(bound)
    listed = sa.func.json_each(bound).table_valued("value")
    return column.in_(sa.select(sa.func.unhex(listed.c.value)))
