"""What one recipient may have of a person on one day: her consents, her protection flags, her label."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from dossier.domain import consents
from dossier.export.profiles import Profile
from dossier.vault.queries.consents import Key
from dossier.vault.queries.list_standings import Standing

_MOST_JUDGED = 10_000
"""Verdicts that are remembered: persons of one list say much the same, each under a consent of her own."""

_CLASS_OF_NAMES = 1
"""Of the columns that tell who a person is."""


class Verdict(NamedTuple):
    """What is decided about one person for one recipient on one day."""

    reason: str
    """Why her rows are held back; empty where they leave."""
    name_held_back: bool
    scopes: frozenset[str]
    """Every scope that she allows this recipient today."""
    decided_at: int | None
    """The place among her decisions of that under which her rows leave; None where none is asked."""


class Verdicts(dict[Key, Verdict]):
    """The verdicts on the persons of some rows, of whom many are judged alike.

    Args:
        of: Person -> her verdict.
        different: The verdicts without their repetitions.
    """

    def __init__(self, of: Iterable[tuple[Key, Verdict]], different: Iterable[Verdict]) -> None:
        super().__init__(of)
        self.different = tuple(different)


class _NobodyAsked(Verdicts):
    def __missing__(self, _key: Key) -> Verdict:
        return _FREE


_FREE = Verdict("", False, frozenset(), None)
NOBODY_ASKED = _NobodyAsked((), ())
"""The verdict on everybody where what is made stays in the house."""


class PersonVerdicts:
    """Judges persons for one profile, one recipient and one day.

    Args:
        profile: Under which something leaves.
        recipient: To whom; empty where the profile needs none.
        today: The day on which consents must hold.
    """

    def __init__(self, profile: Profile, recipient: str, today: date) -> None:
        self._profile = profile
        self._recipient = recipient
        self._today = today
        self._judged: dict[Standing, Verdict] = {}

    def judge(self, standing: Standing) -> Verdict:
        """What this recipient may have of a person today; who said the same is judged alike."""
        found = self._judged.get(standing)
        if found is None:
            if len(self._judged) >= _MOST_JUDGED:
                self._judged.clear()
            found = self._judged[standing] = self._verdict(standing)
        return found

    def judge_all(self, standings: Mapping[Key, Standing]) -> Verdicts:
        """What this recipient may have of each of these persons; a standing that many share is judged once."""
        shared = {id(one): one for one in standings.values()}
        judged = {at: self.judge(one) for at, one in shared.items()}
        of = zip(standings, map(judged.__getitem__, map(id, standings.values())), strict=True)
        return Verdicts(of, judged.values())

    def may_be_named(self, standing: Standing) -> bool:
        """Whether a text may name a person to this recipient, as a list of persons would."""
        verdict = self.judge(standing)
        if verdict.reason or verdict.name_held_back:
            return False
        in_public = self._profile.highest_class < _CLASS_OF_NAMES
        return standing.is_public_official or not in_public or "C10_PUBLIC_NAME" in verdict.scopes

    def _verdict(self, standing: Standing) -> Verdict:
        said = consents.permissions(standing.decisions(), self._recipient, self._today)
        scopes = frozenset(scope for scope, word in said.items() if not word.why_not)
        name = any(flag for start, end, flag in standing.flags if self._in_force(start, end))
        asked = self._profile.scopes
        opened: Any = next((said[one].consent_id for one in asked if one in scopes), None)
        if standing.tlp in self._profile.tlp_held_back:
            return Verdict("tlp", name, scopes, None)
        if not asked:
            return Verdict("", False, scopes, None)
        if standing.is_public_official or scopes & set(asked):
            return Verdict("", name, scopes, opened)
        reasons = {said[one].why_not for one in asked if one in said} | {consents.NONE}
        return Verdict(next(one for one in consents.REASONS if one in reasons), name, scopes, None)

    def _in_force(self, start: date | None, end: date | None) -> bool:
        return (start is None or start <= self._today) and (end is None or end >= self._today)

    def consent_state(self, standing: Standing, verdict: Verdict) -> str:
        """The state of the consents as a list tells it."""
        if standing.is_public_official:
            return "not_needed_public"
        if verdict.scopes:
            asked = set(self._profile.scopes)
            return "full" if asked <= verdict.scopes and asked else "partial"
        withdrawn = any(one.withdrawn_on and one.withdrawn_on <= self._today for one in standing.decisions())
        return "withdrawn" if withdrawn else "none"
