"""A data package of our own: which of its files are lists that come in, by which layout, and in which order.

The description and the sums are small texts and are read here; the lists themselves are read like any other file. A
package whose sums do not fit is refused before anything is taken in.
"""

import hashlib
import re
from pathlib import Path
from typing import Any

from dossier.domain import strict_json
from dossier.errors import Refused, UnreadableInput
from dossier.i18n import N_, _
from dossier.intake.layouts import shipped_layouts

DESCRIPTION = "datapackage.json"
SUMS = "SHA256SUMS"
LEAD = "own_"
_COMPUTED = N_("it is computed from the other lists")
_FOR_STRANGERS = N_("it was made so that nobody is recognised: no record can be found again by it")
_FOR_A_PROGRAM = N_("it is a form of another program: take it in as a file of its own")
NEVER_TAKEN = {
    "release_calendar": _COMPUTED,
    "statistics_hxl": _COMPUTED,
    "persons_public": _FOR_STRANGERS,
    "acled_like": _FOR_STRANGERS,
    "information": N_("the words of an account are not in it, and an account without its words is none"),
    "exhibits": N_("an exhibit comes in with its file and its case: dossier exhibit add"),
    "custody_log": N_("an entry of custody is written where it happens and hashed with the one before it"),
    "uwazi_cases": _FOR_A_PROGRAM,
    "bayanat_actors": _FOR_A_PROGRAM,
    "ftm_entities": _FOR_A_PROGRAM,
}
"""Lists of ours that are not taken in from a package, and why; a package of the whole vault brings their records."""
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
    known = [(folder / file, LEAD + name) for file, name in _resources(folder / DESCRIPTION)]
    known = [(file, layout) for file, layout in known if layout in shipped_layouts()]
    if not known:
        raise Refused("import.package_empty")
    _require_sums(folder, [file for file, _layout in known])
    in_order = sorted(known, key=lambda one: (shipped_layouts()[one[1]].rank, one[1]))
    return [(file, layout) for file, layout in in_order]


def left_out(path: Path) -> list[tuple[str, str]]:
    """The lists of a package that are not taken in, each with the reason in words.

    Raises:
        UnreadableInput: as ``files_of``.
    """
    folder = path if path.is_dir() else path.parent
    if not path.is_dir() and path.name != DESCRIPTION:
        return []
    names = (name for _file, name in _resources(folder / DESCRIPTION))
    unknown = N_("this program has no layout for it")
    return [(name, _(NEVER_TAKEN.get(name, unknown))) for name in names if LEAD + name not in shipped_layouts()]


def _resources(description: Path) -> list[tuple[str, str]]:
    """Path and name of each resource; a path that leaves the folder refuses the package."""
    text = _small_text(description)
    try:
        found: Any = strict_json.loads(text)
        pairs = [(str(one["path"]), str(one["name"])) for one in found["resources"]]
    except (ValueError, TypeError, KeyError, RecursionError):
        raise UnreadableInput("import.package_description") from None
    if any(not _PLAIN_NAME.fullmatch(path) or ".." in path for path, _name in pairs):
        raise UnreadableInput("import.package")
    return [(path, re.sub(r"\W", "_", name).removesuffix("_raw")) for path, name in pairs]


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
