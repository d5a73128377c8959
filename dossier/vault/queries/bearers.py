"""Who bears a surname, asked of the index of names: for texts in which somebody may be named."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import Final

import sqlalchemy as sa
from sqlmodel import Session

from dossier.vault.queries.consents import Key, raw_id
from dossier.vault.queries.list_parts import T
from dossier.vault.search_reading import END
from dossier.vault.search_store import NAMES

BEGINNING: Final = 3
_AT_ONCE: Final = 500
_BEGINNINGS_KEPT: Final = 256


class Bearers:
    """Answers in one reading transaction; the keys that begin alike are read once.

    Args:
        session: Of ``vault.read()``.
    """

    def __init__(self, session: Session) -> None:
        self._connection = session.connection()
        self._beginning = lru_cache(maxsize=_BEGINNINGS_KEPT)(self._keys_beginning)

    def keys_like(self, key: str) -> Iterable[str]:
        """The keys of surnames whose first three sounds are those of this one; of a name of one word, of the word."""
        return self._beginning(key[:BEGINNING])

    def _keys_beginning(self, beginning: str) -> tuple[str, ...]:
        of_one_word = NAMES.c.given_key.between(beginning, beginning + END), NAMES.c.surname_key == ""
        surname = sa.select(NAMES.c.surname_key).where(NAMES.c.surname_key.between(beginning, beginning + END))
        alone = sa.select(NAMES.c.given_key).where(*of_one_word)
        return tuple(self._connection.execute(surname.union(alone)).scalars())

    def of(self, keys: Collection[str]) -> Iterator[list[Key]]:
        """The persons with a surname, or a name of one word, of these keys, in parts."""
        person = raw_id(NAMES.c.person_id)
        for some in _parts(sorted(keys)):
            surname = sa.select(person).where(NAMES.c.surname_key.in_(some))
            alone = sa.select(person).where(NAMES.c.given_key.in_(some), NAMES.c.surname_key == "")
            found = self._connection.execute(surname.union(alone)).scalars()
            yield from (list(part) for part in found.partitions(_AT_ONCE))


def _parts(keys: list[str]) -> Iterable[list[str]]:
    return (keys[start : start + _AT_ONCE] for start in range(0, len(keys), _AT_ONCE))


def protected_persons(session: Session, on: date, labels: Collection[str]) -> set[Key]:
    """Persons whose name a flag holds back on a day, and those with one of these TLP labels."""
    person, flag = T.person, T.protection_flag
    in_force = (
        flag.c.holds_back_name.is_(True),
        sa.func.coalesce(flag.c.from_on, on) <= on,
        sa.func.coalesce(flag.c.to_on, on) >= on,
    )
    flagged = sa.select(raw_id(flag.c.person_id)).where(*in_force)
    labelled = sa.select(raw_id(person.c.id)).where(person.c.tlp.in_(list(labels)))
    return set(session.connection().execute(flagged.union(labelled)).scalars())
