"""The receipt of an export: what left, to whom, under which profile, with which hashes, and what was held back."""

from dossier.vault.receipts import record_receipt

__all__ = ["record_receipt"]
