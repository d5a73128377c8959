"""What a printed dossier shows of exhibits, their custody, their sources, and what each goes to."""

from dataclasses import dataclass

from dossier.casework.dossier_values import Dated, Labelled, Note


@dataclass(frozen=True, slots=True)
class Weight:
    """What one item does to an element."""

    label: str
    bearing: str
    bearing_code: str
    reasoning: str = ""
    anchor: str = ""
    pin: str = ""


@dataclass(frozen=True, slots=True)
class ElementView:
    """One legal element: what supports it, what contradicts it, what is missing."""

    code: str
    text: str
    weights: tuple[Weight, ...]
    finding: str
    gap: str
    """Empty only where something supports the element and nobody has recorded a gap."""


@dataclass(frozen=True, slots=True)
class AllegationView:
    """An alleged crime or violation with every element of it."""

    title: str
    against: str
    modes: tuple[str, ...]
    statement: str
    elements: tuple[ElementView, ...]
    contrary_view: str
    notes: tuple[Note, ...] = ()
    crime_code: str = ""
    ref: str = ""


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """What one item does to one fact or element, with the place in the item."""

    label: str
    anchor: str
    bearing: str
    bearing_code: str
    pin: str
    directness: str
    directness_code: str = ""


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One fact or element with every item that goes to it."""

    label: str
    anchor: str
    kind: str
    """"element" or "fact"."""
    cells: tuple[MatrixCell, ...]
    sources: int
    """Different sources behind the items."""
    corroboration: str


@dataclass(frozen=True, slots=True)
class ExhibitView:
    """One line of the list of exhibits."""

    number: str
    anchor: str
    title: str
    kind: str
    date: Dated
    author: str
    language: str
    form: str
    length: str
    source: str
    grade: str
    verification: str
    confidentiality: str
    sha256: str
    custody_events: int
    facts: tuple[Labelled, ...] = ()
    """Everything else that is recorded of it."""
    ern_begin: str = ""
    ern_end: str = ""
    page_count: int = 0
    kind_code: str = ""
    ref: str = ""


@dataclass(frozen=True, slots=True)
class CustodyStep:
    """One entry of the log of an exhibit."""

    number: int
    at: str
    event: str
    event_code: str
    by: str
    facts: tuple[Labelled, ...]
    sha256_before: str
    sha256_after: str
    previous_hash: str
    entry_hash: str


@dataclass(frozen=True, slots=True)
class CustodyView:
    """What happened to one exhibit, in order."""

    exhibit: str
    anchor: str
    steps: tuple[CustodyStep, ...]


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source by its code, never by who it is."""

    code: str
    anchor: str
    kind: str
    title: str
    date: Dated
    reliability: str
    credibility: str
    directness: str
    facts: tuple[Labelled, ...] = ()


@dataclass(frozen=True, slots=True)
class AccountView:
    """A person's account as taken."""

    ref: str
    source: str
    text: str
    facts: tuple[Labelled, ...]
