"""Charges and proceedings, each charge with its own outcome and each punishment in its own unit; the law relied on."""

from typing import Any

from dossier.casework.computed_release import computed_release
from dossier.casework.desk import Desk, by_date
from dossier.casework.dossier_events import step_of
from dossier.casework.dossier_people import body_name, from_to
from dossier.casework.dossier_view import ChargeView, Labelled, LawView, PenaltyView, ProceedingView, SentenceView
from dossier.casework.dossier_words import (
    BRANCHES,
    CERTAINTIES,
    HEARINGS,
    INSTANCES,
    RESULTS,
    YES_NO,
    article_words,
    word,
)
from dossier.casework.term_words import amount_of
from dossier.domain.catalogue import title_in, title_of
from dossier.domain.dates import PartialDate
from dossier.i18n import N_, _

_FACT = ("verified", "high")
_LIMITS = {
    "impr_min_months": N_("imprisonment from {n} months"),
    "impr_max_months": N_("imprisonment up to {n} months"),
    "arrest_max_days": N_("administrative arrest up to {n} days"),
    "fine_max_base_units": N_("fine up to {n} base units"),
}


def proceedings_of(desk: Desk) -> tuple[ProceedingView, ...]:
    """Every procedure, in the order of the decisions."""
    rows = sorted(desk.rows.proceedings, key=lambda one: (str(one.decided_lower or one.opened_lower or "9999"), one.id))
    return tuple(_proceeding(desk, one) for one in rows)


def _proceeding(desk: Desk, procedure: Any) -> ProceedingView:
    mine = [(one.kind_code, step_of(desk, one)) for one in desk.rows.milestones if one.proceeding_id == procedure.id]
    steps = sorted(mine, key=lambda pair: by_date(pair[1].date.first_on, pair[0]))
    return ProceedingView(
        person=desk.release.label(procedure.person_id),
        title=word(BRANCHES, procedure.branch),
        facts=_facts(desk, procedure),
        charges=tuple(_charge(desk, one) for one in desk.rows.charges if one.proceeding_id == procedure.id),
        sentences=tuple(
            _sentence(desk, procedure, one) for one in desk.rows.sentences if one.proceeding_id == procedure.id
        ),
        steps=tuple(step for _kind, step in steps),
        notes=desk.notes(procedure),
        branch=procedure.branch,
        decided=desk.date(procedure, "decided"),
    )


def _facts(desk: Desk, procedure: Any) -> tuple[Labelled, ...]:
    court = desk.rows.organisations.get(procedure.court_id)
    absent = {True: _("yes"), False: _("no")}.get(procedure.in_absentia, "")
    above = next((one for one in desk.rows.proceedings if one.id == procedure.parent_id), None)
    written = desk.text(procedure, "court_as_written")
    return desk.lines(
        (_("Number"), desk.text(procedure, "case_number")),
        (_("Stage"), desk.labels.of(procedure.stage_code, "stage")),
        (_("Opened"), desk.when(procedure, "opened")),
        (_("Investigated by"), desk.labels.of(procedure.investigating_body_code, "agency")),
        (_("Court"), body_name(desk, court) if court else written),
        (_("Court as written"), written if court and written != body_name(desk, court) else ""),
        (_("Judge"), _official(desk, procedure, "judge")),
        (_("Prosecutor"), _official(desk, procedure, "prosecutor")),
        (_("Counsel"), desk.labels.of(procedure.counsel_mode, "counsel_mode")),
        (_("Counsel sanctioned"), word(YES_NO, desk.text(procedure, "counsel_sanctioned"))),
        (_("Hearing"), word(HEARINGS, procedure.hearing) if procedure.hearing not in (None, "unknown") else ""),
        (_("In absentia"), absent),
        (_("Plea"), desk.labels.of(desk.release.see(procedure, "plea"), "plea")),
        (_("Decided"), desk.when(procedure, "decided")),
        (_("In force"), desk.when(procedure, "in_force")),
        (_("Outcome"), desk.labels.of(procedure.outcome_code, "outcome")),
        (_("Group case"), desk.text(procedure, "group_case")),
        (_("Part of"), (desk.text(above, "case_number") or above.ref or "") if above else ""),
        (_("Remarks"), desk.text(procedure, "remarks")),
    )


def _official(desk: Desk, procedure: Any, role: str) -> str:
    """The person where one is recorded, with the text as written where it says something else."""
    label = desk.release.label(getattr(procedure, f"{role}_id"))
    written = desk.text(procedure, f"{role}_as_written")
    if not label or not written or written == label or not desk.release.names(getattr(procedure, f"{role}_id")):
        return label or written
    return _("{name} (as written: {text})").format(name=label, text=written)


def _charge(desk: Desk, charge: Any) -> ChargeView:
    article = article_words(charge.code, charge.article, charge.part, charge.point, charge.article_as_written)
    of_article = (one for one in desk.rows.law if one.key == charge.article_key and one.article == charge.article)
    known = next(of_article, None)
    before = next((one for one in desk.rows.charges if one.id == charge.requalified_from_id), None)
    edition = _edition(desk, charge, known)
    return ChargeView(
        article=article,
        title=_sure_title(known, desk.lang) if known else "",
        as_written=charge.article_as_written if charge.article_as_written != article else "",
        edition=edition,
        result=word(RESULTS, charge.result),
        alleged_act=desk.text(charge, "alleged_act"),
        notes=desk.notes(charge),
        facts=(
            *desk.facts(
                charge,
                (_("Complicity"), "complicity"),
                (_("Date of the act alleged"), "act"),
                (_("Charged"), "charged"),
            ),
            *desk.lines((_("Requalified from"), before.article_as_written if before else "")),
        ),
        article_key=charge.article_key or "",
        act=desk.date(charge, "act"),
        charged=desk.date(charge, "charged"),
    )


def _edition(desk: Desk, charge: Any, known: Any) -> str:
    """The edition in force on the day of the facts, as recorded; else what the catalogue can say, and no guess."""
    if charge.edition_on:
        return _("edition in force since {day}").format(day=PartialDate.of_day(charge.edition_on).format(desk.lang))
    if known is not None and known.in_force_from_on.year > 1:
        day = PartialDate.of_day(known.in_force_from_on).format(desk.lang)
        return _("the catalogue has the edition since {day}; which one applied is not recorded").format(day=day)
    return _("edition not recorded: to be checked")


def _sentence(desk: Desk, procedure: Any, sentence: Any) -> SentenceView:
    mine = [one for one in desk.rows.penalties if one.sentence_id == sentence.id]
    return SentenceView(
        instance=word(INSTANCES, sentence.instance),
        imposed=desk.date(sentence, "imposed"),
        in_force=desk.date(sentence, "in_force"),
        decision=desk.text(sentence, "decision_as_written"),
        penalties=tuple(_penalty(desk, procedure, sentence, one) for one in mine),
        release_stated=desk.date(sentence, "release_stated", procedure.person_id),
        notes=desk.notes(sentence),
        facts=_changed(desk, sentence),
    )


def _changed(desk: Desk, sentence: Any) -> tuple[Labelled, ...]:
    later = next((one for one in desk.rows.sentences if one.id == sentence.changed_by_id), None)
    if later is None:
        return ()
    words = f"{word(INSTANCES, later.instance)}, {desk.when(later, 'imposed') or _('date not known')}"
    return (Labelled(_("Changed by the decision"), words),)


def _penalty(desk: Desk, procedure: Any, sentence: Any, penalty: Any) -> PenaltyView:
    charge = next((one for one in desk.rows.charges if one.id == penalty.charge_id), None)
    return PenaltyView(
        kind=desk.labels.penalty(penalty.kind_code),
        amount=amount_of(penalty),
        as_written=penalty.term_as_written or "",
        regime=desk.labels.regime(penalty.regime_code),
        conditions=desk.text(penalty, "conditions"),
        computed=computed_release(desk, penalty),
        kind_code=penalty.kind_code,
        units=tuple(one for one in ("years", "months", "days", "hours") if getattr(penalty, one)),
        facts=(
            *desk.lines(
                (_("For the charge"), charge.article_as_written if charge else ""),
                (_("Rank"), _("additional") if penalty.main_or_additional == "additional" else ""),
                (_("Suspended"), {True: _("yes"), False: _("no")}.get(penalty.is_suspended, "")),
            ),
            *desk.facts(penalty, (_("Starts"), "starts"), (_("Conditions"), "condition_codes")),
        ),
    )


def law_of(desk: Desk) -> tuple[LawView, ...]:
    """The articles relied on, in every edition that the catalogue knows; a title that is not checked says so."""
    return tuple(_law(desk, one) for one in desk.rows.law)


def _law(desk: Desk, article: Any) -> LawView:
    start = PartialDate.of_day(article.in_force_from_on).format(desk.lang) if article.in_force_from_on.year > 1 else ""
    end = PartialDate.of_day(article.in_force_to_on).format(desk.lang) if article.in_force_to_on else ""
    return LawView(
        article=article_words(article.code, article.article, article.part, None, article.key),
        title=_title(article, desk.lang),
        in_force=from_to(start, end) if start or end else _("first day not known"),
        limits=_limits(article),
        certainty=word(CERTAINTIES, article.certainty) if article.certainty else _("not stated"),
        source=article.source or "",
    )


def _sure_title(article: Any, lang: str) -> str:
    """In the language, or as it was published; empty where nobody has compared it with the code."""
    return title_of(article.code, article.article, article.part or "", article.in_force_from_on, lang)


def _title(article: Any, lang: str) -> str:
    """The same, with the others too, marked."""
    known = {one: str(getattr(article, f"title_{one}") or "") for one in ("en", "ru", "be")}
    written = title_in(lang, known)
    return _sure_title(article, lang) or (_("{title} (not checked)").format(title=written) if written else "")


def _limits(article: Any) -> str:
    """The limits of the main punishments in their own units; none where the catalogue has not checked them."""
    certainty = article.limits.get("penalty_certainty") or article.certainty
    if certainty not in _FACT:
        return ""
    stated = (_(words).format(n=article.limits[name]) for name, words in _LIMITS.items() if article.limits.get(name))
    return "; ".join(stated)
