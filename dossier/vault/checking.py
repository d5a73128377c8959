"""Is the whole vault sound? Database, journal, checkpoints, records against the journal, evidence files, custody.

``quick`` leaves out what grows with the bytes: the seal of each page and the content of each evidence file.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from dossier.errors import VaultProblem
from dossier.vault import custody, journal, signing
from dossier.vault.checkpoints import Checkpoint, known_signers, leaf_of, origin_of
from dossier.vault.evidence import EvidenceStore
from dossier.vault.evidence.checking import faults
from dossier.vault.fixed_lists import changed_lists
from dossier.vault.key_checks import strange_keys
from dossier.vault.merkle import EMPTY_ROOT, Frontier
from dossier.vault.paper_signing import strange_paper_key
from dossier.vault.receipts import changed_receipts
from dossier.vault.row_checks import check_rows
from dossier.vault.schema import missing_guards
from dossier.vault.tables import Change, JournalCheckpoint, StoredObject

if TYPE_CHECKING:
    from dossier.vault.sessions import VaultSession
    from dossier.vault.vault import Vault

_MANY = 2000
QUICK: Final = ("integrity_check", "foreign_key_check")
DEEP: Final = ("cipher_integrity_check", *QUICK)


@dataclass(frozen=True, slots=True)
class Damage:
    """One thing that is not as it should be."""

    part: str
    """"database", "journal", "checkpoint", "record", "evidence", "custody" or "key"."""
    place: str
    """A page, a table, the number of an entry or the reference of a record; never a value of a record."""
    what: str


def check_vault(
    vault: "Vault",
    *,
    quick: bool = False,
    evidence: str = "stored",
    part: tuple[int, int] = (1, 1),
    against: Sequence[Checkpoint] = (),
    on_progress: "Callable[[int], None] | None" = None,
) -> list[Damage]:
    """Everything that can be checked; an empty list means sound.

    Args:
        vault: Open.
        quick: Leave out the seals of the pages.
        evidence: How deep evidence files are looked at, one of ``dossier.vault.evidence.checking.LEVELS``.
        part: N of T: only this part of the evidence files is read.
        against: Checkpoints that were kept outside: a vault that was put back or rewritten does not agree with them.
        on_progress: Called with the number of evidence files looked at so far.
    """
    vault.fold_log()  # pages that are newer in the log would give false alarms after a crash
    pages = [] if vault.is_server else _damaged_pages(vault, QUICK if quick else DEEP)
    try:
        with vault.read() as session:
            damages = [
                *_readable("database", lambda: _guards(session)),
                *_readable("journal", lambda: _journal(vault, session, against)),
                *_readable("key", lambda: _keys(vault, session)),
                *_readable("record", lambda: _records(session)),
                *_readable("evidence", lambda: _evidence(vault, session, evidence, part, on_progress)),
                *_readable("custody", lambda: _custody(session)),
            ]
    except VaultProblem:
        if not pages:
            raise
        return pages  # what lies on them cannot be read, so nothing more can be said
    return [*pages, *damages]


def _readable(part: str, look: Callable[[], Iterable[Damage]]) -> list[Damage]:
    """What a part of the check found; a value that is none of its column is damage, and the other parts go on."""
    found: list[Damage] = []
    try:
        found.extend(look())
    except (ValueError, TypeError, LookupError, AttributeError, sa.exc.StatementError):
        found.append(Damage(part, "", "cannot be read"))
    return found


def _guards(session: "VaultSession") -> Iterator[Damage]:
    """What keeps the database from changing a journal or a custody, taken away: the first step of who rewrites one."""
    for name in missing_guards(session.connection()):
        yield Damage("database", name, "guard missing")


def _records(session: "VaultSession") -> Iterator[Damage]:
    for one in check_rows(session):
        yield Damage("record", f"{one.table} {one.ref}", one.what)
    for ref in changed_receipts(session):
        yield Damage("record", f"receipt {ref}", "other persons")
    for name in changed_lists(session):
        yield Damage("record", name, "differs")


def _custody(session: "VaultSession") -> Iterator[Damage]:
    for ref, number, what in custody.all_breaks(session):
        yield Damage("custody", f"{ref} {number}", what)


def _evidence(
    vault: "Vault",
    session: "VaultSession",
    level: str,
    part: tuple[int, int],
    on_progress: "Callable[[int], None] | None",
) -> list[Damage]:
    """A server without evidence needs no folder for it."""
    if vault.is_server and session.execute(sa.select(StoredObject).limit(1)).first() is None:
        return []
    found = faults(session, EvidenceStore(vault), level, on_progress, part=part)
    return [Damage("evidence", place, what) for place, what in dict.fromkeys(found)]


def _journal(vault: "Vault", session: Any, against: Sequence[Checkpoint]) -> Iterator[Damage]:
    """One pass: the chain of the entries, and the root of the tree at each size at which somebody noted one."""
    table = Change.__table__  # type: ignore[attr-defined]
    kept = session.execute(sa.select(JournalCheckpoint)).scalars().all()
    roots = _Roots({point.size for point in (*kept, *against)})
    rows = session.connection().execute(sa.select(table).order_by(table.c.number).execution_options(yield_per=_MANY))
    for broken in journal.verify(roots.passing(dict(row) for row in rows.mappings())):
        yield Damage("journal", str(broken.number), broken.what)
    publics = list(known_signers(vault, session).values())
    for point in kept:
        yield from _kept_checkpoint(vault.vault_id, point, roots, publics)
    for outside in against:
        yield from _outside_checkpoint(vault.vault_id, outside, roots, publics)


class _Roots:
    """The roots of the journal at chosen sizes, noted while its entries pass."""

    def __init__(self, sizes: set[int]) -> None:
        self._sizes = sizes
        self.size = 0
        self.at: dict[int, str] = {0: EMPTY_ROOT.hex()}

    def passing(self, rows: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        frontier = Frontier()
        for row in rows:
            frontier.append(leaf_of(row["entry_hash"]))
            self.size = frontier.size
            if frontier.size in self._sizes:
                self.at[frontier.size] = frontier.root().hex()
            yield row


def _kept_checkpoint(vault_id: str, point: Any, roots: _Roots, publics: Sequence[bytes]) -> Iterator[Damage]:
    place = str(point.size)
    if point.size > roots.size:
        yield Damage("checkpoint", place, "the journal is shorter")
    elif roots.at[point.size] != point.root:
        yield Damage("checkpoint", place, "the journal was rewritten")
    if not signing.read_note(point.note).is_signed_by(origin_of(vault_id), publics):
        yield Damage("checkpoint", place, "signed by nobody of this vault")


def _outside_checkpoint(vault_id: str, point: Checkpoint, roots: _Roots, publics: Sequence[bytes]) -> Iterator[Damage]:
    place = point.short
    if point.vault_id not in ("", vault_id):
        yield Damage("checkpoint", place, "of another vault")
    elif point.size > roots.size:
        yield Damage("checkpoint", place, "rolled back: the journal was longer")
    elif not point.agrees_with(roots.at[point.size]):
        yield Damage("checkpoint", place, "the journal was rewritten")
    elif point.note and not signing.read_note(point.note).is_signed_by(origin_of(vault_id), publics):
        yield Damage("checkpoint", place, "signed by nobody of this vault")


def _keys(vault: "Vault", session: Any) -> Iterator[Damage]:
    for slot_id, what in strange_keys(vault, session):
        yield Damage("key", slot_id, what)
    signs = strange_paper_key(vault, session)
    if signs is not None:
        yield Damage("key", "", signs)


def _damaged_pages(vault: "Vault", pragmas: Sequence[str]) -> list[Damage]:
    """First of all, and each by a reader of its own: who has met a damaged page calls the sound ones damaged too."""
    found: list[Damage] = []
    for pragma in pragmas:
        try:
            with vault.read() as session:
                found += _pages(session.connection(), pragma)
        except VaultProblem:  # what the check would have found is not known: that it cannot be made is
            found.append(Damage("database", "", "cannot be read"))
    return list(dict.fromkeys(found))


def _pages(connection: sa.Connection, pragma: str) -> Iterator[Damage]:
    for row in connection.exec_driver_sql(f"PRAGMA {pragma}"):
        text = " ".join(str(value) for value in row if value is not None)
        if text != "ok":
            yield Damage("database", text[:80], pragma)
