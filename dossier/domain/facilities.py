"""Places of detention under any spelling: "ИК-4, Гомель", "папраўчая калонія № 4" and "IK-4" are one.

For comparing alone: what was written stays what it is. The forms come from ``seeds/words/facility_words.tsv``.
"""

import re
from collections.abc import Iterable
from functools import cache

from dossier.domain.memory import remembered
from dossier.resources import seed_bytes

_SIGN = r"(?:[-–—‑№#]|n\s?o?[.º°]|no\s)"
_NO_TERM_OR_DAY = r"(?!\d|[./-]\d|\s*(?:сут|дн|дз|дён|мес|міс|год|лет|гад|рок|рік|час|hour|day|week|month|year))"
_NUMBER = rf"[\s.]*(?:{_SIGN}\s*(?P<signed>\d{{1,3}})|(?P<bare>\d{{1,3}})(?=\s*(?:[,;()]|\.?$))){_NO_TERM_OR_DAY}"
"""With a sign before it, or bare at the end or before a comma: "СИЗО 2 года" and "СИЗО с 12.05" name no facility."""
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
    found = ((kind, match) for kind, form in _kinds() for match in form.finditer(folded))
    numbered = {f"{kind}-{int(match['signed'] or match['bare'])}" for kind, match in found}
    return frozenset(numbered | {code for code, form in _single() if form.search(folded)})


def place_marks(texts: Iterable[str]) -> frozenset[str]:
    """What places are compared by: each in lower case as it stands, and the codes of the facilities that it names.

    Args:
        texts: As written, or codes of regions and facilities.
    """
    return frozenset(mark for text in texts for mark in (text.casefold(), *facility_codes(text)))


def without_wordings(marks: Iterable[str]) -> list[str]:
    """Marks without the wordings of facilities whose codes stand beside them: each place is told once."""
    return [mark for mark in marks if not facility_codes(mark) - {mark}]


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
