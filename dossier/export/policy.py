"""The release policy, in one place: which columns, which rows, which names leave for whom, and why others do not.

Nobody reaches a writer without it: a writer takes ``ReleasedRow`` only, and only ``ReleasePolicy`` makes them. The
default is no. The day is given from outside, so that the same question always has the same answer.
"""

import hashlib
import hmac
import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any, NamedTuple, Protocol, TypeVar

import yaml

from dossier.domain.codes import PROFILES
from dossier.errors import Refused, WrongUse, add_messages
from dossier.i18n import N_
from dossier.resources import export_path
from dossier.vault.queries.lists import Standing

add_messages(
    {
        "export.profile": N_("There is no profile of this name for lists. Known are: {known}"),
        "export.recipient": N_(
            "This profile needs a recipient: consents name who may get what. Give --recipient NAME."
        ),
        "export.not_in_profile": N_("The list {layout} may not leave under the profile {profile}."),
    }
)

WITHHELD = "withheld"
"""What stands in a cell whose value is known and not given."""
NOBODY = uuid.UUID(int=0)
_SEAL = object()
C = TypeVar("C", bound="Column")


class ReleasedRow(tuple[Any, ...]):
    """The cells of one row that may leave. Only the policy can make one."""

    __slots__ = ()

    def __new__(cls, cells: Iterable[Any], *, seal: object) -> "ReleasedRow":
        if seal is not _SEAL:
            raise TypeError("only the release policy makes released rows")
        return super().__new__(cls, cells)


class Column(Protocol):
    """What the policy asks of a column of a layout."""

    @property
    def name(self) -> str: ...

    @property
    def protection(self) -> int: ...

    @property
    def name_of(self) -> bool: ...

    @property
    def needs_scope(self) -> str | None: ...


@dataclass(frozen=True)
class Profile:
    """One row of exports/csv/profiles.yaml."""

    name: str
    highest_class: int
    scopes: tuple[str, ...]
    tlp_held_back: frozenset[str]
    needs_recipient: bool


@cache
def profiles() -> dict[str, Profile]:
    """The profiles under which lists may leave."""
    data = yaml.safe_load(export_path("csv", "profiles.yaml").read_text("utf-8"))
    return {
        name: Profile(
            name,
            row["highest_class"],
            tuple(row["scopes"]),
            frozenset(row["tlp_held_back"]),
            bool(row.get("needs_recipient")),
        )
        for name, row in data.items()
        if name in PROFILES
    }


class Verdict(NamedTuple):
    """What is decided about one person for one recipient on one day."""

    reason: str
    """Why her rows are held back; empty where they leave."""
    name_held_back: bool
    scopes: frozenset[str]
    """Every scope that she allows this recipient today."""


@dataclass
class HeldBack:
    """What did not leave, counted by reason."""

    rows: Counter[str] = field(default_factory=Counter)
    cells: Counter[str] = field(default_factory=Counter)
    columns: dict[str, str] = field(default_factory=dict)
    """ "persons.csv: contact" -> the reason."""

    def counts(self) -> dict[str, int]:
        """All of it as one table of reasons."""
        found = {f"rows:{reason}": count for reason, count in self.rows.items()}
        found |= {f"cells:{reason}": count for reason, count in self.cells.items()}
        return dict(sorted(found.items())) | ({"columns:class": len(self.columns)} if self.columns else {})


class ReleasePolicy:
    """Decides for one profile, one recipient and one day.

    Args:
        profile: A key of exports/csv/profiles.yaml.
        recipient: To whom; empty where the profile needs none.
        today: The day on which consents must hold.
        pseudonym_key: Of the vault: makes the ids that only this recipient sees.

    Raises:
        WrongUse: "export.profile", "export.recipient".
    """

    def __init__(self, profile: str, recipient: str, today: date, pseudonym_key: bytes) -> None:
        if profile not in profiles():
            raise WrongUse("export.profile", known=", ".join(profiles()))
        self.profile = profiles()[profile]
        self.recipient = recipient.strip()
        if self.profile.needs_recipient and not self.recipient:
            raise WrongUse("export.recipient")
        self.today = today
        self.held_back = HeldBack()
        self.released_refs: set[str] = set()
        """References of the persons of whom something leaves."""
        self._key = pseudonym_key

    def columns(self, file: str, columns: Sequence[C]) -> list[C]:
        """Those of the layout's columns whose class fits, or that a consent of their own opens row by row."""
        kept = []
        for column in columns:
            if column.protection <= self.profile.highest_class or column.needs_scope:
                kept.append(column)
            else:
                self.held_back.columns[f"{file}: {column.name}"] = "class"
        return kept

    def require_layout(self, file: str, allowed: Sequence[str]) -> None:
        """Refuse a list that the layout does not give to this profile.

        Raises:
            Refused: "export.not_in_profile".
        """
        if self.profile.name not in allowed:
            raise Refused("export.not_in_profile", layout=file, profile=self.profile.name)

    def judge(self, standing: Standing) -> Verdict:
        """What this recipient may have of a person today."""
        scopes, why_not = self._allowed_scopes(standing)
        name = any(flag for start, end, flag in standing.flags if self._in_force(start, end))
        if standing.tlp in self.profile.tlp_held_back:
            return Verdict("tlp", name, scopes)
        if not self.profile.scopes or standing.is_public_official or scopes & set(self.profile.scopes):
            return Verdict("", name and bool(self.profile.scopes), scopes)
        return Verdict(why_not, name, scopes)

    def _in_force(self, start: date | None, end: date | None) -> bool:
        return (start is None or start <= self.today) and (end is None or end >= self.today)

    def _allowed_scopes(self, standing: Standing) -> tuple[frozenset[str], str]:
        """The scopes allowed, each by its latest decision for this recipient; and the nearest reason for a no."""
        latest: dict[str, tuple[date, bool]] = {}
        reasons = {"no_consent"}
        for obtained, until, withdrawn, scope, recipient, decision in standing.decisions:
            if recipient and recipient.casefold().strip() != self.recipient.casefold():
                continue
            why_not = self._why_not(obtained, until, withdrawn, decision)
            if scope in self.profile.scopes and why_not:
                reasons.add(why_not)
            if why_not in {"not_yet", "consent_expired", "consent_withdrawn"}:
                continue
            before = latest.get(scope, (date.min, True))
            if obtained > before[0] or (obtained == before[0] and why_not):
                latest[scope] = (obtained, not why_not)
        order = ("consent_withdrawn", "consent_expired", "consent_refused", "consent_conditional", "no_consent")
        return frozenset(s for s, (_day, yes) in latest.items() if yes), next(r for r in order if r in reasons)

    def _why_not(self, obtained: date, until: date | None, withdrawn: date | None, decision: str) -> str:
        if withdrawn is not None and withdrawn <= self.today:
            return "consent_withdrawn"
        if until is not None and until < self.today:
            return "consent_expired"
        if obtained > self.today:
            return "not_yet"
        return {"yes": "", "conditional": "consent_conditional"}.get(decision, "consent_refused")

    def pseudonym(self, person_id: uuid.UUID) -> str:
        """The id of a person for this recipient alone: always the same, and nobody else can make it."""
        text = f"{self.profile.name}\0{self.recipient.casefold()}\0".encode() + person_id.bytes
        return hmac.new(self._key, text, hashlib.sha256).hexdigest()[:20].upper()

    def consent_state(self, standing: Standing, verdict: Verdict) -> str:
        """The state of the consents as a list tells it."""
        if standing.is_public_official:
            return "not_needed_public"
        if verdict.scopes:
            asked = set(self.profile.scopes)
            return "full" if asked <= verdict.scopes and asked else "partial"
        withdrawn = any(one[2] is not None and one[2] <= self.today for one in standing.decisions)
        return "withdrawn" if withdrawn else "none"

    def release(
        self,
        columns: Sequence[Column],
        rows: Iterable[tuple[Sequence[Any], Sequence[uuid.UUID], Sequence[int], str | None]],
        standings: dict[uuid.UUID, Standing],
        cells: "Callable[[Sequence[Any], Standing | None, Verdict | None], list[Any]]",
    ) -> list[ReleasedRow]:
        """The rows that leave, with the cells that leave.

        Args:
            columns: As ``columns`` gave them.
            rows: The row as read, whom it is about, the classes of its records, its own TLP label.
            standings: Of all these persons.
            cells: Makes the cells of a row.
        """
        verdicts = {one: self.judge(standing) for one, standing in standings.items()}
        guarded = [(at, column) for at, column in enumerate(columns) if column.name_of or column.needs_scope]
        released = []
        for row, subjects, classes, label in rows:
            reason = self._reason(subjects, classes, label, verdicts)
            if reason:
                self.held_back.rows[reason] += 1
                continue
            one = subjects[0] if len(subjects) == 1 else None
            standing, verdict = (standings[one], verdicts[one]) if one is not None else (None, None)
            made = cells(row, standing, verdict)
            if guarded and standing is not None and verdict is not None:
                self._guard(made, guarded, standing, verdict)
            self.released_refs.update(standings[subject].ref for subject in subjects)
            released.append(ReleasedRow(made, seal=_SEAL))
        return released

    def _reason(
        self,
        subjects: Sequence[uuid.UUID],
        classes: Sequence[int],
        label: str | None,
        verdicts: dict[uuid.UUID, Verdict],
    ) -> str:
        for subject in subjects:
            if reason := verdicts[subject].reason:
                return reason
        if label in self.profile.tlp_held_back:
            return "tlp"
        # A record is of class 1 unless somebody says otherwise; its columns are held back one by one.
        return "class" if classes and max(classes) > max(self.profile.highest_class, 1) else ""

    def _guard(
        self, made: list[Any], guarded: Sequence[tuple[int, Column]], standing: Standing, verdict: Verdict
    ) -> None:
        for at, column in guarded:
            if made[at] in (None, ""):
                continue
            no_scope = (
                column.needs_scope is not None
                and bool(self.profile.scopes)
                and not standing.is_public_official
                and column.needs_scope not in verdict.scopes
            )
            if no_scope or (column.name_of and verdict.name_held_back):
                made[at] = WITHHELD
                self.held_back.cells["name_without_scope" if no_scope else "protection_flag"] += 1
