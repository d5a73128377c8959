"""Terms and fines that keep their unit: days are never years, and a bare number is refused."""

from dossier.domain.terms.penalty_units import PENALTY_UNITS, check_unit
from dossier.domain.terms.value import Kind, Term

__all__ = ["PENALTY_UNITS", "Kind", "Term", "check_unit"]
