"""The list of commands: a name, the module that does it, and one line of help.

It is static on purpose: ``dossier --help`` reads this list and imports no command, so it answers at once. A named
tuple, because the import of dataclasses alone would cost half of that answer.
"""

from typing import NamedTuple

from dossier.i18n import N_


class Command(NamedTuple):
    """One command; ``module`` is its file in this folder, ``help`` an English sentence for the catalogues."""

    name: str
    module: str
    help: str


COMMANDS = (
    Command("init", "init", N_("create a vault")),
    Command("search", "search", N_("find a person, a case or a body by any words")),
    Command("show", "show", N_("one record, whole")),
    Command("name", "name", N_("a name in Latin letters by each table, and in the cases that a motion needs")),
    Command("import", "import_command", N_("take in a list, or take an import out again")),
    Command("duplicates", "duplicates", N_("records that may be one person's, and what was decided about them")),
    Command("merge", "merge", N_("join two records of one person, or take that back")),
    Command("export", "export", N_("lists for another organisation, no more than each person agreed to")),
    Command("exposed", "exposed", N_("what is out there about whom, with whom, and whom to warn")),
    Command("add", "add", N_("enter a record by answering questions, one a line")),
    Command("source", "source", N_("a source whose identity nobody can read here")),
    Command("custodian", "custodian", N_("those who can: keys, opening, to whom is sealed")),
    Command("stats", "stats", N_("how many, of what, when")),
    Command("tip", "tip", N_("what was received and is not yet believed")),
    Command("demo", "demo", N_("a new demo vault with everything in it, its PDF dossiers and its CSV lists")),
    Command("exhibit", "exhibit", N_("items of evidence: take in, list, check, copy out, custody")),
    Command("verify", "verify", N_("is the whole vault sound?")),
    Command("backup", "backup", N_("an encrypted backup for people who are elsewhere")),
    Command("restore", "restore", N_("bring a backup back into a new folder, verified")),
    Command("travel", "travel", N_("a vault for a journey with chosen cases only, and its way home")),
    Command("log", "log", N_("the journal: what happened, the history of a record, proofs, checkpoints")),
    Command("lock", "lock", N_("lock at once, without a passphrase, whatever has this vault open here")),
    Command("keys", "keys", N_("who can open the vault: passphrases, recovery, removing a person")),
    Command("pdf", "pdf", N_("a case or a person as a PDF dossier")),
    Command("pack", "pack", N_("a case as an evidence pack: paper, tables, originals, sums, signature")),
    Command("check", "check", N_("is a pack whole, unaltered and within its profile? needs no vault")),
    Command("migrate", "migrate", N_("bring a vault of an older version up to this one")),
    Command("findings", "findings", N_("what contradicts itself in a record, and what should be looked at again")),
    Command("due", "due", N_("what is due: deadlines, appeals, limits, releases")),
    Command("forums", "forums", N_("which bodies are open for a complaint, until when and why")),
    Command("reckon", "reckon", N_("when does a term end, by which rule and how surely")),
    Command("promises", "promises", N_("what the program promises, and what it does not")),
    Command("doctor", "doctor", N_("look at this computer: is everything there that the program needs?")),
)
