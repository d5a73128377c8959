"""Files that leave the import for a person: never over another one, readable by their owner only."""

import os
from pathlib import Path
from typing import TextIO

from dossier.errors import RenderProblem


def open_new(path: Path) -> TextIO:
    """A new text file.

    Raises:
        RenderProblem: "file.exists", "file.unwritable".
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
    try:
        return os.fdopen(os.open(path, flags, 0o600), "w", -1, "utf-8", newline="")
    except FileExistsError:
        raise RenderProblem("file.exists") from None
    except OSError:
        raise RenderProblem("file.unwritable") from None
