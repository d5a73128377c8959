"""How fast article strings are read, printed, resolved and reckoned on one core.

Run: ``python tests/bench/bench_domain_articles.py``. The wished speed for reading is 20,000 strings a second; the ratio
to it is printed, and dateutil on dates for comparison.
"""

import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from dateutil.parser import parse as dateutil_parse

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[1] / "domain")]

from article_phrases import BELARUS, NAMED, cases  # type: ignore[import-not-found]  # noqa: E402

from dossier.domain.articles import ArticleRef  # noqa: E402
from dossier.domain.catalogue import resolve  # noqa: E402
from dossier.domain.credit import Custody  # noqa: E402
from dossier.domain.imposed import Imposed  # noqa: E402
from dossier.domain.law_rows import OnDay  # noqa: E402
from dossier.domain.reckoning import reckon  # noqa: E402
from dossier.domain.terms import Term  # noqa: E402

WISHED_PER_S = 20_000
TODAY = date(2024, 5, 1)


def distinct_strings(count: int) -> list[str]:
    """Citations as lists hold them, all different, so that no cache of whole texts could help."""
    forms = ("ч. {p} ст. {a} УК РБ", "ст. {a} ч. {p}", "часть {p} статьи {a}", "ч. {p} арт. {a} КК", "Art. {a}({p})")
    return [forms[n % 5].format(a=100 + n % 350, p=1 + n // 5 % 9) + " " * (n // 3150) for n in range(count)]


def per_second(do: Callable[[], None], count: int) -> float:
    """The best of five runs, by the time of this process."""
    best = float("inf")
    for _run in range(5):
        start = time.process_time()
        do()
        best = min(best, time.process_time() - start)
    return count / best


def main() -> None:
    """Print the table."""
    plain = distinct_strings(9450)
    table = [(text, "UK_BY") for text, _keys in cases(BELARUS)] + [(text, None) for text, _keys in cases(NAMED)]
    refs = [ref for text in plain[:2000] for ref in ArticleRef.parse_all(text, default_code="UK_BY")]
    dates = [f"{1 + n % 12}/{1 + n % 28}/{2000 + n % 25}" for n in range(2000)]
    custody = (Custody(OnDay(date(2020, 11, 15)), OnDay(date(2021, 4, 23))),)
    imposed = Imposed(Term.parse("2 года"), regime="GENERAL", custody=custody, in_force=OnDay(date(2021, 4, 23)))

    def read_plain() -> None:
        for text in plain:
            ArticleRef.parse_all(text, default_code="UK_BY")

    def read_table() -> None:
        for text, code in table:
            ArticleRef.parse_all(text, default_code=code)

    def read_dates() -> None:
        for text in dates:
            dateutil_parse(text)

    def print_refs() -> None:
        for ref in refs:
            ref.format("ru")

    def resolve_refs() -> None:
        for ref in refs:
            resolve(ref, TODAY)

    def reckon_terms() -> None:
        for _n in range(500):
            reckon(imposed, TODAY)

    rows = [
        ("article strings, one citation each", per_second(read_plain, len(plain))),
        ("article strings, the table of the tests", per_second(read_table, len(table))),
        ("dates by dateutil", per_second(read_dates, len(dates))),
        ("references printed", per_second(print_refs, len(refs))),
        ("references resolved on a day", per_second(resolve_refs, len(refs))),
        ("terms reckoned", per_second(reckon_terms, 500)),
    ]
    for name, speed in rows:
        ratio = f"   ratio to {WISHED_PER_S:,}: {speed / WISHED_PER_S:.2f}" if "strings" in name else ""
        print(f"{name:<52}{speed:>12,.0f} /s{ratio}")


if __name__ == "__main__":
    main()
