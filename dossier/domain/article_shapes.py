"""Citations read by their shape: texts that differ only in their numbers are understood alike.

«ч. 1 ст. 342 УК РБ» and «ч. 2 ст. 130 УК РБ» have one shape, and what the grammar makes of it is remembered: which
number is an article, which a part, where each citation begins and ends. Only plain numbers of at most three digits
take part, told apart as the grammar does (up to HIGHEST_INDEX, two digits, three digits); a text with any other number
is read whole. A shape is learnt by reading it twice, with other numbers: what changes with a number comes from it.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from dossier.domain.article_citations import Citation, Named, Read
from dossier.domain.article_numbers import HIGHEST_INDEX
from dossier.domain.article_reading import read
from dossier.domain.article_words import tokens_of
from dossier.errors import Misread

LONGEST_SHAPE = 80
"""Characters up to which a text is read by its shape; the shape is kept in memory, and with it the words around."""
_NUMBERS = re.compile(r"([0-9]+)")
_NOT_PLAIN = re.compile(
    r"прим|[^\W\d_][0-9]|[-.^/][0-9]|[0-9][^\W\d_]|[0-9][-^/]|[0-9],[0-9]|[0-9][ ]?[-.^/][ ]?[0-9]"
    r"|(?<![0-9])0|[0-9]{4}|[⁰¹²³⁴⁵⁶⁷⁸⁹½¼¾_]"
)
"""Letters, raised digits or signs beside a digit, a leading zero, four digits: such a number means more than itself."""
_MOST_SLOTS = 9
_FIRST, _SECOND = {"a": 11, "b": 31, "c": 100}, {"a": 21, "b": 61, "c": 500}
"""Where the numbers of the two readings begin, for each class; up to nine numbers of one class fit before the next."""


class _Slot(NamedTuple):
    """Part of a citation that is one of the numbers, by its place among them; ``written`` where it is none."""

    number: int
    written: str = ""


class _Cited(NamedTuple):
    """A citation of the shape: where its strings come from, and its ends as (numbers before, characters of words)."""

    number: _Slot
    part: _Slot
    point: _Slot
    code: Named
    group: int
    start: tuple[int, int]
    end: tuple[int, int]


class _Shape(NamedTuple):
    citations: tuple[_Cited, ...]
    rest: tuple[tuple[tuple[int, int], tuple[int, int]], ...]


def read_by_shape(cleaned: str) -> Read | None:
    """What the grammar reads in a cleaned text, from what it read in another one of the same shape.

    Returns:
        None where the text is too long or has numbers that are not plain, or the shape could not be learnt.

    Raises:
        Misread: "article.too_many".
    """
    if len(cleaned) > LONGEST_SHAPE or _NOT_PLAIN.search(cleaned):
        return None
    pieces = _NUMBERS.split(cleaned)
    numbers = pieces[1::2]
    shape = _learnt(tuple(pieces[::2]), "".join(map(_class, numbers)))
    return _filled(shape, numbers) if shape else None


def _class(number: str) -> str:
    if len(number) == 3:
        return "c"
    return "a" if int(number) <= HIGHEST_INDEX else "b"


def _filled(shape: _Shape, numbers: list[str]) -> Read:
    ends = [0]
    for number in numbers:
        ends.append(ends[-1] + len(number))
    citations = [
        Citation(
            numbers[one.number.number] if one.number.number >= 0 else one.number.written,
            numbers[one.part.number] if one.part.number >= 0 else one.part.written,
            numbers[one.point.number] if one.point.number >= 0 else one.point.written,
            one.code,
            one.group,
            ends[one.start[0]] + one.start[1],
            ends[one.end[0]] + one.end[1],
        )
        for one in shape.citations
    ]
    return Read(citations, [(ends[a[0]] + a[1], ends[b[0]] + b[1]) for a, b in shape.rest])


# ---- learning a shape -----------------------------------------------------------------------------------------------


@lru_cache(maxsize=2048)
def _learnt(words: tuple[str, ...], classes: str) -> _Shape | None:
    """What the grammar makes of these words with numbers of these classes between them."""
    if len(classes) > _MOST_SLOTS:
        return None
    readings = [_reading(words, classes, begin) for begin in (_FIRST, _SECOND)]
    (first, one), (second, other) = readings
    if len(one.citations) != len(other.citations) or len(one.rest) != len(other.rest):
        return None
    ends = _ends(words, first)
    cited = [_cited(a, b, first, second, ends) for a, b in zip(one.citations, other.citations, strict=True)]
    rest = tuple((ends.get(a), ends.get(b)) for a, b in one.rest)
    same_rest = one.rest == other.rest  # both readings have numbers of the same lengths
    if not same_rest or any(a is None or b is None for a, b in rest) or any(one is None for one in cited):
        return None
    return _Shape(tuple(one for one in cited if one), tuple((a, b) for a, b in rest if a and b))


def _reading(words: tuple[str, ...], classes: str, begin: dict[str, int]) -> tuple[list[str], Read]:
    numbers = [str(begin[kind] + n) for n, kind in enumerate(classes)]
    text = "".join(word + number for word, number in zip(words, [*numbers, ""], strict=True))
    try:
        return numbers, read(tokens_of(text))
    except Misread:
        return numbers, Read([], [(-1, -1)])


def _ends(words: tuple[str, ...], numbers: list[str]) -> dict[int, tuple[int, int]]:
    """Each place of the text as (numbers that end there or before, characters of words before)."""
    places: dict[int, tuple[int, int]] = {}
    at = of_words = 0
    for n, word in enumerate(words):
        for step in range(len(word) + 1):
            places[at + step] = (n, of_words + step)
        at, of_words = at + len(word), of_words + len(word)
        at += len(numbers[n]) if n < len(numbers) else 0
    return places


def _cited(
    one: Citation, other: Citation, first: list[str], second: list[str], ends: dict[int, tuple[int, int]]
) -> _Cited | None:
    slots = [_slot(a, b, first, second) for a, b in zip(one[:3], other[:3], strict=True)]
    start, end = ends.get(one.start), ends.get(one.end)
    if (one.code, one.group, one.start, one.end) != (other.code, other.group, other.start, other.end):
        return None
    if start is None or end is None or None in slots:
        return None
    number, part, point = (slot for slot in slots if slot)
    return _Cited(number, part, point, one.code, one.group, start, end)


def _slot(one: str, other: str, first: list[str], second: list[str]) -> _Slot | None:
    if one == other:
        return _Slot(-1, one)
    places = [n for n, pair in enumerate(zip(first, second, strict=True)) if pair == (one, other)]
    return _Slot(places[0]) if len(places) == 1 else None
