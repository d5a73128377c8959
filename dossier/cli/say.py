"""Where the commands speak: data to stdout, words to stderr, and everything through one gate.

No command prints by itself: a text from the vault or from an argument could otherwise act on the terminal.
"""

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from dossier.domain.safe_text import safe_json, safe_text
from dossier.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dossier.errors import DossierError

_BAR_CELLS = 24
_is_followed = False


def follow_progress() -> None:
    """Write progress although stderr is no terminal: the screens read it from a pipe."""
    global _is_followed
    _is_followed = True


def prepare_streams() -> None:
    """Make both streams take any text; what goes into a pipe or a file is UTF-8 wherever the program runs."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace", encoding=None if stream.isatty() else "utf-8")


def show(text: str = "") -> None:
    """Data for the person or the next program: one or more lines on stdout."""
    _write(sys.stdout, text)


def tell(text: str) -> None:
    """Words about what happens: one or more lines on stderr."""
    _write(sys.stderr, text)


def show_json(document: object) -> None:
    """One JSON document on stdout, its keys in the order given, harmless on a terminal."""
    import json

    sys.stdout.write(safe_json(json.dumps(document, ensure_ascii=False, indent=2)) + "\n")


def complain(error: "DossierError") -> None:
    """The sentence of an error on stderr."""
    tell(error.message)


def _write(stream: TextIO, text: str) -> None:
    stream.write(safe_text(text, keep_lines=True) + "\n")


@contextmanager
def progress(label: str, total: int | None = None) -> "Iterator[Callable[[int], None]]":
    """Show how far a long command is: ``with progress(_("Rows"), 1000) as at: … at(17)``.

    On a terminal one line is rewritten; for the screens each line is written; elsewhere only the end, so that logs
    stay short.
    """
    last = 0

    def at(done: int) -> None:
        nonlocal last
        shown_before, last = last, done
        if (sys.stderr.isatty() or _is_followed) and _moved(shown_before, done, total):
            sys.stderr.write("\r" + _line(label, done, total) + ("\n" if _is_followed else "\x1b[K"))
            sys.stderr.flush()

    try:
        yield at
    finally:
        _end_line(label, last, total)


def _end_line(label: str, done: int, total: int | None) -> None:
    start, end = ("\r", "\x1b[K\n") if sys.stderr.isatty() else ("", "\n")
    sys.stderr.write(start + _line(label, done, total) + end)


def _moved(before: int, done: int, total: int | None) -> bool:
    step = max((total or 0) // 200, 1) if total else 100
    return done // step != before // step or done == total


def _line(label: str, done: int, total: int | None) -> str:
    if not total:
        return f"{safe_text(label)}: {done}"
    filled = _BAR_CELLS * min(done, total) // total
    return f"{safe_text(label)} {'█' * filled}{'░' * (_BAR_CELLS - filled)} " + _("{done} of {total}").format(
        done=done, total=total
    )


def tell_checkpoint(line: str) -> None:
    """The state of the journal that covers what has just left."""
    tell(_("Journal: {line}. Keep this line away from this computer: dossier verify --against").format(line=line))
