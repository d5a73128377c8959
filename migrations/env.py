"""How a migration runs, on either database: always on a connection that the program hands over, never on a URL.

On SQLite a changed table is copied and dropped; with foreign keys on, the drop would delete every child by cascade and
report success. So they are off before the transaction begins, checked inside it, and on again afterwards.
"""

from typing import TYPE_CHECKING, Any, Literal

import sqlalchemy as sa
from alembic import context
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

from dossier.vault.tables import SQLModel
from dossier.vault.tables.base import Id

if TYPE_CHECKING:
    from alembic.autogenerate.api import AutogenContext

NOT_OURS = ("ft_", "vault_header", "alembic_version")
"""Beginnings of names that no model declares: full-text tables with their shadows, and what the vault keeps itself."""


def include_name(name: str | None, kind: str, _parents: Any) -> bool:
    """Leave alone what no model declares."""
    return not (kind == "table" and (name or "").startswith(NOT_OURS))


def render_item(kind: str, item: Any, autogen: "AutogenContext") -> str | Literal[False]:
    """Write the types of the house by their names, and plain text as what it is in the database."""
    if kind != "type":
        return False
    if isinstance(item, Id | sa.JSON):
        name = "Id" if isinstance(item, Id) else "Json"
        autogen.imports.add(f"from dossier.vault.tables.base import {name}")
        return "Id()" if name == "Id" else "Json"
    if isinstance(item, UTCDateTime):
        autogen.imports.add("from sqlmodel.sql.sqltypes import UTCDateTime")
        return "UTCDateTime()"
    if isinstance(item, AutoString):
        return f"sa.String({item.length or ''})"
    return False


def run(connection: sa.Connection) -> None:
    """Run what was asked for in one transaction."""
    context.configure(
        connection=connection,
        target_metadata=SQLModel.metadata,
        render_as_batch=True,
        compare_type=True,
        include_name=include_name,
        render_item=render_item,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()
        if connection.dialect.name == "sqlite":
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(1)
            if broken:
                raise RuntimeError(f"migration leaves broken links in {broken[0][0]}")


def main() -> None:
    """Switch the foreign keys of SQLite off, outside any transaction, for as long as it runs."""
    connection: sa.Connection = context.config.attributes["connection"]
    if connection.dialect.name != "sqlite":
        run(connection)
        return
    driver = connection.connection.driver_connection
    if driver is None:
        raise RuntimeError("no connection to migrate")
    driver.execute("PRAGMA foreign_keys=off")
    try:
        run(connection)
    finally:
        driver.execute("PRAGMA foreign_keys=on")


main()
