"""Linkage of a whole list against a vault: how many of the same persons are found, in which time and memory.

A list of LIST_ROWS rows, half of them persons of the vault in another alphabet and half of them others, is looked at
with and without linkage, each in a process of its own; the difference of CPU time is the linkage. BENCH_PERSONS sets
the size of the vault (20,000 by default), BENCH_LIST that of the list (10,000). FTS5 links the same list by the words
of the names; BENCH_LIBRARIES=1 installs nomenklatura, whose index finds candidates for its logic-v2, and Splink, which
links the list as written and by the keys of this program.
"""

import csv
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench import libraries

PASSPHRASE = "plank carnation utensil plaster dill nuzzle"
PERSONS = int(os.environ.get("BENCH_PERSONS", "20000"))
LIST_ROWS = int(os.environ.get("BENCH_LIST", "10000"))
GIVEN = (
    ("Анна", "Hanna"), ("Мария", "Maryia"), ("Ольга", "Volha"), ("Елена", "Alena"), ("Наталья", "Natallia"),
    ("Александр", "Aliaksandr"), ("Сергей", "Siarhei"), ("Дмитрий", "Dzmitry"), ("Николай", "Mikalai"),
    ("Андрей", "Andrei"), ("Иван", "Ivan"), ("Павел", "Pavel"), ("Игорь", "Ihar"), ("Виктор", "Viktar"),
)  # fmt: skip
STARTS = (
    "Ба Бо Ва Ве Ги Го Да До Жу За Зе Ка Ко Кри Ла Ли Лу Ма Ме Мо На Но Па По Ра Ро Са Се Си Та То Ту Ша Ши".split()
)
MIDDLES = (
    "ба бо ва ви га го да до жи за зо ка ки ко ла ле ло ма ми мо на ни но па пи по ра ри ро са си со та ти то".split()
)
ENDS = (("ров", "rau"), ("лов", "lau"), ("ненко", "nenka"), ("вич", "vich"), ("ский", "ski"), ("чук", "chuk"))
LATIN = dict(zip("абвгдежзиклмнопрсту", "a b v h d e zh z i k l m n o p r s t u".split(), strict=True)) | {"ш": "sh"}
HEADER = "viasna"


def _person(number: int) -> tuple[str, str, str]:
    """Name in Russian, the same in Belarusian Latin letters, and the day of birth; the same for the same number."""
    chance = random.Random(number)
    given, given_latin = chance.choice(GIVEN)
    stem = chance.choice(STARTS) + chance.choice(MIDDLES)
    end, end_latin = chance.choice(ENDS)
    latin = "".join(LATIN.get(letter, letter) for letter in stem.lower()).capitalize() + end_latin
    born = f"{chance.randint(1, 28):02d}.{chance.randint(1, 12):02d}.{chance.randint(1950, 2004)}"
    return f"{given} {stem}{end}", f"{given_latin} {latin}", born


def _write_list(path: Path, rows: "list[tuple[str, str]]") -> None:
    from dossier.intake.layouts import shipped_layouts

    header = shipped_layouts()[HEADER].header_sets["ru"]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        for n, (name, born) in enumerate(rows):
            writer.writerow([name, "", born, "", "", f"ст. {342 + n % 30} УК", "", "", "", "", "", f"ИК-{n % 24 + 1}"])


def _make(folder: Path) -> None:
    """The vault, and the list: even rows are persons of it, odd rows are not."""
    from dossier.intake import import_file
    from dossier.vault import create_vault, open_vault
    from dossier.vault.keys import Kdf

    kdf = Kdf(memory_kib=19 * 1024, passes=2, lanes=1)
    create_vault(folder / "vault", passphrase=PASSPHRASE, author="bench", kdf=kdf, seed=lambda _session: None).close()
    _write_list(folder / "persons.csv", [(name, born) for name, _latin, born in map(_person, range(PERSONS))])
    with open_vault(folder / "vault", PASSPHRASE) as vault:
        import_file(vault, folder / "persons.csv", link=False)
    step = max(PERSONS * 2 // LIST_ROWS, 1)
    asked = [_person(n // 2 * step % PERSONS if n % 2 == 0 else PERSONS + n) for n in range(LIST_ROWS)]
    rows = []
    for n, (name, latin, born) in enumerate(asked):
        rows.append((latin, born if n % 4 else born[6:]) if n % 2 == 0 else (name, born))
    _write_list(folder / "list.csv", rows)


def run_dry(folder: str, *, link: bool) -> None:
    """The subject: one process that looks at the list."""
    from dossier.intake import import_file
    from dossier.intake.report import RowFate
    from dossier.vault import open_vault

    likely = [0, 0]

    def count(row: RowFate) -> None:
        likely[row.number % 2] += any(one.band == "same" for one in row.links)

    with open_vault(Path(folder) / "vault", PASSPHRASE) as vault:
        import_file(vault, Path(folder) / "list.csv", dry_run=True, link=link, on_row=count)
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(sum(one.ru_utime + one.ru_stime for one in used), max(one.ru_maxrss for one in used) // 1024, *likely)


def _measure(*arguments: str) -> list[float]:
    done = subprocess.run([sys.executable, __file__, *arguments], check=True, capture_output=True, text=True)
    return [float(one) for one in done.stdout.split()]


def _others(folder: Path) -> dict[str, tuple[list[bool], float]]:
    """What other engines make of the same list: for every row whether somebody is likely, and seconds of CPU."""
    written = {name: _read_list(folder / f"{name}.csv") for name in ("persons", "list")}
    runs = {"FTS5, names as written": _beside("fts5", sys.executable, written)}
    if python := libraries.python_with("nomenklatura"):
        runs["nomenklatura: its index, logic-v2"] = _beside("nomenklatura", python, written)
    if python := libraries.python_with("splink", "pyarrow"):
        runs["Splink, names as written"] = _beside("splink", python, written)
        begun = time.process_time()
        keyed = {name: [_keyed(*row) for row in rows] for name, rows in written.items()}
        keys_s = time.process_time() - begun
        likely, cpu_s = _beside("splink", python, keyed)
        runs["Splink, keys of dossier"] = likely, cpu_s + keys_s
    return runs


def _read_list(path: Path) -> list[tuple[str, str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:]
    return [(name.split()[-1], name.split()[0], born) for name, _status, born, *_rest in rows]


def _keyed(surname: str, given: str, born: str) -> tuple[str, str, str]:
    from dossier.vault.search_rows import name_keys

    key, given_key, _father = next(iter(name_keys(f"{given} {surname}")))
    return key, given_key, born


def _beside(engine: str, python: str, lists: dict[str, list[tuple[str, str, str]]]) -> tuple[list[bool], float]:
    done = subprocess.run(
        [python, str(Path(__file__).with_name("linkage_engines.py")), engine],
        input=json.dumps({"persons": lists["persons"], "rows": lists["list"]}),
        capture_output=True,
        text=True,
        check=True,
    )
    answer = json.loads(done.stdout[done.stdout.index("{") :])
    return answer["likely"], answer["cpu_s"]


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as name:
        _make(Path(name))
        plain_s, plain_mb, _even, _odd = _measure("plain", name)
        linked_s, linked_mb, others, same = _measure("linked", name)
        beside = _others(Path(name))
    half = LIST_ROWS / 2
    print(f"\nLinkage of {LIST_ROWS} rows against {PERSONS} persons, dry run, CPU time\n")
    print("| what | CPU s | peak MB |\n| --- | ---: | ---: |")
    print(f"| without linkage | {plain_s:.1f} | {plain_mb:.0f} |")
    print(f"| with linkage | {linked_s:.1f} | {linked_mb:.0f} |")
    print(f"| the linkage alone, a row | {(linked_s - plain_s) / LIST_ROWS * 1e3:.2f} ms | |")
    print("\n| linkage | same persons held for likely | other persons held for likely | CPU s |")
    print("| --- | ---: | ---: | ---: |")
    print(f"| dossier | {same / half:.1%} | {others / half:.1%} | {linked_s - plain_s:.1f} |")
    for engine, (likely, cpu_s) in beside.items():
        print(f"| {engine} | {sum(likely[::2]) / half:.1%} | {sum(likely[1::2]) / half:.1%} | {cpu_s:.1f} |")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["plain", folder]:
            run_dry(folder, link=False)
        case ["linked", folder]:
            run_dry(folder, link=True)
        case _:
            main()
