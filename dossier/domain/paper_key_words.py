"""Keys that sign papers and signatures, in words."""

from collections.abc import Sequence
from datetime import UTC, datetime

from dossier.domain.paper_keys import KeyTime, key_of
from dossier.i18n import _


def time_words(one: KeyTime) -> str:
    """From when until when it signed, in UTC."""
    since, until = _minute(one.since), _minute(one.until)
    if since and until:
        return _("from {since} until {until} UTC").format(since=since, until=until)
    if until:
        return _("until {until} UTC; since when is not recorded").format(until=until)
    return _("since {since} UTC").format(since=since) if since else _("since when is not recorded")


def _minute(at: datetime | None) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M}" if at is not None else ""


def signed_words(fingerprint: str, name: str, at: datetime | None, keys: Sequence[KeyTime] | None) -> str:
    """Who signed a paper and when, as the signature says; with a list of keys also what the list says of that key.

    Args:
        fingerprint: SHA-256 of the certificate.
        name: In the certificate.
        at: As the signature says.
        keys: Those of the vault; None where nobody gave them.
    """
    said = _("Signed by {name}, at {when} UTC as the signature says, certificate SHA-256 {hash}.")
    words = said.format(name=name or "–", when=_minute(at) or "–", hash=fingerprint)
    return f"{words} {_of_key(fingerprint, at, keys)}" if keys is not None else words


def _of_key(fingerprint: str, at: datetime | None, keys: Sequence[KeyTime]) -> str:
    key = key_of(fingerprint, keys)
    if key is None:
        return _("This is no key of the vault that gave the list.")
    if at is None or not key.covers(at):
        said = _("This key was the vault's {time}, and not when it signed: do not rely on this paper, ask the vault.")
        return said.format(time=time_words(key))
    return _("It was the vault's key then ({time}).").format(time=time_words(key))
