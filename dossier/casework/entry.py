"""The verbs of the entry desk: a person with a charge and a sentence, in one transaction."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dossier.casework.cases import add_case, add_party, find_case, get_case
from dossier.casework.drafts import forget_draft_in
from dossier.casework.entry_reading import Fields, ReadEntry, read_entry
from dossier.casework.held import add_custody
from dossier.casework.partial_columns import date_columns
from dossier.casework.persons import add_person, get_person
from dossier.domain.catalogue import resolve
from dossier.vault.queries import records
from dossier.vault.tables import Charge, LegalCase, Penalty, Proceeding, Sentence

if TYPE_CHECKING:
    import uuid

    from dossier.casework.drafts import DraftKey
    from dossier.domain.articles import ArticleRef
    from dossier.vault import Vault
    from dossier.vault.sessions import VaultSession


@dataclass(frozen=True)
class Entered:
    """What was saved: the person's reference and name, and the case's reference where there is one."""

    ref: str
    label: str
    case_ref: str = ""


def enter_person(vault: "Vault", fields: Fields, *, case_ref: str = "", draft: "DraftKey | None" = None) -> Entered:
    """Record a new person; with what was typed of a procedure, its charges and sentence, and of where they were held.

    Args:
        vault: Where.
        fields: Text by field, as typed.
        case_ref: The case from which the form was opened; else the field "case" names one, or opens a new one.
        draft: The draft that this replaces; it goes in the same transaction.

    Raises:
        EntryProblems: fields that cannot be saved, each with its reason; nothing was written.
        NotFound: the case does not exist.
    """
    entry = read_entry(fields)
    with vault.write(reason=_reason(entry)) as session:
        case = _case_of(session, entry, case_ref)
        person = add_person(session, entry)
        if case is not None:
            add_party(session, case, person.id)
        add_custody(session, entry, person.id, _add_proceeding(session, entry, person.id, case))
        forget_draft_in(session, draft)
        records.refresh(session, person)
    return Entered(person.ref or "", person.label, case.ref or "" if case else "")


def enter_proceeding(vault: "Vault", person_ref: str, fields: Fields, *, draft: "DraftKey | None" = None) -> Entered:
    """Record one more procedure against a person who is recorded already.

    Raises:
        EntryProblems: as ``enter_person``.
        NotFound: the person or the case does not exist.
    """
    entry = read_entry(fields, needs_name=False)
    with vault.write(reason=_reason(entry)) as session:
        person = get_person(session, person_ref)
        case = _case_of(session, entry, "")
        if case is not None:
            add_party(session, case, person.id)
        add_custody(session, entry, person.id, _add_proceeding(session, entry, person.id, case))
        forget_draft_in(session, draft)
    return Entered(person_ref, person.label, case.ref or "" if case else "")


def _reason(entry: ReadEntry) -> str | None:
    """A doubt that the form showed and the person accepted stays in the journal."""
    return "saved although punishment and article are of different branches" if entry.branches_differ else None


def _case_of(session: "VaultSession", entry: ReadEntry, case_ref: str) -> LegalCase | None:
    if case_ref:
        return get_case(session, case_ref)
    words = entry.text("case")
    if not words:
        return None
    return find_case(session, words) or add_case(session, words)


def _add_proceeding(
    session: "VaultSession", entry: ReadEntry, person_id: "uuid.UUID", case: LegalCase | None
) -> "uuid.UUID | None":
    if not entry.has_proceeding:
        return None
    court = entry.text("court")
    body = records.organisation_named(session, court) if court else None
    proceeding = Proceeding(
        person_id=person_id,
        case_id=case.id if case else None,
        branch=entry.branch,
        case_number=entry.text("case_number"),
        court_id=body.id if body else None,
        court_as_written=court,
        judge_as_written=entry.text("judge"),
        **date_columns("decided", entry.decided),
    )
    session.add(proceeding)
    session.flush()
    charges = [_charge(ref, entry, proceeding.id) for ref in entry.articles]
    session.add_all(charges)
    _add_sentence(session, entry, proceeding.id, charges)
    return proceeding.id


def _charge(ref: "ArticleRef", entry: ReadEntry, proceeding_id: "uuid.UUID") -> Charge:
    found = resolve(ref, entry.act)
    edition = found.row.in_force.first if found.row else None
    return Charge(
        proceeding_id=proceeding_id,
        article_key=ref.key,
        code=found.code or ref.code,
        article=ref.article,
        part=ref.part,
        point=ref.point,
        complicity=ref.complicity.article if ref.complicity else None,
        article_as_written=entry.text("article") or ref.as_written,
        edition_on=edition.lower if edition and edition.lower == edition.upper else None,
        in_catalogue=found.known,
        **date_columns("act", entry.act),
    )


def _add_sentence(session: "VaultSession", entry: ReadEntry, proceeding_id: "uuid.UUID", charges: list[Charge]) -> None:
    """The result of the charges stays "unknown": a sentence may rest on some of them only."""
    if entry.kind is None:
        return
    sentence = Sentence(
        proceeding_id=proceeding_id,
        decision_as_written=entry.text("sentence"),
        **date_columns("imposed", entry.decided),
    )
    session.add(sentence)
    session.flush()
    term = entry.term
    session.add(
        Penalty(
            sentence_id=sentence.id,
            charge_id=charges[0].id if len(charges) == 1 else None,
            kind_code=entry.kind.code,
            term_as_written=entry.text("sentence"),
            term_kind=term.kind if term else None,
            years=_or_none(term.years) if term else None,
            months=_or_none(term.months) if term else None,
            days=_or_none(term.days) if term else None,
            hours=_or_none(term.hours) if term else None,
            amount=term.amount if term else None,
            currency=term.currency[:3] if term and term.currency not in ("", "RUBLE") else None,
            regime_code=entry.regime_code,
        )
    )


def _or_none(number: int) -> int | None:
    return number or None
