"""The pages of exhibits: numbered copies for a court, and what is taken out of a page before others see it."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dossier.casework.forms.lists import parts
from dossier.casework.forms.tasks import NUMBERED_PAGES, REDACTED_PAGE
from dossier.errors import Refused
from dossier.i18n import _, ngettext
from dossier.tui.screens.output_place import make_room, output_folder
from dossier.tui.screens.task import option
from dossier.tui.screens.upkeep import ToldScreen
from dossier.tui.widgets.sheet import SheetLine, wrapped
from dossier.tui.works import Work, works_of

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
    """Words or boxes are taken out of pages; the original and the numbered copy stay.

    Of words F2 first shows where they stand, where that is not yet shown, and then takes them out.
    """

    def __init__(self, desk: "Desk", page: "Page") -> None:
        self._ref = page.ref
        self._seen: Mapping[str, str] | None = None
        """The texts whose places are shown."""
        self._forms: Sequence[tuple[str, str]] = ()
        """What was found, to be picked: as it is typed, and as it is shown."""
        self._looked: Mapping[str, str] | None = None
        """The texts that the work looks for; None where it takes out."""
        super().__init__(desk, REDACTED_PAGE, label=page.label)

    async def perform(self, values: Mapping[str, Any]) -> None:
        """Look for the words, or take out what is shown."""
        typed = self.typed()
        looks = "words" in values and self._seen != typed
        words = self.arguments(values)
        work = Work(self.title_text(), words)
        if looks:
            work = Work(self.title_text(), [*words, "--dry-run", "--json"], _("Nothing is taken out yet. F2 does it."))
        self.work = works_of(self.app).start(self._desk, work)
        self._looked = typed if looks else None

    def arguments(self, values: Mapping[str, Any]) -> Sequence[str]:
        """``exhibit redact`` with the words, or with each box.

        Raises:
            Refused: "redact.what".
        """
        words = [word for one in parts(values.get("words", "")) for word in option("words", one)]
        boxes = [word for box in values.get("boxes", "").split() for word in option("box", box)]
        if bool(words) == (bool(boxes) and "page" in values):
            raise Refused("redact.what", field="words")
        what = words or [*option("page", values["page"]), *boxes]
        return ["exhibit", "redact", self._ref, *what,
                *option("reason", values["reason"]), *option("remarks", values.get("remarks"))]  # fmt: skip

    def choices_of(self, name: str, typed: Mapping[str, str], words: str) -> Sequence[tuple[str, str]]:
        """Of the words those forms that were found."""
        return self._forms if name == "words" else super().choices_of(name, typed, words)

    def ended(self, work: Work) -> None:
        """Where the words stand; or first number of the version, boxes, words that are gone."""
        looked, self._seen = self._looked, None
        if not work.is_done:
            self.tell_lines([])
            return
        if looked is None:
            heading = SheetLine("  " + _("First number, boxes, words taken out"), is_heading=True)
            self.tell_lines([heading, *(SheetLine(f"  {line}") for line in work.output.splitlines())])
            return
        self._seen = looked
        self._show_places(json.loads(work.output))

    def _show_places(self, found: Mapping[str, Any]) -> None:
        count = sum(one["place_count"] for one in found["forms"])
        told = [(one["words"], one["place_count"], ", ".join(map(str, one["pages"]))) for one in found["forms"]]
        said = [(words, _("{count} × on page {pages}").format(count=n, pages=pages)) for words, n, pages in told]
        self._forms = [(f'"{words}"', f"{words} · {where}") for words, where in said]
        heading = ngettext(
            "{count} place. F2 takes it out; F5 in the first field picks.",
            "{count} places. F2 takes them out; F5 in the first field picks.",
            count,
        )
        lines = [SheetLine("  " + heading.format(count=count), is_heading=True)]
        for words, where in said:
            lines += wrapped(words, where, self.size.width - 4)
        self.tell_lines(lines)
