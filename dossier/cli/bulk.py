"""What the journal says of records read in bulk on the command line, where a list can be carried away like an export.

The screens leave one for so many pages of a list (``tui.long_lists``); a page alone leaves none, because a journal of
everything that was looked at would itself tell who mattered.
"""

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from dossier.vault import Vault

BULK_FROM: Final = 50
"""Records of one answer from which the journal says that they were read."""


def note_bulk(vault: "Vault", command: str, count: int) -> None:
    """Say in the journal, before they are shown, that a command is about to show so many records.

    Args:
        vault: Where.
        command: Its name alone: what was asked for may be somebody's name.
        count: How many records; few ones leave no entry.

    Raises:
        StoreProblem: it could not be written: nothing is to be shown then.
    """
    from dossier.vault.log import note_reading

    if count >= BULK_FROM:
        note_reading(vault, command, count)
