"""The rows of lists that may leave, read through the policy in parts: to be written, or only to be counted."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from dossier.errors import Refused
from dossier.export.calendar_rows import RECKONED_FROM, with_reckoned_ends
from dossier.export.cell_making import CellMaker
from dossier.export.csv_layouts import CsvColumn, CsvLayout, Entity, csv_layouts, get_csv_layout
from dossier.export.named_in_texts import NamedInTexts
from dossier.export.policy import ReleasedRows, ReleasePolicy
from dossier.export.rows_in_question import RawRows
from dossier.export.small_cells import COUNTED, count_persons
from dossier.vault.collecting import seldom_collected
from dossier.vault.queries import list_standings, lists
from dossier.vault.queries.list_parts import OWN_WORK

if TYPE_CHECKING:
    from dossier.vault import Vault
    from dossier.vault.receipts import Shown


NOBODY: Final = list_standings.Standings({}, {})


def layouts_of(profile: str) -> list[str]:
    """The lists that may leave under a profile."""
    return [name for name, layout in csv_layouts().items() if profile in layout.profiles]


def layouts_in_order(policy: ReleasePolicy, names: Sequence[str]) -> list[CsvLayout]:
    """The lists of these names, or all of the profile, in the order of the layouts.

    Raises:
        WrongUse: "export.layout".
        Refused: "export.not_in_profile", "export.nothing".
    """
    profile = policy.profile.name
    chosen = {name: get_csv_layout(name) for name in (names or layouts_of(profile))}
    for layout in chosen.values():
        policy.require_layout(layout.file, layout.profiles)
    if not chosen:
        raise Refused("export.nothing", profile=profile)
    return [one for one in csv_layouts().values() if one in chosen.values()]


@dataclass
class Preview:
    """What would leave, before anything is written."""

    rows: dict[str, int] = field(default_factory=dict)
    """File -> its rows."""
    held_back: dict[str, int] = field(default_factory=dict)
    """Reason -> how many stay."""
    persons: int = 0
    by_name: int = 0
    """Of them, those whose name would leave."""


def preview_lists(
    vault: "Vault",
    layouts: Sequence[str],
    *,
    profile: str,
    recipient: str,
    today: date,
    on_progress: Callable[[int], None] | None = None,
) -> Preview:
    """Count what ``export_lists`` would write; nothing is written, neither here nor in the vault.

    Raises:
        As ``export_lists``, of the profile, the recipient and the layouts.
    """
    policy = ReleasePolicy(profile, recipient, today, b"preview")  # the numbers that the key makes are thrown away
    persons: dict[Any, bool] = {}

    def note(shown: "Mapping[Any, Shown]") -> None:
        for one, how in shown.items():
            persons[one] = persons.get(one, False) or how.with_name

    reading, rows = ReleasedLists(policy, note, on_progress), {}
    with vault.read() as session, seldom_collected():
        for layout in layouts_in_order(policy, layouts):
            rows[layout.file] = sum(map(len, reading.all_parts(session, layout)))
    return Preview(rows, policy.held_back.counts(), len(persons), sum(persons.values()))


class ReleasedLists:
    """Reads lists through the policy.

    Args:
        policy: Decides about each row and cell.
        on_shown: Gets the persons of whom something leaves, part by part.
        on_progress: Called with the number of rows read so far.
    """

    def __init__(
        self,
        policy: ReleasePolicy,
        on_shown: "Callable[[Mapping[Any, Shown]], None]",
        on_progress: Callable[[int], None] | None,
    ) -> None:
        self._policy, self._on_shown, self._on_progress = policy, on_shown, on_progress
        self._done = 0
        self._names_somebody: NamedInTexts | None = None

    def parts_of(self, session: Any, layout: CsvLayout, columns: Sequence[CsvColumn]) -> Iterator[ReleasedRows]:
        """The released rows of a list, in parts."""
        return self._counted(session, layout) if layout.form == "counts" else self._parts(session, layout, columns)

    def all_parts(self, session: Any, layout: CsvLayout) -> Iterator[ReleasedRows]:
        """The same with the columns that the policy leaves; of entities the rows that they are made of."""
        if layout.form != "entities":
            yield from self.parts_of(session, layout, self._policy.columns(layout.file, layout.columns))
            return
        for name in dict.fromkeys(one.list_name for one in layout.entities):
            source = get_csv_layout(name)
            wanted = columns_for(source, [one for one in layout.entities if one.list_name == name])
            yield from self.parts_of(session, source, self._policy.columns(layout.file, wanted))

    def _parts(self, session: Any, layout: CsvLayout, columns: Sequence[CsvColumn]) -> Iterator[ReleasedRows]:
        """The released rows of a list, in parts."""
        make = CellMaker(layout.name, columns, self._policy)
        is_calendar = layout.name == "release_calendar"
        wanted = [*make.wanted, *RECKONED_FROM] if is_calendar else make.wanted
        reading = lists.read_list(session, layout.name, wanted)
        make.bind(reading.places)
        asks = not self._policy.is_open or any(one.name == "consent_state" for one in columns)
        read = list_standings.StandingReader(session) if asks else None
        searched = self._searched(session, columns)
        for part in reading.parts:
            rows: list[Sequence[Any]] = part
            if is_calendar:
                rows = with_reckoned_ends(session, part, reading.places, self._policy.today)
            raw = raw_rows(session, rows, reading.places)
            standings = read.of_rows(raw.columns, raw.subjects, reading.places) if read else NOBODY
            yield self._policy.release(columns, raw, standings, make, searched)
            self._on_shown(self._policy.take_shown())
            self._done += len(part)
            if self._on_progress is not None:
                self._on_progress(self._done)

    def _searched(self, session: Any, columns: Sequence[CsvColumn]) -> NamedInTexts | None:
        """What searches the free texts of a list, one for all lists; none where what is made stays in the house."""
        if self._policy.is_open or not any(column.free_text or column.codes for column in columns):
            return None
        if self._names_somebody is None:
            self._names_somebody = NamedInTexts(session, self._policy)
        return self._names_somebody

    def _counted(self, session: Any, layout: CsvLayout) -> Iterator[ReleasedRows]:
        """Numbers of persons, of whom each agreed to be counted among those published."""
        released, today = self._parts(session, layout, COUNTED), self._policy.today
        yield self._policy.release_counts(released, lambda rows: count_persons(rows, OWN_WORK, today))


def columns_for(source: CsvLayout, entities: Sequence[Entity]) -> list[CsvColumn]:
    """The columns of a list that its entities are made of, with the classes that the list gives them."""
    properties = [columns for one in entities for columns in one.properties.values()]
    named = {one.id_column for one in entities}
    named |= {column.removeprefix("?").rpartition(":")[2] for columns in properties for column in columns}
    return [column for column in source.columns if column.name in named]


def raw_rows(session: Any, rows: Sequence[Sequence[Any]], places: dict[str, int]) -> RawRows:
    """Some rows with whom each is about, the classes of its records and its own label."""
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(places)
    classes = [columns[at] for name, at in places.items() if name.startswith("_class")]
    label = places.get("_label")
    labels = [None] * len(rows) if label is None else columns[label]
    return RawRows(columns, list_standings.subjects_of(session, columns, places, len(rows)), classes, labels)
