"""What the grammar of citations hands over: each article as it stands in the text, and what was not understood."""

from dataclasses import dataclass, field
from typing import NamedTuple

from dossier.domain.article_places import Place


class Named(NamedTuple):
    """A code as the text names it: its kind, and the country and the year of the edition where they are said."""

    kind: str
    country: str
    edition: str


UNNAMED = Named("", "", "")


class Citation(NamedTuple):
    """One article as it stands in the text: its number still as written, "361-4", "361^4" or "24.23", or a key."""

    number: str
    part: str
    point: str
    code: Named
    group: int
    start: int
    end: int

    @property
    def named(self) -> bool:
        """Whether the text names a code for it."""
        return bool(self.code.kind)


@dataclass(slots=True)
class Group:
    """One article with its parts, while it is read."""

    number: str
    start: int
    end: int
    places: list[Place] = field(default_factory=list)
    code: Named = UNNAMED


class Read(NamedTuple):
    """All citations of a text, and the stretches of it that were not understood."""

    citations: list[Citation]
    rest: list[tuple[int, int]]
