"""The small values that a printed dossier is built of: dates as known, footnotes, paragraphs, lines of facts."""

from dataclasses import dataclass
from typing import Final

from dossier.casework.partial_columns import with_written


@dataclass(frozen=True, slots=True)
class Dated:
    """A date as it is known: its words, the first and last day it can be (ISO 8601), the text it was read from."""

    text: str
    first_on: str = ""
    last_on: str = ""
    as_written: str = ""
    """Empty where it says the same as ``text``."""
    is_withheld: bool = False
    """It is known, and this version does not show it."""

    @property
    def told(self) -> str:
        """In one line, with the words it was read from where they tell more."""
        return with_written(self.text, self.as_written)


NOT_KNOWN: Final = Dated("")
"""A date of which nothing is recorded, or nothing may be shown."""


@dataclass(frozen=True, slots=True)
class Note:
    """What a statement rests on: an exhibit or a source, with page, timecode and the words quoted."""

    label: str
    anchor: str = ""
    pin: str = ""
    quotation: str = ""
    grade: str = ""
    ern: str = ""
    """The number of the exhibit page cited; empty where the page has none."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One numbered paragraph with its footnotes."""

    text: str
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Count:
    """A number on the cover."""

    code: str
    """The same in every language, for the receipt."""
    label: str
    number: int


@dataclass(frozen=True, slots=True)
class Labelled:
    """One line of a list of facts."""

    label: str
    value: str
    notes: tuple[Note, ...] = ()
    leads_to: str = ""
    """Anchor of the item that the value names."""


@dataclass(frozen=True, slots=True)
class NameForm:
    """One written form of a name, with its parts where they are known."""

    as_written: str
    language: str
    kind: str
    parts: str = ""
    script: str = ""


@dataclass(frozen=True, slots=True)
class Happening:
    """One row of the chronology."""

    date: Dated
    what: str
    place: str = ""
    details: tuple[Labelled, ...] = ()
    notes: tuple[Note, ...] = ()
    anchor: str = ""
    is_contested: bool = False
