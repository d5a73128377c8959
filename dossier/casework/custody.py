"""What people do with an exhibit after it was taken in; each act leaves its entry before anything leaves."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dossier.casework.exhibits import TOOL, get_exhibit
from dossier.casework.new_files import new_file
from dossier.errors import Refused, add_messages
from dossier.i18n import N_
from dossier.vault import custody
from dossier.vault.evidence import EvidenceStore
from dossier.vault.evidence.checking import fault_of
from dossier.vault.queries import exhibits as queries
from dossier.vault.tables import StoredObject

if TYPE_CHECKING:
    from collections.abc import Callable

    from dossier.vault import Vault
    from dossier.vault.evidence import ObjectReader
    from dossier.vault.sessions import VaultSession
    from dossier.vault.tables import CustodyEvent, Exhibit

add_messages(
    {
        "custody.purpose": N_("Say why; the reason stays in the custody of the exhibit."),
        "custody.person": N_("Name the person who hands over and the person who takes it."),
    }
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of custody, as plain values; ``None`` where nothing was said."""

    number: int
    event: str
    happened_at: datetime
    by_code: str
    from_custodian_code: str | None
    to_custodian_code: str | None
    place: str | None
    purpose: str
    method_and_tool: str
    sha256_before: str | None
    sha256_after: str | None
    seal_number: str | None
    previous_hash: str
    entry_hash: str


def history_of(session: "VaultSession", ref: str) -> tuple[Entry, ...]:
    """The custody of an exhibit, the oldest first.

    Raises:
        Misread, NotFound: of the reference.
    """
    return tuple(_entry(one) for one in custody.history(session, get_exhibit(session, ref)))


def _entry(one: "CustodyEvent") -> Entry:
    return Entry(**{name: getattr(one, name) for name in Entry.__slots__})


@contextmanager
def opened(vault: "Vault", ref: str, *, purpose: str) -> "Iterator[ObjectReader]":
    """The original bytes of an exhibit, after the entry that says who looked at them and why.

    Raises:
        Misread, NotFound: of the reference; "evidence.unknown_object" where nothing is held.
        Refused: "custody.purpose".
        DossierError: "evidence.missing", "evidence.damaged".
    """
    with vault.write(reason="exhibit opened") as session:
        exhibit = get_exhibit(session, ref)
        reader = EvidenceStore(vault).open_id(session, exhibit.object_id)
        note(session, exhibit, "opened", purpose=purpose)
    with reader:
        yield reader


def note(session: "VaultSession", exhibit: "Exhibit", event: str, *, purpose: str, **said: str | None) -> None:
    """An entry by this person about bytes that did not change.

    Raises:
        Refused: "custody.purpose".
    """
    if not purpose.strip():
        raise Refused("custody.purpose", field="purpose")
    sums = {"sha256_before": exhibit.sha256, "sha256_after": exhibit.sha256}
    given: dict[str, Any] = {"method_and_tool": TOOL, **sums, **{name: value for name, value in said.items() if value}}
    custody.append(session, exhibit, event, purpose=purpose.strip()[:500], **given)


def copy_out(
    vault: "Vault", ref: str, path: Path, *, purpose: str, recipient: str = "",
    on_progress: "Callable[[int], None] | None" = None,
) -> str:  # fmt: skip
    """Write the original bytes into a new file; returns their SHA-256, which is the one of the taking in.

    The copy gets its name only when it is whole, its sum is right and the entry is written.

    Raises:
        Misread, NotFound: of the reference; "evidence.unknown_object".
        Refused: "custody.purpose".
        DossierError: "evidence.missing", "evidence.damaged".
        RenderProblem: "file.exists", "file.unwritable".
    """
    with vault.read() as session:
        exhibit = get_exhibit(session, ref)
        reader = EvidenceStore(vault).open_id(session, exhibit.object_id)
    with reader, new_file(path) as draft:
        for block in reader.blocks():
            draft.write(block)
            if on_progress is not None:
                on_progress(draft.size_bytes)
        draft.require_sha256(exhibit.sha256 or "")
        with vault.write(reason="exhibit copied out") as session:
            note(session, get_exhibit(session, ref), "copied", purpose=purpose, to_custodian_code=recipient or None)
    return exhibit.sha256 or ""


def transfer(
    vault: "Vault", ref: str, *, giver: str, taker: str, purpose: str, place: str = "", seal_number: str = ""
) -> None:
    """Record that the item passed from one person to another.

    Raises:
        Misread, NotFound: of the reference.
        Refused: "custody.person", "custody.purpose".
    """
    if not giver.strip() or not taker.strip():
        raise Refused("custody.person", field="to")
    with vault.write(reason="exhibit transferred") as session:
        note(
            session, get_exhibit(session, ref), "transferred", purpose=purpose, method_and_tool="by hand",
            from_custodian_code=giver.strip()[:100], to_custodian_code=taker.strip()[:100], place=place[:300],
            seal_number=seal_number[:60],
        )  # fmt: skip


def seal(vault: "Vault", ref: str, *, seal_number: str, purpose: str) -> None:
    """Record that the item was put under a seal of that number.

    Raises:
        Misread, NotFound: of the reference.
        Refused: "custody.purpose".
    """
    with vault.write(reason="exhibit sealed") as session:
        note(
            session, get_exhibit(session, ref), "sealed", purpose=purpose, method_and_tool="seal",
            seal_number=seal_number[:60],
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Verified:
    """What the check of one exhibit found; ``fault`` is empty where it is sound."""

    ref: str
    title: str
    sha256: str
    fault: str


def verify(
    vault: "Vault", refs: Sequence[str] = (), *, level: str = "deep", on_progress: "Callable[[int], None] | None" = None
) -> list[Verified]:
    """Check exhibits against the sums of their taking in; each sound one gets an entry that says so.

    Args:
        vault: Open.
        refs: Of exhibits; all that the vault holds where none is named.
        level: One of ``dossier.vault.evidence.checking.LEVELS``.
        on_progress: Called with the number of exhibits so far.

    Raises:
        Misread, NotFound: of a reference.
    """
    store = EvidenceStore(vault)
    with vault.read() as session:
        wanted = [get_exhibit(session, ref) for ref in refs] or queries.held_exhibits(session)
        rows = [(one, session.get(StoredObject, one.object_id) if one.object_id else None) for one in wanted]
    found = []
    for number, (exhibit, row) in enumerate(rows, 1):
        fault = _fault(store, exhibit, row, level)
        found.append(Verified(str(exhibit.ref), exhibit.title, exhibit.sha256 or "", fault))
        if on_progress is not None:
            on_progress(number)
    _note_sound(vault, [one.ref for one in found if not one.fault], level)
    return found


def _fault(store: EvidenceStore, exhibit: "Exhibit", row: StoredObject | None, level: str) -> str:
    if row is None:
        return "no key" if exhibit.object_id else "not held"
    if row.sha256 != exhibit.sha256:
        return "damaged"
    return fault_of(store, row, level) or ""


def _note_sound(vault: "Vault", refs: Sequence[str], level: str) -> None:
    """A glance at the sizes proves nothing, so it leaves no entry."""
    if not refs or level == "quick":
        return
    with vault.write(reason="exhibits verified") as session:
        for ref in refs:
            method = f"SHA-256 of {'the original' if level == 'deep' else 'the stored'} bytes, {TOOL}"
            note(session, get_exhibit(session, ref), "verified", purpose="regular check", method_and_tool=method)
