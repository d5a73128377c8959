"""The journal: what an entry says, that the chain holds, that tampering shows, and its limits."""

import json
import uuid
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from dossier.errors import StoreProblem
from dossier.vault import journal, journal_values
from dossier.vault.journal import Break, Entry
from dossier.vault.tables import Change, Person, Place

if TYPE_CHECKING:
    from dossier.vault import Vault


def _rows(vault: "Vault") -> list[dict[str, Any]]:
    with vault.read() as session:
        return [change.model_dump() for change in session.exec(select(Change).order_by("number"))]


def _three_changes(vault: "Vault") -> Person:
    with vault.write(reason="новая справа") as session:
        person = Person(label="Ян", citizenship_codes=["BLR"])
        session.add(person)
    with vault.write() as session:
        session.get_one(Person, person.id).label = "Янка"
    with vault.write() as session:
        session.delete(session.get_one(Person, person.id))
    return person


def test_an_entry_says_who_what_from_what_to_what(any_vault: "Vault") -> None:
    person = _three_changes(any_vault)
    made, changed, removed = _rows(any_vault)
    assert [row["action"] for row in (made, changed, removed)] == ["insert", "update", "delete"]
    assert {row["author"] for row in (made, changed, removed)} == {"Алеся"}
    assert {row["record_id"] for row in (made, changed, removed)} == {person.id}
    assert (made["reason"], changed["reason"]) == ("новая справа", None)
    assert made["before"] is None
    assert made["after"]["label"] == "Ян"
    assert made["after"]["ref"] == person.ref
    assert (changed["before"]["label"], changed["after"]["label"]) == ("Ян", "Янка")
    assert "citizenship_codes" not in changed["after"]
    assert removed["before"]["label"] == "Янка"
    assert removed["after"] is None


def test_the_chain_holds(any_vault: "Vault") -> None:
    _three_changes(any_vault)
    assert list(journal.verify(_rows(any_vault))) == []


def test_numbers_with_a_fraction_survive_in_the_hash(any_vault: "Vault") -> None:
    with any_vault.write() as session:
        session.add(Place(label="Менск", latitude=53.9, longitude=1e-7))
    assert list(journal.verify(_rows(any_vault))) == []


def test_changes_of_one_transaction_carry_one_number(any_vault: "Vault") -> None:
    with any_vault.write() as session:
        session.add(Person(label="Ян"))
        session.flush()
        session.add(Person(label="Ева"))
    assert len({row["transaction_id"] for row in _rows(any_vault)}) == 1


def test_an_event_that_is_no_change_of_a_row_has_an_entry(any_vault: "Vault") -> None:
    with any_vault.write() as session:
        session.note(Entry("export", after={"files": 3}, reason="НДА"))
    (row,) = _rows(any_vault)
    assert (row["action"], row["after"], row["reason"]) == ("export", {"files": 3}, "НДА")


def test_an_importer_appends_its_own_entries(any_vault: "Vault") -> None:
    entries = (Entry("import", "person", uuid.uuid4(), after={"label": f"{number}"}) for number in range(2500))
    with any_vault.connection() as driver:
        assert journal.append(driver, entries, any_vault.author, journal.new_transaction_id(), reason="B-1") == 2500
    rows = _rows(any_vault)
    assert len(rows) == 2500
    assert list(journal.verify(rows)) == []


@pytest.mark.parametrize("statement", ["UPDATE change SET author = 'x'", "DELETE FROM change"])
def test_the_database_refuses_to_change_an_entry(any_vault: "Vault", statement: str) -> None:
    _three_changes(any_vault)
    with pytest.raises(StoreProblem) as refused, any_vault.connection() as driver:
        driver.cursor().execute(statement)
    assert refused.value.code == "store.sealed_row"
    assert len(_rows(any_vault)) == 3


@pytest.mark.parametrize(
    ("tamper", "found"),
    [
        (lambda rows: rows.pop(1), [Break(3, "gap"), Break(3, "chain")]),
        (lambda rows: rows[1].update(author="Ева"), [Break(2, "entry")]),
        (lambda rows: rows[1].update(at=datetime(2020, 1, 1, tzinfo=UTC)), [Break(2, "entry")]),
        (lambda rows: rows[1].update(reason="x"), [Break(2, "entry")]),
        (lambda rows: rows[1].update(record_id=uuid.uuid4()), [Break(2, "entry")]),
        (lambda rows: rows[1]["after"].update(label="Ева"), [Break(2, "content")]),
        (lambda rows: rows[1].update(before=None), [Break(2, "content")]),
        (lambda rows: rows.insert(0, rows.pop(1)), [Break(2, "gap"), Break(2, "chain"), Break(1, "gap")]),
    ],
)
def test_tampering_is_named_with_the_number_of_the_entry(vault: "Vault", tamper: Any, found: list[Break]) -> None:
    _three_changes(vault)
    rows = _rows(vault)
    tamper(rows)
    assert list(journal.verify(rows))[: len(found)] == found


def test_an_entry_rewritten_with_a_fitting_hash_breaks_the_next(vault: "Vault") -> None:
    _three_changes(vault)
    rows = _rows(vault)
    rows[1]["author"] = "Ева"
    rows[1]["entry_hash"] = journal.entry_hash(rows[1])
    assert list(journal.verify(rows)) == [Break(3, "chain")]


def test_erasing_values_breaks_no_chain(vault: "Vault") -> None:
    _three_changes(vault)
    rows = _rows(vault)
    rows[0].update(before=None, after=None)
    assert list(journal.verify(rows)) == [Break(1, "content")]


def test_the_same_short_value_has_another_hash_each_time(vault: "Vault") -> None:
    with vault.write() as session:
        session.note(Entry("verify", after={"sex": "male"}))
        session.note(Entry("verify", after={"sex": "male"}))
    assert len({row["content_hash"] for row in _rows(vault)}) == 2


def test_the_hash_of_an_entry_is_what_the_format_says() -> None:
    """Computed by hand from docs/format.md, so that a change of the form is noticed."""
    row: dict[str, Any] = {
        "number": 1,
        "transaction_id": uuid.UUID(int=1),
        "at": datetime(2026, 1, 2, 3, 4, 5, 6, tzinfo=UTC),
        "author": "Ян",
        "device": "",
        "action": "insert",
        "record_table": "person",
        "record_id": uuid.UUID(int=2),
        "reason": None,
        "content_hash": "ab" * 32,
        "previous_hash": "0" * 64,
    }
    written = (
        '{"action":"insert","at":"2026-01-02T03:04:05.000006Z","author":"Ян","content_hash":"' + "ab" * 32 + '",'
        '"device":"","number":1,"previous_hash":"' + "0" * 64 + '","reason":null,'
        '"record_id":"00000000-0000-0000-0000-000000000002","record_table":"person",'
        '"transaction_id":"00000000-0000-0000-0000-000000000001"}'
    )
    import hashlib

    assert journal.entry_hash(row) == hashlib.sha256(written.encode()).hexdigest()


_SCALARS = (
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False) | st.text() | st.binary()
    | st.dates() | st.datetimes(timezones=st.just(timezone(timedelta(hours=3)))) | st.uuids()
    | st.decimals(allow_nan=False)
)  # fmt: skip


@given(st.dictionaries(st.text(), _SCALARS | st.lists(_SCALARS)))
def test_whatever_a_column_holds_becomes_json_that_reads_back_the_same(values: dict[str, Any]) -> None:
    plain = journal_values.plain(values)
    assert json.loads(json.dumps(plain)) == plain


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (datetime(2021, 5, 12, 1, 30, tzinfo=timezone(timedelta(hours=3))), "2021-05-11T22:30:00.000000Z"),
        (date(2021, 5, 12), "2021-05-12"),
        (53.9, "53.9"),
        (Decimal("135.00"), "135.00"),
        (b"\x00\xff", "00ff"),
        (uuid.UUID(int=1), "00000000-0000-0000-0000-000000000001"),
    ],
)
def test_values_are_written_without_loss(value: object, written: str) -> None:
    assert journal_values.plain(value) == written


def test_an_unknown_kind_of_value_is_a_bug_and_not_guessed() -> None:
    with pytest.raises(TypeError):
        journal_values.plain(object())
