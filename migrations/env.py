"""How a migration runs, on either database: always on a connection that the program hands over, never on a URL."""

from typing import TYPE_CHECKING, Any, Literal

import sqlalchemy as sa
from alembic import context
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

from dossier.vault import schema
from dossier.vault.tables import SQLModel
from dossier.vault.tables.base import Id, JsonType

if TYPE_CHECKING:
    from alembic.autogenerate.api import AutogenContext


def render_item(kind: str, item: Any, autogen: "AutogenContext") -> str | Literal[False]:
    """Write the types of the house by their names, and plain text as what it is in the database."""
    if kind != "type":
        return False
    if isinstance(item, Id | JsonType):
        name = "Id" if isinstance(item, Id) else "Json"
        autogen.imports.add(f"from dossier.vault.tables.base import {name}")
        return "Id()" if name == "Id" else "Json"
    if isinstance(item, UTCDateTime):
        autogen.imports.add("from sqlmodel.sql.sqltypes import UTCDateTime")
        return "UTCDateTime()"
    if isinstance(item, AutoString):
        return f"sa.String({item.length or ''})"
    return False


def main() -> None:
    """Run what was asked for, in one transaction, without the cascades of foreign keys."""
    connection: sa.Connection = context.config.attributes["connection"]
    with schema.rebuilding(connection):
        context.configure(
            connection=connection,
            target_metadata=SQLModel.metadata,
            render_as_batch=True,
            compare_type=True,
            include_name=schema.is_ours,
            render_item=render_item,
        )
        with context.begin_transaction():
            context.run_migrations()


main()
