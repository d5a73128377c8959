"""The lists that leave are read row by row, in the order of their making."""

import pytest
from sqlmodel import Session

from dossier.vault import Vault
from dossier.vault.queries import lists

SORTED_BY_PERSON = {"statistics_hxl"}
"""Numbers are counted person by person, and a decision does not say whose it is."""


def _plans(session: Session, name: str) -> list[str]:
    """The outermost steps by which the queries of a list are answered."""
    connection = session.connection()
    found = []
    for query in lists._queries(name):
        select = lists._select(query, lists._asked(query, list(query.columns)))
        text = select.compile(dialect=connection.dialect, compile_kwargs={"literal_binds": True})
        rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}")
        found += [str(step) for _, parent, _, step in rows if parent == 0]
    return found


@pytest.mark.parametrize("name", sorted(set(lists.LISTS) - SORTED_BY_PERSON))
def test_a_million_rows_are_not_sorted_in_memory_before_the_first_leaves(vault: Vault, name: str) -> None:
    with vault.read() as session:
        plans = _plans(session, name)
    assert plans
    assert not [step for step in plans if "TEMP B-TREE" in step]
