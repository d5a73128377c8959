"""The statutory limits after an arrest: for each whether it was kept, and by how much it was exceeded."""

from datetime import UTC, datetime, timedelta
from typing import Any

from dossier.casework.desk import Desk, known_date
from dossier.casework.dossier_values import Labelled
from dossier.casework.dossier_words import CERTAINTIES, CLOCK_VERDICTS, word
from dossier.casework.record_values import country_of_charges
from dossier.domain.clocks import Finding, Mark, findings
from dossier.errors import InputProblem
from dossier.i18n import _, language, ngettext

_INSTANTS = {"detained_at": "DETENTION", "judge_first_at": "BEFORE_JUDGE"}


def clocks_of(desk: Desk, episode: Any) -> tuple[Labelled, ...]:
    """Each limit of the law with its verdict; nothing in the public version, where the hours are not shown."""
    marks = () if desk.release.profile == "public" else tuple(_marks(desk, episode))
    if not marks:
        return ()
    charges = (one for one in desk.rows.charges if one.proceeding_id == episode.proceeding_id)
    try:
        found = findings(marks, episode.branch, country=country_of_charges(charges))
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
        else:
            marks.append(Mark(step.kind_code, day))
    return marks


def _utc(at: datetime) -> datetime:
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _name(found: Finding) -> str:
    limit = {"hour": ngettext("{n} hour", "{n} hours", found.clock.limit),
             "day": ngettext("{n} day", "{n} days", found.clock.limit),
             "month": ngettext("{n} month", "{n} months", found.clock.limit)}[found.clock.unit]  # fmt: skip
    return _("{limit_name}: {length}").format(
        limit_name=found.clock.name(language()), length=limit.format(n=found.clock.limit)
    )


def _words(found: Finding) -> str:
    words = [word(CLOCK_VERDICTS, found.verdict)]
    if found.verdict == "exceeded" and found.over_at_least > timedelta(0):
        hours = int(found.over_at_least.total_seconds() // 3600)
        words.append(ngettext("by at least {n} hour", "by at least {n} hours", hours).format(n=hours))
    words.append(found.clock.legal_basis)
    words.append(_("computed by rule {rule}; {certainty}").format(
        rule=found.clock.code, certainty=word(CERTAINTIES, found.clock.certainty)))  # fmt: skip
    return "; ".join(words)
