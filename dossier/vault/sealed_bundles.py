"""What is sealed, as a file for a custodian: nothing in it can be read without a custodian's key, on their machine."""

import base64
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from dossier.errors import Refused, UnreadableInput, add_messages
from dossier.i18n import N_
from dossier.vault.custodian_keys import CustodianSecret, fingerprint
from dossier.vault.sealed_entries import bound_to, decrypted, unwrapped_key
from dossier.vault.tables import SealedEntry, Source, Tip

if TYPE_CHECKING:
    from dossier.vault.vault import Vault

add_messages(
    {
        "sealed.bundle": N_("This file holds no sealed identities. Give the file of: dossier custodian export"),
        "sealed.not_yours": N_("This key opens nothing in the file: it is sealed to others, or it was altered."),
    }
)

BUNDLE: Final = "dossier-sealed-1"


def sealed_bundle(vault: "Vault") -> dict[str, Any]:
    """Everything sealed, for a custodian's machine: nothing in it can be read without a custodian's key."""
    with vault.read() as session:
        entry: Any = SealedEntry
        source: Any = Source
        tip: Any = Tip
        ref, handle = sa.func.coalesce(source.ref, tip.ref), sa.func.coalesce(source.code, tip.handle)
        query = sa.select(entry, ref, handle).outerjoin(source, source.id == entry.source_id)
        query = query.outerjoin(tip, tip.id == entry.tip_id)
        rows = session.execute(query.where(entry.purged_at.is_(None)).order_by(entry.id)).all()
        entries = [_exported(one, ref, code) for one, ref, code in rows]
    return {"form": BUNDLE, "vault": vault.vault_id, "entries": entries}


def _exported(entry: SealedEntry, ref: str | None, code: str | None) -> dict[str, Any]:
    return {
        "entry": entry.ref, "record": str(entry.source_id or entry.tip_id), "ref": ref, "handle": code,
        "field": entry.field, "suite": entry.suite, "expires_on": entry.expires_on.isoformat(),
        "body": base64.b64encode(entry.body).decode(), "keys": entry.wrapped_keys,
    }  # fmt: skip


@dataclass(frozen=True)
class Unsealed:
    """One identity, opened on the custodian's machine."""

    entry: str
    ref: str
    handle: str
    identity: dict[str, str]


def open_bundle(document: Any, secret: CustodianSecret) -> tuple[list[Unsealed], list[str]]:
    """Open what is sealed to this custodian, on the custodian's machine, without a vault.

    Returns:
        The identities, and the references of entries that do not open: sealed to others, or altered or moved.

    Raises:
        UnreadableInput: "sealed.bundle".
        Refused: "sealed.not_yours" where nothing opens.
    """
    try:
        if document["form"] != BUNDLE:
            raise UnreadableInput("sealed.bundle")
        results = [(one, _unsealed(document["vault"], one, secret)) for one in document["entries"]]
    except (KeyError, TypeError, ValueError, AttributeError):
        raise UnreadableInput("sealed.bundle") from None
    opened = [
        Unsealed(str(one["entry"]), str(one["ref"] or ""), str(one["handle"] or ""), identity)
        for one, identity in results
        if identity is not None
    ]
    if results and not opened:
        raise Refused("sealed.not_yours")
    return opened, [str(one["entry"]) for one, identity in results if identity is None]


def _unsealed(vault_id: str, entry: Any, secret: CustodianSecret) -> dict[str, str] | None:
    """The identity of one entry; None where it does not open: one that was altered must not hide the others."""
    bound = bound_to(vault_id, entry["record"], entry["field"])
    mine = fingerprint(secret.public_bytes())
    for wrapped in entry["keys"]:
        if wrapped["custodian"] == mine and (key := unwrapped_key(wrapped["key"], bound, secret)) is not None:
            return decrypted(_bytes(entry["body"]), bound, key)
    return None


def _bytes(coded: str) -> bytes:
    try:
        return base64.b64decode(coded, validate=True)
    except ValueError:
        return b""
