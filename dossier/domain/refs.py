"""Public references: short names of records that can be made offline and read over a telephone.

A reference is a letter or two for the kind, eight random characters and a check character, for example
``P-7K2Q-9M4XC``. The alphabet leaves out I, L, O and U, so that nothing is misheard; the check character (ISO/IEC 7064
hybrid system over that alphabet) catches every single wrong character and nearly every swap of neighbours. Forty
random bits a kind: among a million records two are likely to draw the same, so whoever stores a reference looks first
whether it is free, and the database refuses a double one.
"""

import re
import secrets
from functools import cache
from typing import Final, NamedTuple

from dossier.errors import Misread, add_messages
from dossier.i18n import N_

add_messages({"ref.kind": N_("This reference is of another kind of record than the one asked for.")})

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

KINDS: Final[dict[str, str]] = {
    "person": "P",
    "person_name": "PN",
    "person_merge": "M",
    "person_detail": "PD",
    "relationship": "RE",
    "organisation": "O",
    "position": "PO",
    "place": "L",
    "legal_case": "C",
    "party": "CP",
    "event": "E",
    "event_link": "EL",
    "act": "A",
    "involvement": "IN",
    "proceeding": "PR",
    "milestone": "MI",
    "charge": "CH",
    "sentence": "SE",
    "penalty": "PE",
    "episode": "D",
    "placement": "DP",
    "recognition": "RC",
    "listing": "LI",
    "source": "S",
    "sealed_entry": "SL",
    "account": "AC",
    "exhibit": "X",
    "custody_event": "XC",
    "exhibit_copy": "XP",
    "redaction": "XR",
    "citation": "CI",
    "allegation": "AL",
    "allegation_element": "AE",
    "weighing": "WE",
    "consent": "CO",
    "consent_scope": "CS",
    "protection_flag": "PF",
    "deadline": "DL",
    "intervention": "IV",
    "tip": "T",
    "tip_file": "TF",
    "batch": "B",
    "receipt": "R",
}
"""Kind of record (its table) -> letters of its references."""

_BY_LETTERS: Final = {letters: kind for kind, letters in KINDS.items()}
_FORM: Final = re.compile(r"([A-Z]{1,2})-?([0-9A-Z]{4})-?([0-9A-Z]{4})([0-9A-Z])")
_HEARD: Final = str.maketrans("ІАВЕКМНОРСТХУ", "IABEKMHOPCTXY")
_MISREAD: Final = str.maketrans("ILO", "110")


def _check(letters: str, body: str) -> str:
    return _check_of(_state_after(letters + body))


def _to_alphabet(letters: str) -> str:
    return letters.translate(_MISREAD).replace("U", "V")


def make_ref(kind: str) -> str:
    """A new reference for a record of that kind (a key of KINDS)."""
    letters = KINDS[kind]
    body = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"{letters}-{body[:4]}-{body[4:]}{_check(letters, body)}"


def make_refs(kind: str, count: int) -> list[str]:
    """Many new references at once, for bulk work: the same as ``make_ref`` at a tenth of its cost."""
    letters = KINDS[kind]
    start, pairs = _state_after(letters), _pairs()
    bits = secrets.token_bytes(5 * count)
    return [_spelt(letters, start, pairs, int.from_bytes(bits[at : at + 5], "big")) for at in range(0, 5 * count, 5)]


def _step(state: int, value: int) -> int:
    size = len(ALPHABET)
    return ((state or size) * 2 % (size + 1) + value) % size


def _check_of(state: int) -> str:
    return ALPHABET[(1 - _step(state, 0)) % len(ALPHABET)]


class _Pairs(NamedTuple):
    """What makes references by the hundred thousand: two characters at a time."""

    written: list[str]
    steps: list[bytes]
    """State -> the state after each pair."""
    checks: str


@cache
def _pairs() -> _Pairs:
    """Made when it is first needed: most programs make no reference, or a few."""
    states = range(len(ALPHABET))
    steps = [bytes(_step(_step(state, pair >> 5), pair & 31) for pair in range(1024)) for state in states]
    written = [first + second for first in ALPHABET for second in ALPHABET]
    return _Pairs(written, steps, "".join(map(_check_of, states)))


def _state_after(letters: str) -> int:
    state = len(ALPHABET) // 2
    for letter in _to_alphabet(letters):
        state = _step(state, ALPHABET.index(letter))
    return state


def _spelt(letters: str, state: int, pairs: _Pairs, bits: int) -> str:
    one, two, three, four = bits >> 30, bits >> 20 & 1023, bits >> 10 & 1023, bits & 1023
    written, steps, checks = pairs
    state = steps[steps[steps[steps[state][one]][two]][three]][four]
    return f"{letters}-{written[one]}{written[two]}-{written[three]}{written[four]}{checks[state]}"


def read_ref(text: str) -> tuple[str, str]:
    """Read a reference as somebody typed or heard it; returns its kind and its one written form.

    Case, blanks and dashes do not matter; O, I and L are read as 0, 1 and 1, and Cyrillic letters of the same shape as
    the Latin ones.

    Raises:
        Misread: "ref.form" where it does not look like one, "ref.check" where its check character does not fit.
    """
    plain = re.sub(r"[\s‐‑–—]+", "-", text.strip().upper()[:40]).translate(_HEARD)
    if not (found := _FORM.fullmatch(plain)) or found[1] not in _BY_LETTERS:
        raise Misread("ref.form")
    body = (found[2] + found[3]).translate(_MISREAD)
    check = found[4].translate(_MISREAD)
    if "U" in body + check or _check(found[1], body) != check:
        raise Misread("ref.check")
    return _BY_LETTERS[found[1]], f"{found[1]}-{body[:4]}-{body[4:]}{check}"


def looks_like_ref(text: str) -> bool:
    """Whether a text has the form of a reference and its check character fits."""
    try:
        read_ref(text)
    except Misread:
        return False
    return True
