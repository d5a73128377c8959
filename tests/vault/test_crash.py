"""What was acknowledged is there, nothing half done is: after kill -9, a full disk, a failing disk, two at once.

Cases R5, R7 to R11, R13 and M5 to M6 of the threat study; the power cuts themselves are a script of their own.
"""

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlmodel import select

from dossier.vault import create_vault, journal, open_vault
from dossier.vault.migrate import verify_database
from dossier.vault.tables import Change, Person

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dossier.vault import Vault
    from dossier.vault.keys import Kdf

WRITER = Path(__file__).with_name("writer.py")
CANARY = "КанарэйкаKanarejka7731"


def _start(folder: Path, passphrase: str, what: str, *, before: tuple[str, ...] = (), **options: Any) -> Any:
    command = [*before, sys.executable, str(WRITER), str(folder), passphrase, what]
    environment = {**os.environ, "PYTHONPATH": str(WRITER.parents[2])}
    return subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment, **options
    )


def _labels(vault: "Vault") -> set[str]:
    with vault.read() as session:
        return set(session.exec(select(Person.label)))


def _assert_sound(folder: Path, passphrase: str, acknowledged: set[str]) -> None:
    """Everything acknowledged, at most one more, the journal whole, every page sealed."""
    with open_vault(folder, passphrase) as vault:
        labels = _labels(vault)
        with vault.read() as session:
            persons = session.exec(select(Person.id)).all()
            entries = [change.model_dump() for change in session.exec(select(Change).order_by("number"))]
        key = vault.key_for("db")
    assert acknowledged <= labels
    assert len(labels - acknowledged) <= 1
    changes = [entry for entry in entries if entry["action"] not in ("unlock", "keys")]
    assert len(changes) == len(persons), "a change without its entry, or an entry without its change"
    assert list(journal.verify(entries)) == []
    verify_database(folder / "vault.db", key)


def test_kill_loses_nothing_acknowledged(vault_folder: Path, passphrase: str) -> None:
    chance = random.Random(1)
    acknowledged: set[str] = set()
    for _attempt in range(4):
        process = _start(vault_folder, passphrase, "100000")
        acknowledged.add(process.stdout.readline().strip())
        time.sleep(chance.random() * 0.3)
        process.kill()
        acknowledged |= set(process.communicate()[0].split())
        with open_vault(vault_folder, passphrase) as vault:
            extra = _labels(vault) - acknowledged
        assert len(extra) <= 1
        acknowledged |= extra
    assert len(acknowledged) > 10
    _assert_sound(vault_folder, passphrase, acknowledged)


def test_a_making_that_is_killed_leaves_no_vault_or_a_working_one(
    tmp_path: Path, passphrase: str, cheap_kdf: "Kdf"
) -> None:
    for attempt in range(4):
        folder = tmp_path / f"v{attempt}"
        process = _start(folder, passphrase, "create")
        process.stdout.readline()
        time.sleep(0.3 * attempt)
        process.kill()
        process.communicate()
        if not (folder / "header.json").exists():
            create_vault(folder, passphrase=passphrase, author="A", kdf=cheap_kdf, seed=lambda _: None).close()
        _assert_sound(folder, passphrase, set())


def test_two_processes_take_turns(vault_folder: Path, passphrase: str) -> None:
    both = [_start(vault_folder, passphrase, "30") for _ in range(2)]
    acknowledged = {line for process in both for line in process.communicate()[0].split()}
    assert [process.returncode for process in both] == [0, 0]
    assert len(acknowledged) == 60
    _assert_sound(vault_folder, passphrase, acknowledged)


def _refusals(process: Any) -> tuple[set[str], list[str]]:
    lines = process.communicate()[0].splitlines()
    acknowledged = {line for line in lines if not line.startswith("refused")}
    return acknowledged, [line.removeprefix("refused ") for line in lines if line.startswith("refused")]


def test_a_full_disk_is_called_full_and_what_was_saved_can_be_read_on_it(
    small_disk: Path, vault_folder: Path, passphrase: str
) -> None:
    folder = Path(shutil.copytree(vault_folder, small_disk / "vault"))
    ballast = small_disk / "ballast"
    ballast.write_bytes(b"0" * 3_000_000)  # later what is in the write-ahead log needs as much room again
    acknowledged, codes = _refusals(_start(folder, passphrase, "refused"))
    assert len(acknowledged) > 10
    assert set(codes) == {"store.full"}
    with open_vault(folder, passphrase) as vault:
        assert acknowledged <= _labels(vault)
    ballast.unlink()
    with open_vault(folder, passphrase) as vault, vault.write() as session:
        session.add(Person(label="after"))
    larger_disk = Path(shutil.copytree(folder, small_disk.parent / "moved"))
    _assert_sound(larger_disk, passphrase, acknowledged | {"after"})


def test_a_disk_without_room_for_a_vault_gets_none(small_disk: Path, passphrase: str, cheap_kdf: "Kdf") -> None:
    (small_disk / "ballast").write_bytes(b"0" * (6 * 1024 * 1024 - 300_000))
    with pytest.raises(Exception, match=r"store\.full"):
        create_vault(small_disk / "v", passphrase=passphrase, author="A", kdf=cheap_kdf, seed=lambda _: None)
    assert list((small_disk / "v").iterdir()) == []


def test_the_limit_on_the_size_of_a_file_kills_nobody(vault_folder: Path, passphrase: str) -> None:
    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (3 << 20, 3 << 20))

    process = _start(vault_folder, passphrase, "refused", preexec_fn=limit)
    acknowledged, codes = _refusals(process)
    assert len(acknowledged) > 10
    assert codes[0] in {"store.full", "store.failed"}
    assert codes[1] in {"store.full", "store.read_only"}
    _assert_sound(vault_folder, passphrase, acknowledged)


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed: no fsync can be made to fail")
@pytest.mark.parametrize("when", ["6", "9"])
def test_a_failed_fsync_makes_the_vault_read_only_and_is_never_tried_again(
    vault_folder: Path, passphrase: str, when: str
) -> None:
    fail = ("strace", "-f", "-qq", "-o", "/dev/null", "-e", f"inject=fsync,fdatasync:error=EIO:when={when}")
    acknowledged, codes = _refusals(_start(vault_folder, passphrase, "refused", before=fail))
    assert codes == ["store.failed", "store.read_only"]
    _assert_sound(vault_folder, passphrase, acknowledged)


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed: no read can be made to fail")
@pytest.mark.parametrize("first", ["1", "4", "9"])
def test_a_disk_that_does_not_answer_any_more_is_called_so_without_a_trace(
    vault_folder: Path, passphrase: str, tmp_path: Path, first: str
) -> None:
    """As when it is pulled out: from some read of the database on, every one fails."""
    secret = tmp_path / "secret"
    secret.write_text(passphrase, encoding="utf-8")
    secret.chmod(0o600)
    environment = {**os.environ, "PYTHONPATH": str(WRITER.parents[2]), "DOSSIER_LANG": "en"}
    environment |= {"DOSSIER_PASSPHRASE_FILE": str(secret), "DOSSIER_VAULT": str(vault_folder)}
    fail = ("-e", f"inject=pread64:error=EIO:when={first}+", "-P", str(vault_folder / "vault.db"))
    command = ["strace", "-f", "-qq", "-o", "/dev/null", *fail, sys.executable, "-P", "-m", "dossier", "search", "x"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode in (3, 5), done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr.strip()


def _clear_text(folder: Path) -> list[str]:
    forms = [CANARY.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be")] + [b"Kanarejka7731"]
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert files
    return [path.name for path in files if any(form in path.read_bytes() for form in forms)]


def test_no_clear_text_reaches_the_disk_even_in_the_middle_of_a_large_transaction(
    vault_folder: Path, passphrase: str, tmp_path: Path
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        for name in ("TMPDIR", "SQLITE_TMPDIR"):
            patch.setenv(name, str(temporary))
        process = _start(vault_folder, passphrase, "large", cwd=temporary)
    assert process.stdout.readline().strip() == "temporary files 0"
    assert (vault_folder / "vault.db-wal").stat().st_size > 5_000_000
    assert _clear_text(vault_folder) == []
    assert list(temporary.iterdir()) == []
    process.kill()
    process.communicate()
    assert _clear_text(vault_folder) == []
    _assert_sound(vault_folder, passphrase, set())


def test_what_was_removed_is_not_in_the_free_pages(vault_folder: Path, passphrase: str) -> None:
    from uuid_utils.compat import uuid7

    from dossier.vault.tables import SavedSearch

    with open_vault(vault_folder, passphrase) as vault:
        with vault.write() as session:
            session.add(found := SavedSearch(id=uuid7(), title="a", words=CANARY * 20))
        with vault.write() as session:
            session.delete(session.get_one(SavedSearch, found.id))
        with vault.connection() as driver:
            driver.execute("SELECT 1")
        pages = _decrypted(vault, vault_folder.parent)
    assert b"vocabulary_entry" in pages, "these are not the decrypted pages"
    assert b"Kanarejka7731" not in pages


def _decrypted(vault: "Vault", aside: Path) -> bytes:
    """All pages as SQLite sees them, free ones too."""
    from dossier.vault.engine import connect_sqlcipher

    assert vault.path is not None
    connection = connect_sqlcipher(vault.path / "vault.db", vault.key_for("db"))
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    size = int(connection.execute("PRAGMA page_size").fetchone()[0])
    connection.close()
    return b"".join(_pages((vault.path / "vault.db").read_bytes(), vault.key_for("db"), size))


def _pages(content: bytes, key: bytes, size: int) -> "Iterator[bytes]":
    """SQLCipher 4: AES-256-CBC, 16 bytes of IV and 64 of HMAC at the end of a page, the salt before the first one."""
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    for start in range(0, len(content), size):
        page = content[start : start + size]
        body, tail = page[16 if start == 0 else 0 : -80], page[-80:]
        opened = Cipher(algorithms.AES256(key), modes.CBC(tail[:16])).decryptor()
        yield opened.update(body) + opened.finalize()


@pytest.mark.parametrize("signal_number", [signal.SIGTERM, signal.SIGINT])
def test_being_asked_to_stop_loses_nothing(vault_folder: Path, passphrase: str, signal_number: int) -> None:
    process = _start(vault_folder, passphrase, "100000", stderr=subprocess.DEVNULL)
    first = process.stdout.readline()
    process.send_signal(signal_number)
    acknowledged = set((first + process.communicate()[0]).split())
    _assert_sound(vault_folder, passphrase, acknowledged)


def test_a_mark_that_had_no_name_yet_does_not_keep_a_vault_from_being_made(
    tmp_path: Path, passphrase: str, cheap_kdf: "Kdf"
) -> None:
    """What a power cut leaves in the first moment of a making: without the mark, but with its temporary name."""
    folder = tmp_path / "vault"
    folder.mkdir()
    (folder / ".making.0a1b2c3d.tmp").write_bytes(b"")
    create_vault(folder, passphrase=passphrase, author="A", kdf=cheap_kdf, seed=lambda _session: None).close()
    assert not list(folder.glob(".making*"))
    with open_vault(folder, passphrase) as vault:
        assert vault.author == "A"
