"""What is due: recorded deadlines, appeals, answers of bodies, statutory limits, releases, consents that run out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal

from dossier.casework.punishment_ends import LOOK_BACK_DAYS, Imposition, is_over, reckoned_end
from dossier.casework.record_values import person_records
from dossier.domain.clocks import clocks, findings
from dossier.domain.deadlines import deadlines
from dossier.domain.imposed import Reckoned
from dossier.domain.reckoning_words import shown
from dossier.domain.record import Decision, PersonRecord, Procedure
from dossier.domain.record_marks import marks_of
from dossier.errors import InputProblem, add_messages
from dossier.i18n import N_, _
from dossier.vault.queries.record import consents_that_end, open_deadlines, record_rows_of_all, waiting_interventions

if TYPE_CHECKING:
    from dossier.vault import Vault
    from dossier.vault.sessions import VaultSession

Kind = Literal["deadline", "appeal", "reply", "limit", "release", "consent"]
_REPLY = "WGAD_STATE_REPLY"

add_messages({"due.within": N_("Write a number of days from 0 to 3650.")})


@dataclass(frozen=True, slots=True)
class DueItem:
    """One thing that is due: its day at the earliest and at the latest, whom it is about, and by which rule."""

    kind: Kind
    first: date
    last: date
    ref: str
    """The person or the case."""
    record: str
    """The record that it comes from."""
    label: str
    text: str
    rule: str = ""
    certainty: str = ""
    unchecked: bool = False
    at_the_earliest: bool = False

    def days_left(self, on: date) -> int:
        """Days until the first day; below zero where it has passed."""
        return (self.first - on).days

    def as_json(self, on: date) -> dict[str, object]:
        """The item as a document."""
        return {
            "kind": self.kind,
            "due": self.first.isoformat(),
            "due_latest": self.last.isoformat(),
            "days_left": self.days_left(on),
            "ref": self.ref,
            "record": self.record,
            "label": self.label,
            "text": self.text,
            "rule": self.rule or None,
            "certainty": self.certainty or None,
            "unchecked": self.unchecked,
            "at_the_earliest": self.at_the_earliest,
        }


def due_items(vault: "Vault", on: date, within_days: int) -> list[DueItem]:
    """What is due within so many days from a day, and what is overdue, the first day first.

    Args:
        vault: An open vault.
        on: The day of the question.
        within_days: How far to look ahead.
    """
    until = on + timedelta(days=within_days)
    with vault.read() as session:
        items = _all_items(session, on, until)
        wanted = [one for one in items if one.first <= until and _is_wanted(one, on)]
    return sorted(wanted, key=lambda one: (one.first, one.kind, one.ref, one.record))


def _all_items(session: "VaultSession", on: date, until: date) -> Iterator[DueItem]:
    """One after another: what is computed of everybody and lies far away would fill the memory of the screens."""
    yield from _recorded(open_deadlines(session, until))
    yield from _replies(waiting_interventions(session, ["WGAD"]))
    yield from _consents(consents_that_end(session, on - timedelta(days=LOOK_BACK_DAYS), until), on)
    for rows in record_rows_of_all(session):
        for record in person_records(rows):
            yield from _computed(record, on)


def _is_wanted(item: DueItem, on: date) -> bool:
    """A recorded deadline stays until it is done; what was computed only for a while after its day."""
    return item.kind == "deadline" or item.last >= on - timedelta(days=LOOK_BACK_DAYS)


def _recorded(rows: Iterable[tuple[Any, str, str]]) -> Iterator[DueItem]:
    for row, person, case in rows:
        due_on: date = row.due_on
        yield DueItem("deadline", due_on, due_on, person or case, row.ref, "", row.what, row.rule_code or "")


def _replies(rows: Iterable[tuple[Any, str, str]]) -> Iterator[DueItem]:
    """The answer of the State to the Working Group, counted from the day on which the communication was sent."""
    clock = clocks()[_REPLY]
    for row, person, case in rows:
        due_on = row.sent_on + timedelta(days=clock.limit)
        text = _("Answer of the State to a communication that was sent ({basis})").format(basis=clock.legal_basis)
        yield DueItem(
            "reply", due_on, due_on, person or case, row.ref, "", text, clock.code, clock.certainty,
            not clock.is_checked, at_the_earliest=True,
        )  # fmt: skip


def _consents(rows: Iterable[tuple[Any, Any]], on: date) -> Iterator[DueItem]:
    """Consents on their last day: after it nothing more may leave by them, so the person has to be asked again."""
    for row, person in rows:
        last: date = row.valid_until_on
        text = _("A consent has run out: ask again") if last < on else _("A consent runs out: ask again")
        yield DueItem("consent", last, last, person.ref, row.ref, person.label, text)


# ---- what is computed -----------------------------------------------------------------------------------------------


def _computed(record: PersonRecord, on: date) -> Iterator[DueItem]:
    for procedure in record.procedures:
        yield from _appeals(record, procedure, on)
        yield from _limits(record, procedure, on)
        for decision in procedure.decisions:
            yield from _releases(record, procedure, decision, on)


def _appeals(record: PersonRecord, procedure: Procedure, on: date) -> Iterator[DueItem]:
    if _is_in_force(procedure, on):
        return
    for due in deadlines(marks_of(record, procedure), procedure.branch, on, procedure.country):
        if due.standing in ("open", "unknown") and due.last >= on - timedelta(days=LOOK_BACK_DAYS):
            text = _("Last day to appeal ({basis})").format(basis=due.clock.legal_basis)
            yield DueItem(
                "appeal", due.first, due.last, record.ref, procedure.ref, record.label, text, due.clock.code,
                due.clock.certainty, not due.clock.is_checked, due.at_the_earliest,
            )  # fmt: skip


def _is_in_force(procedure: Procedure, on: date) -> bool:
    """Whether the last decision surely is in force: then the time for an appeal is over, whenever it was."""
    days = [procedure.in_force, *(one.in_force for one in procedure.decisions)]
    days += [step.on for step in procedure.steps if step.code == "IN_FORCE"]
    return any(day is not None and day.upper is not None and day.upper <= on for day in days)


def _limits(record: PersonRecord, procedure: Procedure, on: date) -> Iterator[DueItem]:
    """Limits that have run out, or are running, while nothing is recorded that stopped them."""
    if not any(one.proceeding == procedure.ref and one.ended is None for one in record.episodes):
        return
    asked_at = datetime(on.year, on.month, on.day, tzinfo=UTC)
    try:
        found = findings(marks_of(record, procedure), procedure.branch, asked_at=asked_at, country=procedure.country)
    except InputProblem:
        return
    for one in found:
        if one.verdict == "exceeded" and one.over_at_most is None and one.clock.severity == "violation_flag":
            ran_out = (asked_at - one.over_at_least).date()
            text = _("A statutory limit has run out, and what stopped it is not recorded ({basis})")
            yield DueItem(
                "limit", ran_out, ran_out, record.ref, procedure.ref, record.label,
                text.format(basis=one.clock.legal_basis), one.clock.code, one.clock.certainty, not one.clock.is_checked,
            )  # fmt: skip


def _releases(record: PersonRecord, procedure: Procedure, decision: Decision, on: date) -> Iterator[DueItem]:
    if is_over(record, procedure):
        return
    for punishment in decision.punishments:
        reckoned = _reckoned(Imposition(record, procedure, decision, punishment), on)
        if reckoned is not None:
            yield from _release(record, decision, reckoned)


def _reckoned(one: Imposition, on: date) -> Reckoned | None:
    try:
        return reckoned_end(one, on)
    except InputProblem:
        return None


def _release(record: PersonRecord, decision: Decision, reckoned: Reckoned) -> Iterator[DueItem]:
    """A stated day stands before a computed one."""
    stated = reckoned.stated
    if stated is not None and stated.lower and stated.upper:
        text = _("Release, as stated: {day}").format(day=shown(stated))
        yield DueItem("release", stated.lower, stated.upper, record.ref, decision.ref, record.label, text)
    elif reckoned.earliest_on and reckoned.latest_on:
        days = (reckoned.earliest_on, reckoned.latest_on)
        text = _("Release, computed (± {days} d): {day}").format(days=reckoned.tolerance_days, day=shown(days))
        yield DueItem(
            "release", *days, record.ref, decision.ref, record.label, text, reckoned.rule_id, reckoned.certainty,
            reckoned.unchecked, reckoned.mark == "earliest",
        )  # fmt: skip
