"""A team's vault on PostgreSQL: the same keys and words for what is wrong; what an interrupted making leaves."""

import select
import socket
import socketserver
import tempfile
import threading
from contextlib import contextmanager, nullcontext, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from dossier.errors import StoreProblem, VaultProblem
from dossier.vault import create_vault, keyring, master_key, open_vault, paper_signing, server
from dossier.vault.checking import check_vault
from dossier.vault.engine import server_engine, server_url
from dossier.vault.places import is_server_url
from dossier.vault.tables import Person, PersonName

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dossier.vault import Vault
    from dossier.vault.keys import Kdf


def _nothing(_session: Any) -> None:
    """No seeds."""


def _code(url: str, passphrase: str | None) -> str:
    with pytest.raises(VaultProblem) as refused, open_vault(url, passphrase):
        pass
    return refused.value.code


def _execute(url: str, statement: str) -> None:
    engine = server_engine(server_url(url))
    with engine.begin() as connection:
        connection.execute(sa.text(statement))
    engine.dispose()


@pytest.fixture
def made_url(postgres_url: str, passphrase: str, cheap_kdf: "Kdf") -> str:
    """A vault on a server, closed."""
    create_vault(postgres_url, passphrase=passphrase, author="Алеся", kdf=cheap_kdf, seed=_nothing).close()
    return postgres_url


def test_a_vault_on_a_server_opens_with_its_passphrase(made_url: str, passphrase: str) -> None:
    with open_vault(made_url, passphrase) as vault:
        assert (vault.is_server, vault.path, vault.author) == (True, None, "Алеся")
        with vault.write() as session:
            session.add(Person(label="Ян"))
        with vault.read() as session:
            assert session.connection().scalar(sa.select(sa.func.count()).select_from(Person)) == 1


def test_a_wrong_passphrase_is_called_wrong(made_url: str) -> None:
    assert _code(made_url, "зусім іншая фраза з пяці слоў") == "vault.passphrase"
    assert _code(made_url, None) == "vault.no_passphrase"


def test_a_damaged_header_is_called_a_damaged_header(made_url: str, passphrase: str) -> None:
    _execute(made_url, "UPDATE vault_header SET body = left(body, 100)")
    assert _code(made_url, passphrase) == "vault.damaged_header"


@pytest.mark.parametrize(("number", "code"), [("9999", "vault.newer"), ("0001", "vault.older")])
def test_another_schema_is_refused(made_url: str, passphrase: str, number: str, code: str) -> None:
    _execute(made_url, f"UPDATE alembic_version SET version_num = '{number}'")
    assert _code(made_url, passphrase) == code


def test_an_empty_database_is_no_vault(postgres_url: str, passphrase: str) -> None:
    assert _code(postgres_url, passphrase) == "vault.missing"


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://nobody@/none?host=/nowhere",
        "postgresql://nobody:secret@127.0.0.1:1/none",
        "postgresql://[bad",
        "postgresql://x@h:port/d",
    ],
)
def test_a_server_that_does_not_answer_is_called_so_without_its_password(url: str) -> None:
    with pytest.raises(VaultProblem) as refused:
        open_vault(url, "x")
    assert refused.value.code == "vault.server"
    assert "secret" not in str(refused.value) + repr(refused.value) + refused.value.message
    assert refused.value.__suppress_context__


def test_an_unknown_database_of_a_living_server_is_called_so(postgres_url: str, passphrase: str) -> None:
    assert _code(postgres_url.replace("/t", "/unknown_t", 1), passphrase) == "vault.server"


def test_a_vault_is_not_made_over_another(made_url: str, passphrase: str, cheap_kdf: "Kdf") -> None:
    with pytest.raises(VaultProblem) as refused:
        create_vault(made_url, passphrase=passphrase, author="Eve", kdf=cheap_kdf, seed=_nothing)
    assert refused.value.code == "vault.exists"
    with open_vault(made_url, passphrase) as vault:
        assert vault.author == "Алеся"


def test_a_database_with_other_tables_is_left_alone(postgres_url: str, passphrase: str, cheap_kdf: "Kdf") -> None:
    _execute(postgres_url, "CREATE TABLE accounts (n integer)")
    with pytest.raises(VaultProblem) as refused:
        create_vault(postgres_url, passphrase=passphrase, author="A", kdf=cheap_kdf, seed=_nothing)
    assert refused.value.code == "vault.not_empty"
    _execute(postgres_url, "INSERT INTO accounts VALUES (1)")


def test_what_an_interrupted_making_left_is_made_anew(postgres_url: str, passphrase: str, cheap_kdf: "Kdf") -> None:
    def fail(_session: Any) -> None:
        raise RuntimeError("the connection broke")

    with pytest.raises(RuntimeError):
        create_vault(postgres_url, passphrase=passphrase, author="A", kdf=cheap_kdf, seed=fail)
    assert _code(postgres_url, passphrase) == "vault.missing"
    create_vault(postgres_url, passphrase=passphrase, author="A", kdf=cheap_kdf, seed=_nothing).close()
    with open_vault(postgres_url, passphrase) as vault:
        assert vault.author == "A"


def test_a_connection_that_broke_is_called_so_and_the_next_one_works(server_vault: "Vault") -> None:
    with pytest.raises(VaultProblem) as refused, server_vault.write() as session:
        session.execute(sa.text("SELECT pg_terminate_backend(pg_backend_pid())"))
    assert refused.value.code == "vault.server"
    with server_vault.write() as session:
        session.add(Person(label="Ян"))


def test_a_connection_cut_before_any_statement_leaves_no_half_work(server_vault: "Vault") -> None:
    saved: list[str] = []
    cut = 0
    while len(saved) < 2:  # the second time nothing was cut, for there is no such statement any more
        cut += 1
        with suppress(VaultProblem), _cut_before(server_vault, cut), server_vault.write() as session:
            session.add(person := Person(label=f"p{cut}"))
            session.flush()
            session.add(PersonName(person_id=person.id, as_written=f"p{cut}"))
            saved.append(f"p{cut}")
            session.flush()
        with server_vault.read() as session:
            labels = set(session.execute(sa.select(Person.label)).scalars())  # type: ignore[call-overload]
            names = set(session.execute(sa.select(PersonName.as_written)).scalars())  # type: ignore[call-overload]
        assert labels == names
        saved = [one for one in saved if one in labels]
    assert cut > 5
    assert check_vault(server_vault) == []


@contextmanager
def _cut_before(vault: "Vault", number: int) -> "Iterator[None]":
    """The server lets go of whoever is about to send the statement of that number."""
    seen = 0

    def look(connection: sa.Connection, *_facts: object) -> None:
        nonlocal seen
        seen += 1
        if seen == number:
            process = connection.connection.driver_connection.info.backend_pid  # type: ignore[union-attr]
            with vault._reader.connect() as other:
                other.execute(sa.text(f"SELECT pg_terminate_backend({process})"))

    event.listen(vault._writer, "before_cursor_execute", look)
    try:
        yield
    finally:
        event.remove(vault._writer, "before_cursor_execute", look)


class _Cut(socketserver.BaseRequestHandler):
    """One connection through ``_Between``; that of the first COMMIT breaks, before it went on or before its answer."""

    server: "_Between"

    def handle(self) -> None:
        with socket.socket(socket.AF_UNIX) as server:
            server.connect(self.server.leads_to)
            while True:
                ready, _writing, _failed = select.select([self.request, server], [], [])
                for one, other in ((server, self.request), (self.request, server)):
                    if one in ready and not self._pass_on(one, other, server):
                        return

    def _pass_on(self, one: socket.socket, other: socket.socket, server: socket.socket) -> bool:
        content = one.recv(65536)
        if other is not server or b"COMMIT" not in content or not self.server.is_armed:
            other.sendall(content)
            return content != b""
        self.server.is_armed = False
        if self.server.goes_on:
            server.sendall(content)
            server.recv(65536)
        return False


class _Between(socketserver.ThreadingUnixStreamServer):
    """Between a program and its server."""

    def __init__(self, place: "Path", leads_to: str, *, goes_on: bool) -> None:
        super().__init__(str(place), _Cut)
        self.leads_to, self.goes_on, self.is_armed = leads_to, goes_on, True


@contextmanager
def _through(vault: "Vault", *, goes_on: bool) -> "Iterator[None]":
    """The vault writes through ``_Between``."""
    before = vault._writer
    with tempfile.TemporaryDirectory(prefix="cut") as name:  # short: the path of a socket has at most 107 bytes
        leads_to = f"{before.url.query['host']}/.s.PGSQL.5432"
        with _Between(Path(name) / ".s.PGSQL.5432", leads_to, goes_on=goes_on) as between:
            threading.Thread(target=between.serve_forever).start()
            vault._writer = server_engine(before.url.update_query_dict({"host": name}))
            try:
                yield
            finally:
                vault._writer.dispose()
                vault._writer = before
                between.shutdown()


@pytest.mark.parametrize("goes_on", [True, False], ids=["kept", "not kept"])
def test_whether_a_save_was_kept_whose_answer_got_lost_is_asked_again(server_vault: "Vault", goes_on: bool) -> None:
    """Case T15: what was kept is not called lost, so that nobody saves it twice; what was not is."""
    lost = nullcontext() if goes_on else pytest.raises(VaultProblem, match=r"vault\.server")
    with _through(server_vault, goes_on=goes_on), lost, server_vault.write() as session:
        session.add(person := Person(label="Ян", remarks="x"))
    with server_vault.read() as session:
        assert list(session.execute(sa.select(Person.label)).scalars()) == ["Ян"] * goes_on  # type: ignore[call-overload]
    assert not goes_on or (person.remarks, person.version) == ("x", 1)
    assert check_vault(server_vault) == []


def test_who_is_removed_is_out_at_the_next_action(made_url: str, passphrase: str, cheap_kdf: "Kdf") -> None:
    """Also where they have the vault open; everybody else opens it anew with their own passphrase."""
    other = "granite velvet onion trapeze muffin seldom"
    with open_vault(made_url, passphrase) as vault:
        gone = keyring.add_person(vault, "Борис", other, cheap_kdf)
    with open_vault(made_url, other) as removed, open_vault(made_url, passphrase) as stays:
        with removed.write() as session:
            session.add(Person(label="Ян"))
        signed = paper_signing.own_key(removed, now=datetime.now(UTC))
        master_key.remove_person(made_url, passphrase, gone)
        for vault in (removed, stays):
            for session_of in (vault.read, vault.write):
                with pytest.raises(VaultProblem, match=r"vault\.new_key"), session_of() as session:
                    session.execute(sa.select(Person))
    assert _code(made_url, other) == "vault.passphrase"
    with open_vault(made_url, passphrase) as vault, vault.read() as session:
        assert session.connection().scalar(sa.select(sa.func.count()).select_from(Person)) == 1
        keys = [(one.fingerprint == signed.fingerprint, one.until is None) for one in paper_signing.paper_keys(vault)]
        assert keys == [(True, False), (False, True)], "what they signed papers with ended"


@pytest.mark.parametrize("table", ["change", "journal_checkpoint", "custody_event", "ern_range"])
def test_the_server_itself_refuses_to_empty_what_only_grows(server_vault: "Vault", table: str) -> None:
    """With the account of a member and without the program. Case T3."""
    with server_vault.write() as session:
        session.add(Person(label="Ян"))
    with pytest.raises(StoreProblem, match=r"store\.sealed_row"), server_vault.connection() as driver:
        driver.cursor().execute(f"TRUNCATE {table} CASCADE")
    assert check_vault(server_vault) == []


AS_IT_COMES = ("log_min_messages = warning", "log_min_error_statement = error", "log_error_verbosity = default")
PROVOKING = (
    "INSERT INTO kept VALUES ('kanarejka'), ('kanarejka')", "INSERT INTO kept VALUES ('kanarejkakanarejka')",
    "SELECT 'kanarejka'::uuid", "SELECT 'kanarejka' FROM nowhere", "SELECT 1 / 0, 'kanarejka'", "kanarejka",
)  # fmt: skip
"""One of each kind of error whose text, detail or statement has the value in it."""


def _provoke(url: str, settings: "Sequence[str]" = ()) -> None:
    import psycopg

    for statement in PROVOKING:
        with psycopg.connect(url, autocommit=True) as connection:
            for setting in settings:
                connection.execute(f"SET {setting}".encode())
            with pytest.raises(psycopg.Error):
                connection.execute(statement.encode())


def test_the_servers_own_log_has_no_values_under_the_settings_of_the_manual(
    postgres_url: str, server_log: "Path"
) -> None:
    """Case T1. Under those that a server comes with it has them, or else this would prove nothing."""
    _execute(postgres_url, "CREATE TABLE kept (name varchar(12) UNIQUE)")
    _provoke(postgres_url)
    assert b"kanarejka" not in server_log.read_bytes()
    _provoke(postgres_url, AS_IT_COMES)
    assert server_log.read_bytes().count(b"kanarejka") >= len(PROVOKING)


def test_a_header_is_replaced_as_a_whole(made_url: str, passphrase: str) -> None:
    with open_vault(made_url, passphrase) as vault:
        server.write_header(vault._writer, vault.header)
        assert server.read_header(vault._reader) == vault.header


@pytest.mark.parametrize(
    ("place", "is_server"),
    [
        ("postgresql://h/d", True),
        ("postgres://h/d", True),
        ("/home/a/vault", False),
        ("postgresql", False),
        ("C:\\vault", False),
    ],
)
def test_a_place_is_a_folder_or_a_server(place: str, is_server: bool) -> None:
    assert is_server_url(place) is is_server
