"""What a form is: sections of fields with their kinds of values, and how the record stands among the others."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from dossier.casework.forms.values import Text, ValueType

if TYPE_CHECKING:
    from dossier.casework.forms.look import Look

TEXT = Text()
LONG = Text(is_long=True)


@dataclass(frozen=True)
class FieldSpec:
    """One field: its name in casework, its label, how wide it is drawn, the kind of its value."""

    name: str
    label: str
    width: int = 30
    is_needed: bool = False
    type: ValueType = TEXT


@dataclass(frozen=True)
class Section:
    """Fields under one heading; at most twenty, so that a key stays quick."""

    heading: str
    fields: tuple[FieldSpec, ...]


@dataclass(frozen=True)
class FormSpec:
    """A form: its name is that of its drafts."""

    name: str
    heading: str
    sections: tuple[Section, ...]

    @property
    def fields(self) -> tuple[FieldSpec, ...]:
        """All fields in their order."""
        return tuple(one for section in self.sections for one in section.fields)

    def field(self, name: str) -> FieldSpec:
        """A field by its name.

        Raises:
            KeyError: no such field.
        """
        found = next((one for one in self.fields if one.name == name), None)
        if found is None:
            raise KeyError(name)
        return found


@dataclass(frozen=True)
class Children:
    """The records of a kind that belong to this one by a column of theirs."""

    kind: str
    column: str
    heading: str = ""
    """Where it differs from the plural of the kind, for example "Judge in" of a person."""
    can_add: bool = True
    label: "Callable[[Any, Look], str] | None" = None
    """How one is called on this page, where its usual name would repeat what the page is about."""
    leads_to: str = ""
    """The column of the record that a line leads to, where the tie itself says little; else the record itself."""
    nested: tuple[str, ...] = ()
    """Kinds of its own children whose lines stand below it."""


def _no_hook(_row: Any, _look: Any, _changed: Mapping[str, Any]) -> None:
    return


def _no_check(_row: Any) -> None:
    return


@dataclass(frozen=True)
class RecordForm(FormSpec):
    """The form of one kind of record; ``name`` is the kind (its table)."""

    plural: str = ""
    label: Callable[[Any, "Look"], str] = field(default=lambda row, _look: row.ref or "")
    """What the record is called in a list."""
    children: tuple[Children, ...] = ()
    is_written_elsewhere: bool = False
    """No form creates or changes it: a command or a screen of its own does, for example custody events."""
    check: Callable[[Any], None] = _no_check
    """Raises InputProblem with ``field`` where the values cannot stand together."""
    complete: Callable[[Any, "Look", Mapping[str, Any]], None] = _no_hook
    """Called before the record is written, with the columns that change: sets what follows from them."""
    has_footnotes: bool = True
    then: str = ""
    """What a new record of this kind still needs to have an effect; said when it was saved."""


@dataclass(frozen=True)
class Parent:
    """The record to which a new one is added."""

    kind: str
    record_id: uuid.UUID
    column: str
