"""When a recorded punishment ends: the one way from the record to the reckoning, for paper, lists and what is due."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from dossier.domain.credit import Custody
from dossier.domain.dates import PartialDate
from dossier.domain.imposed import Imposed, Reckoned
from dossier.domain.penalties import penalty_kind, regimes
from dossier.domain.reckoned_anew import reckon_anew
from dossier.domain.reckoning import reckon
from dossier.domain.record import Decision, Held, PersonRecord, Procedure, Punishment
from dossier.domain.terms_together import later_steps, may_be_put_together

LOOK_BACK_DAYS = 30
"""A limit or a release is shown so many days after its day, where nothing is recorded of what happened then."""
_OVER = frozenset({"reckon.anew.released", "reckon.anew.pardon", "reckon.anew.parole", "reckon.anew.death"})
_BEFORE_VERDICT = ("suspect", "remand")


class Imposition(NamedTuple):
    """A punishment with all that stands around it."""

    record: PersonRecord
    procedure: Procedure
    decision: Decision
    punishment: Punishment


def impositions(records: Iterable[PersonRecord]) -> Iterator[Imposition]:
    """All punishments of these records."""
    for record in records:
        for procedure in record.procedures:
            for decision in procedure.decisions:
                for punishment in decision.punishments:
                    yield Imposition(record, procedure, decision, punishment)


def reckoned_end(one: Imposition, on: date) -> Reckoned | None:
    """The end by the rules of that day; None for one at liberty, suspended or changed since.

    Raises:
        InputProblem: what is recorded contradicts itself or the rules; see ``dossier.domain.reckoning.reckon``.
    """
    kind = penalty_kind(one.punishment.kind, one.procedure.country)
    at_liberty = kind is None or kind.deprives_of_liberty == "no"
    if at_liberty or one.punishment.is_suspended or one.decision.changed_by:
        return None
    return reckon(imposed_of(one), on)


def is_over(record: PersonRecord, procedure: Procedure) -> bool:
    """Whether nobody waits for the end any more: a release, a pardon, an early release or a death is recorded."""
    said = {step.code for step in reckon_anew(one.code for one in procedure.steps)}
    ended = any(one.proceeding == procedure.ref and one.ended is not None for one in record.episodes)
    return record.is_dead or ended or not _OVER.isdisjoint(said)


def imposed_of(one: Imposition) -> Imposed:
    """A recorded punishment with everything that its end depends on."""
    record, procedure, decision, punishment = one
    episode = next((held for held in record.episodes if held.proceeding == procedure.ref), None)
    return Imposed(
        term=punishment.term,
        branch=procedure.branch,
        penalty=punishment.kind,
        regime=punishment.regime if punishment.regime in regimes() else None,
        custody=_custody(episode) if episode else (),
        in_force=_bounded(decision.in_force) or _bounded(procedure.in_force),
        verdict=_bounded(decision.imposed),
        started=_bounded(punishment.starts),
        detained_at=episode.detained_at if episode else None,
        detained_on=_bounded(episode.started) if episode else None,
        stated_end=_bounded(decision.release_stated),
        in_absentia=procedure.in_absentia,
        put_together=may_be_put_together(record, procedure, decision),
        since=later_steps(record, procedure, decision),
        country=procedure.country,
    )


def _custody(episode: Held) -> tuple[Custody, ...]:
    """The stays before the verdict whose first day is known; one without an end runs on to the day in force."""
    found = [
        Custody(started, _bounded(stay.ended))
        for stay in episode.stays
        if stay.basis in _BEFORE_VERDICT and (started := _bounded(stay.started))
    ]
    return tuple(sorted(found, key=lambda stay: (stay.start.lower, stay.start.upper)))


def _bounded(day: PartialDate | None) -> PartialDate | None:
    return day if day and day.lower and day.upper else None
