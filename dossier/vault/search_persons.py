"""Persons that the keys proposed, with their names as written: ranked by how well the typed words fit them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from dossier.domain.names.typed import typed_fit
from dossier.vault.search_reading import Reader, marks

_READ: Final = 40
_READ_FOR_ONE_WORD: Final = 12
_READ_OF_EQUALS: Final = 120


@dataclass(slots=True)
class FoundPerson:
    """A person with what a hit shows."""

    raw_id: Any
    ref: str
    label: str
    merged_into: Any = None
    names: list[str] = field(default_factory=list)
    score: float = 0.0
    reason_codes: tuple[str, ...] = ()
    by_name: str = ""
    """The name that fitted best."""


def read_persons(reader: Reader, raw_ids: Sequence[Any], *, with_names: bool = True) -> dict[Any, FoundPerson]:
    """Persons by their ids; those that are gone are left out."""
    found: dict[Any, FoundPerson] = {}
    if not raw_ids:
        return found
    query = f"SELECT id, ref, label, merged_into_id FROM person WHERE id IN ({marks(raw_ids)})"
    for raw_id, ref, label, merged in reader.rows(query, raw_ids):
        found[raw_id] = FoundPerson(raw_id, ref, label, merged, [label])
    if with_names:
        query = f"SELECT person_id, as_written FROM person_name WHERE person_id IN ({marks(raw_ids)}) ORDER BY id"
        for raw_id, name in reader.rows(query, raw_ids):
            if raw_id in found and name not in found[raw_id].names:
                found[raw_id].names.append(name)
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
        wanted: So many will be shown; some more are looked at.
    """
    least = _READ if len(words) > 1 else _READ_FOR_ONE_WORD
    persons = read_persons(reader, _the_best(scored, max(least, wanted + wanted // 4)))
    for person in persons.values():
        _score(person, words, unfinished=unfinished, by_keys=scored[person.raw_id])
    return in_order(persons.values())


def _the_best(scored: dict[Any, float], count: int) -> list[Any]:
    """The first ones, and those that are as good as the last of them."""
    ids = list(scored)
    if len(ids) > count:
        last = scored[ids[count - 1]]
        while count < min(len(ids), _READ_OF_EQUALS) and scored[ids[count]] >= last:
            count += 1
    return ids[:count]


def _score(person: FoundPerson, words: tuple[str, ...], *, unfinished: bool, by_keys: float) -> None:
    for name in person.names:
        fit = typed_fit(words, name, unfinished=unfinished)
        if fit.score > person.score:
            person.score, person.reason_codes, person.by_name = fit.score, fit.reason_codes, name
    person.score = 0.9 * person.score + 0.1 * by_keys


def in_order(persons: Iterable[FoundPerson]) -> list[FoundPerson]:
    """The best first; of equal ones by the name, then by age of the record, the same on every database."""
    return sorted(persons, key=lambda one: (-round(one.score, 4), one.label, _bytes(one.raw_id)))


def _bytes(raw_id: Any) -> bytes:
    return raw_id if isinstance(raw_id, bytes) else bytes(raw_id.bytes)
