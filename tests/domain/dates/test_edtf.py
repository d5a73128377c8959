"""The official examples of the EDTF specification (Library of Congress, 4 February 2019), levels 0 and 1."""

from datetime import date

import pytest

from dossier.domain.dates import PartialDate
from dossier.errors import InputProblem, Refused

LEVEL_0: list[tuple[str, date | None, date | None]] = [
    ("1985-04-12", date(1985, 4, 12), date(1985, 4, 12)),
    ("1985-04", date(1985, 4, 1), date(1985, 4, 30)),
    ("1985", date(1985, 1, 1), date(1985, 12, 31)),
    ("1985-04-12T23:20:30", date(1985, 4, 12), date(1985, 4, 12)),
    ("1985-04-12T23:20:30Z", date(1985, 4, 12), date(1985, 4, 12)),
    ("1985-04-12T23:20:30-04", date(1985, 4, 12), date(1985, 4, 12)),
    ("1985-04-12T23:20:30+04:30", date(1985, 4, 12), date(1985, 4, 12)),
    ("1964/2008", date(1964, 1, 1), date(2008, 12, 31)),
    ("2004-06/2006-08", date(2004, 6, 1), date(2006, 8, 31)),
    ("2004-02-01/2005-02-08", date(2004, 2, 1), date(2005, 2, 8)),
    ("2004-02-01/2005-02", date(2004, 2, 1), date(2005, 2, 28)),
    ("2004-02-01/2005", date(2004, 2, 1), date(2005, 12, 31)),
    ("2005/2006-02", date(2005, 1, 1), date(2006, 2, 28)),
]
LEVEL_1: list[tuple[str, date | None, date | None]] = [
    ("Y170000002", date.max, None),
    ("Y-170000002", None, date.min),
    ("2001-21", date(2001, 3, 1), date(2001, 5, 31)),
    ("2001-22", date(2001, 6, 1), date(2001, 8, 31)),
    ("2001-23", date(2001, 9, 1), date(2001, 11, 30)),
    ("2001-24", date(2001, 1, 1), date(2002, 2, 28)),
    ("1984?", date(1984, 1, 1), date(1984, 12, 31)),
    ("2004-06~", date(2004, 6, 1), date(2004, 6, 30)),
    ("2004-06-11%", date(2004, 6, 11), date(2004, 6, 11)),
    ("201X", date(2010, 1, 1), date(2019, 12, 31)),
    ("20XX", date(2000, 1, 1), date(2099, 12, 31)),
    ("2004-XX", date(2004, 1, 1), date(2004, 12, 31)),
    ("1985-04-XX", date(1985, 4, 1), date(1985, 4, 30)),
    ("1985-XX-XX", date(1985, 1, 1), date(1985, 12, 31)),
    ("1985-04-12/..", date(1985, 4, 12), None),
    ("1985-04/..", date(1985, 4, 1), None),
    ("1985/..", date(1985, 1, 1), None),
    ("../1985-04-12", None, date(1985, 4, 12)),
    ("../1985-04", None, date(1985, 4, 30)),
    ("../1985", None, date(1985, 12, 31)),
    ("1985-04-12/", date(1985, 4, 12), None),
    ("1985-04/", date(1985, 4, 1), None),
    ("1985/", date(1985, 1, 1), None),
    ("/1985-04-12", None, date(1985, 4, 12)),
    ("/1985-04", None, date(1985, 4, 30)),
    ("/1985", None, date(1985, 12, 31)),
    ("1984~/2004-06", date(1984, 1, 1), date(2004, 6, 30)),
    ("1984/2004-06~", date(1984, 1, 1), date(2004, 6, 30)),
    ("1984?/2004%", date(1984, 1, 1), date(2004, 12, 31)),
    ("-1985", None, date.min),
    ("0000", None, date.min),
]


@pytest.mark.parametrize(("text", "lower", "upper"), LEVEL_0 + LEVEL_1)
def test_an_official_example_keeps_its_text_and_has_true_bounds(
    text: str, lower: date | None, upper: date | None
) -> None:
    read = PartialDate.parse(text)

    assert (read.edtf, read.lower, read.upper) == (text, lower, upper)


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("[1667,1668]", "[1667,1668]"),
        ("[1668, 1667]", "[1667,1668]"),
        ("[1667]", "1667"),
        ("2004-01-01/open", "2004-01-01/.."),
        ("unknown/2006", "/2006"),
        ("y170000002", "Y170000002"),
        ("1985-04-12t23:20:30z", "1985-04-12T23:20:30Z"),
        ("201x", "201X"),
    ],
)
def test_one_of_a_set_and_older_spellings_are_read(text: str, edtf: str) -> None:
    assert PartialDate.parse(text).edtf == edtf


@pytest.mark.parametrize(
    "text",
    [
        "156X-12-25", "15XX-12-25", "XXXX-12-XX", "1XXX-XX", "1XXX-12", "1984-1X", "Y-17E7", "Y17101E4S3", "1950S2",
        "2001-34", "2001-25", "2001-41", "[..1760-12-03]", "[1760-12..]", "{1667,1668}", "?2004-06-~11", "2004?-06-11",
        "2004-06~/2004-06-31", "1985-XX-12", "1985-04-31", "1985-13", "1985-00", "1985-04-00", "1985-02-29",
        "2004-06-11T24:00:00", "2004-06-11T23:60:00", "2004/2003", "2004-06/2004-05", "../..", "/", "2001-21-03",
        "2004-06/2006-08/2007", "1985-4-12T1:2:3", "Y12", "19855", "2004-06-11/x",
    ],
)  # fmt: skip
def test_level_two_and_the_impossible_are_refused(text: str) -> None:
    with pytest.raises(InputProblem):
        PartialDate.parse(text)


@pytest.mark.parametrize("text", ["156X-12-25", "1985-XX-12", "2001-25", "2001-41"])
def test_level_two_says_that_it_is_level_two(text: str) -> None:
    with pytest.raises(Refused) as refusal:
        PartialDate.parse(text)
    assert refusal.value.code == "date.level2"


@pytest.mark.parametrize("text", ["1985-04-12T23:20:30+04:30", "07.11.2021 13:40", "2021-11-07 13:40:00+03:00"])
def test_the_time_of_day_is_kept_beside_the_day(text: str) -> None:
    read = PartialDate.parse(text)

    assert read.time in text
    assert read.time
    assert read.precision == "day"
    assert PartialDate.parse(read.stored) == read


@pytest.mark.parametrize(
    ("text", "precision", "qualifier"),
    [
        ("1985-04-12", "day", ""),
        ("1985-04", "month", ""),
        ("1985-04-XX", "month", ""),
        ("1985-XX", "year", ""),
        ("1985?", "year", "uncertain"),
        ("201X~", "decade", "approximate"),
        ("20XX", "century", ""),
        ("2001-21%", "season", "uncertain_approximate"),
        ("1984?/2004~", "range", "uncertain_approximate"),
        ("[1984,1985?]", "either", "uncertain"),
    ],
)
def test_precision_and_qualifier_say_how_well_it_is_known(text: str, precision: str, qualifier: str) -> None:
    read = PartialDate.parse(text)

    assert (read.precision, read.qualifier) == (precision, qualifier)
