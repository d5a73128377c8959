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
