"""What stands beside a field while it is typed: what was understood, or in words what is not.

Plain functions, so that the screens and the prompts of the command line answer alike.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from dossier.casework.case_kinds import case_kind_name, read_case_kind
from dossier.casework.case_states import read_state, state_choices, state_name
from dossier.casework.dossier_words import BASES, word
from dossier.casework.entry_reading import Fields, branch_of_articles
from dossier.casework.held_basis import basis_choices, read_basis
from dossier.casework.punishment import kind_name, possible_kinds, read_kind, read_regime, settle_kind, slang_name
from dossier.domain.articles import ArticleRef, format_all, unread_numbers
from dossier.domain.catalogue import resolve
from dossier.domain.dates import PartialDate
from dossier.domain.law_rows import home_country
from dossier.domain.penalties import PenaltyKind, penalty_kinds, regimes
from dossier.domain.terms import Term
from dossier.errors import InputProblem
from dossier.i18n import _, language


@dataclass(frozen=True)
class Understood:
    """The words beside a field; ``state`` is "fine", "ask" (not to be saved like this) or "note"."""

    text: str = ""
    state: str = "fine"


NOTHING = Understood()


def regime_name(code: str) -> str:
    """The name of a regime in the language in force."""
    names = regimes()[code].names
    return names.get(language()) or names.get("ru") or names["en"]


def understood(name: str, fields: Fields) -> Understood:
    """What the program makes of a field in the light of the others; never raises.

    Args:
        name: The field, one of those of ``entry_reading``.
        fields: The text of all fields.
    """
    answer = _ANSWERS.get(name)
    text = fields.get(name, "").strip()
    if answer is None or not (text or name in _SAID_OF_NOTHING):
        return NOTHING
    try:
        return answer(text, fields)
    except InputProblem as problem:
        return Understood(problem.message, "ask")


def _date(text: str, _fields: Fields) -> Understood:
    return Understood("= " + PartialDate.parse(text).format(language()))


def _article(text: str, fields: Fields) -> Understood:
    refs = ArticleRef.parse_all(text)
    row = resolve(refs[0], _day_of_facts(fields)).row if len(refs) == 1 else None
    title = row.title(language()) if row else ""
    words = " · ".join(filter(None, (f"= {format_all(refs, language(), full=True)}", title, unread_words(text))))
    return Understood(words, "note" if unread_words(text) else "fine")


def unread_words(text: str) -> str:
    """What of a citation was not read, where a number stands in it; empty where all was."""
    unread = unread_numbers(text)
    return _("not read: {text}").format(text=unread) if unread else ""


def _day_of_facts(fields: Fields) -> PartialDate | None:
    try:
        return PartialDate.parse(fields["act"]) if fields.get("act", "").strip() else None
    except InputProblem:
        return None


def _branch(fields: Fields) -> str:
    try:
        return branch_of_articles(tuple(ArticleRef.parse_all(fields["article"])))
    except (InputProblem, KeyError):
        return ""


def _named_kind(fields: Fields) -> PenaltyKind | None:
    try:
        return read_kind(fields.get("kind", ""), _branch(fields))
    except InputProblem:
        return None


def _sentence(text: str, fields: Fields) -> Understood:
    term = Term.parse(text)
    branch, named = _branch(fields), _named_kind(fields)
    words = "= " + term.format(language())
    possible = [named] if named else possible_kinds(term, branch)
    if len(possible) != 1:
        return Understood(words)
    settled = settle_kind(term, possible[0], branch)
    if settled is None:
        return Understood(words)
    if branch and settled.branch in ("administrative", "criminal") and settled.branch != branch:
        question = _("but the article is of another branch of law: check both")
        return Understood(f"{words} · {kind_name(settled)} · {question}", "note")
    return Understood(f"{words} · {kind_name(settled)}")


def _kind(text: str, fields: Fields) -> Understood:
    if text:
        found = read_kind(text, _branch(fields))
        return Understood("= " + kind_name(found)) if found else NOTHING
    try:
        term = Term.parse(fields.get("sentence", ""))
    except InputProblem:
        return NOTHING
    if len(possible_kinds(term, _branch(fields))) != 1:
        settle_kind(term, None, _branch(fields))
    return NOTHING


def _regime(text: str, _fields: Fields) -> Understood:
    code = read_regime(text)
    return Understood("= " + regime_name(code)) if code else NOTHING


def _held_as(text: str, _fields: Fields) -> Understood:
    return Understood("= " + word(BASES, read_basis(text)))


def _case_kind(text: str, _fields: Fields) -> Understood:
    return Understood("= " + case_kind_name(read_case_kind(text)))


def _state(text: str, _fields: Fields) -> Understood:
    return Understood("= " + state_name(read_state(text)))


_SAID_OF_NOTHING: Final = ("kind", "case_kind", "state")
"""Fields of which something is recorded, or has to be asked, also where they are left empty."""
_ANSWERS: dict[str, Callable[[str, Fields], Understood]] = {
    "born": _date,
    "act": _date,
    "decided": _date,
    "article": _article,
    "sentence": _sentence,
    "kind": _kind,
    "regime": _regime,
    "held_from": _date,
    "held_to": _date,
    "held_as": _held_as,
    "case_kind": _case_kind,
    "state": _state,
}


def choices(name: str, fields: Fields) -> list[tuple[str, str]]:
    """The list of values of a field as (what is typed into it, what is shown); empty where it has none."""
    if name == "regime":
        return [(regime_name(code), regime_name(code)) for code in regimes()]
    if name == "held_as":
        return basis_choices()
    if name == "state":
        return state_choices()
    if name != "kind":
        return []
    try:
        kinds = possible_kinds(Term.parse(fields.get("sentence", "")), _branch(fields))
    except InputProblem:
        kinds = [kind for kind in penalty_kinds(home_country()).values() if kind.branch != "measure"]
    return [(kind_name(kind), _with_slang(kind)) for kind in kinds]


def _with_slang(kind: PenaltyKind) -> str:
    slang = slang_name(kind)
    return f"{slang} — {kind_name(kind)}" if slang else kind_name(kind)
