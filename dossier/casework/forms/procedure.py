"""Forms of procedures: steps, charges each with its own outcome, decisions with their punishments."""

from typing import TYPE_CHECKING, Any

from dossier.casework import dossier_words as said
from dossier.casework.forms import kinds
from dossier.casework.forms.declaration import LONG, Children, FieldSpec, RecordForm, Section
from dossier.casework.forms.law import Article, Punishment, Regime, TermText, article_columns, one_article
from dossier.casework.forms.links import Link, RecordOrWords
from dossier.casework.forms.lists import Closed
from dossier.casework.partial_columns import date_words
from dossier.casework.punishment import settle_kind
from dossier.domain.dates import PartialDate
from dossier.domain.penalties import penalty_kinds
from dossier.domain.terms import Term
from dossier.errors import InputProblem, Refused
from dossier.i18n import N_, language

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dossier.casework.forms.look import Look

_BRANCH = Closed({code: said.BRANCHES[code] for code in ("administrative", "criminal")})
_RESULT, _INSTANCE = Closed(said.RESULTS), Closed(said.INSTANCES)


def joined(*parts: str | None) -> str:
    """The parts that are there, with dots between them."""
    return " · ".join(part for part in parts if part)


def day_words(row: Any, name: str) -> str:
    """A date of a record in words."""
    return date_words(getattr(row, name), getattr(row, f"{name}_as_written"), language())


def _proceeding_label(row: Any, look: "Look") -> str:
    charges = look.children("charge", "proceeding_id", row.id)
    articles = "; ".join(one.article_as_written for one in charges[:3])
    return joined(_BRANCH.word(row.branch), articles, row.court_as_written, day_words(row, "decided"))


def _charge_complete(row: Any, _look: "Look", changed: "Mapping[str, Any]") -> None:
    """The edition is that of the day of the facts, so a changed day looks it up again."""
    if not {"act", "article_as_written"} & changed.keys() or not row.article_as_written:
        return
    try:
        act = PartialDate.parse(row.act) if row.act else None
        found = article_columns(one_article(row.article_as_written), act)
    except InputProblem:
        return  # kept as written by an import that marked it; the article itself was not changed here
    for name, value in found.items():
        setattr(row, name, value)


def _penalty_check(row: Any) -> None:
    """Days of arrest are no years of prison: the kind and the unit must fit."""
    kind = penalty_kinds().get(row.kind_code)
    if kind is None:
        return
    term = Term.parse(row.term_as_written) if row.term_as_written and row.term_kind else None
    try:
        settle_kind(term, kind, "")
    except Refused as problem:
        problem.field = {"sentence": "term_as_written", "kind": "kind_code"}.get(problem.field or "", "term_as_written")
        raise


def _penalty_label(row: Any, look: "Look") -> str:
    from dossier.casework.views import penalty_words

    return penalty_words(row)


def _sentence_label(row: Any, look: "Look") -> str:
    from dossier.casework.views import penalty_words

    punishments = [penalty_words(one) for one in look.children("penalty", "sentence_id", row.id)[:3]]
    return joined(_INSTANCE.word(row.instance), day_words(row, "imposed"), "; ".join(punishments))


PROCEEDING = RecordForm(
    "proceeding",
    N_("Proceeding"),
    (
        Section(
            N_("Proceeding"),
            (
                FieldSpec("branch", N_("Branch of law"), 28, True, _BRANCH),
                FieldSpec("person_id", N_("Person"), 40, True, Link("person")),
                FieldSpec("case_id", N_("Case"), 40, type=Link("legal_case")),
                FieldSpec("case_number", N_("Case number"), 24),
                FieldSpec("stage_code", N_("Stage"), 30, type=kinds.listed("stage", "proceeding", "stage_code")),
                FieldSpec("opened", N_("Opened"), 20, type=kinds.DATE),
                FieldSpec("decided", N_("Decided on"), 20, type=kinds.DATE),
                FieldSpec("in_force", N_("In force"), 20, type=kinds.DATE),
                FieldSpec(
                    "outcome_code", N_("Outcome"), 30, type=kinds.listed("outcome", "proceeding", "outcome_code")
                ),
                FieldSpec("group_case", N_("Group case"), 40),
                FieldSpec("parent_id", N_("Split from"), 20, type=Link("proceeding")),
                FieldSpec("remarks", N_("Remarks"), 56, type=LONG),
            ),
        ),
        Section(
            N_("Court and hearing"),
            (
                FieldSpec("court_as_written", N_("Court"), 40, type=RecordOrWords("organisation")),
                FieldSpec("judge_as_written", N_("Judge"), 40, type=RecordOrWords("person")),
                FieldSpec("prosecutor_as_written", N_("Prosecutor"), 40, type=RecordOrWords("person")),
                FieldSpec("investigating_body_code", N_("Investigated by"), 30, type=kinds.listed("agency")),
                FieldSpec(
                    "counsel_mode",
                    N_("Counsel"),
                    20,
                    type=kinds.listed("counsel_mode", "proceeding", "counsel_mode", limit=20),
                ),
                FieldSpec("counsel_sanctioned", N_("Counsel punished"), 20, type=kinds.YES_NO_UNKNOWN),
                FieldSpec("hearing", N_("Hearing"), 16, type=Closed(said.HEARINGS)),
                FieldSpec("in_absentia", N_("In absentia"), 8, type=kinds.TRUTH),
                FieldSpec("plea", N_("Plea"), 20, type=kinds.listed("plea", "proceeding", "plea", limit=20)),
            ),
        ),
    ),
    plural=N_("Proceedings"),
    label=_proceeding_label,
    children=(
        Children("charge", "proceeding_id"),
        Children("sentence", "proceeding_id"),
        Children("milestone", "proceeding_id"),
        Children("episode", "proceeding_id"),
        Children("deadline", "proceeding_id"),
        Children("proceeding", "parent_id", N_("Split from it"), can_add=False),
    ),
)

MILESTONE = RecordForm(
    "milestone",
    N_("Step"),
    (
        Section(
            N_("Step"),
            (
                FieldSpec("kind_code", N_("Step"), 40, True, kinds.listed("milestone", "milestone", "kind_code")),
                FieldSpec("happened", N_("Date"), 20, type=kinds.DATE),
                FieldSpec("happened_at", N_("Day and hour"), 28, type=kinds.INSTANT),
                FieldSpec("body_as_written", N_("Body"), 40),
                FieldSpec("remarks", N_("Remarks"), 56, type=LONG),
            ),
        ),
    ),
    plural=N_("Steps"),
    label=lambda row, look: joined(day_words(row, "happened"), look.word("milestone", row.kind_code)),
)

CHARGE = RecordForm(
    "charge",
    N_("Charge"),
    (
        Section(
            N_("Charge"),
            (
                FieldSpec("article_as_written", N_("Article"), 40, True, Article()),
                FieldSpec("act", N_("Facts of"), 20, type=kinds.DATE),
                FieldSpec("charged", N_("Charged on"), 20, type=kinds.DATE),
                FieldSpec("result", N_("Result"), 20, type=_RESULT),
                FieldSpec("requalified_from_id", N_("Requalified from"), 20, type=Link("charge")),
                FieldSpec("alleged_act", N_("Alleged act"), 56, type=LONG),
            ),
        ),
    ),
    plural=N_("Charges"),
    label=lambda row, look: joined(Article().words(row, "article_as_written", look), _RESULT.word(row.result)),
    complete=_charge_complete,
)

SENTENCE = RecordForm(
    "sentence",
    N_("Decision"),
    (
        Section(
            N_("Decision"),
            (
                FieldSpec("instance", N_("Instance"), 20, type=_INSTANCE),
                FieldSpec("imposed", N_("Decided on"), 20, type=kinds.DATE),
                FieldSpec("in_force", N_("In force"), 20, type=kinds.DATE),
                FieldSpec("release_stated", N_("Stated end"), 20, type=kinds.DATE),
                FieldSpec("changed_by_id", N_("Changed by"), 20, type=Link("sentence")),
                FieldSpec("decision_as_written", N_("As written"), 56, type=LONG),
            ),
        ),
    ),
    plural=N_("Decisions"),
    label=_sentence_label,
    children=(Children("penalty", "sentence_id"),),
)

PENALTY = RecordForm(
    "penalty",
    N_("Punishment"),
    (
        Section(
            N_("Punishment"),
            (
                FieldSpec("kind_code", N_("Kind"), 40, True, Punishment()),
                FieldSpec("term_as_written", N_("Length or amount"), 24, type=TermText()),
                FieldSpec("main_or_additional", N_("Main"), 20, type=kinds.MAIN_OR_ADDITIONAL),
                FieldSpec("regime_code", N_("Regime"), 24, type=Regime()),
                FieldSpec("is_suspended", N_("Suspended"), 8, type=kinds.TRUTH),
                FieldSpec("starts", N_("Runs from"), 20, type=kinds.DATE),
                FieldSpec("charge_id", N_("For the charge"), 20, type=Link("charge")),
                FieldSpec("condition_codes", N_("Conditions, list"), 40, type=kinds.several("condition")),
                FieldSpec("conditions", N_("Conditions"), 56, type=LONG),
            ),
        ),
    ),
    plural=N_("Punishments"),
    label=_penalty_label,
    check=_penalty_check,
)

FORMS = (PROCEEDING, MILESTONE, CHARGE, SENTENCE, PENALTY)
