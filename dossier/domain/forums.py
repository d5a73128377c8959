"""Which bodies are open for a complaint against a State, for facts of one day and a filing on another, and why.

The rules are rows of forum_rules.csv in seeds/law/<country>/ and common/, each with the days of filing and of facts
that it covers; the time limits are in common/forum_limits.csv. A day that is known only to the month, or not at all,
gives "unknown" wherever it would decide; a mandate whose renewal nobody recorded is "check", never "open".
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Literal

import dossier.domain.forum_words  # noqa: F401 - the sentences of the steps
from dossier.domain.calendar_days import add_calendar
from dossier.domain.dates import PartialDate
from dossier.domain.law_rows import (
    COMMON,
    FACT_CERTAINTIES,
    DayBounds,
    Days,
    InForce,
    home_country,
    rows_of,
    vocabulary,
)
from dossier.domain.reckoning_words import Step, plain
from dossier.domain.terms import Term

Answer = Literal["open", "closed", "late", "check", "unknown", "prospective", "indirect", "ad_hoc"]
_FORM_OF_RAPPORTEURS = "SPECIAL_PROCEDURES"
_RULE_FILE, _LIMIT_FILE = "forum_rules.csv", "forum_limits.csv"


BEST_FIRST: tuple[Answer, ...] = (
    "open", "check", "ad_hoc", "indirect", "prospective", "unknown", "late", "closed",
)  # fmt: skip
"""Of several facts the best answer holds."""


@dataclass(frozen=True, slots=True)
class Window:
    """From which to which day, as the seeds write them; None is open."""

    first: PartialDate | None
    last: PartialDate | None

    @classmethod
    def read(cls, row: dict[str, str], what: str) -> "Window":
        """From the columns ``what``_from and ``what``_to; a doubtful month stays the whole month."""
        first, last = (row[f"{what}_{end}"].rstrip("?") for end in ("from", "to"))
        return cls(PartialDate.parse(first) if first else None, PartialDate.parse(last) if last else None)

    @property
    def is_open(self) -> bool:
        """Whether it has no bound at all."""
        return self.first is None and self.last is None

    def holds_on(self, on: DayBounds) -> bool | None:
        """Whether the day lies within it; None where it is not known well enough."""
        return InForce(_days(self.first), _days(self.last), doubtful=False).holds_on(on)


def _days(day: PartialDate | None) -> Days | None:
    return Days(day.lower, day.upper) if day and day.lower and day.upper else None


@dataclass(frozen=True, slots=True)
class ForumRule:
    """What one body does with complaints against one State, filed and of facts within these days."""

    forum: str
    answer: Answer
    why: str
    filed: Window
    facts: Window
    conditions: tuple[str, ...]
    certainty: str
    source: str
    note: str

    @property
    def is_checked(self) -> bool:
        """Whether it may look like fact."""
        return self.certainty in FACT_CERTAINTIES


@dataclass(frozen=True, slots=True)
class Limit:
    """Within how many months of the facts or of the final decision a body takes a complaint."""

    forum: str
    counts_from: Literal["facts", "final_decision"]
    length: Term
    effect: Literal["closes", "urgent"]
    in_force: InForce
    certainty: str
    source: str


@dataclass(frozen=True, slots=True)
class Complaint:
    """A complaint as far as it is known: when it is filed, when the facts were, when the last remedy was decided."""

    filed: DayBounds
    facts: DayBounds | None = None
    decided: DayBounds | None = None


@dataclass(frozen=True, slots=True)
class ForumAnswer:
    """The answer of one body, the rule that gave it, the last day for filing where there is one, and the steps."""

    forum: str
    answer: Answer
    rule: ForumRule | None = None
    until: DayBounds | None = None
    steps: tuple[Step, ...] = ()
    conditions: tuple[Step, ...] = field(default=())

    @property
    def unchecked(self) -> bool:
        """Whether the rule is from memory and unsure."""
        return self.rule is not None and not self.rule.is_checked

    def as_json(self) -> dict[str, object]:
        """The answer as a document, each step with its code and its sentence."""
        return {
            "forum": self.forum,
            "answer": self.answer,
            "until": plain(self.until) if self.until else None,
            "certainty": self.rule.certainty if self.rule else None,
            "unchecked": self.unchecked,
            "source": self.rule.source if self.rule else None,
            "steps": [step.as_json() for step in self.steps],
            "conditions": [step.as_json() for step in self.conditions],
        }


@cache
def forum_rules(country: str = "") -> tuple[ForumRule, ...]:
    """The rules for complaints against a State (the home country without one), the State's own first."""
    folders = (country or home_country(), COMMON)
    return tuple(_rule(row) for folder in folders for row in rows_of(folder, _RULE_FILE))


def _rule(row: dict[str, str]) -> ForumRule:
    return ForumRule(
        row["forum"],
        row["answer"],  # type: ignore[arg-type]
        row["why"],
        Window.read(row, "filed"),
        Window.read(row, "facts"),
        tuple(filter(None, row["conditions"].split("|"))),
        row["certainty"],
        row["source"],
        row["note"],
    )


@cache
def forum_limits() -> tuple[Limit, ...]:
    """The time limits of all bodies."""
    return tuple(
        Limit(
            row["forum"],
            row["counts_from"],  # type: ignore[arg-type]
            _length(int(row["limit"]), row["unit"]),
            row["effect"],  # type: ignore[arg-type]
            InForce.read(row),
            row["certainty"],
            row["source"],
        )
        for row in rows_of(COMMON, _LIMIT_FILE)
    )


def _length(limit: int, unit: str) -> Term:
    """Sixty months are five years, and so people speak of them."""
    if unit == "day":
        return Term("time", days=limit)
    return Term("time", years=limit // 12) if limit % 12 == 0 else Term("time", months=limit)


def forums(complaint: Complaint, country: str = "") -> list[ForumAnswer]:
    """What each body says to a complaint, in the order of the seeds.

    Args:
        complaint: Its days as far as they are known.
        country: Two letters of the State complained of; the home country without one. One whose law is not there has
            the common rules only.

    Source: forum_rules.csv and forum_limits.csv.
    """
    by_forum: dict[str, list[ForumRule]] = {}
    for rule in forum_rules(country):
        by_forum.setdefault(rule.forum, []).append(rule)
    return [_answer(forum, found, complaint) for forum, found in by_forum.items()]


def _answer(forum: str, rules: Sequence[ForumRule], complaint: Complaint) -> ForumAnswer:
    held = [(rule, rule.filed.holds_on(complaint.filed), _facts_hold(rule, complaint.facts)) for rule in rules]
    certain = next((rule for rule, filed, facts in held if filed and facts), None)
    if certain is not None:
        return _limited(certain, complaint)
    possible = [rule for rule, filed, facts in held if filed is not False and facts is not False]
    if possible:
        return _unknown(forum, possible, complaint)
    never = ("closed", "check")
    days = dict.fromkeys(step for rule in rules if rule.answer not in never for step in _failing(rule, complaint))
    return ForumAnswer(forum, "closed", steps=(Step.of("forum.closed"), *days))


def _facts_hold(rule: ForumRule, facts: DayBounds | None) -> bool | None:
    if rule.facts.is_open:
        return True
    return None if facts is None else rule.facts.holds_on(facts)


def _unknown(forum: str, possible: Sequence[ForumRule], complaint: Complaint) -> ForumAnswer:
    steps = dict.fromkeys(step for rule in possible for step in _deciding(rule, complaint))
    return ForumAnswer(forum, "unknown", possible[0], steps=(Step.of("forum.unknown"), *steps))


def _deciding(rule: ForumRule, complaint: Complaint) -> Iterable[Step]:
    """The bounds on which it depends."""
    if _facts_hold(rule, complaint.facts) is None:
        if complaint.facts is None:
            yield Step.of("forum.day.facts_missing")
        yield from _bounds(rule.facts, complaint.facts, "facts")
    if rule.filed.holds_on(complaint.filed) is None:
        yield from _bounds(rule.filed, complaint.filed, "filed")


def _bounds(between: Window, day: DayBounds | None, what: str) -> Iterable[Step]:
    """The bounds that some of the days which the date can be lie beyond, and some do not."""
    early, late = (day.lower if day else None) or date.min, (day.upper if day else None) or date.max
    if between.first and early < (between.first.upper or date.max):
        yield Step.of(f"forum.day.{what}_before", day=between.first)
    if between.last and late > (between.last.lower or date.min):
        yield Step.of(f"forum.day.{what}_after", day=between.last)


def _failing(rule: ForumRule, complaint: Complaint) -> Iterable[Step]:
    """The bound that the complaint surely misses."""
    for between, day, what in ((rule.filed, complaint.filed, "filed"), (rule.facts, complaint.facts, "facts")):
        if day is None:
            continue
        if between.first and (day.upper or date.max) < (between.first.lower or date.min):
            yield Step.of(f"forum.day.{what}_before", day=between.first)
        if between.last and (day.lower or date.min) > (between.last.upper or date.max):
            yield Step.of(f"forum.day.{what}_after", day=between.last)


def is_addressed(forum: str, recipient: str, forms: Iterable[str] = ()) -> bool:
    """Whether a paper goes to this body: its recipient is the body's code or name, or a form of the body is filled.

    Args:
        forum: Code of the body.
        recipient: As the paper names it.
        forms: Codes of the forms in the paper.
    """
    names = {forum.casefold()}
    for row in vocabulary("forums.csv"):
        if row["code"] == forum:
            names |= {row[column].casefold() for column in row if column.startswith("name_") and row[column]}
    is_rapporteur = forum.startswith("SR_")
    return recipient.strip().casefold() in names or any(
        one == forum or (is_rapporteur and one == _FORM_OF_RAPPORTEURS) for one in forms
    )


# ---- time limits ----------------------------------------------------------------------------------------------------


def _limited(rule: ForumRule, complaint: Complaint) -> ForumAnswer:
    """The rule's answer, changed to "late" or "unknown" where a time limit has passed or may have."""
    answer, steps = rule.answer, list[Step]()
    until: DayBounds | None = rule.filed.last if rule.answer == "open" else None
    for limit in forum_limits() if rule.answer == "open" else ():
        if limit.forum == rule.forum:
            changed, due, step = _against(limit, complaint)
            answer = changed or answer
            until = _earlier(until, due) if due and limit.effect == "closes" else until
            steps += step
    why = () if answer != rule.answer and answer == "late" else (Step.of(f"forum.why.{rule.why}"),)
    notes = () if rule.is_checked else (Step.of("forum.unchecked"),)
    conditions = tuple(Step.of(f"forum.condition.{one}") for one in rule.conditions)
    return ForumAnswer(rule.forum, answer, rule, until, (Step.of(f"forum.{answer}"), *why, *steps, *notes), conditions)


def _earlier(one: DayBounds | None, other: DayBounds) -> DayBounds:
    """The day that comes first; where they may cross, the one that may come first."""
    return one if one is not None and (one.lower or date.min) <= (other.lower or date.min) else other


def _after(day: date, length: Term) -> date:
    return add_calendar(day, years=length.years, months=length.months, days=length.days)


def _against(limit: Limit, complaint: Complaint) -> tuple[Answer | None, DayBounds | None, list[Step]]:
    start = complaint.facts if limit.counts_from == "facts" else complaint.decided
    if start is None or start.lower is None or start.upper is None:
        missing = limit.in_force.last is None
        return None, None, [Step.of(f"forum.limit.{limit.counts_from}", term=limit.length)] if missing else []
    if limit.in_force.holds_on(start) is False:
        return None, None, []
    due = Days(_after(start.lower, limit.length), _after(start.upper, limit.length))
    if limit.effect == "urgent":
        passed = (complaint.filed.lower or date.min) > due.upper
        code = "forum.limit.urgent_passed" if passed else "forum.limit.urgent"
        return None, None, [Step.of(code, term=limit.length, day=due)]
    if (complaint.filed.lower or date.min) > due.upper:
        return "late", due, [Step.of("forum.limit.passed", term=limit.length, day=due)]
    step = Step.of("forum.limit.due", term=limit.length, day=due.lower, certainty=limit.certainty)
    return ("unknown" if (complaint.filed.upper or date.max) > due.lower else None), due, [step]
