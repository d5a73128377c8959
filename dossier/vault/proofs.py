"""A proof that the entries on one record stand in the journal: a court checks it without the vault and the rest.

The document holds the entries with their values and salts, the hashes that lead from each to the root, and the signed
checkpoint with that root. ``check`` needs nothing else, and at best a checkpoint that was printed earlier.
"""

import base64
import binascii
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from dossier.domain.paper_keys import KeyTime, key_times
from dossier.domain.refs import read_ref
from dossier.errors import Misread, NotFound, UnreadableInput, add_messages
from dossier.i18n import N_
from dossier.vault import journal, journal_values, signing
from dossier.vault.checkpoints import (
    PAPER_KEY,
    Checkpoint,
    current_checkpoint,
    entry_hashes,
    leaf_of,
    origin_of,
    read_checkpoint,
)
from dossier.vault.history import locate
from dossier.vault.merkle import inclusion_proof, proves_consistency, proves_inclusion
from dossier.vault.tables import Change

if TYPE_CHECKING:
    from dossier.vault.vault import Vault

add_messages(
    {
        "proof.form": N_("This file is no proof from a journal. Give the file that dossier log prove wrote."),
        "sign.keys_file": N_(
            "This file is no list of the keys with which a vault signs papers, or it was altered. Give the file that "
            "dossier keys paper --proof wrote."
        ),
    }
)

FORM: Final = "dossier-journal-proof-1"
_SHOWN: Final = (
    "number", "transaction_id", "at", "author", "device", "action", "record_table", "record_id", "before", "after",
    "reason", "salt", "content_hash", "previous_hash", "entry_hash",
)  # fmt: skip
_change: Any = Change.__table__  # type: ignore[attr-defined]


def prove_record(vault: "Vault", ref: str, *, since: Checkpoint | None = None) -> dict[str, Any]:
    """The proof of all entries on one record, as a JSON document.

    Args:
        vault: Open; a checkpoint is made where the newest does not cover everything.
        ref: The record's public reference.
        since: An earlier checkpoint: the proof that this journal goes on from it is added.

    Raises:
        Misread, NotFound: the reference.
    """
    with vault.read() as session:
        wanted = _on_record(session, ref)
    made = prove_entries(vault, wanted, since=since)
    if not made["entries"]:
        raise NotFound("find.nothing")
    return made


def prove_entries(vault: "Vault", wanted: Any, *, since: Checkpoint | None = None) -> dict[str, Any]:
    """The same of the entries that fulfil a condition on the columns of the journal."""
    checkpoint = current_checkpoint(vault)
    query = sa.select(_change).where(wanted, _change.c.number <= checkpoint.size).order_by(_change.c.number)
    with vault.read() as session:
        leaves = [leaf_of(one) for one in entry_hashes(session)][: checkpoint.size]
        rows = session.execute(query).mappings().all()
    entries = [{name: journal_values.plain(row[name]) for name in _SHOWN} for row in rows]
    proofs = [_coded(inclusion_proof(leaves, entry["number"] - 1, checkpoint.size)) for entry in entries]
    signer = signing.verifier_line(origin_of(vault.vault_id), signing.public_key(vault.signing_key()))
    made: dict[str, Any] = {"form": FORM, "checkpoint": checkpoint.note, "signer": signer}
    made["entries"] = [{"entry": entry, "proof": proof} for entry, proof in zip(entries, proofs, strict=True)]
    if since is not None and 0 < since.size <= checkpoint.size:
        from dossier.vault.merkle import consistency_proof

        made["since"] = {"size": since.size, "proof": _coded(consistency_proof(leaves, since.size, checkpoint.size))}
    return made


def _coded(proof: list[bytes]) -> list[str]:
    return [base64.b64encode(one).decode() for one in proof]


def _on_record(session: Any, ref: str) -> Any:
    """The condition of the entries on one record, with that of the import that brought it."""
    table, ref = read_ref(ref)
    record_id, row = locate(session, table, ref)
    own = (_change.c.record_table == table) & (_change.c.record_id == record_id)
    batch_id = getattr(row, "batch_id", None)
    brought = (_change.c.record_table == table) & (_change.c.record_id == batch_id) & (_change.c.action == "rows")
    return sa.or_(own, brought) if batch_id else own


def check_proof(document: Any, against: Checkpoint | None = None) -> list[str]:
    """What is wrong with a proof; an empty list means that it holds. Needs no vault.

    Args:
        document: As ``prove_record`` made it, read from JSON.
        against: A checkpoint known from elsewhere, for example from a printed dossier.

    Raises:
        UnreadableInput: "proof.form".
    """
    try:
        return _faults(document, against)
    except (KeyError, TypeError, ValueError, AttributeError, binascii.Error):
        raise UnreadableInput("proof.form") from None


def key_times_of(document: Any) -> list[KeyTime]:
    """The keys that sign papers, by such a document with the entries on them. Needs no vault.

    Raises:
        UnreadableInput: "sign.keys_file" where it does not hold, or holds something else.
    """
    try:
        faults, entries = _faults(document, None), [one["entry"] for one in document["entries"]]
        if faults or any((one["record_table"], one["action"]) != (PAPER_KEY, "keys") for one in entries):
            raise UnreadableInput("sign.keys_file")
        entries.sort(key=lambda one: one["number"])
        return key_times((datetime.fromisoformat(one["at"]), one["after"]) for one in entries)
    except (UnreadableInput, Misread, KeyError, TypeError, ValueError, AttributeError):
        raise UnreadableInput("sign.keys_file") from None


def _faults(document: Any, against: Checkpoint | None) -> list[str]:
    if document["form"] != FORM:
        raise UnreadableInput("proof.form")
    checkpoint, note = read_checkpoint(document["checkpoint"]), signing.read_note(document["checkpoint"])
    public = signing.read_verifier_line(document["signer"])
    root, faults = bytes.fromhex(checkpoint.root), []
    if not note.is_signed_by(origin_of(checkpoint.vault_id), [public]):
        faults.append("checkpoint: not signed by this key")
    for one in document["entries"]:
        faults += _entry_faults(one, checkpoint.size, root)
    if against is not None:
        faults += _against_faults(document, checkpoint, against)
    return faults


def _entry_faults(one: Any, size: int, root: bytes) -> list[str]:
    entry, place = one["entry"], f"entry {one['entry']['number']}"
    proof = [base64.b64decode(part, validate=True) for part in one["proof"]]
    faults = []
    if journal.content_hash(entry["salt"], entry["before"], entry["after"]) != entry["content_hash"]:
        faults.append(f"{place}: its values are not those that were recorded")
    if journal.entry_hash(entry) != entry["entry_hash"]:
        faults.append(f"{place}: its author, time or kind is not the one that was recorded")
    if not proves_inclusion(leaf_of(entry["entry_hash"]), entry["number"] - 1, size, proof, root):
        faults.append(f"{place}: not in the journal of this checkpoint")
    return faults


def _against_faults(document: Any, checkpoint: Checkpoint, against: Checkpoint) -> list[str]:
    if against.size == checkpoint.size:
        return [] if against.agrees_with(checkpoint.root) else ["the known checkpoint is of another journal"]
    since = document.get("since")
    if since is None or since["size"] != against.size or len(against.root) != len(checkpoint.root):
        return ["the proof does not reach the known checkpoint"]
    proof = [base64.b64decode(part, validate=True) for part in since["proof"]]
    old, new = bytes.fromhex(against.root), bytes.fromhex(checkpoint.root)
    if proves_consistency(against.size, checkpoint.size, proof, old, new):
        return []
    return ["the known checkpoint is of another journal"]
