"""The pairs of records of a whole vault that may be one person's, best first, for a person to decide on.

Whom a person has judged to be different people is never proposed again. Nothing here joins anything.
"""

import heapq
import uuid
from array import array
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING

from dossier.casework.merging import contradictions
from dossier.domain.blocking import MOST_RECORDS, Blocks, block_keys
from dossier.domain.linkage import Likeness, compare_records
from dossier.vault.queries import likenesses
from dossier.vault.queries.likenesses import Pair, Summary, in_order

if TYPE_CHECKING:
    from dossier.vault import Vault
    from dossier.vault.sessions import VaultSession

_KEPT_SUMMARIES = 20_000
_ID_BYTES = 16


@dataclass(frozen=True)
class PossiblePair:
    """Two records that may be one person's."""

    first: Summary
    second: Summary
    likeness: Likeness
    contradictions: tuple[tuple[str, str], ...] = ()
    """References of people judged different who would become one with these two."""

    def as_json(self) -> dict[str, object]:
        """For ``dossier duplicates --json``."""
        return {
            "first": _person_json(self.first),
            "second": _person_json(self.second),
            "score": self.likeness.score,
            "band": self.likeness.band,
            "reason_codes": list(self.likeness.reason_codes),
            "reasons": list(self.likeness.reasons),
            "contradictions": [list(pair) for pair in self.contradictions],
        }


def _person_json(person: Summary) -> dict[str, object]:
    return {
        "ref": person.ref,
        "label": person.label,
        "names": list(person.described.names),
        "born": person.born_as_written,
        "places": sorted(person.described.places),
        "articles": sorted(person.described.articles),
    }


@dataclass(frozen=True)
class Found:
    """The pairs of a vault, best first, and what the search could not say."""

    pairs: tuple[PossiblePair, ...]
    person_count: int
    compared_count: int
    crowded_keys: int
    """Names that so many share that their bearers were compared only where more agrees."""


def possible_pairs(vault: "Vault", limit: int = 100, *, on_progress: Callable[[int], None] | None = None) -> Found:
    """The pairs of records that may be one person's, best first; decided pairs are left out.

    Memory stays at some tens of bytes a person whatever the size of the vault.

    Args:
        vault: Where.
        limit: At most so many pairs.
        on_progress: Called with the number of persons whose names were read.
    """
    with vault.read() as session:
        return _Search(session, limit).run(on_progress)


class _Search:
    def __init__(self, session: "VaultSession", limit: int) -> None:
        self._session = session
        self._limit = limit
        self._ids = array("B")
        self._blocks = Blocks()
        self._people: dict[int, tuple[Summary, set[int]]] = {}
        self._best: list[tuple[float, int, int, Likeness]] = []
        self._compared = 0
        self._decided = _roots(session, likenesses.decided_pairs(session, "different"))

    def run(self, on_progress: Callable[[int], None] | None) -> Found:
        count = 0
        for count, person in enumerate(likenesses.persons_to_link(self._session), start=1):
            if count > MOST_RECORDS:
                break
            self._blocks.add(count - 1, block_keys(person.names, person.born_lower, person.born_upper))
            self._ids.frombytes(person.id.bytes)
            if on_progress is not None and count % 1000 == 0:
                on_progress(count)
        if on_progress is not None:
            on_progress(count)
        for groups in self._blocks.groups():
            self._compare(groups)
        pairs = tuple(self._pair(*found) for found in sorted(self._best, key=lambda it: (-it[0], it[1], it[2])))
        return Found(pairs, count, self._compared, len(self._blocks.left_out))

    def _id(self, number: int) -> uuid.UUID:
        return uuid.UUID(bytes=self._ids[number * _ID_BYTES : (number + 1) * _ID_BYTES].tobytes())

    def _compare(self, groups: list[tuple[int, list[int]]]) -> None:
        for part in _parts(groups):
            self._load({number for _key, numbers in part for number in numbers})
            for key, numbers in part:
                for one, other in combinations(numbers, 2):
                    self._compare_two(key, one, other)

    def _load(self, numbers: set[int]) -> None:
        if len(self._people) > _KEPT_SUMMARIES:
            self._people.clear()
        missing = {self._id(number): number for number in numbers if number not in self._people}
        for person_id, summary in likenesses.summaries(self._session, missing).items():
            known = summary.described
            keys = block_keys(known.names, known.born_lower, known.born_upper)
            self._people[missing[person_id]] = summary, keys

    def _compare_two(self, key: int, one: int, other: int) -> None:
        """Each pair once: under the least of the keys that it shares and that say enough."""
        (first, keys), (second, other_keys) = self._people[one], self._people[other]
        if min((keys & other_keys) - self._blocks.left_out, default=key) != key:
            return
        self._compared += 1
        likeness = compare_records(first.described, second.described)
        if likeness.band == "no" or in_order(first.id, second.id) in self._decided:
            return
        found = (likeness.score, -one, -other, likeness)
        if len(self._best) < self._limit:
            heapq.heappush(self._best, found)
        elif self._best and found > self._best[0]:
            heapq.heapreplace(self._best, found)

    def _pair(self, _score: float, one: int, other: int, likeness: Likeness) -> PossiblePair:
        people = likenesses.summaries(self._session, [self._id(-one), self._id(-other)])
        first, second = people[self._id(-one)], people[self._id(-other)]
        return with_contradictions(self._session, PossiblePair(first, second, likeness))


def _parts(groups: Iterable[tuple[int, list[int]]]) -> Iterator[list[tuple[int, list[int]]]]:
    """Groups in portions whose persons fit in memory together."""
    part: list[tuple[int, list[int]]] = []
    size = 0
    for key, numbers in groups:
        part.append((key, numbers))
        size += len(numbers)
        if size > _KEPT_SUMMARIES // 4:
            yield part
            part, size = [], 0
    if part:
        yield part


def _roots(session: "VaultSession", pairs: set[Pair]) -> set[Pair]:
    """The same judgements, told of the records that stand today for those that were merged."""
    stands_for = likenesses.survivors(session)

    def root(person_id: uuid.UUID) -> uuid.UUID:
        while person_id in stands_for:
            person_id = stands_for[person_id]
        return person_id

    return {in_order(root(one), root(other)) for one, other in pairs}


def with_contradictions(session: "VaultSession", pair: PossiblePair) -> PossiblePair:
    """The pair with the people judged different who would become one with it."""
    found = contradictions(session, pair.first.id, pair.second.id)
    if not found:
        return pair
    people = likenesses.summaries(session, {one for both in found for one in both})
    return replace(pair, contradictions=tuple((people[a].ref, people[b].ref) for a, b in found))
