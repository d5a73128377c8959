"""Vaults that the program of each earlier schema made: opened after a verified copy, with every record. Case B7."""

import lzma
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlmodel import select

from dossier.errors import VaultProblem
from dossier.vault import open_vault, schema
from dossier.vault.checking import check_vault
from dossier.vault.engine import connect_sqlcipher, create_database_file
from dossier.vault.header import read_header, unlock
from dossier.vault.history import history_of
from dossier.vault.keys import sub_key
from dossier.vault.migrate import migrate_vault, verify_database
from dossier.vault.tables import LawArticle, LegalCase, Person, PersonName

if TYPE_CHECKING:
    from dossier.vault import Vault

OLD = Path(__file__).with_name("old")
NUMBERS = sorted(folder.name for folder in OLD.iterdir() if folder.name != schema.newest_number())


def _made_again(number: str, folder: Path, passphrase: str) -> Path:
    """The vault as it was: its own header, and its rows encrypted again under the key that the header holds."""
    folder.mkdir()
    shutil.copy(OLD / number / "header.json", folder)
    key = sub_key(unlock(read_header(folder), passphrase).master, "db")
    create_database_file(folder / "vault.db", key)
    connection = connect_sqlcipher(folder / "vault.db", key)
    connection.execute("PRAGMA foreign_keys=off")
    text = lzma.decompress((OLD / number / "vault.sql.xz").read_bytes()).decode()
    connection.executescript(f"BEGIN;\n{text}COMMIT;")
    connection.close()
    return folder


def _assert_whole(vault: "Vault") -> None:
    with vault.read() as session:
        person = session.exec(select(Person)).one()
        assert (person.label, person.sex, person.remarks) == ("Ян Прыклад", "male", "пасля змены")
        assert [name.as_written for name in session.exec(select(PersonName))] == ["Ян Прыклад"]
        assert [case.title for case in session.exec(select(LegalCase))] == ["Справа з мінулага"]
        assert [step.action for step in history_of(session, str(person.ref))] == ["insert", "update"]
    assert [hit.ref for hit in vault.search("Прыклад")] == [person.ref]
    assert check_vault(vault) == []


@pytest.mark.parametrize("number", NUMBERS)
def test_a_vault_of_an_earlier_schema_opens_with_every_record(number: str, tmp_path: Path, passphrase: str) -> None:
    folder = _made_again(number, tmp_path / "vault", passphrase)
    with pytest.raises(VaultProblem, match=r"vault\.older"):
        open_vault(folder, passphrase)
    done = migrate_vault(folder, passphrase)
    assert (done.before, done.after) == (number, schema.newest_number())
    with open_vault(folder, passphrase) as vault:
        _assert_whole(vault)
        with vault.read() as session:
            assert schema.differences(session.connection()) == []
            assert session.exec(select(LawArticle)).all() == []
        key = vault.key_for("db")
    assert done.copy is not None
    verify_database(done.copy / "vault.db", key)
    connection = connect_sqlcipher(done.copy / "vault.db", key)
    assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == (number,)
    connection.close()


def test_of_every_schema_but_the_first_and_the_newest_there_is_a_vault() -> None:
    """The first one never was in anybody's hands: 0001 and 0002 came in one. See scripts/make_old_vault.py."""
    assert schema.known_numbers()[1:-1] == NUMBERS
