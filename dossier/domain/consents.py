"""What a person's consents allow one recipient on one day. The default is no.

A later word replaces an earlier one in its scope; a withdrawal is a no from its day, whatever was said before it; a
consent that has run out is a no. A no to a recipient by name is lifted only by a yes to that recipient by name: who
said "not to them" has not said yes to them by saying yes to partners in general. A conditional yes is a no until
somebody clears it. Source: layered consent by scope and recipient of the interview form; a doubt is a no.
"""

from collections.abc import Hashable, Iterable
from datetime import date
from typing import Final, NamedTuple

WITHDRAWN: Final = "consent_withdrawn"
EXPIRED: Final = "consent_expired"
REFUSED: Final = "consent_refused"
CONDITIONAL: Final = "consent_conditional"
NONE: Final = "no_consent"
REASONS: Final = (WITHDRAWN, EXPIRED, REFUSED, CONDITIONAL, NONE)
"""Why a scope is not allowed, the nearest first."""


class Decision(NamedTuple):
    """One scope of one consent."""

    obtained_on: date
    valid_until_on: date | None
    withdrawn_on: date | None
    scope: str
    recipient: str
    """Empty: whoever falls under the scope."""
    answer: str
    """yes, no or conditional."""
    consent_id: Hashable = None


class Permission(NamedTuple):
    """What holds in one scope: allowed under which consent, or why not."""

    why_not: str
    """Empty where it is allowed."""
    consent_id: Hashable


def same_recipient(one: str, other: str) -> bool:
    """Whether two written names mean one recipient: case and blanks do not matter."""
    return plain_recipient(one) == plain_recipient(other)


def plain_recipient(name: str) -> str:
    """The one form of a recipient's name for comparing."""
    return " ".join(name.split()).casefold()


def permissions(decisions: Iterable[Decision], recipient: str, on: date) -> dict[str, Permission]:
    """Scope -> what holds for this recipient on this day; scopes of which nothing was said are left out."""
    key = plain_recipient(recipient)
    said: dict[str, list[tuple[date, bool, bool, Permission]]] = {}
    for one in decisions:
        named = bool(one.recipient.strip())
        if one.obtained_on > on or (named and plain_recipient(one.recipient) != key):
            continue
        why_not, since = _why_not(one, on)
        said.setdefault(one.scope, []).append((since, bool(why_not), named, Permission(why_not, one.consent_id)))
    return {scope: _last_word(words) for scope, words in said.items()}


def _last_word(words: list[tuple[date, bool, bool, Permission]]) -> Permission:
    """The latest; of two on one day the no; and the latest to this recipient by name if that is a no."""
    last = max(words, key=lambda one: one[:2])[3]
    by_name = [one for one in words if one[2]]
    named = max(by_name, key=lambda one: one[:2])[3] if by_name else last
    return named if named.why_not and not last.why_not else last


def _why_not(one: Decision, on: date) -> tuple[str, date]:
    """The reason for a no, and from which day this is her word."""
    if one.withdrawn_on is not None and one.withdrawn_on <= on:
        return WITHDRAWN, max(one.withdrawn_on, one.obtained_on)
    if one.valid_until_on is not None and one.valid_until_on < on:
        return EXPIRED, one.obtained_on
    return {"yes": "", "conditional": CONDITIONAL}.get(one.answer, REFUSED), one.obtained_on
