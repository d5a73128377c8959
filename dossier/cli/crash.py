"""A bug is reported by a code; values never reach the terminal or the disk.

The stock traceback prints messages of exceptions and, in some frameworks, local variables: names and keys among them.
The report here holds files, lines, functions and classes of exceptions, and nothing a case could be known by.
"""

import hashlib
import os
import platform
import traceback
from base64 import b32encode
from pathlib import Path

from dossier import __version__

_PACKAGE = Path(__file__).resolve().parents[1]


def report_crash(error: BaseException) -> tuple[str, Path | None]:
    """Write the report of a bug into a file that only its owner can read.

    Returns:
        The code of the report, the same for the same bug in the same version, and the file (None when no file
        could be written).
    """
    text = describe(error)
    code = b32encode(hashlib.sha256(text.encode()).digest())[:8].decode()
    try:
        return code, _keep(code, text)
    except (OSError, ImportError):
        return code, None


def describe(error: BaseException) -> str:
    """The chain of exceptions as classes and places, without messages, values, user names or times."""
    head = [f"dossier {__version__}", f"Python {platform.python_version()}", platform.system()]
    return "\n".join([*head, *_chain(error, set())]) + "\n"


def _chain(error: BaseException | None, seen: set[int]) -> list[str]:
    if error is None or id(error) in seen:
        return []
    seen.add(id(error))
    earlier = _chain(error.__cause__ or (None if error.__suppress_context__ else error.__context__), seen)
    inside = [line for part in getattr(error, "exceptions", ()) for line in _chain(part, seen)]
    return [*earlier, f"{type(error).__module__}.{type(error).__qualname__}", *_places(error), *inside]


def _places(error: BaseException) -> list[str]:
    frames = traceback.walk_tb(error.__traceback__)
    return [f"  {_shortened(frame.f_code.co_filename)}:{line} {frame.f_code.co_name}" for frame, line in frames]


def _shortened(filename: str) -> str:
    path = Path(filename)
    if path.is_relative_to(_PACKAGE.parent):
        return path.relative_to(_PACKAGE.parent).as_posix()
    after = path.as_posix().rpartition("/site-packages/")[2]
    return after if after != path.as_posix() else path.name


def _keep(code: str, text: str) -> Path:
    from platformdirs import user_state_path

    folder = user_state_path("dossier", appauthor=False)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = folder / f"crash-{code}.txt"
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0)
    with os.fdopen(os.open(file, flags, 0o600), "w", encoding="utf-8") as stream:
        os.chmod(file, 0o600)
        stream.write(text)
    return file
