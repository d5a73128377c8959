"""Whether two written names may be one person's: a score, one of three bands, and the reasons for it.

Surname and given name must both fit: the worse of the two weighs three quarters. A patronymic that both have must
agree: it is what parts brothers, father and son, and namesakes. What one side lacks costs little; an initial stands
for its name in any of the languages. A score is a proposal for a person to decide on, never a decision.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from dossier.domain.names.likeness import given_likeness, surname_likeness
from dossier.domain.names.parsing import ParsedName, read
from dossier.domain.names.parts_together import (
    Verdict,
    fathers_fit,
    given_or_initials,
    given_words,
    surnames_fit,
    without_surname,
)
from dossier.domain.names.reasons import reason_words

SAME_FROM = 0.85
ASK_FROM = 0.60

_SIGN = re.compile(r"[^\W_]")
ASK_RAW, SAME_RAW = 0.60, 0.765
"""The raw products that become ASK_FROM and SAME_FROM; docs/matching.md tells how they were measured."""

GENDER_OTHER = 0.5
SWAPPED_AGAINST_SIGNS = 0.96

_SURE_SIGNS = frozenset(("comma", "capitals", "patronymic", "initials"))


_new = tuple.__new__
"""Makes a named tuple of its parts in order, in three quarters of the time of calling its class, which counts here."""


class Match(NamedTuple):
    """What speaks for and against two names being one person's."""

    score: float
    band: str
    """"same", "ask" or "no"."""
    reason_codes: tuple[str, ...]

    @property
    def reasons(self) -> tuple[str, ...]:
        """The reasons in words, in the language of the interface."""
        return tuple(map(reason_words, self.reason_codes))


def band_of(score: float) -> str:
    """ "same" from 0.85, "ask" from 0.60, "no" below."""
    return "same" if score >= SAME_FROM else "ask" if score >= ASK_FROM else "no"


def compare(a: str, b: str) -> Match:
    """Compare two written names, in any script and order, with or without patronymic, initials, birth name.

    Accepted: any two texts; only the first 400 characters are compared. Symmetric; a name with a letter or digit is the
    same as itself; never raises. A text without letters or digits gives 0, "no" and the reason "empty".
    """
    (text, one), (other_text, other) = read(a), read(b)
    if len(text) == len(other_text) and text.casefold() == other_text.casefold():
        raw, codes = _identical(text)
    else:
        raw, codes = _compared(one, other) if text <= other_text else _compared(other, one)
    if one.repairs or other.repairs:
        codes = (*codes, "repaired")
    score = int(_on_scale(raw) * 10_000 + 0.5) / 10_000
    return _new(Match, (score, "same" if score >= SAME_FROM else "ask" if score >= ASK_FROM else "no", codes))


def _identical(text: str) -> Verdict:
    return (1.0, ("identical",)) if _SIGN.search(text) else (0.0, ("empty",))


def _on_scale(raw: float) -> float:
    """The product of likenesses stretched so that the bands stand where the names they part do."""
    if raw >= SAME_RAW:
        return min(1.0, SAME_FROM + (raw - SAME_RAW) * (1 - SAME_FROM) / (1 - SAME_RAW))
    if raw >= ASK_RAW:
        return ASK_FROM + (raw - ASK_RAW) * (SAME_FROM - ASK_FROM) / (SAME_RAW - ASK_RAW)
    return raw * ASK_FROM / ASK_RAW


def together(one: float, other: float) -> float:
    """Two parts that must both fit: mostly the worse of them; their product where it is bad."""
    low, high = (one, other) if one < other else (other, one)
    return low * 0.75 + high * 0.25 if low > 0.6 else low * high


def _compared(a: ParsedName, b: ParsedName) -> Verdict:
    core, codes = _straight(a, b)
    read_a, read_b = a, b
    if core < SAME_FROM and (a.order_sign not in _SURE_SIGNS or b.order_sign not in _SURE_SIGNS):
        core, codes, read_a, read_b = _or_swapped(a, b, core, codes)
    if core < 0.3:
        return core, codes
    father, father_codes = fathers_fit(a, b)
    gender, gender_codes = _genders(read_a, read_b)
    return core * father * gender, codes + father_codes + gender_codes


def _genders(a: ParsedName, b: ParsedName) -> Verdict:
    gender = a.patronymic_gender or a.gender
    if gender and (b.patronymic_gender or b.gender) not in ("", gender):
        return GENDER_OTHER, ("gender_other",)
    return 1.0, ()


def _or_swapped(
    a: ParsedName, b: ParsedName, score: float, codes: tuple[str, ...]
) -> tuple[float, tuple[str, ...], ParsedName, ParsedName]:
    """What surnames and given names came to or, where that fits better, come to with one name swapped; and so read."""
    best = score, codes, a, b
    for one, other in _swaps(a, b):
        score, codes = _straight(one, other)
        if a.order_sign and b.order_sign:
            score *= SWAPPED_AGAINST_SIGNS
        if score > best[0]:
            best = score, (*codes, "order_swapped"), one, other
    return best


def _swaps(a: ParsedName, b: ParsedName) -> list[tuple[ParsedName, ParsedName]]:
    if a.given and a.surname and b.given and b.surname:
        return [(_swapped(a), b)] if len(b.surname) == len(a.given) else [(_swapped(a), b), (a, _swapped(b))]
    return []


@lru_cache(maxsize=4_096)
def _swapped(name: ParsedName) -> ParsedName:
    words = name.surname + name.given
    return ParsedName(
        surname=words[-1:] if len(name.surname) > 1 else name.given,
        given=words[:-1] if len(name.surname) > 1 else name.surname,
        patronymic=name.patronymic,
        initials=name.initials,
        birth_surname=name.birth_surname,
        patronymic_gender=name.patronymic_gender,
    )


def _straight(a: ParsedName, b: ParsedName) -> Verdict:
    if a.is_simple and b.is_simple:
        surname, surname_code = surname_likeness(a.surname[0], b.surname[0])
        if surname < 0.3:
            return surname, (surname_code,)
        given, code = given_likeness(a.given[0], b.given[0])
        return together(surname, given), (surname_code, code)
    if not a.surname or not b.surname:
        return without_surname(a, b)
    surname, surname_code = surnames_fit(a, b)
    if surname < 0.3:
        return surname, (surname_code,)
    if not a.given or not b.given:
        given, code = given_or_initials(a, b)
        return surname**1.2 * given, (surname_code, code)
    given, codes = given_words(a.given, b.given)
    return together(surname, given), (surname_code, *codes)
