"""Are the keys in the header those of which the journal says who got them?

Whoever has the master key can sign a header of their own. What they put into it has no entry of the kind "keys", and an
opening with it does not make one: only who is given a key by the program is written down there.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from dossier.vault.checkpoints import KEY_SLOT
from dossier.vault.tables import Change

if TYPE_CHECKING:
    from dossier.vault.vault import Vault

_MADE: Final = "made"
_change: Any = Change.__table__  # type: ignore[attr-defined]


def strange_keys(vault: "Vault", session: Any) -> Iterator[tuple[str, str]]:
    """Each key of the header that nobody was given, and each whose signature is not the one it always had.

    Yields:
        The id of the key, and "not in the journal" or "another signature".
    """
    query = sa.select(_change.c.action, _change.c.after).where(_change.c.record_table == KEY_SLOT)
    said = [row for row in session.execute(query.order_by(_change.c.number)) if row.after and "slot" in row.after]
    known = _given(said) | _first(said, vault.slot_id)
    signers = _signers(row.after for row in said)
    for slot in vault.header.slots:
        slot_id = str(slot["id"])
        if slot_id not in known:
            yield slot_id, "not in the journal"
        elif "signer" in slot and slot["signer"] not in signers.get(slot_id, {slot["signer"]}):
            yield slot_id, "another signature"


def _given(said: Iterable[Any]) -> set[str]:
    return {str(row.after["slot"]) for row in said if row.action == "keys"}


def _first(said: Iterable[Any], opened_with: str) -> set[str]:
    """The key that a vault was made with, where an early version made it and wrote down only its openings."""
    if any(row.after.get("what") == _MADE for row in said):
        return set()
    openings = (str(row.after["slot"]) for row in said if row.action == "unlock")
    return {next(openings, opened_with), opened_with}


def _signers(said: Iterable[Any]) -> dict[str, set[str]]:
    """Key -> the signature that the first entry on it names; a change of passphrase does not change it."""
    found: dict[str, set[str]] = {}
    for after in said:
        if "signer" in after:
            found.setdefault(str(after["slot"]), {str(after["signer"])})
    return found
