"""What a printed dossier shows of proceedings, punishments and deprivation of liberty, and of the law behind them."""

from dataclasses import dataclass

from dossier.casework.dossier_values import NOT_KNOWN, Dated, Happening, Labelled, Note


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
    act: Dated = NOT_KNOWN
    """When the act alleged was; for the check of what came before what, as ``charged``."""
    charged: Dated = NOT_KNOWN


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
class LawView:
    """An article relied on by the authorities, as the catalogue has it, with how certain that is."""

    article: str
    title: str
    in_force: str
    limits: str
    certainty: str
    source: str = ""
