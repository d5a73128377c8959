"""What was done to the keys since somebody opened the vault last: they are told, so that no key comes unseen."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from dossier.vault.checkpoints import KEY_SLOT
from dossier.vault.tables import Change

if TYPE_CHECKING:
    from dossier.vault.vault import Vault

_change: Any = Change.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True)
class KeyChange:
    """The last key that was given, changed or taken."""

    author: str
    at: datetime


def last_key_change(vault: "Vault") -> KeyChange | None:
    """That since the person who opened the vault opened it before; None where there was none, or no opening before."""
    of_keys = _change.c.record_table == KEY_SLOT
    opened = sa.select(_change.c.number).where(of_keys, _change.c.action == "unlock", _change.c.author == vault.author)
    before = opened.order_by(_change.c.number.desc()).offset(1).limit(1).scalar_subquery()
    later = of_keys & (_change.c.action == "keys") & (_change.c.number > before)
    with vault.read() as session:
        query = sa.select(_change.c.author, _change.c.at).where(later).order_by(_change.c.number.desc()).limit(1)
        found = session.execute(query).one_or_none()
    return KeyChange(*found) if found else None
