"""Dates and terms a second on one core, and the ratio to ``dateutil.parser.parse`` on the dates that it can read."""

import time
from collections.abc import Callable
from contextlib import suppress

from dateutil.parser import parse as dateutil_parse

from dossier.domain.articles import ArticleRef
from dossier.domain.dates import PartialDate
from dossier.domain.terms import Term
from dossier.errors import InputProblem
from tests.domain.hostile_texts import HOSTILE_ARTICLES, HOSTILE_DATES, HOSTILE_TERMS

DATES_OF_BOTH = (
    "2021-05-12",
    "12.05.2021",
    "7.2.1956",
    "12 May 2021",
    "22 November 2013",
    "May 2021",
    "2021",
    "May 12, 2021",
)
OTHER_DATES = (
    "12 мая 2021 г.", "12 траўня 2021", "конец августа 2020", "в начале 2021 г.", "~1991", "до 2020", "05.2021",
    "2020-08-09/2020-08-12", "1979, 1980 or 1981", "1990-е", "лето 2020", "с 9 по 12 августа 2020 г.", "1985-XX-XX",
    "не позднее мая 2021 г.", "2021-11-07T13:40:00+03:00", "9–12 жніўня 2020", "1984?/2004~",
)  # fmt: skip
TERMS = (
    "15 суток", "15 сут.", "15 дзён", "15 лет", "2 г. 6 мес.", "2 гады 6 месяцаў", "4 1/2 years", "15d", "P2Y6M",
    "two years and six months' imprisonment", "п'ять років", "10 лет 3 месяца", "135 базовых величин", "пожизненно",
    "1 350 руб.", "240 часов общественных работ", "15 суток ареста", "3 years", "1 год и 6 месяцев лишения свободы",
)  # fmt: skip

LIMIT_MS = 5.0
HOSTILE: list[tuple[str, Callable[[str], object], list[str]]] = [
    ("dates", PartialDate.parse, [*HOSTILE_DATES, *HOSTILE_TERMS]),
    ("terms", Term.parse, [*HOSTILE_TERMS, *HOSTILE_DATES]),
    (
        "articles",
        lambda text: ArticleRef.parse_all(text, default_code="UK_BY"),
        [*HOSTILE_ARTICLES, *HOSTILE_DATES, *HOSTILE_TERMS],
    ),
]

TARGET_DATES, TARGET_TERMS, TARGET_RATIO = 20_000, 50_000, 1.0


def per_second(read: Callable[[str], object], texts: tuple[str, ...], rounds: int = 200, repeats: int = 5) -> float:
    """Texts read in a second, the best of several repeats."""
    best = float("inf")
    for _ in range(repeats):
        begun = time.process_time()
        for _ in range(rounds):
            for text in texts:
                read(text)
        best = min(best, time.process_time() - begun)
    return rounds * len(texts) / best


def slowest_ms(read: Callable[[str], object], texts: list[str]) -> float:
    """Milliseconds of the processor for the slowest text, each the best of five."""
    slowest = 0.0
    for text in texts:
        best = float("inf")
        for _ in range(5):
            begun = time.process_time()
            with suppress(InputProblem):
                read(text)
            best = min(best, time.process_time() - begun)
        slowest = max(slowest, best)
    return slowest * 1000


def rows() -> list[tuple[str, float, float, float]]:
    """What was measured: name, texts a second, target, ratio to the target."""
    ours, theirs = per_second(PartialDate.parse, DATES_OF_BOTH), per_second(dateutil_parse, DATES_OF_BOTH)
    dates = per_second(PartialDate.parse, DATES_OF_BOTH + OTHER_DATES)
    terms = per_second(Term.parse, TERMS)
    return [
        ("dates, all kinds", dates, TARGET_DATES, dates / TARGET_DATES),
        ("dates that dateutil reads too", ours, theirs, ours / theirs),
        ("terms and fines", terms, TARGET_TERMS, terms / TARGET_TERMS),
    ]


def main() -> None:
    """Print the table; the target of the second line is dateutil itself."""
    print(f"{'what':32} {'per second':>12} {'target':>12} {'ratio':>7}")
    for name, speed, target, ratio in rows():
        print(f"{name:32} {speed:12,.0f} {target:12,.0f} {ratio:7.2f}{'' if ratio >= TARGET_RATIO else '  below'}")
    print(f"\n{'texts made to be slow':32} {'texts':>12} {'slowest, ms':>12} {'of 5 ms':>7}")
    for name, read, texts in HOSTILE:
        slowest = slowest_ms(read, texts)
        print(f"{name:32} {len(texts):12,} {slowest:12.2f} {slowest / LIMIT_MS:7.2f}")


if __name__ == "__main__":
    main()
