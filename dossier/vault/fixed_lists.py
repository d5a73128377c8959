"""The law and the vocabularies of a vault: no records and not in the journal row by row, but their sum stands in it.

Who changes the limits of an article beside the program would change what every later paper says.
"""

import hashlib
from typing import Any, Final

import sqlalchemy as sa

from dossier.vault.journal_values import plain
from dossier.vault.keys import canonical
from dossier.vault.tables import Change, LawArticle, VocabularyEntry

LISTS: Final = "lists"
"""Under this name the sums stand in the entry of the making and of each migration."""
_TABLES: Final[tuple[Any, ...]] = (LawArticle.__table__, VocabularyEntry.__table__)  # type: ignore[attr-defined]
_change: Any = Change.__table__  # type: ignore[attr-defined]


def sums_of_lists(session: Any) -> dict[str, str]:
    """Table -> SHA-256 over the canonical JSON of its rows, a line each, sorted."""
    session.flush()
    return {table.name: _sum(session, table) for table in _TABLES}


def _sum(session: Any, table: sa.Table) -> str:
    rows = session.connection().execute(sa.select(table)).mappings()
    lines = sorted(canonical({name: plain(value) for name, value in row.items() if value is not None}) for row in rows)
    return hashlib.sha256(b"\n".join(lines)).hexdigest()


def changed_lists(session: Any) -> list[str]:
    """The tables that are not as the journal says; none where it says nothing, as in vaults of early versions."""
    query = sa.select(_change.c.after).where(_change.c.action.in_(("keys", "migrate"))).order_by(_change.c.number)
    said: dict[str, str] = {}
    for after in session.execute(query).scalars():
        said |= (after or {}).get(LISTS, {})
    found = sums_of_lists(session) if said else {}
    return [name for name, wanted in said.items() if found.get(name) != wanted]
