"""The receipt of an export: what left, to whom, under which profile, with which hashes, and what was held back."""

from collections.abc import Mapping, Sequence
from typing import Any

from dossier.vault.tables import Receipt


def record_receipt(
    session: Any,
    kind: str,
    profile: str,
    recipient: str = "",
    files: Sequence[Mapping[str, object]] = (),
    counts: Mapping[str, int] | None = None,
    held_back: Mapping[str, int] | None = None,
    refs: Sequence[str] = (),
) -> Receipt:
    """Write one receipt in the caller's transaction.

    Args:
        session: Of ``vault.write()``.
        kind: "pdf", "csv", "pack" …
        profile: Under which the files were made.
        recipient: Empty where none was named.
        files: Name, size_bytes and sha256 of each.
        counts: How many records of each kind left.
        held_back: How many of each kind stayed.
        refs: References of the records that left.
    """
    receipt = Receipt(
        kind=kind,
        profile=profile,
        recipient=recipient,
        files=[dict(one) for one in files],
        counts=dict(counts or {}),
        held_back=dict(held_back or {}),
        record_refs=list(refs),
    )
    session.add(receipt)
    session.flush()
    return receipt
