"""The check of seeds/: what a lawyer may edit there is looked over before a slip reaches a court."""

from dossier.domain.seed_checks.checking import check_seeds
from dossier.domain.seed_checks.slips import Slip

__all__ = ["Slip", "check_seeds"]
