"""What happens after a decision and moves the end of its term: a pardon, an appeal, a new case."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache

from dossier.domain.imposed import Mark, Reckoned
from dossier.domain.law_rows import rows
from dossier.domain.reckoning_words import Step

_NEW_VERDICT = "reckon.anew.new_verdict"

_PROLONGED: Mapping[Mark, Mark] = {"": "earliest", "earliest": "earliest", "latest": ""}
"""The mark of an end that a new case can make later; one that may also be earlier has none."""


@cache
def _reckoned_anew() -> Mapping[str, str]:
    """Milestones after which an earlier reckoning no longer stands, with the code of what to do then."""
    named = {row["code"]: row["reckoned_anew"] for row in rows("procedural_milestones.csv")}
    return {milestone: f"reckon.anew.{why}" for milestone, why in named.items() if why}


def reckon_anew(milestones: Iterable[str]) -> tuple[Step, ...]:
    """Why a reckoning made before these milestones no longer stands; empty where it does.

    Source: the column reckoned_anew of procedural_milestones.csv, from the display_rules of custody_credit.yaml
        ("Recompute after: …").
    """
    codes = (_reckoned_anew().get(one, "") for one in milestones)
    return tuple(Step.of(code) for code in dict.fromkeys(filter(None, codes)))


def moves_the_end(milestone: str) -> bool:
    """Whether an earlier reckoning no longer stands after it."""
    return milestone in _reckoned_anew()


def is_new_verdict(milestone: str) -> bool:
    """Whether it begins a new case that prolongs the term being served."""
    return _reckoned_anew().get(milestone) == _NEW_VERDICT


def with_later(reckoned: Reckoned, milestones: tuple[str, ...]) -> Reckoned:
    """What happened after the decision is said beside a computed end; a new case can only make it later."""
    later = reckon_anew(milestones) if reckoned.status == "computed" else ()
    prolonged = any(step.code == _NEW_VERDICT for step in later)
    mark = _PROLONGED[reckoned.mark] if prolonged else reckoned.mark
    return replace(reckoned, mark=mark, notes=(*reckoned.notes, *later))
