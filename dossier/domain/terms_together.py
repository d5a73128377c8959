"""Whether a term stands alone in a person's record, and what happened after the decision that moves its end.

A court puts terms together when somebody who serves one is sentenced again, as after a new verdict for disobedience in
the colony. How it does so is in no checked rule of seeds/, so a term that may be one of two is not reckoned.
"""

from collections.abc import Iterator

from dossier.domain.penalties import penalty_kind
from dossier.domain.reckoned_anew import is_new_verdict, moves_the_end
from dossier.domain.record import Day, Decision, PersonRecord, Procedure, surely_before


def may_be_put_together(record: PersonRecord, procedure: Procedure, decision: Decision) -> bool:
    """Whether another procedure has a sentence to a term, and nothing shows that the one ended before the other."""
    others = (one for one in record.procedures if one is not procedure)
    return _has_term(procedure, decision) and any(
        _has_term(other, one) and not _apart(record, (procedure, decision), (other, one))
        for other in others
        for one in other.decisions
    )


def _has_term(procedure: Procedure, decision: Decision) -> bool:
    """Months or years of imprisonment, arrest or restriction of freedom, in a decision that still stands."""
    kinds = [penalty_kind(one.kind, procedure.country) for one in decision.punishments if not one.is_suspended]
    return not decision.changed_by and any(
        kind is not None and kind.unit == "month" and kind.deprives_of_liberty in ("yes", "partial") for kind in kinds
    )


def _apart(record: PersonRecord, mine: tuple[Procedure, Decision], other: tuple[Procedure, Decision]) -> bool:
    return _ended_before(record, mine, other[1].imposed) or _ended_before(record, other, mine[1].imposed)


def _ended_before(record: PersonRecord, sentence: tuple[Procedure, Decision], day: Day) -> bool:
    return any(surely_before(end, day) for end in _ends(record, *sentence))


def _ends(record: PersonRecord, procedure: Procedure, decision: Decision) -> Iterator[Day]:
    """The days by which a term is recorded to have ended."""
    yield decision.release_stated
    for episode in record.episodes:
        if episode.proceeding == procedure.ref and surely_before(decision.imposed, episode.ended):
            yield episode.ended


def later_steps(record: PersonRecord, procedure: Procedure, decision: Decision) -> tuple[str, ...]:
    """The milestones that move the end of a term, of its own procedure and new cases against the same person."""
    return tuple(
        step.code
        for one in record.procedures
        for step in one.steps
        if (moves_the_end(step.code) if one is procedure else is_new_verdict(step.code))
        and not surely_before(step.on, decision.imposed)
    )
