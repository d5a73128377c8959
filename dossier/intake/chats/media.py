"""Files that an exported chat names: only those that lie inside its own folder are taken."""

from collections.abc import Iterable
from pathlib import Path


def files_inside(folder: Path, names: Iterable[str]) -> tuple[Path, ...]:
    """The regular files of these names inside a folder; a name that leads out, a link or a missing file is left out."""
    root = folder.resolve()
    found = []
    for name in names:
        try:
            file = root / name.replace("\\", "/")
            if file.resolve() == file and file.is_relative_to(root) and file.is_file():
                found.append(file)
        except (OSError, ValueError):  # a name that no file system takes is no file
            continue
    return tuple(found)
