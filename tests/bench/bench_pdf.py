"""A dossier against bare WeasyPrint on the same words, and a bundle of a thousand pages: CPU, time, memory, rebuilds.

Yardsticks: for the small dossier an untagged PDF in one piece; for the bundle a tagged PDF/A-3a in one piece. Each is a
process of its own that counts from the moment when its input is in memory (the facts there, the HTML here); what its
children use counts too. Python's compiled files are kept, as they are where the program is installed.

BENCH_PAGES is the size of the bundle, 1000 by default; BENCH_ROUNDS how often the small dossier is made by both sides
in turn, 5 by default; BENCH_ONLY=small or =bundle leaves the other out.
"""

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dossier.casework.dossier_view import DossierView

PASSPHRASE = "plank carnation utensil plaster dill nuzzle"
AT = datetime(2026, 11, 24, 12, tzinfo=UTC)
SMALL_LIMIT, BUNDLE_LIMIT, REBUILD_LIMIT, MEMORY_LIMIT_KIB = 1.15, 0.45, 0.20, 1 << 20
PAGES_OF_ONE = 2.17
"""Of each person with two proceedings, one exhibit and a detention."""

RUN = """
import json, pickle, resource, sys, time
from datetime import UTC, datetime
what, source, target = sys.argv[1:4]
at = datetime(2026, 11, 24, 12, tzinfo=UTC)
given = pickle.load(open(source, "rb")) if what == "ours" else open(source, encoding="utf-8").read()
start, start_cpu = time.perf_counter(), time.process_time()
if what == "bare" or what == "tagged":
    from dossier.export.pdf.child import _fetcher
    from weasyprint import HTML
    more = dict(pdf_variant="pdf/a-3a", pdf_tags=True) if what == "tagged" else {}
    HTML(string=given, base_url="dossier:", url_fetcher=_fetcher()).write_pdf(target, **more)
else:
    from dossier.export.pdf.writing import dossier_bytes
    from dossier.vault.section_cache import SectionCache
    from pathlib import Path
    cache = SectionCache(Path(sys.argv[4]), bytes(32)) if len(sys.argv) > 4 else None
    document, pages = dossier_bytes([("en", given)], profile="sealed", built_at=at, cache=cache)
    open(target, "wb").write(document)
wall = time.perf_counter() - start
own, children = (resource.getrusage(one) for one in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
cpu = time.process_time() - start_cpu + children.ru_utime + children.ru_stime
print(json.dumps({"wall_s": wall, "cpu_s": cpu,
                  "self_kib": own.ru_maxrss, "child_kib": children.ru_maxrss}))
"""


def _small(folder: Path) -> "DossierView":
    """The invented trial."""
    from dossier.casework.assemble import assemble_dossier
    from dossier.casework.case_files import load_case_file
    from dossier.resources import seed_path
    from dossier.vault import create_vault
    from dossier.vault.keys import Kdf

    kdf = Kdf(memory_kib=19 * 1024, passes=2, lanes=1)
    with create_vault(folder / "vault", passphrase=PASSPHRASE, author="bench", kdf=kdf) as vault:
        ref = load_case_file(vault, seed_path("cases", "example_trial.yaml"))[0]
        with vault.read() as session:
            return assemble_dossier(session, ref, profile="sealed", lang="en", on=date(2026, 11, 24))


def _bundle(small: "DossierView", pages: int) -> "DossierView":
    """The trial with so many persons that it fills the pages, each with an exhibit of its own."""
    count = max(int(pages / PAGES_OF_ONE), 1)
    person, detention, exhibit = small.persons[0], small.detention[0], small.exhibits[0]
    return replace(
        small,
        persons=tuple(replace(person, key=f"{person.key}-{n}", label=f"{person.label} {n}") for n in range(count)),
        proceedings=tuple(_numbered(one, n) for n in range(count) for one in small.proceedings[:2]),
        detention=tuple(replace(detention, person=f"{detention.person} {n}") for n in range(count)),
        exhibits=tuple(
            replace(exhibit, number=str(n + 1), anchor=f"{exhibit.anchor}-{n}", ref=f"{exhibit.ref}-{n}")
            for n in range(min(count, 200))
        ),
        chronology=tuple(
            replace(one, anchor=f"{one.anchor}-{n}") for n in range(count) for one in small.chronology[:4]
        ),
    )


def _numbered(proceeding: Any, number: int) -> Any:
    return replace(proceeding, person=f"{proceeding.person} {number}")


def _changed(view: "DossierView") -> "DossierView":
    """One charge of one proceeding in the middle has another outcome."""
    at = len(view.proceedings) // 2
    one = view.proceedings[at]
    charge = replace(one.charges[0], result="acquitted")
    changed = replace(one, charges=(charge, *one.charges[1:]))
    return replace(view, proceedings=(*view.proceedings[:at], changed, *view.proceedings[at + 1 :]))


def _one_piece(view: "DossierView") -> str:
    """The same words in one document."""
    from dossier.export.pdf.page import PackFacts, Writer

    writer = Writer(view, PackFacts("BENCH", AT))
    body = writer.body()
    pieces = [writer.front(writer.entries(), {}, 1), *body]
    bodies = [one.html.partition("<body>")[2].partition("</body>")[0] for one in pieces]
    head = pieces[0].html.partition("<body>")[0]
    return f"{head}<body>{''.join(bodies)}</body></html>"


def _run(*arguments: str) -> dict[str, float]:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(
        [sys.executable, "-c", RUN, *arguments], capture_output=True, text=True, check=True, env=environment
    )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def _frozen(view: "DossierView", path: Path) -> str:
    import pickle

    path.write_bytes(pickle.dumps(view))
    return str(path)


def _line(name: str, value: float, limit: float) -> None:
    print(f"| {name} | {value:.3f} | {limit:g} | {'holds' if value <= limit else 'MISSED'} |")


def main() -> None:
    """Print the tables."""
    only = os.environ.get("BENCH_ONLY", "")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        small = _small(folder)
        if only != "bundle":
            _compare_small(folder, small, int(os.environ.get("BENCH_ROUNDS", "5")))
        if only != "small":
            _compare_bundle(folder, _bundle(small, int(os.environ.get("BENCH_PAGES", "1000"))))


def _compare_small(folder: Path, view: "DossierView", rounds: int) -> None:
    (folder / "small.html").write_text(_one_piece(view), encoding="utf-8")
    source, target = _frozen(view, folder / "small"), str(folder / "out.pdf")
    ours, bare = [], []
    for _round in range(rounds):
        ours.append(_run("ours", source, target))
        pages = _pages(folder / "out.pdf")
        bare.append(_run("bare", str(folder / "small.html"), target))
    print(f"\nPaper: a dossier of {pages} pages\n")
    _head()
    for words, key in (("CPU", "cpu_s"), ("time", "wall_s")):
        _line(f"small dossier / bare WeasyPrint untagged, {words}", _least(ours, key) / _least(bare, key), SMALL_LIMIT)


def _compare_bundle(folder: Path, view: "DossierView") -> None:
    (folder / "bundle.html").write_text(_one_piece(view), encoding="utf-8")
    cache, changed = str(folder / "cache"), _frozen(_changed(view), folder / "changed")
    first = _run("ours", _frozen(view, folder / "bundle"), str(folder / "first.pdf"), cache)
    again = _run("ours", changed, str(folder / "again.pdf"), cache)
    _run("ours", changed, str(folder / "anew.pdf"))
    same = (folder / "again.pdf").read_bytes() == (folder / "anew.pdf").read_bytes()
    print(f"\nPaper: a bundle of {_pages(folder / 'first.pdf')} pages\n")
    _head()
    _line("rebuild after one charge / first build, CPU", again["cpu_s"] / first["cpu_s"], REBUILD_LIMIT)
    _line("rebuild after one charge / first build, time", again["wall_s"] / first["wall_s"], REBUILD_LIMIT)
    largest = first["self_kib"] + 2 * first["child_kib"]
    print(f"| memory of all processes, at most, MiB | {largest / 1024:.0f} | 1024 | "
          f"{'holds' if largest <= MEMORY_LIMIT_KIB else 'MISSED'} |")  # fmt: skip
    print(f"| the rebuild gives the bytes of a build from nothing | {'yes' if same else 'NO'} | | |")
    print(f"| CPU seconds of the first build | {first['cpu_s']:.1f} | | |", flush=True)
    tagged = _run("tagged", str(folder / "bundle.html"), str(folder / "out.pdf"))
    _line("bundle / bare WeasyPrint tagged, time", first["wall_s"] / tagged["wall_s"], BUNDLE_LIMIT)
    _line("bundle / bare WeasyPrint tagged, CPU", first["cpu_s"] / tagged["cpu_s"], 1)
    print(f"| bare tagged, MiB | {tagged['self_kib'] / 1024:.0f} | | |")


def _pages(path: Path) -> int:
    import pikepdf

    with pikepdf.open(path) as pdf:
        return len(pdf.pages)


def _head() -> None:
    print("| what | ratio | limit | |\n| --- | ---: | ---: | --- |")


def _least(runs: list[dict[str, float]], name: str) -> float:
    return min(one[name] for one in runs)


if __name__ == "__main__":
    main()
