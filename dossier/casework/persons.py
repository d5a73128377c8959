"""Verbs on persons, inside a transaction that the caller has opened."""

import re
from typing import TYPE_CHECKING

from dossier.casework.partial_columns import date_columns
from dossier.errors import NotFound
from dossier.vault.queries import records
from dossier.vault.tables import Person, PersonName

if TYPE_CHECKING:
    from dossier.casework.entry_reading import ReadEntry
    from dossier.vault.sessions import VaultSession

_SCRIPTS = (("Cyrl", re.compile("[\u0400-\u052f]")), ("Latn", re.compile("[A-Za-z\u00c0-\u024f]")))


def script_of(text: str) -> str:
    """ISO 15924 code of the one script a name is written in; "Zyyy" where it is mixed or another."""
    found = [code for code, letters in _SCRIPTS if letters.search(text)]
    return found[0] if len(found) == 1 else "Zyyy"


def add_person(session: "VaultSession", entry: "ReadEntry") -> Person:
    """Record a person with the name as it was typed."""
    name = entry.full_name
    person = Person(
        label=name,
        occupation=entry.text("occupation"),
        remarks=entry.text("remarks"),
        **date_columns("born", entry.born),
    )
    session.add(person)
    session.flush()
    session.add(
        PersonName(
            person_id=person.id,
            as_written=name,
            family=entry.text("family"),
            given=entry.text("given"),
            patronymic=entry.text("patronymic"),
            script=script_of(name),
            is_preferred=True,
        )
    )
    return person


def get_person(session: "VaultSession", ref: str) -> Person:
    """The person of a reference.

    Raises:
        NotFound: "find.nothing".
    """
    person = records.person_by_ref(session, ref)
    if person is None:
        raise NotFound("find.nothing")
    return person
