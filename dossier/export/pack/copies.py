"""The numbered pages of exhibits for a pack: whole in a sealed one, else the newest redacted version, or none."""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, BinaryIO

from dossier.errors import NotFound

if TYPE_CHECKING:
    from dossier.casework.pack_rows import PackExhibit
    from dossier.vault import Vault


@dataclass(frozen=True)
class PackCopy:
    """One copy: its file in the pack, the number of each page, and what opens it."""

    vault: Any
    exhibit_ref: str
    file: str
    numbers: tuple[str, ...]
    object_id: str
    is_slip: bool
    """Whether a sheet stands in place of pages that cannot be shown."""

    @cached_property
    def content(self) -> bytes:
        """The pages with their numbers; stamped once."""
        from dossier.export.exhibits.copies import stamp
        from dossier.vault.evidence.store import EvidenceStore

        with self.vault.read() as session, EvidenceStore(self.vault).open_id(session, self.object_id) as reader:
            pages = b"".join(reader.blocks())
        return stamp(pages, self.numbers)

    def open(self) -> BinaryIO:
        """Its bytes."""
        return io.BytesIO(self.content)

    def rows(self) -> Iterable[tuple[str, str, int, str]]:
        """The rows of pages.csv."""
        for at, number in enumerate(self.numbers, start=1):
            yield number, self.exhibit_ref, at, self.file


def number_pages(vault: "Vault", case_ref: str) -> None:
    """Make and number the pages of every exhibit of a case whose bytes are held; what is numbered stays as it is."""
    from dossier.casework.exhibits import exhibit_lines
    from dossier.export.exhibits.copies import make_pages

    with vault.read() as session:
        refs = [one.ref for one in exhibit_lines(session, case_ref) if one.sha256]
    for ref in refs:
        make_pages(vault, ref)


def copies_of_pack(vault: "Vault", exhibits: "Iterable[PackExhibit]", profile: str) -> list[PackCopy]:
    """The copies that go into a pack of this profile, in the order of its exhibits."""
    found = (_copy(vault, one, is_redacted=profile != "sealed") for one in exhibits if one.object_id)
    return [one for one in found if one is not None]


def _copy(vault: "Vault", exhibit: "PackExhibit", *, is_redacted: bool) -> PackCopy | None:
    from dossier.domain.ern import pages_of
    from dossier.export.exhibits.copies import make_pages, newest_redacted

    try:
        copy = newest_redacted(vault, exhibit.exhibit_ref) if is_redacted else make_pages(vault, exhibit.exhibit_ref)
    except NotFound:
        return None
    numbers = pages_of(copy.ern_begin or "", copy.page_count or 0, copy.revision if is_redacted else 0)
    name = "redacted.pdf" if is_redacted else "stamped.pdf"
    file = f"data/exhibits/{exhibit.folder}/{name}"
    return PackCopy(vault, exhibit.exhibit_ref, file, tuple(numbers), copy.object_id, bool(copy.slip_reason_code))
