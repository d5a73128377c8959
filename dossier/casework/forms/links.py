"""Values that lead to other records: a person, a case, an exhibit; a body or place, or only the words for one."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from dossier.casework.forms.lists import Closed
from dossier.casework.forms.values import Columns, ValueType, whole_text
from dossier.casework.understanding import NOTHING, Understood
from dossier.errors import Misread, Refused
from dossier.i18n import N_, _

if TYPE_CHECKING:
    from dossier.casework.forms.look import Look

_ONLY_WORDS = N_("not recorded as a record: kept as written")


@dataclass(frozen=True)
class Link(ValueType):
    """Another record, named by its reference or its exact name."""

    kind: str
    needs_vault = True
    is_searched = True

    def text(self, row: Any, name: str, look: "Look") -> str:
        """The reference of the record."""
        record_id = getattr(row, name)
        found = look.record(self.kind, record_id) if record_id else None
        return (found.ref or "") if found is not None else ""

    def words(self, row: Any, name: str, look: "Look") -> str:
        """The name of the record."""
        return look.label(self.kind, getattr(row, name))

    def told(self, kept: Any, name: str, look: "Look") -> str:
        """The name of the record; the id of one that is gone."""
        return look.label(self.kind, UUID(kept)) or str(kept)

    def read(self, text: str, name: str, look: "Look") -> Columns:
        """The id of the record."""
        return {name: look.find(self.kind, text).id}

    def understood(self, text: str, look: "Look | None") -> Understood:
        """The name of the record."""
        return Understood("= " + look.label(self.kind, look.find(self.kind, text).id)) if look else NOTHING

    def choices(self, text: str, look: "Look") -> list[tuple[str, str]]:
        """The records whose name contains what was typed; all where that finds none."""
        return self.narrowed(text, look) or self.narrowed("", look)

    def narrowed(self, letters: str, look: "Look") -> list[tuple[str, str]]:
        """The records whose name contains the letters: Enter on another one would take a stranger."""
        return [(ref, f"{label} · {ref}") for ref, label in look.like(self.kind, letters.strip())]


@dataclass(frozen=True)
class RecordOrWords(ValueType):
    """A record where there is one, and always the words as they stand in the paper.

    The field is named after the column with the words (``court_as_written``); the id lies in ``court_id``.
    """

    kind: str
    needs_vault = True
    is_searched = True

    def columns(self, name: str) -> tuple[str, ...]:
        """The id and the words."""
        return (_id_column(name), name)

    def text(self, row: Any, name: str, look: "Look") -> str:
        """The words as written; the reference where there are none."""
        record_id = getattr(row, _id_column(name))
        found = look.record(self.kind, record_id) if record_id else None
        return getattr(row, name) or ((found.ref or "") if found is not None else "")

    def words(self, row: Any, name: str, look: "Look") -> str:
        """The words, and the record that they lead to where its name differs."""
        written, label = getattr(row, name) or "", look.label(self.kind, getattr(row, _id_column(name)))
        return f"{written} = {label}" if written and label and written != label else written or label

    def read(self, text: str, name: str, look: "Look") -> Columns:
        """The words, and the record that has exactly this name; a reference brings the name of its record."""
        found = look.found_or_none(self.kind, text)
        if found is None:
            return {_id_column(name): None, name: whole_text(text)}
        written = look.label(self.kind, found.id) if _is_ref_of(found, text) else whole_text(text)
        return {_id_column(name): found.id, name: written}

    def understood(self, text: str, look: "Look | None") -> Understood:
        """Which record it is, or that only the words are kept."""
        if look is None:
            return NOTHING
        found = look.found_or_none(self.kind, text)
        if found is None:
            return Understood(_(_ONLY_WORDS), "note")
        return Understood(f"= {look.label(self.kind, found.id)} · {found.ref}")

    def choices(self, text: str, look: "Look") -> list[tuple[str, str]]:
        """The records whose name contains what was typed; all where that finds none."""
        return self.narrowed(text, look) or self.narrowed("", look)

    def narrowed(self, letters: str, look: "Look") -> list[tuple[str, str]]:
        """The records whose name contains the letters: Enter on another one would take a stranger."""
        return [(ref, f"{label} · {ref}") for ref, label in look.like(self.kind, letters.strip())]


def _is_ref_of(found: Any, text: str) -> bool:
    from dossier.domain.refs import read_ref

    try:
        return bool(read_ref(text)[1] == found.ref)
    except Misread:
        return False


def _id_column(name: str) -> str:
    return name.removesuffix("_as_written") + "_id"


@dataclass(frozen=True)
class FieldOfRecord(ValueType):
    """The name of a field of the record that a footnote stands on."""

    def words(self, row: Any, name: str, look: "Look") -> str:
        """The label of that field."""
        listed = _fields_of(row.record_table)
        return listed.word(getattr(row, name)) if listed else (getattr(row, name) or "")

    def text(self, row: Any, name: str, look: "Look") -> str:
        """The label of that field."""
        return self.words(row, name, look)

    def read(self, text: str, name: str, look: "Look") -> Columns:
        """The column, by its label in the form of any record."""
        from dossier.casework.forms.registry import FORMS

        for kind in FORMS:
            listed = _fields_of(kind)
            try:
                return {name: listed.code(text)} if listed else {}
            except Misread:
                continue
        raise Refused("list.unknown")


def _fields_of(kind: str) -> Closed | None:
    from dossier.casework.forms.registry import FORMS

    form = FORMS.get(kind)
    return Closed({spec.name: spec.label for spec in form.fields}) if form else None
