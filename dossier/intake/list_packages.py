"""A data package of our own: which of its files are lists that come in, by which layout, and in which order.

The description and the sums are small texts and are read here; the lists themselves are read like any other file. A
package whose sums do not fit is refused before anything is taken in.
"""

import hashlib
import json
import re
from pathlib import Path
from typing import Any

from dossier.errors import Refused, UnreadableInput
from dossier.intake.layouts import shipped_layouts

DESCRIPTION = "datapackage.json"
SUMS = "SHA256SUMS"
LEAD = "own_"
_LARGEST_BYTES = 4 * 1024**2
_PLAIN_NAME = re.compile(r"[\w.-]+(?:/[\w.-]+)?")
_BLOCK_BYTES = 1 << 20


def files_of(path: Path) -> list[tuple[Path, str | None]]:
    """The files of a package with their layouts, those that others point at first; any other path is itself.

    Raises:
        UnreadableInput: "import.package_description", "import.package_sums", "file.missing".
        Refused: "import.package_empty" where it holds no list that comes in.
    """
    folder = path if path.is_dir() else path.parent if path.name == DESCRIPTION else None
    if folder is None:
        return [(path, None)]
    known = [(folder / name, LEAD + one) for name, one in _resources(folder / DESCRIPTION)]
    known = [(file, layout) for file, layout in known if layout in shipped_layouts()]
    if not known:
        raise Refused("import.package_empty")
    _require_sums(folder, [file for file, _layout in known])
    in_order = sorted(known, key=lambda one: (shipped_layouts()[one[1]].rank, one[1]))
    return [(file, layout) for file, layout in in_order]


def _resources(description: Path) -> list[tuple[str, str]]:
    """Path and name of each resource; a path that leaves the folder refuses the package."""
    text = _small_text(description)
    try:
        found: Any = json.loads(text)
        pairs = [(str(one["path"]), str(one["name"])) for one in found["resources"]]
    except (ValueError, TypeError, KeyError, RecursionError):
        raise UnreadableInput("import.package_description") from None
    if any(not _PLAIN_NAME.fullmatch(path) or ".." in path for path, _name in pairs):
        raise UnreadableInput("import.package")
    return [(path, re.sub(r"\W", "_", name).removesuffix("_raw")) for path, name in pairs if path.endswith(".csv")]


def _small_text(path: Path) -> str:
    try:
        if path.stat().st_size > _LARGEST_BYTES:
            raise UnreadableInput("import.package_description")
        return path.read_text("utf-8")
    except FileNotFoundError:
        raise UnreadableInput("file.missing") from None
    except (OSError, UnicodeError):
        raise UnreadableInput("import.package_description") from None


def _require_sums(folder: Path, files: list[Path]) -> None:
    lines = (line.split(None, 1) for line in _small_text(folder / SUMS).splitlines())
    sums = {parts[1].strip().lstrip("*"): parts[0] for parts in lines if len(parts) == 2}
    for file in files:
        if sums.get(file.relative_to(folder).as_posix()) != _sha256(file):
            raise UnreadableInput("import.package_sums", file=file.name)


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        raise UnreadableInput("file.missing") from None
