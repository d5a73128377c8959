"""What costs most while thousands of states are opened and is the same in all: kept from the first time.

The key of the one passphrase; and the statements of a migration, which Alembic works out anew from its files each time
although they depend on nothing but the schema before. Each state's own database still runs every one of them.
"""

import functools
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest import mock

import sqlalchemy as sa

from dossier.vault import header, schema
from dossier.vault.keys import stretch

Statement = tuple[str, Any, bool]
_NOT_NOTED = ("SELECT", "PRAGMA", "BEGIN", "COMMIT")


class Upgrades:
    """``schema.upgrade`` that says again what it said the first time; for databases without rows of their own."""

    def __init__(self, upgrade: Callable[..., None]) -> None:
        self._upgrade = upgrade
        self._said: dict[tuple[str | None, str], list[Statement]] = {}

    def __call__(self, connection: sa.Connection, target: str = "head") -> None:
        """Bring a database to a schema number, as ``schema.upgrade`` does."""
        number = schema.number_of(connection)
        connection.rollback()
        known = self._said.get((number, target))
        if known is None:
            with _listening(connection) as said:
                self._upgrade(connection, target)
            self._said[number, target] = said
            return
        with schema.rebuilding(connection):
            for statement, parameters, many in known:
                cursor = connection.connection.cursor()
                (cursor.executemany if many else cursor.execute)(statement, parameters)
                cursor.close()


@contextmanager
def _listening(connection: sa.Connection) -> Iterator[list[Statement]]:
    said: list[Statement] = []

    def note(_c: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, many: bool) -> None:
        if not statement.lstrip().upper().startswith(_NOT_NOTED):
            said.append((statement, parameters, many))

    sa.event.listen(connection, "before_cursor_execute", note)
    try:
        yield said
    finally:
        sa.event.remove(connection, "before_cursor_execute", note)


@contextmanager
def remembered() -> Iterator[None]:
    """Inside, both are done once."""
    with ExitStack() as stack:
        stack.enter_context(mock.patch.object(header, "stretch", functools.cache(stretch)))
        stack.enter_context(mock.patch.object(schema, "upgrade", Upgrades(schema.upgrade)))
        yield
