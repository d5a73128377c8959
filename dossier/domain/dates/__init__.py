"""Dates that never lie: as precise as they are known, with the words as written, and never completed."""

from dossier.domain.dates.numerals import Order
from dossier.domain.dates.points import Part, Precision, Qualifier
from dossier.domain.dates.value import OPEN_AFTER, OPEN_BEFORE, PartialDate

__all__ = ["OPEN_AFTER", "OPEN_BEFORE", "Order", "Part", "PartialDate", "Precision", "Qualifier"]
