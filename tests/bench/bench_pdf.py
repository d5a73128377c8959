"""A dossier against bare WeasyPrint on the same words, and bundles of a thousand pages: CPU, time, memory, rebuilds.

Yardsticks: for the small dossier an untagged PDF in one piece; for the large ones a tagged PDF/A-3a in one piece. Each
is a process of its own that counts from the moment when its input is in memory (the facts there, the HTML here); what
its children use counts too. Python's compiled files are kept, as they are where the program is installed.

The large ones are two: a paper every page of which is laid out, and a bundle of a paper with the pages of two hundred
exhibits behind it, whose words bare WeasyPrint lays out as pages of their own.

BENCH_PAGES is the size of the large ones, 1000 by default; BENCH_ROUNDS how often the small dossier is made by both
sides in turn, 5 by default; BENCH_ONLY=small, =paper, =bundle or =growth (500, 1,000 and 2,000 pages, without a
yardstick) leaves the others out.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dossier.casework.dossier_view import DossierView

PASSPHRASE = "plank carnation utensil plaster dill nuzzle"
AT = datetime(2026, 11, 24, 12, tzinfo=UTC)
SMALL_LIMIT, BUNDLE_LIMIT, REBUILD_LIMIT, MEMORY_LIMIT_KIB = 1.15, 0.45, 0.20, 1 << 20
GROWTH_LIMIT = 1.15
PAGES_OF_ONE = 3.3
"""Of each person with two proceedings, one exhibit and a detention."""
EXHIBITS, PAGES_OF_AN_EXHIBIT, LINES_OF_A_PAGE = 200, 2, 40

RUN = """
import json, pickle, resource, sys, time
from datetime import UTC, datetime
what, source, target = sys.argv[1:4]
at = datetime(2026, 11, 24, 12, tzinfo=UTC)
given = pickle.load(open(source, "rb")) if what == "ours" else open(source, encoding="utf-8").read()
start, start_cpu = time.perf_counter(), time.process_time()
if what == "bare" or what == "tagged":
    from dossier.export.pdf.layout import _fetcher
    from weasyprint import HTML
    more = dict(pdf_variant="pdf/a-3a", pdf_tags=True) if what == "tagged" else {}
    HTML(string=given, base_url="dossier:", url_fetcher=_fetcher()).write_pdf(target, **more)
else:
    from dossier.export.pdf.writing import dossier_bytes
    from dossier.vault.section_cache import SectionCache
    from pathlib import Path
    cache = SectionCache(Path(sys.argv[4]), bytes(32)) if len(sys.argv) > 4 and sys.argv[4] else None
    parts = []
    if len(sys.argv) > 5:
        import io
        from dossier.export.pdf.bundling import Part
        for one, content in pickle.load(open(sys.argv[5], "rb")):
            parts.append(Part(open=lambda content=content: io.BytesIO(content), **one))
        start, start_cpu = time.perf_counter(), time.process_time()
    document, pages = dossier_bytes([("en", given)], profile="sealed", built_at=at, cache=cache, parts=parts)
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


def _large(small: "DossierView", pages: int, exhibits: int = EXHIBITS) -> "DossierView":
    """The trial with so many persons that it fills the pages, and so many exhibits."""
    count = max(int(pages / PAGES_OF_ONE), 1)
    person, detention, exhibit = small.persons[0], small.detention[0], small.exhibits[0]
    return replace(
        small,
        persons=tuple(replace(person, key=f"{person.key}-{n}", label=f"{person.label} {n}") for n in range(count)),
        proceedings=tuple(_numbered(one, n) for n in range(count) for one in small.proceedings[:2]),
        detention=tuple(replace(detention, person=f"{detention.person} {n}") for n in range(count)),
        exhibits=tuple(
            replace(exhibit, number=str(n + 1), anchor=f"{exhibit.anchor}-{n}", ref=f"{exhibit.ref}-{n}")
            for n in range(exhibits)
        ),
        chronology=tuple(
            replace(one, anchor=f"{one.anchor}-{n}") for n in range(count) for one in small.chronology[:4]
        ),
    )


def _parts(view: "DossierView") -> list[tuple[dict[str, Any], bytes]]:
    """Pages for every exhibit of a view, with the sheet before them."""
    from dossier.export.exhibits.type_setting import Line

    sheet = [Line("Exhibit", "bold", 22, 150), Line("Protocol of questioning, Russian", "plain", 12)]
    parts = []
    for one in view.exhibits:
        content, pages = _pages_of_exhibit(one.number)
        about = {"anchor": one.anchor, "label": f"Exhibit {one.number}", "title": one.title, "sheet": sheet,
                 "file": f"exhibits/{one.number}/stamped.pdf", "page_count": pages}  # fmt: skip
        parts.append((about, content))
    return parts


def _pages_of_exhibit(number: str) -> tuple[bytes, int]:
    import io

    import pikepdf

    from dossier.export.exhibits.type_setting import Line, set_pages
    from dossier.export.pdf.bundling import _faces

    lines = [Line(one) for one in _lines_of_exhibit(number)]
    with pikepdf.new() as pdf:
        count = set_pages(pdf, _faces(), lines)
        pdf.save(out := io.BytesIO())
    return out.getvalue(), count


def _lines_of_exhibit(number: str) -> list[str]:
    words = "Свидетель показал, что на площади было много людей."
    return [f"{number}.{at}. {words}" for at in range(PAGES_OF_AN_EXHIBIT * LINES_OF_A_PAGE)]


def _numbered(proceeding: Any, number: int) -> Any:
    return replace(proceeding, person=f"{proceeding.person} {number}")


def _changed(view: "DossierView") -> "DossierView":
    """One charge of one proceeding in the middle has another outcome."""
    at = len(view.proceedings) // 2
    one = view.proceedings[at]
    charge = replace(one.charges[0], result="acquitted")
    changed = replace(one, charges=(charge, *one.charges[1:]))
    return replace(view, proceedings=(*view.proceedings[:at], changed, *view.proceedings[at + 1 :]))


def _one_piece(view: "DossierView", parts: "Sequence[tuple[dict[str, Any], bytes]]" = ()) -> str:
    """The same words and the same look in one document, with the words of exhibits behind them."""
    from dossier.export.pdf.page import PackFacts, Writer
    from dossier.resources import export_path

    writer = Writer(view, PackFacts("BENCH", AT))
    body = writer.body()
    pieces = [writer.front(writer.entries(), {}, 1), *body]
    bodies = [one.html.partition("<body>")[2].partition("</body>")[0] for one in pieces]
    head = pieces[0].html.partition("<body>")[0]
    style = export_path("dossier", "dossier.css").read_text(encoding="utf-8")
    behind = "".join(_words_of_part(about) for about, _content in parts)
    return f"{head.replace('</head>', f'<style>{style}</style></head>')}<body>{''.join(bodies)}{behind}</body></html>"


def _words_of_part(about: dict[str, Any]) -> str:
    """The sheet of an exhibit and as many pages as it has, as words."""
    sheet = "".join(f"<p>{line.text}</p>" for line in about["sheet"])
    pages = (
        "".join(f"<div>{line}</div>" for line in _lines_of_exhibit(about["label"])[at::PAGES_OF_AN_EXHIBIT])
        for at in range(PAGES_OF_AN_EXHIBIT)
    )
    return "".join(f'<div class="own-page">{one}</div>' for one in (sheet, *pages))


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
    only, pages = os.environ.get("BENCH_ONLY", ""), int(os.environ.get("BENCH_PAGES", "1000"))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        small = _small(folder)
        if only in ("", "small"):
            _compare_small(folder, small, int(os.environ.get("BENCH_ROUNDS", "5")))
        if only in ("", "paper"):
            _compare_large(folder, _large(small, pages), "a paper")
        if only in ("", "bundle"):
            view = _large(small, pages - EXHIBITS * (1 + PAGES_OF_AN_EXHIBIT) - EXHIBITS // 3)
            _compare_large(folder, view, f"a bundle with {EXHIBITS} exhibits", _parts(view))
        if only == "growth":
            _grow(folder, small)


def _grow(folder: Path, small: "DossierView") -> None:
    """A fifth of the pages of each bundle is its exhibits' number."""
    print("\n| pages | CPU ms a page | MiB in all processes, at most |\n| ---: | ---: | ---: |")
    found = []
    for wanted in (500, 1000, 2000):
        count = wanted // 5
        view = _large(small, wanted - count * (1 + PAGES_OF_AN_EXHIBIT) - count // 3, count)
        run = _run("ours", _frozen(view, folder / "view"), str(folder / "out.pdf"), "", _kept(folder, _parts(view)))
        pages = _pages(folder / "out.pdf")
        found.append(run["cpu_s"] / pages)
        print(f"| {pages} | {found[-1] * 1000:.0f} | {_memory_kib(run) / 1024:.0f} |", flush=True)
    print()
    _head()
    _line("a page of the largest / a page of the smallest, CPU", found[-1] / found[0], GROWTH_LIMIT)


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


def _compare_large(
    folder: Path, view: "DossierView", name: str, parts: "list[tuple[dict[str, Any], bytes]] | None" = None
) -> None:
    (folder / "large.html").write_text(_one_piece(view, parts or ()), encoding="utf-8")
    behind = [_kept(folder, parts)] if parts else []
    cache, changed = str(folder / f"cache-{len(behind)}"), _frozen(_changed(view), folder / "changed")
    first = _run("ours", _frozen(view, folder / "large"), str(folder / "first.pdf"), cache, *behind)
    again = _run("ours", changed, str(folder / "again.pdf"), cache, *behind)
    _run("ours", changed, str(folder / "anew.pdf"), "", *behind)
    same = (folder / "again.pdf").read_bytes() == (folder / "anew.pdf").read_bytes()
    print(f"\nPaper: {name} of {_pages(folder / 'first.pdf')} pages\n")
    _head()
    _line("rebuild after one charge / first build, CPU", again["cpu_s"] / first["cpu_s"], REBUILD_LIMIT)
    _line("rebuild after one charge / first build, time", again["wall_s"] / first["wall_s"], REBUILD_LIMIT)
    largest = _memory_kib(first)
    print(f"| memory of all processes, at most, MiB | {largest / 1024:.0f} | 1024 | "
          f"{'holds' if largest <= MEMORY_LIMIT_KIB else 'MISSED'} |")  # fmt: skip
    print(f"| the rebuild gives the bytes of a build from nothing | {'yes' if same else 'NO'} | | |")
    print(f"| CPU seconds of the first build | {first['cpu_s']:.1f} | | |", flush=True)
    tagged = _run("tagged", str(folder / "large.html"), str(folder / "out.pdf"))
    _line(f"{name} / bare WeasyPrint tagged, time", first["wall_s"] / tagged["wall_s"], BUNDLE_LIMIT)
    _line(f"{name} / bare WeasyPrint tagged, CPU", first["cpu_s"] / tagged["cpu_s"], 1)
    print(f"| pages of bare WeasyPrint, tagged | {_pages(folder / 'out.pdf')} | | |")
    print(f"| memory of bare WeasyPrint, MiB | {tagged['self_kib'] / 1024:.0f} | | |", flush=True)


def _memory_kib(run: dict[str, float]) -> float:
    """As if the two processes of the layout shared nothing."""
    return run["self_kib"] + 2 * run["child_kib"]


def _kept(folder: Path, parts: "list[tuple[dict[str, Any], bytes]]") -> str:
    import pickle

    (folder / "parts").write_bytes(pickle.dumps(parts))
    return str(folder / "parts")


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
