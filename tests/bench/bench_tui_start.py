"""First paint of the screens against an empty Textual app, both through a pseudo-terminal, in turns in one run.

Usage: scripts/bench tui_start     The bar is 1.5 in CPU time, which other work on the machine disturbs least (Linux);
ratios are compared, never milliseconds of different runs.
"""

import os
import pty
import select
import signal
import sys
import tempfile
from pathlib import Path

ROUNDS = 15
EMPTY = """
from textual.app import App
from textual.widgets import Static
class Empty(App):
    def compose(self):
        yield Static("READY")
Empty().run()
"""


BAR = 1.5


def first_paint_s(arguments: list[str], mark: bytes) -> float:
    """CPU seconds of the main thread until the mark stands on the screen; what loads behind it is not counted."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ.update(TERM="xterm-256color", COLUMNS="80", LINES="24", DOSSIER_LANG="en")
        os.execv(sys.executable, [sys.executable, *arguments])
    seen = b""
    while mark not in seen:
        if not select.select([terminal], [], [], 60)[0]:
            raise TimeoutError
        seen += os.read(terminal, 65536)
    taken_ns = int(Path(f"/proc/{pid}/task/{pid}/schedstat").read_text().split()[0])
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    os.close(terminal)
    return taken_ns / 1e9


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
    base = min(times["empty Textual app"])
    print(f"{'first paint':20}{'CPU ms':>10}{'ratio':>8}")
    for name, taken in times.items():
        print(f"{name:20}{min(taken) * 1000:10.0f}{min(taken) / base:8.2f}")
    print("holds" if min(times["dossier"]) <= BAR * base else "MISSED", f"the bar of {BAR}")


if __name__ == "__main__":
    main()
