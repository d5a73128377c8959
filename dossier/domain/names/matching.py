"""Whether two written names may be one person's: a score, one of three bands, and the reasons for it.

Surname and given name must both fit: the worse of the two weighs three quarters. A patronymic that both have must
agree: it is what parts brothers, father and son, and namesakes. What one side lacks costs little; an initial stands
for its name in any of the languages. A score is a proposal for a person to decide on, never a decision.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from dossier.domain.names.initials import initial_fits_given, initial_fits_patronymic, initials_agree
from dossier.domain.names.likeness import (
    PATRONYMIC_AGREES,
    PATRONYMIC_OTHER,
    given_likeness,
    patronymic_likeness,
    surname_likeness,
)
from dossier.domain.names.parsing import ParsedName, read
from dossier.domain.names.patronymics import patronymic_gender
from dossier.domain.names.reasons import reason_words

SAME_FROM = 0.85
ASK_FROM = 0.60

_SIGN = re.compile(r"[^\W_]")
ASK_RAW, SAME_RAW = 0.60, 0.765
"""The raw products that become ASK_FROM and SAME_FROM; docs/matching.md tells how they were measured."""

INITIAL_FITS = 0.93
INITIAL_OTHER = 0.15
GIVEN_MISSING = 0.68
ONLY_INITIALS_AND_SURNAME = 0.83
ONE_WORD_ONLY = 0.92
SURNAME_MISSING = 0.55
ONE_SIDE_ONLY = 0.97
PATRONYMIC_INITIAL_OTHER = 0.4
OTHER_FATHER = 0.5
DOUBTFUL_FATHER = 0.65
GENDER_OTHER = 0.5
WORD_MISSING = 0.92
SURNAME_PART = 0.93
BY_BIRTH_NAME = 0.97
SWAPPED_AGAINST_SIGNS = 0.96

_SURE_SIGNS = frozenset(("comma", "capitals", "patronymic", "initials"))

Verdict = tuple[float, tuple[str, ...]]
"""A score between 0 and 1, and the codes of its reasons."""


Likeness = Callable[[str, str], tuple[float, str]]


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
    score = round(_on_scale(raw), 4)
    return Match(score, "same" if score >= SAME_FROM else "ask" if score >= ASK_FROM else "no", codes)


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
    core, codes, read_a, read_b = _core(a, b)
    if core < 0.3:
        return core, codes
    father, father_codes = _patronymics(a, b)
    gender, gender_codes = _genders(read_a, read_b)
    return core * father * gender, codes + father_codes + gender_codes


def _genders(a: ParsedName, b: ParsedName) -> Verdict:
    gender = a.gender
    if gender and b.gender not in ("", gender):
        return GENDER_OTHER, ("gender_other",)
    return 1.0, ()


def _core(a: ParsedName, b: ParsedName) -> tuple[float, tuple[str, ...], ParsedName, ParsedName]:
    """Surnames and given names together, in the order read or, where that fits better, swapped; and so read."""
    score, codes = _straight(a, b)
    best = score, codes, a, b
    if score >= SAME_FROM or (a.order_sign in _SURE_SIGNS and b.order_sign in _SURE_SIGNS):
        return best
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
    if not a.surname or not b.surname:
        return _without_surname(a, b)
    surname, surname_code = _surnames(a, b)
    if surname < 0.3:
        return surname, (surname_code,)
    if not a.given or not b.given:
        given, code = _given_or_initials(a, b)
        return surname**1.2 * given, (surname_code, code)
    if len(a.given) == len(b.given) == 1 and "-" not in a.given[0] and "-" not in b.given[0]:
        given, code = given_likeness(a.given[0], b.given[0])
        return together(surname, given), (surname_code, code)
    given, codes = _words(a.given, b.given)
    return together(surname, given), (surname_code, *codes)


def _without_surname(a: ParsedName, b: ParsedName) -> Verdict:
    """One word against another, or a given name against a full one."""
    if not a.surname and not b.surname:
        score, codes = _words(a.given, b.given) if a.given and b.given else (0.0, ("empty",))
        return ONE_WORD_ONLY * score, codes
    lone, full = (a, b) if not a.surname else (b, a)
    if not lone.given:
        return 0.0, ("empty",)
    if full.given:
        score, codes = _words(lone.given, full.given)
    else:
        score, codes = max((surname_likeness(w, s)[0], ()) for w in lone.given for s in full.surname)
    return SURNAME_MISSING * score, (*codes, "surname_missing")


def _given_or_initials(a: ParsedName, b: ParsedName) -> tuple[float, str]:
    """Given names where at least one side has none: initials, or nothing."""
    if not a.given and not b.given and not (a.initials and b.initials):
        lacking = bool(a.initials or b.initials)
        return (ONLY_INITIALS_AND_SURNAME, "given_missing") if lacking else (ONE_WORD_ONLY, "given_missing")
    if not (a.given or a.initials) or not (b.given or b.initials):
        return GIVEN_MISSING, "given_missing"
    if a.initials and b.initials and not a.given and not b.given:
        fits = initials_agree(a.initials[0], b.initials[0])
    else:
        short, full = (a, b) if b.given else (b, a)
        fits = initial_fits_given(short.initials[0], full.given[0])
    return (INITIAL_FITS, "initial_fits") if fits else (INITIAL_OTHER, "initial_other")


def _parts(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(p for w in words for p in w.split("-") if p) if any("-" in w for w in words) else words


def _surnames(a: ParsedName, b: ParsedName) -> tuple[float, str]:
    """The surnames, or where it fits better the surname of birth; one part of a double surname is enough."""
    best = _surname_words(a.surname, b.surname)
    if best[0] >= SAME_FROM or not (a.birth_surname or b.birth_surname):
        return best
    for mine, theirs in (
        (a.birth_surname, b.surname),
        (a.surname, b.birth_surname),
        (a.birth_surname, b.birth_surname),
    ):
        for one in mine:
            for other in theirs:
                score = BY_BIRTH_NAME * surname_likeness(one, other)[0]
                if score > best[0]:
                    best = score, "surname_birth"
    return best


def _surname_words(a: tuple[str, ...], b: tuple[str, ...]) -> tuple[float, str]:
    if len(a) == len(b) == 1:
        whole = surname_likeness(a[0], b[0])
        if "-" not in a[0] and "-" not in b[0]:
            return whole
    else:
        whole = surname_likeness("".join(a), "".join(b))
    parts, other_parts = _parts(a), _parts(b)
    if len(parts) == len(other_parts) == 1:
        return whole
    scores = _best_pairs(parts, other_parts, surname_likeness)
    low = min(score for score, _ in scores)
    score = low if len(parts) == len(other_parts) else low * SURNAME_PART
    if score <= whole[0]:
        return whole
    return score, "surname_spelling" if len(parts) == len(other_parts) else "surname_part"


def _best_pairs(a: tuple[str, ...], b: tuple[str, ...], likeness: Likeness) -> list[tuple[float, str]]:
    """Each word of the shorter name with the word of the longer that fits it best."""
    if len(a) > len(b):
        a, b = b, a
    left = list(b)
    scores = []
    for word in a:
        best = max(left, key=lambda other: likeness(word, other)[0])
        scores.append(likeness(word, best))
        left.remove(best)
    return scores


def _words(a: tuple[str, ...], b: tuple[str, ...]) -> Verdict:
    """Given names of both sides; a second given name that one side lacks costs little."""
    if len(a) == len(b) == 1 and "-" not in a[0] and "-" not in b[0]:
        score, code = given_likeness(a[0], b[0])
        return score, (code,)
    scores = _best_pairs(_parts(a), _parts(b), given_likeness)
    whole = sum(s for s, _ in scores) / len(scores)
    low, code = min(scores)
    score = (low + whole) / 2
    joined = given_likeness("".join(a), "".join(b))
    if joined[0] > score:
        return joined[0], (joined[1],)
    if len(_parts(a)) != len(_parts(b)):
        return score * WORD_MISSING, (code, "word_missing")
    return score, (code,)


def _initial_of_patronymic(name: ParsedName) -> str:
    """А.Г. Сидоров: the second letter; Руслан Э. Исраелян: the only one."""
    at = 0 if name.given else 1
    return name.initials[at] if len(name.initials) > at else ""


def _patronymics(a: ParsedName, b: ParsedName) -> Verdict:
    if a.patronymic and b.patronymic:
        return _both_patronymics(a.patronymic, b.patronymic)
    one, other = (a, b) if a.patronymic else (b, a)
    letter = _initial_of_patronymic(other)
    if one.patronymic and letter:
        return _initial_verdict(initial_fits_patronymic(letter, one.patronymic))
    if one.patronymic:
        return _against_extra_word(one, other)
    letters = _initial_of_patronymic(a), _initial_of_patronymic(b)
    if all(letters):
        return _initial_verdict(initials_agree(*letters))
    return (ONE_SIDE_ONLY, ("patronymic_missing",)) if any(letters) else (1.0, ())


def _initial_verdict(fits: bool) -> Verdict:
    if fits:
        return 1.0, ("patronymic_initial_fits",)
    return PATRONYMIC_INITIAL_OTHER, ("patronymic_initial_other",)


def _both_patronymics(one: str, other: str) -> Verdict:
    likeness, code = patronymic_likeness(one, other)
    if likeness >= PATRONYMIC_AGREES:
        return 0.9 + 0.1 * likeness, (code,)
    return DOUBTFUL_FATHER if likeness >= PATRONYMIC_OTHER else OTHER_FATHER, (code,)


def _against_extra_word(one: ParsedName, other: ParsedName) -> Verdict:
    """A patronymic against a name that has none, unless a word of it not used otherwise is the father's name."""
    spare = [w for w in other.given[1:] if not patronymic_gender(w)]
    for word in spare:
        if patronymic_likeness(one.patronymic, word)[0] >= PATRONYMIC_AGREES:
            return 1.0 / WORD_MISSING, ("patronymic_same",)
    return ONE_SIDE_ONLY, ("patronymic_missing",)
