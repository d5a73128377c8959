"""An insider with the passphrase and a program for databases: what they change beside the program is named."""

import base64
import hashlib
import io
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlmodel import select

from dossier.errors import Refused, VaultProblem
from dossier.vault import custodian_keys, custodians, open_vault
from dossier.vault import header as headers
from dossier.vault.checking import check_vault
from dossier.vault.checkpoints import current_checkpoint, read_checkpoint
from dossier.vault.evidence import EvidenceStore
from dossier.vault.evidence.objects import wrap_key
from dossier.vault.keys import encode, make_slot
from dossier.vault.tables import (
    Person,
    StoredObject,
)
from tests.conftest import CHEAP, PASSPHRASE
from tests.vault.insider import beside_the_program, make_with_everything, seal_a_source

if TYPE_CHECKING:
    from dossier.vault import Vault

BORIS = "granite velvet onion trapeze muffin seldom"
BACKDOOR = "lantern apricot violin saddle crumb whisper"
Found = set[tuple[str, str]]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed vault with something of everything."""
    folder = tmp_path_factory.mktemp("insider") / "vault"
    make_with_everything(folder, PASSPHRASE, BORIS)
    return folder


@pytest.fixture
def folder(template: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copytree(template, tmp_path / "vault"))


def _found(folder: Path, passphrase: str = PASSPHRASE, **options: Any) -> Found:
    with open_vault(folder, passphrase) as vault:
        return {(one.part, one.what) for one in check_vault(vault, **options)}


def test_what_nobody_touched_is_sound_for_everybody(folder: Path) -> None:
    for passphrase in (PASSPHRASE, BORIS):
        for level in ("quick", "deep"):
            assert _found(folder, passphrase, evidence=level) == set()


ZEROS = "0" * 64
LAST = "(SELECT max(object_id) FROM stored_object)"
OTHER_SUM = f"UPDATE stored_object SET sha256 = '{ZEROS}' WHERE object_id = {LAST}"
OTHER_ROOT = f"UPDATE journal_checkpoint SET root = '{ZEROS}'"
EXCHANGED = (
    "UPDATE change SET number = CASE number WHEN 6 THEN -7 ELSE -6 END WHERE number IN (6, 7); "
    "UPDATE change SET number = -number WHERE number < 0"
)
OTHER_PERSON = "UPDATE receipt_person SET person_id = (SELECT id FROM person WHERE label = 'Ева')"
NAMED: list[tuple[str, tuple[str, str], str]] = [
    ("a record is edited", ("record", "differs"), "UPDATE person SET remarks = 'y' WHERE label = 'Ян'"),
    ("who made a record", ("record", "differs"), "UPDATE person SET created_by = 'Z' WHERE label = 'Ян'"),
    ("a record is removed", ("record", "missing"), "DELETE FROM person WHERE label = 'Ева'"),
    ("an exhibit has another sum", ("record", "differs"), f"UPDATE exhibit SET sha256 = '{ZEROS}'"),
    ("an exhibit names another file", ("evidence", "damaged"), f"UPDATE exhibit SET object_id = {LAST}"),
    ("a sum of a file", ("evidence", "damaged"), OTHER_SUM),
    ("the key of a file", ("evidence", "damaged"), "UPDATE stored_object SET wrapped_key = zeroblob(60)"),
    ("a file without its row", ("evidence", "no key"), "DELETE FROM stored_object"),
    ("an entry is edited", ("journal", "content"), "UPDATE change SET after = '{\"label\": \"Z\"}' WHERE number = 6"),
    ("an entry has another author", ("journal", "entry"), "UPDATE change SET author = 'Z' WHERE number = 6"),
    ("an entry has another hour", ("journal", "entry"), "UPDATE change SET at = '2020-01-01 00:00' WHERE number = 6"),
    ("an entry is removed", ("journal", "gap"), "DELETE FROM change WHERE number = 6"),
    ("the end is cut off", ("checkpoint", "the journal is shorter"), "DELETE FROM change WHERE number > 15"),
    ("two entries are exchanged", ("journal", "chain"), EXCHANGED),
    ("a checkpoint is edited", ("checkpoint", "the journal was rewritten"), OTHER_ROOT),
    ("a custody entry is edited", ("custody", "entry"), "UPDATE custody_event SET by_code = 'Z' WHERE number = 1"),
    ("a custody entry is removed", ("custody", "gap"), "DELETE FROM custody_event WHERE number = 1"),
    ("a custodian's key", ("record", "differs"), "UPDATE custodian SET public_key = 'AAAA'"),
    ("a custodian is removed", ("record", "missing"), "DELETE FROM custodian WHERE name = 'custodian 1'"),
    ("a sealed body is emptied", ("record", "differs"), "UPDATE sealed_entry SET body = zeroblob(9)"),
    ("a sealed entry runs out later", ("record", "differs"), "UPDATE sealed_entry SET expires_on = '2199-01-01'"),
    ("a receipt forgets who left", ("record", "other persons"), "DELETE FROM receipt_person"),
    ("a receipt names another", ("record", "other persons"), OTHER_PERSON),
    ("the law says more years", ("record", "differs"), "UPDATE law_article SET limits = '{\"max\": \"5\"}'"),
    ("a term has another name", ("record", "differs"), "UPDATE vocabulary_entry SET label_en = 'strict regime'"),
]  # fmt: skip


@pytest.mark.parametrize(("named", "statements"), [one[1:] for one in NAMED], ids=[one[0] for one in NAMED])
def test_what_was_changed_beside_the_program_is_named(folder: Path, named: tuple[str, str], statements: str) -> None:
    with open_vault(folder, PASSPHRASE) as vault, beside_the_program(vault) as driver:
        driver.execute("PRAGMA defer_foreign_keys=on")
        for statement in statements.split("; "):
            driver.execute(statement)
        driver.execute("PRAGMA foreign_keys=off")
    assert named in _found(folder, evidence="deep")


@pytest.mark.parametrize("replaced", ["", "CREATE TRIGGER {name} BEFORE UPDATE ON change BEGIN SELECT 1; END"])
def test_a_guard_that_was_taken_away_is_named(folder: Path, replaced: str) -> None:
    with open_vault(folder, PASSPHRASE) as vault, vault.connection() as driver:
        driver.execute("DROP TRIGGER change_is_never_updated")
        if replaced:
            driver.execute(replaced.format(name="change_is_never_updated"))
    assert _found(folder) == {("database", "guard missing")}


def _other_bytes_under_an_old_name(vault: "Vault", *, with_sums: bool) -> None:
    """The bytes of an exhibit replaced by invented ones, encrypted with keys that fit; every row that is not kept in
    the journal says the same."""
    store = EvidenceStore(vault)
    with store.staged(io.BytesIO(b"invented")) as staged:
        with vault.read() as session:
            old = session.exec(select(StoredObject)).first()
            assert old is not None
        from dossier.vault.evidence.objects import unwrap_key

        key = unwrap_key(staged.wrapped_key, vault.key_for("vault"), vault.vault_id, staged.object_id)
        wrapped = wrap_key(key, vault.key_for("vault"), vault.vault_id, old.object_id)
        shutil.copy(staged.path, store.path_of(old.object_id))
    sha256 = hashlib.sha256(b"invented").hexdigest() if with_sums else old.sha256
    with beside_the_program(vault) as driver:
        driver.execute(
            "UPDATE stored_object SET wrapped_key = ?, sha256 = ?, stored_sha256 = ?, size_bytes = ?, "
            "stored_size_bytes = ? WHERE object_id = ?",
            (wrapped, sha256, staged.stored_sha256, staged.size_bytes, staged.stored_size_bytes, old.object_id),
        )


@pytest.mark.parametrize(("with_sums", "level"), [(True, "quick"), (True, "deep"), (False, "deep")])
def test_other_bytes_under_an_old_name_are_named(folder: Path, with_sums: bool, level: str) -> None:
    with open_vault(folder, PASSPHRASE) as vault:
        _other_bytes_under_an_old_name(vault, with_sums=with_sums)
    assert _found(folder, evidence=level) == {("evidence", "damaged")}


def _with_header(folder: Path, change: "Callable[[Vault, headers.Header], headers.Header]") -> None:
    """A header that the master key signs and of which the journal knows nothing."""
    with open_vault(folder, PASSPHRASE) as vault:
        made = change(vault, vault.header)
        headers.write_header(folder, replace(made, mac="").signed(vault._opened.master))
        (folder / headers.PREVIOUS).unlink()


def _with_backdoor(vault: "Vault", header: headers.Header) -> headers.Header:
    return header.with_slot(make_slot(header.vault_id, 1, vault._opened.master, BACKDOOR, "Алеся", CHEAP))


def _with_my_signature_for_boris(vault: "Vault", header: headers.Header) -> headers.Header:
    slots = tuple(one if one["id"] == vault.slot_id else {**one, "signer": _mine(vault)} for one in header.slots)
    return replace(header, slots=slots)


def _mine(vault: "Vault") -> str:
    return encode(base64.b64decode(vault.signer_line()))


def test_a_key_that_nobody_was_given_is_named_also_after_it_has_opened_the_vault(folder: Path) -> None:
    _with_header(folder, _with_backdoor)
    for passphrase in (PASSPHRASE, BACKDOOR, BORIS):
        assert _found(folder, passphrase) == {("key", "not in the journal")}


def test_a_signature_put_in_place_of_anothers_is_named(folder: Path) -> None:
    _with_header(folder, _with_my_signature_for_boris)
    assert _found(folder) == {("key", "another signature")}


def test_a_header_changed_without_the_master_key_opens_nothing(folder: Path) -> None:
    header = headers.read_header(folder)
    headers.write_header(folder, replace(header, epoch=2))
    (folder / headers.PREVIOUS).unlink()
    with pytest.raises(VaultProblem, match=r"vault\.damaged_header"):
        open_vault(folder, PASSPHRASE)


def test_a_key_that_an_insider_signs_in_a_custodians_place_gets_nothing_sealed(folder: Path) -> None:
    """Their own signature holds, for they are of this vault; the journal says which key was added."""
    mine = custodian_keys.new_secret().public_bytes()
    with open_vault(folder, BORIS) as vault:
        signature = custodians._endorse(vault, "custodian 1", mine)
        with beside_the_program(vault) as driver:
            driver.execute(
                "UPDATE custodian SET public_key = ?, endorsement = ?, endorsed_by = ? WHERE name = 'custodian 1'",
                (base64.b64encode(mine).decode(), signature, vault.slot_id),
            )
    with open_vault(folder, PASSPHRASE) as vault:
        with pytest.raises(Refused, match=r"custodian\.changed"):
            seal_a_source(vault)
        assert ("record", "differs") in {(one.part, one.what) for one in check_vault(vault)}


def test_the_vault_of_yesterday_does_not_fit_a_checkpoint_of_today(folder: Path, tmp_path: Path) -> None:
    yesterday = Path(shutil.copytree(folder, tmp_path / "yesterday"))
    with open_vault(folder, PASSPHRASE) as vault:
        with vault.write() as session:
            session.add_all([Person(label=f"later {number}") for number in range(9)])
        outside = read_checkpoint(current_checkpoint(vault).short)
    assert _found(yesterday) == set(), "from inside nothing shows"
    assert _found(yesterday, against=[outside]) == {("checkpoint", "rolled back: the journal was longer")}
    with open_vault(yesterday, PASSPHRASE) as vault, vault.write() as session:  # and somebody goes on in it
        session.add_all([Person(label=f"other {number}") for number in range(20)])
    assert _found(yesterday, against=[outside]) == {("checkpoint", "the journal was rewritten")}
