"""Rows of the calendar of releases: those of punishments get the end that the dated rules give, or are no rows.

A release that nobody waits for is no row: after a release, a pardon or a death that is recorded, and some weeks after
its own day.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any, Final, NamedTuple

from dossier.casework.punishment_ends import LOOK_BACK_DAYS, Imposition, impositions, is_over, reckoned_end
from dossier.casework.record_values import person_records
from dossier.domain.imposed import Reckoned
from dossier.domain.record import PersonRecord
from dossier.errors import InputProblem
from dossier.vault.queries.record import record_rows

RECKONED_FROM = ("row_id", "kind", "_penalty_id", "_person_id", "_due_lower", "_due_upper")
"""Columns that are read for it, whether or not they leave."""
_STATED: Final = "release_stated"


class _Awaited(NamedTuple):
    """What somebody waits for, by the references of the records."""

    punishments: dict[str, Imposition]
    decisions: frozenset[str]


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
    penalty_id, person_id, kind = (places[name] for name in ("_penalty_id", "_person_id", "kind"))
    persons = sorted({row[person_id] for row in rows if row[penalty_id] is not None or row[kind] == _STATED})
    awaited = _awaited(person_records(record_rows(session, persons)))
    session.expunge_all()
    return list(_expected(rows, places, awaited, on))


def _awaited(records: Sequence[PersonRecord]) -> _Awaited:
    running = [one for record in records for one in record.procedures if not is_over(record, one)]
    decisions = (one for procedure in running for one in procedure.decisions if not one.changed_by)
    punishments = {one.punishment.ref: one for one in impositions(records) if not is_over(one.record, one.procedure)}
    return _Awaited(punishments, frozenset(one.ref for one in decisions))


def _expected(
    rows: Sequence[Sequence[Any]], places: dict[str, int], awaited: _Awaited, on: date
) -> Iterator[Sequence[Any]]:
    penalty_id, ref, kind, upper = (places[name] for name in ("_penalty_id", "row_id", "kind", "_due_upper"))
    since = on - timedelta(days=LOOK_BACK_DAYS)
    for row in rows:
        if row[penalty_id] is not None:
            one = awaited.punishments.get(row[ref])
            reckoned = _reckoned(one, on) if one else None
            if reckoned is not None and reckoned.latest_on is not None and reckoned.latest_on >= since:
                yield _filled(row, places, reckoned)
        elif row[kind] != _STATED or (row[ref] in awaited.decisions and (row[upper] is None or row[upper] >= since)):
            yield row


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
