"""Who a source is, sealed to custodians: this machine writes it and cannot read it, with all the keys it has.

A random key encrypts the identity, padded so that its length says nothing; it is sealed to each custodian by HPKE.
Both are bound to the vault, the record and the field, so that an entry that was moved does not open. There is no index
and no search over identities: matching them is the custodian's work. When the end date has come the keys go.
"""

import base64
import json
import secrets
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa
from nacl import bindings
from nacl.exceptions import CryptoError

from dossier.errors import NotFound, Refused, UnreadableInput, add_messages
from dossier.i18n import N_
from dossier.vault import keyring
from dossier.vault.checkpoints import signers_in_header
from dossier.vault.custodian_keys import (
    SUITE,
    CustodianSecret,
    fingerprint,
    public_key,
    read_public_line,
    suite,
)
from dossier.vault.journal import Entry
from dossier.vault.keys import canonical, require_author
from dossier.vault.tables import Custodian, Receipt, SealedEntry, Source, Tip
from dossier.vault.tables.base import now_utc

if TYPE_CHECKING:
    from dossier.vault.header import Header
    from dossier.vault.sessions import VaultSession
    from dossier.vault.vault import Vault

add_messages(
    {
        "custodian.fingerprint": N_(
            "This is not the fingerprint of that key. Let the custodian read it to you by voice, from their own screen."
        ),
        "custodian.taken": N_("A custodian of this name or with this key is there already."),
        "custodian.none": N_("There is no custodian of this name. See: dossier custodian list"),
        "custodian.changed": N_(
            "The key of the custodian {name} is not the one that was signed: somebody has changed it. "
            "Nothing is sealed until the custodian is added anew."
        ),
        "sealed.custodians": N_(
            "An identity is sealed to at least two custodians; there are fewer. See: dossier custodian add"
        ),
        "sealed.too_long": N_("This is too long to be sealed: at most {limit} characters."),
        "sealed.bundle": N_("This file holds no sealed identities. Give the file of: dossier custodian export"),
        "sealed.not_yours": N_("This key opens nothing in the file: it is sealed to others, or it was altered."),
    }
)

CUSTODIANS_NEEDED: Final = 2
STEP_BYTES: Final = 1024
LIMIT_BYTES: Final = 64 * 1024
KEPT_DAYS: Final = 180
BUNDLE: Final = "dossier-sealed-1"
_NONCE_BYTES: Final = 24
_KEY_BYTES: Final = 32
_INFO: Final = b"dossier/v1/sealed|"


@dataclass(frozen=True)
class Trusted:
    """A custodian whose key is the one that somebody of this vault signed."""

    id: uuid.UUID
    name: str
    public: bytes

    @property
    def fingerprint(self) -> str:
        """To be compared by voice."""
        return fingerprint(self.public)


def add_custodian(vault: "Vault", name: str, line: str, heard: str) -> Trusted:
    """Take in a custodian's public key, signed by the person who compared its fingerprint.

    Args:
        vault: Open.
        name: As it is shown where something is sealed; best a pseudonym.
        line: The public key, as ``custodian_keys.public_line`` writes it.
        heard: The fingerprint as the custodian read it aloud.

    Raises:
        Misread: "custodian.key".
        Refused: "custodian.fingerprint", "custodian.taken", "vault.author".
    """
    name, public = require_author(name), read_public_line(line)
    require_heard(public, heard)
    with vault.write(reason="custodian") as session:
        keyring.with_own_signer(vault)
        coded = base64.b64encode(public).decode()
        if any(one.name == name or one.public_key == coded for one in _rows(session)):
            raise Refused("custodian.taken", field="name")
        row = Custodian(
            name=name,
            suite=SUITE,
            public_key=coded,
            endorsed_by=vault.slot_id,
            endorsement=_endorse(vault, name, public),
        )
        session.add(row)
        session.flush()
        session.note(Entry("custodian", after={"name": name, "fingerprint": fingerprint(public)}))
    return Trusted(row.id, name, public)


def require_heard(public: bytes, heard: str) -> None:
    """Compare a key with the fingerprint that its custodian read aloud, in any spelling.

    Raises:
        Refused: "custodian.fingerprint".
    """
    if "".join(heard.upper().split()).replace("-", "") != fingerprint(public).replace("-", ""):
        raise Refused("custodian.fingerprint", field="fingerprint")


def _said(vault_id: str, name: str, public: bytes) -> bytes:
    return b"dossier/v1/custodian|" + canonical({"vault": vault_id, "name": name, "key": public.hex()})


def _endorse(vault: "Vault", name: str, public: bytes) -> str:
    return base64.b64encode(vault.signing_key().sign(_said(vault.vault_id, name, public))).decode()


def _rows(session: "VaultSession") -> Sequence[Custodian]:
    table: Any = Custodian
    query = sa.select(table).where(table.retired_at.is_(None)).order_by(table.id)
    found: Sequence[Custodian] = session.execute(query).scalars().all()
    return found


def custodians(header: "Header", session: "VaultSession") -> list[Trusted]:
    """Those to whom is sealed, each checked against the signature of somebody in the header.

    Raises:
        Refused: "custodian.changed": a key was replaced beside the program; nothing may be sealed.
    """
    signers = signers_in_header(header)
    found = []
    for row in _rows(session):
        public = base64.b64decode(row.public_key)
        if not _is_endorsed(header.vault_id, row, public, signers):
            raise Refused("custodian.changed", name=row.name)
        found.append(Trusted(row.id, row.name, public))
    return found


def _is_endorsed(vault_id: str, row: Custodian, public: bytes, signers: Mapping[str, bytes]) -> bool:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    if row.endorsed_by not in signers or row.suite != SUITE:
        return False
    try:
        key = Ed25519PublicKey.from_public_bytes(signers[row.endorsed_by])
        key.verify(base64.b64decode(row.endorsement), _said(vault_id, row.name, public))
    except (InvalidSignature, ValueError):
        return False
    return True


def endorse_in_place_of(vault: "Vault", session: "VaultSession", slot_id: str) -> None:
    """Sign anew what a person signed who is about to be removed; what does not hold is left and will be refused."""
    signers = signers_in_header(vault.header)
    for row in _rows(session):
        public = base64.b64decode(row.public_key)
        if row.endorsed_by == slot_id and _is_endorsed(vault.vault_id, row, public, signers):
            row.endorsed_by, row.endorsement = vault.slot_id, _endorse(vault, row.name, public)


def retire_custodian(vault: "Vault", name: str, *, forget: bool = False) -> tuple[int, int]:
    """Seal nothing more to a custodian; what was sealed stays openable for them until it expires.

    Args:
        vault: Open.
        name: Of the custodian.
        forget: Take their keys out of every entry, too, that two of the others can open. Older copies of the vault and
            backups still have them.

    Returns:
        How many entries they no longer open, and how many they still do.

    Raises:
        NotFound: "custodian.none".
    """
    with vault.write(reason="custodian retired") as session:
        row = next((one for one in _rows(session) if one.name == name), None)
        if row is None:
            raise NotFound("custodian.none")
        row.retired_at = now_utc()
        session.flush()
        mark = fingerprint(base64.b64decode(row.public_key))
        others = {one.fingerprint for one in custodians(vault.header, session)} if forget else set()
        counts = [_without(entry, mark, others) for entry in open_entries(session)]
        gone, left = counts.count(True), counts.count(False)
        session.note(Entry("custodian", after={"name": name, "retired": True, "forgotten": gone, "left": left}))
    return gone, left


def open_entries(session: "VaultSession") -> Sequence[SealedEntry]:
    """The entries whose day has not come."""
    table: Any = SealedEntry
    found: Sequence[SealedEntry] = (
        session.execute(sa.select(table).where(table.purged_at.is_(None)).order_by(table.id)).scalars().all()
    )
    return found


def _without(entry: SealedEntry, mark: str, others: set[str]) -> bool | None:
    """Take one custodian's key out where enough others have one: True done, False not, None where there was none."""
    marks = {one["custodian"] for one in entry.wrapped_keys}
    if mark not in marks:
        return None
    if len(marks & others) < CUSTODIANS_NEEDED:
        return False
    entry.wrapped_keys = [one for one in entry.wrapped_keys if one["custodian"] != mark]
    return True


def seal(
    vault: "Vault",
    session: "VaultSession",
    identity: Mapping[str, str],
    *,
    expires_on: date,
    source_id: uuid.UUID | None = None,
    tip_id: uuid.UUID | None = None,
    field: str = "identity",
) -> SealedEntry:
    """Seal an identity to all custodians, in the caller's transaction.

    Args:
        vault: Open.
        session: Of ``vault.write()``.
        identity: Name of a field -> text, for example name, contact, note.
        expires_on: The first day on which nobody can open it any more.
        source_id: Whose identity it is.
        tip_id: Or of which tip.
        field: A record may have several sealed entries of different kinds.

    Raises:
        Refused: "sealed.custodians", "custodian.changed", "sealed.too_long".
    """
    trusted = custodians(vault.header, session)
    if len(trusted) < CUSTODIANS_NEEDED:
        raise Refused("sealed.custodians")
    record = source_id or tip_id
    bound = bound_to(vault.vault_id, str(record), field)
    key, nonce = secrets.token_bytes(_KEY_BYTES), secrets.token_bytes(_NONCE_BYTES)
    box = bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(_padded(identity), bound, nonce, key)
    wrapped = [wrapped_key(key, bound, one.public) for one in trusted]
    entry = SealedEntry(
        source_id=source_id, tip_id=tip_id, field=field, suite=SUITE, body=nonce + box, wrapped_keys=wrapped,
        expires_on=expires_on, protection_class=3,
    )  # fmt: skip
    session.add(entry)
    session.flush()
    return entry


def wrapped_key(key: bytes, bound: bytes, public: bytes) -> dict[str, str]:
    """The key of an entry, sealed to one custodian."""
    coded = base64.b64encode(suite().encrypt(key, public_key(public), info=_INFO + bound)).decode()
    return {"custodian": fingerprint(public), "key": coded}


def bound_to(vault_id: str, record: str, field: str) -> bytes:
    """What an entry and its keys are bound to."""
    return canonical({"vault": vault_id, "record": record, "field": field, "suite": SUITE})


def _padded(identity: Mapping[str, str]) -> bytes:
    content = canonical(dict(identity))
    if len(content) > LIMIT_BYTES:
        raise Refused("sealed.too_long", limit=LIMIT_BYTES // 4)
    whole = len(content).to_bytes(4, "big") + content
    return whole + bytes(-len(whole) % STEP_BYTES)


@dataclass(frozen=True)
class Purged:
    """What an expiry did."""

    count: int
    backups: tuple[str, ...]
    """Backups made before: they hold what was purged until they are destroyed themselves."""


def purge_expired(session: "VaultSession", today: date) -> Purged:
    """Destroy the keys and the bodies of the entries whose day has come, and say so in the journal."""
    table: Any = SealedEntry
    query = sa.select(table).where(table.expires_on <= today, table.purged_at.is_(None))
    expired = session.execute(query).scalars().all()
    if not expired:
        return Purged(0, ())
    for entry in expired:
        entry.body, entry.wrapped_keys, entry.purged_at = b"", [], now_utc()
    receipt: Any = Receipt
    made = session.execute(sa.select(receipt.files).where(receipt.kind == "backup").order_by(receipt.id)).scalars()
    backups = tuple(str(one["name"]) for files in made for one in files)
    session.note(Entry("purge", "sealed_entry", after={"count": len(expired), "still_in_backups": list(backups)}))
    session.flush()
    return Purged(len(expired), backups)


def sealed_rows(session: "VaultSession") -> list[tuple[Source, SealedEntry]]:
    """Each sealed entry of a source, with the source."""
    entry: Any = SealedEntry
    source: Any = Source
    query = sa.select(source, entry).join(entry, entry.source_id == source.id).order_by(entry.id)
    return [(row[0], row[1]) for row in session.execute(query)]


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
    bound = bound_to(vault_id, entry["record"], entry["field"])
    mine = fingerprint(secret.public_bytes())
    body = base64.b64decode(entry["body"])
    for wrapped in entry["keys"]:
        if wrapped["custodian"] == mine and (key := unwrapped_key(wrapped["key"], bound, secret)) is not None:
            return _content(body, bound, key)
    return None


def unwrapped_key(coded: str, bound: bytes, secret: CustodianSecret) -> bytes | None:
    """The key of an entry, by a custodian's secret key; None where it does not open."""
    from cryptography.exceptions import InvalidTag

    try:
        return bytes(suite().decrypt(base64.b64decode(coded), secret.private_key(), info=_INFO + bound))
    except InvalidTag:
        return None


def _content(body: bytes, bound: bytes, key: bytes) -> dict[str, str] | None:
    nonce, box = body[:_NONCE_BYTES], body[_NONCE_BYTES:]
    try:
        padded = bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(box, bound, nonce, key)
    except CryptoError:
        return None
    content: dict[str, str] = json.loads(padded[4 : 4 + int.from_bytes(padded[:4], "big")])
    return content


__all__ = [
    "CUSTODIANS_NEEDED", "KEPT_DAYS", "Purged", "Trusted", "Unsealed", "add_custodian", "bound_to", "custodians",
    "endorse_in_place_of", "open_bundle", "open_entries", "purge_expired", "require_heard", "retire_custodian", "seal",
    "sealed_bundle", "sealed_rows", "unwrapped_key", "wrapped_key",
]  # fmt: skip
