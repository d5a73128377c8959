"""The two engines: SQLCipher for a vault folder, PostgreSQL for a team; wired once, for everybody.

The driver's own transactions lose concurrent read-modify-writes and do not roll back DDL, so they are off and each
transaction begins with an explicit ``BEGIN IMMEDIATE`` (readers: ``BEGIN``). The key never stands in a URL; errors and
logs never hold values (``hide_parameters``).
"""

import os
import sys
import types
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy import event, pool

from dossier.errors import StoreProblem, VaultProblem, add_messages
from dossier.i18n import N_

if TYPE_CHECKING:
    from pathlib import Path

add_messages(
    {
        "vault.driver": N_(
            "Another package has put itself in the place of the library that encrypts. Uninstall sqlcipher3-wheels, "
            "sqlcipher3-binary and pysqlcipher3, and install this program again. Nothing was written."
        ),
    }
)

LEAST_SQLCIPHER: Final = (4, 13)
BUSY_TIMEOUT_S: Final = 10.0
CACHE_MIB: Final = 64
LEAST_CACHE_MIB: Final = 1
_PART_IN_CACHE: Final = 128
_MOST_AT_A_TIME: Final = 14
"""Connections of one engine; whoever asks for more waits."""
SERVER_TIMEOUT_S: Final = 10
_HERE: Final = ("", "localhost", "127.0.0.1", "::1")
_PRAGMAS: Final = (
    "temp_store=memory",
    "foreign_keys=on",
    "journal_mode=wal",
    "synchronous=full",
    "fullfsync=on",
    "checkpoint_fullfsync=on",
    f"cache_size=-{CACHE_MIB * 1024}",
    "secure_delete=on",
    "trusted_schema=off",
    "cell_size_check=on",
    "mmap_size=0",
)
_PLAIN_HEAD: Final = b"SQLite format 3"


def connect_sqlcipher(path: "Path", key: bytes, *, read_only: bool = False) -> Any:
    """One keyed DB-API connection to an existing file, with every pragma of the house set.

    Args:
        path: The database file; it is never created here.
        key: 32 bytes, used as they are.
        read_only: Refuse every write of this connection.

    Raises:
        VaultProblem: "vault.driver" where there is no cipher behind the driver, or an old one: nothing is written.
    """
    import sqlcipher3.dbapi2 as driver

    place = f"file:{quote(str(path))}?mode=rw"
    connection = driver.connect(place, uri=True, isolation_level=None, check_same_thread=False, timeout=BUSY_TIMEOUT_S)
    try:
        connection.execute("PRAGMA cipher_log_level=NONE")  # else it writes on stderr, across the screen
        connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
        _require_cipher(connection.execute("PRAGMA cipher_version").fetchone())
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        if read_only:
            connection.execute("PRAGMA query_only=on")
    except BaseException:
        connection.close()
        raise
    return connection


def _require_cipher(found: "tuple[str] | None") -> None:
    """Packages of one import name overwrite each other: then another library answers than the one that was locked."""
    numbers = tuple(int(part) for part in found[0].split(" ")[0].split(".")[:2]) if found else ()
    if numbers < LEAST_SQLCIPHER:
        raise VaultProblem("vault.driver")


def sqlcipher_engine(path: "Path", key: bytes, *, read_only: bool = False) -> sa.Engine:
    """The engine of a vault folder; one for writers, one for readers."""
    import sqlcipher3.dbapi2 as driver

    engine = sa.create_engine(
        "sqlite://",
        module=driver,
        creator=lambda: connect_sqlcipher(path, key, read_only=read_only),
        poolclass=pool.QueuePool,
        pool_size=1,  # another is made in three milliseconds, and closed after use: each keeps a part in memory
        max_overflow=_MOST_AT_A_TIME - 1,
        pool_timeout=BUSY_TIMEOUT_S,
        hide_parameters=True,
    )
    statement = "BEGIN" if read_only else "BEGIN IMMEDIATE"
    event.listen(engine, "begin", lambda connection: connection.connection.driver_connection.execute(statement))
    return engine


def keep_part(engine: sa.Engine, path: "Path") -> None:
    """Let each connection to a vault folder keep a part of the database in memory that fits its size, from now on.

    A hundred-and-twenty-eighth of the file, at least LEAST_CACHE_MIB and at most CACHE_MIB: less makes a search over
    millions of persons three times as slow, more lets the screens of a small vault take memory for nothing.
    """
    cache_mib = min(max(path.stat().st_size // _PART_IN_CACHE >> 20, LEAST_CACHE_MIB), CACHE_MIB)
    event.listen(engine, "connect", lambda made, _record: made.execute(f"PRAGMA cache_size=-{cache_mib * 1024}"))
    engine.dispose()


def forget_pages(engine: sa.Engine) -> None:
    """Give back what a connection to a vault folder keeps of the database in memory; it is read again when needed."""
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA shrink_memory")


def close_engine(engine: sa.Engine) -> None:
    """Close every connection; one that is in use is closed when it is given back, and not kept for the next use."""
    event.listen(engine.pool, "checkin", lambda _made, record: record.invalidate())
    engine.dispose()


def create_database_file(path: "Path", key: bytes) -> None:
    """An empty encrypted database, for its owner alone.

    Raises:
        StoreProblem: "store.failed" where its first bytes are those of a database in clear.
    """
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600))
    connection = connect_sqlcipher(path, key)
    try:
        connection.execute("PRAGMA application_id=0x646f7373")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()
    with path.open("rb") as file:
        head = file.read(len(_PLAIN_HEAD))
    if not head or head == _PLAIN_HEAD:
        raise StoreProblem("store.failed")


def server_url(text: str) -> sa.URL:
    """The URL for SQLAlchemy; its password is hidden wherever it is printed.

    A server that is not on this machine is asked for TLS with a certificate that bears its name; else libpq goes on in
    clear, with whoever answers, where TLS is refused. An address that gives an ``sslmode`` of its own is followed.

    Raises:
        VaultProblem: "vault.server" where it cannot be read.
    """
    try:
        url = sa.make_url(text).set(drivername="postgresql+psycopg")
    except (sa.exc.ArgumentError, ValueError):
        raise VaultProblem("vault.server") from None
    if "sslmode" in url.query or all(_is_here(host) for host in _hosts(url)):
        return url
    return url.update_query_dict({"sslmode": "verify-full"})


def _hosts(url: sa.URL) -> list[str]:
    """Every name under which libpq may look for the server; a service, whose file may name any, counts as one."""
    asked = [url.query[name] for name in ("host", "hostaddr", "service") if name in url.query]
    texts = [one for value in asked for one in ((value,) if isinstance(value, str) else value)]
    around = [os.environ[name] for name in ("PGHOST", "PGHOSTADDR", "PGSERVICE") if name in os.environ]
    return [host.strip() for text in (url.host or "", *texts, *around) for host in text.split(",")]


def _is_here(host: str) -> bool:
    """Whether it is this machine, or a socket in one of its folders, where libpq uses no TLS."""
    return host in _HERE or host.startswith(("/", "@"))


def server_engine(url: sa.URL, *, read_only: bool = False) -> sa.Engine:
    """The engine of a team's server: readers see one consistent moment and cannot write."""
    engine = sa.create_engine(
        url,
        pool_size=4,
        pool_timeout=BUSY_TIMEOUT_S,
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args={
            "connect_timeout": SERVER_TIMEOUT_S,
            "application_name": "dossier",
            "options": "-c timezone=UTC -c lock_timeout=10000 -c synchronous_commit=on",
        },
    )
    if not read_only:
        return engine
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def loaded_psycopg() -> types.ModuleType | None:
    """The driver of PostgreSQL where something has loaded it already: folders do without."""
    return sys.modules.get("psycopg")
