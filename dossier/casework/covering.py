"""What of a person stands covered on the screen until it is asked for: somebody may look over the shoulder.

That are the sensitive and the endangering columns of people (classes 2 and 3): health, origin and family, where
somebody is to be found, addresses and numbers, remarks, who is related to whom. What happened to them, and the texts of
the case, are what the work is about: those stand there whole, and so do protections, which warn whoever works on it.
"""

from collections.abc import Iterable
from typing import Final

from dossier.vault.column_classes import class_of_column

COVERED_CHILDREN: Final = frozenset({"relationship"})
"""Kinds of records whose name says by itself who is related to a person."""
_PEOPLE: Final = frozenset({"person", "person_detail", "relationship"})
_SENSITIVE: Final = 2


def is_covered(kind: str, columns: Iterable[str]) -> bool:
    """Whether a field of these columns stands covered, on the page of its record and wherever else it is told."""
    return kind in _PEOPLE and max(class_of_column(kind, one) for one in columns) >= _SENSITIVE
