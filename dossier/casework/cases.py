"""Verbs on cases: open one, put a person into it."""

import re
from typing import TYPE_CHECKING

from dossier.casework.case_states import usual_state
from dossier.casework.drafts import forget_draft_in
from dossier.domain.codes import CASE_KINDS
from dossier.domain.refs import looks_like_ref, read_ref
from dossier.errors import NotFound, Refused, add_messages
from dossier.i18n import N_
from dossier.vault.queries import records
from dossier.vault.tables import LegalCase, Party

if TYPE_CHECKING:
    import uuid

    from dossier.casework.drafts import DraftKey
    from dossier.vault import Vault
    from dossier.vault.sessions import VaultSession

add_messages(
    {
        "case.ref": N_("No case has this reference. F5 lists the cases; any other text is the title of a new case."),
        "case.title": N_("A case needs a title."),
        "case.kind": N_("This is no kind of case. Type the first letters of one; F5 shows the list."),
    }
)

_REF_BEGUN = re.compile(r"[cCсС]-\S*$")

ROLE_OF_ENTERED = {"victim_file": "victim", "mass_trial": "accused", "respondent_file": "respondent"}
"""Kind of case -> role of a person who is entered with a charge."""


def open_case(
    vault: "Vault",
    title: str,
    *,
    kind: str = "victim_file",
    case_number: str = "",
    state: str = "",
    draft: "DraftKey | None" = None,
) -> str:
    """Open a case; returns its reference.

    Args:
        vault: Where.
        title: What it is called.
        kind: One of CASE_KINDS.
        case_number: That of the court or the investigator.
        state: The three letters of the state that it is about; empty for the usual one.
        draft: What was typed; it goes in the same transaction.

    Raises:
        Refused: "case.title", "case.kind".
    """
    with vault.write() as session:
        case = add_case(session, title, kind=kind, case_number=case_number, state=state)
        forget_draft_in(session, draft)
    return case.ref or ""


def add_case(
    session: "VaultSession", title: str, *, kind: str = "victim_file", case_number: str = "", state: str = ""
) -> LegalCase:
    """Record a case inside a transaction that is open; for the arguments see ``open_case``.

    Raises:
        Refused: "case.title", "case.kind".
    """
    if not title.strip():
        raise Refused("case.title", field="title")
    if kind not in CASE_KINDS:
        raise Refused("case.kind", field="kind")
    case = LegalCase(
        title=title.strip(), kind=kind, case_number=case_number.strip() or None, state_code=state or usual_state()
    )
    session.add(case)
    records.refresh(session, case)
    return case


def find_case(session: "VaultSession", words: str) -> LegalCase | None:
    """The case of a reference or of exactly this title; None where no case has this title.

    Raises:
        Misread: "ref.form", "ref.check": a mistyped reference would otherwise become the title of a new case.
        Refused: "case.ref".
    """
    if _is_meant_as_ref(words):
        found = records.case_by_ref(session, read_ref(words)[1])
        if found is None:
            raise Refused("case.ref", field="case")
        return found
    return records.case_by_title(session, words.strip())


def _is_meant_as_ref(words: str) -> bool:
    return looks_like_ref(words) or bool(_REF_BEGUN.match(words.strip()))


def get_case(session: "VaultSession", ref: str) -> LegalCase:
    """The case of a reference.

    Raises:
        NotFound: "find.nothing".
    """
    case = records.case_by_ref(session, ref)
    if case is None:
        raise NotFound("find.nothing")
    return case


def add_party(session: "VaultSession", case: LegalCase, person_id: "uuid.UUID", role: str = "") -> None:
    """Put a person into a case, in the role that fits its kind where none is given; twice is once."""
    role = role or ROLE_OF_ENTERED[case.kind]
    if not any(p.person_id == person_id and p.role == role for p, _person in records.parties_of(session, case.id)):
        session.add(Party(case_id=case.id, person_id=person_id, role=role))
