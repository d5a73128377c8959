"""Whom the rows of a list are about, and what the policy must know of them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from dossier.domain.consents import Decision
from dossier.vault.queries.among import among, rows_among
from dossier.vault.queries.consents import Key, raw_decision, raw_id, read_decision
from dossier.vault.queries.list_parts import T

CONCERNED_ROLES = ("victim", "aggrieved_family", "accused", "witness", "other")
"""Roles of a party whose own affair a case is; officials, lawyers and documenters act in it for others."""


Flag = tuple[date | None, date | None, bool]
"""From, to, and whether the name is held back."""


class Standing(NamedTuple):
    """What the policy must know of a person: who she is in the records, what protects her, what she allowed."""

    is_public_official: bool
    tlp: str
    flags: tuple[Flag, ...] = ()
    said: tuple[tuple[Any, ...], ...] = ()
    """What she decided, without the consents: equal of all who said the same."""

    def decisions(self) -> list[Decision]:
        """What she decided, each with its place in place of its consent."""
        return [read_decision(one, at) for at, one in enumerate(self.said)]


class Standings(NamedTuple):
    """The standing of persons, of whom many have the same."""

    of: dict[Key, Standing]
    consents: dict[Key, tuple[Key, ...]]
    """Person -> the consent of each of her decisions."""


def standings(session: Session, person_ids: Sequence[Key]) -> Standings:
    """The standing of each of these persons; who is not in the vault is left out."""
    if not person_ids:
        return Standings({}, {})
    rows = rows_among(session, _decisions_among, person_ids)
    flagged = list({row[0] for row in rows if row[2]})
    return _gathered(rows, _flags(session, flagged) if flagged else {})


def _decisions_among(among_these: Callable[[Any], Any]) -> Any:
    """Person, consent, whether she has flags, official, label, what she said: a row of each decision, or of none."""
    person, consent, scope = T.person, T.consent, T.consent_scope
    has_flags = sa.exists().where(T.protection_flag.c.person_id == person.c.id)
    key, *said = raw_decision(consent, scope)
    source = person.outerjoin(consent, consent.c.person_id == person.c.id)
    source = source.outerjoin(scope, scope.c.consent_id == consent.c.id)
    columns = raw_id(person.c.id), key, has_flags, person.c.is_public_official, person.c.tlp, *said
    return sa.select(*columns).select_from(source).where(among_these(person.c.id))


def _gathered(rows: Sequence[Sequence[Any]], flags: Mapping[Key, tuple[Flag, ...]]) -> Standings:
    """Rows of one decision each: most persons have one, and share their standing with others."""
    found, shared = Standings({}, {}), dict[tuple[Any, ...], Standing]()
    for row in rows:
        one, alike, hers = row[0], tuple(row[2:]), () if row[5] is None else (row[1],)
        before = found.of.get(one)
        if before is not None:
            found.of[one] = before._replace(said=(*before.said, alike[3:]) if hers else before.said)
            found.consents[one] += hers
            continue
        standing = shared.get(alike)
        if standing is None:
            standing = Standing(bool(row[3]), row[4], flags.get(one, ()), (alike[3:],) if hers else ())
            if not standing.flags:
                shared[alike] = standing
        found.of[one], found.consents[one] = standing, hers
    return found


def _flags(session: Session, person_ids: Sequence[Key]) -> dict[Key, tuple[Flag, ...]]:
    flag, found = T.protection_flag, dict[Key, tuple[Flag, ...]]()
    query = sa.select(raw_id(flag.c.person_id), flag.c.from_on, flag.c.to_on, flag.c.holds_back_name)
    for one, *said in session.connection().execute(query.where(among(session, flag.c.person_id, person_ids))):
        found[one] = (*found.get(one, ()), (said[0], said[1], bool(said[2])))
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
