"""Values in the forms of other programs: the calendar, ACLED, Uwazi, Bayanat. What such a form cannot hold stays out.

Uwazi and Bayanat complete a date that is not a whole day with days of their own, so they get whole days only; what is
known less finely goes into a column of text, or nowhere.
"""

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from dossier.domain.penalties import penalty_kinds
from dossier.export.countries import country_name, country_of, numeric, region_name
from dossier.export.csv_layouts import acled_types
from dossier.export.csv_values import age_band, status

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_WEEK_DAYS, _MONTH_DAYS = 7, 31
_KINDS = ("release_stated", "release_computed", "consent_review")
_REGIONS_OF_ACLED = {"BY": "Europe", "RU": "Europe", "UA": "Europe", "AZ": "Caucasus and Central Asia"}

Compute = Callable[..., Any]


def whole_day(edtf: str | None) -> str | None:
    """The date where it is one whole certain day."""
    return edtf if edtf and _DAY.fullmatch(edtf) else None


def less_than_a_day(edtf: str | None) -> str | None:
    """The date where it is not one whole certain day."""
    return None if whole_day(edtf) else edtf


# -- the calendar of releases


def calendar_kind(kind: str) -> str:
    """A kind of the layout: deadlines are clocks unless they are of an appeal or of an international body.

    A complaint alone does not say to whom, and is a clock.
    """
    if kind in _KINDS:
        return kind
    if any(word in kind for word in ("appeal", "cassation", "supervis")):
        return "appeal_deadline"
    return "forum_deadline" if any(word in kind for word in ("forum", "submission")) else "clock"


def calendar_tolerance(reckoned: int | None, lower: date | None, upper: date | None) -> int | None:
    """By how many days it may be later than the first possible day."""
    spread = (upper - lower).days if lower and upper else None
    return reckoned if spread is None else spread + (reckoned or 0)


# -- ACLED


def acled(name: str) -> Compute:
    """A column of the types of ACLED."""
    return lambda kind: acled_types()[kind][name]


def acled_date(lower: date, _upper: date) -> str:
    """The first possible day; ``time_precision`` says how far it may be off."""
    return lower.isoformat()


def acled_precision(lower: date, upper: date) -> int:
    """1 a day, 2 a week, 3 a month."""
    spread = (upper - lower).days
    return 1 if spread == 0 else 2 if spread < _WEEK_DAYS else 3


def fits_acled(kind: str | None, lower: date | None, upper: date | None, region: Any, country: Any) -> bool:
    """Whether the form can hold it: a kind that it knows, in a known country, within one month."""
    if kind not in acled_types() or lower is None or upper is None or not country_of(region, country):
        return False
    return (upper - lower).days < _MONTH_DAYS and (lower.year, lower.month) == (upper.year, upper.month)


def acled_region(region: Any, country: Any) -> str | None:
    """The part of the world as ACLED cuts it."""
    return _REGIONS_OF_ACLED.get(country_of(region, country))


def acled_civilians(kind: str) -> str | None:
    """Whether civilians were the target, by the type."""
    return "Civilian targeting" if acled_types()[kind]["event_type"] == "Violence against civilians" else None


def timestamp(at: datetime) -> int:
    """Seconds since 1970."""
    from datetime import UTC

    return int((at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp())


# -- Uwazi


def uwazi_held(started: str | None, ended: str | None) -> str | None:
    """A range from:to of whole days; an end that is not known stays empty."""
    first = whole_day(started)
    return None if first is None else f"{first}:{whole_day(ended) or ''}"


def uwazi_status(episode: Any, ended: str | None) -> str:
    """What the records say of the last detention, in words."""
    return status(episode, ended).replace("_", " ")


def uwazi_penalty(kind: str | None) -> str | None:
    """Group::Term of a thesaurus."""
    found = penalty_kinds().get(kind or "")
    return f"{found.branch.capitalize()}::{found.names['en']}" if found else None


def uwazi_place(latitude: float | None, longitude: float | None) -> str | None:
    """Latitude|longitude, rounded to a tenth of a degree: a town, not a house."""
    return None if latitude is None or longitude is None else f"{round(latitude, 1)}|{round(longitude, 1)}"


def uwazi_link(title: str | None, url: str | None) -> str | None:
    """Label|URL; only web addresses."""
    if not url or not url.startswith(("http://", "https://")) or "|" in url:
        return None
    return f"{(title or 'source').replace('|', '/')}|{url}"


# -- Bayanat


def bayanat_sex(sex: str | None) -> str | None:
    """As its closed list has it."""
    return {"male": "Male", "female": "Female"}.get(sex or "")


def bayanat_age(*bounds: date | None) -> str | None:
    """Minor or Adult at the first detention, only where it is sure."""
    band = age_band(*bounds)
    return None if band == "unknown" else "Minor" if band in {"0-13", "14-17"} else "Adult"


def bayanat_countries(codes: list[str] | None) -> str | None:
    """Names parted by commas, in quotation marks where a name has a blank."""
    names = [country_name(code) for code in codes or ()]
    return ",".join(f'"{one}"' if " " in one else one for one in names if one) or None


def bayanat_first_event(episode: Any, started: str | None, place: str | None) -> str | None:
    """The kind of the first event; an event needs a date or a place there."""
    return "Detained/Abducted" if episode is not None and (whole_day(started) or place) else None


def bayanat_estimated(episode: Any, started: str | None, place: str | None) -> str | None:
    """A date that leaves is a whole day, never an estimate."""
    return "n" if bayanat_first_event(episode, started, place) and whole_day(started) else None


def bayanat_trial(tried: str | None) -> str | None:
    """The kind of the second event."""
    return "Trial" if whole_day(tried) else None


def _day_of(at: datetime) -> str:
    return at.date().isoformat()


_NOT_IN_ACLED = (
    "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "admin2", "admin3",
    "geo_precision", "source_scale", "notes", "fatalities", "tags",
)  # fmt: skip
"""Columns of ACLED that stay empty: they would need a judgement of its coders, or might name persons."""
_ACLED_WHERE = ("_region", "_country")
_ACLED_WHEN = ("_lower", "_upper")
_BORN_THEN = ("_born_lower", "_born_upper", "_started_lower", "_started_upper")
_FIRST = ("_episode", "_started", "event_1_location")

COMPUTED: dict[tuple[str, str], tuple[tuple[str, ...], Compute]] = {
    ("release_calendar", "kind"): (("kind",), calendar_kind),
    ("release_calendar", "due_on"): (("_due",), lambda due: due),
    ("release_calendar", "tolerance_days"): (("_tolerance_days", "_due_lower", "_due_upper"), calendar_tolerance),
    ("release_calendar", "certainty"): (("_certainty",), lambda certainty: certainty),
    ("acled_like", "event_date"): (_ACLED_WHEN, acled_date),
    ("acled_like", "year"): (("_lower",), lambda lower: lower.year),
    ("acled_like", "time_precision"): (_ACLED_WHEN, acled_precision),
    ("acled_like", "disorder_type"): (("_kind",), acled("disorder_type")),
    ("acled_like", "event_type"): (("_kind",), acled("event_type")),
    ("acled_like", "sub_event_type"): (("_kind",), acled("sub_event_type")),
    ("acled_like", "civilian_targeting"): (("_kind",), acled_civilians),
    ("acled_like", "iso"): (_ACLED_WHERE, lambda region, country: numeric(country_of(region, country))),
    ("acled_like", "region"): (_ACLED_WHERE, acled_region),
    ("acled_like", "country"): (_ACLED_WHERE, lambda region, country: country_name(country_of(region, country))),
    ("acled_like", "admin1"): (("_region",), region_name),
    ("acled_like", "timestamp"): (("_updated_at",), timestamp),
    ("uwazi_cases", "Detained on"): (("_started",), whole_day),
    ("uwazi_cases", "Detained on (text)"): (("_started",), less_than_a_day),
    ("uwazi_cases", "Held"): (("_started", "_ended"), uwazi_held),
    ("uwazi_cases", "Region"): (("_region",), region_name),
    ("uwazi_cases", "Penalty"): (("_kind_code",), uwazi_penalty),
    ("uwazi_cases", "Status"): (
        ("_episode", "_ended"),
        uwazi_status,
    ),
    ("uwazi_cases", "Detention place_geolocation"): (("latitude", "longitude"), uwazi_place),
    ("uwazi_cases", "Source"): (("_source_title", "_source_url"), uwazi_link),
    ("bayanat_actors", "sex"): (("_sex",), bayanat_sex),
    ("bayanat_actors", "age"): (_BORN_THEN, bayanat_age),
    ("bayanat_actors", "nationalities"): (("_nationalities",), bayanat_countries),
    ("bayanat_actors", "event_1_type"): (_FIRST, bayanat_first_event),
    ("bayanat_actors", "event_1_from_date"): (("_started",), whole_day),
    ("bayanat_actors", "event_1_to_date"): (("_ended",), whole_day),
    ("bayanat_actors", "event_1_estimated"): (_FIRST, bayanat_estimated),
    ("bayanat_actors", "event_2_type"): (("_tried",), bayanat_trial),
    ("bayanat_actors", "event_2_from_date"): (("_tried",), whole_day),
    ("bayanat_actors", "documentation_date"): (("_created_at",), _day_of),
}
"""(list, column) -> the columns it is computed from, and how."""
COMPUTED |= {("acled_like", name): ((), lambda: None) for name in _NOT_IN_ACLED}

FITS: dict[str, tuple[tuple[str, ...], Callable[..., bool]]] = {
    "acled_like": (("_kind", "_lower", "_upper", "_region", "_country"), fits_acled),
}
"""List -> whether its form can hold a row; such rows are counted with what was held back."""
