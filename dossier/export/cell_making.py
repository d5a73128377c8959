"""The cells of a list's rows: plain columns, computed ones, and those that the policy itself fills."""

from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any

from dossier.export import csv_values, values_for_others
from dossier.export.csv_layouts import CsvColumn
from dossier.export.policy import Kept, ReleasePolicy

COMPUTED = csv_values.COMPUTED | values_for_others.COMPUTED
CODES = frozenset({"code", "person_code", "Title"})
"""Columns that hold the code of a person."""
PLACES = frozenset({"latitude", "longitude"})

Make = Callable[[Sequence[Kept]], list[Any]]
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
        self._fits: Callable[[Sequence[Any]], bool] | None = None

    def bind(self, places: dict[str, int]) -> None:
        """Say where the columns of the query stand."""
        self._makers = [self._maker(column, places) for column in self._columns]
        if self._name in values_for_others.FITS:
            inputs, fits = values_for_others.FITS[self._name]
            chosen = itemgetter(*(places[one] for one in inputs))
            self._fits = lambda row: fits(*chosen(row))

    def fits(self, row: Sequence[Any]) -> bool:
        """Whether the form can hold the row."""
        return self._fits is None or self._fits(row)

    def rows(self, kept: Sequence[Kept]) -> list[list[Any]]:
        """The cells of each row, made column by column, which costs half of making them row by row."""
        if not self._makers:
            return [[] for _ in kept]
        return [list(cells) for cells in zip(*(make(kept) for make in self._makers), strict=True)]

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
    state = policy.persons.consent_state

    def states(kept: Sequence[Kept]) -> list[Any]:
        made = [state(standing, verdict) for _row, standing, verdict in kept if standing and verdict]
        if len(made) != len(kept):
            raise TypeError("a state of consents belongs to a row about one person")
        return made

    return states


def _as_it_stands(place: int) -> Make:
    return lambda kept: [row[place] for row, _standing, _verdict in kept]


def _computed(at: list[int], compute: Callable[..., Any]) -> Make:
    if not at:
        return lambda kept: [compute() for _ in kept]
    if len(at) == 1:
        only = at[0]
        return lambda kept: [compute(row[only]) for row, _standing, _verdict in kept]
    inputs = itemgetter(*at)
    return lambda kept: [compute(*inputs(row)) for row, _standing, _verdict in kept]


def _plain(kind: str) -> Callable[[Any], Any] | None:
    if kind in {"multiselect", "relationship"}:
        return csv_values.listed
    if kind == "date":
        return lambda value: value if value is None or isinstance(value, str) else value.isoformat()
    return None
