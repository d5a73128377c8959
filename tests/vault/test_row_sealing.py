"""The hashes that seal an import: made of many records at once, and equal to those of each one."""

import uuid
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlmodel import select

from dossier.vault.history import as_values
from dossier.vault.row_sealing import digest, seal_unlisted_rows, unpacked
from dossier.vault.tables import RECORDS, Change, Person
from tests.export.generating import fill_every_table

if TYPE_CHECKING:
    from dossier.vault import Vault

MORE_THAN_AN_ENTRY_HOLDS = 230
_change: Any = Change.__table__  # type: ignore[attr-defined]


def _sealed(session: Any, name: str) -> dict[uuid.UUID, tuple[list[str], bytes]]:
    """Record -> the columns that are sealed of it, and its hash."""
    entries = session.execute(
        sa.select(_change.c.after).where(_change.c.action == "rows", _change.c.record_table == name)
    )
    return {one: (after["columns"], its) for (after,) in entries for one, its in unpacked(after["rows"])}


def test_a_record_of_every_table_is_sealed_by_the_hash_of_its_own_values(any_vault: "Vault") -> None:
    with any_vault.write() as session:
        for mark in ("АДЗІН", "ДРУГІ"):
            fill_every_table(session, mark)
        for name in RECORDS:
            seal_unlisted_rows(session, name, uuid.uuid4())
    checked = set()
    with any_vault.read() as session:
        for name, model in RECORDS.items():
            for row in session.exec(select(model)).all():
                columns, its = _sealed(session, name).get(row.id, ([], b""))
                if its:
                    assert digest(columns, as_values(row)) == its, name
                    checked.add(name)
    assert len(checked) > 30


def test_records_that_share_values_and_those_without_are_not_mixed_up(any_vault: "Vault") -> None:
    """More than one entry; a column is empty in some, the same in others, and different in each."""
    with any_vault.write() as session:
        for n in range(MORE_THAN_AN_ENTRY_HOLDS):
            remarks = None if n % 3 == 0 else "тое ж" if n % 3 == 1 else f'"{n}"\n'
            session.add(Person(label=f"Ян {n}", remarks=remarks, is_public_official=n % 2 == 0))
        session.flush()
        seal_unlisted_rows(session, "person", uuid.uuid4())
    with any_vault.read() as session:
        sealed = _sealed(session, "person")
        people = session.exec(select(Person)).all()
        assert len(sealed) == len(people) == MORE_THAN_AN_ENTRY_HOLDS
        for one in people:
            columns, its = sealed[one.id]
            assert digest(columns, as_values(one)) == its
