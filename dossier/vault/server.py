"""A team's vault on PostgreSQL: the same header and keys, kept in a table of its own.

The rows on the server are as safe as the server; the keys here are for what is sealed before it gets there: evidence
and identities. The header row is written last, as in a folder: ``making`` tells an interrupted try from a lost header.
"""

import time
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy import orm

from dossier.errors import VaultProblem
from dossier.vault import epochs, passphrases, rebuilding, schema
from dossier.vault import header as headers
from dossier.vault.driver_errors import translated_driver_errors
from dossier.vault.engine import server_engine, server_url
from dossier.vault.search_loading import loading_the_search
from dossier.vault.search_rebuild import mark_current
from dossier.vault.tables import Change
from dossier.vault.vault import Vault

if TYPE_CHECKING:
    import uuid
    from collections.abc import Callable

    from dossier.vault.header import Header
    from dossier.vault.keys import Opened
    from dossier.vault.sessions import VaultSession

_TABLE = "vault_header"
_ATTEMPTS, _PAUSE_S = 50, 0.2
"""How long a server may take to end the work of a connection that broke."""
_CREATE = sa.text(
    f"CREATE TABLE IF NOT EXISTS {_TABLE} (one integer PRIMARY KEY CHECK (one = 1), state text NOT NULL, body text)"
)


def make(url: str, header: "Header", opened: "Opened", seed: "Callable[[Any], object]") -> Vault:
    """A new vault in an empty database; see ``dossier.vault.create_vault``."""
    from dossier.vault import making  # which knows this module

    vault = _attach(url, header, opened)
    try:
        with translated_driver_errors():
            _claim(vault._writer)
            with vault._writer.connect() as connection:
                schema.upgrade(connection)
            with vault.write(reason="seeds") as session:
                seed(session)
                making.note_first_key(vault, session)
                mark_current(session.connection())
            write_header(vault._writer, header)
    except BaseException:
        vault.close()
        raise
    return vault


def _claim(engine: sa.Engine) -> None:
    """Mark the database as one being made; what an interrupted try left is dropped.

    Raises:
        VaultProblem: "vault.exists", "vault.not_empty".
    """
    with engine.begin() as connection:
        state = _state(connection)
        if state == "ready":
            raise VaultProblem("vault.exists")
        if state is None and sa.inspect(connection).get_table_names():
            raise VaultProblem("vault.not_empty")
        if state == "making":
            _drop_everything(connection)
        connection.execute(_CREATE)
        connection.execute(sa.text(f"INSERT INTO {_TABLE} VALUES (1, 'making', NULL) ON CONFLICT DO NOTHING"))


def _drop_everything(connection: sa.Connection) -> None:
    for name in sa.inspect(connection).get_table_names():
        if name != _TABLE:
            connection.exec_driver_sql(f'DROP TABLE "{name}" CASCADE')


def _state(connection: sa.Connection) -> str | None:
    if not sa.inspect(connection).has_table(_TABLE):
        return None
    return connection.execute(sa.text(f"SELECT state FROM {_TABLE}")).scalar()


def write_header(engine: sa.Engine, header: "Header") -> None:
    """Replace the header in one transaction."""
    body = header.text().decode("ascii")
    with translated_driver_errors(), engine.begin() as connection:
        connection.execute(sa.text(f"UPDATE {_TABLE} SET state = 'ready', body = :body"), {"body": body})


def read_header(engine: sa.Engine) -> "Header":
    """The header in the database.

    Raises:
        VaultProblem: "vault.server", "vault.missing", "vault.damaged_header", "vault.newer".
    """
    with translated_driver_errors(), engine.connect() as connection:
        if _state(connection) != "ready":
            raise VaultProblem("vault.missing")
        body = connection.execute(sa.text(f"SELECT body FROM {_TABLE}")).scalar()
    return headers.parse_header(str(body).encode())


def require_epoch(connection: sa.Connection, epoch: int) -> None:
    """Refuse to go on with a master key that is no longer the vault's: who has it may have been removed.

    Raises:
        VaultProblem: "vault.new_key".
    """
    body = connection.execute(sa.text(f"SELECT body FROM {_TABLE}")).scalar()
    if body is not None and headers.parse_header(str(body).encode()).epoch != epoch:
        raise VaultProblem("vault.new_key")


def commit(engine: sa.Engine, session: "VaultSession") -> None:
    """Commit what a session did. Where the connection breaks just then, nobody knows whether it was kept: look again.

    Raises:
        sqlalchemy.exc.DBAPIError: It was not kept, or the server cannot be asked.
    """
    session.flush()
    process = session.connection().connection.driver_connection.info.backend_pid  # type: ignore[union-attr]
    kept = [(one, dict(vars(one))) for one in session]
    try:
        session.commit()
    except sa.exc.DBAPIError as problem:
        if not problem.connection_invalidated or not _was_kept(engine, session.transaction_id, process):
            raise
        for one, values in kept:  # a rollback on this side has forgotten what they say
            for attribute in sa.inspect(type(one)).column_attrs:
                if attribute.key in values:
                    orm.attributes.set_committed_value(one, attribute.key, values[attribute.key])


def _was_kept(engine: sa.Engine, transaction_id: "uuid.UUID", process: int) -> bool:
    """Whether the journal has a transaction, once the process of the server that worked on it has ended."""
    table: Any = Change.__table__  # type: ignore[attr-defined]
    alive = sa.text("SELECT EXISTS (SELECT 1 FROM pg_stat_activity WHERE pid = :process)")
    there = sa.select(sa.exists().where(table.c.transaction_id == transaction_id))
    for _attempt in range(_ATTEMPTS):
        with engine.connect() as connection:
            has_ended = not connection.execute(alive, {"process": process}).scalar()
            if connection.execute(there).scalar():
                return True
        if has_ended:
            break
        time.sleep(_PAUSE_S)
    return False


def unlock(url: str, passphrase: str | None, *, any_schema: bool) -> Vault:
    """Open a team's vault; see ``dossier.vault.open_vault``."""
    engine = server_engine(server_url(url))
    try:
        header = read_header(engine)
    finally:
        engine.dispose()
    given = passphrases.given(passphrase)
    with loading_the_search():
        opened = headers.unlock(header, given)
    vault = _attach(url, header, opened)
    try:
        schema.check(vault._reader, any_schema=any_schema)
        if epochs.is_rebuilding(header):
            rebuilding.settle(vault)
    except BaseException:
        vault.close()
        raise
    return vault


def _attach(url: str, header: "Header", opened: "Opened") -> Vault:
    place = server_url(url)
    return Vault(header, opened, server_engine(place), server_engine(place, read_only=True))
