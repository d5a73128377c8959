"""Everything a printed dossier shows, as frozen values: what is not in here cannot get onto paper.

A view is built for one profile from data already reduced to it; nothing in it is hidden later. Its texts are in the
language of the dossier, its dates at the precision known, its codes beside their labels.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, TypeVar

from dossier.casework.dossier_values import Count, Dated, Happening, Labelled, NameForm, Note, Statement

__all__ = [
    "AccountView", "AllegationView", "BodyView", "ChargeView", "Computed", "ConsentView", "Count", "CustodyStep",
    "CustodyView", "Dated", "DetentionView", "DossierView", "ElementView", "EpisodeView", "ExhibitView", "FormField",
    "FormView", "ForumView", "Happening", "Labelled", "LawView", "LinkageView", "MatrixCell", "MatrixRow", "NameForm",
    "Note", "PenaltyView", "PersonView", "ProceedingView", "SentenceView", "SourceView", "Statement", "Stay",
    "TreatmentView", "Weight", "map_texts",
]  # fmt: skip

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PersonView:
    """A person in the dossier: by name, or by code where the profile or a missing consent withholds the name."""

    key: str
    label: str
    roles: tuple[str, ...]
    is_named: bool
    is_alleged: bool
    standing: str = ""
    """Why the name may stand here: "official", "consent", "sealed" (neither), or "code" where it does not."""
    code: str = ""
    names: tuple[NameForm, ...] = ()
    facts: tuple[Labelled, ...] = ()
    positions: tuple[Labelled, ...] = ()
    statuses: tuple[Labelled, ...] = ()


@dataclass(frozen=True, slots=True)
class BodyView:
    """An organisation that appears in the dossier, with its role where it is a party."""

    label: str
    role: str
    facts: tuple[Labelled, ...] = ()


@dataclass(frozen=True, slots=True)
class ChargeView:
    """One article of accusation and what became of it."""

    article: str
    title: str
    as_written: str
    edition: str
    result: str
    alleged_act: str = ""
    notes: tuple[Note, ...] = ()
    facts: tuple[Labelled, ...] = ()
    article_key: str = ""


@dataclass(frozen=True, slots=True)
class Computed:
    """A computed end of a term: never a fact, always with rule, tolerance and certainty."""

    text: str
    rule: str
    certainty: str
    tolerance: str
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PenaltyView:
    """One punishment, its amount in its own unit."""

    kind: str
    amount: str
    as_written: str
    regime: str
    conditions: str = ""
    computed: Computed | None = None
    kind_code: str = ""
    units: tuple[str, ...] = ()
    """Of the term as stored: "years", "months", "days", "hours"; empty for money or life."""
    facts: tuple[Labelled, ...] = ()


@dataclass(frozen=True, slots=True)
class SentenceView:
    """A decision with its punishments; a stated release wins over a computed one."""

    instance: str
    imposed: Dated
    in_force: Dated
    decision: str
    penalties: tuple[PenaltyView, ...]
    release_stated: Dated
    notes: tuple[Note, ...] = ()
    facts: tuple[Labelled, ...] = ()


@dataclass(frozen=True, slots=True)
class ProceedingView:
    """One procedure against one person."""

    person: str
    title: str
    facts: tuple[Labelled, ...]
    charges: tuple[ChargeView, ...]
    sentences: tuple[SentenceView, ...]
    steps: tuple[Happening, ...]
    notes: tuple[Note, ...] = ()
    branch: str = ""
    decided: Dated | None = None


@dataclass(frozen=True, slots=True)
class Stay:
    """Where a person was held from when to when; also a bar of the drawing."""

    where: str
    basis: str
    basis_code: str
    started: Dated
    ended: Dated
    is_open: bool = False
    remarks: str = ""
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class EpisodeView:
    """One deprivation of liberty with its stays."""

    title: str
    started: Dated
    ended: Dated
    facts: tuple[Labelled, ...]
    stays: tuple[Stay, ...]
    notes: tuple[Note, ...] = ()
    clocks: tuple[Labelled, ...] = ()
    """Each statutory limit with what is known about it."""


@dataclass(frozen=True, slots=True)
class DetentionView:
    """All that is known of one person's deprivation of liberty."""

    person: str
    episodes: tuple[EpisodeView, ...]


@dataclass(frozen=True, slots=True)
class TreatmentView:
    """How one person was treated in custody and what it did to the person."""

    person: str
    facts: tuple[Labelled, ...]
    acts: tuple[Happening, ...]


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
class LinkageView:
    """One alleged perpetrator: posts at the time, what is alleged, in which mode of liability."""

    label: str
    is_person: bool
    posts: tuple[Labelled, ...]
    chain: tuple[str, ...]
    """The body, the body above it, and so on."""
    acts: tuple[Happening, ...]
    modes: tuple[str, ...]
    remarks: tuple[Labelled, ...] = ()


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


@dataclass(frozen=True, slots=True)
class ConsentView:
    """What one person allowed."""

    person: str
    obtained: Dated
    form: str
    given_by: str
    allowed: tuple[str, ...]
    refused: tuple[str, ...]
    state: str
    facts: tuple[Labelled, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class ForumView:
    """A forum and whether it is open for this State, as the list has it."""

    name: str
    kind: str
    state: str
    conditions: str
    certainty: str


@dataclass(frozen=True, slots=True)
class FormField:
    """One question of a form and its answer; empty where nothing is recorded."""

    number: str
    question: str
    answer: str
    is_required: bool
    where: str
    """Where the answer is entered, for what is missing."""


@dataclass(frozen=True, slots=True)
class FormView:
    """A form of a body, filled for one person from the records."""

    code: str
    title: str
    person: str
    fields: tuple[FormField, ...]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LawView:
    """An article relied on by the authorities, as the catalogue has it, with how certain that is."""

    article: str
    title: str
    in_force: str
    limits: str
    certainty: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class DossierView:
    """A whole dossier for one profile."""

    ref: str
    kind: str
    kind_label: str
    title: str
    short_title: str
    case_number: str
    profile: str
    tlp: str
    tlp_meaning: str
    lang: str
    on: str
    """The day of the state of the records, in words."""
    is_example: bool
    situation: str
    state: str
    prepared_by: str
    recipient: str
    standard_of_proof: str
    counts: tuple[Count, ...]
    summary: tuple[Statement, ...]
    persons: tuple[PersonView, ...]
    bodies: tuple[BodyView, ...]
    chronology: tuple[Happening, ...]
    proceedings: tuple[ProceedingView, ...]
    detention: tuple[DetentionView, ...]
    allegations: tuple[AllegationView, ...]
    contrary: tuple[Statement, ...]
    exhibits: tuple[ExhibitView, ...]
    sources: tuple[SourceView, ...]
    accounts: tuple[AccountView, ...]
    treatment: tuple[TreatmentView, ...]
    linkage: tuple[LinkageView, ...]
    matrix: tuple[MatrixRow, ...]
    forums: tuple[ForumView, ...]
    criteria: tuple[Statement, ...]
    custody: tuple[CustodyView, ...]
    custody_head: str
    """SHA-256 over the last entries of all exhibits; printed in section 14."""
    relief: tuple[Statement, ...]
    forms: tuple[FormView, ...]
    glossary: tuple[Labelled, ...]
    contrary_searched: bool
    """Whether a search for contrary information is recorded with its day and its author."""
    consents: tuple[ConsentView, ...]
    protection: tuple[Count, ...]
    remedies: tuple[Happening, ...]
    law: tuple[LawView, ...]
    method: tuple[Statement, ...]
    held_back: tuple[Count, ...]


def map_texts(value: T, change: Callable[[str], str]) -> T:
    """The same view with every text changed by one function; codes, keys and numbers included as they are texts."""
    return _mapped(value, change)  # type: ignore[no-any-return]


def _mapped(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, tuple):
        return tuple(_mapped(one, change) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{one.name: _mapped(getattr(value, one.name), change) for one in fields(value)})
    return value
