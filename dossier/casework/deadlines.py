"""Recording that something must be done by a day, and that it was done."""

from datetime import date
from typing import TYPE_CHECKING

from dossier.casework.cases import get_case
from dossier.casework.persons import get_person
from dossier.domain.refs import read_ref
from dossier.errors import Refused, add_messages
from dossier.i18n import N_
from dossier.vault.queries.record import deadline_by_ref
from dossier.vault.tables import Deadline

if TYPE_CHECKING:
    from dossier.vault import Vault

OWN_KIND = "own"
"""A deadline that a person set, and no rule of law."""

add_messages(
    {
        "deadline.whose": N_("A deadline belongs to a person or a case. Name one of these."),
        "deadline.done_before": N_("This deadline was marked as done already; nothing was changed."),
    }
)


def add_deadline(vault: "Vault", ref: str, what: str, due_on: date) -> str:
    """Record what must be done for a person or a case by a day; the new record's reference.

    Raises:
        Misread: the reference is mistyped.
        NotFound: "find.nothing".
        Refused: "deadline.whose", "input.empty".
    """
    kind, written = read_ref(ref)
    if not what.strip():
        raise Refused("input.empty", field="what")
    with vault.write(reason="deadline") as session:
        made = Deadline(kind_code=OWN_KIND, what=what.strip(), due_on=due_on)
        if kind == "person":
            made.person_id = get_person(session, written).id
        elif kind == "legal_case":
            made.case_id = get_case(session, written).id
        else:
            raise Refused("deadline.whose", field="ref")
        session.add(made)
        session.flush()
        return made.ref or ""


def mark_done(vault: "Vault", ref: str, on: date) -> None:
    """Record that a deadline was met on a day; it is due no more.

    Raises:
        Misread: the reference is mistyped.
        NotFound: "find.nothing".
        Refused: "deadline.done_before".
    """
    with vault.write(reason="deadline done") as session:
        found = deadline_by_ref(session, read_ref(ref)[1])
        if found.done_on is not None:
            raise Refused("deadline.done_before", field="ref")
        found.done_on = on
        session.add(found)
