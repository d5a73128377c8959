"""Forms of who opens the vault, to whom is sealed, and how a copy of it is brought back."""

from typing import Final

from dossier.casework.forms import kinds
from dossier.casework.forms.declaration import FieldSpec, FormSpec, Section
from dossier.casework.forms.places import FilePath, FolderPath
from dossier.errors import add_messages
from dossier.i18n import N_

add_messages(
    {
        "access.differs": N_("The two passphrases are not the same. Type both again."),
        "access.not_typed_back": N_("What was typed is not the key on the sheet. Nothing was changed; type it again."),
    }
)

PASSPHRASES: Final = ("passphrase", "again")
"""The fields of a new passphrase: typed twice, because nobody sees what was typed."""
CHANGED: Final = N_("The new passphrase holds. Whoever has an old copy of the vault opens that copy with the old one.")
STILL_READ: Final = N_("If somebody may have both, make a new master key too: they could read this vault as well.")
REMOVED: Final = N_("This key opens the vault no more. Whoever kept an old copy can go on reading that copy.")
RECOVERY_GONE: Final = N_(
    "The recovery key that they had made opens it no more either, for they have seen it. Make a new one: "
    "dossier keys recovery"
)
SIGNS_ANEW: Final = N_(
    "Papers are signed with a new key from now on. Its SHA-256, for those who compare, is told by: dossier keys paper"
)
NOT_KNOWN: Final = N_(
    "The file has keys of nobody whom this vault seals to: {keys}. Take in their public keys first (dossier custodian "
    "add), then this file again."
)
_TWICE: Final = (
    FieldSpec("passphrase", N_("New passphrase"), 40, True),
    FieldSpec("again", N_("The same again"), 40, True),
)
NEW_PERSON: Final = FormSpec(
    "new person key",
    N_("Give one more person a passphrase of their own"),
    (
        Section(
            N_("The person types the passphrase; nobody else learns it"),
            (FieldSpec("person", N_("Name in the journal"), 40, True), *_TWICE),
        ),
    ),
)
OWN_PASSPHRASE: Final = FormSpec(
    "own passphrase",
    N_("Change your own passphrase"),
    (Section(N_("An old copy of the vault still opens with the old one"), _TWICE),),
)
RECOVERY_KEY: Final = FormSpec(
    "recovery key",
    N_("Make a recovery key on paper"),
    (Section(N_("Typed back from the paper"), (FieldSpec("typed", N_("The key"), 56, True),)),),
)
REMOVE_KEY: Final = FormSpec(
    "remove key",
    N_("Take a key away"),
    (
        Section(
            N_("A new master key is made: the vault is closed, and asks anew"),
            (FieldSpec("key", N_("Number of the key"), 24, True),),
        ),
    ),
)
RENEW_MASTER: Final = FormSpec(
    "renew master key",
    N_("Make a new master key, because a passphrase may be known"),
    (
        Section(
            N_("First change a passphrase that is known; the vault closes and asks anew"),
            (FieldSpec("sure", N_("Do it now"), 8, True, kinds.TRUTH),),
        ),
    ),
)
RENEW_PAPER_KEY: Final = FormSpec(
    "renew paper key",
    N_("Make a new key that signs papers"),
    (
        Section(
            N_("Somebody may have kept the present one: it ends now"),
            (
                FieldSpec("sure", N_("Do it now"), 8, True, kinds.TRUTH),
                FieldSpec("name", N_("Name in signatures"), 40),
            ),
        ),
    ),
)

NEW_CUSTODIAN: Final = FormSpec(
    "new custodian",
    N_("Take in the public key of a custodian"),
    (
        Section(
            N_("The fingerprint as the custodian read it aloud to you"),
            (
                FieldSpec("file", N_("File with the key"), 56, True, FilePath()),
                FieldSpec("name", N_("Name, best a pseudonym"), 40, True),
                FieldSpec("heard", N_("Fingerprint"), 56, True),
            ),
        ),
    ),
)
RETIRE_CUSTODIAN: Final = FormSpec(
    "retire custodian",
    N_("Seal nothing more to a custodian"),
    (
        Section(
            N_("What is sealed already stays open to the others"),
            (
                FieldSpec("name", N_("Name"), 40, True),
                FieldSpec("forget", N_("Take keys out too"), 8, type=kinds.TRUTH),
            ),
        ),
    ),
)
SEALED_OUT: Final = FormSpec(
    "sealed out",
    N_("Write everything sealed into a file for a custodian"),
    (
        Section(
            N_("Nobody but a custodian can open it"),
            (FieldSpec("output", N_("Write to"), 56, True, FolderPath()),),
        ),
    ),
)
RENEWED_IN: Final = FormSpec(
    "renewed in",
    N_("Take in what a custodian renewed"),
    (Section(N_("From the custodian's own machine"), (FieldSpec("file", N_("File"), 56, True, FilePath()),)),),
)

RESTORE: Final = FormSpec(
    "restore",
    N_("Bring a backup back into a new folder"),
    (
        Section(
            N_("The vault that is open now stays as it is"),
            (
                FieldSpec("backup", N_("Folder of the backups"), 56, True, FolderPath()),
                FieldSpec("to", N_("New folder"), 56, True, FolderPath()),
                FieldSpec("identity", N_("File of the secret key"), 56, True, FilePath()),
                FieldSpec("receipt", N_("Receipt line"), 56),
                FieldSpec("snapshot", N_("An older copy"), 40),
            ),
        ),
    ),
)
