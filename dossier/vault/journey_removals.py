"""What was removed on a journey, at home: whether it may go here too."""

from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from dossier.errors import Refused
from dossier.vault.tables import Change
from dossier.vault.undoing import ONLY_GROW, require_alone

if TYPE_CHECKING:
    from dossier.vault.sessions import VaultSession

JOURNEY: Final = "travel"
"""The action of the entries on a journey, and the reason of what it brings home."""
_change: Any = Change.__table__  # type: ignore[attr-defined]


def why_it_stays(session: "VaultSession", here: Any, vault_id: str) -> str:
    """Why a record that was removed on the way stays at home; empty where it may go.

    Args:
        session: Of the vault at home.
        here: The record there.
        vault_id: Of the vault for the journey.
    """
    if here.__tablename__ in ONLY_GROW:
        return "refused"
    if _was_changed_here(session, here, _beginning(session, vault_id)):
        return "changed here too"
    try:
        require_alone(session, here.__tablename__, here)
    except Refused:
        return "needed here"
    return ""


def _beginning(session: "VaultSession", vault_id: str) -> int:
    """The number of the entry with which the journey began."""
    query = sa.select(_change.c.number, _change.c.after).where(_change.c.action == JOURNEY).order_by(_change.c.number)
    mine = (number for number, after in session.execute(query) if (after or {}).get("vault") == vault_id)
    return int(next(mine, 0))


def _was_changed_here(session: "VaultSession", here: Any, since: int) -> bool:
    """Whether the journal has an entry on it since then that did not come home from the journey."""
    of_home = _change.c.reason.is_distinct_from(JOURNEY)
    own = sa.select(_change.c.number).where(_change.c.record_id == here.id, _change.c.number > since, of_home)
    return session.execute(own.limit(1)).first() is not None
