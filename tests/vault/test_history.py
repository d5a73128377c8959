"""The history of a record and bringing an earlier state back."""

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from sqlmodel import select

from dossier.casework.history import history_of, restore_before
from dossier.errors import NotFound, Refused
from dossier.vault.tables import Charge, Person, Proceeding

if TYPE_CHECKING:
    from dossier.vault import Vault


def _person(vault: "Vault", **values: object) -> str:
    with vault.write() as session:
        person = Person(label="Ivan", **values)  # type: ignore[arg-type]
        session.add(person)
        session.flush()
        return person.ref or ""


def _edit(vault: "Vault", ref: str, **values: object) -> None:
    with vault.write(reason="corrected") as session:
        person = session.exec(select(Person).where(Person.ref == ref)).one()
        for name, value in values.items():
            setattr(person, name, value)


def _now(vault: "Vault", ref: str) -> Person | None:
    with vault.read() as session:
        return session.exec(select(Person).where(Person.ref == ref)).first()


def test_each_step_says_what_stood_before_and_after(any_vault: "Vault") -> None:
    ref = _person(any_vault, born_lower=date(1991, 1, 1))
    _edit(any_vault, ref, label="Jan", born_lower=None)
    first, second = history_of(any_vault, ref.lower())
    assert (first.action, first.can_be_undone, second.action, second.reason) == ("insert", False, "update", "corrected")
    assert {(one.field, one.before, one.after) for one in second.fields} == {
        ("label", "Ivan", "Jan"), ("born_lower", "1991-01-01", None),
    }  # fmt: skip


def test_an_earlier_state_comes_back_as_one_more_change(any_vault: "Vault") -> None:
    ref = _person(any_vault, born_lower=date(1991, 1, 1), remarks="a")
    _edit(any_vault, ref, label="Jan", born_lower=None)
    _edit(any_vault, ref, label="Janka", remarks=None)
    second = history_of(any_vault, ref)[1]
    assert restore_before(any_vault, ref, second.number) == ref
    found = _now(any_vault, ref)
    assert found is not None
    assert (found.label, found.born_lower, found.remarks) == ("Ivan", date(1991, 1, 1), "a")
    assert len(history_of(any_vault, ref)) == 4
    restore_before(any_vault, ref, history_of(any_vault, ref)[3].number)
    assert (found := _now(any_vault, ref)) is not None
    assert found.label == "Janka"


def test_a_removed_record_has_its_history_and_comes_back_whole(any_vault: "Vault") -> None:
    ref = _person(any_vault, remarks="kept", created_at=datetime(2020, 8, 9, 12, 0, 0, 5, tzinfo=UTC))
    with any_vault.write() as session:
        session.delete(session.exec(select(Person).where(Person.ref == ref)).one())
    assert _now(any_vault, ref) is None
    removed = history_of(any_vault, ref)[-1]
    assert (removed.action, removed.can_be_undone) == ("delete", True)
    restore_before(any_vault, ref, removed.number)
    found = _now(any_vault, ref)
    assert found is not None
    assert (found.label, found.remarks, found.created_at.microsecond) == ("Ivan", "kept", 5)


def test_before_its_first_entry_there_is_nothing_to_bring_back(vault: "Vault") -> None:
    ref = _person(vault)
    with pytest.raises(Refused, match=r"history\.before_it_was"):
        restore_before(vault, ref, history_of(vault, ref)[0].number)
    with pytest.raises(NotFound, match=r"history\.none"):
        restore_before(vault, ref, 100_000)


def test_every_type_of_column_comes_back_as_it_was(vault: "Vault") -> None:
    person = Person(label="A")
    with vault.write() as session:
        session.add(person)
        session.flush()
        proceeding = Proceeding(person_id=person.id, branch="criminal", decided_lower=date(2021, 5, 12))
        session.add(proceeding)
        session.flush()
        session.add(Charge(proceeding_id=proceeding.id, code="UK_BY", article="342", article_as_written="ст. 342"))
    with vault.read() as session:
        before = session.exec(select(Proceeding)).one().model_dump()
        charge_ref = session.exec(select(Charge.ref)).one()
    with vault.write() as session:
        session.delete(session.exec(select(Proceeding)).one())
    ref = str(before["ref"])
    assert [step.action for step in history_of(vault, charge_ref or "")] == ["insert", "delete"], (
        "it went with its owner"
    )
    restore_before(vault, ref, history_of(vault, ref)[-1].number)
    with vault.read() as session:
        after = session.exec(select(Proceeding)).one().model_dump()
    ignored = {"version", "updated_at", "updated_by"}
    assert {key: after[key] for key in after if key not in ignored} == {
        key: before[key] for key in before if key not in ignored
    }
