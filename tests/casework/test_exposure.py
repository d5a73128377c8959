"""What is out there: who stands in a receipt, how the consents stand now, and what is said of a person."""

import uuid
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa

from dossier.casework.exposure import LeftFor, all_receipts, exposed_by, exposure_of
from dossier.casework.exposure_words import what_is_in_it, what_stayed
from dossier.errors import Misread, NotFound
from dossier.export.csv_export import export_lists
from dossier.vault.receipts import OpenReceipt, Shown, open_receipt
from dossier.vault.tables import Consent, ConsentScope, Episode, Person, Receipt

if TYPE_CHECKING:
    from dossier.vault import Vault

TODAY = date(2026, 11, 26)
LATER = date(2026, 12, 31)
NGO = "Example NGO"


def _person(session: Any, label: str, *, official: bool = False, until: date | None = None) -> Person:
    person = Person(label=label, is_public_official=official)
    session.add(person)
    session.flush()
    session.add(Episode(person_id=person.id, branch="criminal"))
    if not official:
        consent = Consent(person_id=person.id, given_by="self", form="written", obtained_on=date(2026, 1, 1),
                          valid_until_on=until)  # fmt: skip
        session.add(consent)
        session.flush()
        session.add(ConsentScope(consent_id=consent.id, scope_code="C4_NGO", decision="yes"))
    return person


@pytest.fixture
def sent(any_vault: "Vault", tmp_path: Path) -> tuple["Vault", str, dict[str, Person]]:
    """Three persons of whom a list went to a partner; the receipt's reference, and the persons by name."""
    with any_vault.write() as session:
        persons = {
            "stays": _person(session, "Ганна"),
            "withdraws": _person(session, "Вера"),
            "runs out": _person(session, "Ліна", until=date(2026, 12, 1)),
            "official": _person(session, "Пётр", official=True),
        }
    report = export_lists(
        any_vault, ["persons", "detentions"], tmp_path / "out", profile="confidential", recipient=NGO, today=TODAY,
        built_at=datetime.now(UTC),
    )  # fmt: skip
    return any_vault, report.receipt, persons


def _withdraw(vault: "Vault", person: Person, **changes: Any) -> None:
    with vault.write() as session:
        consent = session.execute(sa.select(Consent).where(Consent.person_id == person.id)).scalar_one()  # type: ignore[arg-type]
        for name, value in changes.items():
            setattr(consent, name, value)


def test_a_receipt_says_how_each_consent_stands_now(sent: tuple["Vault", str, dict[str, Person]]) -> None:
    vault, receipt, persons = sent
    with vault.read() as session:
        assert exposed_by(session, receipt, TODAY).states == {"holds": 3, "official": 1}
    _withdraw(vault, persons["withdraws"], withdrawn_on=date(2026, 12, 5))
    with vault.read() as session:
        found = exposed_by(session, receipt, LATER)
        states = {one.label: one.consent.state for one in found.persons}
    assert states == {"Ганна": "holds", "Вера": "withdrawn", "Ліна": "expired", "Пётр": "official"}
    assert {one.label: one.as_name for one in found.persons} == dict.fromkeys(states, True)
    assert all(one.is_held for one in found.persons)
    (withdrawn,) = [one.consent for one in found.persons if one.label == "Вера"]
    assert (withdrawn.withdrawn_on, withdrawn.obtained_on) == ("2026-12-05", "2026-01-01")
    assert (found.left.recipient, found.left.profile, found.left.person_count) == (NGO, "confidential", 4)
    assert {one["name"] for one in found.left.files} >= {"persons.csv", "SHA256SUMS"}


@pytest.mark.parametrize("changes", [{"died": "2026-10-01"}, {"died_as_written": "in the autumn"}, {"deceased": True}])
def test_nobody_is_called_held_whose_death_is_recorded(
    sent: tuple["Vault", str, dict[str, Person]], changes: dict[str, object]
) -> None:
    vault, receipt, persons = sent
    with vault.write() as session:
        for name, value in changes.items():
            setattr(session.get_one(Person, persons["stays"].id), name, value)
    with vault.read() as session:
        found = exposed_by(session, receipt, TODAY)
    assert {one.label for one in found.persons if not one.is_held} == {"Ганна"}


def test_a_later_no_is_shown_too(sent: tuple["Vault", str, dict[str, Person]]) -> None:
    vault, receipt, persons = sent
    with vault.write() as session:
        said = Consent(person_id=persons["stays"].id, given_by="self", form="written", obtained_on=date(2026, 12, 1))
        session.add(said)
        session.flush()
        session.add(ConsentScope(consent_id=said.id, scope_code="C4_NGO", recipient=NGO, decision="no"))
    with vault.read() as session:
        states = {one.label: one.consent.state for one in exposed_by(session, receipt, LATER).persons}
    assert states["Ганна"] == "refused"


def test_a_person_sees_every_receipt_whatever_record_was_joined(sent: tuple["Vault", str, dict[str, Person]]) -> None:
    vault, receipt, persons = sent
    with vault.write() as session:
        joined, left = (session.get_one(Person, persons[name].id) for name in ("stays", "withdraws"))
        left.merged_into_id = joined.id
    for name in ("stays", "withdraws"):
        with vault.read() as session:
            found = exposure_of(session, persons[name].ref or "", TODAY)
        assert (found.label, [one.receipt for one, _about in found.receipts]) == ("Ганна", [receipt, receipt])


def test_a_person_taken_out_of_the_vault_stays_in_the_receipt(vault: "Vault") -> None:
    with open_receipt(vault, "csv", "ngo", NGO) as receipt:
        receipt.add({uuid.uuid4(): Shown(uuid.uuid4(), False)})
        receipt.close(files=[], counts={}, held_back={})
    with vault.read() as session:
        (person,) = exposed_by(session, receipt.ref, TODAY).persons
    assert (person.person, person.as_name, person.consent.state) == ("", False, "gone")


def test_a_name_that_left_is_not_forgotten_by_a_later_row_without_it(vault: "Vault") -> None:
    with vault.write() as session:
        person = _person(session, "Ганна")
    with open_receipt(vault, "csv", "ngo", NGO) as receipt:
        for with_name in (False, True, False):
            receipt.add({person.id: Shown(None, with_name)})
            receipt._flush()
        receipt.close(files=[], counts={}, held_back={})
    with vault.read() as session:
        assert [one.as_name for one in exposed_by(session, receipt.ref, TODAY).persons] == [True]


def test_an_export_that_was_cut_off_is_there_and_says_so(vault: "Vault") -> None:
    OpenReceipt(vault, "csv", "ngo", NGO)
    with vault.read() as session:
        assert [one.left_at for one in all_receipts(session)] == [""]


def test_an_export_that_failed_leaves_no_receipt(vault: "Vault") -> None:
    with pytest.raises(OSError, match="full"), open_receipt(vault, "csv", "ngo", NGO):
        raise OSError("full")
    with vault.read() as session:
        assert session.execute(sa.select(Receipt)).all() == []


def test_receipts_to_one_recipient_are_found_under_any_spelling(sent: tuple["Vault", str, dict[str, Person]]) -> None:
    vault, receipt, _persons = sent
    with vault.read() as session:
        assert [one.receipt for one in all_receipts(session, " example  ngo")] == [receipt]
        assert all_receipts(session, "Another NGO") == []


@pytest.mark.parametrize("ask", [exposed_by, exposure_of])
def test_what_is_no_reference_is_refused(vault: "Vault", ask: Any) -> None:
    with vault.read() as session:
        for ref, problem in (("", Misread), ("C-7K2Q-9M4XC", Misread)):
            with pytest.raises(problem):
                ask(session, ref, TODAY)


def test_a_receipt_that_is_not_there_is_not_found(vault: "Vault") -> None:
    from dossier.domain.refs import make_ref

    with vault.read() as session, pytest.raises(NotFound):
        exposed_by(session, make_ref("receipt"), TODAY)


@pytest.mark.parametrize(
    ("kind", "counts", "held_back", "left", "stayed"),
    [
        ("pdf", {"persons": 1, "dated_facts": 3, "sources": 0}, {"name": 1}, ["person: 1", "facts: 3"],
         ["names replaced by codes: 1"]),
        ("csv", {"persons.csv": 2}, {"rows:no_consent": 4}, ["persons.csv: 2"],
         ["rows held back: no consent for this recipient: 4"]),
    ],
)  # fmt: skip
def test_what_left_and_what_stayed_is_said_in_words(
    kind: str, counts: dict[str, int], held_back: dict[str, int], left: list[str], stayed: list[str]
) -> None:
    receipt = LeftFor("R-1", kind, "public", "", "", [], counts, held_back, [], [], 1)
    assert (what_is_in_it(receipt), what_stayed(receipt)) == (left, stayed)
