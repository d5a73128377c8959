"""Renewing what is sealed: a custodian lets another custodian's key open it, or a later day be its last.

Only who can open an entry can do so, on their own machine and without the vault: its key is sealed to the new public
key, and the answer goes back as a file in which nothing can be read. Each entry of it is signed with a key that follows
from the entry's own, so that nobody else can renew it, whoever carries the file. The vault adds and never takes away.
"""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from dossier.errors import Refused, UnreadableInput, add_messages
from dossier.i18n import N_
from dossier.vault.custodian_keys import CustodianSecret, fingerprint
from dossier.vault.custodians import custodians
from dossier.vault.journal import Entry
from dossier.vault.keys import canonical
from dossier.vault.sealed_bundles import BUNDLE
from dossier.vault.sealed_entries import RENEWAL, bound_to, open_entries, renewal_key, unwrapped_key, wrapped_key

if TYPE_CHECKING:
    from dossier.vault.tables import SealedEntry
    from dossier.vault.vault import Vault

add_messages(
    {
        "resealed.form": N_("This file holds no renewed keys. Give the file of: dossier custodian renew"),
        "resealed.other_vault": N_("This file renews keys of another vault. Nothing was changed."),
        "resealed.forged": N_(
            "This was not written by somebody who could open {ref}, or was altered on the way. Nothing was changed."
        ),
        "resealed.nothing": N_("Say what is to be renewed: another custodian's key, or the last day."),
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
    unknown: tuple[str, ...] = ()
    """Fingerprints of keys in the file that are of no custodian of this vault: nothing was sealed to them."""
    unproved: tuple[str, ...] = ()
    """References of entries that an earlier version sealed: whether who renews them could open them is not known."""


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
            answer = {
                "entry": entry["entry"], "sum": _sum(base64.b64decode(entry["body"])), "until": until,
                "keys": [_as_answered(wrapped_key(key, bound, public)) for public in to],
            }  # fmt: skip
            proof = renewal_key(key).sign(_said(bound, answer))
            return {**answer, "proof": base64.b64encode(proof).decode()}
    return None


def _as_answered(wrapped: dict[str, str]) -> dict[str, str]:
    return {name: wrapped[name] for name in ("custodian", "key")}


def _said(bound: bytes, answer: Mapping[str, Any]) -> bytes:
    """What the proof of a renewal is a signature of."""
    said = {name: answer[name] for name in ("entry", "sum", "keys", "until")}
    return b"dossier/v1/renewed|" + bound + b"|" + canonical(said)


def _sum(body: bytes) -> str:
    """Which body the keys are for."""
    return hashlib.sha256(body).hexdigest()


def take_resealed(vault: "Vault", document: Any, today: date, *, with_unproved: bool = False) -> Renewed:
    """Take a custodian's answer into the vault: keys for its custodians are added, last days move to later ones.

    Args:
        vault: Open.
        document: Of ``reseal``.
        today: From which the longest time is counted.
        with_unproved: Take what renews entries of an earlier version, too, to which no proof belongs: the file came
            from the custodian's own hand.

    Raises:
        UnreadableInput: "resealed.form".
        Refused: "resealed.other_vault", "resealed.forged", "custodian.changed"; nothing is changed then.
    """
    answers = _answers(vault.vault_id, document)
    keys_added, days_moved, done, unproved = 0, 0, set(), []
    with vault.write(reason="sealed identities renewed") as session:
        known = {one.fingerprint for one in custodians(vault.header, session)}
        for entry in open_entries(session):
            answer = answers.get(str(entry.ref))
            if answer is None or answer["sum"] != _sum(entry.body):
                continue
            done.add(str(entry.ref))
            if not _is_proved(vault.vault_id, entry, answer):
                unproved.append(str(entry.ref))
                if not with_unproved:
                    continue
            keys_added += _add_keys(entry, answer["keys"], known)
            days_moved += _move_day(entry, answer["until"], today)
        session.note(Entry("custodian", "sealed_entry", after={"keys_added": keys_added, "days_moved": days_moved}))
    unknown = {key["custodian"] for answer in answers.values() for key in answer["keys"]} - known
    return Renewed(
        keys_added, days_moved, tuple(sorted(answers.keys() - done)), tuple(sorted(unknown)), tuple(unproved)
    )


def _is_proved(vault_id: str, entry: "SealedEntry", answer: Mapping[str, Any]) -> bool:
    """Whether who renews it could open it; False where the entry cannot tell.

    Raises:
        Refused: "resealed.forged".
    """
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    signer = _renewal_of(entry)
    if not signer:
        return False
    bound = bound_to(vault_id, str(entry.source_id or entry.tip_id), entry.field)
    try:
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(signer))
        key.verify(base64.b64decode(answer["proof"]), _said(bound, answer))
    except InvalidSignature:
        raise Refused("resealed.forged", ref=str(entry.ref)) from None
    return True


def _renewal_of(entry: "SealedEntry") -> str:
    """Beside each wrapped key lies the same; an earlier version wrote none."""
    return next((str(one[RENEWAL]) for one in entry.wrapped_keys if RENEWAL in one), "")


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
    until = None if one["until"] is None else date.fromisoformat(one["until"]).isoformat()
    texts = {name: str(one[name]) for name in ("entry", "sum")}
    return {**texts, "keys": keys, "until": until, "proof": _base64(one["proof"])}


def _base64(text: str) -> str:
    base64.b64decode(text, validate=True)
    return text


def _add_keys(entry: "SealedEntry", keys: Sequence[dict[str, str]], known: set[str]) -> int:
    """Only for custodians of this vault who have none yet, and only of the length that such a key has."""
    there = {one["custodian"] for one in entry.wrapped_keys}
    length = {len(one["key"]) for one in entry.wrapped_keys}
    new = [one for one in keys if one["custodian"] in known - there and len(one["key"]) in length]
    if new:
        more = {RENEWAL: signer} if (signer := _renewal_of(entry)) else {}
        entry.wrapped_keys = [*entry.wrapped_keys, *({**one, **more} for one in new)]
    return len(new)


def _move_day(entry: "SealedEntry", until: str | None, today: date) -> bool:
    """Never to an earlier day, and never further than a custodian may say."""
    if until is None or not entry.expires_on < date.fromisoformat(until) <= today + timedelta(days=LONGEST_DAYS):
        return False
    entry.expires_on = date.fromisoformat(until)
    return True
