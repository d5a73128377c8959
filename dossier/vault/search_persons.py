"""Persons that the keys proposed, with their names as written: ranked by how well the typed words fit them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from dossier.domain.names.typed import best_fit, typed_fit
from dossier.vault.search_likeness import perfect_likeness
from dossier.vault.search_reading import Reader, filled, marks

_READ: Final = 40
_READ_WHERE_SURE: Final = 12
_READ_OF_EQUALS: Final = 64
_READ_OF_LETTER: Final = 24
"""Of those whom a letter after the surname cannot tell apart yet."""
_AT_ONCE: Final = 16
_A_LITTLE_LESS: Final = 0.01
_SIMILAR_AT_BEST: Final = 0.9
_NEARLY_AS_GOOD: Final = 0.03
_NOT_TYPED: Final = 0.009
"""Less than what another spelling of one word costs, more than two parts of a name that were not typed."""


@dataclass(slots=True)
class FoundPerson:
    """A person with what a hit shows."""

    raw_id: Any
    ref: str
    label: str
    merged_into: Any = None
    score: float = 0.0
    reason_codes: tuple[str, ...] = ()
    by_name: str = ""
    """The name that fitted best."""


def read_persons(reader: Reader, raw_ids: Sequence[Any]) -> dict[Any, FoundPerson]:
    """Persons by their ids, with their labels alone as names; those that are gone are left out."""
    found: dict[Any, FoundPerson] = {}
    for some in filled(list(map(reader.bound, raw_ids))):
        query = f"SELECT id, ref, label, merged_into_id FROM person WHERE id IN ({marks(some)})"
        for raw_id, ref, label, merged in reader.rows(query, some):
            found[raw_id] = FoundPerson(raw_id, ref, label, merged)
    return found


def rank_persons(
    reader: Reader, scored: dict[Any, float], words: tuple[str, ...], *, unfinished: bool, wanted: int
) -> list[FoundPerson]:
    """The persons with their final scores, the best first.

    Args:
        reader: Of the session.
        scored: Id -> likeness of keys, the best first.
        words: Of the name, as typed.
        unfinished: Whether the last word may be the beginning of one.
        wanted: So many will be shown; more are looked at until so many fit as well as any name can.
    """
    ranking = _Ranking(reader, words, unfinished=unfinished)
    surely = next(iter(scored.values()), 0.0) >= ranking.best_keys - _A_LITTLE_LESS
    is_letter = unfinished and len(words) > 1 and len(words[-1]) == 1
    least = _READ_WHERE_SURE if surely or is_letter or len(words) == 1 else _READ
    equals = _READ_OF_LETTER if is_letter else _READ_OF_EQUALS
    ids = _the_best(scored, max(least, wanted + wanted // 4), equals)
    for start in range(0, len(ids), _AT_ONCE):
        ranking.read({raw_id: scored[raw_id] for raw_id in ids[start : start + _AT_ONCE]})
        if ranking.perfect >= wanted:
            break
    else:
        ranking.read_put_off()
    return in_order(ranking.persons)


def _the_best(scored: dict[Any, float], count: int, most: int) -> list[Any]:
    """The first ones, and those that are as good as the last of them, up to ``most``."""
    ids = list(scored)
    if len(ids) > count:
        last = scored[ids[count - 1]] - 1e-4
        while count < min(len(ids), most) and scored[ids[count]] >= last:
            count += 1
    return ids[:count]


class _Ranking:
    """Persons as they are read: by their labels first, by their other names where those could fit better."""

    def __init__(self, reader: Reader, words: tuple[str, ...], *, unfinished: bool) -> None:
        self._persons: list[FoundPerson] = []
        self._by_keys: dict[Any, float] = {}
        self._put_off: list[FoundPerson] = []
        self.perfect = 0
        """How many fit as well as any name can."""
        self._reader = reader
        self._words = words
        self._unfinished = unfinished
        self.best_keys = perfect_likeness(words)
        self._best_fit = best_fit(words, last_begins=False) - _NOT_TYPED
        self._best_beginning = best_fit(words, last_begins=unfinished) - _NOT_TYPED

    def read(self, by_keys: dict[Any, float]) -> None:
        """Read some persons, with the likeness of their keys, and score them."""
        persons = list(read_persons(self._reader, list(by_keys)).values())
        for person in persons:
            self._hold_against(person, person.label)
        unsettled = [one for one in persons if not self._is_settled(one, by_keys[one.raw_id])]
        if any(map(self._is_perfect, persons)):
            self._put_off += unsettled
        else:
            self._read_names(unsettled)
        self._by_keys.update(by_keys)
        self._persons += persons
        self.perfect += sum(map(self._is_perfect, persons))

    def read_put_off(self) -> None:
        """Read the other names of those who were left aside while enough seemed to fit by their labels."""
        self._read_names(self._put_off)

    @property
    def persons(self) -> list[FoundPerson]:
        """Whoever was read, with the final scores."""
        for person in self._persons:
            person.score = 0.9 * person.score + 0.1 * self._by_keys[person.raw_id]
        return self._persons

    def _is_perfect(self, person: FoundPerson) -> bool:
        return person.merged_into is None and person.score >= self._best_fit

    def _is_settled(self, person: FoundPerson, by_keys: float) -> bool:
        """Whether no other name can fit (much) better than the label.

        Every word is spelt so, or the last one begins so, or some word is only similar, in the label as in the keys.
        """
        if by_keys < _SIMILAR_AT_BEST and person.score >= by_keys - _NEARLY_AS_GOOD:
            return True
        begun = by_keys < self.best_keys and "begins" in person.reason_codes
        return person.score >= (self._best_beginning if begun else self._best_fit)

    def _read_names(self, persons: list[FoundPerson]) -> None:
        by_id = {person.raw_id: person for person in persons}
        for some in filled(list(map(self._reader.bound, by_id))):
            query = f"SELECT person_id, as_written FROM person_name WHERE person_id IN ({marks(some)}) ORDER BY id"
            for raw_id, name in self._reader.rows(query, some):
                if name != by_id[raw_id].label:
                    self._hold_against(by_id[raw_id], name)

    def _hold_against(self, person: FoundPerson, name: str) -> None:
        fit = typed_fit(self._words, name, unfinished=self._unfinished)
        if fit.score > person.score:
            person.score, person.reason_codes, person.by_name = fit.score, fit.reason_codes, name


def in_order(persons: Iterable[FoundPerson]) -> list[FoundPerson]:
    """The best first; of equal ones by the name, then by age of the record, the same on every database."""
    return sorted(persons, key=lambda one: (-round(one.score, 4), one.label, _bytes(one.raw_id)))


def _bytes(raw_id: Any) -> bytes:
    return raw_id if isinstance(raw_id, bytes) else bytes(raw_id.bytes)
