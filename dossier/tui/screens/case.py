"""A case: what it is, who is in it, what happened."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from dossier.i18n import N_, _
from dossier.tui.actions import bindings
from dossier.tui.screens.record import RecordScreen
from dossier.tui.widgets.sheet import SheetLine, wrapped

if TYPE_CHECKING:
    from dossier.casework.views import CaseView


class CaseScreen(RecordScreen):
    """One case."""

    CSS_PATH = "record.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(
            "open", "new", "find", "pdf", "csv", "help", "back", hidden=("line_down", "line_up", "page_down", "page_up")
        )
    ]
    heading = N_("Case")

    def lines(self, width: int) -> Sequence[SheetLine]:
        """The case as lines."""
        from dossier.casework.views import case_view

        return list(_case_lines(case_view(self._desk.vault, self.record_ref), width))

    async def action_new(self) -> None:
        """A person of this case."""
        from dossier.casework.views import case_view
        from dossier.tui.screens.entry import EntryScreen
        from dossier.tui.screens.forms import PARTY_FORM, Target

        case = case_view(self._desk.vault, self.record_ref)
        await self.app.push_screen(EntryScreen(self._desk, PARTY_FORM, Target(case.ref, case.record_id, case.title)))


def _case_lines(case: "CaseView", width: int) -> Iterator[SheetLine]:
    yield SheetLine(f"  {case.title}   {case.ref}", is_heading=True)
    if case.is_example:
        yield SheetLine("  " + _("An invented example: nobody in it exists."))
    yield from wrapped(_("Kind"), case.kind, width)
    yield from wrapped(_("Case number"), case.case_number, width)
    yield from wrapped(_("Sharing"), f"TLP:{case.tlp}", width)
    yield from wrapped(_("Summary"), case.summary, width)
    yield SheetLine("")
    yield SheetLine("  " + _("Persons"), is_heading=True)
    for party in case.parties:
        yield SheetLine(f"  {party.ref:<14}{party.label} · {party.detail}", ("person", party.ref))
    if not case.parties:
        yield SheetLine("  " + _("Nobody yet. F3 enters a person of this case."))
    if case.events:
        yield SheetLine("")
        yield SheetLine("  " + _("Events"), is_heading=True)
    for event in case.events:
        yield SheetLine(f"  {event}")
