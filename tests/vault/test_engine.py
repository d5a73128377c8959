"""The wiring of the two engines: every pragma holds on every connection, and nothing is ever written in clear."""

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa

from dossier.errors import DossierError, VaultProblem
from dossier.vault.engine import (
    _require_cipher,
    connect_sqlcipher,
    create_database_file,
    keep_part,
    server_engine,
    server_url,
)

if TYPE_CHECKING:
    from dossier.vault import Vault

KEY = bytes(range(32))


@pytest.mark.parametrize("side", ["_writer", "_reader"])
@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("secure_delete", 1),
        ("temp_store", 2),
        ("trusted_schema", 0),
        ("cell_size_check", 1),
        ("mmap_size", 0),
        ("cache_size", -64 * 1024),
        ("fullfsync", 1),
        ("checkpoint_fullfsync", 1),
    ],
)
def test_the_pragmas_hold_on_every_connection(vault: "Vault", side: str, pragma: str, value: object) -> None:
    engine: sa.Engine = getattr(vault, side)
    with engine.connect() as first, engine.connect() as second:
        if side == "_reader":
            assert second.scalar(sa.text(f"PRAGMA {pragma}")) == value
        assert first.connection.driver_connection.execute(f"PRAGMA {pragma}").fetchone()[0] == value  # type: ignore[union-attr]


@pytest.mark.parametrize(("size_mib", "cache_mib"), [(0, 1), (256, 2), (512, 4), (1_200, 9), (5_000, 39), (10_000, 64)])
def test_what_the_screens_keep_of_the_database_fits_its_size(
    vault: "Vault", size_mib: int, cache_mib: int, tmp_path: Path
) -> None:
    sized = tmp_path / "sized"
    with sized.open("wb") as file:
        file.truncate(size_mib << 20)  # sparse: it takes no room
    keep_part(vault._reader, sized)
    with vault._reader.connect() as first, vault._reader.connect() as second:
        assert [one.scalar(sa.text("PRAGMA cache_size")) for one in (first, second)] == [-cache_mib * 1024] * 2


def test_a_vault_that_spares_memory_reads_and_writes_with_less(vault: "Vault") -> None:
    vault.spare_memory()
    for engine in (vault._writer, vault._reader):
        with engine.connect() as connection:
            assert connection.scalar(sa.text("PRAGMA cache_size")) == -1024


def test_one_connection_is_kept_and_gives_back_what_it_has_of_the_database(vault: "Vault") -> None:
    with vault._reader.connect() as first, vault._reader.connect() as second:
        for connection in (first, second):
            connection.scalar(sa.text("SELECT count(*) FROM vocabulary_entry"))
    assert vault._reader.pool.checkedin() == 1  # type: ignore[attr-defined]
    told: list[str] = []
    with vault._reader.connect() as kept:
        kept.connection.driver_connection.set_trace_callback(told.append)  # type: ignore[union-attr]
    vault.forget_pages()
    assert "PRAGMA shrink_memory" in told


def test_only_readers_are_kept_from_writing(vault: "Vault") -> None:
    for engine, value in ((vault._writer, 0), (vault._reader, 1)):
        with engine.connect() as connection:
            assert connection.scalar(sa.text("PRAGMA query_only")) == value


def test_a_driver_without_a_cipher_is_refused_before_a_byte_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The driver of the standard library takes the key without a word and writes in clear."""
    import sqlcipher3.dbapi2 as driver

    monkeypatch.setattr(driver, "connect", sqlite3.connect)
    with pytest.raises(DossierError):
        create_database_file(tmp_path / "x.db", KEY)
    assert (tmp_path / "x.db").read_bytes() == b""


@pytest.mark.parametrize("version", [None, ("4.12.0 community",), ("3.4.2",)])
def test_another_package_of_the_same_import_name_is_refused(version: "tuple[str] | None") -> None:
    with pytest.raises(VaultProblem, match=r"vault\.driver"):
        _require_cipher(version)


def test_a_database_file_is_never_made_by_opening_it(tmp_path: Path) -> None:
    with pytest.raises(Exception, match="unable to open"):
        connect_sqlcipher(tmp_path / "x.db", KEY)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_with_odd_signs_in_its_name_works(tmp_path: Path) -> None:
    folder = tmp_path / "справа №5? 100%#a&mode=ro"
    folder.mkdir()
    create_database_file(folder / "x.db", KEY)
    connection: Any = connect_sqlcipher(folder / "x.db", KEY)
    connection.execute("CREATE TABLE a (n)")
    connection.close()
    assert b"SQLite format" not in (folder / "x.db").read_bytes()


def test_an_existing_file_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "x.db").write_bytes(b"letter")
    with pytest.raises(FileExistsError):
        create_database_file(tmp_path / "x.db", KEY)
    assert (tmp_path / "x.db").read_bytes() == b"letter"


def test_no_error_and_no_url_shows_a_value_or_a_password(postgres_url: str) -> None:
    engine = server_engine(server_url(postgres_url.replace("dossier@", "dossier:hemlig@")))
    with engine.connect() as connection, pytest.raises(sa.exc.ProgrammingError) as refused:
        connection.execute(sa.text("SELECT :canary FROM nowhere"), {"canary": "kanarejka"})
    engine.dispose()
    assert "kanarejka" not in str(refused.value)
    assert "hemlig" not in repr(engine) + str(engine.url)


@pytest.mark.parametrize(
    ("address", "sslmode"),
    [
        ("postgresql://anna@db.example/cases", "verify-full"),
        ("postgresql://anna@192.0.2.7:5433/cases", "verify-full"),
        ("postgresql://anna@/cases?host=db.example", "verify-full"),
        ("postgresql://anna@localhost/cases?hostaddr=192.0.2.7", "verify-full"),
        ("postgresql://anna@/cases?host=/run/postgresql,db.example", "verify-full"),
        ("postgresql://anna@/cases?host=localhost&host=db.example", "verify-full"),
        ("postgresql://anna@/cases?service=elsewhere", "verify-full"),
        ("postgresql://anna@db.example/cases?sslrootcert=system", "verify-full"),
        ("postgresql://anna@db.example/cases?sslmode=verify-ca", "verify-ca"),
        ("postgresql://anna@localhost/cases", None),
        ("postgresql://anna@[::1]/cases", None),
        ("postgresql://anna@/cases?host=/run/postgresql", None),
        ("postgresql:///cases", None),
    ],
)
def test_a_server_elsewhere_is_reached_only_by_tls_that_proves_its_name(
    monkeypatch: pytest.MonkeyPatch, address: str, sslmode: str | None
) -> None:
    for name in ("PGHOST", "PGHOSTADDR", "PGSERVICE"):
        monkeypatch.delenv(name, raising=False)
    assert server_url(address).query.get("sslmode") == sslmode


@pytest.mark.parametrize("name", ["PGHOST", "PGHOSTADDR", "PGSERVICE"])
def test_a_server_that_the_environment_names_is_elsewhere_too(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "db.example")
    assert server_url("postgresql:///cases").query["sslmode"] == "verify-full"


def test_a_server_is_waited_for_as_the_manual_says(server_vault: "Vault") -> None:
    """Four connections kept and fourteen at most on either side; ten seconds for one more, for a row, for an answer."""
    for engine in (server_vault._writer, server_vault._reader):
        made: Any = engine.pool
        assert (made.size(), made.size() + made._max_overflow, made._timeout) == (4, 14, 10)
    with server_vault.read() as session:
        assert session.connection().scalar(sa.text("SHOW lock_timeout")) == "10s"
        driver: Any = session.connection().connection.driver_connection
    assert driver.info.get_parameters()["connect_timeout"] == "10"


def test_a_server_keeps_time_in_utc_and_what_it_acknowledged(server_vault: "Vault") -> None:
    with server_vault.read() as session:
        shown = [session.connection().scalar(sa.text(f"SHOW {name}")) for name in ("timezone", "synchronous_commit")]
    assert shown == ["UTC", "on"]
