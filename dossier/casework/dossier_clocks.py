"""The statutory limits after an arrest: for each whether it was kept, and by how much it was exceeded."""

from datetime import UTC, datetime, timedelta
from typing import Any, Final

from dossier.casework.desk import Desk, known_date
from dossier.casework.dossier_values import Labelled
from dossier.casework.dossier_words import CERTAINTIES, CLOCK_VERDICTS, word
from dossier.domain.clocks import Finding, Mark, findings
from dossier.errors import InputProblem
from dossier.i18n import N_, _, ngettext

_INSTANTS = {"detained_at": "DETENTION", "judge_first_at": "BEFORE_JUDGE"}
_NAMES: Final = {
    "ADM_ARREST": N_("Administrative arrest"),
    "ADM_DETENTION_SHORT": N_("Administrative detention, general limit"),
    "ADM_DETENTION_LONG": N_("Administrative detention where arrest may follow"),
    "APPEAL_ADM": N_("Appeal against an administrative ruling"),
    "APPEAL_CRIM": N_("Appeal against a verdict"),
    "APPEAL_CRIM_2013": N_("Appeal against a verdict"),
    "CRIM_CHARGE": N_("Charge after detention"),
    "CRIM_CHARGE_STATE": N_("Charge after detention, crimes against the State"),
    "CRIM_DETENTION": N_("Detention on suspicion"),
    "CRIM_DETENTION_STATE": N_("Detention on suspicion, crimes against the State"),
    "CRIM_FAMILY_NOTICE": N_("Notice to the family"),
    "CRIM_PROTOCOL": N_("Record of the detention"),
    "CRIM_QUESTIONING": N_("First questioning"),
    "CUSTODY_BASE": N_("Custody before trial, first limit"),
    "CUSTODY_EXT_1": N_("Custody before trial, first prolongation"),
    "CUSTODY_EXT_2": N_("Custody before trial, second prolongation"),
    "CUSTODY_MAX": N_("Custody before trial, longest"),
    "ICCPR_JUDGE": N_("Before a judge"),
}
"""Of the limits that an arrest starts; one that is added to the law and not here stands by its code."""


def clocks_of(desk: Desk, episode: Any) -> tuple[Labelled, ...]:
    """Each limit of the law with its verdict; nothing in the public version, where the hours are not shown."""
    marks = () if desk.release.profile == "public" else tuple(_marks(desk, episode))
    if not marks:
        return ()
    try:
        found = findings(marks, episode.branch)
    except InputProblem as problem:
        return (Labelled(_("Limits of the law"), problem.message),)
    return tuple(Labelled(_name(one), _words(one)) for one in found if one.verdict != "not_in_force")


def _marks(desk: Desk, episode: Any) -> list[Mark]:
    marks: list[Mark] = [
        Mark(code, _utc(getattr(episode, name))) for name, code in _INSTANTS.items() if getattr(episode, name)
    ]
    started = known_date(episode, "started")
    if episode.detained_at is None and started is not None:
        marks.append(Mark("DETENTION", started))
    procedure = next((one for one in desk.rows.proceedings if one.id == episode.proceeding_id), None)
    ruled = known_date(procedure, "decided") if procedure is not None else None
    if procedure is not None and procedure.branch == "administrative" and ruled is not None:
        marks.append(Mark("ADM_RULING", ruled))
    for step in (one for one in desk.rows.milestones if one.proceeding_id == episode.proceeding_id):
        day = known_date(step, "happened")
        if step.happened_at:
            marks.append(Mark(step.kind_code, _utc(step.happened_at)))
        elif day is not None:
            marks.append(Mark(step.kind_code, day))
    return marks


def _utc(at: datetime) -> datetime:
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _name(found: Finding) -> str:
    limit = {"hour": ngettext("{n} hour", "{n} hours", found.clock.limit),
             "day": ngettext("{n} day", "{n} days", found.clock.limit),
             "month": ngettext("{n} month", "{n} months", found.clock.limit)}[found.clock.unit]  # fmt: skip
    name = word(_NAMES, found.clock.code)
    return _("{limit_name}: {length}").format(limit_name=name, length=limit.format(n=found.clock.limit))


def _words(found: Finding) -> str:
    words = [word(CLOCK_VERDICTS, found.verdict)]
    if found.verdict == "exceeded" and found.over_at_least > timedelta(0):
        hours = int(found.over_at_least.total_seconds() // 3600)
        words.append(ngettext("by at least {n} hour", "by at least {n} hours", hours).format(n=hours))
    words.append(found.clock.legal_basis)
    words.append(_("computed by rule {rule}; {certainty}").format(
        rule=found.clock.code, certainty=word(CERTAINTIES, found.clock.certainty)))  # fmt: skip
    return "; ".join(words)
