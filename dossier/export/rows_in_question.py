"""What the release policy is asked: the rows of a list with what decides about each, and who makes their cells."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from dossier.export.person_verdicts import Verdict
from dossier.vault.queries.consents import Key
from dossier.vault.queries.list_standings import Standings


class Column(Protocol):
    """What the policy asks of a column of a layout."""

    @property
    def name(self) -> str: ...

    @property
    def protection(self) -> int: ...

    @property
    def name_of(self) -> bool: ...

    @property
    def needs_scope(self) -> str | None: ...

    @property
    def free_text(self) -> bool: ...

    @property
    def codes(self) -> str: ...

    @property
    def withheld_as(self) -> str: ...


class RawRows(NamedTuple):
    """Some rows as they were read, column by column, with what decides about each row."""

    columns: Sequence[Sequence[Any]]
    subjects: Sequence[Sequence[Key]]
    """The persons that each is about: all of them must agree."""
    classes: Sequence[Sequence[int]]
    """The protection classes of the records in each, a column for each record."""
    labels: Sequence[str | None]
    """The TLP label of each itself."""


class Kept(NamedTuple):
    """The rows that leave, column by column."""

    columns: Sequence[Sequence[Any]]
    subjects: Sequence[Sequence[Key]]
    standings: Standings
    verdicts: Mapping[Key, Verdict]


class Cells(Protocol):
    """Makes the cells of a list."""

    def fits(self, columns: Sequence[Sequence[Any]], count: int) -> Iterable[bool]:
        """Whether the form of the list can hold each row."""
        ...

    def columns(self, kept: Kept) -> list[Sequence[Any]]:
        """The cells of the rows that leave, column by column."""
        ...


class NamesSomebody(Protocol):
    """Searches texts for persons who are not to be named to the recipient."""

    def __call__(self, text: str) -> bool:
        """Whether the text names one."""
        ...

    def is_of_codes(self, text: str, vocabulary: str) -> bool:
        """Whether nothing but codes of the vocabulary stand there; its column takes other words as well."""
        ...
