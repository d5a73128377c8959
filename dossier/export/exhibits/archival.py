"""Pages of strangers in a form for archives: each drawn as a picture, with its words behind it (PDF/A-3u, ISO 19005-3).

What a stranger's page lacks for PDF/A (embedded fonts, maps to Unicode, colours that are told) cannot be added without
guessing, so it is drawn as it is seen; the words that a reader finds on it lie unseen where they stand. It runs behind
the walls of the cage.
"""

import io
from collections.abc import Iterator
from typing import Any, Final

from dossier.export.exhibits.foreign import add_picture_page, as_seen, opened
from dossier.export.exhibits.word_layer import Seen, with_words
from dossier.export.typeface import Face

DPI: Final = 200


def drawn(content: bytes, face: Face) -> bytes:
    """The pages as pictures with their words, each as large and as upright as it is seen.

    Args:
        content: Clean pages, with their numbers.
        face: Of the words.
    """
    import pikepdf

    document = opened(content)
    words: dict[int, list[Seen]] = {}
    with pikepdf.new() as pdf:
        for number in range(1, len(document) + 1):
            page = document[number - 1]
            words[number] = list(_words(page))
            picture = page.render(scale=DPI / 72).to_pil().convert("RGB")
            add_picture_page(pdf, picture, (page.get_width(), page.get_height()))
        pdf.save(out := io.BytesIO(), deterministic_id=True)
    made, _taken = with_words(out.getvalue(), words, (), face)
    return made


def _words(page: Any) -> Iterator[Seen]:
    """The words of a page with their places, in the order of reading."""
    import pypdfium2.raw as raw

    text = page.get_textpage()
    signs: list[str] = []
    box: tuple[float, float, float, float] | None = None
    for at in range(text.count_chars()):
        sign = chr(raw.FPDFText_GetUnicode(text, at))
        if not sign.isspace() and sign.isprintable():
            signs.append(sign)
            box = _around(box, text.get_charbox(at))
        elif signs and box:
            yield Seen("".join(signs), *as_seen(page, *box))
            signs, box = [], None
    if signs and box:
        yield Seen("".join(signs), *as_seen(page, *box))


def _around(
    box: tuple[float, float, float, float] | None, more: tuple[float, float, float, float]
) -> tuple[float, float, float, float]:
    if box is None:
        return more
    return min(box[0], more[0]), min(box[1], more[1]), max(box[2], more[2]), max(box[3], more[3])
