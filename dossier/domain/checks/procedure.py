"""Checks of one procedure: the order of its days, and what belongs together."""

from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from dossier.domain.checks.finding import Finding
from dossier.domain.law_rows import rows
from dossier.domain.record import Charged, Decision, Procedure, surely_before
from dossier.domain.record_marks import FIRST_INSTANCES
from dossier.i18n import language

WITHOUT_CONVICTION = ("acquitted", "withdrawn")


def check_procedure(procedure: Procedure) -> Iterator[Finding]:
    """Findings on the order of days and on what is missing beside what is there."""
    for charge in procedure.charges:
        yield from _charge(charge, procedure)
    for decision in procedure.decisions:
        yield from _decision(decision, procedure)
    yield from _instances(procedure)
    yield from _steps(procedure)
    yield from _missing(procedure)


def _charge(charge: Charged, procedure: Procedure) -> Iterator[Finding]:
    if surely_before(charge.charged, charge.facts):
        yield Finding.of("charge_before_facts", charge.ref, "charged", charged=charge.charged, facts=charge.facts)
    if charge.result in ("pending", "returned") or not procedure.decisions:
        return
    last = procedure.decisions[-1]
    if all(surely_before(one.imposed, charge.facts) for one in procedure.decisions):
        yield Finding.of("verdict_before_facts", last.ref, "imposed", imposed=last.imposed, facts=charge.facts)
    if all(surely_before(one.imposed, charge.charged) for one in procedure.decisions):
        yield Finding.of("verdict_before_charge", last.ref, "imposed", imposed=last.imposed, charged=charge.charged)


def _decision(decision: Decision, procedure: Procedure) -> Iterator[Finding]:
    if surely_before(decision.in_force, decision.imposed):
        yield Finding.of(
            "in_force_before_verdict", decision.ref, "in_force", in_force=decision.in_force, imposed=decision.imposed
        )
    if surely_before(decision.release_stated, decision.imposed):
        yield Finding.of(
            "release_before_verdict", decision.ref, "release_stated", release=decision.release_stated,
            imposed=decision.imposed,
        )  # fmt: skip
    results = {charge.ref: charge.result for charge in procedure.charges}
    for punishment in decision.punishments:
        if results.get(punishment.charge) in WITHOUT_CONVICTION:
            yield Finding.of("punished_for_acquittal", punishment.ref, "charge")


def _instances(procedure: Procedure) -> Iterator[Finding]:
    firsts = [one for one in procedure.decisions if one.instance == "first"]
    for later in procedure.decisions:
        if later.instance in FIRST_INSTANCES or len(firsts) != 1:
            continue
        if surely_before(later.imposed, firsts[0].imposed):
            yield Finding.of(
                "appeal_before_verdict", later.ref, "imposed", later=later.imposed, first=firsts[0].imposed
            )  # fmt: skip


def _steps(procedure: Procedure) -> Iterator[Finding]:
    """Each step against those that the order of the seeds puts before it; a step recorded twice is left out."""
    once = {step.code: step for step in procedure.steps}
    twice = {step.code for n, step in enumerate(procedure.steps) if step.code in {x.code for x in procedure.steps[:n]}}
    for first, second in _order():
        one, other = once.get(first), once.get(second)
        if one is None or other is None or {first, second} & twice:
            continue
        if surely_before(other.on, one.on):
            yield Finding.of(
                "steps_out_of_order", other.ref, "happened", day=other.on, other=_name(first), other_day=one.on
            )  # fmt: skip


@cache
def _order() -> tuple[tuple[str, str], ...]:
    """Every step with each one that follows it, from the lines of milestone_order.csv."""
    lines: dict[str, list[str]] = {}
    for row in rows("milestone_order.csv"):
        lines.setdefault(row["line"], []).append(row["code"])
    return tuple(
        dict.fromkeys((one, other) for line in lines.values() for n, one in enumerate(line) for other in line[n + 1 :])
    )


def _name(code: str) -> str:
    row = next(row for row in rows("procedural_milestones.csv") if row["code"] == code)
    return row.get(f"name_{language()}") or row["name_en"]


def _missing(procedure: Procedure) -> Iterator[Finding]:
    punished = any(decision.punishments for decision in procedure.decisions)
    convicted = any(charge.result == "convicted" for charge in procedure.charges)
    if punished and not procedure.charges:
        yield Finding.of("punishment_without_charge", procedure.ref, "charges")
    if convicted and not procedure.decisions:
        yield Finding.of("conviction_without_decision", procedure.ref, "sentences")
    if convicted and procedure.decisions and not punished:
        yield Finding.of("decision_without_punishment", procedure.decisions[0].ref, "penalties")


def check_doubles(procedures: tuple[Procedure, ...]) -> Iterator[Finding]:
    """What was surely or probably entered twice."""
    for procedure in procedures:
        yield from _double_charges(procedure)
        yield from _double_decisions(procedure)
    for n, procedure in enumerate(procedures):
        if any(_same_procedure(procedure, other) for other in procedures[:n]):
            yield Finding.of("double_proceeding", procedure.ref, "case_number")


def _double_charges(procedure: Procedure) -> Iterator[Finding]:
    seen = set()
    for charge in procedure.charges:
        key = (charge.code, charge.article, charge.part, charge.point, charge.facts and charge.facts.edtf)
        if charge.article and key in seen and not charge.requalified_from:
            yield Finding.of("double_charge", charge.ref, "article")
        seen.add(key)


def _double_decisions(procedure: Procedure) -> Iterator[Finding]:
    ordered = sorted(procedure.decisions, key=lambda one: (one.instance, one.imposed.edtf if one.imposed else ""))
    for one, other in pairwise(ordered):
        same_day = one.imposed and other.imposed and one.imposed.edtf == other.imposed.edtf
        if same_day and one.instance == other.instance and not (one.changed_by or other.changed_by):
            yield Finding.of("double_decision", max(one.ref, other.ref), "imposed")
    for decision in procedure.decisions:
        seen = set()
        for punishment in decision.punishments:
            key = (punishment.kind, punishment.term, punishment.regime, punishment.charge)
            if key in seen:
                yield Finding.of("double_punishment", punishment.ref, "kind")
            seen.add(key)


def _same_procedure(one: Procedure, other: Procedure) -> bool:
    if one.branch != other.branch:
        return False
    if one.number and one.number == other.number:
        return True
    articles = {(c.code, c.article, c.part) for c in one.charges}
    same_articles = bool(articles) and articles == {(c.code, c.article, c.part) for c in other.charges}
    days = [{d.imposed.edtf for d in p.decisions if d.imposed and d.imposed.day} for p in (one, other)]
    return same_articles and bool(days[0] & days[1])
