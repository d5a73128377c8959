"""The screens while they are used: a key in the fullest section, a list of a million rows, memory on a large vault.

Usage: scripts/bench tui_screens     BENCH_PERSONS=100000 fills a vault first, which takes minutes; 2,000 without it.
CPU time of this process and ratios in one run, never seconds of different runs. Bars: a key in the fullest section
2 × a key in a form of one field; a list of 1,000,000 rows painted in 2 × that of 1,000, with less than 60 MB more;
less than 120 MB for the screens on a vault of 100,000 persons.
"""

import asyncio
import csv
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dossier.casework.forms.declaration import Section

PASSPHRASE = "plank carnation utensil plaster dill nuzzle"
PERSONS = int(os.environ.get("BENCH_PERSONS", "2000"))
KEYS, ROUNDS = 150, 5
_GIVEN, _FATHER = ("Иван", "Пётр", "Павел", "Сергей"), ("Иванович", "Петрович", "Ильич")
SOUGHT = "ivan"


def _make_vault(folder: Path) -> None:
    from dossier.vault import create_vault
    from dossier.vault.keys import Kdf

    kdf = Kdf(memory_kib=19 * 1024, passes=2, lanes=1)
    create_vault(folder, passphrase=PASSPHRASE, author="bench", kdf=kdf, seed=lambda _session: None).close()


async def _key_cost(vault: Path) -> tuple[float, float, int]:
    """CPU seconds of a key in a form of one field and in the fullest leaf of all forms, and the fields of that."""
    from dossier.casework.drafts import DraftKey
    from dossier.casework.forms.declaration import FieldSpec, FormSpec, Section
    from dossier.casework.forms.registry import FORMS
    from dossier.tui.app import DossierApp
    from dossier.tui.screens.form import FormScreen
    from dossier.tui.screens.form_fields import leaves

    fullest = max((leaf for form in FORMS.values() for leaf in leaves(form)), key=_size)
    forms = [FormSpec("one", "One", (Section("One", (FieldSpec("x", "X"),)),)), FormSpec("full", "Full", fullest)]
    app = DossierApp(str(vault))
    costs: list[list[float]] = [[], []]
    async with app.run_test(size=(80, 24)) as pilot:
        await _unlocked(app, pilot)
        for _round in range(ROUNDS):
            for number, form in enumerate(forms):
                assert app.desk is not None
                await app.push_screen(FormScreen(app.desk, form, DraftKey(form.name)))
                await pilot.pause(0.3)
                costs[number].append(await _typed(app, pilot))
                await app.pop_screen()
    return min(costs[0]), min(costs[1]), _size(fullest)


def _size(leaf: "tuple[Section, ...]") -> int:
    return sum(len(section.fields) for section in leaf)


async def _typed(app: object, pilot: object) -> float:
    from textual.events import Key

    start = time.process_time()
    for _number in range(KEYS):
        app.post_message(Key("x", "x"))  # type: ignore[attr-defined]
        await asyncio.sleep(0)
    await pilot.press("shift")  # type: ignore[attr-defined]
    return (time.process_time() - start) / KEYS


async def _unlocked(app: object, pilot: object) -> None:
    from textual.events import Key
    from textual.keys import _character_to_key

    await pilot.pause()  # type: ignore[attr-defined]
    for letter in PASSPHRASE:
        app.post_message(Key(_character_to_key(letter), letter))  # type: ignore[attr-defined]
    app.post_message(Key("enter", "\r"))  # type: ignore[attr-defined]
    while not getattr(app.screen, "is_read", False):  # type: ignore[attr-defined]
        await pilot.pause(0.05)  # type: ignore[attr-defined]


async def _list_cost(rows: int) -> tuple[float, int]:
    """CPU seconds until a list stands, its end and its first page again included; and the memory then, in KiB."""
    from textual.app import App

    from dossier.casework.views import ListLine
    from dossier.tui.widgets.record_table import PagedRows, RecordTable

    class Listing(App[None]):
        def compose(self):  # type: ignore[no-untyped-def]
            yield RecordTable()

    app = Listing()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        packed = os.urandom(16 * rows)
        start = time.process_time()
        table = app.query_one(RecordTable)
        table.show(PagedRows(packed, lambda ids: [ListLine("P-0000-0000P", "Вымыслов", str(len(ids))) for _ in ids]))
        await pilot.pause()
        table.move(rows)
        await pilot.pause()
        return time.process_time() - start, _peak_kib()


def _peak_kib() -> int:
    """The greatest resident memory of this program, in KiB (Linux); getrusage counts that of its parent in."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0])


def _list_in_a_process(rows: int) -> tuple[float, int]:
    done = subprocess.run([sys.executable, __file__, "list", str(rows)], capture_output=True, text=True, check=True)
    seconds, memory = done.stdout.split()
    return float(seconds), int(memory)


async def _screens_memory(vault: Path) -> int:
    """The greatest memory of the screens that searched, and showed a person and a form, in KiB; after the unlocking,
    because the stretching of a passphrase takes what its cost says and gives it back."""
    from dossier.tui.app import DossierApp

    app = DossierApp(str(vault))
    async with app.run_test(size=(120, 40)) as pilot:
        await _unlocked(app, pilot)
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # the peak begins anew
        await pilot.press("f7")
        await pilot.pause(2)
        for letter in SOUGHT:
            await pilot.press(letter)
        await pilot.pause(2)
        await pilot.press("enter", "f2")
        await pilot.pause(1)
    return _peak_kib()


def _fill(vault: Path, folder: Path) -> None:
    from dossier.intake import import_file
    from dossier.intake.layouts import shipped_layouts
    from dossier.vault import open_vault
    from dossier.vault.queries.records import count_persons
    from tests.bench.people import surnames

    path = folder / "list.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(shipped_layouts()["viasna"].header_sets["ru"])
        for n, surname in enumerate(surnames(PERSONS)):  # all different, so that none waits for a decision
            born = f"{n % 28 + 1:02d}.05.{1950 + n % 50}"
            writer.writerow(
                [
                    f"{surname} {_GIVEN[n % len(_GIVEN)]} {_FATHER[n % len(_FATHER)]}",
                    "Политзаключенный",
                    born,
                    "мужской",
                    "01.09.2021",
                    "ст. 342 УК",
                    "01.11.2021",
                    "2 года лишения свободы",
                    "лишение свободы",
                    "",
                    "",
                    "",
                ]
            )
    with open_vault(vault, PASSPHRASE) as opened:
        import_file(opened, str(path))
        with opened.read() as session:
            print(count_persons(session))


def main() -> None:
    """Print the table; with words, one measurement in this process alone."""
    if sys.argv[1:2] == ["list"]:
        print(*asyncio.run(_list_cost(int(sys.argv[2]))))
        return
    if sys.argv[1:2] == ["fill"]:
        _fill(Path(sys.argv[2]), Path(sys.argv[3]))
        return
    if sys.argv[1:2] == ["memory"]:
        print(asyncio.run(_screens_memory(Path(sys.argv[2]))))
        return
    with tempfile.TemporaryDirectory() as place:
        vault = Path(place) / "vault"
        _make_vault(vault)
        one, full, fields = asyncio.run(_key_cost(vault))
        print(f"a key in a form of one field: {one * 1000:.2f} ms; of {fields}: {full * 1000:.2f} ms", end="; ")
        print(f"ratio {full / one:.2f}, bar 2")
        small, large = _list_in_a_process(1_000), _list_in_a_process(1_000_000)
        print(f"a list of 1,000,000 rows against 1,000: ratio {large[0] / small[0]:.2f}, bar 2", end="; ")
        print(f"{(large[1] - small[1]) / 1024:.0f} MB more, bar 60")
        filling = [sys.executable, __file__, "fill", str(vault), place]
        persons = int(subprocess.run(filling, capture_output=True, text=True, check=True).stdout)
        memory = [sys.executable, __file__, "memory", str(vault)]
        done = subprocess.run(memory, capture_output=True, text=True, check=True)
        print(f"the screens on a vault of {persons:,} persons: {int(done.stdout) / 1024:.0f} MB, bar 120 at 100,000")


if __name__ == "__main__":
    main()
