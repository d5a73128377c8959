"""As you type: is the person among the first ten, when the name is typed in another language or spelling?

Run: ``scripts/bench typing``. The persons looked for are those of the labelled pairs that lie beside the repository
(see bench_names.py): recorded under one attested spelling, typed under another. Around them stand 100,000 names: a
tenth of the surnames and given names of the same lists anew combined, so that each surname has other bearers, the rest
invented. BENCH_NAMES changes that number. BENCH_LIBRARIES=1 installs the library that did best in earlier comparisons
(Daitch-Mokotoff keys) and measures it in the same run; FTS5 is always there.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from dossier.domain.names import ParsedName, parse
from tests.bench import libraries
from tests.bench.bench_names import PAIRS, language, read_pairs
from tests.bench.people import People, mistyped

PASSPHRASE = "plank carnation utensil plaster dill nuzzle"
NAMES = int(os.environ.get("BENCH_NAMES", "100000"))
TARGETS = 1000
ASKED = int(os.environ.get("BENCH_QUERIES", "250"))
LIMITS = {"all kinds across languages": 0.85, "surname, 3 letters": 0.95, "same language: surname, 3 letters": 0.99}


class Target(NamedTuple):
    """A person as recorded, and as typed."""

    record: str
    typed: ParsedName
    recorded: ParsedName


def targets() -> list[Target]:
    """Attested pairs in two languages, each with one surname and a given name on both sides."""
    found: dict[str, Target] = {}
    for row in read_pairs():
        if row["label"] != "1" or row["kind"] != "attested" or language(row["lang_a"]) == language(row["lang_b"]):
            continue
        a, b = parse(row["a"]), parse(row["b"])
        if len(a.surname) == len(b.surname) == 1 and a.given and b.given and a.surname[0] != b.surname[0]:
            found.setdefault(row["person_a"], Target(row["a"], b, a))
    chosen = sorted(found.values())
    random.Random(11).shuffle(chosen)
    return chosen[:TARGETS]


def background(count: int) -> list[str]:
    """Names around them, of the surnames and given names of the same lists, anew combined within a language."""
    rng = random.Random(12)
    parts: dict[str, tuple[list[str], list[str], list[str]]] = {}
    for row in read_pairs():
        for text, code in ((row["a"], row["lang_a"]), (row["b"], row["lang_b"])):
            name = parse(text)
            if len(name.surname) == 1 and name.given:
                lists = parts.setdefault(language(code), ([], [], []))
                lists[0].append(name.surname[0].capitalize())
                lists[1].append(name.given[0].capitalize())
                lists[2].append(name.patronymic.capitalize())
    weights = [len(lists[0]) for lists in parts.values()]
    made: list[str] = []
    while len(made) < count // 10:
        surnames, given, fathers = rng.choices(list(parts.values()), weights)[0]
        made.append(" ".join(filter(None, (rng.choice(surnames), rng.choice(given), rng.choice(fathers)))))
    return made + [names[-1].text for names in People().stream(count - len(made))]


def typed(kind: str, name: ParsedName, rng: random.Random) -> str:
    """What somebody types who looks for this name."""
    surname, given = name.surname[0], name.given[0]
    letters = [given[0], *([name.patronymic[0]] if name.patronymic else [])]
    return {
        "surname's 4 letters, 1 letter": f"{surname[:4]} {given[:1]}",
        "surname": surname,
        "surname, 3 letters": f"{surname} {given[:3]}",
        "given name, surname": f"{given} {surname}",
        "surname, initials": f"{surname} {'.'.join(letters)}.",
        "a typing error": f"{mistyped(surname, rng) if len(surname) > 3 else surname} {given}",
    }[kind]


KINDS = (
    "surname's 4 letters, 1 letter", "surname", "surname, 3 letters", "given name, surname", "surname, initials",
    "a typing error",
)  # fmt: skip


def questions(wanted: list[Target]) -> Iterator[tuple[str, str, int]]:
    """Kind, what is typed, and the place of the record that should come."""
    for at, target in enumerate(wanted[:ASKED]):
        for kind in KINDS:
            yield kind, typed(kind, target.typed, random.Random(at)), at
        own = typed("surname, 3 letters", target.recorded, random.Random(at))
        yield "same language: surname, 3 letters", own, at


def ours(records: list[str], queries: list[str]) -> tuple[list[list[int]], list[float]]:
    """The program: a vault, its index, ``Vault.search``; the answers and the milliseconds of each."""
    from dossier.vault import create_vault
    from dossier.vault.bulk import BulkWriter, let_be_found
    from dossier.vault.keys import Kdf

    kdf = Kdf(memory_kib=19 * 1024, passes=2, lanes=1)
    with (
        tempfile.TemporaryDirectory() as name,
        create_vault(
            Path(name) / "vault", passphrase=PASSPHRASE, author="bench", kdf=kdf, seed=lambda _session: None
        ) as vault,
    ):
        with vault.write() as session:
            writer = BulkWriter(session, author="bench", at=datetime.now(UTC))
            ids = []
            for text in records:
                ids.append(writer.add("person", {"label": text, "remarks": None}))
                writer.add("person_name", {"person_id": ids[-1], "as_written": text})
            writer.flush()
            let_be_found(session, {"person": ids})
        with vault.reading_connection() as connection:
            refs = {ref: bytes(raw) for raw, ref in connection.execute("SELECT id, ref FROM person")}
        places = {one.bytes: at for at, one in enumerate(ids)}
        answers, times = [], []
        for query in queries:
            begun = time.thread_time()
            hits = vault.search(query, limit=10)
            times.append(1e3 * (time.thread_time() - begun))
            answers.append([places[refs[hit.ref]] for hit in hits])
        return answers, times


def other(engine: str, python: str, records: list[str], queries: list[str]) -> list[list[int]]:
    """An engine of typing_engines.py in a process of its own."""
    done = subprocess.run(
        [python, str(Path(__file__).with_name("typing_engines.py")), engine],
        input=json.dumps({"records": records, "queries": queries}),
        capture_output=True,
        text=True,
        check=True,
    )
    return list(json.loads(done.stdout)["answers"])


def main() -> int:
    """Print the table."""
    if not PAIRS.is_file():
        print(f"No labelled pairs at {PAIRS}: nothing was measured. Name a file in DOSSIER_NAME_PAIRS.")
        return 1
    wanted = targets()
    records = [target.record for target in wanted] + background(NAMES)
    asked = list(questions(wanted))
    queries = [query for _kind, query, _at in asked]
    answers, times = ours(records, queries)
    engines = {"dossier": answers, "FTS5": other("fts5", sys.executable, records, queries)}
    if python := libraries.python_with("abydos", "anyascii"):
        engines["Daitch-Mokotoff"] = other("daitch_mokotoff", python, records, queries)
    print(f"\n{len(records):,} names, {len(wanted[:ASKED])} persons looked for: share among the first ten\n")
    print(f"| typed | {' | '.join(engines)} | limit | |\n| --- |{' ---: |' * (len(engines) + 1)} --- |")
    shares: dict[str, dict[str, float]] = {engine: {} for engine in engines}
    for kind in (*KINDS, "same language: surname, 3 letters"):
        for engine, found in engines.items():
            right = [at in hits for (one, _query, at), hits in zip(asked, found, strict=True) if one == kind]
            shares[engine][kind] = sum(right) / len(right)
    for found_shares in shares.values():
        found_shares["all kinds across languages"] = sum(found_shares[kind] for kind in KINDS) / len(KINDS)
    for kind in shares["dossier"]:
        limit = LIMITS.get(kind)
        verdict = "" if limit is None else "holds" if shares["dossier"][kind] >= limit else "MISSED"
        cells = " | ".join(f"{shares[engine][kind]:.3f}" for engine in engines)
        print(f"| {kind} | {cells} | {limit or ''} | {verdict} |")
    times.sort()
    print(f"\nCPU of a search: p50 {times[len(times) // 2]:.1f} ms, p95 {times[int(len(times) * 0.95)]:.1f} ms.")
    if os.environ.get("BENCH_MISSED"):
        for (kind, query, at), hits in zip(asked, answers, strict=True):
            if at not in hits:
                print(f"{kind}: {query} -> {records[at]}; first: {[records[hit] for hit in hits[:3]]}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
