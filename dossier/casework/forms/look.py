"""What a field may ask the vault while it is read or answered: names, lists, records by words; nothing is written."""

import uuid
from typing import TYPE_CHECKING, Any

from dossier.casework.dossier_words import humanised
from dossier.domain.refs import looks_like_ref, read_ref
from dossier.errors import Misread, Refused, add_messages
from dossier.i18n import N_, language
from dossier.vault.queries import any_record
from dossier.vault.search import search

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dossier.vault.sessions import VaultSession
    from dossier.vault.tables import Row, VocabularyEntry

add_messages(
    {
        "record.no_such": N_("Nothing is recorded under this name. F5 lists what there is."),
        "record.several": N_("Several are recorded under this name. F5 shows them; choose one."),
        "record.other_kind": N_("This reference belongs to a record of another kind. F5 lists those that fit."),
    }
)


_SEARCHED = ("person", "organisation", "event", "legal_case")


class Look:
    """The vault as the fields of one form see it, at one moment."""

    def __init__(self, session: "VaultSession") -> None:
        self.session = session
        self._lists: dict[str, Sequence[VocabularyEntry]] = {}
        self._labels: dict[tuple[str, uuid.UUID], str] = {}

    def record(self, kind: str, record_id: uuid.UUID) -> "Row | None":
        """The record of an id."""
        return any_record.by_id(self.session, kind, record_id)

    def label(self, kind: str, record_id: uuid.UUID | None) -> str:
        """What a record is called in a list; empty for none."""
        if record_id is None:
            return ""
        known = self._labels.get((kind, record_id))
        if known is None:
            row = self.record(kind, record_id)
            known = self._labels[kind, record_id] = label_of(kind, row, self) if row is not None else ""
        return known

    def find(self, kind: str, text: str) -> "Row":
        """The one record that a text names: by reference, or by exactly its name.

        Raises:
            Misread: "ref.check" for a mistyped reference.
            Refused: "record.no_such", "record.several", "record.other_kind".
        """
        if looks_like_ref(text):
            return self._by_ref(kind, text)
        found = any_record.named(self.session, kind, text.strip())
        if not found:
            raise _mistyped_ref(text) or Refused("record.no_such")
        if len(found) > 1:
            raise Refused("record.several")
        first: Row = found[0]
        return first

    def _by_ref(self, kind: str, text: str) -> "Row":
        found = any_record.by_ref(self.session, text)
        if found is None:
            raise Refused("record.no_such")
        if found[0] != kind:
            raise Refused("record.other_kind")
        return found[1]

    def found_or_none(self, kind: str, text: str) -> "Row | None":
        """The record that a text names, or None where it is only words; a mistyped reference is still refused.

        Raises:
            Misread: "ref.check".
            Refused: "record.other_kind", "record.no_such" for a reference.
        """
        if looks_like_ref(text):
            return self._by_ref(kind, text)
        if problem := _mistyped_ref(text):
            raise problem
        found = any_record.named(self.session, kind, text.strip(), 2)
        return found[0] if len(found) == 1 else None

    def like(self, kind: str, words: str, limit: int = 200) -> "list[tuple[str, str]]":
        """Reference and label of the records under these words: by the search where it knows the kind."""
        if words.strip() and kind in _SEARCHED:
            hits = search(self.session.connection(), words, limit)
            return [(hit.ref, hit.label) for hit in hits if hit.kind == kind]
        return [(row.ref, label_of(kind, row, self)) for row in any_record.like(self.session, kind, words, limit)]

    def entries(self, vocabulary: str) -> "Sequence[VocabularyEntry]":
        """The entries of a list."""
        if vocabulary not in self._lists:
            self._lists[vocabulary] = any_record.vocabulary(self.session, vocabulary)
        return self._lists[vocabulary]

    def children(self, kind: str, column: str, parent_id: uuid.UUID) -> "Sequence[Any]":
        """The records of a kind that point at a parent by this column."""
        return any_record.children(self.session, kind, column, parent_id)

    def charged(self, person_id: uuid.UUID | None) -> str:
        """Articles and terms of a person, short, in the language in force."""
        from dossier.casework.charge_words import charged_words

        return charged_words(self.session, person_id) if person_id else ""

    def word(self, vocabulary: str, code: str | None) -> str:
        """The label of a code; a code without one made readable."""
        entry = next((one for one in self.entries(vocabulary) if one.code == code), None) if code else None
        return entry_name(entry) if entry is not None else humanised(code)

    def values_in_use(self, kind: str, column: str) -> list[str]:
        """What was written into a column before."""
        return any_record.values_in_use(self.session, kind, column)


def _mistyped_ref(text: str) -> Misread | None:
    """A text in the form of a reference whose check character does not fit must not become a name."""
    try:
        read_ref(text)
    except Misread as problem:
        return problem if problem.code == "ref.check" and any(c.isdigit() for c in text) else None
    return None


def entry_name(entry: "VocabularyEntry") -> str:
    """The label of an entry in the language in force, in English where it has none."""
    return getattr(entry, f"label_{language()}", None) or entry.label_en


def label_of(kind: str, row: Any, look: Look) -> str:
    """What a record is called in a list, by the form of its kind."""
    from dossier.casework.forms.registry import FORMS

    return FORMS[kind].label(row, look) if kind in FORMS else row.ref or ""
