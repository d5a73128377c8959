"""The steps of a reckoning in words that a family understands: each is a code with facts and one whole sentence."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Protocol, cast, runtime_checkable

from dossier.domain.credit import Span
from dossier.domain.dates import PartialDate
from dossier.errors import MESSAGES, add_messages
from dossier.i18n import N_, _, language

add_messages(
    {
        # wrong use
        "reckon.penalty": N_("No punishment has this code. Known are: {known}."),
        "reckon.unit": N_(
            "The punishment {penalty} cannot be measured like that: administrative arrest has days, imprisonment and "
            "restriction of freedom have years and months. Check the unit: days or years is the whole question."
        ),
        "reckon.zone": N_("This country has several time zones. Write the instant with its zone, for example +03:00."),
        # questions
        "reckon.ask.penalty": N_(
            "Which punishment is it? Name the regime of the colony, or the kind of punishment (restriction of freedom "
            "with or without an open institution, arrest)."
        ),
        "reckon.ask.regime": N_(
            "Which regime did the court order (general, enhanced, strict, special, prison)? The days in custody count "
            "for more or less by it, so no date is computed without it."
        ),
        "reckon.ask.lawyer": N_(
            "How do days in custody count for {regime}? No rule is checked well enough; a lawyer must say."
        ),
        "reckon.ask.in_force": N_("When did the verdict enter into force, or at least: when was it given?"),
        "reckon.ask.registration": N_(
            "When was the person registered at the institution or inspection? The term runs from that day, not from "
            "the verdict."
        ),
        "reckon.ask.start": N_("On which day did the person begin to serve this punishment?"),
        "reckon.ask.detention": N_("When was the person actually detained? The arrest runs from that hour."),
        "reckon.ask.put_together": N_(
            "Two sentences to a term stand side by side, and the one had not surely ended before the other was given. "
            "How a court puts such terms together (as after a new verdict for disobedience in the colony) is in no "
            "checked rule, so no end is computed. Which end did the court or the colony state?"
        ),
        # no end
        "reckon.no_end.in_absentia": N_(
            "The sentence was given in absentia: the term does not run while the person is free, so there is no end."
        ),
        "reckon.no_end.life": N_("Life imprisonment has no last day."),
        "reckon.no_end.death": N_("A death sentence has no last day."),
        "reckon.no_end.no_time": N_("This punishment is not a length of time in custody, so it has no last day."),
        "reckon.fine.worth": N_("On the day of the verdict ({day}) these base units were worth {worth} ({certainty})."),
        "reckon.fine.unknown": N_("What a base unit was worth on that day is not in the program's tables."),
        # steps
        "reckon.step.from_in_force": N_("The term runs from the day the verdict entered into force: {day}."),
        "reckon.step.from_verdict": N_(
            "The day the verdict entered into force is not known, so the day of the verdict is used: {day}."
        ),
        "reckon.step.from_registration": N_("The term runs from the registration: {day}."),
        "reckon.step.from_start": N_("The term runs from the day it began to be served: {day}."),
        "reckon.step.from_detention": N_("The arrest runs from the actual detention: {day}."),
        "reckon.step.whole_term": N_("The whole term ({term}) would end: {day}."),
        "reckon.step.rule": N_(
            "By the rule {rule} one day in custody counts as {factor} of the punishment (certainty: {certainty})."
        ),
        "reckon.step.custody": N_(
            "Custody from {start} to {end}, the last day not counted: days {days}, credit {credit}."
        ),
        "reckon.step.less_credit": N_("Less the credit (days: {credit}), the term ends: {day}."),
        "reckon.step.whole_days": N_("The arrest ({term}) lasts {hours} hours."),
        "reckon.step.arrest_ends": N_("The arrest ends: {day}."),
        # notes
        "reckon.note.tolerance": N_("This is a computation, not a fact; it may be wrong by days: {days}, either way."),
        "reckon.note.unchecked": N_("Unchecked: nobody has verified the rule {rule}. Ask a lawyer."),
        "reckon.note.open_question": N_(
            "Open question: it is not verified whether the rule leaves out convicts of some articles. Ask a lawyer."
        ),
        "reckon.note.earliest": N_("Earliest: the term begins later if the verdict entered into force later."),
        "reckon.note.custody_runs_on": N_(
            "If the person stayed in custody until the verdict entered into force, these further days count too and "
            "can move the end in either direction."
        ),
        "reckon.note.home_arrest": N_(
            "Home arrest is not in this credit, because how it counts is not verified; the end can be earlier."
        ),
        "reckon.note.served": N_("With this credit the term is served by the day from which it would run."),
        "reckon.note.no_custody": N_("No custody before the verdict was entered, so nothing is credited."),
        "reckon.note.kinder": N_(
            "A kinder rule works back in time. By the earlier rule {rule} (one day as {factor}) the term would have "
            "ended: {day}. If the sentence was not recomputed, ask for it."
        ),
        "reckon.note.harsher": N_(
            "By the rule {rule} of the time of the verdict (one day as {factor}) the term would end: {day}. "
            "A harsher rule does not work back; ask a lawyer which one applies."
        ),
        "reckon.note.no_hour": N_("The hour of detention is not known, so the hour of release is not known either."),
        "reckon.note.long_arrest": N_(
            "Longer than the ordinary maximum of this punishment (days: {days}); only some articles allow more. Check."
        ),
        # after these an earlier reckoning no longer stands
        "reckon.anew.new_verdict": N_(
            "A new case for disobedience in the colony was opened: its verdict prolongs the term. How the terms are "
            "put together is in no checked rule, so the prolonged end is not computed; enter the one that was stated."
        ),
        "reckon.anew.appeal": N_("The appeal may have changed the term. Enter what it left in force and reckon again."),
        "reckon.anew.regime": N_("The regime changed. Ask a lawyer whether the credit is to be counted anew."),
        "reckon.anew.replaced": N_("The punishment was replaced. Reckon the new one with the term that the court set."),
        "reckon.anew.amnesty": N_("An amnesty shortened the term. Enter what is left by its decision."),
        "reckon.anew.pardon": N_("The person was pardoned: the day of release is the one stated, not a computed one."),
        "reckon.anew.parole": N_("The person was released early: the day of release is the one stated."),
        "reckon.anew.released": N_("The person was released: the day of release is the one stated."),
        "reckon.anew.death": N_("The person died in custody: there is no end of the term to compute."),
        "reckon.note.stated": N_(
            "The stated end is {day}: it counts, and not the computed one. The difference in days: {difference}."
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Step:
    """One step, note or question: a stable code, and the facts of its sentence."""

    code: str
    facts: tuple[tuple[str, object], ...] = ()

    @classmethod
    def of(cls, code: str, **facts: object) -> "Step":
        """A step with its facts by name."""
        return cls(code, tuple(facts.items()))

    @property
    def sentence(self) -> str:
        """The step in the language in force."""
        told = _(MESSAGES[self.code]).format_map({name: _told(name, value) for name, value in self.facts})
        return told.replace("..", ".")  # a year ends in an abbreviation: «23 апреля 2021 г.»

    def as_json(self) -> Mapping[str, object]:
        """Code, facts in a form for machines, and the sentence."""
        return {"code": self.code, **{name: plain(value) for name, value in self.facts}, "text": self.sentence}


class _Bounded(Protocol):
    @property
    def lower(self) -> date | None: ...

    @property
    def upper(self) -> date | None: ...


@runtime_checkable
class _Printable(Protocol):
    def format(self, lang: str) -> str: ...


CERTAINTIES = {"verified": N_("verified"), "high": N_("high"), "medium": N_("medium"), "low": N_("low")}
"""Codes of certainty_levels.csv in words."""


def _told(name: str, value: object) -> str:
    return _(CERTAINTIES[str(value)]) if name == "certainty" and value in CERTAINTIES else shown(value)


def shown(value: object) -> str:
    """A fact in the language in force: dates at the precision known, fractions as decimals, pairs of days as ranges."""
    if isinstance(value, str | int):
        return str(value)
    if isinstance(value, datetime):
        return f"{PartialDate.of_day(value.date()).format(language())}, {value:%H:%M %Z}"
    if isinstance(value, date):
        return PartialDate.of_day(value).format(language())
    if isinstance(value, Span):
        return str(value.fewest) if value.exact else f"{value.fewest} – {value.most}"
    if isinstance(value, Fraction):
        return shown_number(value)
    if isinstance(value, _Printable):
        return value.format(language())
    first, last = _pair(value)
    return shown(first) if first == last else f"{shown(first)} – {shown(last)}"


def shown_number(number: Fraction) -> str:
    """A factor as people write it: "1", "1.5"; with a comma in Belarusian, Russian and Ukrainian."""
    written = f"{float(number):g}"
    return written if language() == "en" else written.replace(".", ",")


def plain(value: object) -> object:
    """A fact for machines: dates in ISO 8601, a range of days as two numbers, a range of dates as two dates."""
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Span):
        return value.fewest if value.exact else [value.fewest, value.most]
    if isinstance(value, Fraction):
        return float(value)
    if hasattr(value, "iso"):
        return value.iso or str(value)
    first, last = _pair(value)
    return plain(first) if first == last else [plain(first), plain(last)]


def _pair(value: object) -> tuple[object, object]:
    if isinstance(value, tuple):
        return value[0], value[1]
    bounded = cast("_Bounded", value)
    return bounded.lower, bounded.upper
