"""Places of detention under any spelling: "ИК-4, Гомель", "папраўчая калонія № 4" and "IK-4" are one.

For comparing alone: what was written stays what it is. The forms come from ``seeds/words/facility_words.tsv``.
"""

import re
from collections.abc import Iterable
from functools import cache

from dossier.domain.memory import remembered
from dossier.resources import seed_bytes

_NUMBER = r"[\s.]*(?:[-–—‑№#]|n\s?o?[.º°]|no\s)?\s*(?P<number>\d{1,3})(?!\d)"
_MOST_REMEMBERED = 4096


@remembered(_MOST_REMEMBERED)
def facility_codes(text: str) -> frozenset[str]:
    """The codes of the facilities that a text names, as the list of facilities has them, in lower case.

    Args:
        text: As written, for example "ИК №4, Гомель". A kind without a number names no facility; a form that may mean
            two kinds is not read.

    Returns:
        For example {"ik-4"}; empty where none is read.
    """
    folded = " ".join(text.casefold().replace("ё", "е").split())
    numbered = {f"{kind}-{int(found['number'])}" for kind, form in _kinds() for found in form.finditer(folded)}
    return frozenset(numbered | {code for code, form in _single() if form.search(folded)})


def place_marks(texts: Iterable[str]) -> frozenset[str]:
    """What places are compared by: each in lower case as it stands, and the codes of the facilities that it names.

    Args:
        texts: As written, or codes of regions and facilities.
    """
    return frozenset(mark for text in texts for mark in (text.casefold(), *facility_codes(text)))


@cache
def _kinds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((code, re.compile(forms + _NUMBER)) for code, forms in _forms() if "-" not in code)


@cache
def _single() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((code, re.compile(forms + r"(?!\w)")) for code, forms in _forms() if "-" in code)


def _forms() -> list[tuple[str, str]]:
    """Code -> a pattern of its forms, each at the beginning of a word."""
    lines = seed_bytes("words", "facility_words.tsv").decode("utf-8").splitlines()
    parts = (line.partition("\t") for line in lines if line and not line.startswith("#"))
    return [
        (code.casefold(), r"(?<![\w-])(?:" + "|".join(map(re.escape, forms.casefold().split("|"))) + ")")
        for code, _tab, forms in parts
    ]
