"""What is measured beside the program: FTS5 over the names as written, and phonetic keys of a library.

Run with "fts5" or "daitch_mokotoff" under the Python that has what it needs; reads {"records": [...], "queries": [...]}
from standard input and writes, for every query, the places of the first ten records.
"""

import json
import re
import sqlite3
import sys
import time
from collections import defaultdict
from collections.abc import Callable

Search = Callable[[str], list[int]]
_WORD = re.compile(r"\w+")


def fts5(records: list[str]) -> Search:
    """SQLite's own full text, with prefixes."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE names USING fts5(name, tokenize='unicode61', prefix='2 3')")
    database.executemany("INSERT INTO names(rowid, name) VALUES (?, ?)", enumerate(records))

    def search(query: str) -> list[int]:
        match = " ".join(f'"{word}"*' for word in _WORD.findall(query))
        rows = database.execute("SELECT rowid FROM names WHERE names MATCH ? ORDER BY rank LIMIT 10", (match,))
        return [row[0] for row in rows] if match else []

    return search


def daitch_mokotoff(records: list[str]) -> Search:
    """Phonetic keys of romanised words, those with most words of the query first, the nearest spelling before."""
    from difflib import SequenceMatcher
    from functools import cache

    from abydos.phonetic import DaitchMokotoff  # type: ignore[import-not-found]
    from anyascii import anyascii  # type: ignore[import-not-found]

    coder = DaitchMokotoff()

    @cache
    def keys(word: str) -> frozenset[str]:
        plain = re.sub("[^a-z]", "", anyascii(word).lower())
        return frozenset(coder.encode(plain)) if plain else frozenset()

    index: dict[str, set[int]] = defaultdict(set)
    for at, record in enumerate(records):
        for word in _WORD.findall(record):
            for key in keys(word):
                index[key].add(at)

    def search(query: str) -> list[int]:
        counts: dict[int, int] = defaultdict(int)
        for word in _WORD.findall(query):
            for at in set().union(*(index.get(key, set()) for key in keys(word))):
                counts[at] += 1
        most = max(counts.values(), default=0)
        best = [at for at, count in counts.items() if count == most][:500]
        wanted = anyascii(query).lower()
        return sorted(best, key=lambda at: -SequenceMatcher(None, wanted, anyascii(records[at]).lower()).ratio())[:10]

    return search


def main() -> None:
    """Answer every query."""
    given = json.load(sys.stdin)
    begun = time.process_time()
    search = {"fts5": fts5, "daitch_mokotoff": daitch_mokotoff}[sys.argv[1]](given["records"])
    built_s = time.process_time() - begun
    begun = time.process_time()
    answers = [search(query) for query in given["queries"]]
    json.dump({"built_s": built_s, "queries_s": time.process_time() - begun, "answers": answers}, sys.stdout)


if __name__ == "__main__":
    main()
