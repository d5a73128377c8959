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

from dossier.domain.linkage import births_contradict
from dossier.domain.names import everyday_forms, formal_forms, parse
from dossier.domain.names.keys import skeleton_key, token_keys

MOST_WITH_ONE_KEY = 60
"""Records that share a key of the name alone, above which the key says too little."""
MOST_WITH_ONE_DATED_KEY = 400
"""The same for a key that holds a date of birth."""
MOST_WITH_ONE_YEAR = 3
"""Earlier rows of a list with the same surname and year of birth, above which the given name must begin alike."""
KEY_BITS, NUMBER_BITS = 40, 24
MOST_RECORDS = 1 << NUMBER_BITS
_BUCKETS = 64
_WINDOW = 16
"""Neighbouring places in which a key is looked for."""
_FIRST_PLACES = 1 << 7
_PIECE_BITS = 5
_PIECES = 1 << _PIECE_BITS
_DATED = 1
"""The lowest bit of a key tells whether a date of birth is in it."""


def block_keys(names: Iterable[str], born_lower: date | None, born_upper: date | None) -> set[int]:
    """The keys of one record: numbers of 40 bits, the same within one run of the program only."""
    birth = _year_and_day(born_lower, born_upper)
    return {key for name in names for reading in _readings(name) for key in _keys_of_reading(reading, *birth)}


def keys_of_indexed(ways: Iterable[tuple[str, str, str]], born_lower: date | None, born_upper: date | None) -> set[int]:
    """The keys of a recorded person, from what the index of names keeps: nothing is read again, which costs the most.

    They agree with ``keys_to_ask``, not with ``block_keys``: here each word of a double surname stands alone.

    Args:
        ways: Fine keys of surname, given name and patronymic, of every written name.
        born_lower: First possible day of birth.
        born_upper: The last one.
    """
    birth = _year_and_day(born_lower, born_upper)
    found: set[int] = set()
    for surname, given, patronymic in ways:
        if not surname:
            surname, given = given, ""
        father = _skeleton_of_key(patronymic) if len(patronymic) > 1 else ""  # an initial tells too little
        found.update(_keys_of_reading((_skeleton_of_key(surname), _skeleton_of_key(given), father), *birth))
    return found


def keys_to_ask(names: Iterable[str], born_lower: date | None, born_upper: date | None) -> set[int]:
    """The keys by which a row of a list finds recorded persons: both orders of its words, all forms of a given name."""
    birth = _year_and_day(born_lower, born_upper)
    return {key for name in names for reading in _asked_readings(name) for key in _keys_of_reading(reading, *birth)}


def _keys_of_reading(reading: "_Reading", year: int | None, day: date | None) -> Iterator[int]:
    surname, given, patronymic = reading
    if surname:
        yield _key("s", surname)
        if given:
            yield _key("g", surname, given[:1])
            yield _key("g", surname, given[:2])
            yield _key("g", surname, given[:3])
        if year:
            yield _key("y", surname, year, dated=True)
        if day:
            yield _key("d", surname[:2], day.toordinal(), dated=True)
    if year and given and patronymic:
        yield _key("m", given, patronymic, year, dated=True)


@lru_cache(maxsize=4096)
def _asked_readings(name: str) -> tuple["_Reading", ...]:
    read = parse(name)
    surnames = {_skeleton(part) for word in (*read.surname, *read.birth_surname) for part in word.split("-")} - {""}
    given = read.given[0] if read.given else read.initials[0] if read.initials else ""
    forms = {_skeleton(one) for one in (given, *_formal(given), *_everyday(given))} - {""}
    patronymic = _skeleton(read.patronymic)
    straight = ((surname, form, patronymic) for surname in surnames for form in forms or {""})
    swapped = ((form, surname, patronymic) for surname in surnames for form in {_skeleton(given)} - {""})
    alone = ((form, "", "") for form in forms if not surnames)
    return tuple(dict.fromkeys((*straight, *swapped, *alone)))


def _year_and_day(born_lower: date | None, born_upper: date | None) -> tuple[int | None, date | None]:
    year = born_lower.year if born_lower and born_upper and born_lower.year == born_upper.year else None
    return year, born_lower if born_lower is not None and born_lower == born_upper else None


def double_keys(
    names: Iterable[str], born_lower: date | None, born_upper: date | None
) -> tuple[set[int], dict[int, int]]:
    """The keys by which a row of a list finds earlier rows about the same person: few, for lists of any length.

    Returns:
        The keys to keep for later rows, and those to ask for with the number of rows above which each says too little.
        Two with a birth share it wholly, or its year and the surname, and where many do, the beginning of the given
        name; where one side has none, surname and beginning of the given name are the same.
    """
    year, day = _year_and_day(born_lower, born_upper)
    kept: set[int] = set()
    asked: dict[int, int] = {}
    for name in names:
        for surname, given, _patronymic in _readings(name):
            dated = {_key("d", surname[:2], day.toordinal(), dated=True)} if day else set()
            dated |= {_key("y", surname, given[:3], year, dated=True)} if year else set()
            coarse = {_key("y", surname, year, dated=True)} if year else set()
            with_birth, without = (_key(kind, surname, given[:3]) for kind in ("b", "n"))
            kept |= dated | coarse | {with_birth if year else without}
            asked |= dict.fromkeys(dated | ({without} if year else {with_birth, without}), _WINDOW - 1)
            asked |= dict.fromkeys(coarse, MOST_WITH_ONE_YEAR)
    return kept, asked


def _key(*parts: object, dated: bool = False) -> int:
    return (hash(parts) & ((1 << KEY_BITS) - 1)) & ~_DATED | (_DATED if dated else 0)


_Reading = tuple[str, str, str]
"""Skeletons of surname, given name and patronymic."""


@lru_cache(maxsize=4096)
def _readings(name: str) -> tuple[_Reading, ...]:
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


@lru_cache(maxsize=32_768)
def _everyday(given: str) -> tuple[str, ...]:
    return tuple(everyday_forms(given)) if given else ()


_skeleton_of_key = lru_cache(maxsize=65_536)(skeleton_key)


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


class RecentKeys:
    """Keys of the rows of a list as they come, eight bytes each: past a bound the oldest near by are forgotten.

    The table is in pieces that grow one by one, so that growing needs little memory beside it.

    Args:
        most: Places of the table when it is full, a power of two; 32 MB by default, for some 800,000 rows.
    """

    def __init__(self, most: int = 1 << 22) -> None:
        self._most = most // _PIECES
        self._pieces = [_Places() for _number in range(_PIECES)]

    def put(self, key: int, number: int) -> None:
        """Keep a key of a row; rows count from 1, and those past MOST_RECORDS are not kept."""
        if not 0 < number < MOST_RECORDS:
            return
        piece = self._pieces[key >> 1 & _PIECES - 1]
        if piece.count * 2 > len(piece.places) < self._most:
            piece.grow()
        piece.write(key << NUMBER_BITS | number)

    def find(self, key: int, most: int = _WINDOW - 1) -> list[int]:
        """The rows that were kept under a key; none where more than ``most`` share it, too many to say anything."""
        near = self._pieces[key >> 1 & _PIECES - 1].near(key)
        found = [entry & (MOST_RECORDS - 1) for entry in near if entry >> NUMBER_BITS == key and entry]
        return found if len(found) <= most else []


class Births:
    """Whole days of birth, two bytes each, under running numbers; a day before 1900 is not kept.

    Args:
        most: Of so many numbers, the last ones.
    """

    _BEFORE = date(1899, 12, 31).toordinal()
    _LATEST = (1 << 16) - 1

    def __init__(self, most: int = 1 << 21) -> None:
        self._most = most
        self._days = array("H")
        self._last = 0

    def put(self, number: int, born_lower: date | None, born_upper: date | None) -> None:
        """Keep a birth; numbers come in their order, some may be left out."""
        _year, day = _year_and_day(born_lower, born_upper)
        code = day.toordinal() - self._BEFORE if day else 0
        at = number % self._most
        self._days.extend([0] * (at + 1 - len(self._days)))
        self._days[at] = code if 0 < code <= self._LATEST else 0
        self._last = number

    def find(self, number: int) -> date | None:
        """The day under a number that was put in; None where it is not known whole, or the number is too far back."""
        code = self._days[number % self._most] if number > self._last - self._most else 0
        return date.fromordinal(code + self._BEFORE) if code else None

    def those_fitting(self, numbers: Iterable[int], born_lower: date | None, born_upper: date | None) -> set[int]:
        """The numbers whose birth does not contradict this one."""
        _year, born = _year_and_day(born_lower, born_upper)
        if born is None:
            return set(numbers)
        days = ((number, self.find(number)) for number in numbers)
        return {number for number, day in days if day is None or not births_contradict(born, day)}


class _Places:
    """One piece of the table: a key is at its own place or one of the next."""

    __slots__ = ("count", "places")

    def __init__(self) -> None:
        self.places = array("Q", bytes(8 * _FIRST_PLACES))
        self.count = 0

    def write(self, entry: int) -> None:
        mask, home = len(self.places) - 1, entry >> NUMBER_BITS + 1 + _PIECE_BITS
        for at in range(home, home + _WINDOW):
            if not self.places[at & mask]:
                self.places[at & mask] = entry
                self.count += 1
                return
        self.places[home + entry % _WINDOW & mask] = entry

    def grow(self) -> None:
        old, self.places = self.places, array("Q", bytes(16 * len(self.places)))
        self.count = 0
        for entry in old:
            if entry:
                self.write(entry)

    def near(self, key: int) -> "array[int]":
        at, size = key >> 1 + _PIECE_BITS & len(self.places) - 1, len(self.places)
        found = self.places[at : at + _WINDOW]
        return found + self.places[: at + _WINDOW - size] if at + _WINDOW > size else found
