"""Codes for persons whose names paper withholds: random, one for each person, kept once given.

A code says nothing of the person nor of when the person was entered; serial numbers would tell the order of interviews.
"""

import secrets
from typing import TYPE_CHECKING, Final

from dossier.casework.assemble import rows_of_dossier
from dossier.vault.queries.dossier import codes_taken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dossier.vault import Vault

_LETTERS: Final = "ABCDEFGHKLMNPRSTUVWXYZ"
_TRIES: Final = 10_000


def give_codes(vault: "Vault", asked: "str | Sequence[str]") -> int:
    """Give a code to everyone in a dossier who has none; returns how many got one.

    Args:
        vault: Open.
        asked: A case, or one or more persons.

    Raises:
        Misread, NotFound, Refused: as ``assemble_dossier``.
        RuntimeError: no free code was found, which cannot happen below a million persons.
    """
    with vault.read() as session:
        rows = rows_of_dossier(session, asked)
    if not any(one.code is None for one in rows.persons.values()):
        return 0
    with vault.write(reason="codes of persons") as session:
        taken = codes_taken(session)
        missing = [one for one in rows.persons.values() if one.code is None]
        secrets.SystemRandom().shuffle(missing)
        for person in missing:
            person.code = _free(taken)
            taken.add(person.code)
            session.add(person)
        return len(missing)


def _free(taken: set[str]) -> str:
    for _try in range(_TRIES):
        letters = "".join(secrets.choice(_LETTERS) for _one in range(1 + secrets.randbelow(2)))
        code = f"{letters}-{10 + secrets.randbelow(9990)}"
        if code not in taken:
            return code
    raise RuntimeError("codes")
