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
_ADD_PERSON = """
INSERT INTO receipt_person (receipt_id, person_id, consent_id, with_name) VALUES (?, ?, ?, ?)
ON CONFLICT (receipt_id, person_id) DO UPDATE SET with_name = TRUE
WHERE excluded.with_name AND NOT receipt_person.with_name
"""


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
    is_sqlite = connection.dialect.name == "sqlite"
    bound = _blob if is_sqlite else _same
    receipt = bound(receipt_id)
    rows = [(receipt, bound(one), consent and bound(consent), named) for one, (consent, named) in persons.items()]
    connection.exec_driver_sql(_ADD_PERSON if is_sqlite else _ADD_PERSON.replace("?", "%s"), rows)


def _persons_sum(session: Session, receipt_id: uuid.UUID) -> str:
    """SHA-256 over the persons of a receipt in the order of their ids: id, consent if any, with a name or not."""
    connection = session.connection()
    is_sqlite = connection.dialect.name == "sqlite"
    rows = connection.exec_driver_sql(
        _PERSONS if is_sqlite else _PERSONS_OF_SERVER,
        ((_blob if is_sqlite else _same)(receipt_id),),
        execution_options={"stream_results": True},
    )
    sums = hashlib.sha256()
    for part in rows.scalars().partitions(_PERSONS_AT_ONCE):
        sums.update(b"".join(part))
    return sums.hexdigest()


def changed_receipts(session: Session) -> Iterator[str]:
    """The receipts whose persons are not those of whom something left, by their references."""
    query = sa.select(_change.c.record_id, _change.c.after, Receipt.ref).join(  # type: ignore[call-overload]
        Receipt, Receipt.id == _change.c.record_id
    )
    for one in session.execute(query.where(_change.c.record_table == "receipt", _change.c.action == "export")).all():
        if "persons" in one.after and one.after["persons"] != _persons_sum(session, one.record_id):
            yield str(one.ref)


def _blob(value: "uuid.UUID | bytes") -> bytearray:
    return bytearray(value if isinstance(value, bytes) else value.bytes)


def _same(value: Any) -> Any:
    return value


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
        waiting, noted = self._waiting, self._noted
        for one, shown in persons.items():
            with_name = noted.get(one)
            if with_name is None and one in waiting:
                with_name = waiting[one].with_name
            if with_name is None or (shown.with_name and not with_name):
                waiting[one] = shown
                if one in noted or len(noted) < _MOST_REMEMBERED:
                    noted[one] = shown.with_name
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
