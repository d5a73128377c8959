"""The open vault: sessions to read and to write in, the author, and what happens when the disk fails."""

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from dossier.errors import DossierError, StoreProblem
from dossier.vault import search_index as _search_index  # noqa: F401  (it follows every session)
from dossier.vault.driver_errors import require_whole_pages, suppress_codes, translated_driver_errors
from dossier.vault.keys import Opened, sub_key
from dossier.vault.sessions import VaultSession

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import TracebackType

    import sqlalchemy as sa

    from dossier.vault.failed_tries import FailedTries
    from dossier.vault.header import Header
    from dossier.vault.lock import VaultLock
    from dossier.vault.search_hits import Hit
    from dossier.vault.signing import SigningKey

DATABASE_NAME: Final = "vault.db"
OBJECTS_NAME: Final = "objects"
LASTING_LABELS: Final = frozenset({"ids"})
"""Keys that outlive a new epoch: names of files must not change."""


class Vault:
    """One open vault, in a folder or on a server. Use it as a context manager, or close it."""

    def __init__(
        self,
        header: "Header",
        opened: Opened,
        writer: "sa.Engine",
        reader: "sa.Engine",
        *,
        path: "Path | None" = None,
        lock: "VaultLock | None" = None,
    ) -> None:
        self.author = opened.author
        """The name that this passphrase writes under."""
        self.path = path
        """The folder; None for a server."""
        self.header = header
        self.failed_tries: FailedTries | None = None
        """Wrong passphrases since the vault was opened before, to be told to the person."""
        self._opened = opened
        self._writer = writer
        self._reader = reader
        self._lock = lock
        self._failed = False

    def __repr__(self) -> str:
        return f"Vault({self.header.vault_id!r})"

    @property
    def is_server(self) -> bool:
        """Whether it is a team's PostgreSQL."""
        return self.path is None

    @property
    def vault_id(self) -> str:
        """The public number of the vault, 32 hexadecimal digits."""
        return self.header.vault_id

    def key_for(self, label: str) -> bytes:
        """The 32-byte key for one purpose, a label of docs/format.md."""
        return sub_key(self._opened.first if label in LASTING_LABELS else self._opened.master, label)

    @property
    def slot_id(self) -> str:
        """Which slot of the header opened it: it stands in the journal as the device."""
        return self._opened.slot_id

    def spare_memory(self) -> None:
        """Let the database keep a part of itself in memory that fits its size: for screens, which are open all day."""
        from dossier.vault.engine import keep_part

        if self.path is not None:
            for engine in (self._reader, self._writer):
                keep_part(engine, self.path / DATABASE_NAME)

    def forget_pages(self) -> None:
        """Give back what is kept in memory of the database, until it is read again; nothing on a server."""
        from dossier.vault.engine import forget_pages

        if self.path is not None:
            forget_pages(self._reader)

    def fresh_header(self) -> "Header":
        """The header as it lies there now, which another process may have changed.

        Raises:
            VaultProblem: "vault.damaged_header" where it is not signed by the master key of this session.
        """
        from dossier.vault import header as headers
        from dossier.vault import server

        found = server.read_header(self._reader) if self.path is None else headers.read_header(self.path)
        headers.require_signed(found, self._opened.master)
        return found

    def store_header(self, header: "Header") -> None:
        """Replace the header; the one before goes as soon as the new one has been read back."""
        from dossier.vault import header as headers
        from dossier.vault import server

        if self.path is None:
            server.write_header(self._writer, header)
        else:
            headers.write_header(self.path, header)
            headers.forget_previous_header(self.path, headers.read_header(self.path))
        self.header = header

    def signing_key(self) -> "SigningKey":
        """The key with which this person signs checkpoints."""
        from dossier.vault.signing import signing_key

        return signing_key(self._opened.secret)

    def signer_line(self) -> str:
        """The public part of it, base64."""
        from dossier.vault.keys import signer_line

        return signer_line(self._opened.secret)

    @contextmanager
    def read(self) -> "Iterator[VaultSession]":
        """A session that sees one moment and cannot write; it never makes a writer wait.

        Raises:
            VaultProblem: "vault.damaged", "vault.server", "vault.new_key".
            StoreProblem: "store.failed".
        """
        with translated_driver_errors(), self._session(self._reader) as session:
            self._require_same_epoch(session)
            try:
                yield session
            finally:
                self._require_whole_pages(session)

    @contextmanager
    def write(self, *, reason: str | None = None) -> "Iterator[VaultSession]":
        """One transaction: committed on leaving, rolled back as a whole on any exception.

        Rows get their author, time and version, and the journal its entries, in the same transaction. Objects stay
        readable after it.

        Args:
            reason: Why, for the journal.

        Raises:
            StoreProblem: "store.full", "store.refused", "store.busy", "store.failed"; after the last one the vault is
                read-only ("store.read_only") until it is opened again.
            Conflict: "store.conflict": somebody changed a record meanwhile.
            VaultProblem: "vault.new_key".
        """
        self._require_writable()
        with self._noticing_failure(), translated_driver_errors(), self._session(self._writer) as session:
            session.reason = reason
            session.connection()  # the lock of writers is taken now, not in the middle of the work
            self._require_same_epoch(session)
            try:
                yield session
            finally:
                self._require_whole_pages(session)
            self._commit(session)

    def _commit(self, session: VaultSession) -> None:
        """Commit; where a server's answer got lost on the way, ask it again whether the work was kept."""
        if self.is_server:
            from dossier.vault import server

            server.commit(self._writer, session)
        else:
            session.commit()

    @contextmanager
    def connection(self) -> "Iterator[Any]":
        """The driver's own connection inside one write transaction, for bulk streams; it writes no journal by itself.

        Entries are added by ``dossier.vault.journal.append``. Do not commit or roll back on it.

        Raises:
            As ``write``.
        """
        self._require_writable()
        with self._noticing_failure(), translated_driver_errors(), self._writer.begin() as connection:
            yield from self._whole(connection)

    @contextmanager
    def reading_connection(self) -> "Iterator[Any]":
        """The driver's own connection inside one reading transaction, for export streams."""
        with translated_driver_errors(), self._reader.connect() as connection, connection.begin():
            yield from self._whole(connection)

    def _require_same_epoch(self, session: VaultSession) -> None:
        """On a server somebody may be removed while they have it open; a folder is rebuilt by who is alone in it."""
        if self.is_server:
            from dossier.vault import server

            server.require_epoch(session.connection(), self.header.epoch)

    def _whole(self, connection: "sa.Connection") -> "Iterator[Any]":
        driver = connection.connection.driver_connection
        try:
            yield driver
        finally:
            if not self.is_server:
                require_whole_pages(driver)

    def _require_whole_pages(self, session: VaultSession) -> None:
        if not self.is_server and session.is_active and session.in_transaction():
            require_whole_pages(session.connection().connection.driver_connection)

    def search(self, words: str, limit: int = 10) -> "list[Hit]":
        """What is found under these words, best first: references, names in any script, titles, numbers, articles.

        Args:
            words: Any text; at most its first 400 characters are read.
            limit: At most so many hits.
        """
        from dossier.vault.search import search

        with translated_driver_errors(), self._reader.connect() as connection, connection.begin():
            return search(connection, words, limit)

    def _session(self, engine: "sa.Engine") -> VaultSession:
        return VaultSession(engine, author=self.author, device=self.slot_id)

    def _require_writable(self) -> None:
        if self._failed:
            raise StoreProblem("store.read_only")

    @contextmanager
    def _noticing_failure(self) -> "Iterator[None]":
        """After a failed write to the disk nothing is written any more: a second fsync would lie."""
        try:
            yield
        except DossierError as problem:
            self._failed = self._failed or problem.code == "store.failed"
            raise

    @property
    def is_in_use(self) -> bool:
        """Whether another thread reads or writes in it this moment."""
        return any(engine.pool.checkedout() for engine in (self._writer, self._reader))  # type: ignore[attr-defined]

    def close(self) -> None:
        """Fold the write-ahead log into the database, let the keys and the lock go; closing twice is fine.

        What another thread still reads goes on to its end, and its connection is closed then.
        """
        from dossier.vault.engine import close_engine

        try:
            if self._lock is not None:
                self.fold_log()
        finally:
            close_engine(self._writer)
            close_engine(self._reader)
            if self._lock is not None:
                self._lock.close()
                self._lock = None

    def fold_log(self) -> None:
        """Fold the write-ahead log into the database: on closing, and before its pages are checked.

        Where another process reads, or the disk is full, the log stays, which is as safe. Nothing to do on a server.
        """
        if self.is_server or self._failed:
            return
        with suppress_codes("store.full", "store.busy"), translated_driver_errors():
            raw = self._writer.raw_connection()
            try:
                raw.cursor().execute("PRAGMA busy_timeout=0").execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            finally:
                raw.invalidate()

    def __enter__(self) -> "Vault":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: "TracebackType | None"
    ) -> None:
        self.close()
