"""What the program promises and what it does not, in plain words; docs/threat-model.md says why."""

from typing import Final

from dossier.i18n import N_

PROMISED: Final = (
    N_("Who finds this computer switched off or locked reads nothing without a passphrase."),
    N_("Who has it unlocked, with all its keys, does not learn who a sealed source is: only custodians can open that."),
    N_("What was said to be saved is on the disk; damage is named and never silent; a change can be taken back."),
    N_("Who rewrites what a checkpoint outside covers is found out, also with all rights in the vault."),
    N_(
        "A vault for a journey holds the chosen cases and persons, of others in them the names, and nothing else, "
        "under a key of its own."
    ),
    N_(
        "A sealed identity whose day has come is destroyed at the next opening, a tip when you let go what ran out; "
        "the journal keeps nothing of either."
    ),
    N_("The program calls no network but the server of a team's own vault: no telemetry, no look for updates."),
)
NOT_PROMISED: Final = (
    N_("No deniability and no hidden vaults: whether one exists can often be told."),
    N_("No erasure on SSDs and journaling disks: what was written may be found there, encrypted."),
    N_("No protection against malicious software, cameras, a compelled user, or a custodian in the same country."),
    N_("No hiding that the program is used: sizes, numbers and times of files can be seen."),
    N_("No protection of what was exported, printed, photographed or copied elsewhere."),
    N_("No wiping of words from memory before the process ends: the lock ends the process for that reason."),
    N_("No detection of what is cut off behind the last checkpoint that was kept outside."),
    N_("No proof that nobody tried: wrong passphrases are counted and told, and who can write here removes the count."),
    N_("No trust in what comes back from a journey: who had that vault and its passphrase can have written lies."),
    N_(
        "No understanding of free texts: the surnames of those recorded here are looked for in what leaves; a nickname "
        "or a description that gives somebody away only you can see."
    ),
    N_("No unseeing while it is typed: who a source is stands on the screen until it is sealed."),
    N_("No fake passphrase, no decoy vault and no self-destruction: each can cost a person more than it saves."),
    N_("No taking back of old copies: a removed person reads the copy they kept; a backup holds what it held."),
    N_(
        "No judging of a custodian: whoever opens an entry can say a later day for it, at most a year ahead, or add a "
        "key that opens nothing."
    ),
    N_(
        "No secrecy from whoever keeps a team's server: they read everything there but who a sealed source is and the "
        "bytes of evidence."
    ),
    N_(
        "No secrecy for ever: backups, and a master key that was handed on when somebody was removed, hold until there "
        "are quantum computers that break X25519; sealed identities are made to hold longer."
    ),
)
