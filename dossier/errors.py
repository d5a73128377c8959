"""What can go wrong, in words: each error has a code, a sentence that says what to do, and an exit status.

Facts are for the sentence shown to the person and never for a log: ``repr`` shows the code and the names of the
facts, not their values. Everything that is not a DossierError is a bug.
"""

from typing import ClassVar

from dossier.i18n import N_, _

MESSAGES: dict[str, str] = {
    # what a person typed
    "input.empty": N_("Nothing was entered. Type a value or leave the field."),
    "input.too_long": N_("This is too long ({length} characters; at most {limit} are read). Shorten it."),
    "input.control": N_("There is a control character in this text. Delete it and type it again."),
    "ref.check": N_("This reference is mistyped: its check character does not fit. Read it again."),
    "ref.form": N_("This is not a reference. References look like P-7K2Q-9M4XC."),
    # the vault
    "vault.missing": N_("There is no vault at this place. Create one with: dossier init --vault PATH"),
    "vault.exists": N_("There is a vault here already; nothing was changed. Choose another folder."),
    "vault.not_empty": N_("The folder is not empty and is not a vault. Choose an empty or new folder."),
    "vault.passphrase": N_("The passphrase does not open this vault. Check the keyboard layout and try again."),
    "vault.damaged_header": N_("The header of this vault is damaged. Restore header.json from a backup."),
    "vault.damaged": N_("The database of this vault is damaged. Restore the last verified backup."),
    "vault.newer": N_("This vault was made by a newer version of the program. Install that version to open it."),
    "vault.older": N_("This vault has an older format. Run: dossier migrate (a verified copy is made first)."),
    "vault.busy": N_("Another process is writing in this vault. Wait a moment and try again."),
    "vault.permission": N_("This folder cannot be read or written. Check its owner and its modes."),
    "vault.server": N_("The database server did not answer or refused. Check the address and the account."),
    "vault.no_passphrase": N_(
        "No passphrase was given. Type it on a terminal, or name a file in DOSSIER_PASSPHRASE_FILE."
    ),
    "vault.weak_passphrase": N_("This passphrase is too easy to guess. Use at least five unrelated words."),
    # the store
    "store.full": N_("The disk is full. Nothing was lost; free some space and do it again."),
    "store.failed": N_("The disk did not take the data. Nothing saved before is lost; close, check the disk, reopen."),
    "store.refused": N_("The database refused this: it contradicts what is recorded already."),
    "store.conflict": N_("Somebody changed this record meanwhile. Compare both versions and choose."),
    # finding and writing
    "find.nothing": N_("Nothing is recorded under this reference."),
    "file.missing": N_("There is no such file. Check the path."),
    "file.unreadable": N_("This file cannot be read. Check that it is a file and that you may open it."),
    "file.exists": N_("There is a file of this name already; it was not overwritten. Choose another name."),
    "file.unwritable": N_("The file cannot be written there. Check the folder and the free space."),
    "usage": N_("{what}"),
}


def add_messages(messages: dict[str, str]) -> None:
    """Add the sentences of one room of the house; a code that two rooms claim is a bug.

    Raises:
        ValueError: a code exists already with another sentence.
    """
    for code, sentence in messages.items():
        if MESSAGES.setdefault(code, sentence) != sentence:
            raise ValueError(code)


class DossierError(Exception):
    """Anything the program says no to, with a code of MESSAGES and facts for its sentence."""

    exit_status: ClassVar[int] = 1

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts

    @property
    def message(self) -> str:
        """The sentence for the person, in the language in force."""
        return _(MESSAGES.get(self.code, self.code)).format(**self.facts)

    def __str__(self) -> str:
        return self.code

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.code!r}, facts={sorted(self.facts)})"


class InputProblem(DossierError):
    """The person can mend it now; ``field`` names the field where it was typed."""

    exit_status = 2

    def __init__(self, code: str, *, field: str | None = None, **facts: object) -> None:
        super().__init__(code, **facts)
        self.field = field


class Misread(InputProblem):
    """A text that no parser understands."""


class Refused(InputProblem):
    """Understood, and not allowed: a hard check says no."""


class WrongUse(DossierError):
    """The command was called in a way it does not know."""

    exit_status = 2


class NotFound(DossierError):
    """Asked for by reference and not there."""

    exit_status = 2


class VaultProblem(DossierError):
    """The vault cannot be opened."""

    exit_status = 3


class UnreadableInput(DossierError):
    """A file that was to come in cannot be read."""

    exit_status = 4


class StoreProblem(DossierError):
    """The store failed; what was acknowledged before is not lost."""

    exit_status = 5


class Conflict(StoreProblem):
    """Changed meanwhile by somebody else."""


class RenderProblem(DossierError):
    """A PDF or a CSV could not be written."""

    exit_status = 5
