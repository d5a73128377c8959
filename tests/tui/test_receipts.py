"""What is out there, on the screens: receipts, who is exposed by one, and consents that ended since."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from dossier.casework.entry import enter_person
from dossier.casework.forms.declaration import Parent
from dossier.casework.records import create_record, open_record
from dossier.tui.app import DossierApp
from dossier.tui.screens.receipts import ReceiptScreen, ReceiptsScreen
from dossier.tui.screens.record import RecordScreen
from dossier.tui.widgets.sheet import Sheet
from dossier.vault.receipts import Shown, record_receipt
from tests.tui.driving import news, opened, unlock_home, until

TODAY = datetime.now(UTC).date()


@pytest.fixture
def exposed(place: Path) -> str:
    """Two receipts; in the second stands somebody whose consent was withdrawn since. Her reference."""
    with opened(place) as vault:
        ref = enter_person(vault, {"family": "Ёлкина", "given": "Анна"}).ref
        person = open_record(vault, ref)
        typed = {
            "person_id": ref,
            "given_by": "the person",
            "form": "written",
            "obtained_on": "1.02.2021",
            "withdrawn_on": f"{TODAY:%d.%m.%Y}",
        }
        consent = create_record(vault, "consent", typed, parent=Parent("person", person.record_id, "person_id")).ref
        shown = {person.record_id: Shown(open_record(vault, consent).record_id, True)}
        with vault.write(reason="export") as session:
            record_receipt(session, "csv", "public", counts={"persons.csv": 3})
            record_receipt(session, "pdf", "confidential", "Partner", persons=shown)
    return ref


async def test_a_receipt_says_whose_consent_ended_and_leads_to_the_person(app: DossierApp, exposed: str) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        home = await unlock_home(pilot)
        await home._open("go", "receipts")
        await until(pilot, lambda: isinstance(app.screen, ReceiptsScreen) and "2 receipts" in news(app))
        screen = app.screen
        assert isinstance(screen, ReceiptsScreen)
        assert screen.table.current is not None
        assert "1 consent has ended" in screen.table.current.label
        await pilot.press("f6")
        assert screen.table.row_count == 1
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ReceiptScreen) and app.screen.is_running)
        text = app.screen.query_one(Sheet).text
        assert "was withdrawn on" in text
        assert "warn 1 person" in text
        assert "holds no more" in text
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, RecordScreen))


async def test_the_page_of_a_person_shows_what_left_about_her(app: DossierApp, exposed: str) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        home = await unlock_home(pilot)
        await home._open("person", exposed)
        await until(pilot, lambda: isinstance(app.screen, RecordScreen) and app.screen.is_running)
        assert isinstance(app.screen, RecordScreen)
        assert "dossier (PDF), confidential → Partner" in app.screen.sheet.text
        targets = [line.target for line in app.screen.lines(80) if line.target and line.target[0] == "receipt"]
        await home._open(*targets[0])
        await until(pilot, lambda: isinstance(app.screen, ReceiptScreen))


def test_a_consent_that_runs_out_today_still_counts_today(place: Path, exposed: str) -> None:
    from dossier.casework.exposure import consents_ended

    with opened(place) as vault, vault.read() as session:
        assert consents_ended(session, date(2021, 3, 1)) == {}
        assert list(consents_ended(session, TODAY).values()) == [1]
