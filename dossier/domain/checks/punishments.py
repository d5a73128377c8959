"""Checks of charges and punishments against the law as the seeds know it, only where it is certain."""

from collections.abc import Iterator
from decimal import Decimal

from dossier.domain.catalogue import ArticleRow, longest_arrest_days, resolve
from dossier.domain.checks.finding import Finding
from dossier.domain.checks.procedure import WITHOUT_CONVICTION
from dossier.domain.credit import kinds_with_regime
from dossier.domain.law_codes import branch_of
from dossier.domain.law_rows import FACT_CERTAINTIES, home_country
from dossier.domain.penalties import PenaltyKind, penalty_kind
from dossier.domain.record import Charged, Decision, Procedure, Punishment
from dossier.domain.terms import Term

_BRANCHES = ("administrative", "criminal")


def check_punishments(procedure: Procedure) -> Iterator[Finding]:
    """Findings on articles and on punishments.

    Source: ranges, limits and editions in seeds/law/, used only where they are verified or high.
    """
    for charge in procedure.charges:
        yield from _article(charge, procedure)
    for decision in procedure.decisions:
        for punishment in decision.punishments:
            yield from _punishment(punishment, decision, procedure)


class _Cited:
    """A charge as the catalogue reads a reference."""

    code_basis = "stated"

    def __init__(self, charge: Charged) -> None:
        self.code, self.article, self.part = charge.code, charge.article, charge.part or None


def _article(charge: Charged, procedure: Procedure) -> Iterator[Finding]:
    branch = branch_of(charge.code) if charge.code else ""
    if branch in _BRANCHES and branch != procedure.branch:
        yield Finding.of("article_of_other_branch", charge.ref, "article")
    if charge.article and charge.facts and resolve(_Cited(charge), charge.facts).status == "not_in_force":
        yield Finding.of("article_not_in_force", charge.ref, "article", facts=charge.facts)


def _punishment(punishment: Punishment, decision: Decision, procedure: Procedure) -> Iterator[Finding]:
    kind = penalty_kind(punishment.kind, procedure.country)
    if kind is None:
        return
    if kind.branch in _BRANCHES and kind.branch != procedure.branch:
        yield Finding.of("wrong_branch", punishment.ref, "kind")
    if punishment.regime and kind.code not in kinds_with_regime(procedure.country):
        yield Finding.of("regime_without_colony", punishment.ref, "regime")
    if punishment.term.kind == "time" and not _has_unit(punishment, kind):
        yield Finding.of("wrong_unit", punishment.ref, "term", term=punishment.term)
        return
    yield from _above_kind(punishment, kind, procedure)
    yield from _against_article(punishment, kind, decision, procedure)


def _months(punishment: Punishment) -> int:
    return punishment.term.years * 12 + punishment.term.months


def _has_unit(punishment: Punishment, kind: PenaltyKind) -> bool:
    term = punishment.term
    return {
        "day": bool(term.days) and not _months(punishment) and not term.hours,
        "month": _months(punishment) > 0 and not term.hours,
        "hour": bool(term.hours) and not _months(punishment) and not term.days,
    }.get(kind.unit, False)


def _above_kind(punishment: Punishment, kind: PenaltyKind, procedure: Procedure) -> Iterator[Finding]:
    """Longer than the kind of punishment can be; an arrest is measured by the longest that any article allows."""
    if kind.maximum is None or kind.certainty not in FACT_CERTAINTIES:
        return
    limit = kind.maximum
    if kind.unit == "day":
        limit = max(limit, Decimal(longest_arrest_days(procedure.country or home_country())))
    term = punishment.term
    length = {"day": term.days, "month": _months(punishment), "hour": term.hours}.get(kind.unit, 0)
    if length > limit:
        said = _length(int(limit), kind.unit)
        yield _outside("punishment_above_kind", punishment, said, kind.certainty)


def _outside(code: str, punishment: Punishment, limit: Term, certainty: str) -> Finding:
    return Finding.of(code, punishment.ref, "term", term=punishment.term, limit=limit, certainty=certainty)


def _length(amount: int, unit: str) -> Term:
    if unit == "month":
        return Term("time", years=amount // 12, months=amount % 12)
    return Term("time", days=amount) if unit == "day" else Term("time", hours=amount)


# ---- the article ----------------------------------------------------------------------------------------------------


def _against_article(
    punishment: Punishment, kind: PenaltyKind, decision: Decision, procedure: Procedure
) -> Iterator[Finding]:
    row = _row(punishment, decision, procedure)
    if row is None or not row.penalty_is_certain or punishment.term.kind != "time":
        return
    sure = row.penalty_certainty
    if kind.unit == "day" and row.arrest_max_days and punishment.term.days > row.arrest_max_days:
        limit = _length(row.arrest_max_days, "day")
        yield _outside("arrest_above_article", punishment, limit, sure)
    if kind.code not in kinds_with_regime(procedure.country):
        return
    months, days = _months(punishment), punishment.term.days
    most, least = row.imprisonment_max_months, row.imprisonment_min_months
    if most and (months > most or (months == most and days)):
        limit = _length(most, "month")
        yield _outside("punishment_above_article", punishment, limit, sure)
    if least and months < least:
        limit = _length(least, "month")
        yield _outside("punishment_below_article", punishment, limit, sure)


def _row(punishment: Punishment, decision: Decision, procedure: Procedure) -> ArticleRow | None:
    """The article of the punishment: its own charge, or the only one; None where several were put together."""
    charges = [one for one in procedure.charges if one.result not in WITHOUT_CONVICTION and one.result != "requalified"]
    own = [one for one in charges if one.ref == punishment.charge]
    chosen = own or (charges if not punishment.charge else [])
    alike = [one for one in decision.punishments if one.kind == punishment.kind]
    if len(chosen) != 1 or (not own and len(alike) > 1) or not chosen[0].facts or not chosen[0].article:
        return None
    resolved = resolve(_Cited(chosen[0]), chosen[0].facts)
    return resolved.row if resolved.status == "in_force" else None
