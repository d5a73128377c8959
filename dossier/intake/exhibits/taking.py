"""One file becomes an exhibit: encrypted as it is read, looked at in the cage, recorded with its first custody."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from dossier.casework.exhibits import FileReading, NewExhibit, record_exhibit
from dossier.intake.exhibits.reading import read_file
from dossier.vault.evidence import EvidenceStore
from dossier.vault.evidence.source import opened_source

if TYPE_CHECKING:
    from dossier.vault import Vault


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a file."""

    ref: str
    number: str
    kind_code: str
    mime_type: str
    size_bytes: int
    sha256: str
    is_known: bool
    """The vault had these bytes already, for another exhibit; nothing was stored twice."""
    parts: tuple["Taken", ...] = ()


def take_in(
    vault: "Vault",
    path: Path,
    new: NewExhibit,
    *,
    parts: Sequence[Path] = (),
    on_progress: Callable[[int], None] | None = None,
) -> Taken:
    """Take a file into the vault as an exhibit; what it was taken from stays as it is.

    Args:
        vault: Open.
        path: A plain file of any kind and size.
        new: What the person says of it; the title is the file's name where none is given.
        parts: Further files that belong to it, such as those of a web capture: an exhibit each, tied to this one.
        on_progress: Called with the number of bytes read so far.

    Raises:
        UnreadableInput: "file.missing", "file.unreadable", "evidence.not_a_file", "evidence.changed".
        Misread, NotFound, Refused: of what the person says; nothing was taken in.
        StoreProblem: "store.full", "store.failed".
    """
    taken = _one(vault, path, new, on_progress)
    below = replace(new, title="", kind_code="", number="", person="", event="", parent=taken.ref, translation_of="")
    return replace(taken, parts=tuple(_one(vault, part, below, on_progress) for part in parts))


def _one(vault: "Vault", path: Path, new: NewExhibit, on_progress: Callable[[int], None] | None) -> Taken:
    store = EvidenceStore(vault)
    with opened_source(path) as source:
        size = os.fstat(source.fileno()).st_size
        with store.staged(source, size_bytes=size, on_progress=on_progress) as staged:
            reading = _read_again(source)
            with vault.write(reason="exhibit taken in") as session:
                row = store.keep(session, staged)
                named = replace(new, file_name=new.file_name or path.name)
                exhibit = record_exhibit(session, row, named, reading)
                is_known = row.wrapped_key != staged.wrapped_key
    return Taken(
        str(exhibit.ref), exhibit.exhibit_number or "", exhibit.document_kind_code, reading.mime_type, row.size_bytes,
        row.sha256, is_known,
    )  # fmt: skip


def _read_again(source: BinaryIO) -> FileReading:
    source.seek(0)
    return read_file(source)
