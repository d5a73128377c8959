"""The whole index anew, in one transaction: after a change of the rules of keys, or of the tables of the index."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from dossier.domain.names import KEY_RULES_VERSION
from dossier.vault import search_store
from dossier.vault.search_fields import KINDS
from dossier.vault.tables import RECORDS, VaultFact

if TYPE_CHECKING:
    from dossier.vault.vault import Vault

LAYOUT: Final = 2
"""Raised when other columns or texts are indexed, or in another way, under the same rules of keys."""
FACT: Final = "search_index"
VERSION: Final = f"{LAYOUT}.{KEY_RULES_VERSION}"
_AT_ONCE: Final = 5000
_SERVER_LOCK: Final = 0x73656172

Progress = Callable[[int, int], object]
"""Called with the number of records done and of all."""


def is_current(connection: sa.Connection) -> bool:
    """Whether the index of this vault was made by the rules of this program."""
    facts = VaultFact.__table__  # type: ignore[attr-defined]
    return bool(connection.execute(sa.select(facts.c.value).where(facts.c.name == FACT)).scalar() == VERSION)


def mark_current(connection: sa.Connection) -> None:
    """Note that it is."""
    facts = VaultFact.__table__  # type: ignore[attr-defined]
    connection.execute(sa.delete(facts).where(facts.c.name == FACT))
    connection.execute(sa.insert(facts).values(name=FACT, value=VERSION))


def rebuild_where_needed(vault: "Vault", on_progress: Progress | None = None) -> bool:
    """Make the index anew where other rules made it; returns whether that was so.

    Raises:
        StoreProblem: as ``Vault.write``; the old index is there then, and the next opening tries again.
    """
    with vault.read() as session:
        if is_current(session.connection()):
            return False
    with vault.write() as session:
        connection = session.connection()
        if connection.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_SERVER_LOCK)))
        if not is_current(connection):
            rebuild(connection, on_progress)
    return True


def rebuild(connection: sa.Connection, on_progress: Progress | None = None) -> None:
    """Empty the index and fill it from the records, some thousands at a time."""
    search_store.empty(connection)
    total = sum(_count(connection, kind) for kind in KINDS)
    done = 0
    for kind in KINDS:
        for ids in _ids(connection, kind):
            search_store.write_new(connection, kind, ids)
            done += len(ids)
            if on_progress is not None:
                on_progress(done, total)
    search_store.renew_given_texts(connection)
    mark_current(connection)


def _count(connection: sa.Connection, kind: str) -> int:
    table = RECORDS[kind].__table__  # type: ignore[attr-defined]
    return int(connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one())


def _ids(connection: sa.Connection, kind: str) -> Iterator[list[Any]]:
    table = RECORDS[kind].__table__  # type: ignore[attr-defined]
    query = sa.select(table.c.id).order_by(table.c.id).limit(_AT_ONCE)
    ids = list(connection.execute(query).scalars())
    while ids:
        yield ids
        ids = list(connection.execute(query.where(table.c.id > ids[-1])).scalars())
