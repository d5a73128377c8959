"""Values as the lists write them, and the columns that are computed from others.

Days of arrest and months of a criminal term stand in columns of their own and are never turned into each other.
"""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from dossier.domain.dates import PartialDate
from dossier.domain.penalties import penalty_kinds
from dossier.export.csv_layouts import acled_types

AGE_BANDS = ((0, 13), (14, 17), (18, 24), (25, 34), (35, 44), (45, 54), (55, 64))
RECOGNISED = {"political_prisoner": "yes", "former_political_prisoner": "former", "not_recognised": "no"}
_LENGTHS = 4096
"""Lengths that are remembered: a list has few of them, many times."""
RESULTS = {"terminated": "dropped", "withdrawn": "dropped", "requalified": "reclassified"}

Compute = Callable[..., Any]


def instant(value: datetime | None) -> str | None:
    """An instant in UTC, to the second."""
    if value is None:
        return None
    moment = value if value.tzinfo else value.replace(tzinfo=UTC)
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def boolean(value: Any) -> str | None:
    """ "true" or "false"; nothing where it is not recorded."""
    return None if value is None else "true" if value else "false"


def listed(value: Any) -> str | None:
    """A list parted by the pipe sign; a pipe inside a value becomes a slash."""
    if not value:
        return None
    parts = value if isinstance(value, list) else value.split("|")
    return "|".join(dict.fromkeys(str(one).replace("|", "/") for one in parts))


def day(value: date | None) -> str | None:
    """A day in ISO 8601."""
    return None if value is None else value.isoformat()


def number(value: Any) -> Any:
    """A number as it is recorded, without a tail of zeros."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


_EDTF = re.compile(r"[0-9XTZ/.,:?~%+\[\] -]*")


def edtf(stored: str | None) -> str | None:
    """A stored date in EDTF; "late August 2020", which EDTF has not, as "2020-08~"."""
    return stored if stored is None or _EDTF.fullmatch(stored) else PartialDate.parse(stored).edtf


BY_TYPE: dict[str, Callable[[Any], Any]] = {
    "datetime": instant,
    "bool": boolean,
    "list": listed,
    "float": number,
    "edtf": edtf,
}
"""Type of a column -> how its value is written; texts and codes stand as they are."""


def date_precision(stored: str | None) -> str:
    """How finely a date is known: day, month, year, decade or unknown."""
    if not stored:
        return "unknown"
    precision = PartialDate.parse(stored, order="ymd").precision
    return precision if precision in {"day", "month", "year", "decade"} else "unknown"


def first_date(stored: str | None) -> str | None:
    """The date itself, or the beginning of an interval; empty where the beginning is open."""
    first = (edtf(stored) or "").partition("/")[0]
    return None if first in ("", "..") else first


def last_date(stored: str | None) -> str | None:
    """The end of an interval; nothing for a single date and for an open end."""
    last = (edtf(stored) or "").partition("/")[2]
    return None if last in ("", "..") else last


def span_precision(stored: str | None) -> str:
    """How finely a date, or the beginning of an interval, is known."""
    return date_precision(first_date(stored))


def acled_type(name: str) -> Compute:
    """A type of ACLED for a kind of event; nothing for kinds that it does not know."""
    return lambda kind: acled_types().get(kind or "", {}).get(name)


def bearing(bearings: str | None) -> str:
    """What the item was found to do to the elements of the allegations."""
    found = set(filter(None, (bearings or "").split("|"))) - {"neutral"}
    if not found:
        return "not_weighed" if not bearings else "neutral"
    if found == {"supports"}:
        return "incriminating"
    return "exonerating" if found == {"contradicts"} else "both"


def moment_precision(at: datetime | None, stored: str | None) -> str:
    """minute where an instant is recorded, otherwise that of the date."""
    return "minute" if at is not None else date_precision(stored)


def moment(at: datetime | None, stored: str | None) -> str | None:
    """The instant where it is recorded, otherwise the date at its own precision."""
    return instant(at) or edtf(stored)


def days_held(first: date | None, first_last: date | None, last: date | None, last_last: date | None) -> int | None:
    """Last day less first day, only where both are known to the day."""
    if first is None or last is None or first != first_last or last != last_last:
        return None
    return (last - first).days


def recognised(status: str | None) -> str:
    """The status that a named body gave last."""
    return RECOGNISED.get(status or "", "unknown")


def age_band(born: date | None, born_last: date | None, then: date | None, then_last: date | None) -> str:
    """The band of ages at a date, only where every possible birthday and every possible day give the same one."""
    if born is None or born_last is None or then is None or then_last is None:
        return "unknown"
    bands = {_band(_age(born, then_last)), _band(_age(born_last, then))}
    return bands.pop() if len(bands) == 1 else "unknown"


def _age(born: date, then: date) -> int:
    return then.year - born.year - ((then.month, then.day) < (born.month, born.day))


def _band(age: int) -> str:
    if age < 0:
        return "unknown"
    return next((f"{low}-{high}" for low, high in AGE_BANDS if low <= age <= high), "65+")


def year_month(lower: date | None, upper: date | None) -> str | None:
    """The month, or the year where only that is certain."""
    if lower is None or upper is None or lower.year != upper.year:
        return None
    return lower.strftime("%Y-%m") if lower.month == upper.month else str(lower.year)


def branch_of_all(branches: str | None) -> str:
    """One branch, "both", or "unknown"."""
    found = set(filter(None, (branches or "").split("|")))
    return "both" if len(found) > 1 else next(iter(found), "unknown")


def status(detained: Any, ended: str | None) -> str:
    """What the records say of the last detention; that no release is recorded does not mean that she is held."""
    if detained is None:
        return "no_detention_recorded"
    return "released" if ended else "no_release_recorded"


def _branch(kind: str | None) -> str:
    found = penalty_kinds().get(kind or "")
    return found.branch if found else ""


Length = tuple[str | None, str | None, int | None, int | None, int | None, int | None]


@lru_cache(maxsize=_LENGTHS)
def penalty_days(*length: Any) -> int | None:
    """Full days of administrative arrest; nothing for any other punishment."""
    kind, term_kind, years, months, days, hours = length
    if _branch(kind) != "administrative" or term_kind != "time" or years or months or hours:
        return None
    return int(days) if days else None


@lru_cache(maxsize=_LENGTHS)
def penalty_months(*length: Any) -> int | None:
    """A criminal term in months; nothing where it has days too, since a month has no number of days."""
    kind, term_kind, years, months, days, hours = length
    if _branch(kind) not in {"criminal", "measure"} or term_kind != "time" or days or hours:
        return None
    return (years or 0) * 12 + (months or 0) or None


@lru_cache(maxsize=_LENGTHS)
def penalty_hours(*length: Any) -> int | None:
    """Hours of community work."""
    _kind, term_kind, years, months, days, hours = length
    return int(hours) if term_kind == "time" and hours and not (years or months or days) else None


@lru_cache(maxsize=_LENGTHS)
def term(*length: Any) -> str | None:
    """The term in its own units: ISO 8601 of a time, "life", "death"; amounts have columns of their own."""
    _kind, term_kind, years, months, days, hours = length
    if term_kind != "time":
        return term_kind if term_kind in {"life", "death"} else None
    parts = "".join(f"{count}{unit}" for count, unit in ((years, "Y"), (months, "M"), (days, "D")) if count)
    return f"P{parts}" + (f"T{hours}H" if hours else "")


def base_units(term_kind: str | None, amount: Any) -> Any:
    """The amount of a fine in base units."""
    return number(amount) if term_kind == "base_units" else None


def money(term_kind: str | None, amount: Any) -> Any:
    """The amount of a fine in money."""
    return number(amount) if term_kind == "money" else None


def charge_result(result: str) -> str:
    """The outcome of a charge in the words of the layout."""
    return RESULTS.get(result, result)


def actor_kind(is_person: Any, _kind: str | None) -> str:
    """Whether a person or a body was involved."""
    return "person" if is_person else "body"


_LENGTH = ("_kind_code", "_term_kind", "_years", "_months", "_days", "_hours")

COMPUTED: dict[tuple[str, str], tuple[tuple[str, ...], Compute]] = {
    ("persons", "birth_date_precision"): (("birth_date",), date_precision),
    ("persons", "recognised_political_prisoner"): (("_recognition",), recognised),
    ("persons_public", "age_band"): (
        ("_born_lower", "_born_upper", "_first_started_lower", "_first_started_upper"),
        age_band,
    ),
    ("persons_public", "year_month_detained"): (("_first_started_lower", "_first_started_upper"), year_month),
    ("persons_public", "branch"): (("_branches",), branch_of_all),
    ("persons_public", "penalty_days"): (_LENGTH, penalty_days),
    ("persons_public", "penalty_months"): (_LENGTH, penalty_months),
    ("persons_public", "status"): (("_detained", "_ended"), status),
    ("persons_public", "recognised_political_prisoner"): (("_recognition",), recognised),
    ("persons_public", "updated_at"): (("updated_at",), lambda at: at.date().isoformat()),
    ("detentions", "detained_at"): (("_detained_at", "_started"), moment),
    ("detentions", "detained_precision"): (("_detained_at", "_started"), moment_precision),
    ("detentions", "days_held"): (("_started_lower", "_started_upper", "_ended_lower", "_ended_upper"), days_held),
    ("sentences", "days"): (_LENGTH, penalty_days),
    ("sentences", "months"): (_LENGTH, penalty_months),
    ("sentences", "hours"): (_LENGTH, penalty_hours),
    ("sentences", "term"): (_LENGTH, term),
    ("sentences", "amount_base_units"): (("_term_kind", "_amount"), base_units),
    ("sentences", "amount"): (("_term_kind", "_amount"), money),
    ("sentences", "currency"): (("_currency",), lambda currency: currency),
    ("charges", "result"): (("result",), charge_result),
    ("events", "date_from"): (("_happened",), first_date),
    ("events", "date_to"): (("_happened",), last_date),
    ("events", "precision"): (("_happened",), span_precision),
    ("events", "acled_event_type"): (("_kind",), acled_type("event_type")),
    ("events", "acled_sub_event_type"): (("_kind",), acled_type("sub_event_type")),
    ("events", "cameo_code"): (("_kind",), acled_type("cameo_code")),
    ("acts", "date_from"): (("_happened",), first_date),
    ("acts", "date_to"): (("_happened",), last_date),
    ("exhibits", "incriminating_or_exonerating"): (("_bearings",), bearing),
    ("involvements", "actor_kind"): (("_actor_is_person", "_body_kind"), actor_kind),
}
"""(list, column) -> the columns it is computed from, and how."""
