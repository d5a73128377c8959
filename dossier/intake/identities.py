"""Is the person of a row one who is recorded already? What a person decided, or that it waits for a decision.

A decision is remembered under the entry's own number where the list has one, else under name and birth as written. It
is "P-…", the person it is, or "new", followed by the references of those whom it is not.
"""

import re
from typing import TYPE_CHECKING, NamedTuple

from dossier.intake.mapping import Read

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dossier.intake.linking import Link

COLUMN = "@person"
"""Where decisions about identities stand among those about cells."""
NEW = "new"
_LONGEST = 400


class Identity(NamedTuple):
    """What is known about who the person of a row is."""

    person_ref: str | None = None
    waits: bool = False
    different: tuple[str, ...] = ()
    """References of persons whom somebody has judged to be others."""
    used: str | None = None
    """The text under which the decision stood that was followed."""


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
    likely = [link.ref for link in links if link.band == "same"]
    if decision and not decision.startswith(NEW):
        return Identity(person_ref=decision, used=text)
    judged = tuple(re.findall(r"P-[0-9A-Z-]+", decision))
    if decision and (not judged or set(likely) <= set(judged)):
        return Identity(different=judged or tuple(link.ref for link in links), used=text)
    return Identity(waits=bool(likely))


def decided_new(links: "tuple[Link, ...]") -> str:
    """The decision that the person of a row is none of these."""
    return " ".join([NEW, *(link.ref for link in links)])[:_LONGEST]
