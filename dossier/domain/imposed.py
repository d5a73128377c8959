"""What a reckoning is given and what it gives back: plain values, in which everything unknown is None."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Literal, Protocol

from dossier.domain.credit import Custody, Span
from dossier.domain.law_rows import DayBounds
from dossier.domain.reckoning_words import Step, plain

Status = Literal["computed", "question", "no_end"]
Mark = Literal["", "earliest", "latest"]


class Length(Protocol):
    """A term of a sentence; ``dossier.domain.terms.Term`` is one."""

    @property
    def kind(self) -> str: ...

    @property
    def amount(self) -> Decimal | None: ...

    @property
    def years(self) -> int: ...

    @property
    def months(self) -> int: ...

    @property
    def days(self) -> int: ...

    @property
    def hours(self) -> int: ...

    def format(self, lang: str) -> str: ...


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
    put_together: bool = False
    """Whether a court put this term together with another one, or may have: then no checked rule says the end."""
    since: tuple[str, ...] = ()
    """Codes of the milestones after the decision that move the end: an appeal, a pardon, a new case."""
    country: str = ""
    """Two letters; the home country where it is empty."""


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
    mark: Mark = ""
    """ "earliest" where the day of the verdict stands for the day it entered into force, "latest" where a part of the
    custody could not be credited."""
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

    def as_json(self) -> dict[str, object]:
        """The answer as a document: dates in ISO 8601, a single one only where one is known; each step in words."""
        return {
            "status": self.status,
            "penalty": self.penalty or None,
            "rule": self.rule_id or None,
            "factor": plain(self.factor),
            "certainty": self.certainty or None,
            "unchecked": self.unchecked,
            "tolerance_days": self.tolerance_days,
            "credit_days": plain(self.credit),
            "release_computed": plain(self.ends_at or self.ends_on),
            "release_earliest": plain(self.earliest_at or self.earliest_on),
            "release_latest": plain(self.latest_at or self.latest_on),
            "mark": self.mark or None,
            "release_stated": plain(self.stated),
            "difference_days": plain(self.difference_days),
            "steps": [step.as_json() for step in self.steps],
            "notes": [note.as_json() for note in self.notes],
            "question": self.question.as_json() if self.question else None,
        }


def asking(penalty: str, code: str, **facts: object) -> Reckoned:
    """No end but a question, since something is missing."""
    return Reckoned("question", penalty, question=Step.of(code, **facts))
