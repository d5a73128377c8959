"""Making and opening a vault: each thing that can be wrong has its own word, and nothing is lost by saying it."""

import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa
from sqlmodel import select

from dossier.errors import DossierError, Refused, VaultProblem
from dossier.vault import create_vault, keyring, making, open_vault
from dossier.vault.header import new_header, write_header
from dossier.vault.keys import Kdf, sub_key
from dossier.vault.lock import VaultLock
from dossier.vault.master_key import remove_person, renew_master_key
from dossier.vault.tables import Change, Person

if TYPE_CHECKING:
    from dossier.vault.sessions import VaultSession


def _nothing(_session: Any) -> None:
    """No seeds."""


def _code(place: object, passphrase: str | None) -> str:
    with pytest.raises(VaultProblem) as refused, open_vault(str(place), passphrase):
        pass
    return refused.value.code


def _write_person(folder: Path, passphrase: str, label: str) -> None:
    with open_vault(folder, passphrase) as vault, vault.write() as session:
        session.add(Person(label=label))


def _labels(session: "VaultSession") -> list[str]:
    return list(session.exec(select(Person.label)))


def test_a_vault_opens_again_with_what_was_written(vault_folder: Path, passphrase: str) -> None:
    _write_person(vault_folder, passphrase, "Ян")
    with open_vault(vault_folder, passphrase) as vault, vault.read() as session:
        assert _labels(session) == ["Ян"]
        assert vault.author == "Алеся"


def test_where_nothing_is_there_is_no_vault(tmp_path: Path, passphrase: str) -> None:
    assert _code(tmp_path / "none", passphrase) == "vault.missing"
    assert _code(tmp_path, passphrase) == "vault.missing"
    assert not (tmp_path / "none").exists()


def test_a_wrong_passphrase_is_called_wrong(vault_folder: Path) -> None:
    assert _code(vault_folder, "другая фраза з пяці слоў") == "vault.passphrase"


@pytest.mark.parametrize("empty", [None, "", "  "])
def test_no_passphrase_is_called_none(vault_folder: Path, empty: str | None) -> None:
    assert _code(vault_folder, empty) == "vault.no_passphrase"


def test_a_damaged_header_is_called_a_damaged_header(vault_folder: Path, passphrase: str) -> None:
    (vault_folder / "header.json").write_bytes(b"\0" * 900)
    assert _code(vault_folder, passphrase) == "vault.damaged_header"


def test_the_header_of_another_vault_does_not_open_this_one(
    vault_folder: Path, passphrase: str, cheap_kdf: Kdf
) -> None:
    header, _opened = new_header(passphrase, "Eve", cheap_kdf)
    write_header(vault_folder, header)
    assert _code(vault_folder, passphrase) == "vault.damaged"


@pytest.mark.parametrize("content", [b"", b"\0" * 8192, b"SQLite format 3\0" + b"\0" * 8176])
def test_a_damaged_database_is_called_a_damaged_database(vault_folder: Path, passphrase: str, content: bytes) -> None:
    (vault_folder / "vault.db").write_bytes(content)
    assert _code(vault_folder, passphrase) == "vault.damaged"


def test_a_missing_database_is_not_made_anew(vault_folder: Path, passphrase: str) -> None:
    (vault_folder / "vault.db").unlink()
    assert _code(vault_folder, passphrase) == "vault.damaged"
    assert not (vault_folder / "vault.db").exists()


def test_a_flipped_bit_in_a_page_that_is_read_is_damage(vault_folder: Path, passphrase: str) -> None:
    database = vault_folder / "vault.db"
    content = bytearray(database.read_bytes())
    for page in range(4096 * 2, len(content), 4096):
        content[page + 100] ^= 1
    database.write_bytes(content)
    with pytest.raises(VaultProblem) as refused:
        _write_person(vault_folder, passphrase, "Ян")
    assert refused.value.code == "vault.damaged"


@pytest.mark.parametrize(("number", "code"), [("9999", "vault.newer"), ("0001", "vault.older")])
def test_another_schema_is_refused_and_left_as_it_is(
    vault_folder: Path, passphrase: str, number: str, code: str
) -> None:
    with open_vault(vault_folder, passphrase) as vault, vault.connection() as driver:
        driver.execute("UPDATE alembic_version SET version_num = ?", (number,))
    before = (vault_folder / "vault.db").read_bytes()
    assert _code(vault_folder, passphrase) == code
    assert (vault_folder / "vault.db").read_bytes() == before


def test_a_vault_is_not_made_over_another(vault_folder: Path, passphrase: str, cheap_kdf: Kdf) -> None:
    _write_person(vault_folder, passphrase, "Ян")
    with pytest.raises(VaultProblem) as refused:
        create_vault(vault_folder, passphrase=passphrase, author="Eve", kdf=cheap_kdf, seed=_nothing)
    assert refused.value.code == "vault.exists"
    with open_vault(vault_folder, passphrase) as vault, vault.read() as session:
        assert _labels(session) == ["Ян"]


def test_a_vault_whose_header_was_lost_is_not_made_over(vault_folder: Path, passphrase: str, cheap_kdf: Kdf) -> None:
    (vault_folder / "header.json").unlink()
    before = (vault_folder / "vault.db").read_bytes()
    with pytest.raises(VaultProblem) as refused:
        create_vault(vault_folder, passphrase=passphrase, author="Eve", kdf=cheap_kdf, seed=_nothing)
    assert refused.value.code == "vault.exists"
    assert (vault_folder / "vault.db").read_bytes() == before


def test_a_folder_with_other_things_is_left_alone(tmp_path: Path, passphrase: str, cheap_kdf: Kdf) -> None:
    (tmp_path / "letter.txt").write_text("x")
    with pytest.raises(VaultProblem) as refused:
        create_vault(tmp_path, passphrase=passphrase, author="A", kdf=cheap_kdf, seed=_nothing)
    assert refused.value.code == "vault.not_empty"
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_an_empty_folder_becomes_a_vault(tmp_path: Path, passphrase: str, cheap_kdf: Kdf) -> None:
    create_vault(tmp_path, passphrase=passphrase, author="A", kdf=cheap_kdf, seed=_nothing).close()
    assert {path.name for path in tmp_path.iterdir()} == {"header.json", "vault.db", "objects", "lock"}


def test_everything_is_for_its_owner_alone(vault_folder: Path, passphrase: str) -> None:
    before = os.umask(0)
    try:
        with open_vault(vault_folder, passphrase) as vault, vault.write() as session:
            session.add(Person(label="Ян"))
            session.flush()
            modes = {path.name: path.stat().st_mode & 0o777 for path in (vault_folder, *vault_folder.iterdir())}
    finally:
        os.umask(before)
    assert "vault.db-wal" in modes
    assert {name: mode for name, mode in modes.items() if mode & 0o077} == {}


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"passphrase": "password12345"}, "vault.weak_passphrase"),
        ({"author": ""}, "vault.author"),
        ({"author": "x" * 101}, "vault.author"),
        ({"author": "a\x1b[2Jb"}, "vault.author"),
    ],
)
def test_what_is_refused_leaves_no_folder(
    tmp_path: Path, passphrase: str, cheap_kdf: Kdf, given: dict[str, str], code: str
) -> None:
    with pytest.raises(Refused) as refused:
        create_vault(tmp_path / "v", **{"passphrase": passphrase, "author": "A", **given}, kdf=cheap_kdf, seed=_nothing)
    assert refused.value.code == code
    assert not (tmp_path / "v").exists()


@pytest.mark.parametrize("kdf", [Kdf(8, 2, 1), Kdf(1 << 30, 2, 1), Kdf(19 * 1024, 1, 1)])
def test_a_vault_of_a_weak_or_absurd_cost_is_not_made(tmp_path: Path, passphrase: str, kdf: Kdf) -> None:
    with pytest.raises(VaultProblem) as refused:
        create_vault(tmp_path / "v", passphrase=passphrase, author="A", kdf=kdf, seed=_nothing)
    assert refused.value.code == "vault.kdf"


def test_a_failing_seed_leaves_no_vault_and_the_next_try_works(tmp_path: Path, passphrase: str, cheap_kdf: Kdf) -> None:
    def fail(_session: Any) -> None:
        raise RuntimeError("no")

    with pytest.raises(RuntimeError):
        create_vault(tmp_path / "v", passphrase=passphrase, author="A", kdf=cheap_kdf, seed=fail)
    assert list((tmp_path / "v").iterdir()) == []
    create_vault(tmp_path / "v", passphrase=passphrase, author="A", kdf=cheap_kdf, seed=_nothing).close()


def test_what_an_interrupted_making_left_is_made_anew(
    vault_folder: Path, passphrase: str, cheap_kdf: Kdf, tmp_path: Path
) -> None:
    half = Path(shutil.copytree(vault_folder, tmp_path / "half"))
    (half / "header.json").unlink()
    (half / making.MARK).touch()
    assert _code(half, passphrase) == "vault.missing"
    create_vault(half, passphrase=passphrase, author="A", kdf=cheap_kdf, seed=_nothing).close()
    with open_vault(half, passphrase) as vault:
        assert vault.author == "A"


def test_a_mark_beside_a_header_means_nothing(vault_folder: Path, passphrase: str) -> None:
    (vault_folder / making.MARK).touch()
    with open_vault(vault_folder, passphrase):
        assert not (vault_folder / making.MARK).exists()


def test_sub_keys_differ_by_purpose_and_vault(vault_folder: Path, passphrase: str) -> None:
    with open_vault(vault_folder, passphrase) as vault:
        made = {vault.key_for(label) for label in ("db", "vault", "ids", "header", "backup-auth")}
    assert len(made) == 5
    assert sub_key(b"1" * 32, "db") != sub_key(b"2" * 32, "db")


def test_a_rebuild_waits_until_nobody_has_the_vault_open(vault_folder: Path, passphrase: str) -> None:
    with open_vault(vault_folder, passphrase):
        with pytest.raises(VaultProblem) as refused:
            VaultLock(vault_folder, alone=True)
        assert refused.value.code == "vault.in_use"
        assert str(os.getpid()) in refused.value.message
    VaultLock(vault_folder, alone=True).close()


def test_nobody_opens_a_vault_during_a_rebuild(vault_folder: Path, passphrase: str) -> None:
    lock = VaultLock(vault_folder, alone=True)
    assert _code(vault_folder, passphrase) == "vault.rebuilding"
    lock.close()


def test_two_may_have_a_vault_open(vault_folder: Path, passphrase: str) -> None:
    with open_vault(vault_folder, passphrase) as one, open_vault(vault_folder, passphrase) as other:
        with one.write() as session:
            session.add(Person(label="Ян"))
        with other.read() as session:
            assert _labels(session) == ["Ян"]


def test_closing_folds_the_log_into_the_database(vault_folder: Path, passphrase: str) -> None:
    _write_person(vault_folder, passphrase, "Ян")
    assert not list(vault_folder.glob("vault.db-*"))


def test_a_vault_shows_neither_its_place_nor_its_keys(vault_folder: Path, passphrase: str) -> None:
    with open_vault(vault_folder, passphrase) as vault:
        shown = repr(vault) + str(vars(vault)["_opened"]) + repr(vault._writer) + str(vault._writer.url)
        for secret in (vault.key_for("db").hex(), repr(vault._opened.master), str(vault_folder)):
            assert secret not in shown


@pytest.mark.parametrize("mode", [0o000, 0o500], ids=["of another", "read only"])
def test_only_the_owner_of_the_folder_opens_it(vault_folder: Path, passphrase: str, mode: int) -> None:
    me = os.geteuid()
    if me == 0:
        for one in (vault_folder, *vault_folder.rglob("*")) if mode else ():
            os.chown(one, 65534, 65534)
    vault_folder.chmod(mode)
    if me == 0:
        os.seteuid(65534)
    try:
        assert _code(vault_folder, passphrase) == "vault.permission"
    finally:
        os.seteuid(me)
        vault_folder.chmod(0o700)


def test_a_wrong_passphrase_says_nothing_on_standard_error(
    vault_folder: Path, passphrase: str, cheap_kdf: Kdf, capfd: pytest.CaptureFixture[str]
) -> None:
    """SQLCipher would write about its pages there, across the screen."""
    header, _opened = new_header(passphrase, "Eve", cheap_kdf)
    write_header(vault_folder, header)
    with pytest.raises(DossierError):
        open_vault(vault_folder, passphrase)
    assert capfd.readouterr() == ("", "")


def test_importing_the_vault_loads_nothing_heavy() -> None:
    script = "import sys, dossier.vault; print(sorted(set(sys.modules) & set(sys.argv[1:])))"
    heavy = ["sqlmodel", "sqlalchemy", "pydantic", "sqlcipher3", "nacl", "cryptography", "argon2", "alembic", "zxcvbn"]
    said = subprocess.run([sys.executable, "-c", script, *heavy], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"


def test_opening_does_not_load_the_migrations(vault_folder: Path, passphrase: str) -> None:
    script = "import sys; from dossier.vault import open_vault; open_vault(*sys.argv[1:]).close()\n"
    script += "print(sorted(set(sys.modules) & {'alembic', 'psycopg', 'zxcvbn', 'textual', 'weasyprint'}))"
    said = subprocess.run(
        [sys.executable, "-c", script, vault_folder, passphrase], capture_output=True, text=True, check=True
    )
    assert said.stdout.strip() == "[]"


def test_wrong_passphrases_are_counted_without_a_key_and_stand_in_the_journal_at_the_next_opening(
    vault_folder: Path, passphrase: str
) -> None:
    from dossier.casework.opening_words import words_on_failed_tries
    from dossier.vault.failed_tries import NAME, TAKEN

    for _try in range(3):
        assert _code(vault_folder, "зусім іншая фраза з пяці слоў") == "vault.passphrase"
    assert (vault_folder / NAME).stat().st_mode & 0o077 == 0
    assert "фраза" not in (vault_folder / NAME).read_text()
    with (vault_folder / NAME).open("a") as file:
        file.write("\x1b[2J anybody can write here\n")
    with open_vault(vault_folder, passphrase) as vault, vault.read() as session:
        said = [one.after for one in session.exec(select(Change)).all() if one.action == "failed"]
        assert [one and one["count"] for one in said] == [3]
        assert "3 times" in words_on_failed_tries(vault)
    assert not {NAME, TAKEN} & {one.name for one in vault_folder.iterdir()}
    with open_vault(vault_folder, passphrase) as vault:
        assert (vault.failed_tries, words_on_failed_tries(vault)) == (None, "")


def test_who_opens_the_vault_is_told_of_keys_given_or_taken_since_their_last_opening(
    vault_folder: Path, passphrase: str, cheap_kdf: Kdf
) -> None:
    from dossier.casework.opening_words import words_on_opening

    boris, vera = "granite velvet onion trapeze muffin seldom", "ёжык у тумане шукае мядзведзя і сяброў"

    def told(typed: str) -> str:
        with open_vault(vault_folder, typed) as vault:
            return words_on_opening(vault)

    assert [told(passphrase), told(passphrase)] == ["", ""]
    with open_vault(vault_folder, passphrase) as vault:
        added = keyring.add_person(vault, "Борис", boris, cheap_kdf)
        keyring.add_person(vault, "Вера", vera, cheap_kdf)
    assert "by Алеся" in told(passphrase), "also what was done in one's own name"
    assert [told(passphrase), told(boris), told(vera)] == ["", "", ""]
    with open_vault(vault_folder, boris) as vault:
        keyring.add_recovery(vault, keyring.make_recovery_key()[0])
    assert ["by Борис" in told(passphrase), told(passphrase)] == [True, ""]
    remove_person(vault_folder, passphrase, added)
    assert ["by Алеся" in told(vera), told(vera)] == [True, ""]


def test_a_folder_that_cannot_be_written_still_says_that_the_passphrase_is_wrong(
    vault_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_words: object) -> int:
        raise PermissionError

    monkeypatch.setattr("dossier.vault.failed_tries.os.open", refuse)
    assert _code(vault_folder, "зусім іншая фраза з пяці слоў") == "vault.passphrase"


def test_a_thread_that_still_reads_a_closed_vault_does_not_keep_it_busy_for_ever(
    vault_folder: Path, passphrase: str
) -> None:
    vault = open_vault(vault_folder, passphrase)
    reads, may_end = threading.Event(), threading.Event()

    def read() -> None:
        with vault.read() as session:
            session.execute(sa.text("SELECT count(*) FROM person")).all()
            reads.set()
            may_end.wait(60)

    reader = threading.Thread(target=read)
    reader.start()
    assert reads.wait(60)
    in_use = [vault.is_in_use]
    vault.close()
    may_end.set()
    reader.join()
    assert [*in_use, vault.is_in_use] == [True, False]
    assert renew_master_key(vault_folder, passphrase) == 2, "only who is alone in the vault makes a new key"
