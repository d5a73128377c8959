"""Checks against the person's life: birth, age, death, and the future."""

from collections.abc import Iterator
from datetime import date

from dossier.domain.calendar_days import add_calendar
from dossier.domain.checks.finding import Finding
from dossier.domain.law_rows import country_row, home_country
from dossier.domain.names.cleaning import words_of_two_alphabets
from dossier.domain.record import Day, PersonRecord, Procedure, earliest, latest, surely_before
from dossier.errors import Refused

OLDEST_YEARS = 110
"""Nobody has been detained at such an age."""
OF_AGE_YEARS = 18
"""Convention on the Rights of the Child, art. 1."""


def check_life(record: PersonRecord, on: date) -> Iterator[Finding]:
    """Findings on the name, birth, age and death.

    Source: the column youngest_age of country.csv for the age below which nobody is charged with a crime.
    """
    for word in words_of_two_alphabets(record.label):
        yield Finding.of("mixed_alphabets", record.ref, "label", word=word)
    if surely_before(record.died, record.born):
        yield Finding.of("born_after_died", record.ref, "born", born=record.born, died=record.died)
    for procedure in record.procedures:
        yield from _age_at_facts(record, procedure)
    for ref, field, day in _days(record):
        yield from _against_life(record, ref, field, day)
        yield from _against_today(ref, field, day, on)


def _age_at_facts(record: PersonRecord, procedure: Procedure) -> Iterator[Finding]:
    for charge in procedure.charges:
        if surely_before(charge.facts, record.born):
            yield Finding.of("facts_before_birth", charge.ref, "act", facts=charge.facts, born=record.born)
        elif _surely_under(record.born, charge.facts, _youngest(procedure)):
            years = _youngest(procedure)
            yield Finding.of("below_age", charge.ref, "act", facts=charge.facts, years=years)
        elif _surely_under(record.born, charge.facts, OF_AGE_YEARS):
            yield Finding.of("minor", charge.ref, "act", facts=charge.facts)


def _youngest(procedure: Procedure) -> int:
    """The age of the youngest who can be charged; 0 where the seeds do not say it."""
    written = country_row(procedure.country or home_country()).get("youngest_age", "")
    return int(written) if written and procedure.branch == "criminal" else 0


def _surely_under(born: Day, day: Day, years: int) -> bool:
    """Whether even somebody born on the first possible day was younger on the last possible day."""
    first, last = earliest(born), latest(day)
    return bool(years and first and last) and _birthday(first, years) > (last or date.min)


def _birthday(born: date | None, years: int) -> date:
    try:
        return add_calendar(born, years=years) if born else date.min
    except Refused:
        return date.max


def _against_life(record: PersonRecord, ref: str, field: str, day: Day) -> Iterator[Finding]:
    if surely_before(record.died, day):
        yield Finding.of("after_death", ref, field, day=day, died=record.died)
    born, first = latest(record.born), earliest(day)
    if born and first and _birthday(born, OLDEST_YEARS) < first:
        yield Finding.of("impossible_age", ref, field, day=day, years=OLDEST_YEARS)


def _against_today(ref: str, field: str, day: Day, on: date) -> Iterator[Finding]:
    first = earliest(day)
    if first and first > on:
        yield Finding.of("in_future", ref, field, day=day)


def _days(record: PersonRecord) -> Iterator[tuple[str, str, Day]]:
    """Days on which something has happened; those of entry into force and of release may lie ahead."""
    for episode in record.episodes:
        yield episode.ref, "started", episode.started
        for stay in episode.stays:
            yield stay.ref, "started", stay.started
    for procedure in record.procedures:
        for charge in procedure.charges:
            yield charge.ref, "act", charge.facts
            yield charge.ref, "charged", charge.charged
        for decision in procedure.decisions:
            yield decision.ref, "imposed", decision.imposed
        for step in procedure.steps:
            yield step.ref, "happened", step.on
