"""Fields that name a file or a folder of this computer: completed from what lies there, answered by what it is."""

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dossier.casework.forms.values import Columns, ValueType
from dossier.casework.understanding import NOTHING, Understood
from dossier.domain.file_types import HEAD_BYTES, type_of
from dossier.errors import Refused
from dossier.i18n import _

if TYPE_CHECKING:
    from dossier.casework.forms.look import Look

SUMMED_BYTES: Final = 256 << 20
"""Of a larger file the sum is told once it is in the vault: reading it twice would keep the person waiting."""
MOST_LISTED: Final = 2000
_BLOCK_BYTES: Final = 1 << 20
_SUM_SHOWN: Final = 16


def written_path(text: str) -> Path:
    """The path that a text names; ``~`` is the home folder."""
    return Path(text.strip()).expanduser()


class FilePath(ValueType):
    """A file that is there."""

    needs_vault = True
    """Not the vault, but the disk: the file is looked at beside the typing."""

    def read(self, text: str, name: str, look: "Look") -> Columns:
        """The path as text.

        Raises:
            Refused: "file.missing" where no plain file is there.
        """
        path = written_path(text)
        if not _is_file(path):
            raise Refused("file.missing")
        return {name: str(path)}

    def understood(self, text: str, look: "Look | None") -> Understood:
        """Size, type by the first bytes, and the beginning of the SHA-256."""
        path = written_path(text)
        if not _is_file(path):
            raise Refused("file.missing")
        try:
            size, kind, sum_of = path.stat().st_size, _type_at(path), _sum_at(path)
        except OSError:
            raise Refused("file.unreadable") from None
        return Understood(f"= {size_words(size)} · {kind}" + (f" · SHA-256 {sum_of[:_SUM_SHOWN]}…" if sum_of else ""))

    def choices(self, text: str, look: "Look") -> list[tuple[str, str]]:
        """What lies in the folder that was typed so far, folders first with a slash at their end."""
        return lying_in(text)


class FolderPath(ValueType):
    """A folder to write into, there already or not."""

    def read(self, text: str, name: str, look: "Look") -> Columns:
        """The path as text."""
        return {name: str(written_path(text))}

    def understood(self, text: str, look: "Look | None") -> Understood:
        """Nothing: what is written there is checked when it is written."""
        return NOTHING

    def choices(self, text: str, look: "Look") -> list[tuple[str, str]]:
        """The folders in the folder that was typed so far."""
        return [one for one in lying_in(text) if one[0].endswith("/")]


def lying_in(text: str) -> list[tuple[str, str]]:
    """The entries of a folder whose name begins as typed, hidden ones left out; nothing where it cannot be read."""
    typed = text.strip() or str(Path.home()) + "/"
    folder, begun = (typed, "") if typed.endswith("/") else (str(Path(typed).parent), Path(typed).name)
    try:
        entries = [one for one in written_path(folder).iterdir() if not one.name.startswith(".")]
    except OSError:
        return []
    fitting = [one for one in entries if one.name.casefold().startswith(begun.casefold())] or entries
    in_order = sorted(fitting, key=lambda one: (not one.is_dir(), one.name.casefold()))[:MOST_LISTED]
    return [(_as_typed(one), one.name + ("/" if one.is_dir() else "")) for one in in_order]


def _as_typed(path: Path) -> str:
    return str(path) + ("/" if path.is_dir() else "")


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _type_at(path: Path) -> str:
    with path.open("rb") as file:
        return type_of(file.read(HEAD_BYTES))


def _sum_at(path: Path) -> str:
    if path.stat().st_size > SUMMED_BYTES:
        return ""
    sums = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK_BYTES):
            sums.update(block)
    return sums.hexdigest()


def size_words(size_bytes: int) -> str:
    """A size for the eye: 17 bytes, 2.3 kB, 1.2 MB."""
    number = float(size_bytes)
    for unit in (_("bytes"), "kB", "MB", "GB"):
        if number < 1000 or unit == "GB":
            return f"{number:.0f} {unit}" if unit == _("bytes") else f"{number:.1f} {unit}"
        number /= 1000
    raise AssertionError
