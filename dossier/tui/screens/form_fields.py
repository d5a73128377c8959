"""The fields of a form: sections of them, what was typed into them, and moving between them by key.

A form with many fields mounts the sections that fit twenty fields at a time: the cost of a key grows with every widget
on the screen. The texts of all fields are kept here, mounted or not.
"""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, ClassVar

from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from dossier.casework.forms.declaration import FieldSpec, FormSpec, Section
from dossier.i18n import _
from dossier.tui.fields.line_field import Field, FieldLine, LongField
from dossier.tui.gate import shown
from dossier.tui.private import settled
from dossier.tui.widgets.frame import FramedScreen, Words

if TYPE_CHECKING:
    from dossier.tui.desk import Desk

FIELDS_AT_ONCE = 20


def leaves(form: FormSpec) -> list[tuple[Section, ...]]:
    """The sections of a form as leaves of at most twenty fields."""
    found: list[tuple[Section, ...]] = []
    for section in form.sections:
        before = found[-1] if found else ()
        if found and sum(len(one.fields) for one in (*before, section)) <= FIELDS_AT_ONCE:
            found[-1] = (*before, section)
        else:
            found.append((section,))
    return found


class FieldsScreen(FramedScreen[None]):
    """A form whose fields can be filled and walked through."""

    CSS_PATH = "form.tcss"
    name_cells: ClassVar[int] = 26

    def __init__(self, desk: "Desk", form: FormSpec, texts: Mapping[str, str]) -> None:
        super().__init__()
        self._desk = desk
        self.form = form
        self._first = {spec.name: texts.get(spec.name, "") for spec in form.fields}
        """What stood in the fields before anything was typed."""
        self._texts = dict(self._first)
        self._leaves = leaves(form)
        self._leaf = 0
        self._lines: dict[str, FieldLine] = {}

    # what is there

    def title_text(self) -> str:
        """The name of the form."""
        return _(self.form.heading)

    def body(self) -> Iterable[Widget]:
        """The sections of one leaf; the scrolling container takes no Tab stop."""
        yield Static("", id="sections", markup=False)
        yield VerticalScroll(*self._section_widgets(), can_focus=False, id="form")
        yield Words(id="answer")

    def _section_widgets(self) -> Iterable[Widget]:
        self._lines = {}
        for section in self._leaves[self._leaf]:
            yield Static(shown(f"── {_(section.heading)} "), classes="section-heading", markup=False)
            for spec in section.fields:
                self._lines[spec.name] = self._line_of(spec)
                yield self._lines[spec.name]

    def _line_of(self, spec: FieldSpec) -> FieldLine:
        return FieldLine(
            spec.name,
            _(spec.label),
            value=self._texts[spec.name],
            is_needed=spec.is_needed,
            width=min(spec.width, 40),
            is_long=spec.type.is_long,
            is_code=spec.type.is_code,
            name_cells=self.name_cells,
        )

    def fields_shown(self) -> None:
        """Other fields are on the screen than before."""

    async def speak_anew(self) -> None:
        """The form in another language, with everything that was typed."""
        here = self.here
        self._texts = await self.all_typed()
        await super().speak_anew()
        self._show_sections()
        await self.go_to(here)
        self.fields_shown()

    def _show_sections(self) -> None:
        """Which part of a long form this is."""
        bar = self.query_one("#sections", Static)
        bar.display = len(self._leaves) > 1
        parts = []
        for number, leaf in enumerate(self._leaves):
            words = " · ".join(_(section.heading) for section in leaf)
            parts.append(f"[{words}]" if number == self._leaf else f" {words} ")
        bar.update(shown(" ".join(parts)), layout=False)

    # what was typed

    def typed(self) -> dict[str, str]:
        """The text of every field."""
        return {**self._texts, **{name: line.field.value for name, line in self._lines.items()}}

    async def all_typed(self) -> dict[str, str]:
        """The text of every field, once the letters typed before now have arrived."""
        for line in self._lines.values():
            await settled(line.field)
        return self.typed()

    def changed(self, typed: Mapping[str, str]) -> dict[str, str]:
        """The fields whose text differs from what stood there first."""
        return {name: text for name, text in typed.items() if text.strip() != self._first[name].strip()}

    @property
    def here(self) -> str:
        """The field with the cursor; empty where there is none."""
        return self.focused.id or "" if isinstance(self.focused, Field | LongField) else ""

    async def fill(self, fields: Mapping[str, str]) -> None:
        """Put these texts into the form, and go to its first field."""
        self._texts = {spec.name: fields.get(spec.name, "") for spec in self.form.fields}
        for name, line in self._lines.items():
            line.field.put(self._texts[name])
            line.answer("")
        await self.go_to(self.form.fields[0].name)

    # moving

    async def go_to(self, name: str) -> None:
        """Into a field, on whichever leaf it is."""
        if name not in self._first:
            name = self.form.fields[0].name
        if name not in self._lines:
            await self._turn_to(next(n for n, leaf in enumerate(self._leaves) if name in _names(leaf)))
        self.set_focus(self._lines[name].field)

    async def _turn_to(self, leaf: int) -> None:
        self._texts = await self.all_typed()
        self._leaf = leaf
        container = self.query_one("#form", VerticalScroll)
        async with self.batch():
            await container.remove_children()
            await container.mount(*self._section_widgets())
        self._show_sections()
        self.fields_shown()

    async def _go(self, step: int) -> None:
        names = list(self._first)
        place = names.index(self.here) if self.here in names else -1
        if place + step >= len(names):
            self.tell(_("The last field. F2 saves."))
        elif place + step >= 0:
            await self.go_to(names[place + step])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """In a text of several lines Enter and the arrows stay inside it."""
        if action in ("next_line", "previous_line") and isinstance(self.focused, LongField):
            return False
        return super().check_action(action, parameters)

    async def action_next_line(self) -> None:
        """To the next field."""
        await self._go(1)

    async def action_previous_line(self) -> None:
        """To the field before."""
        await self._go(-1)

    async def action_next_field(self) -> None:
        """To the next field."""
        await self._go(1)

    async def action_previous_field(self) -> None:
        """To the field before."""
        await self._go(-1)

    async def _go_section(self, step: int) -> None:
        sections = self.form.sections
        owner = next((n for n, s in enumerate(sections) if self.here in _names((s,))), 0)
        await self.go_to(sections[max(0, min(len(sections) - 1, owner + step))].fields[0].name)

    async def action_next_section(self) -> None:
        """To the first field of the next section."""
        await self._go_section(1)

    async def action_previous_section(self) -> None:
        """To the first field of the section before."""
        await self._go_section(-1)

    async def action_jump(self) -> None:
        """Go to a field by its number or name."""
        from dossier.tui.screens.pick import PickScreen

        await self.all_typed()
        offered = [(spec.name, f"{n} {_(spec.label)}") for n, spec in enumerate(self.form.fields, 1)]
        await self.app.push_screen(PickScreen(offered, _("Go to a field")), self._jumped)

    async def _jumped(self, name: str | None) -> None:
        if name is not None:
            await self.go_to(name)


def _names(sections: Iterable[Section]) -> set[str]:
    return {spec.name for section in sections for spec in section.fields}
