"""The release policy, in one place: which columns, which rows, which names leave for whom, and why others do not.

Nobody reaches a writer without it: a writer takes ``ReleasedRow`` only, and only this module makes them. The default
is no. The day is given from outside, so that the same question always has the same answer.
"""

import hashlib
import hmac
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import chain, compress, repeat
from typing import Any, TypeVar

from dossier.errors import Refused, WrongUse, add_messages
from dossier.export.person_verdicts import NOBODY_ASKED, PersonVerdicts, Verdicts
from dossier.export.profiles import get_profile
from dossier.export.rows_in_question import Cells, Column, Kept, NamesSomebody, RawRows
from dossier.export.withholding import CellGuard, HeldBack
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

_HIGHEST_CLASS = 3
_UNNAMED, _BY_NAME = Shown(None, False), Shown(None, True)
"""Of persons who are not asked."""
_SEAL = object()
C = TypeVar("C", bound=Column)


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
        self._key = pseudonym_key
        self.persons = PersonVerdicts(self.profile, self.recipient, today)
        self._guard = CellGuard(self.held_back, is_open=self.is_open)

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
        verdicts = NOBODY_ASKED if self.is_open else self.persons.judge_all(standings.of)
        kept = self._kept(raw, standings, verdicts, cells)
        if not kept.subjects:
            return ReleasedRows((), seal=_SEAL)
        made = cells.columns(kept)
        if names_somebody is not None:
            self._guard.withhold_texts(made, columns, names_somebody)
        named = self._guard.withhold_names(made, columns, kept)
        self._show(kept, named)
        rows = zip(*made, strict=True) if made else repeat((), len(kept.subjects))
        return ReleasedRows(rows, seal=_SEAL)

    def _kept(self, raw: RawRows, standings: Standings, verdicts: Verdicts, cells: Cells) -> Kept:
        """The rows that leave; the others are counted."""
        fits = list(cells.fits(raw.columns, len(raw.subjects)))
        reasons = self._reasons(raw, verdicts)
        if reasons is None and all(fits):
            return Kept(raw.columns, raw.subjects, standings, verdicts)
        reasons = reasons or [""] * len(raw.subjects)
        why = [reason or ("" if fit else "form") for reason, fit in zip(reasons, fits, strict=True)]
        self.held_back.rows.update(filter(None, why))
        leaves = [not reason for reason in why]
        columns = [list(compress(column, leaves)) for column in raw.columns]
        return Kept(columns, list(compress(raw.subjects, leaves)), standings, verdicts)

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
        found = dict.fromkeys(chain.from_iterable(kept.subjects), False)
        found.update(dict.fromkeys(chain.from_iterable(compress(kept.subjects, named)), True))
        for one in found.keys() & self._shown.keys():
            if found[one] <= self._shown[one].with_name:
                del found[one]
        if self.is_open:
            self._shown.update({one: _BY_NAME if with_name else _UNNAMED for one, with_name in found.items()})
            return
        verdicts, consents = kept.verdicts, kept.standings.consents
        for one, with_name in found.items():
            at = verdicts[one].decided_at
            self._shown[one] = Shown(None if at is None else consents[one][at], with_name)

    def _reasons(self, raw: RawRows, verdicts: Verdicts) -> list[str] | None:
        """Why each row is held back, empty where it leaves; None where all do."""
        labels = self.profile.tlp_held_back
        # A record is of class 1 unless somebody says otherwise; its columns are held back one by one.
        limit = max(self.profile.highest_class, 1)
        is_held = any(one.reason for one in verdicts.different) or not labels.isdisjoint(raw.labels)
        if not is_held and all(max(column, default=0) <= limit for column in raw.classes):
            return None
        found = []
        highest_of_each = map(max, repeat(0, len(raw.subjects)), *raw.classes)
        for subjects, highest, label in zip(raw.subjects, highest_of_each, raw.labels, strict=True):
            reason = next((why for one in subjects if (why := verdicts[one].reason)), "") if subjects else ""
            found.append(reason or ("tlp" if label in labels else "class" if highest > limit else ""))
        return found
