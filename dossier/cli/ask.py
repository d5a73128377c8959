"""Asking a person for a yes. Where nobody sits at a terminal the answer is no: a script says yes by an option."""

import sys

from dossier.cli.say import tell
from dossier.i18n import _

_YES = frozenset({"y", "yes", "д", "да", "т", "так"})


def agreed(question: str) -> bool:
    """Ask on the terminal and read one line; only a clear yes, in any of the four languages, counts."""
    if not sys.stdin.isatty():
        return False
    tell(question + " " + _("(yes or no)"))
    return sys.stdin.readline().strip().casefold() in _YES
