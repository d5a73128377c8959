"""``dossier`` and ``python -m dossier``: the one place that knows both the commands and the screens."""

import os
import sys

from dossier.cli.main import run
from dossier.cli.say import follow_progress


def start_screens(vault: str, language: str) -> int:
    """Start the terminal UI on a vault; imported here and now, so that no command pays for it."""
    from dossier.tui import terminal

    terminal.hold()  # the import below takes a moment, in which somebody may type a passphrase
    terminal.stop_first()
    try:
        from dossier.tui.running import run as run_screens

        return run_screens(vault, language)
    finally:
        terminal.give_back()


ARGUMENTS_VARIABLE = "DOSSIER_ARGUMENTS_FD"
"""Names a descriptor with the arguments of a child of the screens: everybody can read those of the process itself."""


def _arguments() -> list[str]:
    descriptor = os.environ.pop(ARGUMENTS_VARIABLE, "")
    if not descriptor:
        return sys.argv[1:]
    follow_progress()
    with os.fdopen(int(descriptor), encoding="utf-8") as pipe:
        return pipe.read().split("\0")


def main(arguments: list[str] | None = None) -> int:
    """Do what the command line says; the exit status is the one of docs/manual.md."""
    return run(_arguments() if arguments is None else arguments, start_screens=start_screens)


if __name__ == "__main__":
    sys.exit(main())
