"""Original bytes: encrypted one by one in ``objects/``, named by a keyed hash, with two sums each.

``objects`` is the form of one file, ``source`` reads what a person hands over, ``store`` brings both together with the
row in the database, ``checking`` says which are missing, changed or strange. docs/format.md describes the form.
"""

from dossier.vault.evidence.objects import ObjectReader
from dossier.vault.evidence.store import EvidenceStore, Staged

__all__ = ["EvidenceStore", "ObjectReader", "Staged"]
