"""Import against a plain executemany of the same final rows into the same kind of encrypted file.

Whole processes of the same interpreter, so start-up is in both; CPU time and the greatest memory of each. The number of
rows is BENCH_ROWS, 5,000 by default; 1000000 shows that memory does not grow. The import and its yardstick run by
turns, each stopped while the other runs: on a machine that others use too, minutes differ by a third. The rows of the
yardstick come from an import that was there before.
"""

import contextlib
import csv
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PASSPHRASE = "plank carnation utensil plaster dill nuzzle"
ROWS = int(os.environ.get("BENCH_ROWS", "5000"))
LIMIT = 4.0
AT_ONCE = 20_000
TURN_S = 2.0
_GIVEN = "Александр Сергей Дмитрий Николай Андрей Иван Павел Игорь Виктор Пётр Семён Яков Олег Денис Глеб".split()
_SYLLABLES = "ба ве ги до жу за ки ло ма не по ра си та фи ха ца чу ша брю гра дро кла пла сто тру".split()
_ENDS = ("ров", "лов", "ненко", "вич", "ский", "чук")


def _person(number: int) -> tuple[str, str]:
    """A name and a day of birth, the same for the same number; in a list of millions hardly anybody stands twice."""
    chance = random.Random(number)
    family = "".join(chance.choice(_SYLLABLES) for _part in range(chance.randint(2, 4))).capitalize()
    born = f"{chance.randint(1, 28):02d}.{chance.randint(1, 12):02d}.{chance.randint(1945, 2005)}"
    return f"{chance.choice(_GIVEN)} {family}{chance.choice(_ENDS)}", born


def _write_list(path: Path, rows: int) -> None:
    from dossier.intake.layouts import shipped_layouts

    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(shipped_layouts()["viasna"].header_sets["ru"])
        for n, (name, born) in enumerate(map(_person, range(rows))):
            writer.writerow([
                name, "Политзаключенный", born, "мужской",
                f"{n % 28 + 1:02d}.09.2021", f"ч. {n % 4 + 1} ст. 342 УК; ст. 368 УК", "01.11.2021",
                f"{n % 9 + 2} года лишения свободы в колонии общего режима", "лишение свободы", f"Судья {n % 300}", "",
                f"ИК-{n % 24 + 1}, адрес",
            ])  # fmt: skip


def _make_vault(folder: Path) -> None:
    from dossier.vault import create_vault
    from dossier.vault.keys import Kdf

    kdf = Kdf(memory_kib=19 * 1024, passes=2, lanes=1)
    create_vault(folder, passphrase=PASSPHRASE, author="bench", kdf=kdf, seed=lambda _session: None).close()


def _no_index(_session: object, _made: object) -> None:
    """In place of the search index."""


def run_import(folder: str, path: str, *, with_index: bool, dry_run: bool = False) -> None:
    """The subject: one process that imports the list."""
    from dossier.intake import import_file
    from dossier.vault import bulk, open_vault

    if not with_index:
        bulk.let_be_found = _no_index  # type: ignore[assignment]
    with open_vault(folder, PASSPHRASE) as vault:
        import_file(vault, path, dry_run=dry_run)
    _tell()


def _tables() -> list[str]:
    """Every table that an import fills, parents first, without the journal and what each vault has anyway."""
    import dossier.vault.search_index  # noqa: F401 - declares its tables
    from dossier.vault.tables import SQLModel

    return [table.name for table in SQLModel.metadata.sorted_tables if table.name not in {"change", "vault_fact"}]


def run_executemany(folder: str, source: str) -> None:
    """The yardstick: the same final rows, ready as tuples, one executemany after the other; only these are timed."""
    from dossier.vault import open_vault

    spent_s = 0.0
    with open_vault(source, PASSPHRASE) as full, open_vault(folder, PASSPHRASE) as vault:
        with full.reading_connection() as reading, vault.connection() as connection:
            connection.execute("PRAGMA defer_foreign_keys=on")
            for table in _tables():
                rows = reading.execute(f"SELECT * FROM {table}")
                while part := rows.fetchmany(AT_ONCE):
                    ready = [tuple(bytearray(c) if isinstance(c, bytes) else c for c in row) for row in part]
                    marks = ",".join("?" * len(part[0]))
                    before = time.process_time()
                    connection.executemany(f"INSERT INTO {table} VALUES ({marks})", ready)
                    spent_s += time.process_time() - before
            before = time.process_time()
        spent_s += time.process_time() - before
    print(spent_s, 0)


def _tell() -> None:
    """CPU time with that of the process that reads the file; the memory of the larger of both."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(sum(one.ru_utime + one.ru_stime for one in used), max(one.ru_maxrss for one in used) // 1024)


def _measure(*arguments: str) -> tuple[float, int]:
    return _told(_started(*arguments))


def _started(*arguments: str) -> "subprocess.Popen[str]":
    return subprocess.Popen([sys.executable, __file__, *arguments], stdout=subprocess.PIPE, text=True)


def _told(process: "subprocess.Popen[str]") -> tuple[float, int]:
    said = process.communicate()[0]
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, process.args)
    cpu_s, peak_mb = said.split()
    return float(cpu_s), int(peak_mb)


def _by_turns(subject: tuple[str, ...], yardstick: tuple[str, ...]) -> tuple[tuple[float, int], tuple[float, int]]:
    """Both at once, of which only one runs at a time; the subject gets the longer turns, as it has more to do."""
    turns_s = {_started(*subject): 4 * TURN_S, _started(*yardstick): TURN_S}
    for process in turns_s:
        process.send_signal(signal.SIGSTOP)
    while running := [process for process in turns_s if process.poll() is None]:
        for process in running:
            process.send_signal(signal.SIGCONT)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(turns_s[process])
                continue
            process.send_signal(signal.SIGSTOP)
    first, second = map(_told, turns_s)
    return first, second


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for vault in ("plain", "indexed", "target", "second", "turns", "empty"):
            _make_vault(folder / vault)
        _write_list(folder / "list.csv", ROWS)
        _write_list(folder / "one.csv", 1)
        start_s, start_mb = _measure("import", str(folder / "empty"), str(folder / "one.csv"))
        plain_s, plain_mb = _measure("import_only", str(folder / "plain"), str(folder / "list.csv"))
        dry_s, dry_mb = _measure("dry_run", str(folder / "indexed"), str(folder / "list.csv"))
        _measure("import", str(folder / "indexed"), str(folder / "list.csv"))
        (indexed_s, indexed_mb), (full_s, _mb) = _by_turns(
            ("import", str(folder / "turns"), str(folder / "list.csv")),
            ("executemany", str(folder / "second"), str(folder / "indexed")),
        )
        yard_s, _mb = _measure("executemany", str(folder / "target"), str(folder / "plain"))
    print(f"\nImport of {ROWS} rows, CPU time without start-up ({start_s:.2f} s, {start_mb} MB)\n")
    print("| what | CPU s | µs a row | peak MB | ratio | limit | |\n| --- | ---: | ---: | ---: | ---: | ---: | --- |")
    print(f"| executemany of the same rows | {yard_s:.2f} | {yard_s / ROWS * 1e6:.0f} | | 1 | | |")
    print(f"| … and of the rows of the search index | {full_s:.2f} | {full_s / ROWS * 1e6:.0f} | | 1 | | |")
    subjects = (
        ("import without search index", plain_s, plain_mb, yard_s),
        ("import", indexed_s, indexed_mb, full_s),
        ("dry run", dry_s, dry_mb, full_s),
    )
    for what, cpu_s, peak_mb, against_s in subjects:
        own_s = cpu_s - start_s
        ratio = own_s / against_s
        verdict = "holds" if ratio <= LIMIT else "MISSED"
        print(f"| {what} | {own_s:.2f} | {own_s / ROWS * 1e6:.0f} | {peak_mb} | {ratio:.2f} | {LIMIT:g} | {verdict} |")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["import", vault, path]:
            run_import(vault, path, with_index=True)
        case ["dry_run", vault, path]:
            run_import(vault, path, with_index=True, dry_run=True)
        case ["import_only", vault, path]:
            run_import(vault, path, with_index=False)
        case ["executemany", vault, source]:
            run_executemany(vault, source)
        case _:
            main()
