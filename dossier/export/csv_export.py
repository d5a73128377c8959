"""The lists that leave, as one folder: whole or not there at all, never over something that exists, with a receipt.

One reading transaction sees one moment; rows stream through the policy to two copies of each list. The receipt is
written before the folder gets its name: a receipt without a folder warns too much, a folder without one too little.
"""

import secrets
import shutil
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dossier.errors import Refused, RenderProblem, StoreProblem, add_messages
from dossier.export import csv_package as package
from dossier.export.csv_layouts import CsvColumn, CsvLayout, csv_layouts, get_csv_layout
from dossier.export.csv_values import BY_TYPE, COMPUTED
from dossier.export.csv_writing import CountedFile, Guard, ListWriter
from dossier.export.policy import ReleasePolicy, Verdict
from dossier.i18n import N_
from dossier.vault.durable import FOLDER_MODE, sync_folder
from dossier.vault.queries import lists

if TYPE_CHECKING:
    from dossier.vault import Vault
    from dossier.vault.queries.lists import Standing

PSEUDONYM_LABEL = "pseudonyms"

add_messages({"export.nothing": N_("No list may leave under the profile {profile}.")})


@dataclass
class ExportReport:
    """What left and what did not."""

    folder: str
    profile: str
    recipient: str
    receipt: str = ""
    rows: dict[str, int] = field(default_factory=dict)
    """File -> number of rows."""
    held_back: dict[str, int] = field(default_factory=dict)
    columns_held_back: list[str] = field(default_factory=list)
    guarded_cells: int = 0
    files: list[dict[str, object]] = field(default_factory=list)
    """Name, size_bytes and sha256 of each file."""

    def as_json(self) -> dict[str, object]:
        """The report as one JSON document."""
        return dict(vars(self))


def layouts_of(profile: str) -> list[str]:
    """The lists that may leave under a profile."""
    return [name for name, layout in csv_layouts().items() if profile in layout.profiles]


def export_lists(
    vault: "Vault",
    layouts: Sequence[str],
    folder: "str | Path",
    *,
    profile: str,
    recipient: str = "",
    today: date,
    built_at: datetime,
    on_progress: Callable[[int], None] | None = None,
) -> ExportReport:
    """Write lists into a new folder and record the receipt.

    Args:
        vault: Where from.
        layouts: Names of lists; none means all that the profile allows.
        folder: A path at which nothing exists yet.
        profile: internal, confidential, tribunal, state, ngo_trusted, ngo or public.
        recipient: To whom.
        today: The day on which consents must hold.
        built_at: The instant written into the package, UTC.
        on_progress: Called with the number of rows written so far.

    Raises:
        WrongUse: "export.profile", "export.recipient", "export.layout".
        Refused: "export.not_in_profile", "export.nothing".
        RenderProblem: "file.exists", "file.unwritable".
        StoreProblem: the receipt could not be written; nothing was left behind.
    """
    policy = ReleasePolicy(profile, recipient, today, vault.key_for(PSEUDONYM_LABEL))
    chosen = [get_csv_layout(name) for name in (layouts or layouts_of(profile))]
    for layout in chosen:
        policy.require_layout(layout.file, layout.profiles)
    if not chosen:
        raise Refused("export.nothing", profile=profile)
    target = Path(folder).absolute()
    with _new_folder(target) as temporary:
        made = _Export(policy, temporary, built_at, on_progress)
        with vault.read() as session:
            made.write_all(session, list({one.name: one for one in chosen}.values()))
        report = made.report(target)
        report.receipt = _write_receipt(vault, report, sorted(policy.released_refs))
    return report


@contextmanager
def _new_folder(target: Path) -> Iterator[Path]:
    """A folder that appears under its name when it is complete, and not at all otherwise."""
    if target.exists() or target.is_symlink():
        raise RenderProblem("file.exists")
    temporary = target.with_name(f".{target.name}.{secrets.token_hex(4)}.tmp")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary.mkdir(FOLDER_MODE)
        yield temporary
        sync_folder(temporary)
        if target.exists():
            raise RenderProblem("file.exists")
        temporary.rename(target)
        sync_folder(target.parent)
    except OSError:
        raise RenderProblem("file.unwritable") from None
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _write_receipt(vault: "Vault", report: ExportReport, refs: list[str]) -> str:
    from dossier.vault.receipts import add_receipt

    ref = add_receipt(
        vault,
        kind="csv",
        profile=report.profile,
        recipient=report.recipient,
        files=report.files,
        counts=report.rows,
        held_back=report.held_back,
        record_refs=refs,
    )
    if not ref:
        raise StoreProblem("store.failed")
    return ref


class _Export:
    def __init__(
        self, policy: ReleasePolicy, folder: Path, built_at: datetime, on_progress: Callable[[int], None] | None
    ) -> None:
        self._policy, self._folder, self._built_at = policy, folder, built_at
        self._on_progress = on_progress
        self._files: dict[str, tuple[int, str, int]] = {}
        self._rows: dict[str, int] = {}
        self._guarded = 0
        self._done = 0

    def write_all(self, session: Any, layouts: list[CsvLayout]) -> None:
        """Every list, and what travels with them."""
        written = []
        with CountedFile(self._folder / "guard.csv") as guard_file:
            guard = Guard(guard_file)
            for layout in layouts:
                written.append((layout, self._write_list(session, layout, guard)))
        self._guarded = guard.count
        self._note(guard_file, guard.count)
        self._write_sidecars(written)

    def _write_list(self, session: Any, layout: CsvLayout, guard: Guard) -> list[CsvColumn]:
        columns = self._policy.columns(layout.file, layout.columns)
        make = _CellMaker(layout, columns, self._policy)
        reading = lists.read_list(session, layout.name, make.wanted)
        make.bind(reading.places)
        raw, safe = self._folder / package.raw_name(layout.file), self._folder / layout.file
        with CountedFile(raw) as machine, CountedFile(safe) as spreadsheet:
            writer = ListWriter(layout.file, [one.name for one in columns], machine, spreadsheet, guard)
            for part in reading.parts:
                rows = _with_subjects(session, part, reading.places)
                standings = lists.standings(session, list({one for row in rows for one in row[1]}))
                writer.write(self._policy.release(columns, rows, standings, make.cells))
                self._progress(len(part))
        self._rows[layout.file] = writer.row_count
        self._note(machine, writer.row_count)
        self._note(spreadsheet, writer.row_count)
        return columns

    def _progress(self, count: int) -> None:
        self._done += count
        if self._on_progress is not None:
            self._on_progress(self._done)

    def _note(self, file: CountedFile, rows: int) -> None:
        self._files[file.path.name] = (file.size_bytes, file.sha256, rows)

    def _write_sidecars(self, written: list[tuple[CsvLayout, list[CsvColumn]]]) -> None:
        policy = self._policy
        names = {"profile": policy.profile.name, "recipient": policy.recipient}
        held = policy.held_back.counts()
        made = package.data_package(written, self._files, **names, built_at=self._built_at)
        self._write("datapackage.json", made)
        self._write("README.txt", package.read_me(written, self._rows, **names, today=policy.today, held_back=held))
        self._write("SHA256SUMS", package.sums(self._files))

    def _write(self, name: str, content: bytes) -> None:
        with CountedFile(self._folder / name) as file:
            file.write(content)
        self._note(file, 0)

    def report(self, target: Path) -> ExportReport:
        """What was written."""
        policy = self._policy
        files: list[dict[str, object]] = [
            {"name": name, "size_bytes": size, "sha256": sha256} for name, (size, sha256, _n) in self._files.items()
        ]
        held = policy.held_back
        return ExportReport(
            str(target), policy.profile.name, policy.recipient, "", self._rows, held.counts(), sorted(held.columns),
            self._guarded, files,
        )  # fmt: skip


_Make = Callable[[Sequence[Any], Any, Any], Any]
_Row = tuple[Sequence[Any], Sequence[uuid.UUID], Sequence[int], str | None]


def _with_subjects(session: Any, part: list[Sequence[Any]], places: dict[str, int]) -> list[_Row]:
    """Each row with whom it is about, the classes of its records and its own label."""
    classes = [at for name, at in places.items() if name.startswith("_class")]
    label, subject = places.get("_label"), places.get("_subject")
    harmed: dict[uuid.UUID, set[uuid.UUID]] = {}
    event = places.get("_event_uuid") if subject is None else None
    if event is not None:
        harmed = lists.persons_harmed(session, [row[event] for row in part])
    rows: list[_Row] = []
    for row in part:
        about: Sequence[uuid.UUID] = ()
        if subject is not None:
            about = (row[subject],) if row[subject] is not None else ()
        elif event is not None:
            about = tuple(sorted(harmed.get(row[event], ())))
        rows.append((row, about, [row[at] for at in classes], None if label is None else row[label]))
    return rows


class _CellMaker:
    """Makes the cells of a list's rows: plain columns, computed ones, and those that the policy itself fills."""

    def __init__(self, layout: CsvLayout, columns: list[CsvColumn], policy: ReleasePolicy) -> None:
        self._layout, self._columns, self._policy = layout, columns, policy
        inputs = [name for one in columns for name in COMPUTED.get((layout.name, one.name), ((), None))[0]]
        special = ["_person_uuid"] if layout.name in {"persons", "persons_public", "consent_register"} else []
        self.wanted = list(dict.fromkeys([one.name for one in columns] + inputs + special))
        self._makers: list[tuple[int, _Make | None]] = []
        """Where a column stands, and what makes its cell; None where it leaves as it stands."""

    def bind(self, places: dict[str, int]) -> None:
        """Say where the columns of the query stand."""
        self._makers = [self._maker(column, places) for column in self._columns]

    def cells(self, row: Sequence[Any], standing: "Standing | None", verdict: Verdict | None) -> list[Any]:
        """The cells of one row."""
        return [row[at] if make is None else make(row, standing, verdict) for at, make in self._makers]

    def _maker(self, column: CsvColumn, places: dict[str, int]) -> "tuple[int, _Make | None]":
        if special := self._special(column, places):
            return 0, special
        computed = COMPUTED.get((self._layout.name, column.name))
        if computed is not None:
            inputs, compute = computed
            return 0, _computed([places[name] for name in inputs], compute)
        if column.name not in places:
            raise KeyError(f"{self._layout.name}.{column.name}")
        place, convert = places[column.name], BY_TYPE.get(column.type) or _plain(column.type)
        if convert is None:
            return place, None
        return 0, lambda row, _standing, _verdict: convert(row[place])

    def _special(self, column: CsvColumn, places: dict[str, int]) -> Callable[[Sequence[Any], Any, Any], Any] | None:
        key, policy = (self._layout.name, column.name), self._policy
        person = places.get("_person_uuid")
        if key == ("persons_public", "person_id") and person is not None:
            return lambda row, _standing, _verdict: policy.pseudonym(row[person])
        if column.name in {"code", "person_code"} and person is not None:
            code = places[column.name]
            return lambda row, _standing, _verdict: row[code] or f"N-{policy.pseudonym(row[person])[:8]}"
        if column.name == "consent_state":
            return lambda _row, standing, verdict: policy.consent_state(standing, verdict)
        if column.name == "tlp":
            place = places["tlp"]
            return lambda row, _standing, _verdict: f"TLP:{row[place]}"
        return None


def _computed(at: list[int], compute: Callable[..., Any]) -> _Make:
    if len(at) == 1:
        only = at[0]
        return lambda row, _standing, _verdict: compute(row[only])
    inputs = itemgetter(*at)
    return lambda row, _standing, _verdict: compute(*inputs(row))


def _plain(kind: str) -> Callable[[Any], Any] | None:
    if kind == "date":
        return lambda value: value if value is None or isinstance(value, str) else value.isoformat()
    return None
