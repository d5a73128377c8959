"""The cells of a list's rows: plain columns, computed ones, and those that the policy itself fills."""

from collections.abc import Callable, Iterable, Sequence
from itertools import repeat
from typing import Any, NamedTuple

from dossier.export import csv_values, values_for_others
from dossier.export.csv_layouts import CsvColumn
from dossier.export.policy import ReleasePolicy
from dossier.export.rows_in_question import Kept

COMPUTED = csv_values.COMPUTED | values_for_others.COMPUTED
CODES = frozenset({"code", "person_code", "Title"})
"""Columns that hold the code of a person."""
PLACES = frozenset({"latitude", "longitude"})
_OFTEN_ENOUGH = 4
"""Rows for each different value of a column, from which on each value is computed once."""


class _Inputs(NamedTuple):
    all: list[tuple[Any, ...]]
    distinct: set[tuple[Any, ...]]


class _Part:
    """The rows that leave, and what was read of them column by column."""

    def __init__(self, kept: Kept) -> None:
        self.kept = kept
        self.size = len(kept.subjects)
        self._together: dict[tuple[int, ...], _Inputs] = {}

    def column(self, place: int) -> Sequence[Any]:
        """What was read in one place of each row."""
        return self.kept.columns[place]

    def together(self, places: tuple[int, ...]) -> _Inputs:
        """What was read in some places of each row; several columns are often computed from the same."""
        found = self._together.get(places)
        if found is None:
            rows = list(zip(*map(self.column, places), strict=True))
            found = self._together[places] = _Inputs(rows, set(rows))
        return found


Make = Callable[[_Part], Sequence[Any]]
"""Makes one column of the rows that leave."""


class CellMaker:
    """Makes the cells of one list.

    Args:
        name: Of the list.
        columns: Those that may leave.
        policy: Fills numbers, codes and states of consents.
    """

    def __init__(self, name: str, columns: Sequence[CsvColumn], policy: ReleasePolicy) -> None:
        self._name, self._columns, self._policy = name, columns, policy
        inputs = [one for column in columns for one in COMPUTED.get((name, column.name), ((), None))[0]]
        inputs += [f"_{column.name}" for column in columns if column.type == "id"]
        inputs += ["_person_id"] if any(column.name in CODES for column in columns) else []
        inputs += list(values_for_others.FITS[name][0]) if name in values_for_others.FITS else []
        self.wanted = list(dict.fromkeys([column.name for column in columns] + inputs))
        """The columns to be read."""
        self._makers: list[Make] = []
        self._fits: tuple[list[int], Callable[..., bool]] | None = None

    def bind(self, places: dict[str, int]) -> None:
        """Say where the columns of the query stand."""
        self._makers = [self._maker(column, places) for column in self._columns]
        if self._name in values_for_others.FITS:
            inputs, fits = values_for_others.FITS[self._name]
            self._fits = [places[one] for one in inputs], fits

    def fits(self, columns: Sequence[Sequence[Any]], count: int) -> Iterable[bool]:
        """Whether the form can hold each row."""
        if self._fits is None:
            return repeat(True, count)
        at, fits = self._fits
        return map(fits, *(columns[one] for one in at))

    def columns(self, kept: Kept) -> list[Sequence[Any]]:
        """The cells of the rows that leave, column by column."""
        part = _Part(kept)
        return [make(part) for make in self._makers]

    def _maker(self, column: CsvColumn, places: dict[str, int]) -> Make:
        if special := self._special(column, places):
            return special
        computed = COMPUTED.get((self._name, column.name))
        if computed is not None:
            inputs, compute = computed
            return _computed([places[one] for one in inputs], compute)
        if column.name not in places:
            raise KeyError(f"{self._name}.{column.name}")
        place, convert = places[column.name], csv_values.BY_TYPE.get(column.type) or _plain(column.type)
        return _as_it_stands(place) if convert is None else _computed([place], convert)

    def _special(self, column: CsvColumn, places: dict[str, int]) -> Make | None:
        policy = self._policy
        if column.type == "id" and policy.profile.has_pseudonyms:
            return _number(policy, places[f"_{column.name}"])
        if column.name in CODES and "_person_id" in places:
            return _code(policy, places["_person_id"], places[column.name])
        if column.name in PLACES and policy.profile.has_pseudonyms:
            return _town(places[column.name])
        if column.name == "consent_state":
            return _consent_states(policy)
        if column.name == "tlp":
            return _computed([places["tlp"]], lambda label: f"TLP:{label}")
        return None


def _number(policy: ReleasePolicy, place: int) -> Make:
    """The number made for this recipient: no reference of the vault leaves to it."""
    return _computed([place], lambda one: None if one is None else policy.pseudonym(one))


def _code(policy: ReleasePolicy, person: int, code: int) -> Make:
    return _computed([person, code], policy.code)


def _town(place: int) -> Make:
    """Rounded to a tenth of a degree: a town, not a house."""
    return _computed([place], lambda one: None if one is None else round(one, 1))


def _consent_states(policy: ReleasePolicy) -> Make:
    """Of rows about one person each, of whom somebody asked."""

    def states(part: _Part) -> list[Any]:
        kept, standings = part.kept, part.kept.standings.of
        if any(len(about) != 1 or about[0] not in standings for about in kept.subjects):
            raise TypeError("a state of consents belongs to a row about one person")
        return [policy.persons.consent_state(standings[one], kept.verdicts[one]) for (one,) in kept.subjects]

    return states


def _as_it_stands(place: int) -> Make:
    return lambda part: part.column(place)


def _computed(at: list[int], compute: Callable[..., Any]) -> Make:
    if not at:
        return lambda part: [compute() for _ in range(part.size)]
    if len(at) == 1:
        return lambda part: _each_once(compute, part.column(at[0]))

    def made(part: _Part) -> list[Any]:
        inputs = part.together(tuple(at))
        known = {one: compute(*one) for one in inputs.distinct}
        return [known[one] for one in inputs.all]

    return made


def _each_once(compute: Callable[[Any], Any], column: Sequence[Any]) -> list[Any]:
    """The same values come again and again in most columns."""
    try:
        different = set(column)
    except TypeError:  # lists
        return list(map(compute, column))
    if len(different) * _OFTEN_ENOUGH > len(column):
        return list(map(compute, column))
    known = {one: compute(one) for one in different}
    return list(map(known.__getitem__, column))


def _plain(kind: str) -> Callable[[Any], Any] | None:
    if kind in {"multiselect", "relationship"}:
        return csv_values.listed
    if kind == "date":
        return lambda value: value if value is None or isinstance(value, str) else value.isoformat()
    return None
