"""One pack opened for its check: the files, the manifests, the facts, the paper. Everything is read at most once."""

import csv
import io
import re
from collections.abc import Callable
from functools import cached_property
from typing import Any, Final

from dossier.domain import strict_json
from dossier.export.check.page_words import WordsOf, words_of
from dossier.export.check.paper_text import PageText, PaperTexts
from dossier.export.check.sources import Source, Sums, read, real_sums

PAPER: Final = "data/dossier.pdf"
BUNDLE: Final = "data/bundle.pdf"
"""The same paper with the pages of the exhibits behind it; there where the pack has any."""
FACTS: Final = "data/dossier.json"
ABOUT: Final = "data/pack.json"
MANIFEST: Final = "manifest-sha256.txt"
_LINE = re.compile(r"([0-9a-f]+)  ?\*?(.+)")


class Pack:
    """The files of a pack as its checks see them.

    Args:
        source: Where they come from.
        protected: Finds names that must not be in it; None where nobody knows them.
        texts: What papers say, as far as they were read before.
        words: Reads the words of papers of other makers.
        summed: Reckons the sums of all files, where it is not done here.
    """

    def __init__(
        self,
        source: Source,
        protected: Any = None,
        texts: PaperTexts | None = None,
        words: WordsOf = words_of,
        summed: Callable[[], dict[str, Sums]] | None = None,
    ) -> None:
        self.source, self.protected, self.texts = source, protected, texts or PaperTexts()
        self.words_of, self._summed = words, summed

    @cached_property
    def names(self) -> list[str]:
        """Every file, sorted."""
        return self.source.names()

    def manifest(self, algorithm: str, tags: bool = False) -> dict[str, str]:
        """Name -> sum, as a manifest of the bag says; empty where there is none."""
        name = f"{'tag' if tags else ''}manifest-{algorithm}.txt"
        return _manifest(self.text(name)) if name in self.names else {}

    @cached_property
    def real(self) -> dict[str, Sums]:
        """Name -> SHA-256, SHA-512 and size of every file that can be read, computed."""
        return self._summed() if self._summed else real_sums(self.source, self.names)

    def text(self, name: str) -> str:
        """A text file; what is not UTF-8 is replaced."""
        return read(self.source, name).decode("utf-8", "replace")

    @cached_property
    def facts(self) -> dict[str, Any]:
        """The facts of the dossier as data; empty where they cannot be read."""
        return self.json_of(FACTS)

    @cached_property
    def about(self) -> dict[str, Any]:
        """What the pack says about itself."""
        return self.json_of(ABOUT)

    def json_of(self, name: str) -> dict[str, Any]:
        """A file with one JSON object; empty where it cannot be read, or can be read in two ways."""
        try:
            found = strict_json.loads(read(self.source, name))
        except (FileNotFoundError, ValueError, RecursionError):
            return {}
        return found if isinstance(found, dict) else {}

    def table(self, name: str) -> list[dict[str, str]]:
        """The rows of a table of the pack."""
        path = f"data/index/{name}.csv"
        if path not in self.names:
            return []
        return list(csv.DictReader(io.StringIO(self.text(path), newline="")))

    @cached_property
    def paper_bytes(self) -> bytes:
        """The PDF."""
        return read(self.source, PAPER) if PAPER in self.names else b""

    @cached_property
    def pdf(self) -> Any:
        """The PDF opened; None where it cannot be."""
        import pikepdf

        try:
            return pikepdf.open(io.BytesIO(self.paper_bytes))
        except (pikepdf.PdfError, pikepdf.PasswordError):
            return None

    @cached_property
    def pages(self) -> list[PageText]:
        """The text of each page of the paper."""
        return self.texts.of(self.paper_bytes, self.pdf) if self.pdf is not None else []

    @cached_property
    def bundle_pages(self) -> list[PageText]:
        """The text of each page of the bundle; none where there is no bundle, or where it cannot be opened."""
        import pikepdf

        if BUNDLE not in self.names:
            return []
        try:
            content = read(self.source, BUNDLE)
            with pikepdf.open(io.BytesIO(content)) as pdf:
                return self.texts.of(content, pdf)
        except (pikepdf.PdfError, pikepdf.PasswordError):
            return [PageText()]

    def records(self, kind: str) -> list[dict[str, Any]]:
        """A list of the facts: "persons", "chronology", "exhibits" …"""
        found = self.facts.get(kind) or []
        return [one for one in found if isinstance(one, dict)]


def _manifest(text: str) -> dict[str, str]:
    found = {}
    for line in text.splitlines():
        match = _LINE.fullmatch(line)
        if match:
            found[match[2].replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%")] = match[1]
    return found
