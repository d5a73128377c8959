"""Rows of many ids at once, asked for by one bound value.

A list of a thousand ids as a thousand bound values is written out anew at each run, which costs more than finding them.
"""

import uuid
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Session


def among(session: Session, column: Any, ids: Iterable[Any]) -> Any:
    """The condition that a column of ids is one of these.

    Args:
        session: Of the database that is asked, which decides how it is said.
        column: Of ids; the keys of a table or what refers to them.
        ids: As ``uuid.UUID`` or as the driver gives them.
    """
    if session.connection().dialect.name != "sqlite":
        return column == sa.func.any(sa.bindparam(None, list(ids), type_=ARRAY(sa.Uuid())))
    quoted = '","'.join(one.hex if isinstance(one, uuid.UUID) else one.hex() for one in ids)
    listed = sa.func.json_each(f'["{quoted}"]' if quoted else "[]").table_valued("value")
    return column.in_(sa.select(sa.func.unhex(listed.c.value)))
