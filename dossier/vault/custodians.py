"""To whom a vault seals: custodians' public keys, each signed by the person who compared its fingerprint by voice."""

import base64
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from dossier.errors import NotFound, Refused, add_messages
from dossier.i18n import N_
from dossier.vault import keyring
from dossier.vault.checkpoints import signers_in_header
from dossier.vault.custodian_keys import SUITE, fingerprint, read_public_line
from dossier.vault.journal import Entry
from dossier.vault.keys import canonical, require_author
from dossier.vault.sealed_entries import open_entries
from dossier.vault.tables import Change, Custodian, SealedEntry
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
        "sealed.custodians": N_(
            "An identity is sealed to at least two custodians; there are fewer. Add them on the screen "
            "“Keys and custodians”, or with: dossier custodian add"
        ),
        "custodian.taken": N_("A custodian of this name or with this key is there already."),
        "custodian.none": N_("There is no custodian of this name. See: dossier custodian list"),
        "custodian.changed": N_(
            "The key of the custodian {name} is not the one that was signed: somebody has changed it. "
            "Nothing is sealed until the custodian is added anew."
        ),
    }
)

CUSTODIANS_NEEDED: Final = 2


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
    """Those to whom is sealed, each checked against the journal and against the signature of somebody in the header.

    Whoever can open the vault has a signature that holds; what the journal says of a custodian they cannot change.

    Raises:
        Refused: "custodian.changed": a key was replaced beside the program; nothing may be sealed.
    """
    signers, said = signers_in_header(header), _said_of_all(session)
    found = []
    for row in _rows(session):
        public = _public_of(row)
        as_said = said.get(row.id) == (row.name, row.public_key)
        if not as_said or not _is_endorsed(header.vault_id, row, public, signers):
            raise Refused("custodian.changed", name=row.name)
        found.append(Trusted(row.id, row.name, public))
    return found


def require_enough(vault: "Vault") -> None:
    """Refuse before somebody types who a source is, where nothing could be sealed.

    Raises:
        Refused: "sealed.custodians", "custodian.changed".
    """
    with vault.read() as session:
        enough_custodians(vault.header, session)


def _public_of(row: Custodian) -> bytes:
    """The key of a custodian; empty where somebody put something else there, which nobody signed as a key."""
    try:
        return base64.b64decode(row.public_key)
    except ValueError:
        return b""


def enough_custodians(header: "Header", session: "VaultSession") -> list[Trusted]:
    """Those to whom is sealed, at least two.

    Raises:
        Refused: "sealed.custodians", "custodian.changed".
    """
    trusted = custodians(header, session)
    if len(trusted) < CUSTODIANS_NEEDED:
        raise Refused("sealed.custodians")
    return trusted


def _said_of_all(session: "VaultSession") -> dict[uuid.UUID, tuple[str, str]]:
    """Custodian -> name and key by the journal."""
    session.flush()
    table: Any = Change.__table__  # type: ignore[attr-defined]
    chosen = table.c.record_table == Custodian.__tablename__, table.c.action.in_(("insert", "update"))
    found: dict[uuid.UUID, dict[str, Any]] = {}
    for entry in session.execute(sa.select(table.c.record_id, table.c.after).where(*chosen).order_by(table.c.number)):
        found.setdefault(entry.record_id, {}).update(entry.after or {})
    return {one: (str(after["name"]), str(after["public_key"])) for one, after in found.items()}


def _is_endorsed(vault_id: str, row: Custodian, public: bytes, signers: Mapping[str, bytes]) -> bool:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    if not public or row.endorsed_by not in signers or row.suite != SUITE:
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
        public = _public_of(row)
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
        mark = fingerprint(_public_of(row))
        others = {one.fingerprint for one in custodians(vault.header, session)} if forget else set()
        counts = [_without(entry, mark, others) for entry in open_entries(session)]
        gone, left = counts.count(True), counts.count(False)
        session.note(Entry("custodian", after={"name": name, "retired": True, "forgotten": gone, "left": left}))
    return gone, left


def _without(entry: SealedEntry, mark: str, others: set[str]) -> bool | None:
    """Take one custodian's key out where enough others have one: True done, False not, None where there was none."""
    marks = {one["custodian"] for one in entry.wrapped_keys}
    if mark not in marks:
        return None
    if len(marks & others) < CUSTODIANS_NEEDED:
        return False
    entry.wrapped_keys = [one for one in entry.wrapped_keys if one["custodian"] != mark]
    return True
