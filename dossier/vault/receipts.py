"""The receipts: what left, to whom, under which profile, with which hashes, and what was held back."""

from typing import TYPE_CHECKING

from dossier.vault.journal import Entry
from dossier.vault.tables import Receipt

if TYPE_CHECKING:
    from dossier.vault.vault import Vault


def add_receipt(
    vault: "Vault",
    *,
    kind: str,
    profile: str,
    recipient: str,
    files: list[dict[str, object]],
    counts: dict[str, int],
    held_back: dict[str, int],
    record_refs: list[str],
    purpose: str | None = None,
) -> str:
    """Record one export, with an entry in the journal; returns the receipt's reference.

    Args:
        vault: Where it left from.
        kind: csv, pdf, pack, backup or another form.
        profile: Under which.
        recipient: To whom; empty for nobody in particular.
        files: Name, size_bytes and sha256 of each file.
        counts: File -> number of rows or pages.
        held_back: Reason -> how often.
        record_refs: The persons of whom something left.
        purpose: In the words of the person who exported.
    """
    with vault.write(reason=f"export {kind} {profile}") as session:
        receipt = Receipt(
            kind=kind,
            profile=profile,
            recipient=recipient,
            purpose=purpose,
            files=files,
            counts=counts,
            held_back=held_back,
            record_refs=record_refs,
        )
        session.add(receipt)
        session.flush()
        session.note(Entry("export", "receipt", receipt.id, after={"kind": kind, "profile": profile, "counts": counts}))
    return receipt.ref or ""
