"""Everything a printed dossier shows, as frozen values: what is not in here cannot get onto paper.

A view is built for one profile from data already reduced to it; nothing in it is hidden later. Its texts are in the
language of the dossier, its dates at the precision known, its codes beside their labels.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Dated:
    """A date as it is known: its words, and the first and last day it can be (ISO 8601; empty when open)."""

    text: str
    first_on: str = ""
    last_on: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """What a statement rests on: an exhibit or a source, with page, timecode and the words quoted."""

    label: str
    anchor: str = ""
    pin: str = ""
    quotation: str = ""
    grade: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """One numbered paragraph with its footnotes."""

    text: str
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Count:
    """A number on the cover."""

    label: str
    number: int


@dataclass(frozen=True, slots=True)
class Labelled:
    """One line of a list of facts."""

    label: str
    value: str
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class NameForm:
    """One written form of a name."""

    as_written: str
    language: str
    kind: str


@dataclass(frozen=True, slots=True)
class PersonView:
    """A person in the dossier: by name, or by code where the profile or a missing consent withholds the name."""

    key: str
    label: str
    roles: tuple[str, ...]
    is_named: bool
    is_alleged: bool
    names: tuple[NameForm, ...] = ()
    facts: tuple[Labelled, ...] = ()
    positions: tuple[Labelled, ...] = ()
    statuses: tuple[Labelled, ...] = ()


@dataclass(frozen=True, slots=True)
class BodyView:
    """An organisation that is a party."""

    label: str
    role: str


@dataclass(frozen=True, slots=True)
class Happening:
    """One row of the chronology."""

    date: Dated
    what: str
    place: str = ""
    details: tuple[Labelled, ...] = ()
    notes: tuple[Note, ...] = ()


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


@dataclass(frozen=True, slots=True)
class DetentionView:
    """All that is known of one person's deprivation of liberty."""

    person: str
    episodes: tuple[EpisodeView, ...]


@dataclass(frozen=True, slots=True)
class Weight:
    """What one item does to an element."""

    label: str
    bearing: str
    bearing_code: str
    reasoning: str = ""
    anchor: str = ""


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


@dataclass(frozen=True, slots=True)
class LawView:
    """An article relied on by the authorities, as the catalogue has it, with how certain that is."""

    article: str
    title: str
    in_force: str
    limits: str
    certainty: str


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
