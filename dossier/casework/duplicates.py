"""Records that may be one person's: proposed while a name is typed, listed for the whole vault, decided by a person.

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
from dossier.domain.linkage import Described, Likeness, compare_records, words_of
from dossier.errors import NotFound, Refused, add_messages
from dossier.i18n import N_
from dossier.vault.queries import likenesses
from dossier.vault.queries.likenesses import Pair, Summary, in_order
from dossier.vault.queries.records import person_by_ref

if TYPE_CHECKING:
    from datetime import date

    from dossier.vault import Vault
    from dossier.vault.sessions import VaultSession

add_messages(
    {
        "duplicates.same_record": N_("A record cannot be compared with itself."),
        "duplicates.merged": N_("These two are one record already. Undo the merge first: dossier merge --undo {merge}"),
    }
)

_LOOKED_AT = 60
_KEPT_SUMMARIES = 20_000
_ID_BYTES = 16


@dataclass(frozen=True)
class Candidate:
    """A person who may be the one that is being entered."""

    ref: str
    label: str
    born: str
    score: float
    band: str
    reasons: tuple[str, ...]


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


def candidates_for_entry(
    vault: "Vault",
    name: str,
    *,
    born_lower: "date | None" = None,
    born_upper: "date | None" = None,
    limit: int = 5,
) -> list[Candidate]:
    """Persons who may be the one whose name is being typed, best first; for the entry screen.

    Args:
        vault: Where.
        name: As typed so far, in any script; nothing is found before there is a whole word.
        born_lower: First possible day of birth, where it was typed.
        born_upper: Last possible day of birth.
        limit: At most so many.
    """
    wanted = Described((name,), born_lower, born_upper)
    with vault.read() as session:
        found = likenesses.summaries(session, likenesses.names_like(session, name, _LOOKED_AT))
    scored = ((compare_records(wanted, one.described), one) for one in found.values())
    close = sorted(((like, one) for like, one in scored if like.band != "no"), key=lambda it: (-it[0].score, it[1].ref))
    return [
        Candidate(one.ref, one.label, one.born_as_written, like.score, like.band, like.reasons)
        for like, one in close[:limit]
    ]


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
        return _with_contradictions(self._session, PossiblePair(first, second, likeness))


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


def _with_contradictions(session: "VaultSession", pair: PossiblePair) -> PossiblePair:
    found = contradictions(session, pair.first.id, pair.second.id)
    if not found:
        return pair
    people = likenesses.summaries(session, {one for both in found for one in both})
    return replace(pair, contradictions=tuple((people[a].ref, people[b].ref) for a, b in found))


def pair_of(vault: "Vault", one_ref: str, other_ref: str) -> PossiblePair:
    """Two records side by side, whatever was decided about them.

    Raises:
        NotFound: "find.nothing".
        Refused: "duplicates.same_record".
    """
    with vault.read() as session:
        one, other = _two(session, one_ref, other_ref)
        people = likenesses.summaries(session, [one, other])
        likeness = compare_records(people[one].described, people[other].described)
        return _with_contradictions(session, PossiblePair(people[one], people[other], likeness))


def judge(vault: "Vault", one_ref: str, other_ref: str, verdict: str, reason: str | None = None) -> None:
    """Remember that two records are "same" or "different" people; the last word counts.

    "different" is never proposed again, nor by an import. "same" joins nothing: that is a merge.

    Raises:
        NotFound: "find.nothing".
        Refused: "duplicates.same_record", "duplicates.merged".
    """
    with vault.write(reason=f"judged {verdict}") as session:
        one, other = _two(session, one_ref, other_ref)
        likenesses.set_decision(session, one, other, verdict, reason)


def forget_judgement(vault: "Vault", one_ref: str, other_ref: str) -> None:
    """Take a judgement back: the pair is proposed again.

    Raises:
        NotFound: "find.nothing"; Refused: "duplicates.same_record", "duplicates.merged".
    """
    with vault.write(reason="judgement taken back") as session:
        one, other = _two(session, one_ref, other_ref)
        decision = likenesses.decision_on(session, one, other)
        if decision is None:
            raise NotFound("find.nothing")
        session.delete(decision)


def _two(session: "VaultSession", one_ref: str, other_ref: str) -> tuple[uuid.UUID, uuid.UUID]:
    from dossier.domain.refs import read_ref

    refs = [read_ref(ref) for ref in (one_ref, other_ref)]
    people = [person_by_ref(session, ref) if kind == "person" else None for kind, ref in refs]
    one, other = people
    if one is None or other is None:
        raise NotFound("find.nothing")
    if one.id == other.id:
        if refs[0] == refs[1]:
            raise Refused("duplicates.same_record")
        raise Refused("duplicates.merged", merge=likenesses.merge_ref_of(session, [refs[0][1], refs[1][1]]))
    return one.id, other.id


__all__ = [
    "Candidate", "Found", "PossiblePair", "candidates_for_entry", "forget_judgement", "judge", "pair_of",
    "possible_pairs", "words_of",
]  # fmt: skip
