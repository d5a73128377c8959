"""Everything a printed dossier shows, as frozen values: what is not in here cannot get onto paper.

A view is built for one profile from data already reduced to it; nothing in it is hidden later. Its texts are in the
language of the dossier, its dates at the precision known, its codes beside their labels.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, TypeVar

from dossier.casework.dossier_values import Count, Dated, Happening, Labelled, NameForm, Note, Statement
from dossier.casework.dossier_view_of_evidence import (
    AccountView,
    AllegationView,
    CustodyStep,
    CustodyView,
    ElementView,
    ExhibitView,
    MatrixCell,
    MatrixRow,
    SourceView,
    Weight,
)
from dossier.casework.dossier_view_of_forms import FormField, FormView, ForumView
from dossier.casework.dossier_view_of_people import BodyView, ConsentView, LinkageView, PersonView, TreatmentView
from dossier.casework.dossier_view_of_procedure import (
    ChargeView,
    Computed,
    DetentionView,
    EpisodeView,
    LawView,
    PenaltyView,
    ProceedingView,
    SentenceView,
    Stay,
)

__all__ = [
    "AccountView", "AllegationView", "BodyView", "ChargeView", "Computed", "ConsentView", "Count", "CustodyStep",
    "CustodyView", "Dated", "DetentionView", "DossierView", "ElementView", "EpisodeView", "ExhibitView", "FormField",
    "FormView", "ForumView", "Happening", "Labelled", "LawView", "LinkageView", "MatrixCell", "MatrixRow", "NameForm",
    "Note", "PenaltyView", "PersonView", "ProceedingView", "SentenceView", "SourceView", "Statement", "Stay",
    "TreatmentView", "Weight", "map_texts",
]  # fmt: skip

T = TypeVar("T")


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
