"""When a term ends, by which rule, how surely, and each step of the way, so that a lawyer can check it by hand.

A computed end is never a fact: it carries the rule, its certainty and a tolerance. What is not known is asked, not
assumed: without a regime there is no date but a question. Inputs known only to the month give an earliest and a latest
day. A stated date always wins, and the difference is shown. Cumulation of sentences, the effect of a later verdict and
of a changed regime are decided by a court, and no checked rule says how: a term that is put together with another one
is a question, and nothing is added up here.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from dossier.domain.arrest import reckon_arrest
from dossier.domain.calendar_term import reckon_by_calendar
from dossier.domain.credit import CUSTODY, HOUSE_ARREST, Span, bounds, rules
from dossier.domain.imposed import Imposed, Length, Reckoned, asking
from dossier.domain.law_rows import DayBounds, home_country
from dossier.domain.penalties import PenaltyKind, in_money, penalty_kind, penalty_kinds, regimes
from dossier.domain.reckoned_anew import with_later
from dossier.domain.reckoning_words import Step
from dossier.domain.terms import Term
from dossier.errors import Misread, Refused


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
        return Reckoned("no_end", penalty or "", notes=(endless, *_worth(imposed)))
    if penalty is None:
        return asking("", "reckon.ask.penalty")
    kind = penalty_kind(penalty, imposed.country) or penalty_kinds()[penalty]
    _check_unit(imposed.term, kind, imposed.branch)
    if imposed.put_together and kind.unit == "month":
        return _with_stated(asking(penalty, "reckon.ask.put_together"), imposed.stated_end)
    by_unit = reckon_arrest if kind.unit == "day" else reckon_by_calendar
    return _with_stated(with_later(by_unit(imposed, penalty, reckoned_on), imposed.since), imposed.stated_end)


def days_left(reckoned: Reckoned, on: date) -> Span | None:
    """Days from that day to the stated end, else to the computed one; none below zero, None where there is no end."""
    if reckoned.stated is not None:
        first, last = bounds(reckoned.stated)
    elif reckoned.earliest_on is not None and reckoned.latest_on is not None:
        first, last = reckoned.earliest_on, reckoned.latest_on
    else:
        return None
    return Span(max(0, (first - on).days), max(0, (last - on).days))


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


def _worth(imposed: Imposed) -> tuple[Step, ...]:
    """What base units were worth on the day of the verdict, where that day and the unit's value are known."""
    amount = imposed.term.amount
    if imposed.term.kind != "base_units" or amount is None or imposed.verdict is None:
        return ()
    try:
        worth = in_money(amount, imposed.verdict, imposed.country)
    except Refused:
        return (Step.of("reckon.fine.unknown"),)
    least, most = (Term("money", amount=each, currency=worth.currency) for each in (worth.lower, worth.upper))
    return (Step.of("reckon.fine.worth", day=imposed.verdict, worth=(least, most), certainty=worth.certainty),)


def _check_unit(term: Length, kind: PenaltyKind, branch: str | None) -> None:
    """Days of arrest and years of prison are different things: a unit that the punishment cannot have is refused."""
    months = term.years * 12 + term.months
    fits = {"day": bool(term.days) and not months, "month": months > 0}.get(kind.unit, False)
    if not fits or branch not in (None, kind.branch):
        raise Refused("reckon.unit", field="term", penalty=kind.code)


# ---- a stated end ---------------------------------------------------------------------------------------------------


def _with_stated(reckoned: Reckoned, stated: DayBounds | None) -> Reckoned:
    """The date stated by the court, the colony or the family stands apart and wins; the difference is shown."""
    if stated is None or reckoned.earliest_on is None or reckoned.latest_on is None:
        return replace(reckoned, stated=stated)
    first, last = bounds(stated)
    difference = Span((first - reckoned.latest_on).days, (last - reckoned.earliest_on).days)
    note = Step.of("reckon.note.stated", day=stated, difference=difference)
    return replace(reckoned, stated=stated, difference_days=difference, notes=(*reckoned.notes, note))
