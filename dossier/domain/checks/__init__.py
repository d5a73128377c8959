"""Checks of a whole record: what contradicts itself, and what a lawyer should look at again."""

from dossier.domain.checks.checking import check_record
from dossier.domain.checks.finding import CHECKS, Finding

__all__ = ["CHECKS", "Finding", "check_record"]
