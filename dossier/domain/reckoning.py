"""When a term ends, by which rule, how surely, and each step of the way, so that a lawyer can check it by hand.

A computed end is never a fact: it carries the rule, its certainty and a tolerance. What is not known is asked, not
assumed: without a regime there is no date but a question. Inputs known only to the month give an earliest and a latest
day. A stated date always wins, and the difference is shown. Cumulation of sentences, the effect of a later verdict and
of a changed regime are decided by a court, so the new decision is reckoned anew and nothing is added up here.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from functools import cache
from typing import Literal, Protocol
from zoneinfo import ZoneInfo

from dossier.domain.calendar_days import add_calendar
from dossier.domain.credit import (
    CUSTODY,
    HOUSE_ARREST,
    Counted,
    CreditRule,
    Custody,
    Span,
    bounds,
    counted,
    rule_for,
    rules,
    tolerance_days,
)
from dossier.domain.law_rows import DayBounds, OnDay, rows
from dossier.domain.penalties import penalty_kinds, regimes
from dossier.domain.reckoning_words import Step, shown_number
from dossier.errors import Misread, Refused

Status = Literal["computed", "question", "no_end"]
FROM_IN_FORCE, FROM_REGISTRATION = ("IMPR",), ("RF_IUOT", "RF_HOME")
FROM_START = ("ARREST", "CORR_WORK", "MIL_RESTR")


class Length(Protocol):
    """A term of a sentence; ``dossier.domain.terms.Term`` is one."""

    @property
    def kind(self) -> str: ...  # noqa: D102

    @property
    def years(self) -> int: ...  # noqa: D102

    @property
    def months(self) -> int: ...  # noqa: D102

    @property
    def days(self) -> int: ...  # noqa: D102

    @property
    def hours(self) -> int: ...  # noqa: D102

    def format(self, lang: str) -> str: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Imposed:
    """A punishment as imposed, with the dates that its end depends on. What is not known stays None."""

    term: Length
    branch: str | None = None
    penalty: str | None = None
    regime: str | None = None
    custody: tuple[Custody, ...] = ()
    in_force: DayBounds | None = None
    verdict: DayBounds | None = None
    started: DayBounds | None = None
    """The day of registration for restriction of freedom; the first day served for arrest and correctional labour."""
    detained_at: datetime | None = None
    """The instant of actual detention, for administrative arrest; without a zone it is the country's own time."""
    detained_on: DayBounds | None = None
    """The day of actual detention where the hour is not known."""
    stated_end: DayBounds | None = None
    in_absentia: bool = False
    country: str = "BY"


@dataclass(frozen=True, slots=True)
class Reckoned:
    """The answer: an end with its rule, or a question, or the reason why there is no end."""

    status: Status
    penalty: str = ""
    rule_id: str = ""
    factor: Fraction | None = None
    certainty: str = ""
    unchecked: bool = False
    tolerance_days: int = 0
    credit: Span | None = None
    earliest_on: date | None = None
    latest_on: date | None = None
    earliest_at: datetime | None = None
    latest_at: datetime | None = None
    mark: Literal["", "earliest", "latest"] = ""
    stated: DayBounds | None = None
    difference_days: Span | None = None
    steps: tuple[Step, ...] = ()
    notes: tuple[Step, ...] = ()
    question: Step | None = None

    @property
    def ends_on(self) -> date | None:
        """The computed last day of the term where it is one day; else see ``earliest_on`` and ``latest_on``."""
        return self.earliest_on if self.earliest_on == self.latest_on else None

    @property
    def ends_at(self) -> datetime | None:
        """The computed instant of release from administrative arrest, where the hour of detention is known."""
        return self.earliest_at if self.earliest_at == self.latest_at else None


def reckon(imposed: Imposed, reckoned_on: date) -> Reckoned:
    """The end of a term.

    Args:
        imposed: The punishment and its dates.
        reckoned_on: The day of the reckoning, which chooses among dated rules.

    Raises:
        Misread: "reckon.penalty", "reckon.regime", "reckon.no_law", "reckon.measure": a code that is not in the seeds.
        Refused: "reckon.unit" where the punishment cannot have such a unit; dates that contradict one another
            ("reckon.custody_order", "reckon.custody_overlap", "reckon.custody_after"); "reckon.open_day";
            "reckon.too_far".

    Source: algorithm and display_rules of seeds/law/<country>_custody_credit.yaml.
    """
    _check_codes(imposed)
    endless = _endless(imposed)
    if endless:
        return Reckoned("no_end", _penalty(imposed) or "", notes=(endless,))
    penalty = _penalty(imposed)
    if penalty is None:
        return _question("reckon.ask.penalty")
    _check_unit(imposed.term, penalty, imposed.branch)
    if penalty == "A_ARREST":
        return _with_stated(_arrest(imposed, reckoned_on), imposed)
    return _with_stated(_by_calendar(imposed, penalty, reckoned_on), imposed)


# ---- what is reckoned -----------------------------------------------------------------------------------------------


def _check_codes(imposed: Imposed) -> None:
    if imposed.penalty is not None and imposed.penalty not in penalty_kinds():
        raise Misread("reckon.penalty", field="penalty", known=", ".join(penalty_kinds()))
    if imposed.regime is not None and imposed.regime not in regimes():
        raise Misread("reckon.regime", field="regime", known=", ".join(regimes()))
    if any(one.measure not in (CUSTODY, HOUSE_ARREST) for one in imposed.custody):
        raise Misread("reckon.measure", field="custody")


def _endless(imposed: Imposed) -> Step | None:
    if imposed.in_absentia:
        return Step.of("reckon.no_end.in_absentia")
    if imposed.term.kind in ("life", "death") or imposed.penalty in ("LIFE", "DEATH"):
        return Step.of("reckon.no_end.death" if "death" in (imposed.term.kind, (imposed.penalty or "").lower()) else "reckon.no_end.life")
    if imposed.term.kind != "time" or imposed.term.hours:
        return Step.of("reckon.no_end.no_time")
    return None


def _penalty(imposed: Imposed) -> str | None:
    """The kind of punishment: as given, or the only one that the unit, the branch or a regime leave."""
    if imposed.penalty:
        return imposed.penalty
    if imposed.term.kind in ("life", "death"):
        return imposed.term.kind.upper()
    in_days = bool(imposed.term.days) and not (imposed.term.years or imposed.term.months)
    if in_days or imposed.branch == "administrative":
        return "A_ARREST"
    return "IMPR" if imposed.regime else None


def _check_unit(term: Length, penalty: str, branch: str | None) -> None:
    """Days of arrest and years of prison are different things: a unit that the punishment cannot have is refused."""
    kind = penalty_kinds()[penalty]
    months = term.years * 12 + term.months
    fits = bool(term.days) and not months if kind.unit == "day" else months > 0
    if not fits or kind.unit not in ("day", "month") or branch not in (None, kind.branch):
        raise Refused("reckon.unit", field="term", penalty=penalty)


def _question(code: str, **facts: object) -> Reckoned:
    return Reckoned("question", question=Step.of(code, **facts))


# ---- years and months -----------------------------------------------------------------------------------------------


def _by_calendar(imposed: Imposed, penalty: str, reckoned_on: date) -> Reckoned:
    if penalty in FROM_IN_FORCE and imposed.regime is None:
        return replace(_question("reckon.ask.regime"), penalty=penalty)
    rule = rule_for(penalty, imposed.regime, reckoned_on, imposed.country)
    if rule is None or rule.factor is None:
        return replace(_question("reckon.ask.lawyer", regime=imposed.regime or penalty), penalty=penalty)
    anchor, step, mark = _anchor(imposed, penalty)
    if anchor is None:
        return replace(Reckoned("question", question=step), penalty=penalty)
    return _computed(imposed, penalty, rule, anchor, step, mark, reckoned_on)


def _anchor(imposed: Imposed, penalty: str) -> tuple[DayBounds | None, Step, Literal["", "earliest"]]:
    """The day from which the term runs, and how that is known."""
    if penalty in FROM_IN_FORCE:
        if imposed.in_force:
            return imposed.in_force, Step.of("reckon.step.from_in_force", day=imposed.in_force), ""
        if imposed.verdict:
            return imposed.verdict, Step.of("reckon.step.from_verdict", day=imposed.verdict), "earliest"
        return None, Step.of("reckon.ask.in_force"), ""
    if imposed.started:
        code = "reckon.step.from_registration" if penalty in FROM_REGISTRATION else "reckon.step.from_start"
        return imposed.started, Step.of(code, day=imposed.started), ""
    return None, Step.of("reckon.ask.registration" if penalty in FROM_REGISTRATION else "reckon.ask.start"), ""


def _computed(
    imposed: Imposed,
    penalty: str,
    rule: CreditRule,
    anchor: DayBounds,
    anchor_step: Step,
    mark: Literal["", "earliest"],
    reckoned_on: date,
) -> Reckoned:
    factor = rule.factor or Fraction(1)
    intervals = [one for one in imposed.custody if one.measure == CUSTODY]
    days = counted(intervals, factor, imposed.in_force or anchor)
    credit = Span(sum(one.credit.fewest for one in days), sum(one.credit.most for one in days))
    undiminished = _ends(imposed.term, anchor, Span(0, 0))
    first, last = _ends(imposed.term, anchor, credit)
    return Reckoned(
        "computed",
        penalty,
        rule.rule_id,
        factor,
        rule.certainty,
        not rule.is_checked,
        tolerance_days(imposed.country),
        credit,
        first,
        last,
        mark="latest" if len(intervals) < len(imposed.custody) and not mark else mark,
        steps=(
            anchor_step,
            Step.of("reckon.step.whole_term", term=imposed.term, day=undiminished),
            Step.of("reckon.step.rule", rule=rule.rule_id, factor=factor, certainty=rule.certainty),
            *(_custody_step(one) for one in days),
            Step.of("reckon.step.less_credit", credit=credit, day=(first, last)),
        ),
        notes=tuple(_notes(imposed, rule, mark, days, last, anchor, reckoned_on)),
    )


def _ends(term: Length, anchor: DayBounds, credit: Span) -> tuple[date, date]:
    first, last = (add_calendar(d, years=term.years, months=term.months, days=term.days) for d in bounds(anchor))
    return add_calendar(first, days=-credit.most), add_calendar(last, days=-credit.fewest)


def _custody_step(one: Counted) -> Step:
    return Step.of("reckon.step.custody", start=one.start, end=one.end, days=one.days, credit=one.credit)


def _notes(
    imposed: Imposed,
    rule: CreditRule,
    mark: str,
    days: tuple[Counted, ...],
    last: date,
    anchor: DayBounds,
    reckoned_on: date,
) -> list[Step]:
    notes = [Step.of("reckon.note.tolerance", days=tolerance_days(imposed.country))]
    if not rule.is_checked:
        notes.append(Step.of("reckon.note.unchecked", rule=rule.rule_id))
    if rule.open_question:
        notes.append(Step.of("reckon.note.open_question"))
    if mark == "earliest":
        notes.append(Step.of("reckon.note.earliest"))
        if rule.factor and rule.factor > 1 and days and bounds(days[-1].end)[1] >= bounds(anchor)[0]:
            notes.append(Step.of("reckon.note.custody_runs_on"))
    if any(one.measure == HOUSE_ARREST for one in imposed.custody):
        notes.append(Step.of("reckon.note.home_arrest"))
    if last <= bounds(anchor)[0]:
        notes.append(Step.of("reckon.note.served"))
    if not imposed.custody:
        notes.append(Step.of("reckon.note.no_custody"))
    return [*notes, *_other_rules(imposed, rule, anchor, reckoned_on)]


def _other_rules(imposed: Imposed, rule: CreditRule, anchor: DayBounds, reckoned_on: date) -> list[Step]:
    """The rule of another time with another factor: a kinder one works back, so the lawyer must see both ends."""
    found = []
    for other in rules(imposed.country):
        same = other.fits(rule.penalties[0], imposed.regime) and other.factor and other.factor != rule.factor
        touches = other.valid_from <= reckoned_on and other.valid_to >= bounds(anchor)[0]
        if same and other.factor and touches:
            days = counted([one for one in imposed.custody if one.measure == CUSTODY], other.factor, imposed.in_force or anchor)
            credit = Span(sum(one.credit.fewest for one in days), sum(one.credit.most for one in days))
            found.append(
                Step.of(
                    "reckon.note.kinder" if (rule.factor or 0) > other.factor else "reckon.note.harsher",
                    rule=other.rule_id,
                    factor=other.factor,
                    day=_ends(imposed.term, anchor, credit),
                )
            )
    return found


# ---- administrative arrest ------------------------------------------------------------------------------------------


def _arrest(imposed: Imposed, reckoned_on: date) -> Reckoned:
    rule = rule_for("A_ARREST", None, reckoned_on, imposed.country)
    if rule is None:
        return replace(_question("reckon.ask.lawyer", regime="A_ARREST"), penalty="A_ARREST")
    instants = _detention(imposed)
    if instants is None:
        return replace(_question("reckon.ask.detention"), penalty="A_ARREST")
    first, last = (later(one, imposed.term.days) for one in instants)
    hour = imposed.detained_at is not None
    notes = [] if hour else [Step.of("reckon.note.no_hour")]
    maximum = penalty_kinds()["A_ARREST"].maximum
    if maximum is not None and imposed.term.days > maximum:
        notes.append(Step.of("reckon.note.long_arrest", days=int(maximum)))
    start: object = instants[0] if hour else imposed.detained_on
    return Reckoned(
        "computed",
        "A_ARREST",
        rule.rule_id,
        rule.factor,
        rule.certainty,
        not rule.is_checked,
        0 if hour else tolerance_days(imposed.country),
        None,
        first.date(),
        last.date(),
        first,
        last,
        steps=(
            Step.of("reckon.step.from_detention", day=start),
            Step.of("reckon.step.whole_days", term=imposed.term, hours=imposed.term.days * 24),
            Step.of("reckon.step.arrest_ends", day=first if hour else (first.date(), last.date())),
        ),
        notes=tuple(notes),
    )


def _detention(imposed: Imposed) -> tuple[datetime, datetime] | None:
    """The first and the last instant at which the detention can have begun."""
    if imposed.detained_at is not None:
        at = imposed.detained_at
        if at.tzinfo is None:
            at = at.replace(tzinfo=zone_of(imposed.country))
        return at, at
    on = imposed.detained_on or (imposed.custody[0].start if imposed.custody else None)
    if on is None:
        return None
    first, last = bounds(on)
    zone = zone_of(imposed.country)
    midnight = datetime.min.time()
    return datetime.combine(first, midnight, zone), datetime.combine(add_calendar(last, days=1), midnight, zone)


@cache
def zone_of(country: str) -> ZoneInfo:
    """The time zone of a country that has one.

    Raises:
        Refused: "reckon.zone" where the instant must name its zone itself.
    """
    name = next((row["time_zone"] for row in rows("countries.csv") if row["country"] == country), "")
    if not name:
        raise Refused("reckon.zone", field="detained_at")
    return ZoneInfo(name)


def later(at: datetime, days: int) -> datetime:
    """So many times 24 hours later, in the same zone; a change of the clocks in between does not lengthen an arrest.

    Raises:
        Refused: "reckon.too_far".
    """
    zone = at.tzinfo
    try:
        return (at.astimezone(ZoneInfo("UTC")) + timedelta(days=days)).astimezone(zone)
    except OverflowError:
        raise Refused("reckon.too_far") from None


# ---- a stated end ---------------------------------------------------------------------------------------------------


def _with_stated(reckoned: Reckoned, imposed: Imposed) -> Reckoned:
    """The date stated by the court, the colony or the family stands apart and wins; the difference is shown."""
    stated = imposed.stated_end
    if stated is None:
        return reckoned
    if reckoned.earliest_on is None or reckoned.latest_on is None:
        return replace(reckoned, stated=stated)
    first, last = bounds(stated)
    difference = Span((first - reckoned.latest_on).days, (last - reckoned.earliest_on).days)
    note = Step.of("reckon.note.stated", day=stated, difference=difference)
    return replace(reckoned, stated=stated, difference_days=difference, notes=(*reckoned.notes, note))


def days_left(reckoned: Reckoned, on: date) -> Span | None:
    """Days from that day to the stated end, else to the computed one; none below zero, None where there is no end."""
    if reckoned.stated is not None:
        first, last = bounds(reckoned.stated)
    elif reckoned.earliest_on is not None and reckoned.latest_on is not None:
        first, last = reckoned.earliest_on, reckoned.latest_on
    else:
        return None
    return Span(max(0, (first - on).days), max(0, (last - on).days))


__all__ = ["CUSTODY", "HOUSE_ARREST", "Custody", "Imposed", "Length", "OnDay", "Reckoned", "Span", "Step", "reckon", "shown_number"]
