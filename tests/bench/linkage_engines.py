"""What is measured beside the program's linkage: Splink, nomenklatura, and FTS5 over the names as written.

Run with "splink", "nomenklatura" or "fts5" under the Python that has what it needs; reads {"persons": [...], "rows":
[...]} from standard input, each a list of surname, given name, day of birth (dd.mm.yyyy or a year), and writes the
seconds of the processor and, for every row, whether a person is held for likely.
"""

import json
import sqlite3
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

Person = tuple[str, str, str]
LIKELY = 0.9
LOGIC_V2_LIKELY = 0.7
"""From here on its authors take two records for one."""


def _columns(persons: list[Person]) -> dict[str, list[object]]:
    return {
        "unique_id": list(range(len(persons))),
        "surname": [one[0] for one in persons],
        "given": [one[1] for one in persons],
        "born": [one[2] if len(one[2]) > 4 else None for one in persons],
        "year": [one[2][-4:] for one in persons],
    }


def splink(persons: list[Person], rows: list[Person]) -> list[bool]:
    """Splink with its usual comparisons, trained on these lists themselves."""
    import pyarrow  # type: ignore[import-not-found]
    import splink.comparison_library as cl  # type: ignore[import-not-found]
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    database = DuckDBAPI()
    tables = [
        database.register(pyarrow.table(_columns(people)), dataset_display_name=name)
        for name, people in (("a_persons", persons), ("b_rows", rows))
    ]
    settings = SettingsCreator(
        link_type="link_only",
        comparisons=[
            cl.JaroWinklerAtThresholds("surname", [0.92, 0.85]),
            cl.JaroWinklerAtThresholds("given", [0.92, 0.85]),
            cl.LevenshteinAtThresholds("born", 1),
            cl.ExactMatch("year"),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("born"),
            block_on("surname", "given"),
            block_on("surname", "year"),
        ],
    )
    linker = Linker(tables, settings, log_level="ERROR")
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for rule in (block_on("born"), block_on("surname", "given")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule, max_pairs=1e6)
    found = linker.inference.predict(threshold_match_probability=LIKELY).as_record_list()
    linked = {pair["unique_id_r" if pair["source_dataset_r"] == "b_rows" else "unique_id_l"] for pair in found}
    return [at in linked for at in range(len(rows))]


def fts5(persons: list[Person], rows: list[Person]) -> list[bool]:
    """Whoever has all words of the name and was born in the same year."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE names USING fts5(name, year UNINDEXED, tokenize='unicode61')")
    database.executemany("INSERT INTO names VALUES (?, ?)", ((f"{s} {g}", born[-4:]) for s, g, born in persons))
    query = "SELECT 1 FROM names WHERE names MATCH ? AND year = ? LIMIT 1"
    return [bool(database.execute(query, (f'"{s}" "{g}"', born[-4:])).fetchall()) for s, g, born in rows]


def nomenklatura(persons: list[Person], rows: list[Person]) -> list[bool]:
    """Candidates by nomenklatura's own index, weighed by logic-v2."""
    from followthemoney import Dataset, StatementEntity  # type: ignore[import-not-found]
    from nomenklatura.blocker import Index  # type: ignore[import-not-found]
    from nomenklatura.matching import LogicV2  # type: ignore[import-not-found]
    from nomenklatura.resolver import Linker  # type: ignore[import-not-found]
    from nomenklatura.store.memory import MemoryStore  # type: ignore[import-not-found]

    dataset = Dataset.make({"name": "persons", "title": "Persons"})

    def entity(key: str, person: Person) -> Any:
        """Likewise in both lists: the name in its usual order, the day or the year."""
        surname, given, born = person
        properties = {"name": [f"{given} {surname}"], "birthDate": ["-".join(reversed(born.split(".")))]}
        data = {"id": key, "schema": "Person", "properties": properties}
        return StatementEntity.from_data(dataset, data, cleaned=False)

    store = MemoryStore(dataset, Linker({}))
    with store.writer() as writer:
        for at, person in enumerate(persons):
            writer.add_entity(entity(f"person-{at}", person))
    asked = {f"row-{at}": entity(f"row-{at}", person) for at, person in enumerate(rows)}
    linked, config = set(), LogicV2.default_config()
    with tempfile.TemporaryDirectory() as folder:
        view = store.default_view()
        index = Index(view, Path(folder))
        index.build()
        for key, candidates in index.match_entities(asked.values()):
            recorded = (view.get_entity(other.id) for other, _rank in candidates)
            if any(LogicV2.compare(asked[key.id], one, config).score >= LOGIC_V2_LIKELY for one in recorded):
                linked.add(key.id)
        index.close()
    return [key in linked for key in asked]


def main() -> None:
    """Run the engine named by the argument."""
    given = json.load(sys.stdin)
    begun = time.process_time()
    likely = {"splink": splink, "nomenklatura": nomenklatura, "fts5": fts5}[sys.argv[1]](
        given["persons"], given["rows"]
    )
    json.dump({"likely": likely, "cpu_s": time.process_time() - begun}, sys.stdout)


if __name__ == "__main__":
    main()
