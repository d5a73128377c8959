"""Redacted versions of exhibits, judged from the files alone: nothing under a box, a reason in each, nobody in danger.

The boxes are those of redactions.csv, in points from the upper left corner of the page as it is seen.
"""

import io
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from typing import Any, Final

from dossier.domain.law_rows import vocabulary
from dossier.export.check.findings import Finding
from dossier.export.check.pack import PAPER, Pack
from dossier.export.check.page_words import PageBox
from dossier.export.check.paper_text import squeezed
from dossier.export.check.sources import read

_REDACTED: Final = re.compile(r"-R\d{2}\Z")
_SMALLEST: Final = 5
_COUNTS: Final = re.compile(r"\b\d{4}: (\d+)")
_PICTURE_FACTS: Final = (b"Exif\x00\x00", b"http://ns.adobe.com/xap/", b"Photoshop 3.0")
Box = dict[str, str]


def nothing_under(pack: Pack) -> Iterator[Finding]:
    """A35: no text in a box but its reason, no earlier state of the file, no mark to redact, bare pictures."""
    files = _files(pack)
    yield from (Finding("A35", file, "missing") for file in files if file not in pack.names)
    there = {file: boxes for file, boxes in files.items() if file in pack.names}
    for file in there:
        yield from (Finding("A35", file, why) for why in _traces(read(pack.source, file)))
    asked = {file: [_page_box(one) for one in boxes] for file, boxes in there.items()}
    words = pack.words_of(((file, read(pack.source, file)) for file in there), asked)
    for file, boxes in there.items():
        if not words[file].is_read:
            yield Finding("A35", file, "unread")
        for box, said in zip(boxes, words[file].boxes, strict=False):
            if _is_left(said, box):
                yield Finding("A35", f"{file} p. {box['page']}", "text")


def reasons(pack: Pack) -> Iterator[Finding]:
    """A36: each box has a reason of the list, which stands in it; no page has more or fewer marks than boxes."""
    for row in pack.table("redactions"):
        if row["reason_code"] not in _reason_codes():
            yield Finding("A36", row["ern"], "reason_code")
        if not _REDACTED.search(row["ern"]):
            yield Finding("A36", row["ern"], "ern")
    for file, boxes in _files(pack).items():
        if file in pack.names:
            marked, logged = _marks(read(pack.source, file)), Counter(int(one["page"]) for one in boxes)
            for page in sorted(marked.keys() | logged.keys()):
                if marked[page] != logged[page]:
                    yield Finding("A36", f"{file} p. {page}", f"{marked[page]}, {logged[page]}")


def identified(pack: Pack) -> Iterator[Finding]:
    """A38: in a public version a name stands with an office or a consent, and no drawn count is under five."""
    if pack.facts.get("profile") != "public":
        return
    for one in pack.records("persons"):
        if one.get("is_named") and one.get("standing") not in ("official", "consent"):
            yield Finding("A38", str(one.get("key", "")))
    for words in _figures(pack):
        if any(int(number) < _SMALLEST for number in _COUNTS.findall(words)):
            yield Finding("A38", PAPER, "count")


def reduced(pack: Pack) -> Iterator[Finding]:
    """A39: outside of a sealed version no page but a redacted one, no original, no layer that can be shown again."""
    if pack.facts.get("profile", "sealed") == "sealed":
        return
    for row in pack.table("pages"):
        if not _REDACTED.search(row["ern"]):
            yield Finding("A39", row["file"], row["ern"])
    for row in pack.table("exhibits"):
        if row.get("file"):
            yield Finding("A39", row["file"], row["exhibit_number"])
    if pack.pdf is not None and "/OCProperties" in pack.pdf.Root:
        yield Finding("A39", PAPER, "layers")


def _files(pack: Pack) -> dict[str, list[Box]]:
    """The redacted copies by their file, each with its boxes."""
    file_of = {row["ern"]: row["file"] for row in pack.table("pages") if _REDACTED.search(row["ern"])}
    found: dict[str, list[Box]] = defaultdict(list, {file: [] for file in file_of.values()})
    for row in pack.table("redactions"):
        found[file_of.get(row["ern"], row["ern"])].append(row)
    return found


@cache
def _reason_codes() -> frozenset[str]:
    return frozenset(row["code"] for row in vocabulary("icc_redaction_codes.csv"))


def _traces(content: bytes) -> Iterator[str]:
    import pikepdf

    if content.count(b"%%EOF") != 1:
        yield "revisions"
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for one in pdf.objects:
            if isinstance(one, pikepdf.Dictionary) and str(one.get("/Subtype", "")) == "/Redact":
                yield "/Redact"
            if isinstance(one, pikepdf.Stream) and str(one.get("/Filter", "")) == "/DCTDecode":
                head = one.read_raw_bytes()[: 1 << 16]
                if any(mark in head for mark in _PICTURE_FACTS):
                    yield "EXIF"
        if any(name in page.obj for page in pdf.pages for name in ("/Thumb", "/PieceInfo", "/Metadata")):
            yield "metadata"


def _page_box(box: Box) -> PageBox:
    left, top, width, height = (float(box[f"{name}_pt"]) for name in ("left", "top", "width", "height"))
    return int(box["page"]), left, top, width, height


def _is_left(said: str, box: Box) -> bool:
    """Whether something stands in a box but its reason and the number of the page, which a box may cut."""
    rest = squeezed(said).replace(squeezed(box["ern"]), "").replace(box["reason_code"], "", 1)
    return bool(rest) and rest not in squeezed(box["ern"]) and rest not in box["reason_code"]


def _marks(content: bytes) -> Counter[int]:
    """Page -> reasons that are written on it in the typeface of the boxes."""
    import pikepdf

    found: Counter[int] = Counter()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for number, page in enumerate(pdf.pages, start=1):
            resources = page.obj.get("/Resources")
            if resources is not None and "/Why" in resources.get("/Font", ()):
                found[number] = sum(
                    1 for step in pikepdf.parse_content_stream(page) if _sets_reason(step.operator, step.operands)
                )
    return found


def _sets_reason(operator: Any, operands: Any) -> bool:
    return str(operator) == "Tf" and str(operands[0]) == "/Why"


def _figures(pack: Pack) -> Iterator[str]:
    import pikepdf

    for one in pack.pdf.objects if pack.pdf is not None else ():
        if isinstance(one, pikepdf.Dictionary) and str(one.get("/S", "")) == "/Figure":
            yield str(one.get("/Alt", ""))
