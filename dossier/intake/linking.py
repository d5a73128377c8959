"""Rows of a list against the persons of a vault: who may be whom, with score and reasons; nothing is joined here.

A short list asks the index of names row by row; a long one makes the keys of its rows and lets the index run past them
once. Both give the same kind of answer, judged by the same comparison.
"""

import uuid
from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from dossier.domain.blocking import MOST_RECORDS, Births, keys_of_indexed, keys_to_ask, says_enough
from dossier.domain.facilities import place_marks
from dossier.domain.linkage import Described, compare_records, may_be, words_of
from dossier.domain.memory import forget_texts
from dossier.i18n import _
from dossier.intake.mapping import Read
from dossier.vault.queries import likenesses
from dossier.vault.queries.records import count_persons

if TYPE_CHECKING:
    from dossier.vault.sessions import VaultSession

MOST_LINKS = 5
_LOOKED_AT = 40
_COMPARED_AT_ONCE = 4000
"""Candidates that are in memory together."""
_ID_BYTES = 16
_TOLD_EACH = 10_000
"""Persons read between two words about the progress."""
_ROWS_BY_INDEX_PER_PERSONS = 100
"""Asking the index for one row costs about as much as the keys of so many names."""


class Link(NamedTuple):
    """A recorded person, or that of an earlier row of the file, who may be the one of a row."""

    ref: str
    """Empty for a person of the file, who has none before the file is taken in."""
    label: str
    born: str
    score: float
    band: str
    reason_codes: tuple[str, ...]
    row: int = 0
    """The earlier row; 0 for a recorded person."""
    described: Described | None = None
    """What the earlier row says."""

    @property
    def named(self) -> str:
        """The reference, or the earlier row in words."""
        return _("row {number}").format(number=self.row) if self.row else self.ref

    def as_json(self) -> dict[str, object]:
        """For reports."""
        who: dict[str, object] = {"row": self.row} if self.row else {"ref": self.ref}
        return who | {
            "label": self.label, "born": self.born, "score": self.score, "band": self.band,
            "reason_codes": list(self.reason_codes), "reasons": [words_of(code) for code in self.reason_codes],
        }  # fmt: skip


def likeliest(links: Iterable[Link]) -> tuple[Link, ...]:
    """The likeliest first, at most MOST_LINKS."""
    return tuple(sorted(links, key=lambda link: (-link.score, link.row, link.ref))[:MOST_LINKS])


@dataclass(frozen=True)
class RowToLink:
    """A row whose person is not known to be recorded."""

    number: int
    described: Described


def described_of(read: Read) -> Described | None:
    """What a row says of its person; None where it is not about a person."""
    person = next((made.values for made in read.records if made.table == "person" and made.match is None), None)
    if person is None:
        return None
    names = [m.values["as_written"] for m in read.records if m.table == "person_name" and _of(m.values, person)]
    places = [m.values.get("facility_as_written") for m in read.records if m.table == "placement"]
    articles = (m.values.get("article_key") for m in read.records if m.table == "charge")
    own = (person.get("birth_place_as_written"), person.get("residence_region_code"), *places)
    return Described(
        tuple(dict.fromkeys(filter(None, (person.get("label"), *names)))),
        person.get("born_lower"), person.get("born_upper"), person.get("sex", "unknown"),
        place_marks(filter(None, own)), frozenset(filter(None, articles)),
    )  # fmt: skip


def _of(values: dict[str, object], person: dict[str, object]) -> bool:
    return values.get("person_id") == person["id"]


_Asked = tuple[RowToLink, set[uuid.UUID]]
"""A row with the ids of those it may be about."""


class Linker:
    """Links the rows of one import.

    Args:
        session: Of ``vault.write()``.
        batch_id: The import, whose own persons are left out.
    """

    def __init__(self, session: "VaultSession", batch_id: uuid.UUID | None) -> None:
        self._session = session
        self._batch_id = batch_id
        self.person_count = count_persons(session)
        """How many persons were recorded before."""

    def link(
        self, rows: Sequence[RowToLink], on_progress: Callable[[int], None] | None = None
    ) -> dict[int, tuple[Link, ...]]:
        """Who the persons of some rows may be.

        Args:
            rows: To be linked.
            on_progress: Called with a part of ``person_count``: one half is the reading, the other the comparing.

        Returns:
            Number of a row -> the persons it may be about, the likeliest first, at most MOST_LINKS.
        """
        if not rows or not self.person_count:
            return {}
        by_index = len(rows) * _ROWS_BY_INDEX_PER_PERSONS < self.person_count
        candidates = self._by_index if by_index else self._by_keys(rows, on_progress)
        found: dict[int, tuple[Link, ...]] = {}
        for part in _parts((row, candidates(row)) for row in rows):
            if on_progress is not None:
                on_progress(self.person_count * (len(rows) + len(found)) // (2 * len(rows)))
            people = people_close_to(self._session, [(row.described, ids) for row, ids in part])
            found.update((row.number, _links(row.described, ids, people)) for row, ids in part)
            forget_texts()  # how these candidates' names are read: hardly any comes twice
        return {number: some for number, some in found.items() if some}

    def _by_index(self, row: RowToLink) -> set[uuid.UUID]:
        likely = (likenesses.names_like(self._session, name, _LOOKED_AT) for name in row.described.names[:3])
        return {person_id for ids in likely for person_id in ids}

    def _by_keys(
        self, rows: Sequence[RowToLink], on_progress: Callable[[int], None] | None
    ) -> Callable[[RowToLink], set[uuid.UUID]]:
        sharing = _Sharing(rows)
        persons = likenesses.keyed_persons(self._session, without_batch=self._batch_id)
        for count, person in enumerate(persons, 1):
            sharing.add(person)
            if on_progress is not None and count % _TOLD_EACH == 0:
                on_progress(count // 2)
        return sharing.find


class _Sharing:
    """Which recorded persons share a key with some rows: four bytes for each, and eighteen for the person.

    Args:
        rows: Whose keys are looked for.
    """

    def __init__(self, rows: Iterable[RowToLink]) -> None:
        self._wanted = {key for row in rows for key in _keys_of(row)}
        self._sharing: dict[int, array[int]] = {}
        self._ids = bytearray()
        self._births = Births(MOST_RECORDS)

    def add(self, person: likenesses.KeyedPerson) -> None:
        """Keep a recorded person under the keys that are wanted; those that too many share are wanted no longer."""
        shared = self._wanted.intersection(keys_of_indexed(person.ways, person.born_lower, person.born_upper))
        if not shared:
            return
        number = len(self._ids) // _ID_BYTES
        self._ids += person.id.bytes
        self._births.put(number, person.born_lower, person.born_upper)
        for key in shared:
            numbers = self._sharing.setdefault(key, array("I"))
            numbers.append(number)
            if not says_enough(key, len(numbers)):
                del self._sharing[key]
                self._wanted.remove(key)

    def find(self, row: RowToLink) -> set[uuid.UUID]:
        """The persons who share a key with a row and were not born on another day."""
        shared = {number for key in _keys_of(row) for number in self._sharing.get(key, ())}
        numbers = self._births.those_fitting(shared, row.described.born_lower, row.described.born_upper)
        return {uuid.UUID(bytes=bytes(self._ids[one * _ID_BYTES : (one + 1) * _ID_BYTES])) for one in numbers}


def _parts(rows: Iterable[_Asked]) -> Iterator[list[_Asked]]:
    """Rows with their candidates, no more than fit in memory together."""
    part: list[_Asked] = []
    count = 0
    for row, ids in rows:
        part.append((row, ids))
        count += len(ids)
        if count >= _COMPARED_AT_ONCE or len(part) >= _COMPARED_AT_ONCE:
            yield part
            part, count = [], 0
    if part:
        yield part


def _keys_of(row: RowToLink) -> set[int]:
    known = row.described
    return keys_to_ask(known.names, known.born_lower, known.born_upper)


def people_close_to(
    session: "VaultSession", wanted: Sequence[tuple[Described, Collection[uuid.UUID]]]
) -> dict[uuid.UUID, likenesses.Summary]:
    """The persons who may be those described, by id; names and births alone already rule most of the others out."""
    people = likenesses.summaries(session, {one for _described, ids in wanted for one in ids}, with_traces=False)
    close = {
        one for described, ids in wanted for one in ids if one in people and may_be(described, people[one].described)
    }
    return likenesses.summaries(session, close)


def _links(
    described: Described, ids: Iterable[uuid.UUID], people: dict[uuid.UUID, likenesses.Summary]
) -> tuple[Link, ...]:
    found = []
    for person in (people[one] for one in ids if one in people):
        like = compare_records(described, person.described)
        if like.band != "no":
            found.append(Link(person.ref, person.label, person.born_as_written, *like))
    return likeliest(found)
