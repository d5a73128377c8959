"""What was written on a journey comes home: the journal of that vault says what changed, and nothing else is looked at.

A column comes home where nobody changed it here meanwhile; where both did, the one here stands and the other is named.
Removals are done only on the word of who brings it home, because whoever had that vault could have emptied it. Pages
that were numbered on the way keep their numbers where nobody took them here. What was sealed on the way is bound to
that vault and is opened from it; it is counted and stays there, as do imports and receipts.
"""

import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from dossier.errors import DossierError, Refused, add_messages
from dossier.i18n import N_
from dossier.vault import ern_registry, journal_values
from dossier.vault.column_values import typed_value
from dossier.vault.evidence.store import EvidenceStore
from dossier.vault.history import BOOKKEEPING, CHANGES, as_values
from dossier.vault.journal import Entry
from dossier.vault.journey_removals import JOURNEY, why_it_stays
from dossier.vault.tables import RECORDS, Change, CustodyEvent, SQLModel, VaultFact
from dossier.vault.travel import HOME, SINCE, copy_file
from dossier.vault.travel_rows import COPIES, OWNERS, SHARED

if TYPE_CHECKING:
    from dossier.vault.sessions import VaultSession
    from dossier.vault.vault import Vault

add_messages(
    {
        "travel.not_from_here": N_(
            "This vault was not made for a journey from the one that is open. Nothing was changed."
        ),
    }
)

_change: Any = Change.__table__  # type: ignore[attr-defined]
_COMES_HOME: Final = ("person", "legal_case", *SHARED, *OWNERS, *COPIES, "tip", "tip_file")
_WITH_FILE: Final = ("exhibit", "exhibit_copy", "tip_file")
_NUMBERS: Final = ("ern_begin", "ern_end")
_SET_HERE: Final = BOOKKEEPING | {"created_at", "created_by", "batch_id", "object_id"}


@dataclass
class Returned:
    """What came home and what did not."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    not_merged: list[tuple[str, str]] = field(default_factory=list)
    """Reference of a record, and why: "changed here too", "removed on the way", "gone here", "needed here",
    "numbers taken here", "refused"."""
    stays: Counter[str] = field(default_factory=Counter)
    """Table -> entries of the journey that stay in its vault."""

    def followed_by(self, again: "Returned") -> "Returned":
        """Two runs as one: what the second still names is what is left."""
        return Returned(
            self.added + again.added, self.changed + again.changed, again.removed, again.not_merged, again.stays
        )


@dataclass
class _Net:
    """What all entries of a journey together did to one record."""

    table: str
    record_id: uuid.UUID
    is_new: bool = False
    is_gone: bool = False
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)


def bring_home(home: "Vault", away: "Vault", *, with_removals: bool = False) -> Returned:
    """Merge what was written in a vault for a journey into the one that it was taken from; twice does no harm.

    Args:
        home: Open.
        away: Open; the one for the journey.
        with_removals: Remove here, too, what was removed on the way, unless it was changed here meanwhile or something
            that is only here hangs on it. Ask the person first.

    Raises:
        Refused: "travel.not_from_here".
        StoreProblem: as ``Vault.write``; nothing has come home then.
    """
    done = Returned()
    with away.read() as far:
        since = _since(home, far)
        changes = list(_net_changes(far, since, done))
        with home.write(reason=JOURNEY) as near:
            merge = _Merge(home, near, away, far, done)
            for net in changes:
                merge.one(net)
            gone = [net for net in changes if net.is_gone and not net.is_new]
            for net in reversed(gone):  # what belongs to a record goes before it
                merge.remove(net, is_wanted=with_removals)
            counts = {"added": done.added, "changed": done.changed, "removed": done.removed}
            near.note(Entry(JOURNEY, after={"vault": away.vault_id, **counts, "not_merged": len(done.not_merged)}))
    return done


def _since(home: "Vault", far: "VaultSession") -> int:
    facts = [far.get(VaultFact, name) for name in (HOME, SINCE)]
    if facts[0] is None or facts[1] is None or facts[0].value != home.vault_id:
        raise Refused("travel.not_from_here")
    return int(facts[1].value)


def _net_changes(far: "VaultSession", since: int, done: Returned) -> Iterator[_Net]:
    """Owners before what belongs to them, and else in the order in which they were first touched."""
    query = sa.select(_change).where(_change.c.number > since, _change.c.action.in_((*CHANGES, "rows")))
    found: dict[tuple[str, uuid.UUID], _Net] = {}
    for entry in far.execute(query.order_by(_change.c.number)):
        if entry.record_table not in _COMES_HOME or entry.action == "rows":
            done.stays[entry.record_table] += 1
            continue
        net = found.setdefault((entry.record_table, entry.record_id), _Net(entry.record_table, entry.record_id))
        _take(net, entry)
    places = {table.name: place for place, table in enumerate(SQLModel.metadata.sorted_tables)}
    yield from sorted(found.values(), key=lambda net: places[net.table])


def _take(net: _Net, entry: Any) -> None:
    net.is_gone = entry.action == "delete"
    if entry.action == "insert":
        net.is_new = net.is_new or not net.before
    for name, value in (entry.before or {}).items():
        if not net.is_new:
            net.before.setdefault(name, value)
    if entry.action == "insert":
        net.after = dict(entry.after or {})
    elif entry.action == "update":
        net.after.update(entry.after or {})


class _Merge:
    """One record at a time, each in a savepoint: what the database refuses is named and the rest comes home."""

    def __init__(self, home: "Vault", near: "VaultSession", away: "Vault", far: "VaultSession", done: Returned) -> None:
        self._home, self._near, self._away, self._far, self._done = home, near, away, far, done
        self._unnumbered: set[str] = set()
        """Ids of exhibits whose pages got numbers on the way that are others' here."""

    def one(self, net: _Net) -> None:
        """Bring one record home, or say why not."""
        if net.is_gone:
            return
        if net.table == "exhibit_copy" and net.after.get("exhibit_id") in self._unnumbered:
            self._not(net, "numbers taken here")
            return
        model: Any = RECORDS[net.table]
        try:
            with self._near.begin_nested():
                here = self._near.get(model, net.record_id)
                if net.table == "exhibit":
                    self._bring_numbers(net)
                if here is None:
                    self._insert(model, net)
                else:
                    self._update(here, net)
                self._near.flush()
        except (sa.exc.IntegrityError, sa.exc.StatementError, DossierError):
            self._not(net, "refused")

    def remove(self, net: _Net, *, is_wanted: bool) -> None:
        """Do a removal here, too, or say why not."""
        here = self._near.get(RECORDS[net.table], net.record_id)
        if here is None:
            return
        why = why_it_stays(self._near, here, self._away.vault_id) if is_wanted else "removed on the way"
        if why:
            self._not(net, why)
            return
        self._near.delete(here)
        self._near.flush()
        self._done.removed += 1

    def _bring_numbers(self, net: _Net) -> None:
        """The numbers of pages that an exhibit got on the way, where nobody has taken them here; else it gets none."""
        if not any(net.after.get(name) for name in _NUMBERS):
            return
        exhibit: Any = self._far.get_one(RECORDS["exhibit"], net.record_id)
        if not ern_registry.take_over(self._near, ern_registry.ranges_of(self._far, exhibit.ref)):
            self._unnumbered.add(str(net.record_id))
            net.after = {name: value for name, value in net.after.items() if name not in _NUMBERS}
            self._not(net, "numbers taken here")

    def _not(self, net: _Net, why: str) -> None:
        row = self._far.get(RECORDS[net.table], net.record_id)
        ref = net.after.get("ref") or net.before.get("ref") or (row.ref if row is not None else None)
        self._done.not_merged.append((str(ref or net.record_id), why))

    def _insert(self, model: Any, net: _Net) -> None:
        if not net.is_new:
            self._not(net, "gone here")
            return
        if model is CustodyEvent and not self._continues(net.after):
            self._not(net, "changed here too")
            return
        values = {name: value for name, value in net.after.items() if name not in _SET_HERE}
        record = model(**{name: self._typed(model, net, name, value) for name, value in values.items()})
        if journal_values.SALT in model.__table__.c:
            record.journal_salt = self._far.get_one(model, net.record_id).journal_salt
        self._take_file(record, net)
        self._near.add(record)
        self._near.flush()
        self._done.added += 1

    def _typed(self, model: Any, net: _Net, name: str, value: Any) -> Any:
        """Of what expires the journal has a hash alone; the value is in the row, as long as it is there."""
        if journal_values.is_veiled(value):
            return getattr(self._far.get_one(model, net.record_id), name)
        return typed_value(model.__table__.c[name].type, value)

    def _continues(self, after: dict[str, Any]) -> bool:
        """The chain of custody goes on where nobody at home has written in it."""
        table: Any = CustodyEvent.__table__  # type: ignore[attr-defined]
        exhibit = uuid.UUID(after["exhibit_id"])
        query = sa.select(table.c.number, table.c.entry_hash).where(table.c.exhibit_id == exhibit)
        last = self._near.execute(query.order_by(table.c.number.desc())).first()
        expected = (1, "0" * 64) if last is None else (last.number + 1, last.entry_hash)
        return (after["number"], after["previous_hash"]) == expected

    def _update(self, here: Any, net: _Net) -> None:
        present = as_values(here)
        changed = False
        for name, wanted in net.after.items():
            if name in _SET_HERE | {"id", "ref"} or present.get(name) == wanted:
                continue
            if net.is_new or present.get(name) != net.before.get(name):
                self._not(net, f"changed here too: {name}")
                continue
            if journal_values.is_veiled(wanted) or journal_values.is_veiled(present.get(name)):
                self._not(net, "refused")
                continue
            setattr(here, name, typed_value(here.__table__.c[name].type, wanted))
            changed = True
        changed = self._take_file(here, net) or changed
        self._done.changed += changed

    def _take_file(self, record: Any, net: _Net) -> bool:
        """The file of an exhibit or tip that was taken in on the way; names of files differ from vault to vault."""
        if net.table not in _WITH_FILE or not net.after.get("object_id") or record.object_id is not None:
            return False
        held: Any = self._far.get_one(RECORDS[net.table], net.record_id)
        near, far = EvidenceStore(self._home), EvidenceStore(self._away)
        record.object_id = copy_file(far, self._far, near, self._near, held.object_id)
        return True
