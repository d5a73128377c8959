"""What a printed dossier shows of persons and bodies, of what they allowed, and of who is alleged to be responsible."""

from dataclasses import dataclass

from dossier.casework.dossier_values import NOT_KNOWN, Dated, Happening, Labelled, NameForm, Note


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
    born: Dated = NOT_KNOWN
    """Where the profile shows it; for the check of what came before what, as ``died``."""
    died: Dated = NOT_KNOWN


@dataclass(frozen=True, slots=True)
class BodyView:
    """An organisation that appears in the dossier, with its role where it is a party."""

    label: str
    role: str
    facts: tuple[Labelled, ...] = ()


@dataclass(frozen=True, slots=True)
class TreatmentView:
    """How one person was treated in custody and what it did to the person."""

    person: str
    facts: tuple[Labelled, ...]
    acts: tuple[Happening, ...]


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
class ConsentView:
    """What one person allowed."""

    person: str
    obtained: Dated
    form: str
    given_by: str
    allowed: tuple[str, ...]
    refused: tuple[str, ...]
    state: str
    state_code: str = "in_force"
    """Else "withdrawn" or "ran_out"."""
    facts: tuple[Labelled, ...] = ()
    notes: tuple[Note, ...] = ()
