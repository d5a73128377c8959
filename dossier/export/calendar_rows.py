"""Rows of the calendar of releases: those of punishments get the end that the dated rules give, or are no rows."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from dossier.casework.computed_release import imposed_of
from dossier.casework.record_values import country_of_charges
from dossier.domain.imposed import Reckoned
from dossier.domain.penalties import penalty_kinds
from dossier.domain.reckoning import reckon
from dossier.errors import InputProblem
from dossier.vault.queries.lists_for_others import ToReckon, to_reckon


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
    at = places["_penalty_id"]
    wanted = [row[at] for row in rows if row[at] is not None]
    found = to_reckon(session, wanted) if wanted else {}
    made: list[Sequence[Any]] = []
    for row in rows:
        if row[at] is None:
            made.append(row)
        elif (reckoned := _reckoned(found[row[at]], on)) is not None:
            made.append(_filled(row, places, reckoned))
    return made


def _reckoned(one: ToReckon, on: date) -> Reckoned | None:
    """The computed end; None where there is nothing to reckon or something must be asked first."""
    kind = penalty_kinds().get(one.penalty.kind_code)
    if kind is None or kind.deprives_of_liberty != "yes":
        return None
    try:
        country = country_of_charges(one.charges)
        found = reckon(imposed_of(one.proceeding, one.sentence, one.penalty, one.episode, one.stays, country), on)
    except InputProblem:
        return None
    known = found.status == "computed" and found.earliest_on is not None and found.latest_on is not None
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
