"""Rows of one list that may be about the same person: each is compared with the rows before it, with reasons.

Nothing needs to be in the vault for that, so a dry run tells it before anything is written. Rows near by are compared
from memory; of rows further up only keys are kept, and what they say is read where the import has put it.
"""

import uuid
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from dossier.domain.blocking import Births, RecentKeys, double_keys
from dossier.domain.linkage import Described, compare_records
from dossier.intake.linking import Link, RowToLink, likeliest, people_close_to
from dossier.vault import batches
from dossier.vault.queries import likenesses

if TYPE_CHECKING:
    from dossier.vault.sessions import VaultSession


class Doubles:
    """Compares the rows of one import.

    Args:
        session: Of ``vault.write()``.
        batch_id: The import.
    """

    def __init__(self, session: "VaultSession", batch_id: uuid.UUID) -> None:
        self._session = session
        self._batch_id = batch_id
        self._keys = RecentKeys()
        self._births = Births()

    def find(self, rows: Sequence[RowToLink]) -> dict[int, tuple[Link, ...]]:
        """Number of a row -> the earlier rows that may be about its person; the rows are kept for those to come.

        Args:
            rows: In the order of the file; earlier ones are written already or stand in this part.
        """
        here = {row.number: row.described for row in rows}
        sharing = {row.number: self._sharing(row) for row in rows}
        earlier = self._earlier(rows, {number: numbers - here.keys() for number, numbers in sharing.items()})
        found: dict[int, tuple[Link, ...]] = {}
        for row in rows:
            links = (
                _link(row.described, number, here[number]) if number in here
                else _link(row.described, number, earlier[number].described, earlier[number])
                for number in sharing[row.number] if number in here or number in earlier
            )  # fmt: skip
            if some := likeliest(link for link in links if link is not None):
                found[row.number] = some
        return found

    def _sharing(self, row: RowToLink) -> set[int]:
        known = row.described
        kept, asked = double_keys(known.names, known.born_lower, known.born_upper)
        found = {number for key, most in asked.items() for number in self._keys.find(key, most)}
        for key in kept:
            self._keys.put(key, row.number)
        self._births.put(row.number, known.born_lower, known.born_upper)
        return self._births.those_fitting(found, known.born_lower, known.born_upper)

    def _earlier(
        self, rows: Sequence[RowToLink], sharing: Mapping[int, Collection[int]]
    ) -> dict[int, likenesses.Summary]:
        """Earlier rows that the import has put into the vault, as far as they may be about the person of one here."""
        numbers = {one for some in sharing.values() for one in some}
        persons = batches.persons_of_rows(self._session, self._batch_id, numbers)
        wanted = [(row.described, [persons[one] for one in sharing[row.number] if one in persons]) for row in rows]
        people = people_close_to(self._session, wanted)
        return {number: people[one] for number, one in persons.items() if one in people}


def _link(
    described: Described, number: int, other: Described, recorded: likenesses.Summary | None = None
) -> Link | None:
    like = compare_records(described, other)
    if like.band == "no":
        return None
    label, born = (recorded.label, recorded.born_as_written) if recorded else (other.names[0], other.born)
    return Link("", label, born, *like, row=number, described=other)
