"""One point of the calendar out of the tokens of a phrase: "в середине мая 2021 г.", "May 12, 2021", "28.01 1966"."""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from dossier.domain.dates import numerals
from dossier.domain.dates.numerals import Rules
from dossier.domain.dates.points import UNSPECIFIED, Part, Point, joined_marks, misread, read_point
from dossier.errors import Misread, Refused, add_messages
from dossier.i18n import N_

add_messages(
    {
        "date.word": N_("“{word}” is not understood in a date. Leave the day, the month and the year alone."),
        "date.weekday": N_("The day of the week does not fit this date. Check the day, the month and the year."),
        "date.since_or_circa": N_("“c” can be “since” or “circa”. Write the word in full."),
        "date.hour": N_(
            "A time of day is kept only to the minute and on the clock of 24 hours, like 22:30. Known less well,"
            " leave it out here and say it in the remarks."
        ),
        "date.middle_or_month": N_("“{word}” can be the middle or a month. Write the word in full."),
        "date.two_dates": N_("Two dates stand here, and nothing says how they go together: “or”, “from … to”?"),
    }
)


class Token(NamedTuple):
    """A word, number or sign: what it does, what it is, and how it was written."""

    kind: str
    text: str
    value: int | str = 0


@dataclass(slots=True)
class Unfinished:
    """What has been collected of a point so far."""

    year: int | None = None
    year_seen_first: bool = False
    span_years: int = 1
    month: int = 0
    day: int = 0
    marks: str = ""
    part: Part = ""
    time: str = ""
    weekday: int | None = None
    numbers: list[str] = field(default_factory=list)
    not_known: bool = False
    named_units: set[str] = field(default_factory=set)
    whole: Point | None = None
    said_last: str = ""
    """The kind of the token before, since "about 13:40" says nothing of the day."""


def read_unfinished(tokens: list[Token], rules: Rules) -> Unfinished:
    """Collect what the tokens say; nothing is completed yet.

    Raises:
        Misread: "date.form", "date.word", "date.two_dates". Refused: "date.impossible", "date.ambiguous".
    """
    found = Unfinished()
    for position, token in enumerate(tokens):
        if token.kind == "circa_letter":
            _circa(found, tokens[position + 1 : position + 2])
        else:
            _COLLECTORS.get(token.kind, _unexpected)(found, token, rules)
        if token.kind != "filler":
            found.said_last = token.kind
    _place_numbers(found, rules)
    if found.whole and (found.year is not None or found.month or found.day):
        raise Misread("date.two_dates")
    return found


def finished(found: Unfinished, following: Unfinished | None = None) -> Point:
    """The point; a left side of a range takes the month and the year that it lacks from the right side.

    Raises:
        Misread: "date.no_year", "date.form". Refused: "date.impossible", "date.weekday".
    """
    if following:
        _inherit(found, following)
    if (found.whole.year if found.whole else found.year) == 0:
        raise Refused("date.impossible")
    if found.whole:
        return _with_words(found, found.whole)
    if found.year is None:
        raise Misread("date.no_year") if found.month or found.day else misread()
    if (found.day and not found.month) or (found.span_years > 1 and found.month):
        raise misread()
    if found.not_known:
        _mark_unspecified(found)
    one = Point(found.year, found.month, found.day, found.span_years)
    return _with_words(found, one)


def _with_words(found: Unfinished, one: Point) -> Point:
    """Add the qualifier, the part and the time of day to the bare point."""
    marks = joined_marks(one.mark, found.marks, "~" if found.part else "")
    if found.weekday is not None:
        _check_weekday(one, found.weekday)
    if found.time and one.day < 1:
        raise misread()
    if found.part and one.month == UNSPECIFIED:
        raise misread()
    return Point(one.year, one.month, one.day, one.span_years, marks, found.part, found.time)


def _inherit(found: Unfinished, following: Unfinished) -> None:
    """Only what the other side says as finely: "May - 2021" is no range from May 2021."""
    if found.whole or found.year is not None or following.whole:
        return
    if not (found.month or found.day):
        if found.part:
            _inherit_for_part(found, following)
        return
    if not (following.day if found.day else following.month):
        return
    if not found.month and found.day:
        found.month = following.month
    found.year = following.year


def _inherit_for_part(found: Unfinished, following: Unfinished) -> None:
    """«начало – середина мая 2021» are both of May; «начало – май 2021» does not say of what."""
    if following.month and not following.part:
        raise Misread("date.two_dates")
    found.year, found.month, found.span_years = following.year, following.month, following.span_years


def _check_weekday(one: Point, weekday: int) -> None:
    if one.day < 1 or not 0 < one.year <= 9999:
        raise misread()
    if date(one.year, one.month, one.day).weekday() != weekday:
        raise Refused("date.weekday")


def _mark_unspecified(found: Unfinished) -> None:
    if found.day or found.span_years > 1 or not found.named_units:
        raise misread()
    if "month_word" in found.named_units and not found.month:
        found.month = UNSPECIFIED
    if "day_word" in found.named_units:
        found.day = UNSPECIFIED
        found.month = found.month or UNSPECIFIED


def _place_numbers(found: Unfinished, rules: Rules) -> None:
    """Give the bare numbers of one or two digits their places, now that it is known whether there is a month."""
    numbers = found.numbers
    if not numbers:
        return
    if found.month:
        _place_day(found, numbers, rules)
    elif len(numbers) == 1:
        found.day = numerals.small(numbers[0])
    elif len(numbers) == 2 and found.year is not None:
        _place_day_and_month(found, numbers, rules)
    elif len(numbers) == 3:
        parts = numerals.read_three((numbers[0], numbers[1], numbers[2]), rules)
        found.year, found.month, found.day = parts
    else:
        raise Misread("date.no_year") if len(numbers) == 2 else misread()


def _place_day(found: Unfinished, numbers: list[str], rules: Rules) -> None:
    if found.year is None and numbers and (len(numbers) == 2 or found.day or "year" in found.named_units):
        found.year = numerals.year_of(numbers.pop(), rules)
    if len(numbers) > 1 or (numbers and found.day):
        raise Misread("date.two_dates")
    if numbers:
        found.day = numerals.small(numbers[0])


def _place_day_and_month(found: Unfinished, numbers: list[str], rules: Rules) -> None:
    first, second = numbers
    if found.year_seen_first:
        found.month, found.day = numerals.small(first), numerals.small(second)
    else:
        found.day, found.month = numerals.day_and_month(first, second, rules.order)


def _circa(found: Unfinished, following: list[Token]) -> None:
    if not following or following[0].text != ".":
        raise Misread("date.since_or_circa")
    found.marks += "~"


def _add_number(found: Unfinished, token: Token, rules: Rules) -> None:
    if len(token.text) <= 2:
        found.numbers.append(token.text)
    else:
        _set_year(found, numerals.year_of(token.text, rules))
        found.year_seen_first = not found.numbers


def _set_year(found: Unfinished, year: int) -> None:
    if found.year is not None:
        raise Misread("date.two_dates")
    found.year = year


def _add_numeric(found: Unfinished, token: Token, rules: Rules) -> None:
    numbers = token.text.split(str(token.value))
    if len(numbers) == 3:
        parts = numerals.read_three((numbers[0], numbers[1], numbers[2]), rules)
    else:
        parts = numerals.read_two(numbers[0], str(token.value), numbers[1], rules)
    if found.month or (parts.year is not None and found.year is not None):
        raise Misread("date.two_dates")
    found.month, found.day = parts.month, parts.day
    found.year = parts.year if parts.year is not None else found.year


def _add_month(found: Unfinished, token: Token, _: Rules) -> None:
    if found.month:
        raise Misread("date.two_dates")
    found.month = int(token.value)


def _add_decade(found: Unfinished, token: Token, rules: Rules) -> None:
    year = numerals.year_of(token.text, rules)
    if year % 10:
        raise misread()
    _set_year(found, year)
    found.span_years = 10


def _add_part(found: Unfinished, token: Token, _: Rules) -> None:
    if found.part:
        raise misread()
    found.part = str(token.value)  # type: ignore[assignment]


def _add_mark(found: Unfinished, token: Token, _: Rules) -> None:
    found.marks += {"about": "~", "perhaps": "?", "percent": "%"}[token.kind]


def _add_time(found: Unfinished, token: Token, _rules: Rules) -> None:
    if found.said_last == "about":
        raise Misread("date.hour")
    hours, _, rest = token.text.upper().partition(":")
    found.time = f"{hours.zfill(2)}:{rest}"


def _add_edtf(found: Unfinished, token: Token, _: Rules) -> None:
    one = read_point(token.text.upper())
    if found.whole or not one:
        raise misread()
    found.whole = one


def _add_weekday(found: Unfinished, token: Token, _: Rules) -> None:
    found.weekday = int(token.value)


def _name_unit(found: Unfinished, token: Token, _: Rules) -> None:
    found.named_units.add("year" if token.kind == "years" else token.kind)


def _say_unknown(found: Unfinished, _token: Token, _: Rules) -> None:
    found.not_known = True


def _pass(_found: Unfinished, _token: Token, _: Rules) -> None:
    """A comma, a full stop or a preposition says nothing of its own."""


def _unexpected(_found: Unfinished, token: Token, _: Rules) -> None:
    if token.kind in ("dash", "slash", "and", "to", "semicolon"):
        raise Misread("date.two_dates")
    if token.kind == "hour":
        raise Misread("date.hour")
    if token.text.isalpha():
        raise Misread("date.word", word=token.text)
    raise misread()


_COLLECTORS = {
    "number": _add_number, "numeric": _add_numeric, "month": _add_month, "season": _add_month, "decade": _add_decade,
    "part": _add_part, "about": _add_mark, "perhaps": _add_mark, "percent": _add_mark, "time": _add_time,
    "edtf": _add_edtf, "weekday": _add_weekday, "year": _name_unit, "years": _name_unit, "day_word": _name_unit,
    "month_word": _name_unit, "unknown": _say_unknown, "skip": _pass, "comma": _pass, "filler": _pass, "dated": _pass,
    "inclusive": _pass,
}  # fmt: skip
