"""Which numbers of pages are taken: each case has volumes of its own, filled without gaps, and no number twice.

A number stays taken when its exhibit goes. The registry is written in the transaction that keeps the pages, so that a
copy that fails takes no number.
"""

from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import col

from dossier.domain.ern import DEFAULT_PROVIDER, MOST_PAGES, MOST_VOLUMES, Ern, require_prefix
from dossier.errors import Refused
from dossier.vault.tables import ErnRange, VaultFact

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dossier.vault.sessions import VaultSession

_PROVIDER = "ern_provider"
_SERVER_LOCK = 0x646F7375


def provider_of(session: "VaultSession") -> str:
    """The letters for who provides the pages, the same for the whole vault."""
    kept = session.get(VaultFact, _PROVIDER)
    return kept.value if kept else DEFAULT_PROVIDER


def set_provider(session: "VaultSession", provider: str) -> None:
    """Choose them, for numbers that are taken from now on.

    Raises:
        Refused: "ern.prefix".
    """
    require_prefix("BLR", provider)
    session.merge(VaultFact(name=_PROVIDER, value=provider))


def take(session: "VaultSession", *, situation: str, case_ref: str, exhibit_ref: str, pages: int) -> Ern:
    """Take the next numbers of a case for one exhibit; returns that of its first page.

    Args:
        session: Of the transaction that keeps the pages.
        situation: Three letters, for example BLR.
        case_ref: Whose volumes they are.
        exhibit_ref: Whose pages they are.
        pages: How many.

    Raises:
        Refused: "ern.prefix", "ern.full".
    """
    if not 0 < pages <= MOST_PAGES:
        raise Refused("ern.full")
    provider = provider_of(session)
    prefix = require_prefix(situation, provider)
    if session.connection().dialect.name == "postgresql":
        session.connection().execute(sa.text(f"SELECT pg_advisory_xact_lock({_SERVER_LOCK})"))
    volume, first = _next_place(session, prefix, case_ref, pages)
    if volume > MOST_VOLUMES:
        raise Refused("ern.full")
    session.add(
        ErnRange(
            prefix=prefix, volume=volume, first_page=first, last_page=first + pages - 1, case_ref=case_ref,
            exhibit_ref=exhibit_ref, taken_by=session.author,
        )
    )  # fmt: skip
    session.flush()
    return Ern(situation, provider, volume, first)


def ranges_of(session: "VaultSession", exhibit_ref: str) -> "Sequence[ErnRange]":
    """The numbers that an exhibit has."""
    query = sa.select(ErnRange).where(col(ErnRange.exhibit_ref) == exhibit_ref)
    return session.execute(query).scalars().all()


def take_over(session: "VaultSession", ranges: "Sequence[ErnRange]") -> bool:
    """Take numbers as they were taken in a vault for a journey; none of them where one cannot be.

    Args:
        session: Of the transaction that keeps the pages.
        ranges: Rows of that vault.

    Returns:
        False where a page, or its volume, went to somebody else here meanwhile.
    """
    new = [one for one in ranges if not _is_here(session, one)]
    if any(not _is_free(session, one) for one in new):
        return False
    session.add_all(ErnRange(**one.model_dump()) for one in new)
    session.flush()
    return True


def _in_volume(session: "VaultSession", one: ErnRange) -> "Sequence[ErnRange]":
    query = sa.select(ErnRange).where(col(ErnRange.prefix) == one.prefix, col(ErnRange.volume) == one.volume)
    return session.execute(query).scalars().all()


def _is_here(session: "VaultSession", one: ErnRange) -> bool:
    said = ("first_page", "last_page", "case_ref", "exhibit_ref")
    return any(all(getattr(there, n) == getattr(one, n) for n in said) for there in _in_volume(session, one))


def _is_free(session: "VaultSession", one: ErnRange) -> bool:
    """A volume belongs to one case, and no two ranges of it share a page."""
    return all(
        there.case_ref == one.case_ref and (there.last_page < one.first_page or one.last_page < there.first_page)
        for there in _in_volume(session, one)
    )


def _next_place(session: "VaultSession", prefix: str, case_ref: str, pages: int) -> tuple[int, int]:
    """The rest of the newest volume of the case, or a new volume of its own."""
    own = sa.select(col(ErnRange.volume), sa.func.max(col(ErnRange.last_page))).where(
        col(ErnRange.prefix) == prefix, col(ErnRange.case_ref) == case_ref
    )
    newest = session.execute(own.group_by(col(ErnRange.volume)).order_by(col(ErnRange.volume).desc()).limit(1)).first()
    if newest is not None and newest[1] + pages <= MOST_PAGES:
        return int(newest[0]), int(newest[1]) + 1
    highest = session.execute(sa.select(sa.func.max(col(ErnRange.volume))).where(col(ErnRange.prefix) == prefix))
    return int(highest.scalar() or 0) + 1, 1
