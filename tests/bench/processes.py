"""Times whole processes side by side, for the tables of scripts/bench.

Two commands are run in turn, so that a busy moment of the machine hits both; the least time counts, because every
disturbance only adds. What is compared is a ratio, which travels between machines; a second alone does not.
"""

import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Action = Callable[[], object]


@dataclass(frozen=True)
class Row:
    """One line of a table: a subject against its yardstick, and the ratio it should stay under."""

    subject: str
    subject_s: float
    yardstick: str
    yardstick_s: float
    limit: float | None = None

    @property
    def ratio(self) -> float:
        """How many times longer the subject takes."""
        return self.subject_s / self.yardstick_s


def process(command: Sequence[str]) -> Action:
    """An action that runs a command to its end, without its output."""
    return lambda: subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)


def python(*arguments: str) -> Action:
    """An action that runs this Python."""
    return process([sys.executable, *arguments])


def compare(
    subject: tuple[str, Action], yardstick: tuple[str, Action], *, rounds: int = 15, limit: float | None = None
) -> Row:
    """Run both in turn and keep the least time of each."""
    least = [float("inf"), float("inf")]
    for _ in range(rounds):
        for place, (_name, action) in enumerate((subject, yardstick)):
            least[place] = min(least[place], _seconds(action))
    return Row(subject[0], least[0], yardstick[0], least[1], limit)


def print_table(title: str, rows: Sequence[Row]) -> None:
    """A Markdown table: times in milliseconds, ratios, and whether the limit holds."""
    print(f"\n{title}\n")
    print("| what | ms | against | ms | ratio | limit | |")
    print("| --- | ---: | --- | ---: | ---: | ---: | --- |")
    for row in rows:
        limit = "" if row.limit is None else f"{row.limit:g}"
        verdict = "" if row.limit is None else ("holds" if row.ratio <= row.limit else "MISSED")
        times = f"{row.subject_s * 1000:.0f} | {row.yardstick} | {row.yardstick_s * 1000:.0f}"
        print(f"| {row.subject} | {times} | {row.ratio:.2f} | {limit} | {verdict} |")


def _seconds(action: Action) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start
