"""The list of all persons is in the order of names with ё as е, merged records left out; by the index, unsorted."""

import uuid
from typing import TYPE_CHECKING

from dossier.vault.queries.records import person_ids
from dossier.vault.tables import Person

if TYPE_CHECKING:
    from dossier.vault import Vault

NAMES = ("Жуков", "Ёлкина", "Егоров", "Ежов", "елисеев", "Ёж", "Ежевика", "Абрамёнок", "Абраменко", "Язов", "Adams")


def test_persons_come_by_their_names_with_yo_in_the_place_of_ye(vault: "Vault") -> None:
    with vault.write() as session:
        people = [Person(label=name) for name in (*NAMES, "Ёлкина")]
        session.add_all(people)
        session.flush()
        gone = Person(label="Ёлкин", merged_into_id=people[0].id)
        session.add(gone)
    with vault.read() as session:
        packed = person_ids(session)
        labels = {one.id: one.label for one in people}
        found = [labels[uuid.UUID(bytes=packed[at : at + 16])] for at in range(0, len(packed), 16)]
    assert found == sorted((*NAMES, "Ёлкина"), key=lambda name: name.replace("ё", "е").replace("Ё", "Е"))


def test_the_order_is_read_from_the_index_alone(vault: "Vault") -> None:
    with vault.read() as session:
        plan = session.connection().exec_driver_sql(
            "EXPLAIN QUERY PLAN SELECT label, id FROM person ORDER BY label, id"
        )
        steps = [row[-1] for row in plan]
    assert len(steps) == 1
    assert "COVERING INDEX" in steps[0]
