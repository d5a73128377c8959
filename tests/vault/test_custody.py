"""Custody only grows, and whoever changes it behind the program's back is found."""

import hashlib
import json
from typing import TYPE_CHECKING, Any

import pytest
from sqlmodel import select

from dossier.errors import StoreProblem
from dossier.vault import custody
from dossier.vault.checking import check_vault
from dossier.vault.journal_values import plain
from dossier.vault.tables import CustodyEvent, Exhibit, LegalCase

if TYPE_CHECKING:
    from dossier.vault import Vault

SAID: dict[str, Any] = {"purpose": "a test", "method_and_tool": "by hand"}


def _exhibit_with_entries(vault: "Vault", count: int = 3) -> str:
    with vault.write() as session:
        session.add(case := LegalCase(title="A case"))
        session.flush()
        session.add(exhibit := Exhibit(case_id=case.id, title="A letter", document_kind_code="other"))
        session.flush()
        for number in range(count):
            custody.append(session, exhibit, "opened", **SAID, place=f"Вільня {number}")
        session.refresh(exhibit)
        return str(exhibit.ref)


def _damages(vault: "Vault") -> set[tuple[str, str]]:
    return {(one.place, one.what) for one in check_vault(vault) if one.part == "custody"}


def test_each_entry_holds_person_time_and_the_hash_of_the_one_before(any_vault: "Vault") -> None:
    _exhibit_with_entries(any_vault)
    with any_vault.read() as session:
        one, two, three = session.exec(select(CustodyEvent).order_by("number"))
    assert [entry.number for entry in (one, two, three)] == [1, 2, 3]
    assert (one.previous_hash, two.previous_hash, three.previous_hash) == ("0" * 64, one.entry_hash, two.entry_hash)
    assert one.by_code == any_vault.author
    assert one.happened_at.tzinfo is not None


def test_the_hash_is_the_one_that_the_page_of_formats_describes(any_vault: "Vault") -> None:
    """Recomputed from plain values alone, as a stranger with the exported list would."""
    ref = _exhibit_with_entries(any_vault, 1)
    with any_vault.read() as session:
        entry = session.exec(select(CustodyEvent)).one()
    names = (
        "number", "event", "happened_at", "by_code", "from_custodian_code", "to_custodian_code", "place", "purpose",
        "method_and_tool", "sha256_before", "sha256_after", "seal_number", "previous_hash",
    )  # fmt: skip
    said: dict[str, Any] = {name: plain(getattr(entry, name)) for name in names} | {"exhibit": ref}
    text = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert hashlib.sha256(text.encode()).hexdigest() == entry.entry_hash


@pytest.mark.parametrize("statement", ["UPDATE custody_event SET place = 'x'", "DELETE FROM custody_event"])
def test_the_database_itself_refuses_to_change_or_remove_an_entry(any_vault: "Vault", statement: str) -> None:
    _exhibit_with_entries(any_vault)
    with pytest.raises(StoreProblem, match=r"store\.sealed_row"), any_vault.connection() as driver:
        driver.execute(statement)


def _without_triggers(vault: "Vault", statement: str) -> None:
    with vault.connection() as driver:
        for event in ("update", "delete"):
            driver.execute(f"DROP TRIGGER custody_event_is_never_{event}d")
        driver.execute(statement)


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE custody_event SET by_code = 'nobody' WHERE number = 2", {"2 entry"}),
        ("UPDATE custody_event SET happened_at = '2020-01-01 00:00:00.000000' WHERE number = 3", {"3 entry"}),
        ("DELETE FROM custody_event WHERE number = 2", {"3 gap", "3 chain"}),
        ("UPDATE custody_event SET number = 9 WHERE number = 1", {"2 gap", "2 chain", "9 gap", "9 chain", "9 entry"}),
    ],
)
def test_a_change_behind_the_programs_back_is_named(vault: "Vault", statement: str, found: set[str]) -> None:
    ref = _exhibit_with_entries(vault)
    assert _damages(vault) == set()
    _without_triggers(vault, statement)
    assert {f"{place.removeprefix(ref).strip()} {what}" for place, what in _damages(vault)} == found


def test_bytes_without_any_entry_are_named(vault: "Vault") -> None:
    with vault.write() as session:
        session.add(case := LegalCase(title="A case"))
        session.flush()
        exhibit = Exhibit(case_id=case.id, title="A", document_kind_code="other", object_id="0" * 64)
        session.add(exhibit)
        session.flush()
        session.refresh(exhibit)
        ref = exhibit.ref
    assert (f"{ref} 0", "gap") in _damages(vault)
