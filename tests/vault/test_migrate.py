"""Upgrading a vault: a verified copy first, all steps or none, nobody else inside, every row kept."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa

from dossier.errors import StoreProblem, VaultProblem
from dossier.vault import create_vault, open_vault, schema
from dossier.vault.engine import connect_sqlcipher
from dossier.vault.keys import Kdf
from dossier.vault.migrate import COPIES, migrate_vault, verify_database
from dossier.vault.tables import Person

if TYPE_CHECKING:
    from dossier.vault import Vault

ROWS = 200


def _old_rows(session: Any) -> None:
    """Persons as the first schema knows them, whatever the present tables say."""
    insert = (
        "INSERT INTO person (id, ref, created_at, created_by, updated_at, updated_by, version, protection_class, label,"
        " sex, deceased, citizenship_codes, is_public_official, tlp) VALUES"
        " (:id, :ref, '2026-01-01', 'A', '2026-01-01', 'A', 1, 1, 'Ян', 'male', false, '[]', false, 'AMBER')"
    )
    on_server = session.connection().dialect.name == "postgresql"
    for number in range(ROWS):
        key = f"{number:032x}"
        session.execute(sa.text(insert), {"id": key if on_server else bytes.fromhex(key), "ref": f"P-{number}"})


def _make_old(place: str | Path, passphrase: str, kdf: Kdf) -> None:
    upgrade = schema.upgrade
    with pytest.MonkeyPatch.context() as old:
        old.setattr(schema, "upgrade", lambda connection: upgrade(connection, "0001"))
        create_vault(place, passphrase=passphrase, author="A", kdf=kdf, seed=_old_rows).close()


@pytest.fixture(scope="session")
def _old_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("old") / "vault"
    _make_old(folder, "plank carnation utensil plaster dill nuzzle", Kdf(19 * 1024, 2, 1))
    return folder


@pytest.fixture
def old_folder(_old_template: Path, tmp_path: Path) -> Path:
    """A vault of the first schema with rows in it."""
    return Path(shutil.copytree(_old_template, tmp_path / "old"))


def _count(vault: "Vault") -> int:
    with vault.read() as session:
        return int(session.connection().scalar(sa.select(sa.func.count()).select_from(Person)) or 0)


def test_an_old_vault_asks_to_be_migrated_and_then_opens_with_every_row(old_folder: Path, passphrase: str) -> None:
    with pytest.raises(VaultProblem) as refused:
        open_vault(old_folder, passphrase)
    assert refused.value.code == "vault.older"
    done = migrate_vault(old_folder, passphrase)
    assert (done.before, done.after) == ("0001", schema.newest_number())
    with open_vault(old_folder, passphrase) as vault:
        assert _count(vault) == ROWS


def test_an_old_vault_on_a_server_is_migrated_too(postgres_url: str, passphrase: str, cheap_kdf: Kdf) -> None:
    _make_old(postgres_url, passphrase, cheap_kdf)
    assert migrate_vault(postgres_url, passphrase).copy is None
    with open_vault(postgres_url, passphrase) as vault:
        assert _count(vault) == ROWS


def test_a_present_vault_is_left_alone(vault_folder: Path, passphrase: str) -> None:
    before = (vault_folder / "vault.db").read_bytes()
    done = migrate_vault(vault_folder, passphrase)
    assert (done.before, done.copy) == (done.after, None)
    assert (vault_folder / "vault.db").read_bytes() == before


def test_the_copy_is_the_old_vault_under_the_same_passphrase(old_folder: Path, passphrase: str, tmp_path: Path) -> None:
    done = migrate_vault(old_folder, passphrase)
    assert done.copy is not None
    restored = Path(shutil.copytree(done.copy, tmp_path / "restored"))
    assert {path.name for path in restored.iterdir()} == {"vault.db", "header.json"}
    assert [path.stat().st_mode & 0o077 for path in (done.copy, *done.copy.iterdir())] == [0, 0, 0]
    migrate_vault(restored, passphrase)
    with open_vault(restored, passphrase) as vault:
        assert _count(vault) == ROWS


def test_nothing_is_migrated_while_somebody_has_the_vault_open(
    vault: "Vault", vault_folder: Path, passphrase: str
) -> None:
    with vault.connection() as driver:
        driver.execute("UPDATE alembic_version SET version_num = '0001'")
    with pytest.raises(VaultProblem) as refused:
        migrate_vault(vault_folder, passphrase)
    assert refused.value.code == "vault.in_use"


def test_a_newer_vault_is_not_migrated_backwards(vault_folder: Path, passphrase: str) -> None:
    with open_vault(vault_folder, passphrase) as vault, vault.connection() as driver:
        driver.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(VaultProblem) as refused:
        migrate_vault(vault_folder, passphrase)
    assert refused.value.code == "vault.newer"


def test_a_failing_step_undoes_all_steps(old_folder: Path, passphrase: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from alembic.operations import Operations

    def fail(*_given: object, **_options: object) -> None:
        raise RuntimeError("the step has a mistake")

    with monkeypatch.context() as broken:
        broken.setattr(Operations, "create_table", fail)
        with pytest.raises(StoreProblem) as refused:
            migrate_vault(old_folder, passphrase)
    assert refused.value.code == "store.migration"
    assert migrate_vault(old_folder, passphrase).before == "0001"


def test_a_copy_that_does_not_verify_stops_everything(
    old_folder: Path, passphrase: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_path: Path, _key: bytes) -> None:
        raise StoreProblem("store.copy")

    with monkeypatch.context() as broken:
        broken.setattr("dossier.vault.migrate.verify_database", refuse)
        with pytest.raises(StoreProblem):
            migrate_vault(old_folder, passphrase)
    assert migrate_vault(old_folder, passphrase).before == "0001"


@pytest.mark.parametrize("page", [2, 9, -1])
def test_a_flipped_bit_in_a_copy_is_seen(vault_folder: Path, passphrase: str, page: int) -> None:
    with open_vault(vault_folder, passphrase) as vault:
        key = vault.key_for("db")
    database = vault_folder / "vault.db"
    content = bytearray(database.read_bytes())
    content[page * 4096 + 50] ^= 1
    database.write_bytes(content)
    with pytest.raises(StoreProblem) as refused:
        verify_database(database, key)
    assert refused.value.code == "store.copy"


def test_a_copy_cut_short_is_seen(vault_folder: Path, passphrase: str) -> None:
    """The check of the pages' seals alone calls it clean."""
    with open_vault(vault_folder, passphrase) as vault:
        key = vault.key_for("db")
    os.truncate(vault_folder / "vault.db", (vault_folder / "vault.db").stat().st_size - 4096)
    with pytest.raises(StoreProblem) as refused:
        verify_database(vault_folder / "vault.db", key)
    assert refused.value.code == "store.copy"


def test_a_migration_killed_at_any_moment_leaves_the_old_or_the_new_vault(
    old_folder: Path, passphrase: str, tmp_path: Path
) -> None:
    script = "import sys; from dossier.vault.migrate import migrate_vault\n"
    script += "print('go', flush=True); migrate_vault(*sys.argv[1:]); print('done', flush=True)"
    seen = set()
    for attempt in range(4):
        folder = Path(shutil.copytree(old_folder, tmp_path / f"k{attempt}"))
        command = [sys.executable, "-c", script, str(folder), passphrase]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(attempt * 0.25)
            process.send_signal(signal.SIGKILL)
        seen.add(migrate_vault(folder, passphrase).before)
        with open_vault(folder, passphrase) as vault:
            assert _count(vault) == ROWS
        for copy in (folder / COPIES).iterdir():
            assert {path.name for path in copy.iterdir()} == {"vault.db", "header.json"}
    assert seen <= {"0001", schema.newest_number()}


def test_the_copy_holds_no_clear_text(old_folder: Path, passphrase: str) -> None:
    done = migrate_vault(old_folder, passphrase)
    assert done.copy is not None
    content = (done.copy / "vault.db").read_bytes()
    assert "Ян".encode() not in content
    assert b"SQLite format" not in content
    with open_vault(old_folder, passphrase) as vault:
        connect_sqlcipher(done.copy / "vault.db", vault.key_for("db")).close()
