"""Questions to the two trees of names, put many at a time: each shape of question is one text that stays prepared."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import islice
from typing import Any, Final, NamedTuple

from dossier.vault.search_reading import ITSELF, Condition, Reader, where
from dossier.vault.search_words import Key

ROWS: Final = 400
ROWS_OF_ONE: Final = 60
_AT_ONCE: Final = 16
_SIZES: Final = (1, 4, _AT_ONCE)
"""So many questions of one shape are asked together; what is lacking is filled with questions that nothing answers."""

NameRow = tuple[Any, ...]
"""Id of the person as the driver gives it, keys of surname, given name, patronymic."""

_FROM_SURNAME: Final = "surname_key, given_key, patronymic_key"
_FROM_GIVEN: Final = "given_key, patronymic_key, surname_key"


class Shape(NamedTuple):
    """What questions have in common: they differ by their values alone, of which the last two are a range."""

    condition: str
    order: str
    most: int


Ask = tuple[Shape, tuple[Key, ...]]
"""A question to one of the two trees of names: the first rows of a range."""


@lru_cache(maxsize=256)
def _statement(shape: Shape, more: str, count: int) -> str:
    """So many questions of one shape, with further conditions."""
    one = (
        "SELECT * FROM (SELECT person_id, surname_key, given_key, patronymic_key FROM search_name n "
        f"WHERE {shape.condition}{more} ORDER BY {shape.order}, person_id LIMIT {shape.most}) a"
    )
    return " UNION ALL ".join([one] * count)


def answers(
    reader: Reader, asks: Iterable[Ask], conditions: Iterable[Condition], most: int = ROWS
) -> Iterator[list[NameRow]]:
    """The rows of the questions, some questions at a time, until there are so many."""
    more, more_values = where(conditions, "n.person_id")
    left, count = iter(asks), 0
    while count < most and (some := list(islice(left, _AT_ONCE))):
        by_shape: dict[Shape, list[tuple[Key, ...]]] = defaultdict(list)
        for shape, values in some:
            by_shape[shape].append(values)
        for shape, asked in by_shape.items():
            size = next(size for size in _SIZES if size >= len(asked))
            asked += [("",) * len(asked[0])] * (size - len(asked))
            marked = [value for values in asked for value in (*values, *more_values)]
            rows = reader.rows(_statement(shape, more, size), marked)
            count += len(rows)
            yield rows


@cache
def _surname_shape(most: int) -> Shape:
    return Shape("surname_key >= ? AND surname_key < ?", _FROM_SURNAME, most)


@cache
def _given_shape(most: int) -> Shape:
    return Shape("given_key >= ? AND given_key < ?", _FROM_GIVEN, most)


@cache
def _both_shape(most: int) -> Shape:
    return Shape("surname_key = ? AND given_key >= ? AND given_key < ?", _FROM_SURNAME, most)


@cache
def _whole_shape(most: int) -> Shape:
    condition = "surname_key = ? AND given_key = ? AND patronymic_key >= ? AND patronymic_key < ?"
    return Shape(condition, _FROM_SURNAME, most)


@cache
def _father_shape(most: int) -> Shape:
    return Shape("given_key = ? AND patronymic_key >= ? AND patronymic_key < ?", _FROM_GIVEN, most)


def by_surname(low: Key, high: Key, most: int) -> Ask:
    """Whose surname has a key of the range."""
    return _surname_shape(most), (low, high)


def by_given(low: Key, high: Key, most: int) -> Ask:
    """Whose given name has a key of the range."""
    return _given_shape(most), (low, high)


def by_both(surname: Key, low: Key, high: Key, most: int) -> Ask:
    """Whose surname has the key and whose given name one of the range."""
    return _both_shape(most), (surname, low, high)


def by_all(surname: Key, given: Key, low: Key, high: Key, most: int) -> Ask:
    """Whose surname and given name have the keys, and whose patronymic one of the range."""
    return _whole_shape(most), (surname, given, low, high)


def by_given_and_father(given: Key, low: Key, high: Key, most: int) -> Ask:
    """Whose given name has the key and whose patronymic one of the range."""
    return _father_shape(most), (given, low, high)


def alone(key: Key) -> tuple[Key, Key]:
    """The range of one key."""
    return key, key + ITSELF
