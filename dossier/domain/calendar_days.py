"""Adding years, months and days to a day, as terms are reckoned: the day is clipped to the end of a shorter month."""

from calendar import monthrange
from datetime import date, timedelta

from dossier.errors import Refused, add_messages
from dossier.i18n import N_

add_messages({"reckon.too_far": N_("This would end beyond the year 9999. Check the length of the term.")})


def add_calendar(day: date, *, years: int = 0, months: int = 0, days: int = 0) -> date:
    """The day so many years and months later, clipped to the last day of a shorter month, then so many days later.

    Raises:
        Refused: "reckon.too_far" beyond the calendar.

    Source: add_calendar of custody_credit.yaml.
    """
    whole_months = day.year * 12 + day.month - 1 + years * 12 + months
    year, month = whole_months // 12, whole_months % 12 + 1
    if not 1 <= year <= 9999:
        raise Refused("reckon.too_far")
    clipped = date(year, month, min(day.day, monthrange(year, month)[1]))
    try:
        return clipped + timedelta(days=days)
    except OverflowError:
        raise Refused("reckon.too_far") from None
