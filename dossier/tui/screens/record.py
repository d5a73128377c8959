"""A record of any kind to read: its fields, what belongs to it, and the ways on from it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from dossier.casework.forms.declaration import Parent
from dossier.casework.forms.registry import FORMS
from dossier.casework.page_parts import Page, PageLine
from dossier.casework.pages import children_of, record_page
from dossier.errors import DossierError
from dossier.i18n import _
from dossier.tui.actions import bindings
from dossier.tui.screens.tasks_of import tasks_of
from dossier.tui.widgets.covering import COVER, CoveringScreen
from dossier.tui.widgets.sheet import SheetLine, SheetScreen, broken, led, name_cells, wrapped
from dossier.tui.works import Work, works_of

if TYPE_CHECKING:
    from dossier.tui.desk import Desk


class RecordScreen(CoveringScreen[None], SheetScreen[None]):
    """One record."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(
            *("edit", "new", "add", "check", "uncover", "history", "pdf", "help", "back"),
            hidden=("open", "jump", "find", "line_down", "line_up", "page_down", "page_up"),
        )
    ]

    def __init__(self, desk: "Desk", kind: str, ref: str) -> None:
        super().__init__()
        self._desk = desk
        self.kind = kind
        self.record_ref = ref
        self._page: Page | None = None
        self._check: Work | None = None

    def title_text(self) -> str:
        """The kind of record, and the key for what stands covered."""
        return " · ".join(filter(None, (_(FORMS[self.kind].heading), self.hint)))

    def lines(self, width: int) -> Sequence[SheetLine]:
        """The record as lines."""
        self._page = record_page(self._desk.vault, self.record_ref)
        self.retitle()
        self.refresh_bindings()  # whether something can be uncovered
        return list(_page_lines(self._page if self.is_whole else covered(self._page), width))

    def show_again(self) -> None:
        """The same lines, covered or whole."""
        self.show_lines(keep_cursor=True)

    @property
    def covers(self) -> bool:
        """Whether something on the page can stand covered."""
        page = self._page
        return page is not None and any(line.is_covered for block in page.blocks for line in block.lines)

    @property
    def page(self) -> Page:
        """The record as it was last read."""
        if self._page is None:
            self._page = record_page(self._desk.vault, self.record_ref)
        return self._page

    async def action_open(self) -> None:
        """Open what the cursor is on."""
        from dossier.tui.screens.opening import screen_of

        if self.sheet.target is None:
            return
        screen = screen_of(self._desk, *self.sheet.target)
        if screen is not None:
            await self.app.push_screen(screen)

    async def action_edit(self) -> None:
        """Change this record."""
        from dossier.casework.records import open_record
        from dossier.tui.screens.record_form import EditScreen

        if self.kind == "tip":
            await self._add("task 0")
            return
        if FORMS[self.kind].is_written_elsewhere:
            self.tell(_("Entries of this kind are never changed."))
            return
        try:
            opened = open_record(self._desk.vault, self.record_ref)
        except DossierError as problem:
            self.complain(problem)
            return
        await self.app.push_screen(EditScreen(self._desk, opened))

    async def action_new(self) -> None:
        """The quick form of a person or a case; of other records, what is added to them."""
        from dossier.casework.forms.quick import QUICK_FORMS, Target
        from dossier.tui.screens.entry import EntryScreen

        form = QUICK_FORMS.get(self.kind)
        if form is None:
            await self.action_add()
            return
        target = Target(self.page.ref, self.page.record_id, self.page.label)
        await self.app.push_screen(EntryScreen(self._desk, form, target))

    async def action_add(self) -> None:
        """Choose what to add to this record, or what to do with it."""
        from dossier.tui.screens.pick import PickScreen

        groups, tasks = children_of(self.kind), tasks_of(self.kind)
        offered = [(f"task {n}", _(heading)) for n, (heading, _opens) in enumerate(tasks)]
        offered += [(str(n), _(group.heading or FORMS[group.kind].heading)) for n, group in enumerate(groups)]
        if len(offered) == 1:
            await self._add(offered[0][0])
        elif offered:
            await self.app.push_screen(PickScreen(offered, _("Add to this record")), self._add)
        else:
            self.tell(_("Nothing is added to a record of this kind."))

    async def _add(self, picked: str | None) -> None:
        from dossier.tui.screens.record_form import NewRecordScreen

        if picked is None:
            return
        if picked.startswith("task "):
            await self.app.push_screen(tasks_of(self.kind)[int(picked.removeprefix("task "))][1](self._desk, self.page))
            return
        group = children_of(self.kind)[int(picked)]
        parent = Parent(self.kind, self.page.record_id, group.column)
        await self.app.push_screen(NewRecordScreen(self._desk, group.kind, parent, self.page.ref, self.page.label))

    async def action_check(self) -> None:
        """Compare the bytes of this exhibit with the sum of the taking in; custody says that it was done."""
        work = Work(f"{_('Check')} · {self.page.label}", ["exhibit", "verify", self.record_ref])
        self._check = works_of(self.app).start(self._desk, work)
        self.tell(_("Every byte is read …"))

    def work_changed(self, work: Work) -> None:
        """The check has an entry of its own."""
        if work is self._check and not work.is_running:
            self.show_lines(keep_cursor=True)

    async def action_jump(self) -> None:
        """To a part of the page."""
        from dossier.tui.screens.pick import PickScreen

        offered = [(str(number), words) for number, words in self.sheet.headings()]
        await self.app.push_screen(PickScreen(offered, _("Go to a part of the page")), self._jumped)

    def _jumped(self, number: str | None) -> None:
        if number is not None:
            self.sheet.go_to_line(int(number))

    async def action_history(self) -> None:
        """Who changed it, from what to what."""
        from dossier.tui.screens.history import HistoryScreen

        self.tell("")  # "Saved: …" may be taken back there
        await self.app.push_screen(HistoryScreen(self._desk, self.record_ref, self.page.label))

    async def action_pdf(self) -> None:
        """Write the dossier of this record."""
        from dossier.tui.screens.output import OutputScreen

        await self.app.push_screen(OutputScreen(self._desk, "pdf", [self.record_ref]))

    async def action_find(self) -> None:
        """Find another record; Esc comes back here."""
        from dossier.tui.screens.search import SearchScreen

        await self.app.push_screen(SearchScreen(self._desk))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only persons and cases have a dossier, and only exhibits bytes to check."""
        if action == "pdf" and self.kind not in ("person", "legal_case"):
            return False
        if action == "check" and self.kind != "exhibit":
            return False
        return super().check_action(action, parameters)


def covered(page: Page) -> Page:
    """The page as it is shown to whoever happens to look at it."""

    def over(line: PageLine) -> PageLine:
        return replace(line, text=COVER) if line.is_covered else line

    return replace(page, blocks=tuple(replace(one, lines=tuple(map(over, one.lines))) for one in page.blocks))


def _page_lines(page: Page, width: int) -> Iterator[SheetLine]:
    for text in broken(f"{page.label}   {page.ref}", width - 2):
        yield SheetLine(f"  {text}", is_heading=True)
    cells = name_cells(line.name for block in page.blocks for line in block.lines)
    for number, block in enumerate(page.blocks):
        if number or block.heading != page.kind_name:
            yield SheetLine("")
            yield SheetLine(f"  {block.heading}", is_heading=True)
        for line in block.lines:
            yield from _lines_of(line, width, cells)


def _lines_of(line: PageLine, width: int, cells: int) -> Iterator[SheetLine]:
    if not line.name:
        yield from _child(line, width)
        return
    first, *more = wrapped(line.name, line.text, width, cells)
    yield SheetLine(first.text, line.target)
    yield from more


def _child(line: PageLine, width: int) -> Iterator[SheetLine]:
    """Reference and name of a record that belongs here; what it was called by stands under it where it is long."""
    ref = line.target[1] if line.target else ""
    lead = "  " + "    " * line.depth + f"{ref:<14} "
    yield from led(lead, line.text, line.target, width)
