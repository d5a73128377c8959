"""Paint every screen with invented people, as SVG, and as PNG where rsvg-convert is installed; see scripts/pictures."""

import asyncio
import os
import shutil
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from sqlmodel import select  # noqa: E402
from textual.pilot import Pilot  # noqa: E402
from textual.widgets._footer import FooterKey  # noqa: E402

from dossier.casework.cases import open_case  # noqa: E402
from dossier.casework.entry import enter_person  # noqa: E402
from dossier.casework.exhibits import NewExhibit  # noqa: E402
from dossier.casework.pages import record_page  # noqa: E402
from dossier.casework.records import create_record  # noqa: E402
from dossier.casework.tips import take_in_text  # noqa: E402
from dossier.i18n import _, set_language  # noqa: E402
from dossier.intake.exhibits.taking import take_in  # noqa: E402
from dossier.tui.app import DossierApp  # noqa: E402
from dossier.tui.desk import Desk  # noqa: E402
from dossier.tui.preloading import open_desk  # noqa: E402
from dossier.tui.screens.access_tasks import OPENS  # noqa: E402
from dossier.tui.screens.exhibit_pages import NumberedPagesScreen, RedactScreen  # noqa: E402
from dossier.tui.screens.home import HomeScreen  # noqa: E402
from dossier.tui.screens.settings import SettingsScreen  # noqa: E402
from dossier.tui.screens.work import screen_of_work  # noqa: E402
from dossier.tui.widgets.sheet import Sheet  # noqa: E402
from dossier.vault import Vault as OpenVault  # noqa: E402
from dossier.vault import create_vault  # noqa: E402
from dossier.vault.custodian_keys import fingerprint, new_secret, public_line  # noqa: E402
from dossier.vault.custodians import add_custodian  # noqa: E402
from dossier.vault.keys import Kdf  # noqa: E402
from dossier.vault.receipts import Shown, record_receipt  # noqa: E402
from dossier.vault.tables import Exhibit, Person  # noqa: E402

DESK = ("due", "exhibit", "seal", "tips", "receipts", "journal", "verify", "backup", "restore", "access")
"""Screens that are reached from the first page alone, by their names there."""
PASSPHRASE = "lantern orbit gravel mitten saddle"
TIPS = (
    "Колонна техники идёт на Мозырь, около 20 машин. Звонить +375 29 000-00-00",
    "КОЛОННА техники идёт на Мозырь — около 20 машин. Звонить +375 29 000-00-00",
    "Вчера вечером двоих вывели из дома на улице Вымышленной, 12. Люди в штатском.",
)
HOME = "/home/lawyer"
"""What the pictures show in the place of the folders of the computer on which they are made."""
SIZES = ((80, 24), (120, 40))
PEOPLE = (
    ("Ёлкина", "Анна", "Петровна", "1991", "ч. 1 ст. 342", "3 года", "лишение свободы"),
    ("Вымыслов", "Пётр", "Ильич", "03.1985", "ст. 24.23 КоАП", "15 суток", ""),
    ("Прыдуманы", "Янка", "", "~1979", "ч. 1 ст. 342", "2 года 6 месяцев", "домашняя"),
    ("Небывалова", "Дарья", "Олеговна", "12.05.1998", "ч. 3 ст. 361", "15 лет", ""),
    ("Testowski", "Jan", "", "", "art. 368", "2 years", "imprisonment"),
)


def fill(folder: Path) -> None:
    """A vault with an invented trial."""
    kdf = Kdf(memory_kib=19 * 1024, passes=2, lanes=1)
    with create_vault(folder, passphrase=PASSPHRASE, author="Example", kdf=kdf) as vault:
        case = open_case(vault, "Дело о хороводе (пример)", kind="mass_trial", case_number="1-17/2021")
        names = ("family", "given", "patronymic", "born", "article", "sentence", "kind")
        for person in PEOPLE:
            typed = dict(zip(names, person, strict=True))
            court = {"court": "Суд Вымышленного района", "decided": "12 мая 2021", "act": "9 августа 2020"}
            enter_person(vault, typed | court, case_ref=case)
        fill_desk(vault, case, folder.parent)


def fill_desk(vault: OpenVault, case: str, folder: Path) -> None:
    """Custodians, tips, an exhibit with its custody, a deadline and a receipt."""
    for name in ("Вільня", "Варшава"):
        public = new_secret().public_bytes()
        add_custodian(vault, name, public_line(public), fingerprint(public))
    today = date.today()
    due = {"what": "Жалоба в КПЧ ООН", "due_on": f"{today + timedelta(days=9):%d.%m.%Y}", "kind_code": "appeal"}
    create_record(vault, "deadline", {**due, "case_id": case})
    for text in TIPS:
        take_in_text(vault, text, today=today)
    paper = folder / "протокол осмотра.txt"
    paper.write_text("Протокол осмотра (пример)\n", encoding="utf-8")
    take_in(vault, paper, NewExhibit(case, "Протокол осмотра (пример)", obtained_how="handed_over"))
    with vault.write(reason="export pdf confidential") as session:
        persons = {one.id: Shown(None, True) for one in session.exec(select(Person))}
        record_receipt(session, "pdf", "confidential", "Example Partner", refs=[case], persons=persons)


async def text(pilot: Pilot[int], *values: str) -> None:
    """Type values, Enter after each."""
    for value in values:
        for letter in value:
            if pilot.app.screen.focused:
                await pilot.press(_key(letter))
        await pilot.press("enter")


def _key(letter: str) -> str:
    from textual.keys import _character_to_key

    return _character_to_key(letter)


async def paint(folder: Path, vault: Path, size: tuple[int, int], language: str) -> None:
    """Walk through the screens and keep each."""
    set_language(language)
    app = DossierApp(f"{HOME}/vault", opener=lambda _place, passphrase: open_desk(str(vault), passphrase))

    async def keep(name: str) -> None:
        await _stands(pilot)
        path = folder / f"{name}-{size[0]}x{size[1]}.svg"
        path.write_text(
            app.export_screenshot(title="dossier", simplify=True).replace("<text ", '<text xml:space="preserve" '),
            encoding="utf-8",
        )
        if shutil.which("rsvg-convert"):
            subprocess.run(["rsvg-convert", "-o", str(path.with_suffix(".png")), str(path)], check=True)
            path.unlink()

    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await keep("unlock")
        await text(pilot, PASSPHRASE)
        await _until(pilot, lambda: isinstance(app.screen, HomeScreen) and app.screen.is_read)
        await pilot.pause()
        await keep("home")
        await pilot.press("f7")
        await _until(pilot, lambda: app.screen.query("RecordTable") and _rows(app) > 0)
        await keep("start")
        for letter in "Elkina":
            await pilot.press(letter)
        await pilot.pause(0.8)
        await keep("search")
        await pilot.press("enter")
        await pilot.pause()
        await keep("person")
        await pilot.press("f2")
        await pilot.pause(0.5)
        await keep("edit")
        await pilot.press("escape", "f8")
        await pilot.pause(0.5)
        await keep("history")
        await pilot.press("escape", "f4")
        await pilot.pause()
        await keep("add")
        for letter in _("Detention")[:5]:
            await pilot.press(_key(letter))
        await pilot.press("enter")
        await pilot.pause()
        await text(pilot, "", "", "", "9 августа 2020", "2020-08-09 14:30", "7.08.2020")
        await pilot.press("f2")
        await pilot.pause(0.6)
        await keep("detention")
        await pilot.press("escape", "enter")
        await pilot.pause()
        await keep("proceeding")
        await pilot.press("down", "enter")
        await pilot.pause()
        await keep("case")
        await pilot.press("f3")
        await pilot.pause()
        await pilot.press("f8", "f8")
        await text(pilot, "Ёлкин", "Иван", "", "март 1990", "", "", "ч. 1 ст. 342", "9.08.2020", "", "", "", "")
        await text(pilot, "15")
        await pilot.press("f2")
        await pilot.pause(0.6)
        await keep("entry")
        await pilot.press("backspace", "backspace")
        for letter in "2 года":
            await pilot.press(_key(letter))
        await pilot.press("enter", "f5")
        await pilot.pause()
        await keep("list")
        await pilot.press("escape", "escape", "f9")
        await _until(pilot, lambda: bool(app.screen.query("#told")) and _told(app))
        await keep("output")
        await pilot.press("escape", "f12")
        await pilot.pause()
        await keep("help")
        await pilot.press("f5", "f3", "ctrl+s")
        await pilot.pause()
        await keep("keys")
        await pilot.press("escape", "escape")
        await app.push_screen(SettingsScreen(_desk(app)))
        await pilot.pause()
        await keep("settings")
        for name in DESK:
            await app.push_screen(screen_of_work(_desk(app), name))
            await pilot.pause(0.8)
            await keep(name)
        await app.push_screen(OPENS["recovery_key"][1](_desk(app), ""))
        await pilot.pause(0.5)
        await keep("recovery")
        page = record_page(_desk(app).vault, _exhibit(_desk(app).vault))
        for name, screen in (("numbering", NumberedPagesScreen), ("redaction", RedactScreen)):
            await app.push_screen(screen(_desk(app), page))
            await pilot.pause(0.5)
            await keep(name)


def _told(app: DossierApp) -> bool:
    """Whether it is counted what would leave."""
    return len(app.screen.query_one("#told", Sheet).headings()) > 1


def _exhibit(vault: OpenVault) -> str:
    with vault.read() as session:
        return str(session.exec(select(Exhibit.ref)).one())


def _desk(app: DossierApp) -> Desk:
    assert app.desk is not None
    return app.desk


def _rows(app: DossierApp) -> int:
    from dossier.tui.widgets.record_table import RecordTable

    return app.screen.query_one(RecordTable).row_count


async def _stands(pilot: Pilot[int]) -> None:
    """Wait until a screen changes no more and its keys stand at its foot, which come a moment later than the rest."""
    last, again = "", 0
    for _turn in range(200):
        await pilot.pause(0.05)
        shown = "".join(strip.text for strip in pilot.app.screen._compositor.render_strips())
        again = again + 1 if shown == last and pilot.app.screen.query(FooterKey) else 0
        last = shown
        if again > 3:
            return
    raise TimeoutError("a screen does not come to rest")


async def _until(pilot: Pilot[int], ready: object) -> None:
    for _turn in range(200):
        await pilot.pause(0.05)
        if ready():  # type: ignore[operator]
            return
    raise TimeoutError("the vault did not open")


def main() -> None:
    """Paint into the folder named."""
    os.environ["DOSSIER_OUTPUT"] = f"{HOME}/dossier-output"  # nothing is written; a picture shows it
    os.environ["XDG_CONFIG_HOME"] = f"{HOME}/.config"
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        vault = Path(place) / "vault"
        fill(vault)
        for size in SIZES:
            asyncio.run(paint(folder, vault, size, sys.argv[2] if len(sys.argv) > 2 else "ru"))


if __name__ == "__main__":
    main()
