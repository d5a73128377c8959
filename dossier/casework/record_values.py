"""Stored rows of persons as the plain values of ``dossier.domain.record``."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from typing import Any, TypeVar

from dossier.casework.term_words import StoredTerm
from dossier.domain.dates import PartialDate
from dossier.domain.law_codes import family
from dossier.domain.record import Charged, Decision, Held, PersonRecord, Procedure, Punishment, Stay, Step
from dossier.errors import InputProblem
from dossier.vault.queries.record import RecordRows

_T = TypeVar("_T")
Refs = dict[uuid.UUID, str]


def stored_date(row: Any, field: str) -> PartialDate | None:
    """A stored date, also one with an open end; None where there is none or it cannot be read."""
    stored = getattr(row, field)
    try:
        return PartialDate.parse(stored) if stored else None
    except InputProblem:
        return None


def person_records(rows: RecordRows, country: str = "") -> list[PersonRecord]:
    """The records of the persons, in the order of the rows.

    Args:
        rows: Their procedures and custody.
        country: Whose law counts where the articles of a procedure name none; two letters.
    """
    return _Reader(rows, country).records()


class _Reader:
    """The rows by what they belong to."""

    def __init__(self, rows: RecordRows, country: str) -> None:
        self._rows, self._country = rows, country
        self._refs: Refs = {
            one.id: one.ref or "" for found in (rows.proceedings, rows.charges, rows.sentences) for one in found
        }
        self._proceedings = _by(rows.proceedings, "person_id")
        self._episodes = _by(rows.episodes, "person_id")
        self._milestones = _by(rows.milestones, "proceeding_id")
        self._charges = _by(rows.charges, "proceeding_id")
        self._sentences = _by(rows.sentences, "proceeding_id")
        self._penalties = _by(rows.penalties, "sentence_id")
        self._placements = _by(rows.placements, "episode_id")

    def records(self) -> list[PersonRecord]:
        return [
            PersonRecord(
                ref=person.ref or "",
                label=person.label,
                born=stored_date(person, "born"),
                died=stored_date(person, "died"),
                is_dead=person.is_dead,
                procedures=tuple(self._procedure(one) for one in self._proceedings[person.id]),
                episodes=tuple(self._held(one) for one in self._episodes[person.id]),
            )
            for person in self._rows.persons
        ]

    def _procedure(self, row: Any) -> Procedure:
        charges = tuple(self._charged(one) for one in self._charges[row.id])
        return Procedure(
            ref=row.ref or "",
            branch=row.branch,
            country=country_of_charges(charges) or self._country,
            number=row.case_number or "",
            court=row.court_as_written or str(row.court_id or ""),
            opened=stored_date(row, "opened"),
            decided=stored_date(row, "decided"),
            in_force=stored_date(row, "in_force"),
            in_absentia=bool(row.in_absentia),
            steps=tuple(
                Step(one.ref or "", one.kind_code, stored_date(one, "happened"), one.happened_at)
                for one in self._milestones[row.id]
            ),
            charges=charges,
            decisions=tuple(self._decision(one) for one in self._sentences[row.id]),
        )

    def _charged(self, row: Any) -> Charged:
        return Charged(
            row.ref or "",
            row.code or "",
            row.article or "",
            row.part or "",
            row.point or "",
            stored_date(row, "act"),
            stored_date(row, "charged"),
            row.result,
            self._refs.get(row.requalified_from_id, ""),
        )

    def _decision(self, row: Any) -> Decision:
        return Decision(
            row.ref or "",
            row.instance,
            stored_date(row, "imposed"),
            stored_date(row, "in_force"),
            stored_date(row, "release_stated"),
            self._refs.get(row.changed_by_id, ""),
            tuple(self._punishment(one) for one in self._penalties[row.id]),
        )

    def _punishment(self, row: Any) -> Punishment:
        return Punishment(
            row.ref or "",
            row.kind_code,
            StoredTerm.of(row),
            row.regime_code or "",
            self._refs.get(row.charge_id, ""),
            stored_date(row, "starts"),
            bool(row.is_suspended),
        )

    def _held(self, row: Any) -> Held:
        return Held(
            ref=row.ref or "",
            proceeding=self._refs.get(row.proceeding_id, ""),
            branch=row.branch,
            started=stored_date(row, "started"),
            detained_at=row.detained_at,
            judge_at=row.judge_first_at,
            ended=stored_date(row, "ended"),
            stays=tuple(self._stay(one) for one in self._placements[row.id]),
        )

    @staticmethod
    def _stay(row: Any) -> Stay:
        place = row.facility_as_written or str(row.facility_id or "")
        return Stay(row.ref or "", stored_date(row, "started"), stored_date(row, "ended"), row.basis, place)


def _by(rows: Iterable[_T], column: str) -> dict[Any, list[_T]]:
    found: dict[Any, list[_T]] = defaultdict(list)
    for one in rows:
        found[getattr(one, column)].append(one)
    return found


def country_of_charges(charges: Iterable[Any]) -> str:
    """The one country whose codes the charges name; empty where there is none, or more than one."""
    named = {family(charge.code)[1] for charge in charges if charge.code} - {""}
    return named.pop() if len(named) == 1 else ""
