"""Rows of the calendar of releases: those of punishments get the end that the dated rules give, or are no rows."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from dossier.casework.punishment_ends import Imposition, impositions, reckoned_end
from dossier.casework.record_values import person_records
from dossier.domain.imposed import Reckoned
from dossier.errors import InputProblem
from dossier.vault.queries.record import record_rows

RECKONED_FROM = ("row_id", "_penalty_id", "_person_id", "_due_lower", "_due_upper")
"""Columns that are read for it, whether or not they leave."""


def with_reckoned_ends(
    session: Any, rows: Sequence[Sequence[Any]], places: dict[str, int], on: date
) -> list[Sequence[Any]]:
    """The rows as the policy gets them.

    Args:
        session: Of ``vault.read()``.
        rows: As they were read.
        places: Where the columns stand.
        on: The day from which is reckoned.
    """
    penalty_id, person_id, ref = (places[name] for name in ("_penalty_id", "_person_id", "row_id"))
    persons = sorted({row[person_id] for row in rows if row[penalty_id] is not None})
    found = {one.punishment.ref: one for one in impositions(person_records(record_rows(session, persons)))}
    session.expunge_all()
    made: list[Sequence[Any]] = []
    for row in rows:
        if row[penalty_id] is None:
            made.append(row)
        elif (reckoned := _reckoned(found[row[ref]], on)) is not None:
            made.append(_filled(row, places, reckoned))
    return made


def _reckoned(one: Imposition, on: date) -> Reckoned | None:
    """The computed end; None where there is nothing to reckon or something must be asked first."""
    try:
        found = reckoned_end(one, on)
    except InputProblem:
        return None
    known = found and found.status == "computed" and found.earliest_on is not None and found.latest_on is not None
    return found if known else None


def _filled(row: Sequence[Any], places: dict[str, int], reckoned: Reckoned) -> list[Any]:
    values = {
        "_due": reckoned.earliest_on.isoformat() if reckoned.earliest_on else None,
        "_due_lower": reckoned.earliest_on,
        "_due_upper": reckoned.latest_on,
        "_tolerance_days": reckoned.tolerance_days,
        "_certainty": reckoned.certainty,
        "rule": reckoned.rule_id,
    }
    made = list(row)
    for name, value in values.items():
        if name in places:
            made[places[name]] = value
    return made
