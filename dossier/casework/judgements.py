"""What a person decides about two records: one person's, or different people's; remembered, and taken back."""

import uuid
from typing import TYPE_CHECKING

from dossier.casework.possible_pairs import PossiblePair, with_contradictions
from dossier.domain.linkage import compare_records
from dossier.errors import NotFound, Refused, add_messages
from dossier.i18n import N_
from dossier.vault.queries import likenesses
from dossier.vault.queries.records import person_by_ref

if TYPE_CHECKING:
    from dossier.vault import Vault
    from dossier.vault.sessions import VaultSession

add_messages(
    {
        "duplicates.same_record": N_("A record cannot be compared with itself."),
        "duplicates.merged": N_("These two are one record already. Undo the merge first: dossier merge --undo {merge}"),
    }
)


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
        return with_contradictions(session, PossiblePair(people[one], people[other], likeness))


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
