"""When a term ends, by which rule, how surely, and each step of the way, so that a lawyer can check it by hand.

A computed end is never a fact: it carries the rule, its certainty and a tolerance. What is not known is asked, not
assumed: without a regime there is no date but a question. Inputs known only to the month give an earliest and a latest
day. A stated date always wins, and the difference is shown. Cumulation of sentences, the effect of a later verdict and
of a changed regime are decided by a court, and no checked rule says how: a term that is put together with another one
is a question, and nothing is added up here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from dossier.domain.arrest import reckon_arrest
from dossier.domain.calendar_days import add_calendar
from dossier.domain.credit import (
    CUSTODY,
    HOUSE_ARREST,
    Counted,
    CreditRule,
    Span,
    bounds,
    counted,
    rule_for,
    rules,
    tolerance_days,
)
from dossier.domain.imposed import Imposed, Length, Mark, Reckoned
from dossier.domain.law_rows import DayBounds, home_country, rows
from dossier.domain.penalties import PenaltyKind, penalty_kind, penalty_kinds, regimes
from dossier.domain.reckoning_words import Step
from dossier.errors import Misread, Refused

_NEW_VERDICT = "reckon.anew.new_verdict"

_PROLONGED: Mapping[Mark, Mark] = {"": "earliest", "earliest": "earliest", "latest": ""}
"""The mark of an end that a new case can make later; one that may also be earlier has none."""

Factors = Mapping[str, Fraction | None]
"""Days of the punishment for one day, by kind of custody; None where no checked rule says it."""


class Anchor(NamedTuple):
    """The day from which a term runs, how that is known, and which way the end may be off for it."""

    day: DayBounds
    step: Step
    mark: Mark = ""


class Credited(NamedTuple):
    """What one rule makes of the custody: interval by interval, in sum, and the end of the term."""

    intervals: tuple[Counted, ...]
    credit: Span
    ends: tuple[date, date]

    @property
    def is_partial(self) -> bool:
        """Some custody could not be credited, because no checked rule says how it counts."""
        return any(one.credit is None for one in self.intervals)


def reckon(imposed: Imposed, reckoned_on: date) -> Reckoned:
    """The end of a term.

    Args:
        imposed: The punishment and its dates.
        reckoned_on: The day of the reckoning, which chooses among dated rules.

    Raises:
        Misread: "reckon.penalty", "reckon.regime", "reckon.no_law", "reckon.measure": a code that is not in the seeds.
        Refused: "reckon.unit" where the punishment cannot have such a unit; dates that contradict one another
            ("reckon.custody_order", "reckon.custody_overlap", "reckon.custody_after"); "reckon.open_day";
            "reckon.zone"; "reckon.too_far".

    Source: algorithm and display_rules of seeds/law/<country>/custody_credit.yaml.
    """
    _check_codes(imposed)
    penalty = _penalty(imposed)
    if endless := _endless(imposed):
        return Reckoned("no_end", penalty or "", notes=(endless,))
    if penalty is None:
        return _asking("", "reckon.ask.penalty")
    kind = penalty_kind(penalty, imposed.country) or penalty_kinds()[penalty]
    _check_unit(imposed.term, kind, imposed.branch)
    if imposed.put_together and kind.unit == "month":
        return _with_stated(_asking(penalty, "reckon.ask.put_together"), imposed.stated_end)
    by_unit = reckon_arrest if kind.unit == "day" else _reckon_by_calendar
    return _with_stated(_with_later(by_unit(imposed, penalty, reckoned_on), imposed.since), imposed.stated_end)


def days_left(reckoned: Reckoned, on: date) -> Span | None:
    """Days from that day to the stated end, else to the computed one; none below zero, None where there is no end."""
    if reckoned.stated is not None:
        first, last = bounds(reckoned.stated)
    elif reckoned.earliest_on is not None and reckoned.latest_on is not None:
        first, last = reckoned.earliest_on, reckoned.latest_on
    else:
        return None
    return Span(max(0, (first - on).days), max(0, (last - on).days))


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


# ---- what is reckoned -----------------------------------------------------------------------------------------------


def _check_codes(imposed: Imposed) -> None:
    if imposed.penalty is not None and imposed.penalty not in penalty_kinds():
        raise Misread("reckon.penalty", field="penalty", known=", ".join(penalty_kinds()))
    if imposed.regime is not None and imposed.regime not in regimes():
        raise Misread("reckon.regime", field="regime", known=", ".join(regimes()))
    if any(one.measure not in (CUSTODY, HOUSE_ARREST) for one in imposed.custody):
        raise Misread("reckon.measure", field="custody")


def _penalty(imposed: Imposed) -> str | None:
    """The kind of punishment: as given, or the only one that the unit, the branch or a regime leave."""
    if imposed.penalty:
        return imposed.penalty
    if imposed.term.kind in ("life", "death"):
        return imposed.term.kind.upper()
    in_days = bool(imposed.term.days) and not (imposed.term.years or imposed.term.months)
    if in_days or imposed.branch == "administrative":
        return _only(code for code, kind in penalty_kinds(_country(imposed)).items() if kind.unit == "day")
    return (
        _only(p for rule in rules(imposed.country) if rule.regimes for p in rule.penalties) if imposed.regime else None
    )


def _only(found: Iterable[str]) -> str | None:
    """The one of which all of these are; None where they are several or none."""
    different = set(found)
    return different.pop() if len(different) == 1 else None


def _country(imposed: Imposed) -> str:
    return imposed.country or home_country()


def _endless(imposed: Imposed) -> Step | None:
    what = {imposed.term.kind, (imposed.penalty or "").lower()}
    if imposed.in_absentia:
        return Step.of("reckon.no_end.in_absentia")
    if "death" in what:
        return Step.of("reckon.no_end.death")
    if "life" in what:
        return Step.of("reckon.no_end.life")
    if imposed.term.kind != "time" or imposed.term.hours:
        return Step.of("reckon.no_end.no_time")
    return None


def _check_unit(term: Length, kind: PenaltyKind, branch: str | None) -> None:
    """Days of arrest and years of prison are different things: a unit that the punishment cannot have is refused."""
    months = term.years * 12 + term.months
    fits = {"day": bool(term.days) and not months, "month": months > 0}.get(kind.unit, False)
    if not fits or branch not in (None, kind.branch):
        raise Refused("reckon.unit", field="term", penalty=kind.code)


def _asking(penalty: str, code: str, **facts: object) -> Reckoned:
    return Reckoned("question", penalty, question=Step.of(code, **facts))


# ---- years and months -----------------------------------------------------------------------------------------------


def _reckon_by_calendar(imposed: Imposed, penalty: str, reckoned_on: date) -> Reckoned:
    if imposed.regime is None and any(penalty in one.penalties and one.regimes for one in rules(imposed.country)):
        return _asking(penalty, "reckon.ask.regime")
    rule = rule_for(penalty, imposed.regime, reckoned_on, imposed.country)
    if rule is None:
        return _asking(penalty, "reckon.ask.lawyer", regime=imposed.regime or penalty)
    anchor = _anchor(imposed, rule.anchor)
    if isinstance(anchor, Step):
        return Reckoned("question", penalty, question=anchor)
    return _computed(imposed, penalty, rule, anchor, reckoned_on)


def _anchor(imposed: Imposed, runs_from: str) -> Anchor | Step:
    """The day from which the term runs, or the question for it."""
    if runs_from != "verdict_in_force":
        registered = runs_from == "registration"
        if imposed.started is None:
            return Step.of("reckon.ask.registration" if registered else "reckon.ask.start")
        code = "reckon.step.from_registration" if registered else "reckon.step.from_start"
        return Anchor(imposed.started, Step.of(code, day=imposed.started))
    if imposed.in_force:
        return Anchor(imposed.in_force, Step.of("reckon.step.from_in_force", day=imposed.in_force))
    if imposed.verdict:
        return Anchor(imposed.verdict, Step.of("reckon.step.from_verdict", day=imposed.verdict), "earliest")
    return Step.of("reckon.ask.in_force")


def _computed(imposed: Imposed, penalty: str, rule: CreditRule, anchor: Anchor, reckoned_on: date) -> Reckoned:
    at_home = rule_for(penalty, imposed.regime, reckoned_on, imposed.country, HOUSE_ARREST)
    factors = {CUSTODY: rule.factor, HOUSE_ARREST: at_home.factor if at_home else None}
    credited = _credited(imposed, anchor, factors)
    return Reckoned(
        "computed",
        penalty,
        rule_id=rule.rule_id,
        factor=rule.factor,
        certainty=rule.certainty,
        unchecked=not rule.is_checked,
        tolerance_days=tolerance_days(imposed.country),
        credit=credited.credit,
        earliest_on=credited.ends[0],
        latest_on=credited.ends[1],
        mark=anchor.mark or ("latest" if credited.is_partial else ""),
        steps=_steps(imposed, rule, anchor, credited),
        notes=(
            *_caveats(imposed, rule),
            *_circumstances(imposed, rule, anchor, credited),
            *_other_rules(imposed, rule, anchor, factors, credited, reckoned_on),
        ),
    )


def _credited(imposed: Imposed, anchor: Anchor, factors: Factors) -> Credited:
    intervals = counted(imposed.custody, factors, imposed.in_force or anchor.day)
    known = [one.credit for one in intervals if one.credit is not None]
    credit = Span(sum(one.fewest for one in known), sum(one.most for one in known))
    return Credited(intervals, credit, _ends(imposed.term, anchor.day, credit))


def _ends(term: Length, start: DayBounds, credit: Span) -> tuple[date, date]:
    first, last = (add_calendar(day, years=term.years, months=term.months, days=term.days) for day in bounds(start))
    return add_calendar(first, days=-credit.most), add_calendar(last, days=-credit.fewest)


def _steps(imposed: Imposed, rule: CreditRule, anchor: Anchor, credited: Credited) -> tuple[Step, ...]:
    whole = _ends(imposed.term, anchor.day, Span(0, 0))
    return (
        anchor.step,
        Step.of("reckon.step.whole_term", term=imposed.term, day=whole),
        Step.of("reckon.step.rule", rule=rule.rule_id, factor=rule.factor, certainty=rule.certainty),
        *(
            Step.of("reckon.step.custody", start=one.start, end=one.end, days=one.days, credit=one.credit)
            for one in credited.intervals
            if one.credit is not None
        ),
        Step.of("reckon.step.less_credit", credit=credited.credit, day=credited.ends),
    )


def _caveats(imposed: Imposed, rule: CreditRule) -> list[Step]:
    """What is always said of a computed date, and what is said of this rule."""
    notes = [Step.of("reckon.note.tolerance", days=tolerance_days(imposed.country))]
    if not rule.is_checked:
        notes.append(Step.of("reckon.note.unchecked", rule=rule.rule_id))
    if rule.open_question:
        notes.append(Step.of("reckon.note.open_question"))
    return notes


def _circumstances(imposed: Imposed, rule: CreditRule, anchor: Anchor, credited: Credited) -> list[Step]:
    """What is said of these dates."""
    days, start = credited.intervals, bounds(anchor.day)[0]
    runs_on = bool(rule.factor and rule.factor > 1 and days and bounds(days[-1].end)[1] >= start)
    said = {
        "reckon.note.earliest": anchor.mark == "earliest",
        "reckon.note.custody_runs_on": anchor.mark == "earliest" and runs_on,
        "reckon.note.home_arrest": credited.is_partial,
        "reckon.note.served": credited.ends[1] <= start,
        "reckon.note.no_custody": not imposed.custody,
    }
    return [Step.of(code) for code, holds in said.items() if holds]


def _other_rules(
    imposed: Imposed, rule: CreditRule, anchor: Anchor, factors: Factors, credited: Credited, reckoned_on: date
) -> list[Step]:
    """Rules since the verdict by which the end is another: a kinder one works back in time, so both ends are shown."""
    others = [
        (other, _credited(imposed, anchor, {**factors, CUSTODY: other.factor}).ends)
        for other in rules(imposed.country)
        if other.fits(rule.penalties[0], imposed.regime)
        and other.factor is not None
        and other.factor != rule.factor
        and other.valid_from <= reckoned_on
        and other.valid_to >= bounds(anchor.day)[0]
    ]
    return [
        Step.of(
            "reckon.note.kinder" if (rule.factor or 0) > (other.factor or 0) else "reckon.note.harsher",
            rule=other.rule_id,
            factor=other.factor,
            day=ends,
        )
        for other, ends in others
        if ends != credited.ends
    ]


# ---- what happened since ---------------------------------------------------------------------------------------------


def _with_later(reckoned: Reckoned, milestones: tuple[str, ...]) -> Reckoned:
    """What happened after the decision is said beside a computed end; a new case can only make it later."""
    later = reckon_anew(milestones) if reckoned.status == "computed" else ()
    prolonged = any(step.code == _NEW_VERDICT for step in later)
    mark = _PROLONGED[reckoned.mark] if prolonged else reckoned.mark
    return replace(reckoned, mark=mark, notes=(*reckoned.notes, *later))


# ---- a stated end ---------------------------------------------------------------------------------------------------


def _with_stated(reckoned: Reckoned, stated: DayBounds | None) -> Reckoned:
    """The date stated by the court, the colony or the family stands apart and wins; the difference is shown."""
    if stated is None or reckoned.earliest_on is None or reckoned.latest_on is None:
        return replace(reckoned, stated=stated)
    first, last = bounds(stated)
    difference = Span((first - reckoned.latest_on).days, (last - reckoned.earliest_on).days)
    note = Step.of("reckon.note.stated", day=stated, difference=difference)
    return replace(reckoned, stated=stated, difference_days=difference, notes=(*reckoned.notes, note))
