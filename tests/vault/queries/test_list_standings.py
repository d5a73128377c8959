"""What the policy knows of persons: whatever they said and whatever protects them, on both databases."""

import uuid
from datetime import date
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from dossier.vault.queries.among import _written
from dossier.vault.queries.consents import decisions_of, raw_id
from dossier.vault.queries.list_standings import _decisions_among, standings
from dossier.vault.tables import Consent, ConsentScope, Person, ProtectionFlag

if TYPE_CHECKING:
    from dossier.vault import Vault

DAY = date(2026, 1, 1)
_person: Any = Person.__table__  # type: ignore[attr-defined]


def _consent(person: Person, obtained_on: date = DAY) -> Consent:
    return Consent(person_id=person.id, given_by="self", form="written", obtained_on=obtained_on)


def test_each_decision_is_of_its_own_person_and_consent(any_vault: "Vault") -> None:
    """Of who said nothing, said the same as another, gave a consent without a scope, or several; and flags beside."""
    silent, one, other, much, official = people = [Person(label=str(number)) for number in range(5)]
    official.is_public_official = True
    empty, later = _consent(much), _consent(much, date(2026, 5, 1))
    later.valid_until_on, later.withdrawn_on = date(2027, 1, 1), date(2026, 6, 1)
    consents = [_consent(one), _consent(other), empty, later]
    scopes = [ConsentScope(consent_id=consent.id, scope_code="C4_NGO", decision="yes") for consent in consents[:2]]
    scopes += [
        ConsentScope(consent_id=later.id, scope_code=scope, recipient="Example NGO", decision=decision)
        for scope, decision in (("C4_NGO", "no"), ("C5_UN", "conditional"))
    ]
    flags = [ProtectionFlag(person_id=other.id, kind_code="witness", from_on=DAY, holds_back_name=True)]
    with any_vault.write() as session:
        for rows in (people, consents, [*scopes, *flags]):
            session.add_all(rows)
            session.flush()
    ids = [person.id for person in people]
    with any_vault.read() as session:
        said = {person: set[object]() for person in ids}
        for person, decision in decisions_of(session, ids):
            said[person].add(decision)
        found = standings(session, [*ids, uuid.uuid4()])
        keys = session.connection().execute(sa.select(_person.c.id, raw_id(_person.c.id))).all()
        by_id = {person: (found.of[key], found.consents[key]) for person, key in keys if person in said}
    for person, (standing, hers) in by_id.items():
        decisions = {one._replace(consent_id=_id(hers[_place(one.consent_id)])) for one in standing.decisions()}
        assert decisions == said[person]
        assert len(hers) == len(standing.said) == len(said[person])
    assert set(by_id) == set(ids)
    assert len(found.of) == len(ids)
    assert {person: standing.flags for person, (standing, _hers) in by_id.items() if standing.flags} == {
        other.id: ((DAY, None, True),)
    }
    assert by_id[official.id][0].is_public_official is True
    assert by_id[silent.id][0].said == ()


def _place(at: object) -> int:
    assert isinstance(at, int)
    return at


def _id(key: Any) -> uuid.UUID:
    return key if isinstance(key, uuid.UUID) else uuid.UUID(bytes=bytes(key))


def test_what_the_policy_asks_of_a_million_persons_is_read_from_indexes_alone(vault: "Vault") -> None:
    """The rows of consents are wide: looking into each costs as much again as all the rest of the question."""
    with vault.read() as session:
        connection = session.connection()
        asked = _written(_decisions_among, connection.dialect)
        plan = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked}", ("[]",))]
    for table in ("consent", "consent_scope"):
        (way,) = [line for line in plan if f" {table} " in line]
        assert "USING COVERING INDEX" in way
