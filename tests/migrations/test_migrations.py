"""The migrations make what the tables say, on both databases, and lose nothing on the way."""

from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory

from dossier.resources import folder
from dossier.vault import schema
from dossier.vault.engine import create_database_file, server_engine, server_url, sqlcipher_engine
from dossier.vault.tables import Batch, BatchRow, SQLModel

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dossier.vault import Vault

KEY = bytes(range(32))


@pytest.fixture(params=["folder", "server"])
def engine(request: pytest.FixtureRequest, tmp_path: "Path") -> "Iterator[sa.Engine]":
    """An empty database of either kind."""
    if request.param == "folder":
        create_database_file(tmp_path / "x.db", KEY)
        made = sqlcipher_engine(tmp_path / "x.db", KEY)
    else:
        made = server_engine(server_url(request.getfixturevalue("postgres_url")))
    yield made
    made.dispose()


def test_migrations_make_what_the_tables_say(any_vault: "Vault") -> None:
    with any_vault._writer.connect() as connection:
        assert schema.differences(connection) == []


def test_checks_of_the_tables_are_in_the_database(any_vault: "Vault") -> None:
    with any_vault._writer.connect() as connection:
        inspector = sa.inspect(connection)
        for table in SQLModel.metadata.sorted_tables:
            declared = {str(rule.name) for rule in table.constraints if isinstance(rule, sa.CheckConstraint)}
            found = {str(rule["name"]) for rule in inspector.get_check_constraints(table.name)}
            assert declared == found, table.name


def test_a_difference_is_seen(any_vault: "Vault") -> None:
    with any_vault._writer.connect() as connection:
        connection.execute(sa.text("ALTER TABLE saved_search ADD COLUMN colour text"))
        assert schema.differences(connection)


def test_there_is_one_line_of_migrations_numbered_without_gaps() -> None:
    config = Config()
    config.set_main_option("script_location", str(folder("migrations")))
    script = ScriptDirectory.from_config(config)
    assert script.get_heads() == [schema.newest_number()]
    numbers = [revision.revision for revision in script.walk_revisions()]
    assert numbers == [f"{number:04d}" for number in range(len(numbers), 0, -1)]


def test_a_failing_migration_leaves_nothing(engine: sa.Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    create_table, made = Operations.create_table, []

    def stop_in_the_middle(self: Operations, name: str, *columns: object, **options: object) -> object:
        made.append(name)
        if len(made) == 20:
            raise RuntimeError("the power went")
        return create_table(self, name, *columns, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(Operations, "create_table", stop_in_the_middle)
    with engine.connect() as connection, pytest.raises(RuntimeError):
        schema.upgrade(connection)
    with engine.connect() as connection:
        assert sa.inspect(connection).get_table_names() == []


@pytest.fixture
def vault_with_children(vault: "Vault") -> "Vault":
    """An import with one row."""
    with vault.write() as session:
        batch = Batch(file_name="a.csv", file_sha256="0" * 64, layout_code="x")
        session.add(batch)
        session.flush()
        session.add(BatchRow(batch_id=batch.id, row_number=1, fate="new"))
    return vault


def test_rebuilding_a_parent_table_keeps_its_children(vault_with_children: "Vault") -> None:
    """The copy-and-move of SQLite drops the parent; with foreign keys on, its children went by cascade."""
    with vault_with_children._writer.connect() as connection:
        with schema.rebuilding(connection):
            context = MigrationContext.configure(connection)
            with Operations(context).batch_alter_table("batch", recreate="always") as changed:
                changed.alter_column("layout_code", type_=sa.String(80))
        assert connection.scalar(sa.text("SELECT count(*) FROM batch_row")) == 1
        assert connection.scalar(sa.text("PRAGMA foreign_keys")) == 1


def test_a_migration_that_would_break_links_is_undone(vault_with_children: "Vault") -> None:
    with vault_with_children._writer.connect() as connection:
        with pytest.raises(RuntimeError, match="batch_row"), schema.rebuilding(connection):
            connection.execute(sa.text("DELETE FROM batch"))
        assert connection.scalar(sa.text("SELECT count(*) FROM batch")) == 1
