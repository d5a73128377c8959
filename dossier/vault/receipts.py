"""The receipts: what left, when, to whom, under which profile and consents, with which hashes, and what stayed back.

A receipt is opened before the first row is read and closed before the files get their names. One that was cut off
stays open and warns too much; a file without a receipt would warn too little.
"""

import hashlib
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from dossier.vault.checkpoints import current_checkpoint
from dossier.vault.journal import Entry
from dossier.vault.tables import Change, Receipt

if TYPE_CHECKING:
    from dossier.vault.vault import Vault

_PERSONS_AT_ONCE, _MOST_REMEMBERED = 20_000, 200_000
_NEVER = -1
"""Less than noted without a name, which is less than with one."""
_PERSONS = """
SELECT CAST(person_id || coalesce(consent_id, x'') || CASE WHEN with_name THEN x'01' ELSE x'00' END AS BLOB)
FROM receipt_person WHERE receipt_id = ? ORDER BY person_id
"""
_PERSONS_OF_SERVER = r"""
SELECT uuid_send(person_id) || coalesce(uuid_send(consent_id), ''::bytea)
    || CASE WHEN with_name THEN '\x01'::bytea ELSE '\x00'::bytea END
FROM receipt_person WHERE receipt_id = %s ORDER BY person_id
"""
_change: Any = Change.__table__  # type: ignore[attr-defined]
_INTO = "INSERT INTO receipt_person (receipt_id, person_id, consent_id, with_name)"
_GAINS_A_NAME = """
ON CONFLICT (receipt_id, person_id) DO UPDATE SET with_name = TRUE
WHERE excluded.with_name AND NOT receipt_person.with_name
"""
_ADD_PERSONS = f"""
{_INTO} SELECT ?, unhex(substr(value, 1, 32)), unhex(nullif(substr(value, 35), '')), substr(value, 33, 2) = '01'
FROM json_each(?) WHERE TRUE {_GAINS_A_NAME}
"""
"""One statement of all persons as one text, each as id, mark and consent; a statement for each costs twice as much."""
_MARKS = b"\x00", b"\x01"
"""Without a name, with one."""
_ADD_PERSON_OF_SERVER = f"{_INTO} VALUES (%s, %s, %s, %s) {_GAINS_A_NAME}"


class Shown(NamedTuple):
    """That something about a person leaves: under which consent, and whether as a name."""

    consent_id: Any
    """A UUID, or an id as the driver gives it; None where no consent was asked."""
    with_name: bool


def record_receipt(
    session: Any,
    kind: str,
    profile: str,
    recipient: str = "",
    files: Sequence[Mapping[str, object]] = (),
    counts: Mapping[str, int] | None = None,
    held_back: Mapping[str, int] | None = None,
    refs: Sequence[str] = (),
    persons: "Mapping[Any, Shown] | None" = None,
    encrypted_to: Sequence[str] = (),
) -> Receipt:
    """Write one whole receipt in the caller's transaction, where the files were made before; see also below.

    Args:
        session: Of ``vault.write()``.
        kind: "pdf", "csv", "pack" …
        profile: Under which the files were made.
        recipient: Empty where none was named.
        files: Name, size_bytes and sha256 of each.
        counts: How many records of each kind left.
        held_back: How many of each kind stayed.
        refs: The reference that the export was asked for.
        persons: The persons of whom something left.
        encrypted_to: Public keys of those who can read the files.
    """
    receipt = Receipt(
        kind=kind,
        profile=profile,
        recipient=recipient,
        files=[dict(one) for one in files],
        counts=dict(counts or {}),
        held_back=dict(held_back or {}),
        record_refs=list(refs),
        encrypted_to=list(encrypted_to),
        left_at=datetime.now(UTC),
    )
    session.add(receipt)
    session.flush()
    add_persons(session, receipt.id, persons or {})
    return receipt


def add_persons(session: Session, receipt_id: uuid.UUID, persons: "Mapping[Any, Shown]") -> None:
    """Note that something about these persons leaves; one noted before keeps what she has and may gain a name."""
    if not persons:
        return
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        told = [(one + _MARKS[named] + (consent or b"")).hex() for one, (consent, named) in _as_bytes(persons).items()]
        quoted = '","'.join(sorted(told))
        connection.exec_driver_sql(_ADD_PERSONS, (bytearray(receipt_id.bytes), f'["{quoted}"]'))
        return
    rows = [(receipt_id, one, consent, named) for one, (consent, named) in persons.items()]
    connection.exec_driver_sql(_ADD_PERSON_OF_SERVER, rows)


def _as_bytes(persons: "Mapping[Any, Shown]") -> "Mapping[bytes, Shown]":
    """By keys as the driver gives them; the persons of one receipt have all the same form."""
    if not isinstance(next(iter(persons)), uuid.UUID):
        return persons
    return {one.bytes: Shown(consent and consent.bytes, named) for one, (consent, named) in persons.items()}


def _persons_sum(session: Session, receipt_id: uuid.UUID) -> str:
    """SHA-256 over the persons of a receipt in the order of their ids: id, consent if any, with a name or not."""
    sums = hashlib.sha256()
    for part in _packed_persons(session.connection(), receipt_id):
        sums.update(part)
    return sums.hexdigest()


def _packed_persons(connection: sa.Connection, receipt_id: uuid.UUID) -> Iterator[bytes]:
    if connection.dialect.name == "sqlite":
        driver: Any = connection.connection.driver_connection
        cursor = driver.execute(_PERSONS, (bytearray(receipt_id.bytes),))
        while rows := cursor.fetchmany(_PERSONS_AT_ONCE):
            yield b"".join([person for (person,) in rows])
        return
    streamed = {"stream_results": True}
    found = connection.exec_driver_sql(_PERSONS_OF_SERVER, (receipt_id,), execution_options=streamed)
    yield from map(b"".join, found.scalars().partitions(_PERSONS_AT_ONCE))


def changed_receipts(session: Session) -> Iterator[str]:
    """The receipts whose persons are not those of whom something left, by their references."""
    query = sa.select(_change.c.record_id, _change.c.after, Receipt.ref).join(  # type: ignore[call-overload]
        Receipt, Receipt.id == _change.c.record_id
    )
    for one in session.execute(query.where(_change.c.record_table == "receipt", _change.c.action == "export")).all():
        if "persons" in one.after and one.after["persons"] != _persons_sum(session, one.record_id):
            yield str(one.ref)


def keys_of_last_backup(session: Any) -> list[str]:
    """The public keys for which the last backup was made; none where there was none."""
    table: Any = Receipt
    query = sa.select(table.encrypted_to).where(table.kind == "backup").order_by(table.id.desc()).limit(1)
    return list(session.execute(query).scalar() or ())


class OpenReceipt:
    """A receipt that is written while the files are: persons as they leave, the rest when it is closed.

    Args:
        vault: Where it is written.
        kind: csv, package or another form.
        profile: Under which.
        recipient: To whom; empty for nobody in particular.
        encrypted_to: Public keys of those who can read the files.
        refs: The case or person that was asked for, where there was one.
    """

    def __init__(
        self,
        vault: "Vault",
        kind: str,
        profile: str,
        recipient: str = "",
        encrypted_to: Sequence[str] = (),
        refs: Sequence[str] = (),
    ) -> None:
        self._vault, self._reason = vault, f"export {kind} {profile}"
        self._waiting: dict[Any, Shown] = {}
        self._noted: dict[Any, bool] = {}
        """Persons noted before, and whether with a name: in the next list they come again."""
        self._about = {"kind": kind, "profile": profile, "recipient": recipient}
        receipt = Receipt(
            kind=kind, profile=profile, recipient=recipient, encrypted_to=list(encrypted_to), record_refs=list(refs)
        )
        with vault.write(reason=self._reason) as session:
            session.add(receipt)
        self.id: uuid.UUID = receipt.id
        self.ref: str = receipt.ref or ""
        self.checkpoint = ""
        """The line of the journal that covers the receipt, once it is closed; it is to be kept elsewhere."""

    def add(self, persons: "Mapping[Any, Shown]") -> None:
        """Note persons of whom something leaves; memory does not grow with their number."""
        noted = self._noted
        fresh = {one: shown for one, shown in persons.items() if shown.with_name > noted.get(one, _NEVER)}
        if len(noted) < _MOST_REMEMBERED:
            noted.update({one: shown.with_name for one, shown in fresh.items()})
        for one in fresh.keys() & self._waiting.keys():
            if fresh[one].with_name <= self._waiting[one].with_name:
                del fresh[one]
        self._waiting.update(fresh)
        if len(self._waiting) >= _PERSONS_AT_ONCE:
            self._flush()

    def _flush(self) -> None:
        waiting, self._waiting = self._waiting, {}
        with self._vault.write(reason=self._reason) as session:
            add_persons(session, self.id, waiting)

    def close(self, *, files: list[dict[str, object]], counts: dict[str, int], held_back: dict[str, int]) -> None:
        """Everything is written: from now on it counts as having left, and a checkpoint covers that."""
        self._flush()
        with self._vault.write(reason=self._reason) as session:
            receipt = session.get_one(Receipt, self.id)
            receipt.files, receipt.counts, receipt.held_back = files, counts, held_back
            receipt.left_at = datetime.now(UTC)
            session.flush()
            said = {"counts": counts, "persons": _persons_sum(session, self.id)}
            session.note(Entry("export", "receipt", self.id, after=self._about | said))
        self.checkpoint = current_checkpoint(self._vault).line

    def drop(self) -> None:
        """Nothing left: take the receipt out again."""
        with self._vault.write(reason=self._reason) as session:
            session.delete(session.get_one(Receipt, self.id))


@contextmanager
def open_receipt(
    vault: "Vault",
    kind: str,
    profile: str,
    recipient: str = "",
    encrypted_to: Sequence[str] = (),
    refs: Sequence[str] = (),
) -> Iterator[OpenReceipt]:
    """A receipt that is taken out again where the export fails and nothing left; for the arguments see above."""
    receipt = OpenReceipt(vault, kind, profile, recipient, encrypted_to, refs)
    try:
        yield receipt
    except BaseException:
        receipt.drop()
        raise
