"""First paint of the screens against an empty Textual app, both through a pseudo-terminal, in turns in one run.

Usage: scripts/bench tui_start     The bar is 2.5; ratios are compared, never milliseconds of different runs.
"""

import os
import pty
import select
import signal
import statistics
import sys
import tempfile
import time

ROUNDS = 7
EMPTY = """
from textual.app import App
from textual.widgets import Static
class Empty(App):
    def compose(self):
        yield Static("READY")
Empty().run()
"""


def first_paint_s(arguments: list[str], mark: bytes) -> float:
    """Seconds from the start of the process until the mark stands on the screen."""
    started = time.perf_counter()
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ.update(TERM="xterm-256color", COLUMNS="80", LINES="24", DOSSIER_LANG="en")
        os.execv(sys.executable, [sys.executable, *arguments])
    seen = b""
    while mark not in seen:
        if not select.select([terminal], [], [], 60)[0]:
            raise TimeoutError
        seen += os.read(terminal, 65536)
    taken = time.perf_counter() - started
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    os.close(terminal)
    return taken


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as place:
        programs = {
            "empty Textual app": (["-c", EMPTY], b"READY"),
            "dossier": (["-m", "dossier", "--vault", place], b"Passphrase"),
        }
        times: dict[str, list[float]] = {name: [] for name in programs}
        for _round in range(ROUNDS):
            for name, (arguments, mark) in programs.items():
                times[name].append(first_paint_s(arguments, mark))
    base = statistics.median(times["empty Textual app"])
    print(f"{'first paint':20}{'median ms':>10}{'ratio':>8}")
    for name, taken in times.items():
        print(f"{name:20}{statistics.median(taken) * 1000:10.0f}{statistics.median(taken) / base:8.2f}")


if __name__ == "__main__":
    main()
