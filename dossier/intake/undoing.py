"""Taking an import out again, whole, and only while nothing rests on it."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dossier.vault import Vault


def undo(vault: "Vault", ref: str) -> dict[str, int]:
    """See ``dossier.intake.undo_batch``."""
    from dossier.domain.refs import read_ref
    from dossier.vault.batches import find_batch, found_by_words, remove_records, require_undoable
    from dossier.vault.journal import Entry
    from dossier.vault.search_index import forget_records
    from dossier.vault.tables.base import now_utc
    from dossier.vault.updating import index_again, persons_touched

    _kind, batch_ref = read_ref(ref)
    with vault.write(reason=f"undo {batch_ref}") as session:
        batch = find_batch(session, batch_ref)
        require_undoable(session, batch)
        touched = persons_touched(session, batch.id)
        for ids in list(found_by_words(session, batch.id)):
            forget_records(session, ids)
        removed = remove_records(session, batch, now_utc())
        index_again(session, touched)
        session.note(Entry("undo", "batch", batch.id, after={"removed": removed}))
    return removed
