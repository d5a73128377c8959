"""The files of a tip, or its text, become exhibits whose custody begins when the tip was received."""

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

from dossier.casework.exhibits import FileReading, NewExhibit, record_exhibit
from dossier.casework.tip_decisions import tip_to_promote
from dossier.errors import NotFound
from dossier.intake.exhibits.reading import read_file
from dossier.vault.evidence import EvidenceStore
from dossier.vault.tables import StoredObject

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from dossier.vault import Vault
    from dossier.vault.sessions import VaultSession
    from dossier.vault.tables import Exhibit, Tip, TipFile

PURPOSE = "received as a tip"
TEXT_NAME = "message.txt"


def promote_to_exhibits(vault: "Vault", ref: str, case_ref: str, *, title: str = "") -> list[str]:
    """Make an exhibit of each file of a tip, or of its text where it has no file; returns their references.

    The bytes were in the vault from the first minute: the first custody entry has the time of receiving, and a file
    was summed and stored when the tip came in. The name of
    a file stays with the exhibit as it was received.

    Raises:
        NotFound: "tip.none", "exhibit.case".
        Refused: "tip.decided".
        DossierError: "evidence.missing", "evidence.damaged": the stored bytes are not whole; nothing was changed.
        StoreProblem: "store.full", "store.failed".
    """
    store = EvidenceStore(vault)
    readings = _read_files(vault, store, ref)
    with vault.write(reason="tip promoted") as session:
        tip, files = tip_to_promote(session, ref)
        if files:
            news = [(file, _new(tip, case_ref, title, file.file_name_as_received, file.created_at)) for file in files]
            made = [_of_file(session, file, new, readings) for file, new in news]
        else:
            made = [_of_text(session, store, tip.text_as_received or "", _new(tip, case_ref, title, TEXT_NAME))]
        tip.state, tip.promoted_exhibit_id = "promoted", made[0].id
        return [exhibit.ref or "" for exhibit in made]


def _read_files(vault: "Vault", store: EvidenceStore, ref: str) -> "dict[str, FileReading]":
    """What the files say of themselves, by their object; read before any lock is taken."""
    with vault.read() as session:
        _tip, files = tip_to_promote(session, ref)
        return {file.object_id: _read(store, _stored(session, file)) for file in files if file.object_id}


def _stored(session: "VaultSession", file: "TipFile") -> StoredObject:
    found = session.get(StoredObject, file.object_id)
    if found is None:
        raise NotFound("evidence.unknown_object")
    return found


def _read(store: EvidenceStore, stored: StoredObject) -> "FileReading":
    with store.open(stored) as original, _in_memory(original.blocks()) as copy:
        return read_file(copy)


def _new(
    tip: "Tip", case_ref: str, title: str, file_name: str | None, stored_at: "datetime | None" = None
) -> NewExhibit:
    return NewExhibit(
        case=case_ref,
        title=title or tip.handle,
        obtained_at=tip.received_at,
        stored_at=stored_at,
        obtained_how="received_online",
        file_name=file_name or "",
        purpose=PURPOSE,
    )


def _of_file(
    session: "VaultSession", file: "TipFile", new: NewExhibit, readings: "Mapping[str, FileReading]"
) -> "Exhibit":
    return record_exhibit(session, _stored(session, file), new, readings.get(file.object_id or "", FileReading()))


def _of_text(session: "VaultSession", store: EvidenceStore, text: str, new: NewExhibit) -> "Exhibit":
    content = text.encode()
    with _in_memory([content]) as copy, store.staged(copy, size_bytes=len(content)) as staged:
        stored = store.keep(session, staged)
    return record_exhibit(session, stored, new, FileReading("text/plain", text=text))


@contextmanager
def _in_memory(blocks: "Iterable[bytes]") -> "Iterator[BinaryIO]":
    """The bytes as a file that has no name and never lies on the disk."""
    with os.fdopen(os.memfd_create("original", os.MFD_CLOEXEC), "w+b") as copy:
        for block in blocks:
            copy.write(block)
        copy.seek(0)
        yield copy
