"""A term of years and months: from the day it runs, less the days that count, with all that must be said of it."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import NamedTuple

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
from dossier.domain.imposed import Imposed, Length, Mark, Reckoned, asking
from dossier.domain.law_rows import DayBounds
from dossier.domain.reckoning_words import Step

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


def reckon_by_calendar(imposed: Imposed, penalty: str, reckoned_on: date) -> Reckoned:
    """The end of a term that is counted in months, or the question for what is missing.

    Raises:
        Refused: dates that contradict one another ("reckon.custody_order", "reckon.custody_overlap" …).
    """
    if imposed.regime is None and any(penalty in one.penalties and one.regimes for one in rules(imposed.country)):
        return asking(penalty, "reckon.ask.regime")
    rule = rule_for(penalty, imposed.regime, reckoned_on, imposed.country)
    if rule is None:
        return asking(penalty, "reckon.ask.lawyer", regime=imposed.regime or penalty)
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
