"""The exhibits: numbers, numbered pages, citations, metadata, originals, translations, captures."""

import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, Final

from dossier.export.check.findings import Finding
from dossier.export.check.pack import FACTS, Pack

ERN: Final = re.compile(r"[A-Z]{3}-[A-Z0-9]{3,4}-\d{4}-\d{4}(?:-R\d{2})?")
MAKE_COPIES: Final = {"copied", "converted", "translated"}
"""Events of custody that make a copy and leave the original as it was."""
_OF_COURTS: Final = re.compile(r"OTP|REG|CHM|[DV]\d\d")
_NEEDED: Final = (
    "exhibit_number", "title", "document_kind", "language", "source", "grade", "sha256", "mime_type", "size_bytes",
)  # fmt: skip


def numbers(pack: Pack) -> Iterator[Finding]:
    """A07: form, no overlap, count."""
    taken: dict[str, str] = {}
    for one in pack.records("exhibits"):
        first, last = one.get("ern_begin", ""), one.get("ern_end", "")
        if not first:
            continue
        if not ERN.fullmatch(first) or not ERN.fullmatch(last):
            yield Finding("A07", one["anchor"], first)
            continue
        span = _span(first, last)
        if len(span) != one.get("page_count", 0):
            yield Finding("A07", one["anchor"], first)
        for number in span:
            if number in taken:
                yield Finding("A07", one["anchor"], number)
            taken[number] = one["anchor"]


def _span(first: str, last: str) -> list[str]:
    """Every number from the first page to the last, without the mark of a redacted version."""
    (head, begin), (_head, end) = (_plain(one).rsplit("-", 1) for one in (first, last))
    return [f"{head}-{number:04d}" for number in range(int(begin), int(end) + 1)]


def _plain(number: str) -> str:
    return re.sub(r"-R\d\d$", "", number)


def parties_of_courts(pack: Pack) -> Iterator[Finding]:
    """A09."""
    for one in pack.records("exhibits"):
        parts = str(one.get("ern_begin", "")).split("-")
        if len(parts) > 1 and _OF_COURTS.fullmatch(parts[1]):
            yield Finding("A09", one["anchor"], parts[1])


def pages_of_exhibits(pack: Pack) -> Iterator[Finding]:
    """A08: pages.csv and the stamped copies agree, number by number."""
    rows = pack.table("pages")
    by_exhibit: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        by_exhibit.setdefault(row["exhibit_ref"], []).append(row)
    for one in pack.records("exhibits"):
        mine = by_exhibit.get(one.get("ref", ""), [])
        said = [_plain(row["ern"]) for row in mine]
        if one.get("ern_begin") and mine and said != _span(one["ern_begin"], one["ern_end"]):
            yield Finding("A08", one["anchor"], "pages.csv")
        yield from _stamped(pack, mine)


def _stamped(pack: Pack, rows: list[dict[str, str]]) -> Iterator[Finding]:
    """Each page of a stamped copy shows its own number."""
    if not rows or rows[0]["file"] not in pack.names:
        return
    import pikepdf

    from dossier.export.check.paper_text import squeezed
    from dossier.export.check.sources import read

    content = read(pack.source, rows[0]["file"])
    with pikepdf.open(io.BytesIO(content)) as pdf:
        texts = pack.texts.of(content, pdf)
    for row in rows:
        at = int(row["page"]) - 1
        said = squeezed(" ".join((*texts[at].stamps, texts[at].body))) if at < len(texts) else ""
        if said.count(row["ern"]) < 1:
            yield Finding("A08", f"{row['file']} p. {row['page']}", row["ern"])


def citations(pack: Pack) -> Iterator[Finding]:
    """A10: what is cited is listed, what is listed is cited, and each link to a page leads to one in the pack."""
    listed = {one["anchor"] for one in pack.records("exhibits")}
    cited = {anchor for anchor in _anchors(pack.facts) if anchor.startswith("x-")}
    for anchor in sorted(cited - listed):
        yield Finding("A10", anchor, "cited, not listed")
    for anchor in sorted(listed - cited):
        yield Finding("A10", anchor, "listed, not cited")
    counts = Counter(row.get("file", "") for row in pack.table("pages"))
    for file, page in sorted(_linked_pages(pack)):
        if not 0 <= page < counts[file]:
            yield Finding("A10", file, f"link to page {page + 1}")


def _linked_pages(pack: Pack) -> set[tuple[str, int]]:
    """Files beside the paper, and pages from 0, that its links name."""
    links = [link for page in (pack.pdf.pages if pack.pdf else ()) for link in page.obj.get("/Annots", [])]
    actions = [link.A for link in links if "/A" in link and link.A.get("/S") == "/GoToR"]
    return {(f"data/{one.F!s}", int(one.D[0])) for one in actions}


def _anchors(value: Any, key: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            if name not in ("exhibits", "custody"):
                yield from _anchors(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _anchors(inner, key)
    elif key == "anchor" and isinstance(value, str):
        yield value


def held(pack: Pack) -> list[dict[str, str]]:
    """The exhibits whose original is in the pack, or would be."""
    return [row for row in pack.table("exhibits") if row.get("sha256")]


def metadata(pack: Pack) -> Iterator[Finding]:
    """A11."""
    for row in held(pack):
        for name in _NEEDED:
            if not row.get(name):
                yield Finding("A11", row["exhibit_number"], name)


def originals(pack: Pack) -> Iterator[Finding]:
    """A12: file, list, manifest and last custody entry say the same."""
    manifest = pack.manifest("sha256")
    lasts = {exhibit: told[-1] for exhibit, rows in logs_of(pack).items() if (told := list(of_native(rows)))}
    for row in held(pack):
        name, stated = row.get("file", ""), row["sha256"]
        if name:
            real = pack.real.get(name)
            if real is None or real[0] != stated or (manifest and manifest.get(name) != stated):
                yield Finding("A12", name, row["exhibit_number"])
        last = lasts.get(row["exhibit_ref"])
        if last is not None and last[1] != stated:
            yield Finding("A12", "data/index/custody_log.csv", row["exhibit_number"])
    for one in pack.records("exhibits"):
        in_table = next((row for row in held(pack) if row["exhibit_ref"] == one.get("ref")), None)
        if one.get("sha256") and (in_table is None or in_table["sha256"] != one["sha256"]):
            yield Finding("A12", FACTS, str(one.get("number", "")))


def translations(pack: Pack) -> Iterator[Finding]:
    """A14."""
    listed = {row["exhibit_ref"] for row in pack.table("exhibits")}
    for row in pack.table("exhibits"):
        if row.get("translation_of") and (row["translation_of"] not in listed or not row.get("language")):
            yield Finding("A14", row["exhibit_number"])


def captures(pack: Pack) -> Iterator[Finding]:
    """A15."""
    for row in held(pack):
        if row.get("document_kind") in ("web_capture", "social_media_post"):
            for name in ("source_url", "obtained_at", "tool"):
                if not row.get(name):
                    yield Finding("A15", row["exhibit_number"], name)


def logs_of(pack: Pack) -> dict[str, list[dict[str, str]]]:
    """Exhibit -> the entries of its custody."""
    found: dict[str, list[dict[str, str]]] = {}
    for row in pack.table("custody_log"):
        found.setdefault(row["exhibit_ref"], []).append(row)
    return found


def of_native(rows: Iterable[dict[str, str]]) -> Iterator[tuple[dict[str, str], str]]:
    """The entries of one log that tell the hash of the original after them, and that hash.

    What only made a copy from the original left it as it was. A redacted version is made from a copy, and so is a copy
    with the words that a machine recognised.
    """
    copies: set[str] = set()
    for row in rows:
        makes_copy = row["event"] in MAKE_COPIES
        is_of_copy = row["event"] == "redacted" or (makes_copy and row["sha256_before"] in copies)
        told = row["sha256_before" if makes_copy else "sha256_after"]
        if told and not is_of_copy:
            yield row, told
        if makes_copy or is_of_copy:
            copies.add(row["sha256_after"])
