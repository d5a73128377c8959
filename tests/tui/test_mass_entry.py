"""A mass trial is typed person after person: what is shared comes along, and keys are counted."""

import re
from pathlib import Path

import pytest
from textual.pilot import Pilot

from dossier.casework.views import case_view
from dossier.tui.app import DossierApp
from dossier.tui.fields.line_field import Field, FieldLine
from tests.tui.driving import news, opened, type_in, unlock_home, until

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "keystrokes.md"
FIRST = (
    "Ёлкина", "Анна", "Петровна", "1991", "", "Дело о хороводе", "", "ч. 1 ст. 342", "9 августа 2020", "1-15/2021",
    "Суд Ленинского района", "Иванов", "12.05.2021", "2 г. 6 мес.", "лишение свободы", "общий", "СИЗО-1",
    "remand", "12.08.2020", "12.05.2021",
)  # fmt: skip
SECOND = ("Іваноў", "Пётр", "", "1985", "", "", "3 года", "лишение свободы", "общий", "")


def value(app: DossierApp, name: str) -> str:
    return app.screen.query_one(f"#{name}-line", FieldLine).field.value


def here(app: DossierApp) -> str:
    assert isinstance(app.focused, Field)
    return app.focused.id or ""


async def save(app: DossierApp, pilot: Pilot[int]) -> None:
    await pilot.press("f2")
    await until(pilot, lambda: "Saved" in news(app))


async def first_person(app: DossierApp, pilot: Pilot[int]) -> None:
    await unlock_home(pilot)
    await pilot.press("f3")
    await type_in(pilot, *FIRST)
    await save(app, pilot)


async def test_the_next_person_of_a_trial_takes_along_what_is_shared_and_nothing_else(app: DossierApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await first_person(app, pilot)
        assert "taken along: Case, Article" in news(app)
        assert value(app, "family") == value(app, "sentence") == value(app, "born") == ""
        assert value(app, "court") == "Суд Ленинского района"
        assert value(app, "article") == "ч. 1 ст. 342"


async def test_enter_passes_over_what_was_taken_along_and_tab_reaches_it(app: DossierApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await first_person(app, pilot)
        await type_in(pilot, *SECOND[:6])
        assert here(app) == "sentence"
        await pilot.press("shift+tab")
        assert here(app) == "decided"


async def test_two_people_of_one_trial_stand_in_one_case(app: DossierApp, place: Path) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await first_person(app, pilot)
        await type_in(pilot, *SECOND)
        await save(app, pilot)
        await until(pilot, lambda: "Іваноў" in news(app))
    with opened(place) as vault, vault.read() as session:
        from dossier.vault.queries import records

        (case,) = records.recent_cases(session, 5)
    with opened(place) as vault:
        assert len(case_view(vault, case.ref or "").parties) == 2


async def test_what_was_only_taken_along_is_no_draft(app: DossierApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await first_person(app, pilot)
        await pilot.press("escape")
        assert app.desk is not None
        assert dict(app.desk.drafts) == {}


async def test_f4_repeats_a_field_and_pressed_again_the_rest_of_the_section(app: DossierApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await first_person(app, pilot)
        await pilot.press("f8", "f8")
        assert value(app, "court") == ""
        app.screen.query_one("#court", Field).focus()
        await pilot.press("f4")
        assert (value(app, "court"), value(app, "judge"), here(app)) == ("Суд Ленинского района", "", "judge")
        await pilot.press("f4")
        assert (value(app, "judge"), value(app, "decided")) == ("Иванов", "12.05.2021")
        assert value(app, "sentence") == "2 г. 6 мес."
        assert here(app) == "facility"


TASKS = {
    "a person with a charge, a sentence and a stay, in a new case": (1, FIRST),
    "the next person of the same trial": (0, SECOND),
}
"""Task -> keys before the first field (F3), and what is typed into each field that Enter stops at."""


def keys_beyond(task: str) -> int:
    """Keys that are not part of a typed value: those before, an Enter for each field, F2."""
    before, values = TASKS[task]
    return before + len(values) + 1


@pytest.mark.parametrize("task", TASKS)
def test_no_task_of_mass_entry_takes_more_than_ninety_keys_beyond_the_values(task: str) -> None:
    assert keys_beyond(task) <= 90


def test_the_table_of_keystrokes_is_the_one_that_is_counted() -> None:
    rows = dict(re.findall(r"^\| ([^|]+) \| (\d+) \|", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE))
    assert {task: str(keys_beyond(task)) for task in TASKS} == rows
