"""Joining two records of one person: what would be kept from where, who decided, and taking it back.

Nothing is joined here without a plan that a person has seen. The value of the record that stays is kept unless the
person names the other; what is empty is filled from the other; what protects is kept at its strictest.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dossier.domain.codes import TLP_LABELS
from dossier.errors import NotFound, Refused, add_messages
from dossier.i18n import N_
from dossier.vault import merging, unmerging
from dossier.vault.journal_values import plain
from dossier.vault.queries import likenesses
from dossier.vault.queries.records import person_by_ref

if TYPE_CHECKING:
    from dossier.vault import Vault
    from dossier.vault.sessions import VaultSession
    from dossier.vault.tables import Person, PersonMerge

add_messages(
    {
        "merge.same_record": N_("Both references lead to one and the same record."),
        "merge.field": N_("No field is called {name}. Fields are: {known}"),
        "merge.keep": N_("Write what to keep as FIELD=REFERENCE, with one of the two references."),
        "merge.different": N_("These two were judged to be different people. Change that decision first."),
        "merge.conflict": N_("Other decisions contradict this: {pairs} were judged to be different people."),
    }
)

_DATES = {name: (name, f"{name}_lower", f"{name}_upper", f"{name}_as_written") for name in ("born", "died")}
_PLAIN = (
    "label", "sex", "birth_place_as_written", "deceased", "citizenship_codes", "occupation", "occupation_group_code",
    "affiliation", "ethnicity", "health", "health_risk", "minor_children", "residence_region_code",
    "whereabouts_code", "remarks",
)  # fmt: skip
FIELDS: dict[str, tuple[str, ...]] = {"label": ("label",), **_DATES} | {name: (name,) for name in _PLAIN}
"""What can be chosen, and its columns."""
_EMPTY: tuple[object, ...] = (None, "", [], "unknown", False)


@dataclass(frozen=True)
class FieldChoice:
    """One field of both records; ``kept_from`` is the reference whose value stays."""

    name: str
    value: object
    other: object
    kept_from: str
    is_open: bool
    """Both have a value and the values differ."""


@dataclass(frozen=True)
class MergePlan:
    """What a merge would do."""

    survivor_ref: str
    merged_ref: str
    fields: tuple[FieldChoice, ...]
    moved: dict[str, int]
    """Table -> how many records go along."""
    likeness_codes: tuple[str, ...]
    score: float


def plan_merge(
    vault: "Vault",
    survivor_ref: str,
    merged_ref: str,
    keep: Mapping[str, str] | None = None,
    *,
    only_to_look: bool = False,
) -> MergePlan:
    """What would become of two records; nothing is changed.

    Args:
        vault: Where.
        survivor_ref: The record that stays, and whose reference leads on.
        merged_ref: The record that goes; its reference leads to the other from then on.
        keep: Field -> the reference whose value is kept, where it is not that of the survivor.
        only_to_look: Side by side also where other decisions forbid the merge.

    Raises:
        NotFound: "find.nothing".
        Refused: "merge.same_record", "merge.field", "merge.keep", "merge.different", "merge.conflict".
    """
    with vault.read() as session:
        return _plan(session, survivor_ref, merged_ref, keep or {}, only_to_look=only_to_look)[0]


def merge(
    vault: "Vault", survivor_ref: str, merged_ref: str, keep: Mapping[str, str] | None = None, *, reason: str = ""
) -> str:
    """Join two records as ``plan_merge`` says; a person has said yes. Returns the reference of the merge.

    Raises:
        As ``plan_merge``; Refused "merge.related".
    """
    with vault.write(reason=reason or f"merge {merged_ref} into {survivor_ref}") as session:
        plan, survivor, merged = _plan(session, survivor_ref, merged_ref, keep or {})
        record = merging.merge(session, survivor, merged, _chosen(plan, survivor, merged))
        return record.ref or _ref_of(session, record)


def _ref_of(session: "VaultSession", record: "PersonMerge") -> str:
    session.refresh(record)
    return record.ref or ""


def undo_merge(vault: "Vault", ref: str) -> tuple[str, str]:
    """Take two records apart again. Returns their references: the one that stayed, the one that comes back.

    Raises:
        NotFound: "merge.none".
        Refused: "merge.undone", "merge.needed".
    """
    from dossier.domain.refs import read_ref

    _kind, written = read_ref(ref)
    with vault.write(reason=f"undo {written}") as session:
        record = merging.find_merge(session, written)
        unmerging.undo(session, record)
        people = likenesses.summaries(session, [record.survivor_id, record.merged_id])
        return people[record.survivor_id].ref, people[record.merged_id].ref


def _plan(
    session: "VaultSession", survivor_ref: str, merged_ref: str, keep: Mapping[str, str], *, only_to_look: bool = False
) -> "tuple[MergePlan, Person, Person]":
    from dossier.domain.linkage import compare_records

    survivor, merged = _person(session, survivor_ref), _person(session, merged_ref)
    if survivor.id == merged.id:
        raise Refused("merge.same_record")
    if not only_to_look:
        _require_no_conflict(session, survivor.id, merged.id)
    people = likenesses.summaries(session, [survivor.id, merged.id])
    likeness = compare_records(people[survivor.id].described, people[merged.id].described)
    fields = tuple(_choice(name, survivor, merged, _wanted(keep, survivor, merged)) for name in FIELDS)
    moved = merging.children(session, merged.id)
    plan = MergePlan(survivor.ref or "", merged.ref or "", fields, moved, likeness.reason_codes, likeness.score)
    return plan, survivor, merged


def _person(session: "VaultSession", ref: str) -> "Person":
    from dossier.domain.refs import read_ref

    kind, written = read_ref(ref)
    person = person_by_ref(session, written) if kind == "person" else None
    if person is None:
        raise NotFound("find.nothing")
    return person


def _wanted(keep: Mapping[str, str], survivor: "Person", merged: "Person") -> dict[str, str]:
    unknown = [name for name in keep if name not in FIELDS]
    if unknown:
        raise Refused("merge.field", name=unknown[0], known=", ".join(FIELDS))
    if any(ref.upper() not in (survivor.ref, merged.ref) for ref in keep.values()):
        raise Refused("merge.keep")
    return {name: ref.upper() for name, ref in keep.items()}


def _choice(name: str, survivor: "Person", merged: "Person", wanted: dict[str, str]) -> FieldChoice:
    mine, theirs = _value(survivor, name), _value(merged, name)
    is_open = mine not in _EMPTY and theirs not in _EMPTY and mine != theirs
    default = merged.ref if mine in _EMPTY and theirs not in _EMPTY else survivor.ref
    chosen = wanted.get(name, default) or ""
    value, other = (theirs, mine) if chosen == merged.ref else (mine, theirs)
    return FieldChoice(name, value, other, chosen, is_open)


def _value(person: "Person", name: str) -> object:
    """What a person reads of a field: for a date its words."""
    written = getattr(person, f"{name}_as_written", None) if name in _DATES else None
    return written or getattr(person, name)


def _chosen(plan: MergePlan, survivor: "Person", merged: "Person") -> merging.Chosen:
    values: dict[str, Any] = {}
    same: set[str] = set()
    for field in plan.fields:
        if field.kept_from == plan.merged_ref:
            values |= {column: getattr(merged, column) for column in FIELDS[field.name]}
        if field.kept_from == plan.merged_ref or field.value == field.other:
            same.update((field.name, *FIELDS[field.name]))
    origins: dict[str, object] = {
        field.name: {"from": field.kept_from, "other": plain(field.other)}
        for field in plan.fields
        if field.value not in _EMPTY or field.other not in _EMPTY
    }
    return merging.Chosen(values | _strictest(survivor, merged), origins, frozenset(same))


def _strictest(survivor: "Person", merged: "Person") -> dict[str, Any]:
    """What protects a person is never loosened by a merge."""
    return {
        "protection_class": max(survivor.protection_class, merged.protection_class),
        "tlp": min(survivor.tlp, merged.tlp, key=TLP_LABELS.index),
        "is_public_official": survivor.is_public_official and merged.is_public_official,
    }


def contradictions(session: "VaultSession", one: uuid.UUID, other: uuid.UUID) -> list[tuple[uuid.UUID, uuid.UUID]]:
    """Pairs judged to be different people among all who would be one, were these two the same.

    Who was judged the same as one of them, or merged into one of them, counts with them: A=B and B=C contradict A≠C.
    """
    group = {one, other}
    open_ids = set(group)
    different: set[tuple[uuid.UUID, uuid.UUID]] = set()
    while open_ids:
        found = {merged for person in open_ids for merged in likenesses.merged_into(session, person)}
        for decision in likenesses.decisions_about(session, open_ids):
            pair = (decision.first_id, decision.second_id)
            if decision.verdict == "same":
                found.update(pair)
            else:
                different.add(pair)
        open_ids = found - group
        group |= found
    return sorted(pair for pair in different if pair[0] in group and pair[1] in group)


def _require_no_conflict(session: "VaultSession", one: uuid.UUID, other: uuid.UUID) -> None:
    found = contradictions(session, one, other)
    if likenesses.in_order(one, other) in found:
        raise Refused("merge.different")
    if found:
        people = likenesses.summaries(session, {person for pair in found for person in pair})
        raise Refused("merge.conflict", pairs=", ".join(f"{people[a].ref} ≠ {people[b].ref}" for a, b in found))
