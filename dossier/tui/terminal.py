"""The terminal before, between and after the screens: what is typed then is not shown, and it is not lost.

Python takes half a second until the first screen stands. A passphrase that is typed meanwhile would be written onto
the screen by the terminal itself, and Enter would arrive as another key. The same holds between the lock and the fresh
process that asks for the passphrase. So the terminal is silent from the first moment to the last, and only this module
knows how it was before.
"""

import os
import signal
import sys
import termios
from contextlib import suppress
from typing import Any, Final

WAS_LOCKED_VARIABLE: Final = "DOSSIER_WAS_LOCKED"
"""Tells a program that it took the place of a locked one, and the modes of input and lines that this one had found."""
STOPPED_LONG_VARIABLE: Final = "DOSSIER_STOPPED_LONG"
"""Tells a program that took the place of a locked one that the lock stopped a list which was being read."""
STOPS_FIRST_VARIABLE: Final = "DOSSIER_STOPS_FIRST"
"""Tells a program that took the place of a locked one that it was to be stopped: it gives way to the shell first."""
_INPUT, _LINES = 0, 3
_QUIET_INPUT: Final = termios.ICRNL | termios.INLCR | termios.IGNCR | termios.IXON | termios.IXOFF
_QUIET_LINES: Final = termios.ECHO | termios.ICANON
_before: "list[Any] | None" = None


def hold() -> None:
    """Let the terminal show nothing of what is typed and keep it for whoever reads next; nothing without a terminal."""
    global _before
    if _before is not None:
        return
    with suppress(termios.error, OSError, ValueError):
        number = _number()
        quiet = termios.tcgetattr(number)
        _before = _found_first(quiet, os.environ.get(WAS_LOCKED_VARIABLE, ""))
        quiet[_INPUT] &= ~_QUIET_INPUT
        quiet[_LINES] &= ~_QUIET_LINES
        termios.tcsetattr(number, termios.TCSANOW, quiet)


def hand_over(*, stops_first: bool = False, stopped_long: bool = False) -> None:
    """Tell the program that takes the place of this one how the terminal was; it stays silent meanwhile."""
    for variable, is_so in ((STOPS_FIRST_VARIABLE, stops_first), (STOPPED_LONG_VARIABLE, stopped_long)):
        if is_so:
            os.environ[variable] = "yes"
    os.environ[WAS_LOCKED_VARIABLE] = f"{_before[_INPUT]}:{_before[_LINES]}" if _before is not None else "yes"


def can_stop() -> bool:
    """Whether somebody is there to let a stopped program go on: a shell that made a group of processes for it.

    In a window of its own there is none, and a stopped program would stay so for ever.
    """
    return os.getpgrp() != os.getsid(0)


def stop_first() -> None:
    """Where the program before this one was told to stop: the terminal as it was, until the shell says to go on."""
    if os.environ.pop(STOPS_FIRST_VARIABLE, ""):
        give_back()
        os.killpg(os.getpgrp(), signal.SIGSTOP)
        hold()


def give_back() -> None:
    """The terminal as it was found."""
    global _before
    before, _before = _before, None
    if before is not None:
        with suppress(termios.error, OSError, ValueError):
            termios.tcsetattr(_number(), termios.TCSANOW, before)


def _number() -> int:
    if sys.__stdin__ is None:
        raise OSError
    return sys.__stdin__.fileno()


def _found_first(attributes: "list[Any]", modes: str) -> "list[Any]":
    """The attributes as the first of these programs found them."""
    found = list(attributes)
    if ":" in modes:
        found[_INPUT], found[_LINES] = (int(part) for part in modes.split(":"))
    return found
