"""The numbered pages of exhibits for a pack: whole in a sealed one, else the newest redacted version, or none."""

import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from dossier.errors import NotFound
from dossier.i18n import in_language, language

if TYPE_CHECKING:
    from dossier.casework.pack_rows import PackExhibit
    from dossier.vault import Vault


_WAY_TO_PAPER: Final = "../../dossier.pdf"
"""From the folder of an exhibit."""
_REVISION: Final = re.compile(r"-R\d{2}\Z")


@dataclass(frozen=True)
class PackCopy:
    """One copy: its file in the pack, the number of each page, and what opens it."""

    vault: Any
    exhibit_ref: str
    file: str
    numbers: tuple[str, ...]
    object_id: str
    copy_id: Any
    is_slip: bool
    """Whether a sheet stands in place of pages that cannot be shown."""
    searching: str
    """What a reader who looks for a word in it must know; empty where every page has words of its own."""
    separator_file: str
    """Its separator page in the pack; empty where the profile shows no more of an exhibit than the paper does."""
    lang: str
    """Of the words of the separator page."""

    @cached_property
    def content(self) -> bytes:
        """The pages with their numbers; stamped once."""
        from dossier.export.exhibits.copies import stamp
        from dossier.vault.evidence.store import EvidenceStore

        with self.vault.read() as session, EvidenceStore(self.vault).open_id(session, self.object_id) as reader:
            pages = b"".join(reader.blocks())
        return stamp(pages, self.numbers, (_WAY_TO_PAPER, f"x-{self.exhibit_ref}"))

    @cached_property
    def separator(self) -> bytes:
        """The page that is put before the exhibit when it is printed, with its number as words."""
        from dossier.casework.exhibits import get_exhibit
        from dossier.export.exhibits.sheets import separator_page

        with in_language(self.lang), self.vault.read() as session:
            return separator_page(session, get_exhibit(session, self.exhibit_ref))

    def open_separator(self) -> BinaryIO:
        """The bytes of the separator page."""
        return io.BytesIO(self.separator)

    def open(self) -> BinaryIO:
        """Its bytes."""
        return io.BytesIO(self.content)

    def open_for_archives(self) -> BinaryIO:
        """Its pages drawn as pictures with their words behind them."""
        from dossier.export.exhibits.copies import for_archives

        return io.BytesIO(for_archives(self.content))

    def places(self) -> dict[str, str]:
        """Where each page is, from the folder of the paper: its number, as cited, and the file with the page from 1.

        A redacted version is found by the numbers of the pages that it stands for.
        """
        way = self.file.removeprefix("data/")
        return {_REVISION.sub("", number): f"{way}#{at}" for at, number in enumerate(self.numbers, start=1)}

    def boxes(self) -> Iterable[tuple[str, str, int, float, float, float, float, str]]:
        """The rows of redactions.csv: what was taken out of which page, and why; never what it was."""
        from dossier.vault.queries import exhibits as queries

        with self.vault.read() as session:
            found = queries.redactions_of(session, self.copy_id)
        for one in found:
            box = (one.left_pt, one.top_pt, one.width_pt, one.height_pt)
            yield self.numbers[one.page_number - 1], self.exhibit_ref, one.page_number, *box, one.reason_code

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
    from dossier.export.exhibits.sheets import searching_words_of

    try:
        copy = newest_redacted(vault, exhibit.exhibit_ref) if is_redacted else make_pages(vault, exhibit.exhibit_ref)
    except NotFound:
        return None
    numbers = pages_of(copy.ern_begin or "", copy.page_count or 0, copy.revision if is_redacted else 0)
    name = "redacted.pdf" if is_redacted else "stamped.pdf"
    file = f"data/exhibits/{exhibit.folder}/{name}"
    return PackCopy(
        vault=vault, exhibit_ref=exhibit.exhibit_ref, file=file, numbers=tuple(numbers), object_id=copy.object_id or "",
        copy_id=copy.id, is_slip=bool(copy.slip_reason_code), searching=searching_words_of(copy), lang=language(),
        separator_file="" if is_redacted else f"data/exhibits/{exhibit.folder}/separator.pdf",
    )  # fmt: skip
