"""Laws that hold for every text and every date."""

from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dossier.domain.dates import Order, Part, PartialDate
from dossier.domain.dates.points import Point
from dossier.domain.dates.spans import either, span
from dossier.errors import InputProblem
from tests.domain.hostile_texts import HOSTILE_DATES

LANGUAGES = ("en", "be", "ru", "uk", "pl", "lt")
_WORDS = (
    "12 мая 2021 г. траўня серпня May до после не позднее or или – - / , . ( ) ? ~ % конец начало mid- около с по"
    " between and 1990s 1990-е 2020-08-09 09.08.2020 05.2021 зима лето XX .. [ ] T13:40 13:40 unknown c г. и 31 99 0"
    " 2020/2021 9-12 199X Y170000002 среда ´ \u202f \u200b ½ ² ⅷ １２ ٣"
).split(" ")
_MARKS = st.sampled_from(["", "?", "~", "%"])


@st.composite
def points(draw: st.DrawFn) -> Point:
    """A point of any precision that a person could mean."""
    year = draw(st.integers(10, 9998))
    kind = draw(st.sampled_from(["day", "month", "season", "year", "decade", "part", "unspecified", "time"]))
    mark = draw(_MARKS)
    if kind == "day":
        day = draw(st.dates(date(1, 1, 1), date(9999, 12, 31)))
        return Point(day.year, day.month, day.day, mark=mark)
    if kind == "time":
        time_of_day = draw(st.sampled_from(["13:40", "00:00", "23:20:30", "23:20:30Z", "01:02:03+04:30"]))
        return Point(year, 5, 12, mark=mark, time=time_of_day)
    if kind == "decade":
        return Point(year // 10 * 10, span_years=10, mark=mark)
    if kind == "part":
        parts: list[Part] = ["early", "mid", "late"]
        part = draw(st.sampled_from(parts))
        month = draw(st.sampled_from([0, 5, 8, 22, 24]))
        return Point(year, month, mark=draw(st.sampled_from("~%")), part=part)
    if kind == "unspecified":
        return Point(year, *draw(st.sampled_from([(-1, 0), (-1, -1), (4, -1)])), mark=mark)
    months = {"month": st.integers(1, 12), "season": st.integers(21, 24), "year": st.just(0)}
    return Point(year, draw(months[kind]), mark=mark)


@st.composite
def dates(draw: st.DrawFn) -> PartialDate:
    """A point, a range with or without ends, or one of several."""
    first, second = draw(points()), draw(points())
    kind = draw(st.sampled_from(["point", "closed", "from", "until", "from_unknown", "until_unknown", "either"]))
    if kind == "point":
        return PartialDate("point", (first,))
    if kind == "either":
        return PartialDate(*either([first, second]))
    if kind == "closed":
        if (first.lower or date.min) > (second.upper or date.max):
            first, second = second, first
        return PartialDate(*span(first, second))
    ends = {"from": (first, ".."), "until": ("..", first), "from_unknown": ("", first), "until_unknown": (first, "")}
    return PartialDate(*span(*ends[kind]))  # type: ignore[arg-type]


@pytest.mark.parametrize("lang", LANGUAGES)
@settings(max_examples=300, deadline=None)
@given(value=dates())
def test_what_is_printed_is_read_back(lang: str, value: PartialDate) -> None:
    assert PartialDate.parse(value.format(lang)) == value


@settings(max_examples=300, deadline=None)
@given(value=dates())
def test_what_is_stored_is_read_back_and_edtf_never_says_more(value: PartialDate) -> None:
    assert PartialDate.parse(value.stored) == value
    from_edtf = PartialDate.parse(value.edtf)
    assert (from_edtf.bounds, from_edtf.qualifier) == (value.bounds, value.qualifier)


@settings(max_examples=300, deadline=None)
@given(one=dates(), other=dates())
def test_bounds_are_ordered_and_the_order_is_one(one: PartialDate, other: PartialDate) -> None:
    lower, upper = one.bounds
    assert lower <= upper
    assert (one < other) + (other < one) + (one == other) == 1
    if one.is_before(other):
        assert not one.may_meet(other)
        assert other.is_before(one) is False


@settings(max_examples=1500, deadline=None)
@given(
    text=st.text() | st.text(alphabet="0123456789.-/XxTYz?~%[], г") | st.lists(st.sampled_from(_WORDS)).map(" ".join)
)
@example("\ud800")
@example("İ 2021")
@example("0" * 300)
@example("²" * 10)
def test_any_text_is_a_date_or_an_input_problem(text: str) -> None:
    sentences: set[str] = set()
    orders: tuple[Order, ...] = ("dmy", "mdy", "ymd", None)
    for order in orders:
        try:
            value = PartialDate.parse(text, order=order)
        except InputProblem as problem:
            sentences.add(problem.message)
        else:
            assert value.bounds[0] <= value.bounds[1]
            assert PartialDate.parse(value.stored) == value
    assert "" not in sentences


@settings(max_examples=500, deadline=None)
@given(day=st.dates(date(1000, 1, 1), date(9999, 12, 31)))
def test_a_day_in_figures_is_that_day_and_no_other(day: date) -> None:
    for text, order in ((f"{day:%d.%m.%Y}", "dmy"), (f"{day:%m/%d/%Y}", "mdy"), (f"{day:%Y-%m-%d}", None)):
        read = PartialDate.parse(text, order=order)  # type: ignore[arg-type]
        assert read.lower == read.upper == day


@pytest.mark.parametrize("text", HOSTILE_DATES, ids=range(len(HOSTILE_DATES)))
def test_a_text_made_to_be_slow_is_refused(text: str) -> None:
    with pytest.raises(InputProblem):
        PartialDate.parse(text)
