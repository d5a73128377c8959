"""How far two strings of sounds are apart: an edit distance in which what spellers confuse costs little.

The costs follow the languages, not a training set: akanne (а/о), jakanne (я/е), г as g or h, ў as v or u, soft т as ц,
silent и, the г or в that Belarusian and Ukrainian put before a vowel, ш/ж and с/з of German spellings.
"""

_VOWELS = "aeiouOA"
_SOUNDS = "abcdefghijklmnoprstuvwxyzCSZAO"

_CONFUSED = {
    0.08: "hg uw vw ao aA eA eO oO",
    0.15: "hx ct vu ae ei AO iA gx",
    0.25: "SZ sz CS cz vb",
    0.30: "Cx Cc vf oe Sx ia uo zZ sS cs ck wl",
    0.45: "ui dt kg bp",
}
_VOWEL_FOR_VOWEL = 0.55
_SWAPPED = 0.7
_OTHER_FIRST = 0.3
"""Added where the words begin with consonants that nobody confuses: spellers and typists seldom err there."""


def _costs() -> dict[str, dict[str, float]]:
    rows = {a: {b: _VOWEL_FOR_VOWEL for b in _VOWELS if b != a} if a in _VOWELS else {} for a in _SOUNDS}
    for cost, pairs in sorted(_CONFUSED.items(), reverse=True):
        for pair in pairs.split():
            a, b = pair[0], pair[1]
            rows[a][b] = rows[b][a] = cost
    return rows


SUBSTITUTION = _costs()
"""Cost of one sound written for another; pairs that are absent cost 1."""

_OFTEN_LOST = frozenset("hvgiaeouOA")
_NO_ROW: dict[str, float] = {}
_LOST = {sound: 0.5 if sound in _VOWELS else 0.9 for sound in _SOUNDS} | {"i": 0.2}
_LOST_FIRST = _LOST | {"h": 0.3, "v": 0.3, "g": 0.3, "i": 0.2}


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
    """The cost of turning one string of sounds into the other; ``limit`` where it is at least that."""
    if p > q:
        p, q = q, p
    p, q, first = _without_common_ends(p, q)
    lost_at_start = _LOST_FIRST if first else _LOST
    before: list[float] = [0.0]
    for j, b in enumerate(q):
        before.append(before[-1] + (_LOST if j else lost_at_start).get(b, 0.9))
    if not p:
        return min(before[-1], limit)
    earlier = before
    for i, a in enumerate(p):
        row = _next_row(earlier, before, p, q, i, (_LOST if i else lost_at_start).get(a, 0.9), lost_at_start)
        if min(row) >= limit:
            return limit
        earlier, before = before, row
    return min(before[-1], limit)


def _next_row(
    earlier: list[float], before: list[float], p: str, q: str, i: int, lost: float, lost_at_start: dict[str, float]
) -> list[float]:
    a = p[i]
    costs = SUBSTITUTION.get(a, _NO_ROW)
    left = before[0] + lost
    row = [left]
    for j, b in enumerate(q):
        best = before[j] if a == b else before[j] + costs.get(b, 1.0)
        dropped = before[j + 1] + lost
        if dropped < best:
            best = dropped
        added = left + (_LOST if j else lost_at_start).get(b, 0.9)
        if added < best:
            best = added
        if i and j and a == q[j - 1] and b == p[i - 1] and earlier[j - 1] + _SWAPPED < best:
            best = earlier[j - 1] + _SWAPPED
        left = best
        row.append(best)
    return row


def _first_surcharge(a: str, b: str) -> float:
    if a == b or a in _OFTEN_LOST or b in _OFTEN_LOST or b in SUBSTITUTION.get(a, _NO_ROW):
        return 0.0
    return _OTHER_FIRST


FAR = 0.35
"""Likeness below which two words are simply different; the distance is not counted further."""


def sounds_likeness(p: str, q: str, strictness: float = 1.35) -> float:
    """From 1 (equal) to 0: one less the distance in proportion to the longer string; 0 below ``FAR``."""
    if p == q:
        return 1.0
    longer = max(len(p), len(q))
    limit = (1 - FAR) * longer / strictness
    distance = weighted_distance(p, q, limit) + _first_surcharge(p[:1], q[:1])
    return 0.0 if distance >= limit else 1 - strictness * distance / longer
