"""The computed end of a term, for paper: with its rule, tolerance and certainty, and never in place of a stated one."""

from collections.abc import Iterable
from typing import Any

from dossier.casework.desk import Desk, known_date
from dossier.casework.dossier_view import Computed
from dossier.casework.dossier_words import CERTAINTIES, word
from dossier.casework.record_values import country_of_charges
from dossier.casework.term_words import StoredTerm
from dossier.domain.credit import Custody
from dossier.domain.imposed import Imposed, Reckoned
from dossier.domain.penalties import penalty_kinds, regimes
from dossier.domain.reckoning import reckon
from dossier.domain.reckoning_words import shown
from dossier.errors import InputProblem
from dossier.i18n import _, ngettext

_BEFORE_VERDICT = ("suspect", "remand")


def computed_release(desk: Desk, procedure: Any, sentence: Any, penalty: Any) -> Computed | None:
    """When a punishment of deprivation of liberty ends by the dated rules; None where there is nothing to reckon.

    It is left out of the public version, where the dates it rests on are not shown.
    """
    kind = penalty_kinds().get(penalty.kind_code)
    if desk.release.profile == "public" or kind is None or kind.deprives_of_liberty != "yes":
        return None
    try:
        return _words(reckon(_imposed(desk, procedure, sentence, penalty), desk.on))
    except InputProblem as problem:
        return Computed(_("Not computed: {reason}").format(reason=problem.message), "", "", "")


def _imposed(desk: Desk, procedure: Any, sentence: Any, penalty: Any) -> Imposed:
    episode = next((one for one in desk.rows.episodes if one.proceeding_id == procedure.id), None)
    stays = [one for one in desk.rows.placements if episode and one.episode_id == episode.id]
    country = country_of_charges(one for one in desk.rows.charges if one.proceeding_id == procedure.id)
    return imposed_of(procedure, sentence, penalty, episode, stays, country)


def imposed_of(
    procedure: Any, sentence: Any, penalty: Any, episode: Any, stays: Iterable[Any], country: str = ""
) -> Imposed:
    """A punishment as it is recorded, with all that decides when it ends.

    Args:
        procedure: The proceeding.
        sentence: The decision.
        penalty: The punishment.
        episode: The first deprivation of liberty of the proceeding, or None.
        stays: Where the person was held in it.
        country: Whose rules count, by two letters; the home country's without one.
    """
    regime = penalty.regime_code if penalty.regime_code in regimes() else None
    return Imposed(
        term=StoredTerm.of(penalty),
        branch=procedure.branch,
        penalty=penalty.kind_code,
        regime=regime,
        custody=_custody(stays),
        in_force=known_date(sentence, "in_force") or known_date(procedure, "in_force"),
        verdict=known_date(sentence, "imposed"),
        started=known_date(penalty, "starts"),
        detained_at=episode.detained_at if episode else None,
        detained_on=known_date(episode, "started") if episode else None,
        stated_end=known_date(sentence, "release_stated"),
        in_absentia=bool(procedure.in_absentia),
        country=country,
    )


def _custody(stays: Iterable[Any]) -> tuple[Custody, ...]:
    """The stays before the verdict whose first day is known; one without an end runs on to the day in force."""
    found = []
    for stay in stays:
        started = known_date(stay, "started")
        if stay.basis in _BEFORE_VERDICT and started:
            found.append(Custody(started, known_date(stay, "ended")))
    return tuple(sorted(found, key=lambda one: (one.start.lower, one.start.upper)))


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
