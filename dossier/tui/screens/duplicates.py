"""Possible duplicates: one pair after another, both records side by side, decided by keyboard."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import BindingType
from textual.widget import Widget

from dossier.errors import DossierError
from dossier.i18n import N_, _, ngettext
from dossier.tui.actions import bindings
from dossier.tui.widgets.covering import CoveringScreen
from dossier.tui.widgets.sheet import Sheet, SheetLine
from dossier.tui.widgets.side_by_side import reasons_line, side_by_side

if TYPE_CHECKING:
    from dossier.casework.comparing import ComparedLine
    from dossier.casework.possible_pairs import Found, PossiblePair
    from dossier.tui.desk import Desk

MOST_PAIRS = 500


class DuplicatesScreen(CoveringScreen[None]):
    """The pairs of the vault."""

    CSS_PATH = "record.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(
            "join",
            "two_people",
            "swap",
            "keep_other",
            "uncover",
            "help",
            "back",
            hidden=("take_back", "next_pair", "previous_pair", "line_down", "line_up"),
        )
    ]
    heading = N_("Possible duplicates")

    def __init__(self, desk: "Desk") -> None:
        super().__init__()
        self._desk = desk
        self._pairs: list[PossiblePair] = []
        self._at = 0
        self._has_looked = False
        self._is_swapped = False
        self._keep: dict[str, str] = {}
        self._asked_to_join = False
        self._decided: list[tuple[str, str, str]] = []
        """What was decided last: "join" and its reference, or "two" and both references."""
        self._compared: list[ComparedLine] = []

    def title_text(self) -> str:
        """The heading, and the key for what stands covered."""
        return " · ".join(filter(None, (_(self.heading), self.hint)))

    @property
    def covers(self) -> bool:
        """Whether something of the pair can stand covered."""
        return any(line.is_covered for line in self._compared)

    def on_screen_resume(self) -> None:
        """Covered again on coming back to it."""
        self.show_again()

    def show_again(self) -> None:
        """The same pair, with the cursor where it was."""
        place = self.sheet.cursor
        self._show(quiet=True)
        self.sheet.cursor = place

    def body(self) -> Iterable[Widget]:
        """Reasons and both records."""
        yield Sheet(id="sheet")

    @property
    def sheet(self) -> Sheet:
        """The lines."""
        return self.query_one(Sheet)

    def on_mount(self) -> None:
        """Look for the pairs, without holding up the screen."""
        self.tell(_("Comparing all names …"))
        self.run_worker(self._look, thread=True, exclusive=True, group="duplicates")

    def _look(self) -> None:
        from dossier.casework.possible_pairs import possible_pairs

        try:
            found = possible_pairs(self._desk.vault, MOST_PAIRS, on_progress=self._progress)
        except DossierError as problem:
            self.hand_over(self.complain, problem)
            return
        self.hand_over(self._show_found, found)

    def _progress(self, count: int) -> None:
        words = ngettext("{count} person compared …", "{count} persons compared …", count).format(count=count)
        self.hand_over(self.tell, words)

    def _show_found(self, found: "Found") -> None:
        self._pairs, self._has_looked = list(found.pairs), True
        self._go(0)

    @property
    def _pair(self) -> "PossiblePair | None":
        return self._pairs[self._at] if 0 <= self._at < len(self._pairs) else None

    def _refs(self, pair: "PossiblePair") -> tuple[str, str]:
        refs = (pair.first.ref, pair.second.ref)
        return (refs[1], refs[0]) if self._is_swapped else refs

    def _go(self, place: int) -> None:
        """To another pair; what was chosen for the one before is forgotten, and what was shown is covered."""
        self._is_uncovered = False
        self._at = max(0, min(place, len(self._pairs) - 1))
        self._is_swapped, self._keep, self._asked_to_join = False, {}, False
        self._show()

    def on_resize(self, _event: events.Resize) -> None:
        """Lines are broken to the width."""
        self._show(quiet=True)

    def _show(self, *, quiet: bool = False) -> None:
        pair, self._compared = self._pair, []
        if pair is None:
            self.sheet.show([])
            self._say_what_is_covered()
            if self._has_looked and not quiet:
                self.tell(_("No two records look like one person's."))
            return
        try:
            self.sheet.show(self._lines(pair))
        except DossierError as problem:
            self.sheet.show([SheetLine("  " + problem.message)])
        self._say_what_is_covered()
        if not quiet:
            self._tell_place()

    def _say_what_is_covered(self) -> None:
        self.retitle()
        self.refresh_bindings()

    def _lines(self, pair: "PossiblePair") -> list[SheetLine]:
        from dossier.casework.comparing import compared_lines
        from dossier.casework.merging import plan_merge

        width = self.size.width - 2
        lines = reasons_line(pair.likeness.band, pair.likeness.score, pair.likeness.reasons, width)
        for one, other in pair.contradictions:
            words = _("contradiction: {one} and {other} were judged to be different").format(one=one, other=other)
            lines.append(SheetLine("! " + words))
        plan = plan_merge(self._desk.vault, *self._refs(pair), self._keep, only_to_look=True)
        self._compared = compared_lines(self._desk.vault, plan)
        return [*lines, SheetLine(""), *side_by_side(self._compared, width, is_whole=self.is_whole)]

    def _tell_place(self) -> None:
        self.tell(_("Pair {number} of {count}").format(number=self._at + 1, count=len(self._pairs)))

    async def action_join(self) -> None:
        """Join the two records; pressed twice, so that a slip of the finger joins nobody."""
        pair = self._pair
        if pair is None:
            return
        if not self._asked_to_join:
            self._asked_to_join = True
            stays, goes = self._refs(pair)
            self.tell(_("{one} stays, {other} leads to it. F2 again joins them.").format(one=stays, other=goes))
            return
        await self._join(pair)

    async def _join(self, pair: "PossiblePair") -> None:
        from dossier.casework.merging import merge

        stays, goes = self._refs(pair)
        self._asked_to_join, keep = False, dict(self._keep)
        try:
            ref = await self._desk.do(lambda: merge(self._desk.vault, stays, goes, keep))
        except DossierError as problem:
            self.complain(problem)
            return
        self._decided.append(("join", ref, goes))
        self._pairs = [one for one in self._pairs if goes not in (one.first.ref, one.second.ref)]
        self._go(self._at)
        self.tell(_("Joined as {ref}. F9 takes it back.").format(ref=ref))

    async def action_two_people(self) -> None:
        """Remember that they are different people."""
        from dossier.casework.judgements import judge

        pair = self._pair
        if pair is None:
            return
        one, other = self._refs(pair)
        try:
            await self._desk.do(lambda: judge(self._desk.vault, one, other, "different"))
        except DossierError as problem:
            self.complain(problem)
            return
        self._decided.append(("two", one, other))
        self._pairs.pop(self._at)
        self._go(self._at)
        self.tell(_("Remembered: {one} and {other} are two people. F9 takes it back.").format(one=one, other=other))

    async def action_take_back(self) -> None:
        """Take the last decision back and look again; pressed again, the one before it."""
        from dossier.casework.judgements import forget_judgement
        from dossier.casework.merging import undo_merge

        if not self._decided:
            self.tell(_("Nothing was decided here yet."))
            return
        what, one, other = self._decided[-1]
        vault = self._desk.vault
        try:
            if what == "join":
                await self._desk.do(lambda: undo_merge(vault, one))
            else:
                await self._desk.do(lambda: forget_judgement(vault, one, other))
        except DossierError as problem:
            self.complain(problem)
            return
        self._decided.pop()
        self.on_mount()

    def action_swap(self) -> None:
        """The other record stays."""
        self._is_swapped, self._keep, self._asked_to_join = not self._is_swapped, {}, False
        self._show()

    def action_keep_other(self) -> None:
        """Keep the other value of the line under the cursor."""
        pair, target = self._pair, self.sheet.target
        if pair is None or target is None:
            return
        stays, goes = self._refs(pair)
        field, place = target[1], self.sheet.cursor
        self._keep[field] = stays if self._kept_of(field, stays, goes) == goes else goes
        self._asked_to_join = False
        self._show()
        self.sheet.cursor = place

    def _kept_of(self, field: str, stays: str, goes: str) -> str:
        from dossier.casework.merging import plan_merge

        plan = plan_merge(self._desk.vault, stays, goes, self._keep, only_to_look=True)
        return next(one.kept_from for one in plan.fields if one.name == field)

    def action_next_pair(self) -> None:
        """Leave this pair for later."""
        self._go(self._at + 1)

    def action_previous_pair(self) -> None:
        """Back to the pair before."""
        self._go(self._at - 1)

    def action_line_down(self) -> None:
        """To the next line."""
        self.sheet.move(1)

    def action_line_up(self) -> None:
        """To the line before."""
        self.sheet.move(-1)
