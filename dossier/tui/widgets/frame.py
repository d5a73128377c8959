"""What every screen has: a line with its name above, a line of news and the keys below, one way back."""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, ParamSpec, TypeVar, cast

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from dossier.errors import DossierError
from dossier.i18n import _
from dossier.tui.actions import ACTIONS
from dossier.tui.fields.field import TooLong
from dossier.tui.gate import shown
from dossier.tui.private import GuardedApp
from dossier.tui.widgets.keys_bar import KeysBar

if TYPE_CHECKING:
    from textual.app import App

    from dossier.tui.works import Work

Given = ParamSpec("Given")
Result = TypeVar("Result")


class SpeakingScreen(Screen[Result]):
    """A screen whose footer speaks the language in force, has room for what it says, and takes what threads find."""

    @cached_property
    def composing(self) -> asyncio.Lock:
        """Held while the widgets are made anew."""
        return asyncio.Lock()

    @cached_property
    def its_app(self) -> "App[Any]":
        """The app, for threads too once the screen was left: what they run on has neither a parent nor a context."""
        return self.app

    @property
    def is_here(self) -> bool:
        """Whether its widgets are there to show something; they go one by one while it is taken away."""
        return self.is_running and self.display

    async def on_event(self, event: events.Event) -> None:
        """As stock; but nothing is read where all screens are being left, for the vault is closed then."""
        is_leaving = isinstance(self.its_app, GuardedApp) and self.its_app.is_leaving
        if not (is_leaving and isinstance(event, events.ScreenResume)):
            await super().on_event(event)

    def hand_over(self, show: Callable[Given, object], *given: Given.args, **named: Given.kwargs) -> None:
        """From a thread: have the screen show what was found, unless somebody has left it meanwhile."""

        async def show_if_here() -> None:
            async with self.composing:
                if self.is_here:
                    show(*given, **named)

        self.its_app.call_from_thread(cast("Callable[[], Any]", show_if_here))

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The stock bindings in the order of the registry, with names translated when painted."""
        order = {name: place for place, name in enumerate(ACTIONS)}
        found = {
            key: active._replace(binding=replace(active.binding, description=_(active.binding.description)))
            for key, active in super().active_bindings.items()
        }
        in_order = dict(sorted(found.items(), key=lambda item: order.get(item[1].binding.id or "", len(order))))
        return without_names(in_order, self.size.width)

    def on_resize(self, _event: events.Resize) -> None:
        """Another width has room for other names."""
        self.refresh_bindings()


_ALWAYS_SHOWN = frozenset(("help", "back", "leave", "lock"))


def without_names(found: dict[str, ActiveBinding], width: int) -> dict[str, ActiveBinding]:
    """The bindings, those without a name that have no room in a footer of this width; Help names them all.

    The last lose their name first; the ways out and to Help never do. A width of 0 is one that is not known yet.
    """
    shown_ones = {active.binding.action: active.binding for active in found.values() if active.binding.show}
    room = width - sum(map(_footer_cells, shown_ones.values())) + 1
    unnamed = set()
    for action, binding in reversed(shown_ones.items()):
        if width and room < 0 and action not in _ALWAYS_SHOWN:
            room += _footer_cells(binding)
            unnamed.add(action)
    return {
        key: active._replace(binding=replace(active.binding, show=active.binding.action not in unnamed))
        if active.binding.show
        else active
        for key, active in found.items()
    }


def _footer_cells(binding: Binding) -> int:
    """Cells of a key in the compact footer: its sign, a blank, its name, a blank."""
    return cell_len(f"{binding.key_display} {binding.description} ")


class Words(Static):
    """Words that take one line, and more only where they are longer; only then is the screen laid out anew."""

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__("", id=id, classes="words", markup=False)
        self._was_long = False

    def say(self, text: str) -> None:
        """Show these words in the place of those before."""
        is_long = cell_len(text) > max(self.content_size.width, 1)
        self.update(shown(text), layout=is_long or self._was_long)
        self._was_long = is_long


class FramedScreen(SpeakingScreen[Result]):
    """A screen with title, news and footer; subclasses give ``body`` and their bindings."""

    heading: ClassVar[str] = ""
    """English name of the screen, marked for the catalogues."""

    def compose(self) -> ComposeResult:
        """Title, body, news, keys."""
        yield Static(shown(self.title_text()), id="title", classes="title-line", markup=False)
        yield from self.body()
        yield Words(id="news")
        yield KeysBar()

    def title_text(self) -> str:
        """The words of the title line."""
        return _(self.heading)

    def retitle(self) -> None:
        """Write the title line anew."""
        self.query_one("#title", Static).update(shown(self.title_text()), layout=False)

    def work_changed(self, work: "Work") -> None:
        """Some long work has gone on or ended; most screens have nothing to show of it."""

    async def speak_anew(self) -> None:
        """Compose the screen again in the language in force."""
        async with self.composing:
            await self.recompose()

    def body(self) -> Iterable[Widget]:
        """The widgets between title and news."""
        return ()

    def tell(self, text: str, *, is_problem: bool = False) -> None:
        """Say something in the line of news; a problem is marked with a character too."""
        news = self.query_one("#news", Words)
        news.set_class(is_problem, "-problem")
        news.say(("! " if is_problem else "") + text)

    @on(TooLong)
    def _refuse_paste(self, event: TooLong) -> None:
        self.tell(
            _("Nothing was pasted: the text is longer than the {limit} characters of this field.").format(
                limit=event.limit
            ),
            is_problem=True,
        )

    def complain(self, problem: DossierError) -> None:
        """Say in words what went wrong and what to do."""
        self.tell(problem.message, is_problem=True)

    async def action_back(self) -> None:
        """One screen back."""
        if len(self.app.screen_stack) > 2:
            await self.app.pop_screen()
