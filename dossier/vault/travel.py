"""A vault for a journey: a new one, with a key of its own, that holds chosen cases and persons and nothing else.

A person forced at a border to open it opens this and no more. Who a source is stays at home, sealed or not; so do tips,
receipts, imports and whatever hangs on a case that was not chosen. Other people whom a chosen case names come along by
name alone, with what they agreed to and what protects them.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from io import BufferedReader
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from dossier.domain.refs import read_ref
from dossier.errors import NotFound, Refused, VaultProblem, add_messages
from dossier.i18n import N_
from dossier.vault import packaging
from dossier.vault.ern_registry import provider_of, set_provider
from dossier.vault.evidence.store import EvidenceStore
from dossier.vault.facts import put_fact
from dossier.vault.journal import Entry
from dossier.vault.queries.records import case_by_ref, person_by_ref
from dossier.vault.tables import ErnRange, Exhibit, ExhibitCopy, StoredObject
from dossier.vault.travel_rows import Ids, Subset

if TYPE_CHECKING:
    from dossier.vault.sessions import VaultSession
    from dossier.vault.vault import Vault

add_messages(
    {
        "travel.kind": N_("For a journey choose cases (C-…) and persons (P-…); what belongs to them comes along."),
        "travel.same_passphrase": N_(
            "This passphrase opens the vault at home too: who forces it on the way would have both. Choose another one."
        ),
        "travel.nothing": N_("Name at least one case or person that is to come along."),
    }
)

HOME: Final = "travel_home"
"""Fact of a vault for a journey: the number of the vault that it was taken from."""
SINCE: Final = "travel_since"
"""Fact: the size of its journal when the journey began."""


@dataclass(frozen=True)
class Travelling:
    """What a vault for a journey holds."""

    counts: dict[str, int]
    """Table -> rows."""
    bare_persons: int
    """Those of whom only the name came along."""
    evidence_files: int
    exhibits_without_file: int
    copies_at_home: int
    """Numbered copies and redacted versions of its exhibits, where the files do not come along."""


def chosen_ids(session: "VaultSession", refs: Sequence[str]) -> Ids:
    """The cases and persons of these references.

    Raises:
        Misread: "ref.form", "ref.check".
        NotFound: "find.nothing".
        Refused: "travel.kind", "travel.nothing".
    """
    finders: dict[str, Any] = {"legal_case": case_by_ref, "person": person_by_ref}
    chosen: Ids = {name: set() for name in finders}
    for written in refs:
        table, ref = read_ref(written)
        if table not in finders:
            raise Refused("travel.kind")
        if (row := finders[table](session, ref)) is None:
            raise NotFound("find.nothing")
        chosen[table].add(row.id)
    if not any(chosen.values()):
        raise Refused("travel.nothing")
    return chosen


def require_other_passphrase(home: "Vault", passphrase: str) -> None:
    """A vault for a journey must not say by its passphrase how the one at home is opened.

    Raises:
        Refused: "travel.same_passphrase".
    """
    from dossier.vault.header import unlock

    try:
        unlock(home.header, passphrase)
    except VaultProblem:
        return
    raise Refused("travel.same_passphrase")


def fill(home: "Vault", away: "Vault", refs: Sequence[str], *, with_evidence: bool = False) -> Travelling:
    """Copy what belongs to chosen cases and persons into a new vault, and note at home what went.

    Args:
        home: Open.
        away: Open, new, with nothing but the seeds in it.
        refs: Of cases and persons.
        with_evidence: Take the files of the exhibits along; without it only what is said of them.

    Raises:
        As ``chosen_ids``; "package.not_empty".
        DossierError: "evidence.missing", "evidence.damaged".
    """
    with home.read() as session:
        subset = Subset(session, chosen_ids(session, refs), with_copies=with_evidence)
        subset.grow()
        with away.write(reason="travel") as target:
            packaging.require_empty(target)
            packaging.remove_seeded(target)
            counts = {name: packaging.write_rows(target, name, subset.rows(name)) for name in subset.tables()}
            for name in filter(packaging.has_inner_links, subset.tables()):
                packaging.link_rows(target, name, subset.rows(name))
            files = _copy_evidence(home, session, away, target, subset) if with_evidence else 0
            _take_numbers_along(session, target, subset)
            put_fact(target, HOME, home.vault_id)
            packaging.finish(target, uuid.UUID(away.vault_id), {"travel": True, "rows": sum(counts.values())})
        held, copies = subset.count_held(), subset.count_copies()
    _note_departure(home, away, refs)
    rows = {name: count for name, count in counts.items() if count}
    return Travelling(rows, len(subset.bare), files, held - files, copies)


def _note_departure(home: "Vault", away: "Vault", refs: Sequence[str]) -> None:
    from dossier.vault.checkpoints import current_checkpoint

    size = current_checkpoint(away).size
    with away.write() as session:
        put_fact(session, SINCE, str(size))
    with home.write() as session:
        session.note(Entry("travel", after={"vault": away.vault_id, "refs": sorted(refs)}))


def _copy_evidence(home: "Vault", source: "VaultSession", away: "Vault", target: "VaultSession", subset: Subset) -> int:
    """Decrypt each file at home and encrypt it for the journey; the clear bytes touch no disk.

    Returns:
        How many exhibits have their file; their numbered copies and redacted versions are not counted.
    """
    near, far = EvidenceStore(home), EvidenceStore(away)
    models: tuple[Any, ...] = (Exhibit, ExhibitCopy)
    held: dict[str, int] = {}
    for model in models:
        table = model.__table__
        for record_id in sorted(subset.ids[table.name]):
            if (object_id := source.get_one(model, record_id).object_id) is not None:
                name = copy_file(near, source, far, target, object_id)
                target.connection().execute(sa.update(table).where(table.c.id == record_id).values(object_id=name))
                held[table.name] = held.get(table.name, 0) + 1
    return held.get("exhibit", 0)


def _take_numbers_along(source: "VaultSession", target: "VaultSession", subset: Subset) -> None:
    """The numbers of pages that are taken, and by whose letters: a page is numbered once, here or on the way."""
    if taken := subset.taken_numbers():
        target.connection().execute(sa.insert(ErnRange.__table__), taken)  # type: ignore[attr-defined]
    set_provider(target, provider_of(source))


def copy_file(
    near: EvidenceStore, source: "VaultSession", far: EvidenceStore, target: "VaultSession", object_id: str
) -> str:
    """Take one evidence file from one vault into another; returns its name there."""
    row = source.get_one(StoredObject, object_id)
    with BufferedReader(near.open(row)) as stream, far.staged(stream, size_bytes=row.size_bytes) as staged:
        return far.keep(target, staged).object_id
