"""The milestones of one procedure as the clocks and deadlines need them, wherever in the record they were written.

A verdict recorded as a sentence is a verdict, a charge with its day is a charge, an episode begins with the detention:
nobody has to write the same day twice. The end of an episode is no mark: it would stop a clock that something else,
which nobody recorded, may have stopped long before.
"""

from collections.abc import Iterator
from datetime import UTC, datetime

from dossier.domain.clocks import Mark
from dossier.domain.law_rows import DayBounds
from dossier.domain.record import Day, Held, PersonRecord, Procedure

FIRST_INSTANCES = ("first", "resentencing", "unknown")
_LATER = {"appeal": "APPEAL", "cassation": "CASSATION"}


def marks_of(record: PersonRecord, procedure: Procedure) -> list[Mark]:
    """All milestones of a procedure with a known day or instant, each once."""
    found = [*_of_steps(procedure), *_of_decisions(procedure), *_of_charges(procedure)]
    for episode in record.episodes:
        if episode.proceeding == procedure.ref:
            found += _of_episode(episode)
    return list(dict.fromkeys(found))


def _of_steps(procedure: Procedure) -> Iterator[Mark]:
    for step in procedure.steps:
        if when := _when(step.at, step.on):
            yield Mark(step.code, when)


def _of_decisions(procedure: Procedure) -> Iterator[Mark]:
    first = "ADM_RULING" if procedure.branch == "administrative" else "VERDICT"
    for decision in procedure.decisions:
        code = first if decision.instance in FIRST_INSTANCES else _LATER.get(decision.instance, "")
        if code and (when := _when(None, decision.imposed)):
            yield Mark(code, when)


def _of_charges(procedure: Procedure) -> Iterator[Mark]:
    for charge in procedure.charges:
        if when := _when(None, charge.charged):
            yield Mark("CHARGE", when)


def _of_episode(episode: Held) -> Iterator[Mark]:
    for code, at, on in (
        ("DETENTION", episode.detained_at, episode.started),
        ("BEFORE_JUDGE", episode.judge_at, None),
    ):
        if when := _when(at, on):
            yield Mark(code, when)


def _when(at: datetime | None, on: Day) -> datetime | DayBounds | None:
    """The instant where the hour is known, else the day where both its bounds are."""
    if at is not None:
        return at if at.tzinfo else at.replace(tzinfo=UTC)
    return on if on and on.lower and on.upper else None
