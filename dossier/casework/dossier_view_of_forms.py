"""What a printed dossier shows of forums and of the forms of bodies."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ForumView:
    """A forum and whether it is open for this State, as the list has it."""

    name: str
    kind: str
    """The answer as a code: "open", "closed" …"""
    state: str
    conditions: str
    certainty: str
    code: str = ""
    is_addressed: bool = False
    """Whether this paper goes to it."""


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
