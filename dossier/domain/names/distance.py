"""How far two strings of sounds are apart: an edit distance in which what spellers confuse costs little.

The costs follow the languages, not a training set: akanne (а/о), jakanne (я/е), г as g or h, ў as v or u, soft т as ц,
silent и, the г or в that Belarusian and Ukrainian put before a vowel, ш/ж and с/з of German spellings.
"""

from collections.abc import Iterable, Sequence
from itertools import accumulate

from dossier.domain.memory import remembered

_VOWELS = "aeiouOA"
_SOUNDS = frozenset("abcdefghijklmnoprstuvwxyzCSZAO")

_HARDLY = 0.08
_HARDLY_TOLD_APART = dict(zip("oAgwO", "aahve", strict=True))
_CONFUSED = {
    _HARDLY: "hg uw vw ao aA eA eO oO",
    0.15: "hx ct vu ae ei AO iA gx",
    0.25: "SZ sz CS cz vb",
    0.30: "Cx Cc vf oe Sx ia uo zZ sS cs ck wl",
    0.45: "ui dt kg bp",
}
_VOWEL_FOR_VOWEL = 0.55
_SWAPPED = 0.7
_OTHER_FIRST = 0.3
"""Added where the words begin with consonants that nobody confuses: spellers and typists seldom err there."""


class _Row(dict[str, float]):
    """What one sound costs for each other one; all sounds are listed, letters of other scripts cost 1."""

    def __missing__(self, sound: str) -> float:
        return 1.0


def _row(sound: str) -> _Row:
    vowels = dict.fromkeys(_VOWELS, _VOWEL_FOR_VOWEL) if sound in _VOWELS else {}
    return _Row(dict.fromkeys(_SOUNDS, 1.0) | vowels | {sound: 0.0})


def _costs() -> dict[str, _Row]:
    rows = {sound: _row(sound) for sound in _SOUNDS}
    for cost, pairs in sorted(_CONFUSED.items(), reverse=True):
        for pair in pairs.split():
            a, b = pair[0], pair[1]
            rows[a][b] = rows[b][a] = cost
    return rows


class _Lost(dict[str, float]):
    """What it costs that a sound is missing."""

    def __missing__(self, sound: str) -> float:
        return 0.9


SUBSTITUTION = _costs()
_NO_ROW = _Row()
_OFTEN_LOST = frozenset("hvgiaeouOA")
_LOST = _Lost(dict.fromkeys(_SOUNDS, 0.9) | dict.fromkeys(_VOWELS, 0.5) | {"i": 0.2})
_LOST_FIRST = _Lost(_LOST | dict.fromkeys(_SOUNDS - _OFTEN_LOST, 1.2) | {"h": 0.3, "v": 0.3, "g": 0.3})


def _without_common_ends(p: str, q: str) -> tuple[str, str, bool]:
    """Both strings without their common beginning and end, and whether their first sounds are still there."""
    start, least = 0, min(len(p), len(q))
    while start < least and p[start] == q[start]:
        start += 1
    end = 0
    while end < least - start and p[-1 - end] == q[-1 - end]:
        end += 1
    return p[start : len(p) - end], q[start : len(q) - end], start == 0


def weighted_distance(p: str, q: str, limit: float) -> float:
    """The cost of turning one string of sounds into the other; ``limit`` where it is at least that.

    Two neighbours that changed places cost less than two errors (optimal string alignment).
    """
    if p > q:
        p, q = q, p
    p, q, first = _without_common_ends(p, q)
    if not first and len(p) + len(q) < 3:
        return min(_of_few(p, q), limit)
    added, lost = list(map(_LOST.__getitem__, q)), list(map(_LOST.__getitem__, p))
    if first:
        added[:1], lost[:1] = map(_LOST_FIRST.__getitem__, q[:1]), map(_LOST_FIRST.__getitem__, p[:1])
    row = earlier = [0.0, *accumulate(added)]
    last_a = ""
    for a, lost_a in zip(p, lost, strict=True):
        following = _following_row(row, SUBSTITUTION.get(a) or _row(a), lost_a, q, added)
        if last_a and a + last_a in q:
            _with_swaps(following, earlier, q, a + last_a, added)
        if min(following) >= limit:
            return limit
        earlier, row, last_a = row, following, a
    return min(row[-1], limit)


def _of_few(p: str, q: str) -> float:
    """The distance of two strings that have two sounds together."""
    if len(p) == len(q) == 1:
        return min((SUBSTITUTION.get(p) or _row(p))[q], _LOST[p] + _LOST[q])
    return sum(map(_LOST.__getitem__, p or q))


def _following_row(row: list[float], costs: _Row, lost_a: float, q: str, added: list[float]) -> list[float]:
    """The row of the table of distances that belongs to the next sound of the first string."""
    left = row[0] + lost_a
    following = [left]
    for b, added_b, best, above in zip(q, added, row, row[1:], strict=False):
        best += costs[b]
        if (other := above + lost_a) < best:
            best = other
        if (left := left + added_b) < best:
            best = left
        following.append(best)
        left = best
    return following


def _with_swaps(following: list[float], earlier: list[float], q: str, swapped: str, added: list[float]) -> None:
    """Make a row cheaper where two neighbours stand in the other string in the other order."""
    at = q.find(swapped)
    while at >= 0:
        following[at + 2] = min(following[at + 2], earlier[at] + _SWAPPED)
        for after in range(at + 3, len(following)):
            following[after] = min(following[after], following[after - 1] + added[after - 1])
        at = q.find(swapped, at + 1)


def _first_surcharge(a: str, b: str) -> float:
    if a in _OFTEN_LOST or b in _OFTEN_LOST or SUBSTITUTION.get(a, _NO_ROW).get(b, 1.0) <= 0.3:
        return 0.0
    return _OTHER_FIRST


_CONSONANTS = str.maketrans("gxwfczSZC", "hhvvtssss", _VOWELS)


@remembered(32_768)
def _consonants(sounds: str) -> frozenset[str]:
    return frozenset(sounds.translate(_CONSONANTS))


def _share_few_consonants(p: str, q: str) -> bool:
    """Whether it is certain without counting that two words are different: under two fifths of their consonants."""
    a, b = _consonants(p), _consonants(q)
    return len(a & b) * 5 < 2 * max(len(a), len(b))


def hardly_told_apart(p: str, q: str) -> float:
    """Likeness of words that differ only in sounds which the three languages write for one another; otherwise 0."""
    if len(p) != len(q):
        return 0.0
    written_otherwise, one_sound = 0, _HARDLY_TOLD_APART.get
    for a, b in zip(p, q, strict=True):
        if a != b:
            if one_sound(a, a) != one_sound(b, b):
                return 0.0
            written_otherwise += 1
    return 1 - STRICTNESS * _HARDLY * float(written_otherwise) / len(p)


STRICTNESS = 1.35
FAR = 0.45
"""Likeness below which two words are simply different; the distance is not counted further."""


def sounds_likeness(p: str, q: str, strictness: float = STRICTNESS, least: float = FAR) -> float:
    """From 1 (equal) to 0: one less the distance in proportion to the longer string; 0 up to ``least``."""
    if p == q:
        return 1.0
    return hardly_told_apart(p, q) or by_distance(p, q, strictness, least)


def by_distance(p: str, q: str, strictness: float = STRICTNESS, least: float = FAR) -> float:
    """As ``sounds_likeness``, of strings that are not hardly told apart."""
    if _share_few_consonants(p, q):
        return 0.0
    longer = max(len(p), len(q))
    limit = (1 - least) * longer / strictness
    distance = weighted_distance(p, q, limit)
    if distance < limit and p[:1] != q[:1]:
        distance += _first_surcharge(p[:1], q[:1])
    return 0.0 if distance >= limit else 1 - strictness * distance / longer


def closest_likeness(ps: Iterable[str], qs: Sequence[str], least: float = FAR) -> float:
    """The likeness of those two readings of two words that are most alike; 0 up to ``least``."""
    best = 0.0
    for p in ps:
        for q in qs:
            best = max(best, sounds_likeness(p, q, least=max(best, least)))
    return best
