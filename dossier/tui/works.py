"""Long work beside the screens: each one a child process with its progress, its end, and a way to stop it.

A child has its own interpreter, so that a heavy PDF or the check of a thousand exhibits makes no key slower; what it
is to do goes through a pipe, because everybody on the computer can read the arguments of a process.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from dossier.i18n import _
from dossier.tui.children import run_dossier

if TYPE_CHECKING:
    from textual.app import App

    from dossier.tui.desk import Desk

STOPPED_STATUS = 130
_LINES_KEPT = 50
DONE = (0, 1)
"""Exit statuses of work that was done; 1 has findings."""


@dataclass(eq=False)
class Work:
    """One thing that is being done, or was."""

    title: str
    """In the language in force; it may name the record, and is shown on the screens only."""
    arguments: Sequence[str]
    """The words after ``dossier``, without the vault and the language."""
    done_words: str = ""
    """What to say when it is done without findings; else, and where empty, the last line that the command said."""
    progress: str = ""
    status: int | None = None
    """None while it runs; then the exit status of the command."""
    output: str = ""
    said: str = ""
    told: list[str] = field(default_factory=list)
    """The last lines that the command said, the newest last."""
    task: "asyncio.Task[None] | None" = field(default=None, repr=False)

    @property
    def is_running(self) -> bool:
        """Whether it still goes on."""
        return self.status is None

    @property
    def is_done(self) -> bool:
        """Whether it came to its end, with findings or without."""
        return self.status in DONE

    @property
    def words(self) -> str:
        """How it stands, in one line."""
        if self.is_running:
            return self.progress or _("Working …")
        if self.status == STOPPED_STATUS:
            return _("Stopped.")
        if self.status == 0 and self.done_words:
            return self.done_words
        return self.said or (_("Done.") if self.is_done else _("It did not work."))


class Works:
    """All long work of one unlocked desk, the last begun first."""

    def __init__(self, changed: "Callable[[Work], None]") -> None:
        self._changed = changed
        self.all: list[Work] = []

    @property
    def running(self) -> list[Work]:
        """What goes on."""
        return [one for one in self.all if one.is_running]

    def start(self, desk: "Desk", work: Work) -> Work:
        """Begin it beside the screens; ``changed`` is called at each progress and at the end."""
        self.all.insert(0, work)
        work.task = asyncio.get_running_loop().create_task(self._run(desk, work))
        return work

    def stop(self, work: Work) -> None:
        """Stop it as Ctrl-C would: what was saved before stays, and nothing is left half done."""
        if work.is_running and work.task is not None:
            work.task.cancel()

    def stop_all(self) -> None:
        """Stop everything and forget it."""
        for work in self.running:
            self.stop(work)
        self.all.clear()

    async def _run(self, desk: "Desk", work: Work) -> None:
        from dossier.i18n import language

        def progress(text: str) -> None:
            work.progress = text
            work.told = [*work.told[-_LINES_KEPT:], text]
            self._changed(work)

        words = ["--vault", desk.location, "--lang", language(), *work.arguments]
        try:
            work.status, work.output, work.said = await run_dossier(words, desk.passphrase, progress)
        except asyncio.CancelledError:
            work.status = STOPPED_STATUS
        except OSError:
            work.status, work.said = 5, _("The program could not be started a second time.")
        self._changed(work)


def works_of(app: "App[Any]") -> Works:
    """The long work of this program."""
    from dossier.tui.app import DossierApp

    assert isinstance(app, DossierApp)
    return app.works
