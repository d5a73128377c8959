"""Checkpoints: size and root of the journal, signed. One that lies outside the vault shows whether its past was kept.

An entry's leaf is the 32 bytes of its ``entry_hash``. A checkpoint keeps the roots of the complete subtrees, so that
the next one reads only what was appended since.
"""

import base64
import binascii
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from dossier.errors import Misread
from dossier.vault import signing
from dossier.vault.keys import decode
from dossier.vault.merkle import EMPTY_ROOT, HASH_BYTES, Frontier, leaf_hash
from dossier.vault.tables import Change, JournalCheckpoint
from dossier.vault.tables.base import now_utc

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dossier.vault.header import Header
    from dossier.vault.sessions import VaultSession
    from dossier.vault.vault import Vault

ORIGIN: Final = "dossier/"
SHORT_DIGITS: Final = 12
KEY_SLOT: Final = "key_slot"
"""What the entries on passphrases and unlocking name as their table."""
PAPER_KEY: Final = "paper_key"
"""What the entries on the keys that sign papers name as theirs."""
_change: Any = Change.__table__  # type: ignore[attr-defined]
_SHORT: Final = re.compile(r"(\d+)\s*[·.:/ ]\s*([0-9a-f]{12,64})", re.IGNORECASE)


@dataclass(frozen=True)
class Checkpoint:
    """The state of a journal at one size."""

    vault_id: str
    """Empty where only the short form was given."""
    size: int
    root: str
    """Hexadecimal: 64 digits, or the first ones where only the short form was given."""
    note: str = ""

    @property
    def short(self) -> str:
        """For a footer: the size and the first twelve digits of the root."""
        return f"{self.size} · {self.root[:SHORT_DIGITS]}"

    @property
    def line(self) -> str:
        """For paper and receipts: the size and the whole root."""
        return f"{self.size} · {self.root}"

    def agrees_with(self, root: str) -> bool:
        """Whether a root of the same size is this one, as far as it is given."""
        return root.startswith(self.root.lower())


def origin_of(vault_id: str) -> str:
    """The name under which the journal of a vault signs."""
    return ORIGIN + vault_id


def leaf_of(entry_hash: str) -> bytes:
    """The leaf of an entry: a function of its hash alone."""
    return leaf_hash(bytes.fromhex(entry_hash))


def current_checkpoint(vault: "Vault") -> Checkpoint:
    """A signed checkpoint over everything that the journal holds now; a new one only where something was added.

    Print it where it leaves the machine: on paper, in receipts, in backups.

    Raises:
        StoreProblem: as ``Vault.write``.
    """
    with vault.write() as session:
        last = _last(session)
        if last is not None and last.size == _size(session):
            return _as_checkpoint(vault.vault_id, last)
        return _make(vault, session, last)


def _size(session: "VaultSession") -> int:
    return session.execute(sa.select(sa.func.max(_change.c.number))).scalar() or 0


def _last(session: "VaultSession") -> JournalCheckpoint | None:
    newest = JournalCheckpoint.__table__.c.size.desc()  # type: ignore[attr-defined]
    found: JournalCheckpoint | None = session.execute(sa.select(JournalCheckpoint).order_by(newest)).scalars().first()
    return found


def _as_checkpoint(vault_id: str, row: JournalCheckpoint) -> Checkpoint:
    return Checkpoint(vault_id, row.size, row.root, row.note)


def _make(vault: "Vault", session: "VaultSession", last: JournalCheckpoint | None) -> Checkpoint:
    frontier = Frontier(last.size, [bytes.fromhex(root) for root in last.subtrees]) if last else Frontier()
    for entry_hash in entry_hashes(session, after=frontier.size):
        frontier.append(leaf_of(entry_hash))
    root = frontier.root()
    note = signing.sign(text_of(vault.vault_id, frontier.size, root), origin_of(vault.vault_id), vault.signing_key())
    row = JournalCheckpoint(
        size=frontier.size,
        at=now_utc(),
        root=root.hex(),
        subtrees=[part.hex() for part in frontier.subtrees],
        note=note,
    )
    session.add(row)
    session.flush()
    return _as_checkpoint(vault.vault_id, row)


def entry_hashes(session: "VaultSession", *, after: int = 0) -> "Iterator[str]":
    """The hashes of the entries in their order, those with a greater number."""
    query = sa.select(_change.c.entry_hash).where(_change.c.number > after).order_by(_change.c.number)
    yield from session.connection().execute(query.execution_options(yield_per=5000)).scalars()


def text_of(vault_id: str, size: int, root: bytes) -> str:
    """The text of a checkpoint (C2SP tlog-checkpoint)."""
    return f"{origin_of(vault_id)}\n{size}\n{base64.b64encode(root).decode()}\n"


def read_checkpoint(text: str) -> Checkpoint:
    """A checkpoint as it lies outside: the signed note, or the short form that is printed in a footer.

    Raises:
        Misread: "note.form".
    """
    if text.lstrip().startswith(ORIGIN):
        return _from_note(text.lstrip())
    found = _SHORT.search(text)
    if found is None:
        raise Misread("note.form")
    return Checkpoint("", int(found[1]), found[2].lower())


def _from_note(text: str) -> Checkpoint:
    note = signing.read_note(text)
    try:
        origin, size, root = note.text.splitlines()[:3]
        decoded = base64.b64decode(root, validate=True)
        number = int(size)
    except (ValueError, binascii.Error):
        raise Misread("note.form") from None
    if len(decoded) != HASH_BYTES or (number == 0 and decoded != EMPTY_ROOT):
        raise Misread("note.form")
    return Checkpoint(origin.removeprefix(ORIGIN), number, decoded.hex(), text)


def signers_in_header(header: "Header") -> dict[str, bytes]:
    """Slot -> public signing key of everybody who can open the vault now."""
    return {str(slot["id"]): decode(slot["signer"]) for slot in header.slots if "signer" in slot}


def known_signers(vault: "Vault", session: "VaultSession") -> dict[str, bytes]:
    """Slot -> public signing key of everybody who ever could open the vault: the header's, and the journal's."""
    query = sa.select(_change.c.after).where(_change.c.record_table == KEY_SLOT)
    said = [after for after in session.execute(query).scalars() if after and "signer" in after]
    return {str(after["slot"]): decode(str(after["signer"])) for after in said} | signers_in_header(vault.header)
