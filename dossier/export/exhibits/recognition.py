"""Text recognised by machine on pages that are pictures: by tesseract where it is installed, in a bubble.

What comes back is a guess, and says so wherever it is shown: program, version and languages stand on the sheet before
the exhibit, in the list of exhibits and in its custody. A redacted page is looked at as it is seen, with its boxes in
it, so that nothing under a box comes back.
"""

import io
import re
import statistics
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from os import cpu_count
from typing import Any, Final

from dossier.cage.programs import INPUT, can_run, run_program
from dossier.cage.running import Limits, run_worker

WORKER: Final = "dossier.export.exhibits.worker"
LIMITS: Final = Limits(cpu_s=300, wall_s=600, memory_bytes=4 << 30)
PAGE_LIMITS: Final = Limits(cpu_s=60, wall_s=180, memory_bytes=2 << 30)
EXHIBIT_WALL_S: Final = 1_800
"""Pages whose turn would come later than this stay unread."""
MOST_PICTURE_BYTES: Final = 256 << 20
LANGUAGES: Final = {"be": "bel", "ru": "rus", "uk": "ukr", "en": "eng", "pl": "pol", "lt": "lit"}
"""Language of an exhibit -> name of the recogniser's data."""
_WHERE_NOBODY_SAYS: Final = ("be", "ru", "uk", "en")
_AT_ONCE: Final = 8
_LEAST_SURE: Final = 40
"""Per cent; below it a recogniser sees letters in the leaves of a tree."""
_WORD_LEVEL: Final = "5"

Box = Sequence[Any]
"""Page from 1; left, top, width, height in points; reason."""
Word = tuple[str, float, float, float, float]
"""Text; left, top, width, height in points from the upper left corner of the page as it is seen."""


@dataclass(frozen=True, slots=True)
class Recogniser:
    """The program that is installed here."""

    version: str
    languages: frozenset[str]
    """Names of its data."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """A file after the recognition."""

    content: bytes
    with_what: str = ""
    """Program, version, languages; empty where none was run."""
    page_count: int = 0
    """Pages on which words were recognised."""
    silent_count: int = 0
    """Pages that still have no words: nothing was recognised there, or nobody looked."""
    text: str = ""
    left_on: tuple[int, ...] = ()
    """Of a redacted version: pages on which a word that was taken out is read in the open."""


@cache
def recogniser() -> Recogniser | None:
    """Tesseract, where it and what holds it are installed and run."""
    if not can_run("tesseract"):
        return None
    said = _said("--version")  # in the bubble too: where that cannot be made, nothing is recognised
    version = re.match(r"tesseract v?(\d[\w.]*)", said)
    names = _said("--list-langs").splitlines()[1:]
    return Recogniser(version[1], frozenset(names)) if version else None


def _said(option: str) -> str:
    said = run_program(["tesseract", option], io.BytesIO(b"-"), PAGE_LIMITS, most_bytes=1)
    return (said or b"").decode("utf-8", "replace")


def languages_for(language: str | None, there: Iterable[str]) -> list[str]:
    """The data to recognise a language with; all of ours where it is not known, none where there is no data for it."""
    asked = [one for one in re.split(r"[^a-z]+", (language or "").casefold()) if one] or _WHERE_NOBODY_SAYS
    there = set(there)
    return [LANGUAGES[one] for one in asked if LANGUAGES.get(one) in there]


def recognise(
    content: bytes,
    silent: Sequence[int],
    language: str | None,
    *,
    boxes: Sequence[Box] = (),
    before: bytes = b"",
) -> Recognised:
    """Pages with the words that can be recognised on those without words.

    Args:
        content: Clean pages, without a stamp; redacted ones with their boxes burnt in.
        silent: Pages, from 1, without words.
        language: Of the exhibit, as its record has it.
        boxes: What was taken out: no word is put where one lies.
        before: The pages before the redaction, to find words that were taken out and can still be read.
    """
    found = recogniser()
    names = languages_for(language, found.languages) if found else []
    if not silent or not found or not names:
        return Recognised(content, silent_count=len(silent))
    with_what = f"tesseract {found.version}, {'+'.join(names)}"
    words = dict(_words_of_pages(content, silent, names))
    job = {"do": "words", "words": list(words.items()), "boxes": list(boxes), "size": len(content)}
    answer = run_worker(WORKER, job, content + before, LIMITS)
    facts: Any = answer.facts
    if answer.failure or "slip" in facts or facts["under"]:
        return Recognised(content, silent_count=len(silent))
    taken = {int(number) for number, _count in facts["taken"]}
    text = "\n\f".join(_as_text(words[number]) for number in sorted(taken))
    return Recognised(
        answer.content, with_what, len(taken), len(set(silent) - taken), text, tuple(facts["left_on"])
    )  # fmt: skip


def _words_of_pages(content: bytes, pages: Sequence[int], names: Sequence[str]) -> Iterator[tuple[int, list[Word]]]:
    """Page -> words on it, for the pages that could be read in time."""
    last_s = time.monotonic() + EXHIBIT_WALL_S
    command = ["env", "OMP_THREAD_LIMIT=1", "tesseract", INPUT, "-", "-l", "+".join(names), "tsv"]

    def look(one: tuple[int, float, bytes]) -> tuple[int, list[Word]]:
        number, scale, picture = one
        if not picture or time.monotonic() > last_s:
            return number, []
        said = run_program(command, io.BytesIO(picture), PAGE_LIMITS, most_bytes=MOST_PICTURE_BYTES)
        return number, list(_words((said or b"").decode("utf-8", "replace"), scale))

    with ThreadPoolExecutor(min(cpu_count() or 1, 4)) as pool:
        for at in range(0, len(pages), _AT_ONCE):
            if time.monotonic() > last_s:
                return
            yield from pool.map(look, _pictures(content, pages[at : at + _AT_ONCE]))


def _pictures(content: bytes, pages: Sequence[int]) -> Iterator[tuple[int, float, bytes]]:
    answer = run_worker(WORKER, {"do": "look", "pages": list(pages)}, content, LIMITS)
    facts: Any = answer.facts
    at = 0
    for number, (scale, size) in zip(pages, facts.get("looks", ()), strict=False):
        yield number, scale, answer.content[at : at + size]
        at += size


def _words(table: str, scale: float) -> Iterator[Word]:
    """The words of a table of tesseract that it is sure of, each as high as the line that it stands in."""
    lines: dict[tuple[str, ...], list[list[str]]] = {}
    for row in (line.split("\t") for line in table.splitlines()):
        if len(row) == 12 and row[0] == _WORD_LEVEL and float(row[10]) >= _LEAST_SURE and row[11].strip():
            lines.setdefault(tuple(row[1:5]), []).append(row)
    for rows in lines.values():
        boxes = [[int(one) / scale for one in row[6:10]] for row in rows]
        height = statistics.median(box[3] for box in boxes)
        low = statistics.median(box[1] + box[3] for box in boxes)
        for row, box in zip(rows, boxes, strict=True):
            yield row[11].strip(), round(box[0], 2), round(low - height, 2), round(box[2], 2), round(height, 2)


def _as_text(words: Sequence[Word]) -> str:
    """The words of a page, its lines one under the other."""
    text, last = "", None
    for word, _left, top, _width, _height in words:
        text += ("" if last is None else " " if top == last else "\n") + word
        last = top
    return text
