"""The best library for names run over pairs from standard input; started by bench_names.py under its own Python.

Reads a JSON list of pairs, writes JSON: seconds to import and to answer first, seconds over all pairs, scores.
"""

import json
import sys
import time


def main() -> None:
    """Score every pair with nomenklatura's logic-v2, each name a new entity."""
    pairs = json.load(sys.stdin)
    begun = time.process_time()
    from followthemoney import model  # type: ignore[import-not-found]
    from nomenklatura.matching import LogicV2  # type: ignore[import-not-found]

    imported = time.process_time()
    config = LogicV2.default_config()

    def score(number: int, a: str, b: str) -> float:
        one, other = (
            model.get_proxy({"id": f"{side}{number}", "schema": "Person", "properties": {"name": [name]}})
            for side, name in (("a", a), ("b", b))
        )
        return float(LogicV2.compare(one, other, config).score)

    score(-1, "Иван Дубицкий", "Ivan Dubitski")
    ready = ready_cpu = time.process_time()
    scores = [score(number, a, b) for number, (a, b) in enumerate(pairs)]
    json.dump(
        {
            "import_s": imported - begun,
            "first_s": ready - imported,
            "all_s": time.process_time() - ready_cpu,
            "scores": scores,
        },
        sys.stdout,
    )


if __name__ == "__main__":
    main()
