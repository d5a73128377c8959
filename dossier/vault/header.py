"""The header of a vault: public, about a kilobyte, without which the master key is lost; docs/format.md describes it.

It carries an unkeyed sum, so that a damaged header and a wrong passphrase are different messages, and a keyed one
(MAC), so that nobody without the master key changes it unseen. The header before the last change is kept beside it
until the new one has opened once.
"""

import hashlib
import hmac
import json
import secrets
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from dossier.errors import Misread, VaultProblem
from dossier.vault import durable, epochs, recovery
from dossier.vault.keys import (
    KEY_BYTES,
    RECOVERY,
    Kdf,
    Opened,
    Slot,
    canonical,
    decode,
    encode,
    make_slot,
    open_slot,
    slot_cost,
    stretch,
    sub_key,
)

if TYPE_CHECKING:
    from pathlib import Path

FORMAT: Final = "dossier-vault"
VERSION: Final = 1
NAME: Final = "header.json"
PREVIOUS: Final = "header.prev"
_LIMIT_BYTES: Final = 1 << 20


@dataclass(frozen=True)
class Header:
    """The fields that stand in clear; ``mac`` and ``sum`` are made when it is written."""

    vault_id: str
    epoch: int
    slots: tuple[Slot, ...]
    mac: str = ""
    version: int = VERSION
    more: dict[str, Any] = field(default_factory=dict)
    """Fields of a later minor release, kept as they are."""

    def fields(self) -> dict[str, Any]:
        """What the MAC covers."""
        return {
            **self.more, "format": FORMAT, "version": self.version, "vault": self.vault_id, "epoch": self.epoch,
            "slots": list(self.slots),
        }  # fmt: skip

    def signed(self, master: bytes) -> "Header":
        """The same header with its MAC."""
        return replace(self, mac=_mac(self, master))

    def text(self) -> bytes:
        """As it is written: readable JSON."""
        fields = {**self.fields(), "mac": self.mac}
        return json.dumps({**fields, "sum": _sum(fields)}, indent=1, sort_keys=True).encode("ascii") + b"\n"

    def with_slot(self, slot: Slot) -> "Header":
        """The same header with one more slot, to be signed."""
        return replace(self, slots=(*self.slots, slot), mac="")


def _mac(header: Header, master: bytes) -> str:
    return encode(hmac.digest(sub_key(master, "header"), canonical(header.fields()), "sha256"))


def _sum(fields: dict[str, Any]) -> str:
    return hashlib.sha256(canonical(fields)).hexdigest()


def new_header(passphrase: str, author: str, kdf: Kdf) -> tuple[Header, Opened]:
    """A header with one slot, and what that slot holds."""
    vault_id, master = secrets.token_hex(16), secrets.token_bytes(KEY_BYTES)
    slot = make_slot(vault_id, 1, master, passphrase, author, kdf)
    header = Header(vault_id, 1, (slot,)).signed(master)
    return header, unlock(header, passphrase)


def parse_header(content: bytes) -> Header:
    """Read a header.

    Raises:
        VaultProblem: "vault.damaged_header", or "vault.newer" where its version is above ours.
    """
    try:
        fields = json.loads(content)
        claimed, version = fields.pop("sum"), fields["version"]
        whole = fields["format"] == FORMAT and hmac.compare_digest(_sum(fields), claimed)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise VaultProblem("vault.damaged_header") from None
    if not whole:
        raise VaultProblem("vault.damaged_header")
    if version != VERSION:
        raise VaultProblem("vault.newer")
    return _from_fields(fields)


def _from_fields(fields: dict[str, Any]) -> Header:
    known = {"format", "version", "vault", "epoch", "slots", "mac"}
    more = {key: value for key, value in fields.items() if key not in known}
    try:
        slots = tuple(dict(slot) for slot in fields["slots"])
        return Header(str(fields["vault"]), int(fields["epoch"]), slots, str(fields["mac"]), VERSION, more)
    except (KeyError, TypeError, ValueError):
        raise VaultProblem("vault.damaged_header") from None


def unlock(header: Header, passphrase: str) -> Opened:
    """Find the slot that this passphrase opens; slots that share salt and cost are tried with one stretching.

    A text that has the form of a recovery key is tried as one first, and then as a passphrase: a program that keeps
    passwords may have made one of that length.

    Raises:
        VaultProblem: "vault.kdf" before any work, "vault.passphrase", "vault.damaged_header" where the MAC is wrong.
        Misread: "recovery.group" where it is a recovery key with a mistyped group.
    """
    if not recovery.looks_like_key(passphrase):
        return _unlock_with_passphrase(header, passphrase)
    try:
        return unlock_with_recovery(header, recovery.read_key(passphrase))
    except (Misread, VaultProblem) as problem:
        if problem.code == "vault.damaged_header":
            raise
        with suppress(VaultProblem):
            return _unlock_with_passphrase(header, passphrase)
        raise


def _unlock_with_passphrase(header: Header, passphrase: str) -> Opened:
    slots = [(slot, slot_cost(slot)) for slot in header.slots if slot.get("kind") == "passphrase"]
    stretched: dict[tuple[bytes, Kdf], bytes] = {}
    for slot, cost in slots:
        if cost not in stretched:
            stretched[cost] = stretch(passphrase, *cost)
        if opened := open_slot(header.vault_id, slot, stretched[cost]):
            return _verified(header, opened)
    raise VaultProblem("vault.passphrase")


def unlock_with_recovery(header: Header, key: bytes) -> Opened:
    """Open with a recovery key.

    Raises:
        VaultProblem: "vault.passphrase", "vault.damaged_header".
    """
    for slot in header.slots:
        if slot.get("kind") == RECOVERY and (opened := open_slot(header.vault_id, slot, sub_key(key, RECOVERY))):
            return _verified(header, opened)
    raise VaultProblem("vault.passphrase")


def _verified(header: Header, opened: Opened) -> Opened:
    """What the slot holds, brought to the present epoch, if the header is the one its master key signed."""
    opened = epochs.follow(header, opened)
    require_signed(header, opened.master)
    return opened


def require_signed(header: Header, master: bytes) -> None:
    """Refuse a header that this master key did not sign.

    Raises:
        VaultProblem: "vault.damaged_header".
    """
    if not hmac.compare_digest(decode(header.mac), decode(_mac(header, master))):
        raise VaultProblem("vault.damaged_header")


def read_header(folder: "Path") -> Header:
    """The header of a vault folder; where it cannot be read, the one before it.

    Raises:
        VaultProblem: "vault.missing", "vault.damaged_header", "vault.newer", "vault.permission".
    """
    with durable.translated_os_errors():
        try:
            return parse_header(_read(folder / NAME))
        except FileNotFoundError:
            if not (folder / PREVIOUS).exists():
                raise
        except VaultProblem as problem:
            if problem.code == "vault.newer" or not (folder / PREVIOUS).exists():
                raise
        return parse_header(_read(folder / PREVIOUS))


def _read(path: "Path") -> bytes:
    with path.open("rb") as file:
        return file.read(_LIMIT_BYTES)


def write_header(folder: "Path", header: Header) -> None:
    """Replace the header so that after a power cut the old or the new one opens, never neither.

    Raises:
        StoreProblem: "store.full", "store.failed"; the old header stands.
        VaultProblem: "vault.permission".
    """
    with durable.translated_os_errors():
        if (folder / NAME).exists():
            durable.write_file(folder / PREVIOUS, _read(folder / NAME))
        durable.write_file(folder / NAME, header.text())


def forget_previous_header(folder: "Path", header: Header) -> None:
    """Settle a header that has opened: write it under its name if needed, and remove the one before.

    A kept old header would keep a removed passphrase alive.
    """
    with durable.translated_os_errors():
        if not (folder / PREVIOUS).exists():
            return
        if not (folder / NAME).exists() or _read(folder / NAME) != header.text():
            durable.write_file(folder / NAME, header.text())
        durable.remove_file(folder / PREVIOUS)
