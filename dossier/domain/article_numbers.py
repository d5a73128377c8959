"""Which articles or parts one written number means: itself, one with an index, or all of a range.

"361-4" is an article with an index, "361-364" a range: a second number that is not higher than the first is an index.
"""

from functools import lru_cache

HIGHEST_INDEX = 30
"""No article of the codes at hand has as many indexed neighbours, and no article as many parts."""
LONGEST_RANGE = 20


@lru_cache(maxsize=4096)
def numbers_of(written: str) -> tuple[str, ...]:
    """The articles or parts that one written number means.

    "361-4" and "361^4" are one; "361-364", "282.1-282.3", "282.1-3" and "361-1-361-4" are ranges. What is too high, too
    long or a date gives nothing. Articles with an index that lie inside a range of whole numbers are not added.
    """
    pieces = written.split("-")
    if not all(_plausible(piece) for piece in pieces):
        return ()
    if len(pieces) == 1:
        return (written,)
    if len(pieces) == 2:
        return _one_or_range(*pieces)
    if len(pieces) == 4 and pieces[0] == pieces[2]:
        return tuple(f"{pieces[0]}-{n}" for n in _between(pieces[1], pieces[3]))
    return ()


def _plausible(piece: str) -> bool:
    numbers = piece.replace("^", ".").split(".")
    return len(numbers) <= 5 and all(len(n) <= 3 and n[0] != "0" for n in numbers)


def _one_or_range(first: str, last: str) -> tuple[str, ...]:
    stem, dot, number = first.rpartition(".")
    if "^" in first or "^" in last:
        return _raised_range(first, last)
    if dot and last.startswith(stem + "."):
        return tuple(f"{stem}.{n}" for n in _between(number, last.rpartition(".")[2]))
    if "." in last:
        return ()
    if int(last) > int(number):
        return tuple(f"{stem}{dot}{n}" for n in _between(number, last))
    return (f"{first}-{last}",) if 0 < int(last) < HIGHEST_INDEX else ()


def _raised_range(first: str, last: str) -> tuple[str, ...]:
    """«361¹–361⁴»."""
    stem, _caret, number = first.partition("^")
    other, _caret, highest = last.partition("^")
    return tuple(f"{stem}^{n}" for n in _between(number, highest)) if stem == other else ()


def _between(first: str, last: str) -> range:
    if not (first.isdecimal() and last.isdecimal() and int(first) < int(last) <= int(first) + LONGEST_RANGE):
        return range(0)
    return range(int(first), int(last) + 1)
