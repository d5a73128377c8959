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
from itertools import compress, repeat
from typing import Any, NamedTuple, Protocol, TypeVar

from dossier.errors import Refused, WrongUse, add_messages
from dossier.export.person_verdicts import Open, PersonVerdicts, Verdict
from dossier.export.profiles import get_profile
from dossier.i18n import N_
from dossier.vault.queries.consents import Key
from dossier.vault.queries.list_standings import Standings
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


class ReleasedRows(tuple[tuple[Any, ...], ...]):
    """The cells of some rows that may leave. Only the policy can make them."""

    __slots__ = ()

    def __new__(cls, rows: Iterable[tuple[Any, ...]], *, seal: object) -> "ReleasedRows":
        if seal is not _SEAL:
            raise TypeError("only the release policy makes released rows")
        return super().__new__(cls, rows)


def require_released(rows: object) -> None:
    """What each writer asks first.

    Raises:
        TypeError: the rows were not made by the policy: a mistake of the caller.
    """
    if type(rows) is not ReleasedRows:
        raise TypeError("only released rows are written")


def _checked(parts: Iterable[ReleasedRows]) -> Iterator[tuple[Any, ...]]:
    for rows in parts:
        require_released(rows)
        yield from rows


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


class RawRows(NamedTuple):
    """Rows as they were read, with what decides about each."""

    values: Sequence[Sequence[Any]]
    subjects: Sequence[Sequence[Key]]
    """The persons that each is about: all of them must agree."""
    classes: Sequence[int]
    """The highest protection class of the records in each."""
    labels: Sequence[str | None]
    """The TLP label of each itself."""


_SHORT, _MOST_CLEAR = 60, 50_000
"""Texts of so many characters are remembered when they name nobody: in one list the same ones come again and again."""


def _searched(columns: Sequence[Column]) -> list[tuple[int, str]]:
    """Where words stand that somebody may have typed, and the vocabulary whose codes stand there mostly."""
    return [(at, one.codes) for at, one in enumerate(columns) if one.free_text or one.codes]


class Kept(NamedTuple):
    """The rows of a part that leave."""

    values: Sequence[Sequence[Any]]
    subjects: Sequence[Sequence[Key]]
    standings: Standings
    verdicts: Mapping[Key, Verdict]


class Cells(Protocol):
    """Makes the cells of a list."""

    def fits(self, rows: Sequence[Sequence[Any]]) -> Iterable[bool]:
        """Whether the form of the list can hold each row."""
        ...

    def columns(self, kept: Kept) -> list[Sequence[Any]]:
        """The cells of the rows that leave, column by column."""
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
        raw: RawRows,
        standings: Standings,
        cells: Cells,
        names_somebody: NamesSomebody | None = None,
    ) -> ReleasedRows:
        """The rows that leave, with the cells that leave; made column by column, which costs half of row by row.

        Args:
            columns: As ``columns`` gave them.
            raw: As they were read.
            standings: Of all persons that they are about.
            cells: Makes the cells.
            names_somebody: Searches the free texts; nothing is searched where the house keeps what is made.
        """
        judge = self.persons.judge
        verdicts = Open() if self.is_open else {one: judge(standing) for one, standing in standings.of.items()}
        kept = self._kept(raw, standings, verdicts, cells)
        if not kept.values:
            return ReleasedRows((), seal=_SEAL)
        made = cells.columns(kept)
        if names_somebody is not None:
            for at, vocabulary in _searched(columns):
                made[at] = self._without_names(made[at], vocabulary, names_somebody)
        named = self._guard(made, columns, kept)
        self._show(kept, named)
        rows = zip(*made, strict=True) if made else repeat((), len(kept.values))
        return ReleasedRows(rows, seal=_SEAL)

    def _kept(self, raw: RawRows, standings: Standings, verdicts: Mapping[Key, Verdict], cells: Cells) -> Kept:
        """The rows that leave; the others are counted."""
        reasons = [
            reason or ("" if fits else "form")
            for reason, fits in zip(self._reasons(raw, verdicts), cells.fits(raw.values), strict=True)
        ]
        if not any(reasons):
            return Kept(raw.values, raw.subjects, standings, verdicts)
        self.held_back.rows.update(filter(None, reasons))
        leaves = [not reason for reason in reasons]
        return Kept(list(compress(raw.values, leaves)), list(compress(raw.subjects, leaves)), standings, verdicts)

    def release_counts(
        self, parts: Iterable[ReleasedRows], count: Callable[[Iterable[tuple[Any, ...]]], Iterable[Sequence[Any]]]
    ) -> ReleasedRows:
        """Rows of numbers, made of rows that left already; ``count`` suppresses the small ones."""
        return ReleasedRows(map(tuple, count(_checked(parts))), seal=_SEAL)

    def release_whole(self, rows: Iterable[Sequence[Any]], person_at: int | None = None) -> ReleasedRows:
        """Records as they are, for the house itself.

        Args:
            rows: Of one table.
            person_at: Where the id of a person stands, in the table of persons.

        Raises:
            Refused: "export.not_in_profile" under any profile but internal.
        """
        if self.profile.scopes or self.profile.highest_class < _HIGHEST_CLASS:
            raise Refused("export.not_in_profile", layout="package", profile=self.profile.name)
        released = ReleasedRows(map(tuple, rows), seal=_SEAL)
        if person_at is not None:
            self._shown.update({uuid.UUID(row[person_at]): Shown(None, True) for row in released})
        return released

    def _show(self, kept: Kept, named: Sequence[bool]) -> None:
        """Keep of whom something leaves, for the receipt."""
        shown, verdicts, consents = self._shown, kept.verdicts, kept.standings.consents
        for subjects, with_name in zip(kept.subjects, named, strict=True):
            for one in subjects:
                before = shown.get(one)
                if before is None or (with_name and not before.with_name):
                    at = verdicts[one].decided_at
                    shown[one] = Shown(None if at is None else consents[one][at], with_name)

    def _reasons(self, raw: RawRows, verdicts: Mapping[Key, Verdict]) -> Iterator[str]:
        """Why each row is held back; empty where it leaves."""
        labels = self.profile.tlp_held_back
        # A record is of class 1 unless somebody says otherwise; its columns are held back one by one.
        limit = max(self.profile.highest_class, 1)
        is_held = any(one.reason for one in verdicts.values()) or not labels.isdisjoint(raw.labels)
        if not is_held and max(raw.classes, default=0) <= limit:
            yield from repeat("", len(raw.values))
            return
        for subjects, highest, label in zip(raw.subjects, raw.classes, raw.labels, strict=True):
            reason = next((why for one in subjects if (why := verdicts[one].reason)), "") if subjects else ""
            yield reason or ("tlp" if label in labels else "class" if highest > limit else "")

    def _without_names(self, cells: Sequence[Any], vocabulary: str, names_somebody: NamesSomebody) -> Sequence[Any]:
        """The texts of a column, withheld where they name somebody who is not to be named."""
        clear = self._clear
        naming = set()
        for text in set(cells) - clear:
            if not text or (vocabulary and names_somebody.is_of_codes(text, vocabulary)):
                continue
            if names_somebody(text):
                naming.add(text)
            elif len(text) <= _SHORT and len(clear) < _MOST_CLEAR:
                clear.add(text)
        if not naming:
            return cells
        self.held_back.cells["names_somebody"] += sum(text in naming for text in cells)
        return [WITHHELD if text in naming else text for text in cells]

    def _guard(self, made: list[Sequence[Any]], columns: Sequence[Column], kept: Kept) -> list[bool]:
        """Withhold what may not be read; for each row whether a name is left."""
        named = [False] * len(kept.values)
        guarded = [(at, column) for at, column in enumerate(columns) if column.name_of or column.needs_scope]
        if not guarded:
            return named
        cells = [(list(made[at]), column) for at, column in guarded]
        for row, subjects in enumerate(kept.subjects):
            named[row] = bool(subjects) and self._guard_row(row, cells, subjects, kept)
        for (at, _column), (guarded_cells, _same) in zip(guarded, cells, strict=True):
            made[at] = guarded_cells
        return named

    def _guard_row(
        self, row: int, guarded: Sequence[tuple[list[Any], Column]], subjects: Sequence[Key], kept: Kept
    ) -> bool:
        named = False
        hers = [kept.verdicts[one] for one in subjects]
        flagged = any(one.name_held_back for one in hers)
        official = self.is_open or all(kept.standings.of[one].is_public_official for one in subjects)
        for cells, column in guarded:
            if cells[row] in (None, ""):
                continue
            asked = None if official else column.needs_scope
            no_scope = asked is not None and any(asked not in one.scopes for one in hers)
            if no_scope or (column.name_of and flagged):
                cells[row] = WITHHELD
                self.held_back.cells["name_without_scope" if no_scope else "protection_flag"] += 1
            elif column.name_of:
                named = True
        return named
