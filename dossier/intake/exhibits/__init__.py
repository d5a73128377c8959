"""Files of evidence come in: read in the cage for what they are, stored as they are."""

from dossier.intake.exhibits.taking import Taken, take_in

__all__ = ["Taken", "take_in"]
