"""Administrative arrest, by the hour: so many times 24 hours from the actual detention, and arrests in a chain."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from dossier.domain.credit import bounds, rule_for, tolerance_days
from dossier.domain.imposed import Imposed, Reckoned
from dossier.domain.law_rows import DayBounds, country_row, home_country
from dossier.domain.penalties import penalty_kind
from dossier.domain.reckoning_words import Step
from dossier.errors import Refused

_LAST_MINUTE = time(23, 59)


def reckon_arrest(imposed: Imposed, penalty: str, reckoned_on: date) -> Reckoned:
    """The end of an administrative arrest: an instant where the hour of detention is known, else a day.

    Raises:
        Refused: "reckon.zone", "reckon.open_day", "reckon.too_far".

    Source: the rule with the anchor hour_of_actual_detention of custody_credit.yaml.
    """
    rule = rule_for(penalty, None, reckoned_on, imposed.country)
    if rule is None:
        return Reckoned("question", penalty, question=Step.of("reckon.ask.lawyer", regime=penalty))
    detained = _detained(imposed)
    if detained is None:
        return Reckoned("question", penalty, question=Step.of("reckon.ask.detention"))
    kind = penalty_kind(penalty, imposed.country)
    by_hour = detained[0] == detained[1]
    first, last = (later(at, imposed.term.days) for at in detained)
    return Reckoned(
        "computed",
        penalty,
        rule_id=rule.rule_id,
        factor=rule.factor,
        certainty=rule.certainty,
        unchecked=not rule.is_checked,
        tolerance_days=0 if by_hour else tolerance_days(imposed.country),
        earliest_on=first.date(),
        latest_on=last.date(),
        earliest_at=first,
        latest_at=last,
        steps=(
            Step.of("reckon.step.from_detention", day=detained[0] if by_hour else _days(detained)),
            Step.of("reckon.step.whole_days", term=imposed.term, hours=imposed.term.days * 24),
            Step.of("reckon.step.arrest_ends", day=first if by_hour else _days((first, last))),
        ),
        notes=_notes(imposed.term.days, kind.maximum if kind else None, by_hour),
    )


def _notes(length_days: int, maximum: Decimal | None, by_hour: bool) -> tuple[Step, ...]:
    long = maximum is not None and length_days > maximum
    return (
        *(() if by_hour else (Step.of("reckon.note.no_hour"),)),
        *((Step.of("reckon.note.long_arrest", days=int(maximum)),) if long and maximum else ()),
    )


def _days(instants: tuple[datetime, datetime]) -> tuple[date, date]:
    return instants[0].date(), instants[1].date()


def _detained(imposed: Imposed) -> tuple[datetime, datetime] | None:
    """The first and the last minute at which the detention can have begun."""
    if imposed.detained_at is not None:
        at = in_zone(imposed.detained_at, imposed.country)
        return at, at
    on = imposed.detained_on or (imposed.custody[0].start if imposed.custody else None)
    return minutes_of(on, imposed.country) if on else None


def minutes_of(on: DayBounds, country: str) -> tuple[datetime, datetime]:
    """The first and the last minute of a day as far as it is known, in the country's time.

    Raises:
        Refused: "reckon.open_day", "reckon.zone".
    """
    (first, last), zone = bounds(on), zone_of(country)
    return datetime.combine(first, time(), zone), datetime.combine(last, _LAST_MINUTE, zone)


def in_zone(at: datetime, country: str) -> datetime:
    """The instant itself, or the country's own time where it names no zone.

    Raises:
        Refused: "reckon.zone" where the country has several.
    """
    return at if at.tzinfo else at.replace(tzinfo=zone_of(country))


@cache
def zone_of(country: str) -> ZoneInfo:
    """The time zone of a country that has one.

    Raises:
        Refused: "reckon.zone" where an instant must name its zone itself.
    """
    name = country_row(country or home_country()).get("time_zone", "")
    if not name:
        raise Refused("reckon.zone", field="detained_at")
    return ZoneInfo(name)


def later(at: datetime, days: int) -> datetime:
    """So many times 24 hours later, in the same zone; a change of the clocks in between does not lengthen an arrest.

    Raises:
        Refused: "reckon.too_far".
    """
    try:
        return (at.astimezone(UTC) + timedelta(days=days)).astimezone(at.tzinfo)
    except OverflowError:
        raise Refused("reckon.too_far") from None


def elapsed(since: datetime, until: datetime) -> timedelta:
    """The time that has really passed; the difference of two instants of one zone is that of the clock on the wall."""
    return until.astimezone(UTC) - since.astimezone(UTC)


class Arrest(NamedTuple):
    """One administrative arrest: from which instant, for how many days."""

    started_at: datetime
    length_days: int


class Chain(NamedTuple):
    """Arrests one after another; the days are added only because all of them are days of administrative arrest."""

    total_days: int
    gaps: tuple[timedelta, ...]
    carousel: tuple[bool, ...]
    """For each gap, whether it was shorter than 24 hours."""


def chain(arrests: Sequence[Arrest]) -> Chain:
    """Consecutive administrative arrests, episode by episode, with the gaps between them.

    A negative gap means that the next arrest began before the end of the one before. Instants must be aware.

    Source: display_rules of custody_credit.yaml: a gap under 24 hours is flagged as "carousel".
    """
    ordered = sorted(arrests)
    ends = [later(one.started_at, one.length_days) for one in ordered]
    gaps = tuple(elapsed(end, following.started_at) for end, following in zip(ends, ordered[1:], strict=False))
    return Chain(sum(one.length_days for one in ordered), gaps, tuple(gap < timedelta(days=1) for gap in gaps))
