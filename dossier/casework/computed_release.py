"""The computed end of a term, for paper: with its rule, tolerance and certainty, and never in place of a stated one."""

from typing import Any

from dossier.casework.desk import Desk
from dossier.casework.dossier_view import Computed
from dossier.casework.dossier_words import CERTAINTIES, word
from dossier.casework.punishment_ends import reckoned_end
from dossier.domain.imposed import Reckoned
from dossier.domain.reckoning_words import shown
from dossier.errors import InputProblem
from dossier.i18n import _, ngettext


def computed_release(desk: Desk, penalty: Any) -> Computed | None:
    """When a punishment ends by the dated rules; None where there is nothing to reckon.

    It is left out of the public version, where the dates it rests on are not shown.
    """
    found = desk.impositions.get(penalty.ref)
    if desk.release.profile == "public" or found is None:
        return None
    try:
        reckoned = reckoned_end(found, desk.on)
    except InputProblem as problem:
        return Computed(_("Not computed: {reason}").format(reason=problem.message), "", "", "")
    return _words(reckoned) if reckoned else None


def _words(reckoned: Reckoned) -> Computed:
    notes = tuple(one.sentence for one in reckoned.notes)
    if reckoned.status == "question" and reckoned.question:
        return Computed(_("Not computed: {reason}").format(reason=reckoned.question.sentence), "", "", "", notes)
    if reckoned.status != "computed" or reckoned.earliest_on is None or reckoned.latest_on is None:
        return Computed(_("No end is computed."), "", "", "", notes)
    return Computed(
        text=shown((reckoned.earliest_on, reckoned.latest_on)),
        rule=reckoned.rule_id,
        certainty=word(CERTAINTIES, reckoned.certainty),
        tolerance=ngettext("± {n} day", "± {n} days", reckoned.tolerance_days).format(n=reckoned.tolerance_days),
        remarks=notes,
    )
