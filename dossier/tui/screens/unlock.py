"""The first screen: the passphrase. Nothing heavy is imported before it is painted."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Center, Vertical
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from dossier.errors import DossierError
from dossier.i18n import N_, _
from dossier.tui.actions import bindings
from dossier.tui.fields.field import Field
from dossier.tui.gate import shown
from dossier.tui.private import GuardedApp, settled
from dossier.tui.widgets.frame import FramedScreen, SpeakingScreen


class UnlockScreen(FramedScreen[None]):
    """Asks for the passphrase and opens the vault in a thread."""

    CSS_PATH = "unlock.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("open", "leave")]
    heading = N_("Locked")

    @dataclass
    class Opened(Message):
        """The vault is open; ``desk`` is what the other screens work with."""

        desk: object

    def __init__(
        self,
        location: str,
        open_desk: Callable[[str, str], object],
        *,
        news: str = "",
        is_problem: bool = False,
    ) -> None:
        super().__init__()
        self._is_problem = is_problem
        self._news = news
        self._location = location
        self._open_desk = open_desk
        self._is_opening = False

    def body(self) -> Iterable[Widget]:
        """The question and the field, in the middle."""
        yield Center(Vertical(*self._question(), classes="question"), classes="question-room")

    def _question(self) -> ComposeResult:
        yield Static(shown(_("Vault: {place}").format(place=self._location)), markup=False)
        yield Static(shown(_("Passphrase, then Enter:")), markup=False)
        yield Field("passphrase", password=True)

    def on_mount(self) -> None:
        """Ready to type."""
        self.set_focus(self.query_one("#passphrase", Field))
        if self._news:
            self.tell(self._news, is_problem=self._is_problem)

    async def action_open(self) -> None:
        """Try the passphrase in a thread; deriving the key takes about a second."""
        field = self.query_one("#passphrase", Field)
        await settled(field)
        if self._is_opening or not field.value:
            return
        self._is_opening = True
        self._app.hold_keys()
        passphrase, field.value, field.disabled = field.value, "", True
        self.tell(_("Opening …"))
        self.run_worker(lambda: self._try(passphrase), thread=True, exclusive=True, group="open")

    def _try(self, passphrase: str) -> None:
        try:
            desk = self._open_desk(self._location, passphrase)
        except DossierError as problem:
            self.hand_over(self._ask_again, problem)
            return
        self.post_message(self.Opened(desk))

    def _ask_again(self, problem: DossierError) -> None:
        self._is_opening = False
        field = self.query_one("#passphrase", Field)
        field.disabled = False
        self.set_focus(field)
        self.complain(problem)
        self.app.call_later(self._app.let_keys_go)

    @property
    def _app(self) -> GuardedApp:
        assert isinstance(self.app, GuardedApp)
        return self.app


class LockingScreen(SpeakingScreen[None]):
    """Nothing of the case, while what was typed goes to the disk before the lock, or the vault is at work closed.

    Args:
        words: What is done meanwhile; lines for eighty cells.
    """

    def __init__(self, words: str = "") -> None:
        super().__init__()
        self._words = words

    def compose(self) -> ComposeResult:
        """One word, and why it takes long."""
        yield Static(shown(_(UnlockScreen.heading)), classes="title-line", markup=False)
        yield Static(shown(self._words, keep_lines=True), id="meanwhile", markup=False)
