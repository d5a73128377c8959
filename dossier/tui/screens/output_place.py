"""Where results go unless the person says otherwise, and the folder made for them."""

import os
from pathlib import Path

from dossier.errors import RenderProblem

FOLDER_VARIABLE = "DOSSIER_OUTPUT"


def output_folder() -> Path:
    """DOSSIER_OUTPUT, else a folder of its own at home."""
    return Path(os.environ.get(FOLDER_VARIABLE) or Path.home() / "dossier-output")


def make_room(path: Path) -> None:
    """Make the folder in which something is about to be written.

    Raises:
        RenderProblem: "file.unwritable".
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError:
        raise RenderProblem("file.unwritable") from None
