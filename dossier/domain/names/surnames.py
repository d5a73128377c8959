"""Surnames that change with the gender of their bearer: Иванов and Иванова are two people, and may be a couple."""

import re

from dossier.domain.memory import remembered
from dossier.domain.names.sounds import readings

_FEMININE = re.compile("(?:[aeoOAi][vw]|[iu]n)[aA]$|[sckx]k?aA$|[sc]k[aA]$|[aA]A$")
_MASCULINE = re.compile("(?:[aeoOAi][vw]|[iu]n|[sckx]ki|[sck]i|[ao]i|[nhkx]i)$")

# masculine ending → feminine ending, by script; the longest ending that fits is used, both ways
_PAIRS = {
    "ский": "ская", "цкий": "цкая", "ской": "ская", "цкой": "цкая", "ый": "ая", "ой": "ая", "ий": "ая",
    "ов": "ова", "ев": "ева", "ёв": "ёва", "ин": "ина", "ын": "ына",
    "скі": "ская", "цкі": "цкая", "аў": "ава", "еў": "ева", "ёў": "ёва", "оў": "ова", "ін": "іна",
    "кі": "кая", "ы": "ая",
    "ський": "ська", "цький": "цька", "зький": "зька", "ів": "ова", "їв": "єва", "єв": "єва", "їн": "їна",
    "sky": "skaya", "skiy": "skaya", "skii": "skaia", "skij": "skaja", "ski": "skaya", "tsky": "tskaya",
    "cki": "ckaja",
    "skyi": "ska", "tskyi": "tska",
    "ov": "ova", "ev": "eva", "yov": "yova", "in": "ina", "yn": "yna", "au": "ava", "eu": "eva", "iou": "iova",
    "ou": "ova",
    "aŭ": "ava", "eŭ": "eva", "oŭ": "ova", "ow": "owa", "ew": "ewa", "oy": "aya", "oi": "aia",
}  # fmt: skip
_OTHER_FEMININE = {"ski": ("skaja", "ska", "skaia"), "cki": ("cka",), "ів": ("іва",), "ий": ("а",), "sky": ("ska",)}
_MASCULINE_BY_LENGTH = sorted(_PAIRS, key=len, reverse=True)


def genders_conflict(one: str, other: str) -> bool:
    """Whether one surname has a masculine ending and the other the feminine one of the same kind.

    The words are known to be alike; the question is only whether they are the two halves of a pair.
    """
    a, b = surname_gender(one), surname_gender(other)
    return bool(a and b and a != b)


_FOLDED = str.maketrans("oAOwg", "aaevh")
_DERIVED = {
    tail: kind
    for kind, tails in enumerate(
        (
            " a",
            "av ev iv ava eva iva",
            "aev aeva",
            "akav akava",
            "ei",
            "in ina",
            "ski cki skaa ckaa ska",
            "avski evski avskaa evskaa avska evska",
            "inski inskaa inska",
            "enka anka",
            "uk Cuk",
            "ik Cik",
            "ak",
            "iC",
            "aviC eviC",
            "ec",
        )
    )
    for tail in tails.split(" ")
}
"""Endings that make one surname from another, by kind; spellings of one ending are of one kind."""
_LONGEST_ENDING = max(map(len, _DERIVED))
_SHORTEST_ROOT = 3


def derived_otherwise(sounds: str, other_sounds: str) -> bool:
    """Whether two surnames are made from one root by different endings: Мороз, Морозов, Морозюк are three families."""
    a, b = sounds.translate(_FOLDED), other_sounds.translate(_FOLDED)
    root = max(_SHORTEST_ROOT, len(a) - _LONGEST_ENDING, len(b) - _LONGEST_ENDING)
    if a[:root] != b[:root]:
        return False
    least = min(len(a), len(b))
    while root < least and a[root] == b[root]:
        root += 1
    return _of_two_kinds(a[root:], b[root:]) or (root > _SHORTEST_ROOT and _of_two_kinds(a[root - 1 :], b[root - 1 :]))


def _of_two_kinds(tail: str, other_tail: str) -> bool:
    kind, other_kind = _DERIVED.get(tail), _DERIVED.get(other_tail)
    return kind is not None and other_kind is not None and kind != other_kind


@remembered(16_384)
def surname_gender(surname: str) -> str:
    """ "m" for Иванов, Ціханоўскі; "f" for Иванова, Ціханоўская; "" for surnames that do not change or do not tell."""
    sounds = readings(surname)
    if not sounds:
        return ""
    if sounds[0][-1] in "aA":
        return "f" if _FEMININE.search(sounds[0]) else ""
    return "m" if _MASCULINE.search(sounds[0]) else ""


def _like(ending: str, written: str) -> str:
    return ending.upper() if written.isupper() and len(written) > 1 else ending


def _feminine(surname: str) -> list[str]:
    folded = surname.casefold()
    for ending in _MASCULINE_BY_LENGTH:
        if folded.endswith(ending) and len(folded) > len(ending) + 1:
            stem = surname[: -len(ending)]
            return [stem + _like(e, surname) for e in (_PAIRS[ending], *_OTHER_FEMININE.get(ending, ()))]
    return []


def _masculine(surname: str) -> list[str]:
    folded = surname.casefold()
    endings = {e: m for m, f in _PAIRS.items() for e in (f, *_OTHER_FEMININE.get(m, ()))}
    longest = max((e for e in endings if folded.endswith(e) and len(folded) > len(e) + 1), key=len, default="")
    if not longest:
        return []
    stem = surname[: -len(longest)]
    pairs = {m for m, f in _PAIRS.items() if f == longest or longest in _OTHER_FEMININE.get(m, ())}
    return [stem + _like(m, surname) for m in sorted(pairs)]


def spouse_forms(surname: str) -> tuple[str, ...]:
    """How a husband's or wife's surname may be written beside this one, the surname itself first.

    For searching only: "Иванов" gives "Иванова", "Тихановская" gives "Тихановский", "Тихановской"; surnames that do
    not change (Лукашенко, Станкевіч) give themselves. In the script and case of the surname; never raises.
    """
    others = _feminine(surname) or _masculine(surname)
    return tuple(dict.fromkeys((surname, *others)))
