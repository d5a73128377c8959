"""How well the parts of two names fit: surnames with the surname of birth, given names or initials, patronymics.

Each answers with a likeness from 0 to 1 and with the codes of its reasons; ``matching`` puts them together.
"""

from collections.abc import Callable

from dossier.domain.names.initials import initial_fits_given, initial_fits_patronymic, initials_agree
from dossier.domain.names.likeness import (
    PATRONYMIC_AGREES,
    PATRONYMIC_OTHER,
    given_likeness,
    patronymic_likeness,
    surname_likeness,
)
from dossier.domain.names.parsing import ParsedName
from dossier.domain.names.patronymics import patronymic_gender

SURELY = 0.85
"""A surname that fits so well needs no other reading."""
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
WORD_MISSING = 0.92
SURNAME_PART = 0.93
BY_BIRTH_NAME = 0.97

Verdict = tuple[float, tuple[str, ...]]
"""A score between 0 and 1, and the codes of its reasons."""
Likeness = Callable[[str, str], tuple[float, str]]


def without_surname(a: ParsedName, b: ParsedName) -> Verdict:
    """One word against another, or a given name against a full one."""
    if not a.surname and not b.surname:
        score, codes = given_words(a.given, b.given) if a.given and b.given else (0.0, ("empty",))
        return ONE_WORD_ONLY * score, codes
    lone, full = (a, b) if not a.surname else (b, a)
    if not lone.given:
        return 0.0, ("empty",)
    if full.given:
        score, codes = given_words(lone.given, full.given)
    else:
        score, codes = max((surname_likeness(w, s)[0], ()) for w in lone.given for s in full.surname)
    return SURNAME_MISSING * score, (*codes, "surname_missing")


def given_or_initials(a: ParsedName, b: ParsedName) -> tuple[float, str]:
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


def surnames_fit(a: ParsedName, b: ParsedName) -> tuple[float, str]:
    """The surnames, or where it fits better the surname of birth; one part of a double surname is enough."""
    best = _surname_words(a.surname, b.surname)
    if best[0] >= SURELY or not (a.birth_surname or b.birth_surname):
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


def given_words(a: tuple[str, ...], b: tuple[str, ...]) -> Verdict:
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


def fathers_fit(a: ParsedName, b: ParsedName) -> Verdict:
    """Patronymics, or the initials that stand for them; one that a side lacks costs little."""
    if a.patronymic and b.patronymic:
        return _both_patronymics(a.patronymic, b.patronymic)
    if not (a.patronymic or b.patronymic or a.initials or b.initials):
        return 1.0, ()
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
    if one == other:
        return 1.0, ("patronymic_same",)
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
