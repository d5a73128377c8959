"""Read models: what the screens show of a person, a case or a list, as plain values in the language in force."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dossier.casework.case_kinds import case_kind_name
from dossier.casework.cases import find_case, get_case
from dossier.casework.partial_columns import date_as_told, date_words
from dossier.casework.persons import get_person
from dossier.casework.punishment import kind_name
from dossier.casework.term_words import amount_of
from dossier.casework.understanding import regime_name
from dossier.domain.articles import ArticleRef
from dossier.domain.penalties import penalty_kinds, regimes
from dossier.domain.refs import looks_like_ref, read_ref
from dossier.errors import InputProblem
from dossier.i18n import _, language
from dossier.vault.queries import records

if TYPE_CHECKING:
    from dossier.vault import Vault
    from dossier.vault.tables import Charge, Penalty, Proceeding, Sentence


@dataclass(frozen=True)
class ListLine:
    """One line of a list: reference, name, and what tells one Ivanov from another."""

    ref: str
    label: str
    detail: str = ""
    kind: str = "person"


@dataclass(frozen=True)
class SentenceView:
    """A decision with its punishments, each as written and as understood."""

    imposed: str
    punishments: tuple[str, ...]


@dataclass(frozen=True)
class ProceedingView:
    """A procedure: branch, articles, court, decisions."""

    branch_code: str
    articles: tuple[str, ...]
    court: str
    judge: str
    decided: str
    case_number: str
    acts: str
    sentences: tuple[SentenceView, ...]


@dataclass(frozen=True)
class PersonView:
    """A person with names, procedures and cases."""

    ref: str
    record_id: uuid.UUID
    label: str
    names: tuple[str, ...]
    born: str
    occupation: str
    remarks: str
    proceedings: tuple[ProceedingView, ...]
    cases: tuple[ListLine, ...]


@dataclass(frozen=True)
class CaseView:
    """A case with its parties and events."""

    ref: str
    record_id: uuid.UUID
    title: str
    kind: str
    case_number: str
    tlp: str
    summary: str
    is_example: bool
    parties: tuple[ListLine, ...]
    events: tuple[str, ...]


def role_name(code: str) -> str:
    """The role of a party in the language in force."""
    return {
        "victim": _("victim"),
        "aggrieved_family": _("family of the victim"),
        "respondent": _("respondent"),
        "accused": _("accused"),
        "witness": _("witness"),
        "official": _("official"),
        "judge": _("judge"),
        "prosecutor": _("prosecutor"),
        "investigator": _("investigator"),
        "expert": _("expert"),
        "counsel": _("counsel"),
        "documenter": _("documenter"),
    }.get(code, _("other role"))


def person_view(vault: "Vault", ref: str) -> PersonView:
    """A person as the screen shows one.

    Raises:
        NotFound: "find.nothing".
    """
    with vault.read() as session:
        person = get_person(session, ref)
        proceedings = records.proceedings_of(session, person.id)
        ids = [one.id for one in proceedings]
        charges, sentences = records.charges_of(session, ids), records.sentences_of(session, ids)
        penalties = records.penalties_of(session, [one.id for one in sentences])
        names = records.names_of(session, person.id)
        cases = records.cases_of(session, person.id)
    return PersonView(
        ref=person.ref or "",
        record_id=person.id,
        label=person.label,
        names=tuple(name.as_written for name in names),
        born=date_as_told(person.born, person.born_as_written, language()),
        occupation=person.occupation or "",
        remarks=person.remarks or "",
        proceedings=tuple(_proceeding(one, charges, sentences, penalties) for one in proceedings),
        cases=tuple(ListLine(c.ref or "", c.title, role_name(party.role), "case") for party, c in cases),
    )


def _proceeding(
    one: "Proceeding", charges: "Sequence[Charge]", sentences: "Sequence[Sentence]", penalties: "Sequence[Penalty]"
) -> ProceedingView:
    own = [charge for charge in charges if charge.proceeding_id == one.id]
    return ProceedingView(
        branch_code=one.branch,
        articles=tuple(article_words(charge) for charge in own),
        court=one.court_as_written or "",
        judge=one.judge_as_written or "",
        decided=date_as_told(one.decided, one.decided_as_written, language()),
        case_number=one.case_number or "",
        acts=", ".join(dict.fromkeys(filter(None, (_act(charge) for charge in own)))),
        sentences=tuple(_sentence(s, penalties) for s in sentences if s.proceeding_id == one.id),
    )


def _act(charge: "Charge") -> str:
    return date_as_told(charge.act, charge.act_as_written, language())


def _sentence(one: "Sentence", penalties: "Sequence[Penalty]") -> SentenceView:
    own = tuple(penalty_words(penalty) for penalty in penalties if penalty.sentence_id == one.id)
    return SentenceView(date_as_told(one.imposed, one.imposed_as_written, language()), own)


def article_words(charge: "Charge") -> str:
    """A charge as courts write it; as written where it was not read as an article."""
    if not (charge.code and charge.article):
        return charge.article_as_written
    return ArticleRef(charge.code, charge.article, charge.part, charge.point).format(language())


def article_key_words(key: str) -> str:
    """The article that a key of a charge means, as courts write it; the key itself where it is none or may be two."""
    try:
        return ArticleRef.parse_all(key)[0].format(language())
    except InputProblem:
        return key


def penalty_words(penalty: "Penalty") -> str:
    """A punishment as written, with what was understood: «15 суток · administrative arrest»."""
    kind = penalty_kinds().get(penalty.kind_code)
    code = penalty.regime_code or ""
    regime = regime_name(code) if code in regimes() else code
    words = [amount_of(penalty), kind_name(kind) if kind else penalty.kind_code, regime]
    return " · ".join(filter(None, words))


def case_view(vault: "Vault", ref: str) -> CaseView:
    """A case as the screen shows one.

    Raises:
        NotFound: "find.nothing".
    """
    with vault.read() as session:
        case = get_case(session, ref)
        parties = records.parties_of(session, case.id)
        details = details_of(session, [person.id for _party, person in parties])
        events = records.events_of(session, case.id)
    lines = [
        ListLine(person.ref or "", person.label, " · ".join(filter(None, (role_name(party.role), details[person.id]))))
        for party, person in parties
    ]
    happened = [(date_words(e.happened, e.happened_as_written, language()), e.title) for e in events]
    return CaseView(
        ref=case.ref or "",
        record_id=case.id,
        title=case.title,
        kind=case_kind_name(case.kind),
        case_number=case.case_number or "",
        tlp=case.tlp,
        summary=case.summary or "",
        is_example=case.is_example,
        parties=tuple(lines),
        events=tuple("  ".join(filter(None, one)) for one in happened),
    )


def all_person_ids(vault: "Vault") -> bytes:
    """Ids of all persons in the order of names, sixteen bytes each."""
    with vault.read() as session:
        return records.person_ids(session)


def person_lines(vault: "Vault", ids: Sequence[uuid.UUID]) -> list[ListLine]:
    """Lines of the persons, in the order of the ids."""
    with vault.read() as session:
        found = records.person_lines(session, ids)
        details = details_of(session, ids)
    return [
        ListLine(line.ref, line.label, " · ".join(filter(None, (_born(line.born), details[line.id]))))
        for line in (found[one] for one in ids if one in found)
    ]


def _born(stored: str | None) -> str:
    return _("born {date}").format(date=date_words(stored, stored, language())) if stored else ""


def details_of(session: Any, ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Articles and terms of persons, short, by person."""
    ids = list(ids)
    words: dict[uuid.UUID, list[str]] = {one: [] for one in ids}
    for line in (*records.charged_with(session, ids), *records.sentenced_to(session, ids)):
        text = line.article_as_written or line.term_as_written or ""
        if text and text not in words[line.person_id]:
            words[line.person_id].append(text)
    return {one: " · ".join(texts[:4]) for one, texts in words.items()}


def found_lines(vault: "Vault", words: str, limit: int = 200) -> list[ListLine]:
    """What the search finds under these words, best first; a reference finds its record.

    Persons with their day of birth, which tells namesakes apart, and everything with the reason of the hit.
    """
    if looks_like_ref(words):
        direct = _by_ref(vault, read_ref(words)[1])
        if direct:
            return [direct]
    hits = vault.search(words, limit=limit)
    with vault.read() as session:
        born = records.births_of(session, [hit.ref for hit in hits if hit.kind == "person"])
    return [
        ListLine(hit.ref, hit.label, " · ".join(filter(None, (_born(born.get(hit.ref)), hit.why))), hit.kind)
        for hit in hits
    ]


def _by_ref(vault: "Vault", ref: str) -> ListLine | None:
    with vault.read() as session:
        person, case = records.person_by_ref(session, ref), records.case_by_ref(session, ref)
    if person:
        return ListLine(ref, person.label)
    return ListLine(ref, case.title, case_kind_name(case.kind), "case") if case else None


def case_named(vault: "Vault", words: str) -> ListLine | None:
    """The case that the words name, by reference or exact title; None where saving would open a new one.

    Raises:
        InputProblem: as ``find_case``.
    """
    with vault.read() as session:
        case = find_case(session, words)
    return ListLine(case.ref or "", case.title, case_kind_name(case.kind), "case") if case else None


def case_lines(vault: "Vault", limit: int = 50) -> list[ListLine]:
    """The cases last changed."""
    with vault.read() as session:
        return [
            ListLine(c.ref or "", c.title, case_kind_name(c.kind), "case") for c in records.recent_cases(session, limit)
        ]
