"""Build what leaves: choose what and for whom, see what would be in it and what would stay back and why, write it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Any, Final

from dossier.casework.forms.output_tasks import LIST_PROFILES, LISTS_OUT, PAPER_OUT, PAPER_PROFILES, PAPERS
from dossier.casework.forms.tasks import read_task
from dossier.errors import DossierError, InputProblem
from dossier.i18n import _
from dossier.tui.screens.output_place import make_room, output_folder
from dossier.tui.screens.output_preview import lists_preview_lines, paper_preview_lines
from dossier.tui.screens.task import option
from dossier.tui.screens.upkeep import ToldScreen
from dossier.tui.widgets.sheet import SheetLine
from dossier.tui.works import Work, works_of

if TYPE_CHECKING:
    from dossier.tui.desk import Desk

_RECEIPT: Final = re.compile(r"\bR-[0-9A-Z]{4}-[0-9A-Z]{5}\b")
_COVER: Final = ("purpose", "basis", "contact", "replaces")


class OutputScreen(ToldScreen):
    """One result. F2 first shows what would leave, where that is not yet shown, and then writes it."""

    def __init__(self, desk: "Desk", kind: str, refs: Sequence[str] = ()) -> None:
        """A dossier or pack ("pdf", of a case or of persons), or the tables for a partner ("csv")."""
        self._kind = kind
        self._seen: Mapping[str, str] | None = None
        """The texts for which it is shown what would leave."""
        self._looked_for: Mapping[str, str] = {}
        """The texts for which that was asked last: a thread that counts others may come to its end later."""
        stamp = datetime.now().astimezone().strftime("%Y%m%d-%H%M%S")
        if kind == "csv":
            texts = {"profile": LIST_PROFILES.word("ngo"), "output": str(output_folder() / f"csv-{stamp}")}
        else:
            more = f"+{len(refs) - 1}" if len(refs) > 1 else ""
            path = output_folder() / f"{refs[0] if refs else 'dossier'}{more}-{stamp}.pdf"
            words = {"paper": PAPERS.word("pdf"), "profile": PAPER_PROFILES.word("confidential")}
            texts = {"ref": "; ".join(refs), "output": str(path), **words}
        super().__init__(desk, LISTS_OUT if kind == "csv" else PAPER_OUT, texts=texts)

    async def on_mount(self) -> None:
        """Show at once what would leave, where everything needed is there."""
        needed = [spec.name for spec in self.form.fields if spec.is_needed]
        if all(self._texts[name] for name in needed):
            self._look(self.typed())

    # what would leave

    def _look(self, typed: Mapping[str, str]) -> None:
        self._looked_for = typed
        self.tell_lines([SheetLine("  " + _("Counting what would leave …"))])
        self.run_worker(lambda: self._count(dict(typed)), thread=True, exclusive=True, group="preview")

    def _count(self, typed: dict[str, str]) -> None:
        try:
            lines = self._preview(read_task(self._desk.vault, self.form, typed))
        except InputProblem as problem:
            self.hand_over(self._say_what_lacks, problem)
            return
        except DossierError as problem:
            lines = [SheetLine(f"! {text}") for text in wrap(problem.message, max(self.size.width - 8, 20))]
            self.hand_over(self._show_preview, lines, typed, is_counted=False)
            return
        self.hand_over(self._show_preview, lines, typed)

    def _preview(self, values: Mapping[str, Any]) -> list[SheetLine]:
        today, width = datetime.now().astimezone().date(), self.size.width - 4
        if self._kind == "csv":
            return lists_preview_lines(self._desk.vault, values, today, width)
        return paper_preview_lines(self._desk.vault, values, today, width)

    def _say_what_lacks(self, problem: InputProblem) -> None:
        self.tell_lines([])
        self.call_later(self.show_problems, problem)

    def _show_preview(self, lines: Sequence[SheetLine], typed: Mapping[str, str], *, is_counted: bool = True) -> None:
        if typed != self._looked_for:
            return
        self._seen = typed if is_counted else None
        self.tell_lines(lines)
        if is_counted:
            self.tell(_("Nothing is written yet. F2 writes it."))

    # writing

    async def action_start(self) -> None:
        """Show what would leave; where that is shown already, write it."""
        typed = await self.all_typed()
        if self.work is not None and self.work.is_running:
            return
        if self._seen == typed:
            await self.action_save()
        else:
            self._look(typed)

    async def perform(self, values: Mapping[str, Any]) -> None:
        """Start the command."""
        path = Path(values["output"])
        make_room(path)
        words = _("Written: {path}").format(path=path)
        self.work = works_of(self.app).start(self._desk, Work(self.title_text(), self.arguments(values), words))
        self.tell(_("It goes on when you leave this screen with Esc; F8 stops it."))

    def arguments(self, values: Mapping[str, Any]) -> Sequence[str]:
        """``export``, ``pdf`` or ``pack``."""
        shared = [word for name in ("profile", "recipient", "output") for word in option(name, values.get(name))]
        keys = [word for key in values.get("encrypt_to", "").split() for word in option("encrypt-to", key)]
        if self._kind == "csv":
            licence = option("licence", values.get("licence"))
            return ["export", *shared, *licence, *keys, *values.get("lists", "").replace(",", " ").split()]
        shared += [word for name in _COVER for word in option(name, values.get(name))]
        shared += option("languages", ",".join(values.get("languages", ())))
        shared += [word for name in values.get("form", ()) for word in option("form", name)]
        pack = [*keys, *(["--sign"] if values.get("sign") else [])] if values["paper"] == "pack" else []
        first, *more = values["ref"]
        whom = [word for one in (first, *more) for word in option("person", one)] if more else [first]
        return [values["paper"], *whom, *shared, *pack]

    def ended(self, work: Work) -> None:
        """The receipt of what has left."""
        found = _RECEIPT.search("\n".join([*work.told, work.said]))
        self._seen = None
        if work.status != 0 or found is None:
            return
        self.tell_lines(list(self._receipt(found[0])))

    def _receipt(self, ref: str) -> Iterable[SheetLine]:
        from dossier.casework.exposure import exposed_by
        from dossier.tui.screens.receipts import receipt_lines

        today = datetime.now().astimezone().date()
        with self._desk.vault.read() as session:
            one = exposed_by(session, ref, today)
        yield SheetLine(f"  {_('Receipt')} · {ref}", ("receipt", ref), is_heading=True)
        yield from receipt_lines(one, self.size.width - 4)
