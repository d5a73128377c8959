"""Whom the rows of a list are about, and what the policy must know of them."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from dossier.domain.consents import Decision
from dossier.vault.queries.among import among
from dossier.vault.queries.consents import Key, raw_decisions_of, raw_id
from dossier.vault.queries.list_parts import T

CONCERNED_ROLES = ("victim", "aggrieved_family", "accused", "witness", "other")
"""Roles of a party whose own affair a case is; officials, lawyers and documenters act in it for others."""


class Standing(NamedTuple):
    """What the policy must know of a person: who she is in the records, what protects her, what she allowed."""

    is_public_official: bool
    tlp: str
    ref: str
    flags: list[tuple[date | None, date | None, bool]]
    """From, to, and whether the name is held back."""
    decisions: list[Decision]


def standings(session: Session, person_ids: Sequence[Key]) -> dict[Key, Standing]:
    """The standing of each of these persons."""
    p, flag = T.person, T.protection_flag
    connection = session.connection()
    ids = list(person_ids)
    key, flagged = raw_id(p.c.id), raw_id(flag.c.person_id)
    rows = connection.execute(
        sa.select(key, p.c.is_public_official, p.c.tlp, p.c.ref).where(among(session, p.c.id, ids))
    )
    found = {one: Standing(bool(official), tlp, ref, [], []) for one, official, tlp, ref in rows.all()}
    flags = sa.select(flagged, flag.c.from_on, flag.c.to_on, flag.c.holds_back_name)
    for one, start, end, name in connection.execute(flags.where(among(session, flag.c.person_id, ids))).all():
        found[one].flags.append((start, end, bool(name)))
    for one, decision in raw_decisions_of(session, ids):
        found[one].decisions.append(decision)
    return found


def subjects_of(session: Session, rows: Sequence[Sequence[Any]], places: dict[str, int]) -> list[tuple[Key, ...]]:
    """For each row of a list the persons who must agree."""
    subject, event, case, actor = (places.get(name) for name in ("_subject", "_event", "_case", "_actor"))
    if event is None and case is None:
        return [() if subject is None or row[subject] is None else (row[subject],) for row in rows]
    harmed = {} if event is None else persons_harmed(session, [row[event] for row in rows])
    concerned = {} if case is None else persons_concerned(session, [row[case] for row in rows])
    found = []
    for row in rows:
        about = set() if event is None else harmed.get(row[event], set())
        about = about | _one(row, subject) or (set() if case is None else concerned.get(row[case], set()))
        found.append(tuple(sorted(about | _one(row, actor))))
    return found


def _one(row: Sequence[Any], at: int | None) -> set[Key]:
    return set() if at is None or row[at] is None else {row[at]}


def persons_harmed(session: Session, event_ids: Sequence[Key | None]) -> dict[Key, set[Key]]:
    """Event -> the persons harmed in it."""
    act = T.act
    event, victim = raw_id(act.c.event_id), raw_id(act.c.victim_id)
    query = sa.select(event, victim).where(
        among(session, act.c.event_id, _known(event_ids)), act.c.victim_id.isnot(None)
    )
    return _grouped(session, query)


def persons_concerned(session: Session, case_ids: Sequence[Key | None]) -> dict[Key, set[Key]]:
    """Case -> the persons whose own affair it is: victims, families, the accused, witnesses."""
    party = T.party
    case, person = raw_id(party.c.case_id), raw_id(party.c.person_id)
    query = sa.select(case, person).where(
        among(session, party.c.case_id, _known(case_ids)),
        party.c.person_id.isnot(None),
        party.c.role.in_(CONCERNED_ROLES),
    )
    return _grouped(session, query)


def _known(ids: Sequence[Key | None]) -> list[Key]:
    return list({one for one in ids if one is not None})


def _grouped(session: Session, query: Any) -> dict[Key, set[Key]]:
    found: dict[Key, set[Key]] = {}
    for key, person_id in session.connection().execute(query):
        found.setdefault(key, set()).add(person_id)
    return found
