"""What is out there: the receipts, newest first; and one receipt with everybody of whom something left."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from textwrap import wrap
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from dossier.casework.exposure_words import (
    consent_words,
    left_to,
    left_when,
    shown_as,
    warnings_of,
    what_is_in_it,
    what_left,
    what_stayed,
)
from dossier.casework.views import ListLine
from dossier.domain.safe_text import safe_text
from dossier.errors import DossierError
from dossier.i18n import N_, _, ngettext
from dossier.tui.actions import bindings
from dossier.tui.widgets.record_table import GivenRows, RecordTable
from dossier.tui.widgets.sheet import SheetLine, SheetScreen, wrapped
from dossier.tui.widgets.table_screen import TableScreen

if TYPE_CHECKING:
    from dossier.casework.exposure import Affected, LeftFor, ReceiptExposure
    from dossier.tui.desk import Desk

MOST_PERSONS = 2000
"""Persons that a receipt shows here; ``dossier exposed --receipt`` has all."""


def _today() -> date:
    return datetime.now().astimezone().date()


class ReceiptsScreen(TableScreen[None]):
    """Every export and backup; F6 shows only those with consents that have ended since."""

    CSS_PATH = "search.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("open", "only_ended", "help", "back", hidden=("line_down", "line_up", "page_down", "page_up"))
    ]
    heading = N_("What is out there")

    def __init__(self, desk: "Desk") -> None:
        super().__init__()
        self._desk = desk
        self._only_ended = False
        self._all: Sequence[LeftFor] = ()
        self._ended: Mapping[str, int] = {}

    def body(self) -> Iterable[Widget]:
        """The list."""
        yield RecordTable(id="found")

    def on_screen_resume(self) -> None:
        """Read it beside the screen."""
        self.run_worker(self._read, thread=True, exclusive=True, group="receipts")

    async def speak_anew(self) -> None:
        """The list in another language."""
        await super().speak_anew()
        self._show()

    def _read(self) -> None:
        from dossier.casework.exposure import all_receipts, consents_ended

        try:
            with self._desk.vault.read() as session:
                found, ended = all_receipts(session), consents_ended(session, _today())
        except DossierError as problem:
            self.hand_over(self.complain, problem)
            return
        self.hand_over(self._take, found, ended)

    def _take(self, found: "Sequence[LeftFor]", ended: Mapping[str, int]) -> None:
        self._all, self._ended = found, ended
        self._show()

    def _show(self) -> None:
        chosen = [one for one in self._all if not self._only_ended or self._ended.get(one.receipt)]
        self.table.show(GivenRows([_line(one, self._ended.get(one.receipt, 0)) for one in chosen]))
        count = len(chosen)
        self.tell(
            ngettext("{count} receipt", "{count} receipts", count).format(count=count)
            if count
            else _("Nothing has left, as far as the receipts say.")
        )

    def action_only_ended(self) -> None:
        """Only those with a consent that was withdrawn or ran out since; pressed again, all."""
        self._only_ended = not self._only_ended
        self._show()

    async def action_open(self) -> None:
        """Who stands in it."""
        if self.table.current is not None:
            await self.app.push_screen(ReceiptScreen(self._desk, self.table.current.ref))


def _line(left: "LeftFor", ended: int) -> ListLine:
    persons = ngettext("{count} person", "{count} persons", left.person_count).format(count=left.person_count)
    gone = ngettext("! {count} consent has ended since", "! {count} consents have ended since", ended)
    parts = (gone.format(count=ended) if ended else "", left_to(left), persons)
    return ListLine(left.receipt, " · ".join(filter(None, parts)), "", "receipt")


class ReceiptScreen(SheetScreen[None]):
    """One receipt: files with their sums, what left, what stayed, and who is exposed by it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("open", "help", "back", hidden=("line_down", "line_up", "page_down", "page_up"))
    ]
    heading = N_("Receipt")

    def __init__(self, desk: "Desk", ref: str) -> None:
        super().__init__()
        self._desk = desk
        self._ref = ref

    def title_text(self) -> str:
        """Which receipt."""
        return f"{_(self.heading)} · {self._ref}"

    def lines(self, width: int) -> Sequence[SheetLine]:
        """The receipt, with the persons whose consent holds no more first."""
        from dossier.casework.exposure import exposed_by

        with self._desk.vault.read() as session:
            one = exposed_by(session, self._ref, _today())
        return list(receipt_lines(one, width))

    async def action_open(self) -> None:
        """The page of the person."""
        from dossier.tui.screens.opening import screen_of

        screen = screen_of(self._desk, *self.sheet.target) if self.sheet.target else None
        if screen is not None:
            await self.app.push_screen(screen)


def receipt_lines(one: "ReceiptExposure", width: int) -> Iterator[SheetLine]:
    """A receipt as lines: what to do first, then what left, then the persons."""
    left = one.left
    for sentence in warnings_of(one) if one.persons else ():
        yield from (SheetLine(f"  {text}", is_heading=True) for text in wrap(sentence, max(width - 2, 20)))
    yield from _facts(left, width)
    if one.persons:
        yield SheetLine("")
        yield SheetLine("  " + _("Who stands in it"), is_heading=True)
    for person in in_order(one.persons)[:MOST_PERSONS]:
        yield from _person_lines(person, width)
    hidden = len(one.persons) - MOST_PERSONS
    if hidden > 0:
        yield SheetLine("  " + _("… and {count} more; --json has all.").format(count=hidden))


def in_order(persons: "Sequence[Affected]") -> "list[Affected]":
    """Those whose consent holds no more first, then those who stand there by name."""
    from dossier.casework.exposure import HOLDS

    return sorted(persons, key=lambda one: (one.consent.state in HOLDS, not one.as_name, one.label))


def _facts(left: "LeftFor", width: int) -> Iterator[SheetLine]:
    for name, value in (
        (_("Left at"), left_when(left)),
        (_("What"), what_left(left)),
        (_("Recipient"), left.recipient or _("no recipient named")),
        (_("Asked for"), ", ".join(left.asked_for)),
        (_("Left"), "; ".join(what_is_in_it(left))),
        (_("Held back"), "; ".join(what_stayed(left))),
        (_("Encrypted to"), ", ".join(left.encrypted_to)),
        *((_("File"), f"{file['name']} · SHA-256 {file.get('sha256', '')}") for file in left.files),
    ):
        yield from wrapped(name, value, width)


def _person_lines(person: "Affected", width: int) -> Iterator[SheetLine]:
    who = f"{person.person}  {person.label}" if person.person else _("a person no longer in the vault")
    held = [_("held, no release recorded")] if person.is_held else []
    target = ("person", person.person) if person.person else None
    yield SheetLine(safe_text(f"  {who}"), target)
    for text in wrap("; ".join([shown_as(person), *held, consent_words(person.consent)]), max(width - 6, 20)):
        yield SheetLine(f"      {text}")
