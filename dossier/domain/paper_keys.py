"""From when until when each key signed the papers of a vault, as its journal tells."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

MADE: Final = "made"
FOUND: Final = "found"
"""It was there before the journal said anything of such keys."""
ENDED: Final = "ended"


@dataclass(frozen=True, slots=True)
class KeyTime:
    """One key and its time."""

    fingerprint: str
    """SHA-256 of its certificate, hexadecimal: what a recipient compares."""
    name: str
    """What its signatures show."""
    since: datetime | None
    """None where nothing recorded tells it."""
    until: datetime | None = None
    """None while it signs."""

    def covers(self, at: datetime) -> bool:
        """Whether it was the key of the vault then; to the second, as a signature tells its time."""
        since = self.since.replace(microsecond=0) if self.since is not None else at
        return since <= at and (self.until is None or at <= self.until)


def key_of(fingerprint: str, keys: Iterable[KeyTime]) -> KeyTime | None:
    """The key of a list with this certificate; None where it is not there."""
    return next((one for one in keys if one.fingerprint == fingerprint), None)


def key_times(entries: Iterable[tuple[datetime, Mapping[str, Any]]]) -> list[KeyTime]:
    """The keys in the order in which they came.

    Args:
        entries: Time and content of the entries on these keys, oldest first.
    """
    found: dict[str, KeyTime] = {}
    for at, said in entries:
        key = str(said["key"])
        if said["what"] == ENDED:
            found[key] = replace(found[key], until=at)
        else:
            found[key] = KeyTime(key, str(said["name"]), at if said["what"] == MADE else None)
    return list(found.values())
