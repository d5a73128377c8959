"""The cells of a list's rows: plain columns, computed ones, and those that the policy itself fills."""

from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from dossier.export import csv_values, values_for_others
from dossier.export.csv_layouts import CsvColumn
from dossier.export.person_verdicts import Verdict
from dossier.export.policy import ReleasePolicy

if TYPE_CHECKING:
    from dossier.vault.queries.list_standings import Standing

COMPUTED = csv_values.COMPUTED | values_for_others.COMPUTED
CODES = frozenset({"code", "person_code", "Title"})
"""Columns that hold the code of a person."""
PLACES = frozenset({"latitude", "longitude"})

Make = Callable[[Sequence[Any], Any, Any], Any]


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
        self._makers: list[tuple[int, Make | None]] = []
        """Where a column stands, and what makes its cell; None where it leaves as it stands."""
        self._fits: Callable[[Sequence[Any]], bool] | None = None

    def bind(self, places: dict[str, int]) -> None:
        """Say where the columns of the query stand."""
        self._makers = [self._maker(column, places) for column in self._columns]
        if self._name in values_for_others.FITS:
            inputs, fits = values_for_others.FITS[self._name]
            chosen = itemgetter(*(places[one] for one in inputs))
            self._fits = lambda row: fits(*chosen(row))

    def cells(self, row: Sequence[Any], standing: "Standing | None", verdict: Verdict | None) -> list[Any] | None:
        """The cells of one row; None where the form cannot hold it."""
        if self._fits is not None and not self._fits(row):
            return None
        return [row[at] if make is None else make(row, standing, verdict) for at, make in self._makers]

    def _maker(self, column: CsvColumn, places: dict[str, int]) -> tuple[int, Make | None]:
        if special := self._special(column, places):
            return 0, special
        computed = COMPUTED.get((self._name, column.name))
        if computed is not None:
            inputs, compute = computed
            return 0, _computed([places[one] for one in inputs], compute)
        if column.name not in places:
            raise KeyError(f"{self._name}.{column.name}")
        place, convert = places[column.name], csv_values.BY_TYPE.get(column.type) or _plain(column.type)
        if convert is None:
            return place, None
        return 0, lambda row, _standing, _verdict: convert(row[place])

    def _special(self, column: CsvColumn, places: dict[str, int]) -> Make | None:
        policy = self._policy
        if column.type == "id" and policy.profile.has_pseudonyms:
            return _number(policy, places[f"_{column.name}"])
        if column.name in CODES and "_person_id" in places:
            return _code(policy, places["_person_id"], places[column.name])
        if column.name in PLACES and policy.profile.has_pseudonyms:
            return _town(places[column.name])
        if column.name == "consent_state":
            return lambda _row, standing, verdict: policy.persons.consent_state(standing, verdict)
        if column.name == "tlp":
            place = places["tlp"]
            return lambda row, _standing, _verdict: f"TLP:{row[place]}"
        return None


def _number(policy: ReleasePolicy, place: int) -> Make:
    """The number made for this recipient: no reference of the vault leaves to it."""
    return lambda row, _standing, _verdict: None if row[place] is None else policy.pseudonym(row[place])


def _code(policy: ReleasePolicy, person: int, code: int) -> Make:
    return lambda row, _standing, _verdict: policy.code(row[person], row[code])


def _town(place: int) -> Make:
    """Rounded to a tenth of a degree: a town, not a house."""
    return lambda row, _standing, _verdict: None if row[place] is None else round(row[place], 1)


def _computed(at: list[int], compute: Callable[..., Any]) -> Make:
    if not at:
        return lambda _row, _standing, _verdict: compute()
    if len(at) == 1:
        only = at[0]
        return lambda row, _standing, _verdict: compute(row[only])
    inputs = itemgetter(*at)
    return lambda row, _standing, _verdict: compute(*inputs(row))


def _plain(kind: str) -> Callable[[Any], Any] | None:
    if kind in {"multiselect", "relationship"}:
        return csv_values.listed
    if kind == "date":
        return lambda value: value if value is None or isinstance(value, str) else value.isoformat()
    return None
