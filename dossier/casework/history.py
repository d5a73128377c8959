"""The history of a record, and taking a change back: an undo that is itself a change and can be undone."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dossier.vault import Vault
    from dossier.vault.history import HistoryStep


def history_of(vault: "Vault", ref: str) -> "list[HistoryStep]":
    """Everything the journal says of one record, oldest first, with before and after of each field.

    Raises:
        Misread: the reference is mistyped.
        NotFound: "find.nothing".
    """
    from dossier.vault import history

    with vault.read() as session:
        return history.history_of(session, ref)


def restore_before(vault: "Vault", ref: str, number: int) -> str:
    """Bring a record back to what it was before the entry of that number; returns its reference.

    Raises:
        NotFound: "find.nothing", "history.none".
        Refused: "history.before_it_was", "history.sealed".
        StoreProblem: "store.refused" where what it pointed to is gone.
    """
    from dossier.vault import history

    with vault.write(reason=f"back to before entry {number}") as session:
        return history.restore_before(session, ref, number)


def undo_change(vault: "Vault", number: int) -> list[str]:
    """Take back everything that was saved in one go with an entry of the journal.

    Returns:
        References of the records that are still there and were changed back.

    Raises:
        NotFound: "undo.none".
        Refused: "undo.later", "undo.append_only".
    """
    from dossier.vault.queries.any_record import by_id
    from dossier.vault.undoing import undo_save

    with vault.write(reason=f"undo of entry {number}") as session:
        rows = [by_id(session, kind, record_id) for kind, record_id in undo_save(session, number)]
    return [row.ref or "" for row in rows if row is not None]
