"""The journal of one record: who changed what, from what, to what, when; a state or a whole save is taken back."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from textual.binding import BindingType

from dossier.casework.covering import is_covered
from dossier.casework.forms.lists import NOT_RECORDED
from dossier.casework.forms.look import Look
from dossier.casework.forms.registry import FORMS
from dossier.casework.history import history_of, restore_before, undo_change
from dossier.casework.journal_reasons import reason_words
from dossier.casework.records import open_record
from dossier.errors import DossierError
from dossier.i18n import N_, _
from dossier.tui.actions import bindings
from dossier.tui.widgets.covering import COVER, CoveringScreen
from dossier.tui.widgets.sheet import SheetLine, SheetScreen, wrapped
from dossier.vault.journal_values import is_veiled
from dossier.vault.queries.any_record import kind_pointed_at

if TYPE_CHECKING:
    from collections.abc import Callable

    from dossier.casework.forms.declaration import FieldSpec
    from dossier.tui.desk import Desk
    from dossier.vault.history import FieldChange, HistoryStep

ACTIONS_SAID = {
    "insert": N_("entered"),
    "update": N_("changed"),
    "delete": N_("removed"),
    "import": N_("imported"),
}
OTHER_COLUMNS = {
    "file_name_as_received": N_("Name of the file"),
    "mime_type": N_("Type"),
    "size_bytes": N_("Size"),
    "sha256": N_("SHA-256"),
    "hashed_at": N_("Summed at"),
    "tool": N_("Tool"),
    "label": N_("Name"),
    "media_facts": N_("Facts of the file"),
    "embedded_metadata": N_("Metadata of the file"),
    "ern_begin": N_("First page number"),
    "ern_end": N_("Last page number"),
    "obtained": N_("Obtained"),
    "obtained_as_written": N_("Obtained, as written"),
    "handle": N_("Handle"),
    "code": N_("Handle"),
    "received_at": N_("Received"),
    "sent_as_written": N_("Sent, as written"),
    "is_forwarded": N_("Passed on from another chat"),
    "gazetteer_code": N_("Number in the gazetteer"),
}
"""Columns that no field of a form owns."""
_NO_CONTENT = frozenset(("object_id", "id", "ref", "created_at", "created_by", "protection_class", "batch_id"))
_NO_CONTENT |= {"record_table", "record_id", "previous_hash", "entry_hash"}
_PARTS = ("_lower", "_upper")
_LONGEST = 400
_EMPTY: tuple[Any, ...] = (None, "", [], {}, NOT_RECORDED)


class HistoryScreen(CoveringScreen[None], SheetScreen[None]):
    """The entries on one record, the last first. Enter brings back the state before one; F3 takes a save back whole."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(
            *("restore", "take_back_all", "uncover", "help", "back"),
            hidden=("line_down", "line_up", "page_down", "page_up"),
        )
    ]
    heading = N_("History")

    def __init__(self, desk: "Desk", ref: str, label: str) -> None:
        super().__init__()
        self._desk = desk
        self._ref = ref
        self._label = label
        self._asked: tuple[str, int] | None = None
        """What was pressed once, and on which entry; the second press does it."""
        self._has_covered = False

    def title_text(self) -> str:
        """Which record, and the key for what stands covered."""
        return " · ".join(filter(None, (_(self.heading), self.hint, self._label, self._ref)))

    @property
    def covers(self) -> bool:
        """Whether something of the history can stand covered."""
        return self._has_covered

    def show_again(self) -> None:
        """The same entries, covered or whole."""
        self.show_lines(keep_cursor=True)

    def lines(self, width: int) -> Sequence[SheetLine]:
        """The entries, the last first."""
        steps = list(reversed(history_of(self._desk.vault, self._ref)))
        self._has_covered = any(_stands_covered(step.record_table, one) for step in steps for one in step.fields)
        self.retitle()
        self.refresh_bindings()
        with self._desk.vault.read() as session:
            look = Look(session)
            return [line for step in steps for line in _step_lines(step, width, look, is_whole=self.is_whole)]

    async def action_restore(self) -> None:
        """Bring the record back to what it was before the entry under the cursor; pressed twice."""
        await self._twice(
            "restore",
            _("Enter again brings the record back to what it was before this entry."),
            lambda number: restore_before(self._desk.vault, self._ref, number),
        )

    async def action_take_back_all(self) -> None:
        """Take back everything that was saved together with the entry under the cursor; pressed twice."""
        await self._twice(
            "undo",
            _("F3 again takes back everything that was saved together with this entry."),
            lambda number: undo_change(self._desk.vault, number),
        )

    async def _twice(self, what: str, question: str, do: "Callable[[int], Any]") -> None:
        target = self.sheet.target
        if target is None:
            return
        number = int(target[1])
        if self._asked != (what, number):
            self._asked = (what, number)
            self.tell(question, is_problem=True)
            return
        self._asked = None
        try:
            await self._desk.do(lambda: do(number))
        except DossierError as problem:
            self.complain(problem)
            return
        self._read_label()
        self.show_lines()
        self.tell(_("Taken back. This too stands in the journal and can be taken back."))

    def _read_label(self) -> None:
        """The record may be called otherwise now; one that is gone is called what it was."""
        with suppress(DossierError):
            self._label = open_record(self._desk.vault, self._ref).label
        self.retitle()


def _step_lines(step: "HistoryStep", width: int, look: Look, *, is_whole: bool) -> Iterator[SheetLine]:
    when = step.at.astimezone().strftime("%d.%m.%Y %H:%M")
    said = _(ACTIONS_SAID.get(step.action, step.action))
    parts = (when, step.author, said, reason_words(step.reason, step.record_table))
    yield SheetLine("  " + " · ".join(filter(None, parts)), ("entry", str(step.number)), is_heading=True)
    for change in step.fields:
        is_over = not is_whole and _stands_covered(step.record_table, change)
        yield from _change_lines(step.record_table, change, width, look, is_over=is_over)
    yield SheetLine("")


def _stands_covered(kind: str, change: "FieldChange") -> bool:
    if _is_empty(change.before) and _is_empty(change.after):
        return False
    spec = _owner(kind, change.field)
    return is_covered(kind, spec.type.columns(spec.name) if spec else [change.field])


def _change_lines(kind: str, change: "FieldChange", width: int, look: Look, *, is_over: bool) -> Iterator[SheetLine]:
    """One field in words; columns that only serve a field are left to it."""
    spec = _owner(kind, change.field)
    if change.field in _NO_CONTENT or change.field.endswith(_PARTS) or (spec and change.field != spec.name):
        return
    target = _told_kind(kind, change.field) if spec is None else ""
    before, after = (_of_record(target, value, look) if target else _shown(spec, value, look)
                     for value in (change.before, change.after))  # fmt: skip
    words = f"{before} → {after}" if before and after else (after or (f"{before} →" if before else ""))
    if words:
        label = spec.label if spec else FORMS[target].heading if target else OTHER_COLUMNS.get(change.field, "")
        yield from wrapped(_(label) if label else change.field, COVER if is_over else words, width)


def _told_kind(kind: str, column: str) -> str:
    """The kind of the record that a column without a field names, whose part it is; empty for every other column."""
    target = kind_pointed_at(kind, column)
    return target if target in FORMS else ""


def _of_record(kind: str, value: Any, look: Look) -> str:
    return (look.label(kind, UUID(value)) or str(value)) if value else ""


def _is_empty(value: Any) -> bool:
    """Whether nothing was recorded; a nought was."""
    return value is False or value in _EMPTY


def _shown(spec: "FieldSpec | None", value: Any, look: Look) -> str:
    """A value of the journal for the eye; nothing for what was never recorded."""
    if _is_empty(value):
        return ""
    if is_veiled(value):
        return _("kept as a sum only: what runs out leaves no words here")
    text = _told(spec, value, look) if spec else _plain(value)
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


def _told(spec: "FieldSpec", value: Any, look: Look) -> str:
    """By the kind of the field's values; as it was kept where an earlier program kept it in another form."""
    try:
        return spec.type.told(value, spec.name, look)
    except (TypeError, ValueError, AttributeError):
        return _plain(value)


def _plain(value: Any) -> str:
    if value is True:
        return _("yes")
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)


def _owner(kind: str, column: str) -> "FieldSpec | None":
    """The field that owns a column."""
    form = FORMS.get(kind)
    return next((spec for spec in form.fields if column in spec.type.columns(spec.name)), None) if form else None
