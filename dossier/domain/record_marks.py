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
    """All milestones of a procedure, each once; one of which no day is known has none.

    The day of a decision or a charge may stand with the step alone, so that their own lack of it says nothing then.
    """
    steps, others = list(_of_steps(procedure)), [*_of_decisions(procedure), *_of_charges(procedure)]
    for episode in record.episodes:
        if episode.proceeding == procedure.ref:
            others += _of_episode(episode)
    dated = {mark.milestone for mark in (*steps, *others) if mark.when is not None}
    return list(dict.fromkeys((*steps, *(one for one in others if one.when is not None or one.milestone not in dated))))


def _of_steps(procedure: Procedure) -> Iterator[Mark]:
    for step in procedure.steps:
        yield Mark(step.code, _when(step.at, step.on))


def _of_decisions(procedure: Procedure) -> Iterator[Mark]:
    first = "ADM_RULING" if procedure.branch == "administrative" else "VERDICT"
    for decision in procedure.decisions:
        code = first if decision.instance in FIRST_INSTANCES else _LATER.get(decision.instance, "")
        if code:
            yield Mark(code, _when(None, decision.imposed))


def _of_charges(procedure: Procedure) -> Iterator[Mark]:
    for charge in procedure.charges:
        yield Mark("CHARGE", _when(None, charge.charged))


def _of_episode(episode: Held) -> Iterator[Mark]:
    yield Mark("DETENTION", _when(episode.detained_at, episode.started))
    if episode.judge_at is not None:
        yield Mark("BEFORE_JUDGE", _when(episode.judge_at, None))


def _when(at: datetime | None, on: Day) -> datetime | DayBounds | None:
    """The instant where the hour is known, else the day where both its bounds are."""
    if at is not None:
        return at if at.tzinfo else at.replace(tzinfo=UTC)
    return on if on and on.lower and on.upper else None
