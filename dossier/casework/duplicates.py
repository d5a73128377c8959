"""Persons who may be the one whose name is being typed: proposed while it is typed, decided by a person.

The pairs of a whole vault are in ``possible_pairs``, what a person decides about a pair in ``judgements``.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dossier.domain.linkage import Described, compare_records
from dossier.vault.queries import likenesses

if TYPE_CHECKING:
    from datetime import date

    from dossier.vault import Vault

_LOOKED_AT = 60


@dataclass(frozen=True)
class Candidate:
    """A person who may be the one that is being entered."""

    ref: str
    label: str
    born: str
    score: float
    band: str
    reasons: tuple[str, ...]


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
