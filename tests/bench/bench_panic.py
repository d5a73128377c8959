"""The panic key while a real dossier is being printed: seconds until nothing of the case is on the screen.

Usage: scripts/bench panic     The bar is one second; the load of the machine stands beside the figures.
The screens run in a pseudo-terminal on a vault with the invented trial of the seeds; F9 and F2 begin its dossier as
PDF, and the key comes when the process that lays out the pages is at work. Wall time, each round a new program.
"""

import os
import tempfile
import time
from pathlib import Path

from tests.tui.driving import F2, HOME, PASSPHRASE, Terminal

ROUNDS, BAR_S = 3, 1.0
F7, F9, CTRL_L = b"\x1b[18~", b"\x1b[20~", b"\x0c"
WORKER = b"dossier.export.pdf"


def _make_vault(folder: Path) -> str:
    """A vault with the invented trial; its reference."""
    from dossier.casework.case_files import load_case_file
    from dossier.resources import seed_path
    from dossier.vault import create_vault
    from dossier.vault.keys import Kdf

    kdf = Kdf(memory_kib=19 * 1024, passes=2, lanes=1)
    with create_vault(folder, passphrase=PASSPHRASE, author="bench", kdf=kdf) as vault:
        return load_case_file(vault, seed_path("cases", "example_trial.yaml"))[0]


def _descendants(pid: int) -> list[int]:
    found: list[int] = []
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in children.read_text().split():
            found += [int(child), *_descendants(int(child))]
    return found


def _lays_out(pid: int) -> bool:
    try:
        return WORKER in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def _is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def _printing(terminal: Terminal, words: str) -> list[int]:
    """Go from the passphrase to the process that lays out the pages; all processes below the screens."""
    terminal.wait_for("Passphrase")
    terminal.send(PASSPHRASE.encode() + b"\r")
    terminal.wait_for(HOME)
    terminal.send(F7)
    terminal.wait_for("F12")
    terminal.send(words.encode())
    terminal.wait_until_quiet()
    terminal.send(b"\r")
    terminal.wait_until_quiet()
    terminal.send(F9)
    terminal.wait_for("Nothing is written yet")
    terminal.send(F2)
    terminal.wait_until(lambda: any(map(_lays_out, _descendants(terminal.pid))))
    return _descendants(terminal.pid)


def _locked(terminal: Terminal, below: list[int]) -> tuple[float, float, float]:
    """Seconds until the case is off the screen, until nothing works on, until a fresh program asks."""
    terminal.written = b""
    start = time.monotonic()
    terminal.send(CTRL_L)
    terminal.wait_for("Locked")
    dark = time.monotonic() - start
    terminal.wait_until(lambda: not any(map(_is_alive, below)))
    still = time.monotonic() - start
    terminal.wait_for("Passphrase")
    return dark, still, time.monotonic() - start


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as place:
        vault = Path(place) / "vault"
        words = _make_vault(vault)
        print("| round | screen dark, s | all work ended, s | asks anew, s | load |\n| --- | --- | --- | --- | --- |")
        worst = 0.0
        for number in range(1, ROUNDS + 1):
            terminal = Terminal(["-m", "dossier", "--vault", str(vault)], XDG_CONFIG_HOME=place, HOME=place)
            try:
                dark, still, asks = _locked(terminal, _printing(terminal, words))
            finally:
                terminal.kill()
            worst = max(worst, dark)
            print(f"| {number} | {dark:.2f} | {still:.2f} | {asks:.2f} | {os.getloadavg()[0]:.1f} |")
        print(f"\nthe slowest: {worst:.2f} s; bar {BAR_S} s on a quiet machine")


if __name__ == "__main__":
    main()
