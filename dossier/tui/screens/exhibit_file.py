"""A file becomes an exhibit: what it is, where it belongs, how it was obtained; then its page with its custody."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from dossier.casework.forms.tasks import EXHIBIT_FILE
from dossier.i18n import _
from dossier.tui.screens.task import JobScreen, option
from dossier.tui.works import Work

if TYPE_CHECKING:
    from dossier.tui.desk import Desk

_OPTIONS = (
    *("case", "title", "kind", "person", "event", "source", "part-of", "translation-of", "original-or-copy"),
    *("language", "obtained-how", "url", "purpose"),
)


class ExhibitFileScreen(JobScreen):
    """Takes one file in."""

    def __init__(self, desk: "Desk", texts: Mapping[str, str] | None = None) -> None:
        """The form; ``texts`` is what is known from where the person came, such as the case."""
        super().__init__(desk, EXHIBIT_FILE, texts={"purpose": _("evidence of the case"), **(texts or {})})

    def arguments(self, values: Mapping[str, Any]) -> Sequence[str]:
        """``exhibit add`` with what was filled in."""
        typed = self.typed()
        known = [word for name in _OPTIONS for word in option(name, values.get(name.replace("-", "_")))]
        at = values.get("obtained_at")
        known += option("obtained-on", typed["obtained_on"].strip()) + option(
            "obtained-at", at.isoformat() if at else ""
        )
        return ["exhibit", "add", *known, "--", values["file"]]

    async def _take(self, name: str, picked: str | None) -> None:
        """A folder that was chosen is opened at once."""
        if name == "file" and picked is not None and picked.endswith("/"):
            await self.go_to(name)
            self._lines[name].field.value = picked
            await self.action_choose()
            return
        await super()._take(name, picked)

    def ended(self, work: Work) -> None:
        """To the page of the new exhibit, where the person waited for it."""
        ref = work.output.split(maxsplit=1)[0] if work.is_done and work.output.strip() else ""
        if ref and self.is_current:
            self.app.call_later(self._show_taken, ref, work.words)

    async def _show_taken(self, ref: str, words: str) -> None:
        from dossier.tui.screens.record import RecordScreen

        page = RecordScreen(self._desk, "exhibit", ref)
        await self.app.switch_screen(page)
        page.call_later(page.tell, words)
