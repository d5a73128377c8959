"""Which records are worth comparing at all: those that share a key of name and birth.

Every record gets several keys from coarse to fine. A coarse key is used only while few records share it, so that a rare
surname needs nothing else to agree and a common one needs the given name or the year of birth too. Keys come from the
sounds of names, so that Лукашэнка, Лукашенко and Lukašenka share theirs.
"""

from array import array
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from itertools import groupby

from dossier.domain.names import formal_forms, parse
from dossier.domain.names.keys import token_keys

MOST_WITH_ONE_KEY = 60
"""Records that share a key of the name alone, above which the key says too little."""
MOST_WITH_ONE_DATED_KEY = 400
"""The same for a key that holds a date of birth."""
KEY_BITS, NUMBER_BITS = 40, 24
MOST_RECORDS = 1 << NUMBER_BITS
_BUCKETS = 64
_DATED = 1
"""The lowest bit of a key tells whether a date of birth is in it."""


def block_keys(names: Iterable[str], born_lower: date | None, born_upper: date | None) -> set[int]:
    """The keys of one record: numbers of 40 bits, the same within one run of the program only."""
    year = born_lower.year if born_lower and born_upper and born_lower.year == born_upper.year else None
    day = born_lower if born_lower is not None and born_lower == born_upper else None
    found: set[int] = set()
    for name in names:
        for surname, given, patronymic in _readings(name):
            found.add(_key("s", surname))
            found.update(_key("g", surname, given[:length]) for length in (1, 2, 3) if given)
            if year:
                found.add(_key("y", surname, year, dated=True))
            if day:
                found.add(_key("d", surname[:2], day.toordinal(), dated=True))
            if year and given and patronymic:
                found.add(_key("m", given, patronymic, year, dated=True))
    return found


def _key(*parts: object, dated: bool = False) -> int:
    return (hash(parts) & ((1 << KEY_BITS) - 1)) & ~_DATED | (_DATED if dated else 0)


@lru_cache(maxsize=4096)
def _readings(name: str) -> tuple[tuple[str, str, str], ...]:
    """Skeletons of surname, given name and patronymic; both orders where nothing tells which word is the surname."""
    read = parse(name)
    surname = "".join(_skeleton(word) for word in read.surname)
    given = read.given[0] if read.given else read.initials[0] if read.initials else ""
    patronymic = _skeleton(read.patronymic)
    formal = {_skeleton(one) for one in (given, *_formal(given))} - {""} or {""}
    found = [(surname, one, patronymic) for one in formal if surname]
    found += [(_skeleton(birth), one, patronymic) for birth in read.birth_surname for one in formal]
    if not read.order_known and surname and given:
        found.append((_skeleton(given), surname, patronymic))
    return tuple(dict.fromkeys(found or [(one, "", "") for one in formal if one]))


@lru_cache(maxsize=32_768)
def _formal(given: str) -> tuple[str, ...]:
    return tuple(formal_forms(given)) if given else ()


@lru_cache(maxsize=65_536)
def _skeleton(word: str) -> str:
    keys = token_keys(word) if word else None
    return keys.skeleton if keys else ""


def says_enough(key: int, count: int) -> bool:
    """Whether so many records under one key are few enough to be compared with each other."""
    return count <= (MOST_WITH_ONE_DATED_KEY if key & _DATED else MOST_WITH_ONE_KEY)


class Blocks:
    """Keys of many records, eight bytes each, and the groups that share one."""

    def __init__(self) -> None:
        self._buckets = [array("Q") for _number in range(_BUCKETS)]
        self.left_out: set[int] = set()
        """Keys that too many records share."""

    def add(self, number: int, keys: Iterable[int]) -> None:
        """Put in a record under its number, below MOST_RECORDS."""
        for key in keys:
            self._buckets[key % _BUCKETS].append(key << NUMBER_BITS | number)

    def groups(self) -> Iterator[list[tuple[int, list[int]]]]:
        """Key and numbers of the records that share it, a part at a time; ends with nothing kept of that part."""
        for bucket in self._buckets:
            groups = [(key, [one & (MOST_RECORDS - 1) for one in same]) for key, same in _by_key(bucket)]
            self.left_out.update(key for key, numbers in groups if not says_enough(key, len(numbers)))
            yield [(key, numbers) for key, numbers in groups if len(numbers) > 1 and says_enough(key, len(numbers))]


def _by_key(bucket: "array[int]") -> Iterator[tuple[int, Iterator[int]]]:
    return groupby(sorted(bucket), key=lambda one: one >> NUMBER_BITS)
