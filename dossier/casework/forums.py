"""Which bodies are open for the complaints of one person or one case, and of a State and a day without a record."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from dossier.casework.cases import get_case
from dossier.casework.persons import get_person
from dossier.casework.record_values import person_records, stored_date
from dossier.domain.dates import PartialDate
from dossier.domain.forums import BEST_FIRST, Complaint, ForumAnswer, forums
from dossier.domain.law_rows import countries, country_of, home_country, vocabulary
from dossier.domain.record import PersonRecord
from dossier.domain.refs import read_ref
from dossier.errors import Misread, Refused, add_messages
from dossier.i18n import N_, language
from dossier.vault.queries.record import events_of_case, people_of_case, record_rows, states_of_person

if TYPE_CHECKING:
    from dossier.vault import Vault

add_messages(
    {
        "forum.state": N_("No law of this State is here. Known are: {known}."),
        "forum.code": N_("No body has this code here. Known are: {known}."),
        "forum.record": N_("Name a person or a case: forums are asked for one of these."),
    }
)
_FINAL = ("appeal", "cassation", "supervision")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the answers rest on: the State, the days of the facts, and the final decision where one is recorded."""

    country: str
    facts: tuple[PartialDate, ...]
    decided: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class ForumLine:
    """The best answer of one body, for how many of the facts it holds, and the body's name."""

    name: str
    answer: ForumAnswer
    holds_for: int
    of_facts: int

    def as_json(self) -> dict[str, object]:
        """The line as a document."""
        return {"name": self.name, "holds_for": self.holds_for, "of_facts": self.of_facts, **self.answer.as_json()}


def country_named(written: str) -> str:
    """The two letters of a State from its two or three letters; the home country for an empty text.

    Raises:
        Misread: "forum.state".
    """
    letters = written.strip().upper()
    found = letters if letters in countries() else country_of(letters)
    if not letters:
        return home_country()
    if not found:
        raise Misread("forum.state", field="state", known=", ".join(countries()))
    return found


def asked_of(vault: "Vault", ref: str) -> Asked:
    """State and days of a person or a case: of the facts charged, detentions, decisions and events.

    Raises:
        NotFound: "find.nothing".
        Misread: the text is no reference; "forum.state".
        Refused: "forum.record" for a reference of anything else.
    """
    kind, written = read_ref(ref)
    with vault.read() as session:
        if kind == "person":
            person = get_person(session, written)
            states = states_of_person(session, person.id)
            return _asked(person_records(record_rows(session, [person.id])), states, [])
        if kind != "legal_case":
            raise Refused("forum.record", field="ref")
        case = get_case(session, written)
        records = person_records(record_rows(session, people_of_case(session, case.id)))
        return _asked(records, [case.state_code], events_of_case(session, case.id))


def _asked(records: Sequence[PersonRecord], states: Sequence[str], events: Sequence[Any]) -> Asked:
    named = {procedure.country for one in records for procedure in one.procedures} - {""}
    country = named.pop() if len(named) == 1 else country_named(states[0] if len(states) == 1 else "")
    facts = [day for one in events if (day := stored_date(one, "happened"))]
    for record in records:
        facts += [day for one in record.episodes if (day := one.started)]
        for procedure in record.procedures:
            facts += [day for one in procedure.decisions if (day := one.imposed)]
    return Asked(country, tuple({day.edtf: day for day in facts}.values()), _final(records))


def _final(records: Sequence[PersonRecord]) -> PartialDate | None:
    """The last decision of a higher court, where one person is asked for and such a decision is recorded."""
    if len(records) != 1:
        return None
    decisions = [one for procedure in records[0].procedures for one in procedure.decisions]
    days = [one.imposed for one in decisions if one.instance in _FINAL and one.imposed and one.imposed.upper]
    return max(days, key=lambda day: day.upper or date.min, default=None)


def forum_lines(asked: Asked, filed: PartialDate) -> list[ForumLine]:
    """What each body says, the open ones first; for several facts the best answer, and for how many it holds."""
    each = [forums(Complaint(filed, day, asked.decided), asked.country) for day in asked.facts or (None,)]
    names = forum_names()
    lines = [_line(names.get(same[0].forum, same[0].forum), same, len(asked.facts)) for same in zip(*each, strict=True)]
    return sorted(lines, key=lambda line: BEST_FIRST.index(line.answer.answer))


def _line(name: str, same: Sequence[ForumAnswer], of_facts: int) -> ForumLine:
    best = min(same, key=lambda one: BEST_FIRST.index(one.answer))
    return ForumLine(name, best, sum(one.answer == best.answer for one in same) if of_facts else 0, of_facts)


def forum_names() -> dict[str, str]:
    """The bodies' names in the language in force."""
    column = f"name_{language()}"
    return {row["code"]: row.get(column) or row["name_en"] for row in vocabulary("forums.csv")}
