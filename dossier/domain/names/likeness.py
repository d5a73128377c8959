"""How alike two single words are as surnames, given names or patronymics, and what that likeness rests on."""

import re
from functools import lru_cache

from dossier.domain.names.cleaning import is_cyrillic
from dossier.domain.names.diminutives import everyday_by_ending
from dossier.domain.names.distance import FAR, closest_likeness, hardly_told_apart, sounds_likeness
from dossier.domain.names.given import UNKNOWN, fathers, known, patronymic_stem
from dossier.domain.names.groups import recorded_as_one
from dossier.domain.names.sounds import fold, readings
from dossier.domain.names.surnames import derived_otherwise, genders_conflict

RECORDED_AS_ONE = 0.97
"""Two spellings that people have recorded as one name."""
ONE_GIVEN_NAME = 0.99
"""Forms of one given name in two languages."""
EVERYDAY_FORM = 0.95
TWO_EVERYDAY_FORMS = 0.9
OTHER_GIVEN_NAME = 0.4
"""The most that two given names reach that are known to be different ones."""
OTHER_GENDER = 0.6
BEGINS_ALIKE = 0.78
"""One given name that the table does not know begins another (Аюб, Аюбхан)."""
DERIVED_OTHERWISE = 0.61
"""Surnames made from one root by different endings: a question where all else agrees."""
SHORT, SHORT_SURELY, SHORT_OTHER = 4, 0.85, 0.85
"""In surnames of so few letters another sound makes another family (Жук, Жак): what their likeness is worth."""
PATRONYMIC_AGREES = 0.68
PATRONYMIC_OTHER = 0.45

_CACHED = 65_536


def _unlike_sounds(one: str, other: str, a: tuple[str, ...], b: tuple[str, ...]) -> float:
    """The likeness of two words that have no reading in common."""
    return hardly_told_apart(a[0], b[0]) or _further_apart(one, other, a, b)


def _further_apart(one: str, other: str, a: tuple[str, ...], b: tuple[str, ...]) -> float:
    """As ``_unlike_sounds``, of words that are told apart."""
    if recorded_as_one(one, other):
        return RECORDED_AS_ONE
    likeness = _closest(a, b)
    if _UNEVEN.search(a[0]) or _UNEVEN.search(b[0]) or any(map(_UNEVEN.search, a[1:] + b[1:])):
        return max(likeness, closest_likeness(map(_levelled, a), tuple(map(_levelled, b)), max(likeness, FAR)))
    return likeness


def _closest(a: tuple[str, ...], b: tuple[str, ...]) -> float:
    return sounds_likeness(a[0], b[0]) if len(a) == len(b) == 1 else closest_likeness(a, b)


_UNEVEN = re.compile("xv|[SCZ]o|[Cc]ius$")


def _levelled(sounds: str) -> str:
    """Spellings made one that no single sound tells: Хведар for Фёдар, -шов for -шёв, the Lithuanian ending -čius."""
    return _AFTER_SIBILANT.sub("O", _LITHUANIAN.sub("C", sounds.replace("xv", "f")))


_AFTER_SIBILANT = re.compile("(?<=[SCZ])o")
_LITHUANIAN = re.compile("[Cc]ius$")


def _written_alike(one: str, other: str) -> bool:
    """Whether two words have the same letters, whatever their case and apostrophes."""
    return one == other or (one.isascii() is other.isascii() and fold(one) == fold(other))


def _sound_alike(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether two words have a reading in common."""
    return a[0] == b[0] or ((len(a) > 1 or len(b) > 1) and not set(a).isdisjoint(b))


_SURNAMES = ("surname_spelling", "surname_close", "surname_other")
_GIVEN_NAMES = ("given_spelling", "given_close", "given_other")


def _code(codes: tuple[str, str, str], likeness: float) -> str:
    return codes[0] if likeness >= 0.85 else codes[1] if likeness >= 0.6 else codes[2]


@lru_cache(maxsize=_CACHED)
def surname_likeness(one: str, other: str) -> tuple[float, str]:
    """How alike two surnames are; the two halves of a gendered pair (Иванов, Иванова) are kept apart."""
    sounds, other_sounds = readings(one), readings(other)
    if not sounds or not other_sounds:
        return 0.0, "surname_other"
    if _sound_alike(sounds, other_sounds):
        return 1.0, "surname_same" if _written_alike(one, other) else "surname_spelling"
    if close := hardly_told_apart(sounds[0], other_sounds[0]):
        return (OTHER_GENDER * close, "surname_gender") if genders_conflict(one, other) else (close, "surname_spelling")
    likeness = _further_apart(one, other, sounds, other_sounds)
    if OTHER_GENDER < likeness:
        if genders_conflict(one, other):
            return OTHER_GENDER * likeness, "surname_gender"
        if derived_otherwise(sounds[0], other_sounds[0]):
            return DERIVED_OTHERWISE, "surname_derived"
        if likeness < SHORT_SURELY and max(len(one), len(other)) <= SHORT and is_cyrillic(one) == is_cyrillic(other):
            return SHORT_OTHER * likeness, "surname_close"
    return likeness, _code(_SURNAMES, likeness)


@lru_cache(maxsize=_CACHED)
def given_likeness(one: str, other: str) -> tuple[float, str]:
    """How alike two given names are: by the table of names where it knows them, by their sounds where it does not."""
    sounds, other_sounds = readings(one), readings(other)
    if sounds == other_sounds and _written_alike(one, other):
        return 1.0, "given_same"
    if not sounds or not other_sounds:
        return 0.0, "given_other"
    if _sound_alike(sounds, other_sounds):
        return 1.0, "given_spelling"
    a, b = known(one), known(other)
    if not a.formal.isdisjoint(b.formal):
        return ONE_GIVEN_NAME, "given_spelling"
    if not (a.formal.isdisjoint(b.everyday) and a.everyday.isdisjoint(b.formal)):
        return EVERYDAY_FORM, "given_everyday"
    if not a.everyday.isdisjoint(b.everyday):
        return TWO_EVERYDAY_FORMS, "given_everyday"
    if a is not UNKNOWN and b is not UNKNOWN:
        return min(_closest(sounds, other_sounds), OTHER_GIVEN_NAME), "given_other"
    likeness = _unlike_sounds(one, other, sounds, other_sounds)
    if likeness < EVERYDAY_FORM and (a.all or everyday_by_ending(one)) & (b.all or everyday_by_ending(other)):
        return EVERYDAY_FORM, "given_everyday"
    if likeness > OTHER_GENDER and _feminine_of(sounds, other_sounds):
        return OTHER_GENDER * likeness, "given_close"
    if likeness < BEGINS_ALIKE and _begins(one, other):
        likeness = BEGINS_ALIKE
    return likeness, _code(_GIVEN_NAMES, likeness)


def _feminine_of(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether one of two given names is the other with the ending of women: Мирослав, Мирослава."""
    short, long = sorted((a[0], b[0]), key=len)
    return long[:-1] == short and long[-1] in "aA" and short[-1] not in "aeiouAO"


def _begins(one: str, other: str) -> bool:
    short, long = sorted((readings(one)[:1] or ("",))[0:1] + (readings(other)[:1] or ("",)), key=len)
    return len(short) >= 3 and long.startswith(short)


@lru_cache(maxsize=_CACHED)
def patronymic_likeness(one: str, other: str) -> tuple[float, str]:
    """Whether two patronymics name one father: 1 or 0 where the table knows both fathers, else by their sounds."""
    if _written_alike(one, other):
        return 1.0, "patronymic_same"
    a, b = fathers(one), fathers(other)
    if a & b:
        return 1.0, "patronymic_same"
    if a and b:
        return 0.0, "patronymic_other"
    likeness = sounds_likeness(patronymic_stem(one), patronymic_stem(other), 1.3)
    if likeness < 0.9 and recorded_as_one(one, other):
        likeness = 0.9
    if likeness >= 0.9:
        return likeness, "patronymic_same"
    return likeness, "patronymic_close" if likeness >= PATRONYMIC_AGREES else "patronymic_other"
