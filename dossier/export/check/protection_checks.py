"""A34: no protected name in any text, bookmark, metadata, attachment, alternative text or file name of a pack.

Names are looked for as words in any ending and in either script, and as whole forms with every blank, hyphen and line
break taken out.
"""

import html
import io
import json
import re
import unicodedata
import urllib.parse
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any, Final

from dossier.domain.name_guard import NameGuard
from dossier.export.check.findings import Finding
from dossier.export.check.pack import PAPER, Pack
from dossier.export.check.paper_text import squeezed
from dossier.export.check.sources import read

_TEXTS: Final = (".txt", ".csv", ".json", ".html", ".md")
_SHORTEST_WHOLE: Final = 6
_BREAK = re.compile(r"[-\u00ad\u2010\u2011]\s*\n?\s*")


class Protected:
    """The names that must not be in a pack.

    Args:
        surnames: Found in any ending and in either script.
        wholes: Forms of names, addresses, numbers, handles: found as they are, whatever breaks them.
    """

    def __init__(self, surnames: Iterable[str], wholes: Iterable[str] = ()) -> None:
        self.surnames, self.wholes = tuple(surnames), tuple(wholes)
        self._guard = NameGuard(unicodedata.normalize("NFC", one) for one in self.surnames if one.strip())
        forms = [squeezed(unicodedata.normalize("NFC", one)).replace("-", "").casefold() for one in self.wholes]
        self._wholes = sorted({one for one in forms if len(one) >= _SHORTEST_WHOLE})

    def finds(self, text: str) -> bool:
        """Whether a text names somebody."""
        plain = unicodedata.normalize("NFC", text)
        if self._guard.finds(plain) or self._guard.finds(_BREAK.sub("", plain)):
            return True
        tight = re.sub(r"[\s\u00ad-]", "", plain).casefold()
        return any(one in tight for one in self._wholes)


def protected_names(pack: Pack) -> Iterator[Finding]:
    """Where a protected name stands; the name itself is never repeated."""
    protected: Protected = pack.protected
    for number, page in enumerate(pack.pages, start=1):
        if protected.finds(page.body) or any(protected.finds(one) for one in page.stamps):
            yield Finding("A34", f"p. {number}")
    if pack.pdf is not None:
        for place in sorted({place for place, text in _strings(pack.pdf) if protected.finds(text)}):
            yield Finding("A34", f"{PAPER} {place}")
    yield from _in_other_papers(pack, protected)
    for name in pack.names:
        if protected.finds(urllib.parse.unquote(name).replace("/", " ")):
            yield Finding("A34", "file name")
        if name.endswith(_TEXTS) and any(protected.finds(one) for one in _as_read(name, pack.text(name))):
            yield Finding("A34", name)


def _as_read(name: str, text: str) -> Iterator[str]:
    """A text as it stands in its file, and as whoever opens it reads it: signs written as escapes are signs there."""
    yield text
    if name.endswith(".html"):
        yield html.unescape(text)
    if name.endswith(".json"):
        with suppress(ValueError, RecursionError):
            yield from _texts_of(json.loads(text))


def _texts_of(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, one in value.items():
            yield str(key)
            yield from _texts_of(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts_of(one)


def _in_other_papers(pack: Pack, protected: Protected) -> Iterator[Finding]:
    """In the pages of exhibits and in the bundle, which hold words of other makers."""
    import pikepdf

    names = [one for one in pack.names if one.endswith(".pdf") and one != PAPER]
    for name, words in pack.words_of((one, read(pack.source, one)) for one in names).items():
        if not words.is_read:
            yield Finding("A34", name, "unread")
        for number, page in enumerate(words.pages, start=1):
            if protected.finds(page):
                yield Finding("A34", f"{name} p. {number}")
    for name in names:
        try:
            with pikepdf.open(io.BytesIO(read(pack.source, name))) as pdf:
                places = sorted({place for place, text in _strings(pdf) if protected.finds(text)})
        except (pikepdf.PdfError, pikepdf.PasswordError):
            places = ["unread"]
        yield from (Finding("A34", f"{name} {place}") for place in places)


def _strings(pdf: Any) -> Iterator[tuple[str, str]]:
    """Every string of the file that is not drawn on a page, with the key it stands under; attached texts too."""
    import pikepdf

    for one in pdf.objects:
        yield from _inside(one)
        if isinstance(one, pikepdf.Stream) and str(one.get("/Type", "")) in ("/EmbeddedFile", "/Metadata"):
            yield str(one.get("/Type")), one.read_bytes().decode("utf-8", "replace")
    for key, value in pdf.docinfo.items():
        yield str(key), str(value)


def _inside(one: Any) -> Iterator[tuple[str, str]]:
    import pikepdf

    if isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
        for key, value in one.items():
            if isinstance(value, pikepdf.String):
                yield str(key), urllib.parse.unquote(str(value))
            elif isinstance(value, pikepdf.Array | pikepdf.Dictionary) and not value.is_indirect:
                yield from _inside(value)
    elif isinstance(one, pikepdf.Array):
        for value in one:
            if isinstance(value, pikepdf.String):
                yield "array", urllib.parse.unquote(str(value))
            elif isinstance(value, pikepdf.Array | pikepdf.Dictionary) and not value.is_indirect:
                yield from _inside(value)
