"""The forms of what is done and is no record: every word typed ahead in its field, hostile texts that act nowhere."""

import json
from pathlib import Path
from types import ModuleType

import pytest
from rich.cells import cell_len

from dossier.casework.forms import access_tasks, output_tasks, quick, tasks, tip_tasks
from dossier.casework.forms.declaration import FormSpec
from dossier.casework.forms.quick import QUICK_FORMS
from dossier.casework.forms.registry import FORMS
from dossier.i18n import LANGUAGES, _, in_language
from dossier.tui.app import DossierApp
from dossier.tui.desk import Desk
from dossier.tui.screens.asking_anew import AskingAnewScreen
from dossier.tui.screens.entry import EntryScreen
from dossier.tui.screens.form import FormScreen
from dossier.tui.screens.secret_task import SecretTask
from dossier.tui.screens.task import QuickTask
from tests.naughty import NAUGHTY, rotated
from tests.tui.driving import ESC, F7, HOME, PASSPHRASE, Terminal, asked_anew, news, unlock_home, until
from tests.tui.test_naughty import assert_harmless, desk_of
from tests.tui.test_record_forms import PACES_S

MODULES: tuple[ModuleType, ...] = (access_tasks, output_tasks, quick, tasks, tip_tasks)
TASKS = {
    one.name: one for module in MODULES for one in vars(module).values() if isinstance(one, FormSpec) and one.fields
}
SECRETS = {"passphrase", "again", *tasks.SECRETS}

TASKS_IN_TURN = """
import json, sys
from dossier.cli.main import run
from dossier.tui import running as screens
from dossier.tui.screens.form import FormScreen
from dossier.tui.screens.home import HomeScreen
from dossier.tui.desk import Desk
from dossier.tui.screens.secret_task import SecretTask
from tests.tui.test_task_forms import TASKS, task_screen
forms = iter(TASKS.values())
async def next_task(self):
    await self.app.push_screen(task_screen(self._desk, next(forms)))
def noting(went_back):
    async def back(self):
        with open(sys.argv[2], "a", encoding="utf-8") as file:
            file.write(json.dumps([self.form.name, await self.all_typed()]) + "\\n")
        await went_back(self)
    return back
HomeScreen.action_find = next_task
SecretTask.action_back, FormScreen.action_back = noting(SecretTask.action_back), noting(FormScreen.action_back)
sys.exit(run(["--vault", sys.argv[1]], start_screens=screens.run))
"""


def task_screen(desk: Desk, form: FormSpec) -> QuickTask:
    """The form on its screen, with a verb that does nothing."""
    names = tuple(spec.name for spec in form.fields if spec.name in SECRETS)
    made = SecretTask(desk, form, _nothing) if names else QuickTask(desk, form, _nothing)
    if isinstance(made, SecretTask):
        made.secrets = made.masked = names
    return made


def _nothing(_values: object) -> str:
    return "Done."


def words(form: FormSpec) -> dict[str, str]:
    """One word a field, such as no field has in its list."""
    return {spec.name: f"ы{number}" for number, spec in enumerate(form.fields)}


def test_words_typed_ahead_in_every_task_are_in_their_fields(place: Path, tmp_path: Path) -> None:
    typed = tmp_path / "typed"
    terminal = Terminal(["-c", TASKS_IN_TURN, str(place), str(typed)])
    try:
        terminal.wait_for("Passphrase")
        terminal.send(PASSPHRASE.encode() + b"\r")
        terminal.wait_for(HOME)
        for number, form in enumerate(TASKS.values()):
            terminal.send(F7 + "\t".join(words(form).values()).encode() + ESC, PACES_S[number % 3])
            terminal.wait_until(lambda form=form: form.name in read_back(typed))  # type: ignore[misc]
    finally:
        terminal.kill()
    assert read_back(typed) == {form.name: words(form) for form in TASKS.values()}


def read_back(typed: Path) -> dict[str, dict[str, str]]:
    """What stood in each form when it was left; a secret one empties itself only after that."""
    lines = typed.read_text(encoding="utf-8").splitlines() if typed.exists() else []
    return dict(reversed([json.loads(line) for line in lines if line.endswith("]")]))


async def test_hostile_texts_in_every_task_are_taken_or_refused_in_words(app: DossierApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        home = await unlock_home(pilot)
        start = 0
        for form in TASKS.values():
            screen = task_screen(desk_of(app), form)
            await app.push_screen(screen)
            await pilot.pause()
            texts = dict(zip(words(form), rotated(start, len(form.fields)), strict=True))
            start += len(texts)
            await screen.fill(texts)
            screen.answer_all()
            await pilot.press("f2")
            await until(pilot, lambda screen=screen: "!" in news(app) or app.screen is not screen)  # type: ignore[misc]
            if isinstance(app.screen, AskingAnewScreen):
                await asked_anew(app, pilot, PASSPHRASE)
                await until(pilot, lambda screen=screen: "!" in news(app) or app.screen is not screen)  # type: ignore[misc]
            assert_harmless(app, form.name)
            if app.screen is screen:
                assert screen.typed() == texts, form.name
                await pilot.press("escape")
            await until(pilot, lambda: app.screen is home)
    assert start > len(NAUGHTY) // 4


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_name_of_every_field_fits_before_it(lang: str) -> None:
    forms = [
        (form, EntryScreen if form in QUICK_FORMS.values() else FormScreen)
        for form in (*FORMS.values(), *TASKS.values())
    ]
    with in_language(lang):
        names = [
            (_(spec.label) + "*" * spec.is_needed, screen.name_cells - 3)
            for form, screen in forms
            for spec in form.fields
        ]
    assert [name for name, room in names if cell_len(name) > room] == []
