"""Findings of the checks on one person, one case or the whole vault, with what to call the records they are in."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from dossier.casework.cases import get_case
from dossier.casework.persons import get_person
from dossier.casework.record_values import person_records
from dossier.domain.checks import Finding, check_record
from dossier.domain.refs import read_ref
from dossier.errors import Refused, add_messages
from dossier.i18n import N_, _
from dossier.vault.queries.record import people_of_case, record_rows, record_rows_of_all

if TYPE_CHECKING:
    from dossier.vault import Vault

add_messages({"findings.record": N_("Name a person or a case: the checks look at the whole record of one of these.")})


@dataclass(frozen=True, slots=True)
class Found:
    """A finding with the person in whose record it is."""

    person_ref: str
    label: str
    finding: Finding

    def as_json(self) -> dict[str, object]:
        """The finding as a document."""
        return {"person": self.person_ref, "label": self.label, **self.finding.as_json()}


def severity_word(finding: Finding) -> str:
    """How grave a finding is, in the language in force."""
    return _("contradiction") if finding.severity == "hard" else _("to look at")


def findings_of(vault: "Vault", ref: str, on: date | None = None) -> list[Found]:
    """The findings on a person, or on all persons of a case.

    Raises:
        NotFound: "find.nothing".
        Misread: the text is no reference.
        Refused: "findings.record" for a reference of anything else.
    """
    kind, written = read_ref(ref)
    with vault.read() as session:
        if kind == "person":
            return session_findings(session, [get_person(session, written).id], on)
        if kind == "legal_case":
            return session_findings(session, people_of_case(session, get_case(session, written).id), on)
    raise Refused("findings.record", field="ref")


def findings_on(session: Any, kind: str, record_id: Any) -> list[Found]:
    """The findings on a person or a case in a session that is open already; none for a record of another kind."""
    if kind == "person":
        return session_findings(session, [record_id])
    return session_findings(session, people_of_case(session, record_id)) if kind == "legal_case" else []


def session_findings(session: Any, person_ids: list[Any], on: date | None = None) -> list[Found]:
    """The findings on these persons, in a session that is open already; ``on`` is today where it is not given."""
    return list(_found(record_rows(session, person_ids), on or today()))


def all_findings(vault: "Vault", on: date | None = None) -> Iterator[Found]:
    """The findings on everybody who has a proceeding or a detention."""
    with vault.read() as session:
        for rows in record_rows_of_all(session):
            yield from _found(rows, on or today())


def _found(rows: Any, on: date) -> Iterator[Found]:
    for record in person_records(rows):
        yield from (Found(record.ref, record.label, one) for one in check_record(record, on))


def today() -> date:
    """The day here and now."""
    return datetime.now(UTC).astimezone().date()
