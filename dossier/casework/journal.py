"""The journal for a screen: which entries, a page at a time; a million of them take no more memory than their page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from dossier.casework.forms.registry import FORMS
from dossier.domain.refs import looks_like_ref
from dossier.i18n import N_, _

if TYPE_CHECKING:
    from dossier.vault import Vault
    from dossier.vault.log import LogLine

WORDS: Final[Mapping[str, str]] = {
    "insert": N_("entered"),
    "update": N_("changed"),
    "delete": N_("removed"),
    "import": N_("imported"),
    "rows": N_("rows of an import"),
    "undo": N_("taken back"),
    "export": N_("written out"),
    "print": N_("printed"),
    "read": N_("read"),
    "unlock": N_("unlocked"),
    "failed": N_("passphrases that did not open it"),
    "keys": N_("keys"),
    "custodian": N_("custodians"),
    "purge": N_("destroyed when its time was over"),
    "backup": N_("backed up"),
    "restore": N_("restored"),
    "travel": N_("journey"),
    "verify": N_("verified"),
    "migrate": N_("brought to a newer form"),
}
"""What an entry of each kind says was done."""


@dataclass(frozen=True)
class JournalFilter:
    """Which entries; empty for all."""

    action: str = ""
    record_table: str = ""
    author: str = ""
    record_ref: str = ""

    @property
    def words(self) -> str:
        """What was chosen, in words."""
        form = FORMS.get(self.record_table)
        return _(WORDS[self.action]) if self.action in WORDS else _(form.plural) if form is not None else ""


def filter_of(vault: "Vault", typed: str, chosen: JournalFilter) -> JournalFilter:
    """The chosen entries, narrowed by what was typed: a reference, or the beginning of an author's name."""
    words = typed.strip()
    if not words:
        return chosen
    return replace(chosen, record_ref=words) if looks_like_ref(words) else replace(chosen, author=words)


def numbers_of(vault: "Vault", wanted: JournalFilter) -> Sequence[int]:
    """The numbers of the entries, newest first.

    Raises:
        NotFound: "find.nothing" for the reference of no record.
    """
    from dossier.vault import log

    with vault.read() as session:
        return log.numbers_of(
            session, wanted.action, wanted.record_table, author=wanted.author, record_ref=wanted.record_ref
        )


def entries_at(vault: "Vault", numbers: Sequence[int]) -> "list[LogLine]":
    """The entries of these numbers, in their order."""
    from dossier.vault import log

    with vault.read() as session:
        return log.lines_at(session, numbers)
