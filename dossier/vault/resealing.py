"""Renewing what is sealed: a custodian lets another custodian's key open it, or a later day be its last.

Only who can open an entry can do so, on their own machine and without the vault: its key is sealed to the new public
key, and the answer goes back as a file in which nothing can be read. The vault adds and never takes away by it, so that
a false file destroys nothing; whether an added key opens, its custodian sees by opening a fresh bundle.
"""

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from dossier.errors import Refused, UnreadableInput, add_messages
from dossier.i18n import N_
from dossier.vault.custodian_keys import CustodianSecret, fingerprint
from dossier.vault.journal import Entry
from dossier.vault.sealing import BUNDLE, bound_to, custodians, open_entries, unwrapped_key, wrapped_key

if TYPE_CHECKING:
    from dossier.vault.tables import SealedEntry
    from dossier.vault.vault import Vault

add_messages(
    {
        "resealed.form": N_("This file holds no renewed keys. Give the file of: dossier custodian renew"),
        "resealed.other_vault": N_("This file renews keys of another vault. Nothing was changed."),
        "resealed.nothing": N_(
            "Say what is to be renewed: another custodian's key (--to) or the last day (--kept-days)."
        ),
        "resealed.too_long": N_("At most {limit} days from today. Renew it again when they are over."),
    }
)

ANSWER: Final = "dossier-resealed-1"
LONGEST_DAYS: Final = 366


@dataclass(frozen=True)
class Renewed:
    """What a file of a custodian changed in the vault."""

    keys_added: int
    days_moved: int
    passed_over: tuple[str, ...]
    """References of entries in the file that are gone, or were sealed anew since."""


def reseal(
    document: Any, secret: CustodianSecret, to: Sequence[bytes], kept_days: int | None, today: date
) -> tuple[dict[str, Any], list[str]]:
    """On the custodian's machine: the answer to a bundle, and the references of the entries that do not open.

    Args:
        document: Of ``sealing.sealed_bundle``.
        secret: Of a custodian who can open the entries.
        to: Public keys that shall open them too; compare each fingerprint by voice before.
        kept_days: From today so many days until nobody opens them; None leaves their days.
        today: The day of the clock.

    Raises:
        UnreadableInput: "sealed.bundle".
        Refused: "sealed.not_yours", "resealed.nothing", "resealed.too_long".
    """
    if not to and kept_days is None:
        raise Refused("resealed.nothing")
    if kept_days is not None and not 0 < kept_days <= LONGEST_DAYS:
        raise Refused("resealed.too_long", limit=LONGEST_DAYS)
    until = None if kept_days is None else (today + timedelta(days=kept_days)).isoformat()
    try:
        if document["form"] != BUNDLE:
            raise UnreadableInput("sealed.bundle")
        vault_id = str(document["vault"])
        results = [(str(one["entry"]), _resealed(vault_id, one, secret, to, until)) for one in document["entries"]]
    except (KeyError, TypeError, ValueError, AttributeError):
        raise UnreadableInput("sealed.bundle") from None
    done = [one for _ref, one in results if one is not None]
    if results and not done:
        raise Refused("sealed.not_yours")
    return {"form": ANSWER, "vault": vault_id, "entries": done}, [ref for ref, one in results if one is None]


def _resealed(
    vault_id: str, entry: Any, secret: CustodianSecret, to: Sequence[bytes], until: str | None
) -> dict[str, Any] | None:
    bound, mine = bound_to(vault_id, entry["record"], entry["field"]), fingerprint(secret.public_bytes())
    for wrapped in entry["keys"]:
        if wrapped["custodian"] == mine and (key := unwrapped_key(wrapped["key"], bound, secret)) is not None:
            keys = [wrapped_key(key, bound, public) for public in to]
            return {"entry": entry["entry"], "sum": _sum(base64.b64decode(entry["body"])), "keys": keys, "until": until}
    return None


def _sum(body: bytes) -> str:
    """Which body the keys are for."""
    return hashlib.sha256(body).hexdigest()


def take_resealed(vault: "Vault", document: Any, today: date) -> Renewed:
    """Take a custodian's answer into the vault: keys for its custodians are added, last days move to later ones.

    Raises:
        UnreadableInput: "resealed.form".
        Refused: "resealed.other_vault", "custodian.changed".
    """
    answers = _answers(vault.vault_id, document)
    keys_added, days_moved, done = 0, 0, set()
    with vault.write(reason="sealed identities renewed") as session:
        known = {one.fingerprint for one in custodians(vault.header, session)}
        for entry in open_entries(session):
            answer = answers.get(str(entry.ref))
            if answer is None or answer["sum"] != _sum(entry.body):
                continue
            done.add(str(entry.ref))
            keys_added += _add_keys(entry, answer["keys"], known)
            days_moved += _move_day(entry, answer["until"], today)
        session.note(Entry("custodian", "sealed_entry", after={"keys_added": keys_added, "days_moved": days_moved}))
    return Renewed(keys_added, days_moved, tuple(sorted(answers.keys() - done)))


def _answers(vault_id: str, document: Any) -> dict[str, dict[str, Any]]:
    try:
        if document["form"] != ANSWER:
            raise UnreadableInput("resealed.form")
        if document["vault"] != vault_id:
            raise Refused("resealed.other_vault")
        return {str(one["entry"]): _checked(one) for one in document["entries"]}
    except (KeyError, TypeError, ValueError, AttributeError):
        raise UnreadableInput("resealed.form") from None


def _checked(one: Any) -> dict[str, Any]:
    """The fields of an answer, each of its type."""
    keys = [{"custodian": str(key["custodian"]), "key": _base64(key["key"])} for key in one["keys"]]
    until = None if one["until"] is None else date.fromisoformat(one["until"])
    return {"sum": str(one["sum"]), "keys": keys, "until": until}


def _base64(text: str) -> str:
    base64.b64decode(text, validate=True)
    return text


def _add_keys(entry: "SealedEntry", keys: Sequence[dict[str, str]], known: set[str]) -> int:
    """Only for custodians of this vault who have none yet, and only of the length that such a key has."""
    there = {one["custodian"] for one in entry.wrapped_keys}
    length = {len(one["key"]) for one in entry.wrapped_keys}
    new = [one for one in keys if one["custodian"] in known - there and len(one["key"]) in length]
    if new:
        entry.wrapped_keys = [*entry.wrapped_keys, *new]
    return len(new)


def _move_day(entry: "SealedEntry", until: date | None, today: date) -> bool:
    """Never to an earlier day, and never further than a custodian may say."""
    if until is None or not entry.expires_on < until <= today + timedelta(days=LONGEST_DAYS):
        return False
    entry.expires_on = until
    return True
