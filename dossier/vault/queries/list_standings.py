"""Whom the rows of a list are about, and what the policy must know of them."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import Any, Final, NamedTuple

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


Told = tuple[Any, str]
"""What the record of a person herself says: whether she is a public official, and her label."""


def standings(session: Session, person_ids: Collection[Key]) -> Standings:
    """The standing of each of these persons; who is not in the vault is left out."""
    return StandingReader(session).of(person_ids)


class StandingReader:
    """Reads the standing of persons, part by part of a list.

    Args:
        session: Of ``vault.read()``: all parts are of one moment.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._flagged = _all_flagged(session)

    def of(self, person_ids: Collection[Key], known: Mapping[Key, Told] | None = None) -> Standings:
        """The standing of each of these persons; who is not in the vault is left out.

        Args:
            person_ids: As the driver gives them, or as UUIDs where nothing is known.
            known: Of those of them whose record was read already.
        """
        if not person_ids:
            return Standings({}, {})
        told = dict(known or {})
        if others := [one for one in person_ids if one not in told]:
            found = rows_among(self._session, _persons_among, others)
            told |= {one: (official, label) for one, official, label in found}
        decided = rows_among(self._session, _decisions_among, person_ids)
        return _gathered(told, decided, self._flags_of(told))

    def of_rows(
        self, columns: Sequence[Sequence[Any]], subjects: Sequence[Sequence[Key]], places: Mapping[str, int]
    ) -> Standings:
        """The standing of all persons that some rows are about.

        Args:
            columns: As they were read.
            subjects: Of each row, as ``subjects_of`` gives them.
            places: Where the columns stand.
        """
        known: dict[Key, Told] = {}
        if "_official" in places:
            subject, official, label = (columns[places[name]] for name in ("_subject", "_official", "_tlp"))
            known = dict(zip(subject, zip(official, label, strict=True), strict=True))
            known.pop(None, None)
        is_all = known and places.keys().isdisjoint(_MORE_PERSONS)
        return self.of(sorted(known if is_all else set(chain.from_iterable(subjects))), known)

    def _flags_of(self, person_ids: Collection[Key]) -> dict[Key, tuple[Flag, ...]]:
        if self._flagged is None:
            flagged = [row[0] for row in rows_among(self._session, _flagged_among, person_ids)]
        else:
            flagged = list(self._flagged.intersection(person_ids))
        return _flags(self._session, flagged) if flagged else {}


_MORE_PERSONS: Final = ("_event", "_case", "_actor")
"""Columns that add persons to the one whom a row is about."""
_MOST_FLAGGED: Final = 50_000


def _all_flagged(session: Session) -> frozenset[Key] | None:
    """Everybody with a flag; None where they are too many to be kept, so that each part must ask."""
    query = sa.select(raw_id(T.protection_flag.c.person_id)).distinct().limit(_MOST_FLAGGED + 1)
    found = frozenset(session.connection().execute(query).scalars())
    return found if len(found) <= _MOST_FLAGGED else None


def _persons_among(among_these: Callable[[Any], Any]) -> Any:
    person = T.person
    return sa.select(raw_id(person.c.id), person.c.is_public_official, person.c.tlp).where(among_these(person.c.id))


def _flagged_among(among_these: Callable[[Any], Any]) -> Any:
    flag = T.protection_flag
    return sa.select(raw_id(flag.c.person_id)).where(among_these(flag.c.person_id))


def _decisions_among(among_these: Callable[[Any], Any]) -> Any:
    """Person, consent, what she said: a row of each decision."""
    consent, scope = T.consent, T.consent_scope
    key, *said = raw_decision(consent, scope)
    source = consent.join(scope, scope.c.consent_id == consent.c.id)
    return (
        sa.select(raw_id(consent.c.person_id), key, *said).select_from(source).where(among_these(consent.c.person_id))
    )


_CONSENT, _SAID = 1, 2
"""Where in a row of ``_decisions_among`` these stand, or begin."""


def _gathered(
    told: Mapping[Key, Told], rows: Sequence[Sequence[Any]], flags: Mapping[Key, tuple[Flag, ...]]
) -> Standings:
    """Of rows of one decision each: most persons have one, and share their standing with others."""
    said: dict[Key, tuple[tuple[Any, ...], ...]] = {row[0]: (tuple(row[_SAID:]),) for row in rows}
    consents: dict[Key, tuple[Key, ...]] = dict.fromkeys(told, ()) | {row[0]: (row[_CONSENT],) for row in rows}
    if len(said) < len(rows):
        _join_what_one_said(rows, said, consents)
    alike = [(own, said.get(one, ())) for one, own in told.items()]
    shared = {one: Standing(bool(one[0][0]), one[0][1], (), one[1]) for one in set(alike)}
    of = dict(zip(told, map(shared.__getitem__, alike), strict=True))
    for one, hers in flags.items():
        of[one] = of[one]._replace(flags=hers)
    return Standings(of, consents)


def _join_what_one_said(
    rows: Sequence[Sequence[Any]],
    said: dict[Key, tuple[tuple[Any, ...], ...]],
    consents: dict[Key, tuple[Key, ...]],
) -> None:
    """Give persons of several rows all of their decisions, in the order of the rows."""
    several: dict[Key, list[Sequence[Any]]] = {}
    repeated = {one for one, count in Counter(row[0] for row in rows).items() if count > 1}
    for row in rows:
        if row[0] in repeated:
            several.setdefault(row[0], []).append(row)
    for one, hers in several.items():
        said[one] = tuple(tuple(row[_SAID:]) for row in hers)
        consents[one] = tuple(row[_CONSENT] for row in hers)


def _flags(session: Session, person_ids: Sequence[Key]) -> dict[Key, tuple[Flag, ...]]:
    flag, found = T.protection_flag, dict[Key, tuple[Flag, ...]]()
    query = sa.select(raw_id(flag.c.person_id), flag.c.from_on, flag.c.to_on, flag.c.holds_back_name)
    for one, *said in session.connection().execute(query.where(among(session, flag.c.person_id, person_ids))):
        found[one] = (*found.get(one, ()), (said[0], said[1], bool(said[2])))
    return found


def subjects_of(
    session: Session, columns: Sequence[Sequence[Any]], places: Mapping[str, int], count: int
) -> list[tuple[Key, ...]]:
    """For each of so many rows of a list the persons who must agree."""
    subject, event, case, actor = (
        columns[places[name]] if name in places else None for name in ("_subject", "_event", "_case", "_actor")
    )
    if event is None and case is None:
        return [()] * count if subject is None else _one_each(subject)
    harmed = {} if event is None else persons_harmed(session, event)
    concerned = {} if case is None else persons_concerned(session, case)
    nobody: Sequence[Any] = [None] * count
    found = []
    for person, happening, affair, other in zip(
        subject or nobody, event or nobody, case or nobody, actor or nobody, strict=True
    ):
        about = harmed.get(happening, set()) | _one(person) or concerned.get(affair, set())
        found.append(tuple(sorted(about | _one(other))))
    return found


def _one_each(subject: Sequence[Any]) -> list[tuple[Key, ...]]:
    if None in subject:
        return [() if one is None else (one,) for one in subject]
    return list(zip(subject, strict=True))


def _one(person: Any) -> set[Key]:
    return set() if person is None else {person}


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
