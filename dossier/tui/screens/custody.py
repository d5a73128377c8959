"""What is done with an exhibit: handed over, put under a seal, copied out; each leaves its entry of custody."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dossier.casework.forms.tasks import COPY_OUT, TRANSFER, UNDER_SEAL
from dossier.i18n import _
from dossier.tui.screens.output_place import make_room, output_folder
from dossier.tui.screens.task import JobScreen, QuickTask, option

if TYPE_CHECKING:
    from dossier.casework.page_parts import Page
    from dossier.tui.desk import Desk


def transfer_screen(desk: "Desk", page: "Page") -> QuickTask:
    """Who handed it to whom."""

    def do(values: Mapping[str, Any]) -> str:
        from dossier.casework.custody import transfer

        transfer(desk.vault, page.ref, **values)
        return _("The entry is written.")

    return QuickTask(desk, TRANSFER, do, record_id=page.record_id, label=page.label)


def seal_screen(desk: "Desk", page: "Page") -> QuickTask:
    """Under a seal of which number."""

    def do(values: Mapping[str, Any]) -> str:
        from dossier.casework.custody import seal

        seal(desk.vault, page.ref, **values)
        return _("The entry is written.")

    return QuickTask(desk, UNDER_SEAL, do, record_id=page.record_id, label=page.label)


class CopyOutScreen(JobScreen):
    """Writes the original bytes into a new file; the entry says to whom and why."""

    def __init__(self, desk: "Desk", page: "Page") -> None:
        self._ref = page.ref
        super().__init__(desk, COPY_OUT, texts={"output": str(output_folder() / page.ref)}, label=page.label)

    def arguments(self, values: Mapping[str, Any]) -> Sequence[str]:
        """``exhibit extract`` to a folder that is made where it is not there."""
        make_room(Path(values["output"]))
        return ["exhibit", "extract", *(word for name, one in values.items() for word in option(name, one)), self._ref]
