"""Whether two records may be one person's: names, days of birth, sex, places and articles together, with reasons.

The answer is a proposal for a person to decide on. A name alone never says "same": there are namesakes. Two days of
birth are the same, compatible ("1984" and "1984-06"), a slip of the pen, or contradictory; they are never compared as
texts. What one side does not tell speaks neither for nor against.
"""

from collections.abc import Iterable
from datetime import date
from itertools import product
from typing import NamedTuple

from dossier.domain.names import ParsedName, compare, parse
from dossier.domain.names.matching import ASK_FROM, band_of
from dossier.domain.names.reasons import reason_words
from dossier.i18n import N_, _

MOST_NAMES = 6
"""Written forms of a name that are compared with each other; the rest add nothing but time."""
NAME_ALONE_AT_MOST = 0.84
NAME_AND_TRACES_AT_MOST = 0.90
OTHER_NAME_SAME_BIRTH = 0.62
_CLOSER = 0.4
_YEAR_APART, _SLIP, _SEX_OTHER, _OTHER_BIRTH = 0.9, 0.88, 0.5, 0.55
_TRACE = 0.03

WORDS = {
    "born_same": N_("born on the same day"),
    "born_compatible": N_("the dates of birth fit each other"),
    "born_swapped": N_("day and month of birth are swapped"),
    "born_slip": N_("one figure of the date of birth differs"),
    "born_year_apart": N_("the years of birth are one apart"),
    "born_other": N_("other date of birth"),
    "born_missing": N_("no date of birth on one side"),
    "sex_other": N_("one is a man, the other a woman"),
    "place_shared": N_("a place is the same"),
    "articles_shared": N_("an article is the same"),
    "surname_changed": N_("given name, patronymic and day of birth are the same, the surname is another"),
}
"""Code of a reason -> its words; those of names stand with the names."""


class Described(NamedTuple):
    """What linking looks at in one record of a person."""

    names: tuple[str, ...]
    born_lower: date | None = None
    born_upper: date | None = None
    sex: str = "unknown"
    places: frozenset[str] = frozenset()
    """Regions, facilities, places of birth: the marks of ``place_marks``."""
    articles: frozenset[str] = frozenset()
    """Keys of articles."""

    @property
    def born(self) -> str:
        """The birth as far as it is known: a day, or the first and the last day that it may be."""
        if self.born_lower is None or self.born_upper is None:
            return ""
        days = dict.fromkeys((self.born_lower.isoformat(), self.born_upper.isoformat()))
        return " – ".join(days)


class Likeness(NamedTuple):
    """How far two records may be one person's."""

    score: float
    band: str
    """"same", "ask" or "no"."""
    reason_codes: tuple[str, ...]

    @property
    def reasons(self) -> tuple[str, ...]:
        """The reasons in words, in the language of the interface."""
        return tuple(words_of(code) for code in self.reason_codes)


def words_of(code: str) -> str:
    """The words of a reason, whether it speaks of names or of the rest."""
    return _(WORDS[code]) if code in WORDS else reason_words(code)


def compare_records(a: Described, b: Described) -> Likeness:
    """Compare two records of persons; symmetric, never raises.

    Returns:
        A score between 0 and 1 with its band and the codes of its reasons.
    """
    score, codes = _names(a.names, b.names)
    born, born_code = compare_births(a, b)
    if score < ASK_FROM:
        if born_code == "born_same" and _only_surname_differs(a.names, b.names):
            return Likeness(OTHER_NAME_SAME_BIRTH, "ask", ("surname_changed", born_code))
        return Likeness(round(score, 4), "no", codes)
    traces = () if born_code == "born_other" else _traces(a, b)
    score = _with_birth(score, born, born_code) + _TRACE * len(traces)
    if a.sex != b.sex and {a.sex, b.sex} == {"male", "female"}:
        score, traces = score * _SEX_OTHER, ("sex_other", *traces)
    score = min(score, _at_most(born_code, traces))
    return Likeness(round(score, 4), band_of(score), (*codes, born_code, *traces))


def births_contradict(one: date, other: date) -> bool:
    """Whether two whole days of birth are of two people: not the same, not swapped, more than one figure apart.

    Whatever else agrees, two records are never proposed as one then: such pairs need not be read at all.
    """
    return one != other and _two_days(one, other)[1] == "born_other"


def may_be(a: Described, b: Described) -> bool:
    """Whether both may be one person whatever places and articles are known of the second."""
    return compare_records(a, b._replace(places=a.places, articles=a.articles)).band != "no"


def _at_most(born_code: str, traces: tuple[str, ...]) -> float:
    if born_code == "born_same":
        return 1.0
    if born_code == "born_compatible":
        return NAME_AND_TRACES_AT_MOST
    return NAME_AND_TRACES_AT_MOST if len(traces) > 1 and "sex_other" not in traces else NAME_ALONE_AT_MOST


def _names(a: tuple[str, ...], b: tuple[str, ...]) -> tuple[float, tuple[str, ...]]:
    best: tuple[float, tuple[str, ...]] = (-1.0, ("empty",))
    for one, other in product(a[:MOST_NAMES], b[:MOST_NAMES]):
        match = compare(one, other)
        if match.score > best[0]:
            best = match.score, match.reason_codes
        if match.score == 1.0:
            break
    return max(best[0], 0.0), best[1]


def _with_birth(score: float, born: float, code: str) -> float:
    return 1 - (1 - score) * _CLOSER if code == "born_same" else score * born


def compare_births(a: Described, b: Described) -> tuple[float, str]:
    """A factor between 0 and 1, and the code of the reason.

    Source: the three answers for partial dates are those of record linkage by hand; "03.04" against "04.03" and one
    wrong figure are the usual slips of typists.
    """
    low, high, other_low, other_high = a.born_lower, a.born_upper, b.born_lower, b.born_upper
    if low is None or high is None or other_low is None or other_high is None:
        return 1.0, "born_missing"
    if low == high == other_low == other_high:
        return 1.0, "born_same"
    if low <= other_high and other_low <= high:
        return 1.0, "born_compatible"
    if low == high and other_low == other_high:
        return _two_days(low, other_low)
    if abs(low.year - other_low.year) <= 1 or abs(high.year - other_high.year) <= 1:
        return _YEAR_APART, "born_year_apart"
    return _OTHER_BIRTH, "born_other"


def _two_days(one: date, other: date) -> tuple[float, str]:
    if one.year == other.year and (one.month, one.day) == (other.day, other.month):
        return _SLIP, "born_swapped"
    differing = sum(x != y for x, y in zip(one.isoformat(), other.isoformat(), strict=True))
    return (_SLIP, "born_slip") if differing == 1 else (_OTHER_BIRTH, "born_other")


def _traces(a: Described, b: Described) -> tuple[str, ...]:
    shared = (("place_shared", a.places & b.places), ("articles_shared", a.articles & b.articles))
    return tuple(code for code, both in shared if both)


def _only_surname_differs(a: Iterable[str], b: Iterable[str]) -> bool:
    """A surname changed on marriage: given name and patronymic agree, and both are written."""
    return any(_same_without_surname(parse(one), parse(other)) for one, other in product(list(a)[:2], list(b)[:2]))


def _same_without_surname(a: ParsedName, b: ParsedName) -> bool:
    if not (a.given and b.given and a.patronymic and b.patronymic):
        return False
    return compare(f"{a.given[0]} {a.patronymic}", f"{b.given[0]} {b.patronymic}").score >= ASK_FROM
