"""Short runs of the faults of scripts/fault; the long ones are made by hand. Cases R1 to R11, R16, V1, V10."""

import random
import shutil
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import disk
import flips
import many_files
import nth_call
import pages
import powercut
import pytest
import safeguards
from sqlmodel import col, select

from dossier.errors import VaultProblem
from dossier.vault import open_vault
from dossier.vault.checking import check_vault
from dossier.vault.checkpoints import current_checkpoint
from dossier.vault.tables import Change, Person

if TYPE_CHECKING:
    from pathlib import Path

needs_strace = pytest.mark.skipif(
    shutil.which("strace") is None, reason="strace is not installed; scripts/test installs it"
)


@needs_strace
@pytest.mark.parametrize("case", powercut.CASES)
def test_a_power_cut_loses_nothing_that_was_saved(case: str) -> None:
    assert not powercut.run_case(case, states=2)


@needs_strace
def test_the_disk_that_forgets_finds_a_missing_sync(tmp_path: "Path") -> None:
    """Written in place and never synced: most states must be wrong, or the checks above prove nothing."""
    root = tmp_path / "vault"
    root.mkdir()
    before = disk.snapshot(root)
    code = "import sys; open(sys.argv[1], 'w').write('x' * 9000); print('saved', flush=True)"
    operations = disk.record([sys.executable, "-c", code, str(root / "f")], root, {})
    states = [disk.crash_state(operations, len(operations), "strict", random.Random(n), before) for n in range(40)]
    assert disk.acknowledged(operations, len(operations)) == ["saved"]
    assert sum(state.get(str(root / "f")) != b"x" * 9000 for state in states) > 20


@needs_strace
@pytest.mark.parametrize("case", ["record", "evidence"])
def test_death_and_errors_at_the_nth_call_lose_nothing(case: str) -> None:
    hit, found = nth_call.sweep(case, points=3)
    assert not found
    assert hit > 0


def test_every_flipped_bit_is_named(tmp_path: "Path") -> None:
    flips.make_vault(tmp_path / "vault")
    assert not flips.names_it(tmp_path / "vault")
    kept = (tmp_path / "vault" / "vault.db").read_bytes()
    for start in range(0, 20, 10):
        assert not flips.flip(tmp_path / "vault", 10, seed=start)
        (tmp_path / "vault" / "vault.db").write_bytes(kept)


def test_every_flipped_bit_of_a_backup_is_named_by_its_check_and_by_restoring_it(tmp_path: "Path") -> None:
    assert not flips.flip_backup(tmp_path, 5)


def test_of_many_files_a_missing_and_a_cut_one_are_named_and_no_other() -> None:
    assert many_files.sweep(300, 0.1)[0]


def test_a_text_with_a_damaged_page_is_refused_and_never_shown_with_a_hole(
    vault_folder: "Path", passphrase: str
) -> None:
    """SQLCipher hands a page whose seal is broken over as zeros, and where it is the last one says nothing."""
    path, page, text = vault_folder / "vault.db", 4096, "y" * 20_000
    with open_vault(vault_folder, passphrase) as vault, vault.write() as session:
        session.add(Person(label="long", remarks=text))
    whole = path.read_bytes()
    refused = 0
    for at in range(len(whole) - 9 * page, len(whole), page):  # what was written last lies at the end
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        with suppress(VaultProblem):
            with open_vault(vault_folder, passphrase) as vault, vault.read() as session:
                found = session.exec(select(Person.remarks)).one()
            assert found == text
            continue
        refused += 1
    assert refused > 3


def test_an_old_page_put_back_changes_no_record_and_no_entry_unseen(tmp_path: "Path", monkeypatch: Any) -> None:
    """What is not named is a page of the search index, of a search somebody kept, or of nothing."""
    monkeypatch.setattr("dossier.vault.opening.note_unlock", lambda _vault: None)
    root = tmp_path / "vault"
    before, after = pages.make_two_states(root, 8)
    found = pages.put_back(root, before, after, pages.changed_pages(before, after)[::2])
    assert pages.unseen(found) == set()
    assert found[pages.NAMED] > 5


def _three_kinds(folder: "Path", passphrase: str) -> tuple[bytes, bytes, str]:
    """The database before and after a change, and a checkpoint after it."""
    with open_vault(folder, passphrase) as vault, vault.write() as session:
        session.add_all([Person(label=f"p{number}", remarks="x" * 300) for number in range(60)])
    before = (folder / "vault.db").read_bytes()
    with open_vault(folder, passphrase) as vault:
        with vault.write() as session:
            for person in session.exec(select(Person)).all():
                person.remarks = "y" * 300
        point = current_checkpoint(vault).short
    return before, (folder / "vault.db").read_bytes(), point


def test_an_old_page_a_cut_page_and_a_whole_old_vault_are_named(vault_folder: "Path", passphrase: str) -> None:
    from dossier.vault.checkpoints import read_checkpoint

    before, after, point = _three_kinds(vault_folder, passphrase)
    path, page = vault_folder / "vault.db", 4096
    starts = range(page, min(len(before), len(after)), page)
    changed = [at for at in starts if before[at : at + page] != after[at : at + page]]
    as_it_was = _records(vault_folder, passphrase)
    named = 0
    for at in changed[:6]:  # SQLCipher alone accepts an old page in its old place
        path.write_bytes(after[:at] + before[at : at + page] + after[at + page :])
        if _is_named(vault_folder, passphrase):
            named += 1
        else:  # a page of the index or of nothing: no record and no entry is another one
            assert _records(vault_folder, passphrase) == as_it_was
    assert named > 3
    path.write_bytes(after[:-page])
    assert _is_named(vault_folder, passphrase)
    path.write_bytes(before)
    with open_vault(vault_folder, passphrase) as vault:
        assert check_vault(vault) == []
        assert [one.part for one in check_vault(vault, against=[read_checkpoint(point)])] == ["checkpoint"]


def _records(folder: "Path", passphrase: str) -> list[str]:
    with open_vault(folder, passphrase) as vault, vault.read() as session:
        people = [repr(one.model_dump()) for one in session.exec(select(Person).order_by(col(Person.ref)))]
        entries = select(Change).where(Change.action != "unlock").order_by(col(Change.number))
        return people + [repr(one.model_dump()) for one in session.exec(entries)]


def _is_named(folder: "Path", passphrase: str) -> bool:
    from dossier.errors import DossierError

    for left in folder.glob("vault.db-*"):
        left.unlink()
    try:
        with open_vault(folder, passphrase) as vault:
            return check_vault(vault) != []
    except DossierError:
        return True


def test_every_safeguard_of_the_mutations_stands_where_they_look_for_it() -> None:
    """Taking each of them out, by scripts/fault/run safeguards, turns its tests red."""
    assert [one.name for one in safeguards.safeguards() if not safeguards.is_in_its_place(one)] == []
