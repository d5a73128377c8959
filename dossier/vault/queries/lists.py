"""The lists that may leave, read as streams: what each column of a layout is, and what the policy asks.

Nothing here decides what leaves; ``dossier.export.policy`` does.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import Any, Final, NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from dossier.vault.queries import list_parts as part
from dossier.vault.queries import lists_for_others as others
from dossier.vault.queries import lists_of_cases as cases
from dossier.vault.queries import lists_of_evidence as evidence
from dossier.vault.queries.consents import raw_id
from dossier.vault.queries.list_parts import T
from dossier.vault.queries.list_query import ListQuery

ROWS_AT_ONCE = 1000
LISTS: Final[dict[str, Callable[[], ListQuery | list[ListQuery]]]] = {
    "persons": cases.persons,
    "persons_public": cases.persons_public,
    "detentions": cases.detentions,
    "placements": cases.placements,
    "proceedings": cases.proceedings,
    "charges": cases.charges,
    "sentences": cases.sentences,
    "events": cases.events,
    "acts": evidence.acts,
    "involvements": evidence.involvements,
    "designations": evidence.designations,
    "information": evidence.information,
    "exhibits": evidence.exhibits,
    "custody_log": evidence.custody_log,
    "consent_register": evidence.consent_register,
    "interventions": evidence.interventions,
    "release_calendar": others.release_calendar,
    "statistics_hxl": others.statistics_hxl,
    "acled_like": others.acled_like,
    "uwazi_cases": others.uwazi_cases,
    "bayanat_actors": others.bayanat_actors,
}
"""Name of a list -> its query, or several of the same columns."""


class Reading(NamedTuple):
    """A list being read: where each asked column stands in its rows, and the rows in parts."""

    places: dict[str, int]
    parts: Iterator[list[Sequence[Any]]]


def read_list(session: Session, name: str, wanted: Sequence[str]) -> Reading:
    """Stream a list in the order of its making; memory does not grow with its rows.

    Args:
        session: Of ``vault.read()``.
        name: Of the list, for example "persons".
        wanted: The columns to read; those this list does not have are left out of ``places``. Those of the policy
            come too: "_subject", "_event", "_case", "_actor", "_official", "_tlp", "_class0" …, "_label".
    """
    queries = _queries(name)
    labelled = [_asked(query, wanted) for query in queries]
    parts = chain.from_iterable(
        _parts(session, _select(query, columns)) for query, columns in zip(queries, labelled, strict=True)
    )
    return Reading({label: at for at, label in enumerate(labelled[0])}, parts)


def _queries(name: str) -> list[ListQuery]:
    found = LISTS[name]()
    if isinstance(found, ListQuery):
        return [found]
    most = max(len(one.classes) for one in found)
    return [one._replace(classes=one.classes + (sa.literal(0),) * (most - len(one.classes))) for one in found]


def _asked(query: ListQuery, wanted: Sequence[str]) -> dict[str, Any]:
    columns = {one: query.columns[one] for one in wanted if one in query.columns}
    policy = {"_subject": query.subject, "_event": query.event, "_case": query.case, "_actor": query.actor}
    columns |= {label: raw_id(one) for label, one in policy.items() if one is not None}
    columns |= _own_standing(query.subject)
    columns |= {f"_class{at}": one for at, one in enumerate(query.classes)}
    return columns | ({"_label": query.label} if query.label is not None else {})


def _own_standing(subject: Any) -> dict[str, Any]:
    """What the policy must know of the person a row is about and the query reads anyway."""
    if subject is None or subject.table is not T.person:
        return {}
    return {"_official": sa.type_coerce(T.person.c.is_public_official, sa.Integer), "_tlp": T.person.c.tlp}


def _select(query: ListQuery, columns: dict[str, Any]) -> Any:
    select = sa.select(*(one.label(label) for label, one in columns.items())).select_from(query.source)
    if query.subject is not None:
        select = select.where(part.has_none(T.person.c.merged_into_id))
    if query.where is not None:
        select = select.where(query.where)
    return select.order_by(*(query.order or (_main_table(query).c.id,)))


def _main_table(query: ListQuery) -> Any:
    """The table of which a row is: that of the first column."""
    return next(iter(query.columns.values())).table if hasattr(query.source, "left") else query.source


def _parts(session: Session, select: Any) -> Iterator[list[Sequence[Any]]]:
    streamed = {"stream_results": True, "max_row_buffer": ROWS_AT_ONCE}  # of this query alone, not of what follows
    result = session.connection().execute(select, execution_options=streamed)
    try:
        while rows := result.fetchmany(ROWS_AT_ONCE):
            yield list(rows)
    finally:
        result.close()


def list_columns(name: str) -> set[str]:
    """The columns that a list can fill by itself."""
    return {one for one in _queries(name)[0].columns if not one.startswith("_")}
