"""A person: names, procedures with charges and punishments, cases."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from dossier.i18n import N_, _
from dossier.tui.actions import bindings
from dossier.tui.screens.record import RecordScreen
from dossier.tui.widgets.sheet import SheetLine, wrapped

if TYPE_CHECKING:
    from dossier.casework.views import PersonView, ProceedingView


class PersonScreen(RecordScreen):
    """One person."""

    CSS_PATH = "record.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(
            "open", "new", "find", "pdf", "csv", "help", "back", hidden=("line_down", "line_up", "page_down", "page_up")
        )
    ]
    heading = N_("Person")

    def lines(self, width: int) -> Sequence[SheetLine]:
        """The person as lines."""
        from dossier.casework.views import person_view

        return list(_person_lines(person_view(self._desk.vault, self.record_ref), width))

    async def action_new(self) -> None:
        """One more charge against this person."""
        from dossier.casework.views import person_view
        from dossier.tui.screens.entry import EntryScreen
        from dossier.tui.screens.forms import CHARGE_FORM, Target

        person = person_view(self._desk.vault, self.record_ref)
        await self.app.push_screen(
            EntryScreen(self._desk, CHARGE_FORM, Target(person.ref, person.record_id, person.label))
        )


def _person_lines(person: "PersonView", width: int) -> Iterator[SheetLine]:
    yield SheetLine(f"  {person.label}   {person.ref}", is_heading=True)
    yield from wrapped(_("Also written"), "; ".join(name for name in person.names if name != person.label), width)
    yield from wrapped(_("Born"), person.born, width)
    yield from wrapped(_("Occupation"), person.occupation, width)
    yield from wrapped(_("Remarks"), person.remarks, width)
    for proceeding in person.proceedings:
        yield from _proceeding_lines(proceeding, width)
    if not person.proceedings:
        yield SheetLine("")
        yield SheetLine("  " + _("No charge recorded. F3 enters one."))
    if person.cases:
        yield SheetLine("")
        yield SheetLine("  " + _("Cases"), is_heading=True)
    for case in person.cases:
        yield SheetLine(f"  {case.ref:<14}{case.label} · {case.detail}", ("case", case.ref))


def _proceeding_lines(one: "ProceedingView", width: int) -> Iterator[SheetLine]:
    yield SheetLine("")
    heading = {"administrative": _("Administrative procedure"), "criminal": _("Criminal procedure")}
    yield SheetLine("  " + heading[one.branch_code], is_heading=True)
    yield from wrapped(_("Articles"), ", ".join(one.articles), width)
    yield from wrapped(_("Facts of"), one.acts, width)
    yield from wrapped(_("Case number"), one.case_number, width)
    yield from wrapped(_("Court"), one.court, width)
    yield from wrapped(_("Judge"), one.judge, width)
    yield from wrapped(_("Decided"), one.decided, width)
    for sentence in one.sentences:
        for punishment in sentence.punishments:
            yield from wrapped(_("Punishment"), punishment, width)
