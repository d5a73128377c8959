"""The pages of exhibits: numbered copies for a court, and what is taken out of a page before others see it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dossier.casework.forms.tasks import NUMBERED_PAGES, REDACTED_PAGE
from dossier.i18n import _
from dossier.tui.screens.output_place import make_room, output_folder
from dossier.tui.screens.task import option
from dossier.tui.screens.upkeep import ToldScreen
from dossier.tui.widgets.sheet import SheetLine
from dossier.tui.works import Work

if TYPE_CHECKING:
    from dossier.casework.page_parts import Page
    from dossier.tui.desk import Desk


class NumberedPagesScreen(ToldScreen):
    """Copies as PDF in which every page has its number; of a case, with the lists that a court's system reads."""

    def __init__(self, desk: "Desk", page: "Page") -> None:
        self._page = page
        folder = output_folder() / f"{page.ref}-{datetime.now().astimezone():%Y%m%d-%H%M%S}"
        super().__init__(desk, NUMBERED_PAGES, texts={"output": str(folder)}, label=page.label)

    def arguments(self, values: Mapping[str, Any]) -> Sequence[str]:
        """``exhibit pages`` of the exhibit, or of all exhibits of the case."""
        make_room(Path(values["output"]))
        what = [self._page.ref] if self._page.kind == "exhibit" else option("case", self._page.ref)
        redacted = ["--redacted"] if values.get("redacted") else []
        return ["exhibit", "pages", *what, *redacted, *option("output", values["output"]),
                *option("provider", values.get("provider"))]  # fmt: skip

    def ended(self, work: Work) -> None:
        """Reference, first number, count of pages and sum of each."""
        if work.is_done:
            heading = SheetLine("  " + _("Reference, first number, pages, SHA-256"), is_heading=True)
            self.tell_lines([heading, *(SheetLine(f"  {line}") for line in work.output.splitlines())])


class RedactScreen(ToldScreen):
    """Boxes are taken out of a page; the original and the numbered copy stay."""

    def __init__(self, desk: "Desk", page: "Page") -> None:
        self._ref = page.ref
        super().__init__(desk, REDACTED_PAGE, label=page.label)

    def arguments(self, values: Mapping[str, Any]) -> Sequence[str]:
        """``exhibit redact`` with each box."""
        boxes = [word for box in values["boxes"].split() for word in option("box", box)]
        return ["exhibit", "redact", self._ref, *option("page", values["page"]), *boxes,
                *option("reason", values["reason"]), *option("remarks", values.get("remarks"))]  # fmt: skip

    def ended(self, work: Work) -> None:
        """First number of the version, boxes, words that are gone."""
        if work.is_done:
            heading = SheetLine("  " + _("First number, boxes, words taken out"), is_heading=True)
            self.tell_lines([heading, *(SheetLine(f"  {line}") for line in work.output.splitlines())])
