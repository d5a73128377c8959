"""The number of the schema: which migrations there are, which one a database stands at, and running them.

Alembic is loaded only where something must run; the question whether a vault fits the program is one SELECT and a
listing of file names.
"""

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from dossier.errors import StoreProblem, VaultProblem
from dossier.resources import folder
from dossier.vault.driver_errors import translated_driver_errors

if TYPE_CHECKING:
    from collections.abc import Iterator

    from alembic.config import Config

_NOT_OURS: Final = ("ft_", "vault_header", "alembic_version")
"""Beginnings of names that no model declares: full-text tables with their shadows, and what the vault keeps itself."""
_FILE: Final = re.compile(r"(\d{4})_\w+\.py")


def known_numbers() -> list[str]:
    """The numbers of the migrations that come with the program, in their order."""
    names = (_FILE.fullmatch(path.name) for path in (folder("migrations") / "versions").iterdir())
    return sorted(found[1] for found in names if found)


def newest_number() -> str:
    """The number of the schema this program works with."""
    return known_numbers()[-1]


def number_of(connection: sa.Connection) -> str | None:
    """The number a database stands at; None where it has no schema yet."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()


def require_fitting(connection: sa.Connection) -> None:
    """Refuse a database of another schema, before anything in it is read.

    Raises:
        VaultProblem: "vault.older", "vault.newer", or "vault.damaged" where it has none.
    """
    number = number_of(connection)
    if number is None:
        raise VaultProblem("vault.damaged")
    if number != newest_number():
        raise VaultProblem("vault.older" if number in known_numbers() else "vault.newer")


def check(engine: sa.Engine, *, any_schema: bool) -> None:
    """Read the first pages and the schema number.

    Args:
        engine: Of readers.
        any_schema: An older one is fine too.

    Raises:
        VaultProblem: "vault.damaged", "vault.older", "vault.newer", "vault.busy", "vault.permission", "vault.server".
    """
    try:
        with translated_driver_errors(), engine.connect() as connection:
            if not any_schema:
                require_fitting(connection)
            elif (number := number_of(connection)) not in known_numbers():
                raise VaultProblem("vault.newer" if number else "vault.damaged")
    except StoreProblem as problem:
        raise VaultProblem("vault.busy" if problem.code == "store.busy" else problem.code, **problem.facts) from None


def alembic_config(connection: sa.Connection) -> "Config":
    """Alembic's settings, without a file and without a URL."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(folder("migrations")).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def upgrade(connection: sa.Connection, target: str = "head") -> None:
    """Bring a database to a schema number in one transaction; all of it or nothing.

    Args:
        connection: Fresh, without a transaction.
        target: A number, or "head".
    """
    from alembic import command

    command.upgrade(alembic_config(connection), target)


@contextmanager
def rebuilding(connection: sa.Connection) -> "Iterator[None]":
    """One transaction in which tables may be rebuilt.

    SQLite changes a table by copying and dropping it; with foreign keys on, the drop deletes every child by cascade and
    reports success. So they are off before the transaction begins, checked inside it, and on again afterwards.
    """
    driver: Any = connection.connection.driver_connection
    is_sqlite = connection.dialect.name == "sqlite"
    if is_sqlite:
        driver.execute("PRAGMA foreign_keys=off")
    try:
        with connection.begin():
            yield
            if is_sqlite and (broken := connection.exec_driver_sql("PRAGMA foreign_key_check").first()):
                raise RuntimeError(f"migration leaves broken links in {broken[0]}")
    finally:
        if is_sqlite:
            driver.execute("PRAGMA foreign_keys=on")


def is_ours(name: str | None, kind: str, _parents: Any) -> bool:
    """Whether a thing in the database is one that a model declares, or might have been."""
    return not (kind == "table" and (name or "").startswith(_NOT_OURS))


GUARDS: Final = {
    "sqlite": tuple(
        f"{table}_is_never_{verb}d"
        for table in ("change", "custody_event", "ern_range", "journal_checkpoint")
        for verb in ("update", "delete")
    ),
    "postgresql": ("change_only_grows", "custody_only_grows", "ern_range_only_grows", "journal_checkpoint_only_grows"),
}
"""Kind of database -> the triggers by which tables that only grow refuse a change."""
_TRIGGERS: Final = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%RAISE(ABORT%'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'",
}


def missing_guards(connection: sa.Connection) -> list[str]:
    """Those triggers of GUARDS that somebody has taken away, or that refuse nothing any more."""
    kind = connection.dialect.name
    there = set(connection.exec_driver_sql(_TRIGGERS[kind]).scalars())
    return [name for name in GUARDS[kind] if name not in there]


def differences(connection: sa.Connection) -> list[Any]:
    """What differs between the tables in the program and those in the database; empty when all is well."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from dossier.vault.tables import SQLModel

    context = MigrationContext.configure(connection, opts={"compare_type": True, "include_name": is_ours})
    return list(compare_metadata(context, SQLModel.metadata))
