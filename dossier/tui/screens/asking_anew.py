"""The passphrase once more, before what weighs most: the screens may have been left open by somebody else."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Center, Vertical
from textual.widget import Widget
from textual.widgets import Static

from dossier.errors import DossierError
from dossier.i18n import N_, _
from dossier.tui.actions import bindings
from dossier.tui.fields.secret_field import SecretField
from dossier.tui.gate import shown
from dossier.tui.private import settled
from dossier.tui.widgets.frame import FramedScreen

if TYPE_CHECKING:
    from dossier.tui.desk import Desk


class AskingAnewScreen(FramedScreen[bool]):
    """Ends with True where the passphrase was right, and with False where the person went back.

    Args:
        desk: Whose vault is open.
        why: The words above the question.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("confirm", "back")]
    heading = N_("Passphrase once more")

    def __init__(self, desk: "Desk", why: str) -> None:
        super().__init__()
        self._desk, self._why = desk, why
        self._is_trying = self._is_right = False

    def body(self) -> Iterable[Widget]:
        """Why, the question, and the field."""
        yield Center(Vertical(*self._question(), classes="question"), classes="question-room")

    def _question(self) -> ComposeResult:
        yield Static(shown(self._why), classes="question-why", markup=False)
        yield Static(shown(_("Passphrase, then Enter; Esc goes back, and nothing is done:")), markup=False)
        yield SecretField("passphrase", password=True)

    @property
    def _field(self) -> SecretField:
        return self.query_one("#passphrase", SecretField)

    def on_mount(self) -> None:
        """Ready to type."""
        self.set_focus(self._field)

    async def action_confirm(self) -> None:
        """Try it in a thread; deriving the key takes about a second."""
        field = self._field
        await settled(field)
        if self._is_trying or not field.value:
            return
        self._is_trying = True
        passphrase, field.value, field.disabled = field.value, "", True
        self.tell(_("It is being checked …"))
        self.run_worker(lambda: self._try(passphrase), thread=True, exclusive=True, group="asking")

    def _try(self, passphrase: str) -> None:
        from dossier.vault.asking_anew import require_passphrase

        try:
            require_passphrase(self._desk.vault, passphrase)
        except DossierError as problem:
            self.hand_over(self._ask_again, problem)
            return
        self.hand_over(self._go_on)

    def _ask_again(self, problem: DossierError) -> None:
        self._is_trying = False
        field = self._field
        field.disabled = False
        self.set_focus(field)
        self.complain(problem)

    def _go_on(self) -> None:
        self._is_right = True
        self.on_screen_resume()

    def on_screen_resume(self) -> None:
        """Where another screen was above this one when the answer came, it waits for that to be left."""
        if self._is_right and self.app.screen is self:
            self._is_right = False
            self.dismiss(True)

    async def action_back(self) -> None:
        """Nothing is done."""
        self._field.put("")
        self.dismiss(False)
