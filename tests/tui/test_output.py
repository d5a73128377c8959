"""What leaves is counted first, with what stays back and why; then written, with its receipt on the screen."""

from pathlib import Path

import pytest

from dossier.casework.cases import open_case
from dossier.casework.entry import enter_person
from dossier.casework.exposure import all_receipts
from dossier.casework.forms.declaration import Parent
from dossier.casework.forms.output_tasks import LIST_PROFILES
from dossier.casework.records import create_record, open_record
from dossier.tui.app import DossierApp
from dossier.tui.screens.output import OutputScreen
from dossier.tui.widgets.sheet import Sheet
from tests.tui.driving import PASSPHRASE, asked_anew, ended, news, opened, unlock_home, until

RECIPIENT = "Partner"


@pytest.fixture
def case(place: Path) -> str:
    """Two persons of one case; one of them agreed to be shared with the partner."""
    with opened(place) as vault:
        ref = open_case(vault, "Дело (пример)", kind="mass_trial")
        one = enter_person(vault, {"family": "Ёлкина", "article": "ч. 1 ст. 342"}, case_ref=ref).ref
        enter_person(vault, {"family": "Вымыслов", "article": "ч. 1 ст. 342"}, case_ref=ref)
        person = open_record(vault, one)
        typed = {"person_id": one, "given_by": "self", "form": "written", "obtained_on": "1.02.2021"}
        consent = create_record(vault, "consent", typed, parent=Parent("person", person.record_id, "person_id")).ref
        below = Parent("consent", open_record(vault, consent).record_id, "consent_id")
        create_record(
            vault, "consent_scope", {"scope_code": "C4_NGO", "recipient": RECIPIENT, "decision": "yes"}, parent=below
        )
    return ref


def _told(app: DossierApp) -> str:
    return app.screen.query_one(Sheet).text


async def test_lists_are_counted_with_reasons_before_anything_is_written(
    app: DossierApp, case: str, tmp_path: Path
) -> None:
    target = tmp_path / "out" / "lists"
    async with app.run_test(size=(100, 40)) as pilot:
        home = await unlock_home(pilot)
        await home._open("go", "output")
        await until(pilot, lambda: isinstance(app.screen, OutputScreen) and "needs a recipient" in _told(app))
        screen = app.screen
        assert isinstance(screen, OutputScreen)
        screen._lines["recipient"].field.value = RECIPIENT
        screen._lines["output"].field.value = str(target)
        await pilot.press("f2")
        await until(pilot, lambda: "Nothing is written yet" in news(app))
        assert "1 person" in _told(app)
        assert "no consent for this recipient" in _told(app)
        assert app.desk is not None
        with app.desk.vault.read() as session:
            assert all_receipts(session) == []
        assert not target.exists()
        await pilot.press("f2")
        await asked_anew(app, pilot, PASSPHRASE)
        await ended(app, pilot)
        await until(pilot, lambda: "Receipt · R-" in _told(app))
        assert "warn 1 person" in _told(app)
        assert (target / "persons_public.csv").exists()


async def test_a_licence_that_cannot_be_is_told_before_anything_is_written(app: DossierApp, case: str) -> None:
    async with app.run_test(size=(100, 40)) as pilot:
        await unlock_home(pilot)
        assert app.desk is not None
        screen = OutputScreen(app.desk, "csv", [])
        await app.push_screen(screen)
        await until(pilot, lambda: "needs a recipient" in _told(app))
        screen._lines["recipient"].field.value = RECIPIENT
        screen._lines["licence"].field.value = "CC-BY-4.0"
        await pilot.press("f2")
        await until(pilot, lambda: "A licence is for public lists alone" in _told(app))
        screen._lines["profile"].field.value = LIST_PROFILES.word("public")
        await pilot.press("f2")
        await until(pilot, lambda: "Would leave" in _told(app))


async def test_a_dossier_is_counted_by_profile_and_a_change_is_counted_anew(app: DossierApp, case: str) -> None:
    async with app.run_test(size=(100, 40)) as pilot:
        await unlock_home(pilot)
        assert app.desk is not None
        screen = OutputScreen(app.desk, "pdf", [case])
        await app.push_screen(screen)
        await until(pilot, lambda: "Would stay back" in _told(app))
        assert "names replaced by codes" in _told(app)
        screen._lines["profile"].field.value = "sealed"
        await pilot.press("f2")
        await until(pilot, lambda: "names replaced by codes" not in _told(app) and "2 by name" in _told(app))
        assert app.works.all == []


async def test_a_subject_that_is_not_there_is_named_at_its_field(app: DossierApp, case: str) -> None:
    async with app.run_test(size=(100, 40)) as pilot:
        home = await unlock_home(pilot)
        await home._open("go", "paper")
        await until(pilot, lambda: isinstance(app.screen, OutputScreen) and app.screen.is_running)
        screen = app.screen
        assert isinstance(screen, OutputScreen)
        screen._lines["ref"].field.value = "Никто"
        await pilot.press("f2")
        await until(pilot, lambda: "Nothing is recorded under this name" in screen._lines["ref"].answer_text)
