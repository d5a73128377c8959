"""How well and how fast names are matched, on labelled pairs that lie beside the repository.

Run: ``scripts/bench names``. The pairs are ``../shared/data/name_pairs_dev.csv`` or the file named by
DOSSIER_NAME_PAIRS (columns a, b, label, kind, lang_a, lang_b). BENCH_LIBRARIES=1 installs the best library into an
environment of its own and measures it in the same run (its normality builds PyICU, which needs the headers of ICU);
DOSSIER_BENCH_NOMENKLATURA may name a Python that has it. The threshold for "2 % false alarms" is chosen on one half of
the pairs and judged on the other, both ways; halves are parted by person, so that no name is in both.
"""

import csv
import json
import os
import subprocess
import sys
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

from tests.bench import libraries

ROOT = Path(__file__).resolve().parents[2]
PAIRS = Path(os.environ.get("DOSSIER_NAME_PAIRS", ROOT.parent / "shared" / "data" / "name_pairs_dev.csv"))
LIBRARY_PYTHON = os.environ.get("DOSSIER_BENCH_NOMENKLATURA", "")
ALARMS = 0.02

Row = dict[str, str]
Scored = list[tuple[Row, float]]

OURS = """
import json, sys, time, resource
pairs = json.load(sys.stdin)
def resident_mb():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * resource.getpagesize() / 2**20
before_mb = resident_mb()
begun = time.process_time()
from dossier.domain.names import compare
imported = time.process_time()
compare("Иван Дубицкий", "Ivan Dubitski")
ready = cpu = time.process_time()
grown_mb = resident_mb() - before_mb
scores = [compare(a, b).score for a, b in pairs]
all_s = time.process_time() - cpu
cpu = time.process_time()
for a, b in pairs:
    compare(a, b)
json.dump({"import_s": imported - begun, "first_s": ready - imported, "all_s": all_s, "scores": scores,
           "again_s": time.process_time() - cpu, "grown_mb": grown_mb}, sys.stdout)
"""


def read_pairs() -> list[Row]:
    """The labelled pairs."""
    with PAIRS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def run(command: list[str], pairs: list[tuple[str, str]]) -> dict[str, object]:
    """Run one matcher in a process of its own over the pairs."""
    done = subprocess.run(
        command,
        input=json.dumps(pairs),
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    return dict(json.loads(done.stdout[done.stdout.index("{") :]))


def threshold(scored: Iterable[tuple[Row, float]]) -> float:
    """The least score that at most 2 % of the pairs of different people reach."""
    false = sorted((s for row, s in scored if row["label"] == "0"), reverse=True)
    return false[int(len(false) * ALARMS)]


def half_of(row: Row) -> int:
    """The half that a pair belongs to, by its first person."""
    return zlib.crc32(row.get("person_a", row["a"]).encode()) % 2


def cross_validated(scored: Scored) -> tuple[float, float]:
    """Recall and false alarms where each half is judged by the threshold of the other."""
    found, true, alarms, false = 0, 0, 0, 0
    for half in (0, 1):
        limit = threshold([x for x in scored if half_of(x[0]) != half])
        for row, score in scored:
            if half_of(row) == half:
                same = row["label"] == "1"
                true, found = true + same, found + (same and score > limit)
                false, alarms = false + (not same), alarms + (not same and score > limit)
    return found / true, alarms / false


def language(code: str) -> str:
    """be, ru, uk, or Latin."""
    return code[:2] if code[:2] in ("be", "ru", "uk") else "Latin"


def kinds(row: Row) -> list[str]:
    """The lines of the table that a pair counts in."""
    names = [("different: " if row["label"] == "0" else "same: ") + row["kind"]]
    if row["kind"] == "attested":
        names.append(
            "same: attested " + "/".join(sorted((language(row["lang_a"]), language(row["lang_b"])), key=str.lower))
        )
    return names


def shares(scored: Scored, same: Callable[[float], bool]) -> dict[str, tuple[int, float]]:
    """For every kind: how many pairs, and the share that is judged right."""
    right: dict[str, list[bool]] = defaultdict(list)
    for row, score in scored:
        for kind in kinds(row):
            right[kind].append(same(score) == (row["label"] == "1"))
    return {kind: (len(judged), sum(judged) / len(judged)) for kind, judged in sorted(right.items())}


def print_quality(results: dict[str, Scored]) -> None:
    """Recall at 2 % false alarms, then every kind at each matcher's own threshold."""
    print("\n| matcher | recall at 2 % | cross-validated: recall | false alarms |\n| --- | ---: | ---: | ---: |")
    for name, scored in results.items():
        limit = threshold(scored)
        true = [s for row, s in scored if row["label"] == "1"]
        recall, alarms = cross_validated(scored)
        print(f"| {name} | {sum(s > limit for s in true) / len(true):.4f} | {recall:.4f} | {alarms:.4f} |")
    tables = {f"{name} at 2 %": shares(scored, threshold(scored).__lt__) for name, scored in results.items()}
    tables["dossier, band same (.85)"] = shares(results["dossier"], (0.85).__le__)
    print("\n| kind | pairs | " + " | ".join(tables) + " |\n| --- | ---: |" + " ---: |" * len(tables))
    for kind, (count, _share) in next(iter(tables.values())).items():
        print(f"| {kind} | {count} | " + " | ".join(f"{table[kind][1]:.3f}" for table in tables.values()) + " |")


def print_band_precision(scored: Scored) -> None:
    """Precision of the band "same", both classes weighted equally, and where the pairs fall."""
    counts: dict[tuple[str, str], int] = defaultdict(int)
    for row, score in scored:
        counts[row["label"], "same" if score >= 0.85 else "ask" if score >= 0.6 else "no"] += 1
    true, false = (sum(n for (label, _), n in counts.items() if label == wanted) for wanted in "10")
    recall, alarms = counts["1", "same"] / true, counts["0", "same"] / false
    print(f"\nBand same: recall {recall:.4f}, false alarms {alarms:.4f}, precision {recall / (recall + alarms):.4f}.")
    print(
        "Pairs by band:",
        ", ".join(f"{'same' if k[0] == '1' else 'different'} people → {k[1]}: {n}" for k, n in counts.items()),
    )


def print_speed(runs: dict[str, list[dict[str, object]]], count: int) -> None:
    """Pairs a second of CPU time, the best of the runs, and the cold start."""
    print(
        "\n| matcher | pairs/s | the same pairs again | import CPU s | first answer CPU s | memory MB |\n"
        "| --- |" + " ---: |" * 5
    )
    rates = {name: max(count / float(str(r["all_s"])) for r in done) for name, done in runs.items()}
    for name, done in runs.items():
        least = {key: min(float(str(r[key])) for r in done if key in r) for key in done[0] if key != "scores"}
        again = f"{count / least['again_s']:,.0f}" if "again_s" in least else ""
        grown = f"{least['grown_mb']:.1f}" if "grown_mb" in least else ""
        print(f"| {name} | {rates[name]:,.0f} | {again} | {least['import_s']:.3f} | {least['first_s']:.3f} | {grown} |")
    if len(rates) > 1:
        print(f"\nRatio: {rates['dossier'] / rates['logic-v2']:.1f} × logic-v2, back to back.")


def main() -> int:
    """Print every table; says what is missing where something is."""
    if not PAIRS.is_file():
        print(f"No labelled pairs at {PAIRS}: nothing was measured. Name a file in DOSSIER_NAME_PAIRS.")
        return 1
    rows = read_pairs()
    pairs = [(row["a"], row["b"]) for row in rows]
    commands = {"dossier": [sys.executable, "-c", OURS]}
    if python := LIBRARY_PYTHON or libraries.python_with("nomenklatura"):
        commands["logic-v2"] = [python, str(Path(__file__).with_name("logic_v2.py"))]
    runs: dict[str, list[dict[str, object]]] = {name: [] for name in commands}
    for _turn in range(3):
        for name, command in commands.items():
            runs[name].append(run(command, pairs))
    results = {name: list(zip(rows, done[0]["scores"], strict=True)) for name, done in runs.items()}  # type: ignore[call-overload]
    print_quality(results)
    print_band_precision(results["dossier"])
    print_speed(runs, len(pairs))
    return 0


if __name__ == "__main__":
    sys.exit(main())
