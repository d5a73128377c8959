"""Is the person of a row one who is recorded already, or that of an earlier row? What was decided, or that it waits.

A decision is remembered under the entry's own number where the list has one, else under name and birth as written. It
is "P-…", the person it is; "same", the one whom it is likely to be; or "new", followed by the references of those whom
it is not, and by "rows" where earlier rows of the file were meant too.
"""

import re
from typing import TYPE_CHECKING, NamedTuple

from dossier.intake.mapping import Read

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dossier.intake.linking import Link

COLUMN = "@person"
"""Where decisions about identities stand among those about cells."""
NEW, SAME, ROWS = "new", "same", "rows"
_LONGEST = 400


class Identity(NamedTuple):
    """What is known about who the person of a row is."""

    person_refs: tuple[str, ...] = ()
    """References of the person it is."""
    rows: tuple[int, ...] = ()
    """Earlier rows of the file whose person it is: all of them one person, or it waits."""
    waits: bool = False
    different: tuple[str, ...] = ()
    """References of persons whom somebody has judged to be others."""
    different_rows: tuple[int, ...] = ()
    used: str | None = None
    """The text under which the decision stood that was followed."""

    @property
    def is_known(self) -> bool:
        """Whether it is somebody who is there."""
        return bool(self.person_refs or self.rows)


def text_of(key: str | None, read: Read) -> str:
    """The text under which a decision about the person of this row is remembered."""
    if key is not None:
        return f"#{key[:32]}"
    person = next((made.values for made in read.records if made.table == "person"), {})
    return f"{person.get('label', '')} | {person.get('born_as_written', '')}"


def whose(
    key: str | None, read: Read, links: "tuple[Link, ...]", decisions: "Mapping[tuple[str, str], str]"
) -> Identity:
    """Whose row it is, as far as it was decided; a likely person whom nobody has judged makes it wait."""
    text = text_of(key, read)
    decision = decisions.get((COLUMN, text), "")
    likely = [link for link in links if link.band == "same"]
    if decision == SAME and links:
        meant = likely or list(links)
        refs = tuple(link.ref for link in meant if link.ref)
        return Identity(refs, tuple(link.row for link in meant if link.row), used=text)
    if decision and not decision.startswith(NEW) and decision != SAME:
        return Identity((decision,), used=text)
    if decision.startswith(NEW) and _is_about(decision, likely):
        judged = _refs_in(decision) or tuple(link.ref for link in links if link.ref)
        return Identity(different=judged, different_rows=tuple(link.row for link in links if link.row), used=text)
    return Identity(waits=bool(likely))


def _refs_in(decision: str) -> tuple[str, ...]:
    return tuple(re.findall(r"P-[0-9A-Z-]+", decision))


def _is_about(decision: str, likely: "list[Link]") -> bool:
    """Whether the judgement "another person" was passed with all of these in sight."""
    if decision.strip() == NEW:
        return True
    rows_too = ROWS in decision.split()
    return all(link.ref in _refs_in(decision) if link.ref else rows_too for link in likely)


def decided_new(links: "tuple[Link, ...]") -> str:
    """The decision that the person of a row is none of these."""
    rows = [ROWS] if any(link.row for link in links) else []
    return " ".join([NEW, *rows, *(link.ref for link in links if link.ref)])[:_LONGEST]
