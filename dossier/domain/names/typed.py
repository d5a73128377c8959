"""How well the words somebody is typing fit a recorded name: like ``compare``, but the last word may be unfinished.

Every word is held against the part of the name that it fits best, in whatever order they stand. What was not typed
does not count against a name; what was typed and stands nowhere does.
"""

from bisect import bisect_left
from functools import cache, lru_cache
from typing import NamedTuple

from dossier.domain.names.distance import sounds_likeness
from dossier.domain.names.given import all_keys, forms_of_numbers, key_of_sounds, known
from dossier.domain.names.initials import (
    initial_fits_given,
    initial_fits_patronymic,
    initials_agree,
    other_letters,
    sounds_of_letter,
)
from dossier.domain.names.keys import fine_key, token_keys
from dossier.domain.names.likeness import given_likeness, patronymic_likeness, surname_likeness
from dossier.domain.names.parsing import parse
from dossier.domain.names.patronymics import patronymic_gender
from dossier.domain.names.sounds import readings

BEGINS = 0.95
"""The typed letters begin the word; the rest of it is worth the last twentieth."""
BEGINS_A_FORM = 0.93
"""They begin a form of the same given name in another language."""
UNFINISHED = 0.92
"""A word that is followed by another was probably meant to be whole."""
INITIAL = 0.9
FATHER_MISSING = 0.7
"""A patronymic was typed, the name has none."""
_OUT_OF_ORDER = 0.8
"""For the letter of a patronymic that fits the given name, or the other way about."""
_OTHER_LETTER = 0.96
"""For a letter that stands for the name in another language."""
_OTHER_SPELLING = 0.985
"""For what sounds so, but is not spelt with the letters that were typed."""
_OTHER_GENDER = 0.94
"""For a surname that goes on with the ending of the other gender: whom the whole word fits comes first."""
_OF_FATHER = frozenset(("patronymic", "initial_of_father"))
_LEFT_OVER = 0.004
"""For every part of the name that was not typed: of two that fit, the shorter one first."""
_MANY_NAMES = 16


class Fit(NamedTuple):
    """From 0 to 1, and the codes of the reasons, one a word."""

    score: float
    reason_codes: tuple[str, ...]


NO_FIT = Fit(0.0, ())
_Part = tuple[str, str]


def typed_fit(words: tuple[str, ...], name: str, *, unfinished: bool) -> Fit:
    """How well the words fit a written name.

    Args:
        words: As typed, each without blanks and hyphens; a single letter is an initial.
        name: Any written name.
        unfinished: Whether the last word may be the beginning of one.
    """
    left = list(_parts_of(name))
    lacks_father = len(words) > 2 and not any(kind in _OF_FATHER for kind, _part in left)
    fits, letters = [], 0
    for at, word in enumerate(words):
        best, place = _best(word, left, letters, is_open=unfinished and at == len(words) - 1)
        if lacks_father and best[0] < FATHER_MISSING and (letters or patronymic_gender(word)):
            best, place = (FATHER_MISSING, "patronymic_missing"), None
        letters += len(word) == 1
        fits.append(best)
        if place is not None:
            left.pop(place)
    if not fits:
        return NO_FIT
    together = _together([fit[0] for fit in fits])
    return Fit(max(0.0, together - _LEFT_OVER * len(left)), tuple(dict.fromkeys(fit[1] for fit in fits)))


def best_fit(words: tuple[str, ...], *, last_begins: bool) -> float:
    """The least that a name reaches of which every word is spelt as typed, but for what was not typed of it.

    Args:
        words: As typed.
        last_begins: Whether the last word is the beginning of one.
    """
    scores = [INITIAL if len(word) == 1 else 1.0 for word in words]
    if last_begins:
        scores[-1] = min(scores[-1], BEGINS)
    return _together(scores)


def _together(scores: list[float]) -> float:
    return 0.5 * min(scores) + 0.5 * sum(scores) / len(scores)


@lru_cache(maxsize=16_384)
def _parts_of(text: str) -> tuple[_Part, ...]:
    name = parse(text)
    surnames = [("surname", part) for word in name.surname for part in word.split("-") if part]
    births = [("birth", part) for word in name.birth_surname for part in word.split("-") if part]
    given = [("given", part) for word in name.given for part in word.split("-") if part]
    father = [("patronymic", name.patronymic)] if name.patronymic else []
    kinds = ("initial", "initial_of_father") if not name.given else ("initial_of_father",)
    return (*surnames, *given, *father, *births, *zip(kinds, name.initials, strict=False))


def _best(word: str, parts: list[_Part], letters: int, *, is_open: bool) -> tuple[tuple[float, str], int | None]:
    """The part that a word fits best; of letters the first is the given name's, the second the father's."""
    best, place = (0.0, "word_other"), None
    for at, (kind, part) in enumerate(parts):
        score, code = _word_fit(word, kind, part, is_open)
        if len(word) == 1 and (letters > 0) != (kind in _OF_FATHER):
            score *= _OUT_OF_ORDER
        if score > best[0]:
            best, place = (score, code), at
            if score == 1.0:
                break
    return best, place


@lru_cache(maxsize=65_536)
def _word_fit(word: str, kind: str, part: str, is_open: bool) -> tuple[float, str]:
    if kind.startswith("initial"):
        return _against_initial(word, kind, part)
    if len(word) == 1:
        return _as_initial(word, kind, part)
    whole = _whole_fit(word, kind, part)
    if kind != "birth" and not _is_spelt(word, part):
        whole = whole[0] * _OTHER_SPELLING, whole[1]
    if whole[0] < BEGINS and (is_open or len(word) > 2):
        begun = _begun(word, kind, part) * (1.0 if is_open else UNFINISHED)
        if whole[1] == "surname_gender":
            begun *= _OTHER_GENDER
        if begun > whole[0]:
            return begun, "begins" if _surely_begins(word, kind, part) else "begins_nearly"
    return whole


def _whole_fit(word: str, kind: str, part: str) -> tuple[float, str]:
    if kind == "given":
        return given_likeness(word, part)
    if kind == "patronymic":
        return patronymic_likeness(word, part) if patronymic_gender(word) else (0.0, "patronymic_other")
    likeness, code = surname_likeness(word, part)
    if code in ("surname_gender", "surname_derived"):
        likeness = 0.8
    return likeness, "surname_birth" if kind == "birth" else code


def _against_initial(word: str, kind: str, letter: str) -> tuple[float, str]:
    if len(word) == 1:
        fits = initials_agree(word, letter)
    elif kind == "initial":
        fits = initial_fits_given(letter, word)
    else:
        fits = bool(patronymic_gender(word)) and initial_fits_patronymic(letter, word)
    return (INITIAL, "initial_fits") if fits else (0.0, "initial_other")


def _as_initial(letter: str, kind: str, part: str) -> tuple[float, str]:
    own = part[:1].casefold() == letter.casefold()
    if kind == "given":
        fits = own or initial_fits_given(letter, part)
    elif kind == "patronymic":
        fits = own or initial_fits_patronymic(letter, part)
    else:
        return (0.8, "begins") if own or _begun(letter, kind, part) >= BEGINS else (0.0, "initial_other")
    return (INITIAL * (1.0 if own else _OTHER_LETTER), "initial_fits") if fits else (0.0, "initial_other")


_WHOLE_SOUND = {"k": "x", "s": "S", "c": "CSx", "z": "Z", "t": "cC", "d": "Z", "p": "f"}
"""The last letter typed may be half of a digraph: k of kh, s of sh."""


def _is_spelt(word: str, part: str) -> bool:
    """Whether the part begins with the very letters that were typed."""
    return part[: len(word)].casefold() == word.casefold()


def _surely_begins(word: str, kind: str, part: str) -> bool:
    """Whether the typed letters begin the part by their sound, but for half a digraph, or a form of the given name."""
    begun = any(
        whole.startswith(typed) or (len(typed) > 1 and whole.startswith(typed[:-1]) and typed[-1] in _WHOLE_SOUND)
        for typed in readings(word)
        for whole in readings(part)
    )
    return begun or (kind == "given" and bool(begun_names(word) & known(part).all))


def _begun(word: str, kind: str, part: str) -> float:
    """How well the typed letters begin the part: exactly, by sound, or another form of the given name."""
    best = 0.0
    exact = 1.0 if _is_spelt(word, part) else _OTHER_SPELLING
    for typed in readings(word):
        for whole in readings(part):
            if whole.startswith(typed):
                return exact * (BEGINS + (1 - BEGINS) * len(typed) / len(whole))
            if whole.startswith(typed[:-1]) and whole[len(typed) - 1 : len(typed)] in _WHOLE_SOUND.get(typed[-1], ()):
                return 0.98 * BEGINS
            best = max(best, *(sounds_likeness(typed, whole[: len(typed) + more]) for more in (-1, 0, 1)))
    if kind == "given" and best < 1 and begun_names(word) & known(part).all:
        best = max(best, BEGINS_A_FORM / 0.98)
    return 0.98 * best


@cache
def _sorted_forms() -> tuple[list[str], list[frozenset[int]]]:
    keys = all_keys()
    order = sorted(keys)
    return order, [keys[key] for key in order]


@lru_cache(maxsize=4_096)
def begun_names(word: str) -> frozenset[int]:
    """The numbers of the given names of which some form begins with these letters; none for a single letter."""
    order, numbers = _sorted_forms()
    found: set[int] = set()
    for sounds in readings(word):
        key = key_of_sounds(sounds)
        at = bisect_left(order, key)
        while len(key) > 1 and at < len(order) and order[at].startswith(key):
            found |= numbers[at]
            at += 1
    return frozenset(found)


@lru_cache(maxsize=4_096)
def other_forms(word: str, *, unfinished: bool) -> tuple[str, ...]:
    """Keys of the other forms of the given name that a word is or, unfinished, begins: Дми → those of Зміцер."""
    numbers = known(word).all or (begun_names(word) if unfinished else frozenset())
    if len(numbers) > _MANY_NAMES:
        return ()
    found = dict.fromkeys(key for form in forms_of_numbers(numbers) for key in _fine(form))
    return tuple(found)


@lru_cache(maxsize=16_384)
def _fine(form: str) -> tuple[str, ...]:
    keys = token_keys(form)
    return keys.readings if keys else ()


@lru_cache(maxsize=1_024)
def keys_of_letter(letter: str) -> tuple[str, ...]:
    """The one-letter keys with which a name may begin that a letter stands for."""
    return tuple(sorted({key for sound in sounds_of_letter(letter) if (key := fine_key(sound))}))


@lru_cache(maxsize=1_024)
def keys_of_other_letters(letter: str) -> tuple[str, ...]:
    """The one-letter keys with which names begin that have this letter in another language."""
    found = {key for other in other_letters(letter) for key in keys_of_letter(other)}
    return tuple(sorted(found.difference(keys_of_letter(letter))))
