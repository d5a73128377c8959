"""The release policy, in one place: which columns, which rows, which names leave for whom, and why others do not.

Nobody reaches a writer without it: a writer takes ``ReleasedRow`` only, and only this module makes them. The default
is no. The day is given from outside, so that the same question always has the same answer.
"""

import hashlib
import hmac
import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple, Protocol, TypeVar

from dossier.errors import Refused, WrongUse, add_messages
from dossier.export.person_verdicts import Open, PersonVerdicts, Verdict
from dossier.export.profiles import get_profile
from dossier.i18n import N_
from dossier.vault.queries.consents import Key
from dossier.vault.queries.list_standings import Standing
from dossier.vault.receipts import Shown

add_messages(
    {
        "export.recipient": N_(
            "This profile needs a recipient, because consents name who may get what. Say for whom it is."
        ),
        "export.not_in_profile": N_("The list {layout} may not leave under the profile {profile}."),
    }
)

WITHHELD = "withheld"
"""What stands in a cell whose value is known and not given."""
_HIGHEST_CLASS = 3
_SEAL = object()
C = TypeVar("C", bound="Column")


class ReleasedRow(tuple[Any, ...]):
    """The cells of one row that may leave. Only the policy can make one."""

    __slots__ = ()

    def __new__(cls, cells: Iterable[Any], *, seal: object) -> "ReleasedRow":
        if seal is not _SEAL:
            raise TypeError("only the release policy makes released rows")
        return super().__new__(cls, cells)


def require_released(rows: Sequence[object]) -> None:
    """What each writer asks first.

    Raises:
        TypeError: a row was not made by the policy: a mistake of the caller.
    """
    if not all(type(row) is ReleasedRow for row in rows):
        raise TypeError("only released rows are written")


def _checked(rows: Iterable[ReleasedRow]) -> Iterator[ReleasedRow]:
    for row in rows:
        require_released((row,))
        yield row


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

    @property
    def free_text(self) -> bool: ...

    @property
    def codes(self) -> str: ...


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


class RawRow(NamedTuple):
    """A row as it was read, with what decides about it."""

    values: Sequence[Any]
    subjects: Sequence[Key]
    """The persons it is about: each must agree."""
    classes: Sequence[int]
    """Protection classes of its records."""
    label: str | None
    """Its own TLP label."""


_SHORT, _MOST_CLEAR = 60, 50_000
"""Texts of so many characters are remembered when they name nobody: in one list the same ones come again and again."""


def _searched(columns: Sequence[Column]) -> list[tuple[int, str]]:
    """Where words stand that somebody may have typed, and the vocabulary whose codes stand there mostly."""
    return [(at, one.codes) for at, one in enumerate(columns) if one.free_text or one.codes]


Kept = tuple[Sequence[Any], Standing | None, Verdict | None]
"""The values of a row that leaves, with the standing of the one person that it is about and the verdict on her."""


class Cells(Protocol):
    """Makes the cells of a list."""

    def fits(self, row: Sequence[Any]) -> bool:
        """Whether the form of the list can hold the row."""
        ...

    def rows(self, kept: Sequence[Kept]) -> list[list[Any]]:
        """The cells of each row that leaves."""
        ...


class NamesSomebody(Protocol):
    """Searches texts for persons who are not to be named to the recipient."""

    def __call__(self, text: str) -> bool:
        """Whether the text names one."""
        ...

    def is_of_codes(self, text: str, vocabulary: str) -> bool:
        """Whether nothing but codes of the vocabulary stand there; its column takes other words as well."""
        ...


class ReleasePolicy:
    """Decides for one profile, one recipient and one day.

    Args:
        profile: A key of exports/csv/profiles.yaml.
        recipient: To whom; empty where the profile needs none.
        today: The day on which consents must hold.
        pseudonym_key: Of this recipient: makes the numbers that only it sees.

    Raises:
        WrongUse: "export.profile", "export.recipient".
    """

    def __init__(self, profile: str, recipient: str, today: date, pseudonym_key: bytes) -> None:
        self.profile = get_profile(profile)
        self.recipient = recipient.strip()
        if self.profile.needs_recipient and not self.recipient:
            raise WrongUse("export.recipient")
        self.today = today
        self.held_back = HeldBack()
        self._shown: dict[Key, Shown] = {}
        self._clear: set[str] = set()
        self._key = pseudonym_key
        self.persons = PersonVerdicts(self.profile, self.recipient, today)

    @property
    def is_open(self) -> bool:
        """Whether nobody is asked, since what is made stays in the house."""
        return not self.profile.scopes and not self.profile.tlp_held_back

    # -- columns and lists

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

    # -- numbers

    def pseudonym(self, record_id: uuid.UUID) -> str:
        """The number of a record for this recipient alone: always the same, and nobody else can make it."""
        return hmac.digest(self._key, record_id.bytes, hashlib.sha256)[:10].hex().upper()

    def number(self, record_id: uuid.UUID, ref: str) -> str:
        """The vault's own reference where the profile allows it, else the number made for this recipient."""
        return self.pseudonym(record_id) if self.profile.has_pseudonyms else ref

    def code(self, person_id: uuid.UUID, code: str | None) -> str:
        """The code of a person; where numbers are made for the recipient, the code is too."""
        own = None if self.profile.has_pseudonyms else code
        return own or f"N-{self.pseudonym(person_id)[:8]}"

    def take_shown(self) -> dict[Key, Shown]:
        """The persons of whom something left since the last time; for the receipt."""
        shown, self._shown = self._shown, {}
        return shown

    # -- rows

    def release(
        self,
        columns: Sequence[Column],
        rows: Iterable[RawRow],
        standings: dict[Key, Standing],
        cells: Cells,
        names_somebody: NamesSomebody | None = None,
    ) -> list[ReleasedRow]:
        """The rows that leave, with the cells that leave.

        Args:
            columns: As ``columns`` gave them.
            rows: As they were read.
            standings: Of all persons that they are about.
            cells: Makes the cells of a row.
            names_somebody: Searches the free texts; nothing is searched where the house keeps what is made.
        """
        verdicts = (
            Open() if self.is_open else {one: self.persons.judge(standing) for one, standing in standings.items()}
        )
        guarded = [(at, column) for at, column in enumerate(columns) if column.name_of or column.needs_scope]
        texts = [] if names_somebody is None else _searched(columns)
        kept, about = self._kept(rows, standings, verdicts, cells)
        released = []
        for made, subjects in zip(cells.rows(kept), about, strict=True):
            if texts and names_somebody is not None:
                self._search_texts(made, texts, names_somebody)
            named = bool(guarded and subjects) and self._guard(made, guarded, subjects, standings, verdicts)
            for subject in subjects:
                self._show(subject, verdicts[subject], named)
            released.append(ReleasedRow(made, seal=_SEAL))
        return released

    def _kept(
        self,
        rows: Iterable[RawRow],
        standings: Mapping[Key, Standing],
        verdicts: Mapping[Key, Verdict],
        cells: Cells,
    ) -> tuple[list[Kept], list[Sequence[Key]]]:
        """The rows that leave, and whom each is about; the others are counted."""
        kept: list[Kept] = []
        about = []
        fits, held_back = cells.fits, self.held_back.rows
        for values, subjects, classes, label in rows:
            reason = self._reason(subjects, classes, label, verdicts) or ("" if fits(values) else "form")
            if reason:
                held_back[reason] += 1
                continue
            one = subjects[0] if len(subjects) == 1 else None
            kept.append((values, None, None) if one is None else (values, standings.get(one), verdicts[one]))
            about.append(subjects)
        return kept, about

    def release_counts(
        self, rows: Iterable[ReleasedRow], count: Callable[[Iterable[ReleasedRow]], Iterable[Sequence[Any]]]
    ) -> list[ReleasedRow]:
        """Rows of numbers, made of rows that left already; ``count`` suppresses the small ones."""
        return [ReleasedRow(row, seal=_SEAL) for row in count(_checked(rows))]

    def release_whole(self, rows: Iterable[Sequence[Any]], person_at: int | None = None) -> list[ReleasedRow]:
        """Records as they are, for the house itself.

        Args:
            rows: Of one table.
            person_at: Where the id of a person stands, in the table of persons.

        Raises:
            Refused: "export.not_in_profile" under any profile but internal.
        """
        if self.profile.scopes or self.profile.highest_class < _HIGHEST_CLASS:
            raise Refused("export.not_in_profile", layout="package", profile=self.profile.name)
        released = [ReleasedRow(row, seal=_SEAL) for row in rows]
        if person_at is not None:
            self._shown.update({uuid.UUID(row[person_at]): Shown(None, True) for row in released})
        return released

    def _show(self, person_id: Key, verdict: Verdict, named: bool) -> None:
        before = self._shown.get(person_id)
        if before is None or (named and not before.with_name):
            self._shown[person_id] = Shown(verdict.consent_id, named)

    def _reason(
        self,
        subjects: Sequence[Key],
        classes: Sequence[int],
        label: str | None,
        verdicts: Mapping[Key, Verdict],
    ) -> str:
        for subject in subjects:
            if reason := verdicts[subject].reason:
                return reason
        if label in self.profile.tlp_held_back:
            return "tlp"
        # A record is of class 1 unless somebody says otherwise; its columns are held back one by one.
        return "class" if classes and max(classes) > max(self.profile.highest_class, 1) else ""

    def _search_texts(self, made: list[Any], texts: Sequence[tuple[int, str]], names_somebody: NamesSomebody) -> None:
        clear = self._clear
        for at, vocabulary in texts:
            text = made[at]
            if not text or text in clear or (vocabulary and names_somebody.is_of_codes(text, vocabulary)):
                continue
            if names_somebody(text):
                made[at] = WITHHELD
                self.held_back.cells["names_somebody"] += 1
            elif len(text) <= _SHORT and len(clear) < _MOST_CLEAR:
                clear.add(text)

    def _guard(
        self,
        made: list[Any],
        guarded: Sequence[tuple[int, Column]],
        subjects: Sequence[Key],
        standings: Mapping[Key, Standing],
        verdicts: Mapping[Key, Verdict],
    ) -> bool:
        """Withhold what may not be read; whether a name is left."""
        named = False
        hers = [verdicts[one] for one in subjects]
        flagged = any(one.name_held_back for one in hers)
        official = self.is_open or all(standings[one].is_public_official for one in subjects)
        for at, column in guarded:
            if made[at] in (None, ""):
                continue
            asked = None if official else column.needs_scope
            no_scope = asked is not None and any(asked not in one.scopes for one in hers)
            if no_scope or (column.name_of and flagged):
                made[at] = WITHHELD
                self.held_back.cells["name_without_scope" if no_scope else "protection_flag"] += 1
            elif column.name_of:
                named = True
        return named
