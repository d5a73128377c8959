"""The lists that leave, as one folder: whole or not there at all, never over something that exists, with a receipt.

One reading transaction sees one moment; rows stream through the policy to the writers. The receipt is opened before
the first row is read and closed before the folder gets its name: a receipt without a folder warns too much, a folder
without one would warn too little.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dossier.errors import WrongUse, add_messages
from dossier.export import code_book
from dossier.export import csv_package as package
from dossier.export.csv_layouts import CsvColumn, CsvLayout, get_csv_layout
from dossier.export.csv_writing import Guard, ListWriter, MachineWriter
from dossier.export.entity_writing import EntityWriter
from dossier.export.out_folder import OutFolder, new_folder, require_new
from dossier.export.policy import ReleasePolicy
from dossier.export.profiles import get_profile
from dossier.export.released_lists import ReleasedLists, columns_for, layouts_in_order
from dossier.export.sqlite_writing import SqliteWriter
from dossier.i18n import N_
from dossier.vault.age_keys import AgeRecipients
from dossier.vault.collecting import seldom_collected
from dossier.vault.receipts import OpenReceipt, open_receipt
from dossier.vault.recipients import pseudonym_key

if TYPE_CHECKING:
    from dossier.vault import Vault

GUARD = "guard.csv"

_LICENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}")
"""A name as in the list of licences of SPDX or of the Open Definition."""
add_messages(
    {
        "export.nothing": N_("No list may leave under the profile {profile}."),
        "export.licence": N_("A licence is for public lists alone, named by its short form, for example CC-BY-4.0."),
    }
)


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
    encrypted_to: list[str] = field(default_factory=list)
    checkpoint: str = ""
    """The line of the journal that covers it, to be kept elsewhere."""

    def as_json(self) -> dict[str, object]:
        """The report as one JSON document."""
        return dict(vars(self))


def export_lists(
    vault: "Vault",
    layouts: Sequence[str],
    folder: "str | Path",
    *,
    profile: str,
    recipient: str = "",
    licence: str = "",
    today: date,
    built_at: datetime,
    encrypt_to: AgeRecipients | None = None,
    on_progress: Callable[[int], None] | None = None,
) -> ExportReport:
    """Write lists into a new folder and record the receipt.

    Args:
        vault: Where from.
        layouts: Names of lists; none means all that the profile allows.
        folder: A path at which nothing exists yet.
        profile: internal, confidential, tribunal, state, ngo_trusted, ngo or public.
        recipient: To whom.
        licence: Under which whoever gets the lists may use them, for example "CC-BY-4.0"; only where they are for all.
        today: The day on which consents must hold.
        built_at: The instant written into the package, UTC.
        encrypt_to: Who can read the files; nobody named means files in clear.
        on_progress: Called with the number of rows written so far.

    Raises:
        WrongUse: "export.profile", "export.recipient", "export.layout", "export.licence".
        Refused: "export.not_in_profile", "export.nothing".
        RenderProblem: "file.exists", "file.unwritable".
        StoreProblem: the receipt could not be written; nothing was left behind.
    """
    require_licence_fits(licence, profile)
    named = recipient if get_profile(profile).needs_recipient else ""
    policy = ReleasePolicy(profile, recipient, today, b"" if profile == "internal" else pseudonym_key(vault, named))
    in_order = layouts_in_order(policy, layouts)
    target, age = Path(folder).absolute(), encrypt_to or AgeRecipients()
    require_new(target)
    with (
        open_receipt(vault, "csv", profile, policy.recipient, age.texts) as receipt,
        new_folder(target, age.keys) as out,
    ):
        made = _Export(policy, out, receipt, licence, built_at, on_progress)
        with vault.read() as session, seldom_collected():
            made.write_all(session, in_order, whole=not layouts)
        report = made.report(target, age)
        receipt.close(files=report.files, counts=report.rows, held_back=report.held_back)
        report.receipt, report.checkpoint = receipt.ref, receipt.checkpoint
    return report


def require_licence_fits(licence: str, profile: str) -> None:
    """What only its recipient may have, nobody is licensed to use.

    Args:
        licence: Its short form; empty where none is named.
        profile: The name of one.

    Raises:
        WrongUse: "export.licence", "export.profile".
    """
    if licence and not (get_profile(profile).is_for_everybody and _LICENCE.fullmatch(licence)):
        raise WrongUse("export.licence")


class _Export:
    def __init__(
        self,
        policy: ReleasePolicy,
        out: OutFolder,
        receipt: OpenReceipt,
        licence: str,
        built_at: datetime,
        on_progress: Callable[[int], None] | None,
    ) -> None:
        self._policy, self._out, self._receipt = policy, out, receipt
        self._licence, self._built_at = licence, built_at
        self._lists = ReleasedLists(policy, receipt.add, on_progress)
        self._rows: dict[str, int] = {}
        self._written: list[tuple[CsvLayout, list[CsvColumn]]] = []
        self._guarded = 0

    def write_all(self, session: Any, layouts: list[CsvLayout], *, whole: bool) -> None:
        """Every list, and what travels with them."""
        name = self._policy.profile.sqlite if whole else ""
        book = code_book.CodeBook(session)
        with self._out.new_file(GUARD) as file, self._sqlite(name) as database:
            guard = Guard(file)
            for layout in layouts:
                self._write_one(session, layout, guard, database, book)
            if database is not None:
                database.add_codes((one.table, *one.cells) for one in book.entries())
        self._guarded = guard.count
        self._out.count_rows(GUARD, guard.count)
        if database is not None:
            self._out.take_in(database.path)
        self._write_sidecars(book)

    def _sqlite(self, name: str) -> AbstractContextManager[SqliteWriter | None]:
        return SqliteWriter(self._out.path / name) if name else nullcontext()

    def _write_one(
        self,
        session: Any,
        layout: CsvLayout,
        guard: Guard,
        database: SqliteWriter | None,
        book: code_book.CodeBook,
    ) -> None:
        if layout.form == "entities":
            self._write_entities(session, layout)
            return
        columns = self._policy.columns(layout.file, layout.columns)
        parts = self._lists.parts_of(session, layout, columns)
        coded = book.places_of(layout, columns)
        if database is not None:
            database.add_list(layout, columns)
        with self._writer(layout, columns, guard) as writer:
            for rows in parts:
                writer.write(rows)
                code_book.gather(coded, rows)
                if database is not None:
                    database.write(layout, rows)
        self._note_rows(layout, writer.row_count)
        self._written.append((layout, columns))

    @contextmanager
    def _writer(
        self, layout: CsvLayout, columns: list[CsvColumn], guard: Guard
    ) -> Iterator[ListWriter | MachineWriter]:
        header = [[one.name for one in columns]]
        header += [[one.hxl for one in columns]] if layout.form == "counts" else []
        with ExitStack() as files:
            machine = files.enter_context(self._out.new_file(layout.machine_file))
            if layout.machine_file == layout.file:
                yield MachineWriter(header, machine)
            else:
                spreadsheet = files.enter_context(self._out.new_file(layout.file))
                yield ListWriter(layout.file, header, machine, spreadsheet, guard)

    def _note_rows(self, layout: CsvLayout, count: int) -> None:
        self._rows[layout.file] = count
        for name in {layout.file, layout.machine_file}:
            self._out.count_rows(name, count)

    def _write_entities(self, session: Any, layout: CsvLayout) -> None:
        with self._out.new_file(layout.file) as file:
            count = 0
            for name in dict.fromkeys(one.list_name for one in layout.entities):
                entities = [one for one in layout.entities if one.list_name == name]
                source = get_csv_layout(name)
                columns = self._policy.columns(layout.file, columns_for(source, entities))
                writer = EntityWriter(entities, columns, file)
                for rows in self._lists.parts_of(session, source, columns):
                    writer.write(rows)
                count += writer.row_count
        self._note_rows(layout, count)
        self._written.append((layout, list(layout.columns)))

    def _write_sidecars(self, book: code_book.CodeBook) -> None:
        policy, out = self._policy, self._out
        described = package.data_package(
            self._written, out.files, profile=policy.profile, recipient=policy.recipient, licence=self._licence,
            built_at=self._built_at,
        )  # fmt: skip
        read_me = package.read_me(
            self._written, self._rows, profile=policy.profile, recipient=policy.recipient, licence=self._licence,
            today=policy.today, held_back=policy.held_back.counts(),
        )  # fmt: skip
        out.write("datapackage.json", described)
        out.write(code_book.FILE, book.content())
        out.write("README.txt", read_me)
        out.write_sums()

    def report(self, target: Path, age: AgeRecipients) -> ExportReport:
        """What was written."""
        policy, held = self._policy, self._policy.held_back
        return ExportReport(
            str(target), policy.profile.name, policy.recipient, "", self._rows, held.counts(), sorted(held.columns),
            self._guarded, self._out.as_receipt(), list(age.texts),
        )  # fmt: skip
