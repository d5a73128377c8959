"""Checkpoints: signed, append-only, continued without the entries before, and what they catch. Cases A3 and A4."""

from argparse import Namespace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from sqlmodel import select

from dossier.cli.paper_options import cover_facts
from dossier.errors import Misread, StoreProblem
from dossier.vault import journal, merkle
from dossier.vault.checking import check_vault
from dossier.vault.checkpoints import current_checkpoint, entry_hashes, leaf_of, read_checkpoint
from dossier.vault.receipts import open_receipt
from dossier.vault.tables import JournalCheckpoint, Person
from tests.vault.insider import beside_the_program

if TYPE_CHECKING:
    from dossier.vault import Vault

AT = datetime(2026, 11, 26, tzinfo=UTC)


def _add(vault: "Vault", *labels: str) -> None:
    for label in labels:
        with vault.write() as session:
            session.add(Person(label=label))


def _parts(vault: "Vault", **options: Any) -> set[tuple[str, str]]:
    return {(one.part, one.what) for one in check_vault(vault, **options)}


def test_a_checkpoint_covers_everything_and_is_made_once(any_vault: "Vault") -> None:
    _add(any_vault, "a", "b", "c")
    first = current_checkpoint(any_vault)
    assert current_checkpoint(any_vault) == first
    _add(any_vault, "d")
    second = current_checkpoint(any_vault)
    with any_vault.read() as session:
        leaves = [leaf_of(one) for one in entry_hashes(session)]
        assert len(session.exec(select(JournalCheckpoint)).all()) == 2
    assert (first.size, second.size) == (3, 4)
    assert second.root == merkle.root_of(leaves).hex()
    assert check_vault(any_vault, against=[first, second]) == []


def test_a_checkpoint_is_read_back_from_its_note_and_from_a_footer(vault: "Vault") -> None:
    _add(vault, "a")
    made = current_checkpoint(vault)
    assert read_checkpoint(made.note) == made
    short = read_checkpoint(f"Journal {made.short} page 3")
    assert (short.size, made.agrees_with(short.root), short.agrees_with(made.root)) == (1, False, True)
    for bad in ("", "12", "dossier/x\n1\nAAAA\n\n— dossier/x AAAA\n", made.note.replace("\n1\n", "\nx\n")):
        with pytest.raises(Misread, match=r"note\.form"):
            read_checkpoint(bad)


def test_a_journal_that_was_rebuilt_does_not_agree_with_a_checkpoint_kept_outside(vault: "Vault") -> None:
    _add(vault, "a", "b")
    point = current_checkpoint(vault)
    with beside_the_program(vault) as driver:  # an insider with all rights rewrites everything after himself
        driver.execute("DELETE FROM journal_checkpoint")
        driver.execute("DELETE FROM change")
        driver.execute("DELETE FROM person")
    with vault.connection() as driver:
        entries = [journal.Entry("verify", after={"n": number}) for number in range(3)]
        journal.append(driver, entries, vault.author, journal.new_transaction_id(), device=vault.slot_id)
    assert check_vault(vault) == [], "from inside it looks sound"
    assert ("checkpoint", "the journal was rewritten") in _parts(vault, against=[point])
    assert ("checkpoint", "the journal was rewritten") in _parts(vault, against=[read_checkpoint(point.short)])


def test_a_journal_that_was_cut_is_shorter_than_its_checkpoint(vault: "Vault") -> None:
    _add(vault, "a", "b")
    point = current_checkpoint(vault)
    with beside_the_program(vault) as driver:
        driver.execute("DELETE FROM change WHERE number = 2")
        driver.execute("DELETE FROM person WHERE label = 'b'")
    assert _parts(vault) == {("checkpoint", "the journal is shorter")}
    assert ("checkpoint", "rolled back: the journal was longer") in _parts(vault, against=[point])


def test_a_checkpoint_that_nobody_of_the_vault_signed_is_named(vault: "Vault") -> None:
    _add(vault, "a")
    made = current_checkpoint(vault)
    with beside_the_program(vault) as driver:
        driver.execute("UPDATE journal_checkpoint SET note = replace(note, '— ', '— x')")
    assert _parts(vault) == {("checkpoint", "signed by nobody of this vault")}
    other = made.note.replace(vault.vault_id, "0" * 32)
    assert ("checkpoint", "of another vault") in _parts(vault, against=[read_checkpoint(other)])


def test_the_database_refuses_to_change_a_checkpoint(any_vault: "Vault") -> None:
    _add(any_vault, "a")
    current_checkpoint(any_vault)
    for statement in ("UPDATE journal_checkpoint SET size = 9", "DELETE FROM journal_checkpoint"):
        with pytest.raises(StoreProblem, match=r"store\.sealed_row"), any_vault.connection() as driver:
            driver.execute(statement)


def test_what_leaves_has_a_checkpoint_that_covers_its_receipt(vault: "Vault") -> None:
    _add(vault, "a")
    printed = cover_facts(_paper(), AT, vault).journal
    with open_receipt(vault, "pdf", "confidential") as receipt:
        receipt.close(files=[], counts={}, held_back={})
    on_paper, with_receipt = read_checkpoint(printed), read_checkpoint(receipt.checkpoint)
    assert (on_paper.size, len(on_paper.root), with_receipt.size > on_paper.size) == (1, 64, True)
    assert check_vault(vault, against=[on_paper, with_receipt]) == []
    assert cover_facts(_paper("2026-11-26"), AT, vault).journal == "", "who wants the same bytes again"
    with beside_the_program(vault) as driver:  # a receipt that somebody would rather not have written
        driver.execute("DELETE FROM journal_checkpoint WHERE size > 1")
        driver.execute("DELETE FROM change WHERE number > 1")
        driver.execute("DELETE FROM receipt")
    assert check_vault(vault, against=[on_paper]) == []
    assert _parts(vault, against=[with_receipt]) == {("checkpoint", "rolled back: the journal was longer")}


def _paper(built_at: str = "") -> Namespace:
    """The options of a paper that says nothing about itself."""
    return Namespace(purpose="", basis="", contact="", replaces="", built_at=built_at)
