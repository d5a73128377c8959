"""Puts a pack in place: a folder, a zip file, or either encrypted with age. Complete, or not at all."""

import zipfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from dossier.casework.unfinished import beside, held
from dossier.errors import RenderProblem
from dossier.export.out_folder import CountedFile, new_folder, require_new
from dossier.export.pack.files import Files

_STORED: Final = (".pdf", ".jpg", ".png", ".mp4", ".mp3", ".zip")
_EARLIEST: Final = 1980


def put_pack(
    files: Files, target: Path, top: str, built_at: datetime, recipients: Sequence[Any]
) -> list[dict[str, object]]:
    """Write the files of a pack; returns what a receipt notes.

    Args:
        files: The whole bag.
        target: Nothing may exist there. Ends in .zip, or .zip.age for a zip file; else a folder is made.
        top: Name of the folder inside a zip file.
        built_at: Time of every file in a zip file.
        recipients: Of age. A pack for recipients is always one file.

    Raises:
        RenderProblem: "file.exists", "file.unwritable".
    """
    if recipients or target.suffix in (".zip", ".age"):
        return [_zip(files, target, top, built_at, recipients)]
    with new_folder(target) as folder:
        for name in files.names():
            (folder.path / name).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with CountedFile(folder.path / name) as file:
                for block in files.blocks(name):
                    file.write(block)
    return [{"name": target.name, "size_bytes": _size(files), "sha256": _sha256(files)}]


def _size(files: Files) -> int:
    return sum(len(block) for name in files.names() for block in files.blocks(name))


def _sha256(files: Files) -> str:
    """A folder is known by the hash of its manifest of tags, which names all else."""
    import hashlib

    return hashlib.sha256(b"".join(files.blocks("tagmanifest-sha256.txt"))).hexdigest()


def _zip(files: Files, target: Path, top: str, built_at: datetime, recipients: Sequence[Any]) -> dict[str, object]:
    require_new(target)
    temporary = beside(target)
    try:
        with CountedFile(temporary, recipients) as file, held(temporary):
            with zipfile.ZipFile(_Sink(file), "w", allowZip64=True) as archive:  # type: ignore[call-overload]
                for name in files.names():
                    _add(archive, files, name, top, built_at)
        require_new(target)
        temporary.rename(target)
    except OSError:
        raise RenderProblem("file.unwritable") from None
    finally:
        temporary.unlink(missing_ok=True)
    return {"name": target.name, "size_bytes": file.size_bytes, "sha256": file.sha256}


class _Sink:
    """What zipfile writes to: it only goes forward."""

    def __init__(self, file: CountedFile) -> None:
        self._file = file

    def write(self, content: bytes) -> int:
        """Append."""
        self._file.write(bytes(content))
        return len(content)

    def flush(self) -> None:
        """Brought to the disk when the file is closed."""


def _add(archive: zipfile.ZipFile, files: Files, name: str, top: str, built_at: datetime) -> None:
    """One file with a fixed time and mode, so that the same pack is the same archive."""
    year = max(built_at.year, _EARLIEST)
    info = zipfile.ZipInfo(f"{top}/{name}", (year, *built_at.timetuple()[1:6]))
    info.create_system, info.external_attr = 3, 0o100600 << 16
    info.compress_type = zipfile.ZIP_STORED if name.endswith(_STORED) else zipfile.ZIP_DEFLATED
    with archive.open(info, "w", force_zip64=True) as stream:
        for block in files.blocks(name):
            stream.write(block)
