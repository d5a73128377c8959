"""The bag and its files: RFC 8493, the sums of the originals, the chain of custody, numbers and tables."""

import csv
import hashlib
import io
import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any, Final

from dossier.export.check.findings import Finding
from dossier.export.check.pack import ABOUT, FACTS, PAPER, Pack

ERN: Final = re.compile(r"[A-Z]{3}-[A-Z0-9]{3,4}-\d{4}-\d{4}(?:-R\d{2})?")
_OF_COURTS: Final = re.compile(r"OTP|REG|CHM|[DV]\d\d")
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_RECEIVED: Final = {"collected", "received"}
_MAKE_COPIES: Final = {"copied", "converted", "translated", "redacted"}
_FRESH_DAYS: Final = 180
_NEEDED: Final = (
    "exhibit_number",
    "title",
    "document_kind",
    "language",
    "source",
    "grade",
    "sha256",
    "mime_type",
    "size_bytes",
)


def bag(pack: Pack) -> Iterator[Finding]:
    """A43: declaration, manifests both ways, the sum of sizes, no file beside, no name that leads out."""
    if "bagit.txt" not in pack.names or not re.search(r"BagIt-Version: 1\.0\b", pack.text("bagit.txt")):
        yield Finding("A43", "bagit.txt", "BagIt-Version: 1.0")
    for name, count in Counter(pack.names).items():
        if count > 1 or name.startswith("/") or ".." in name.split("/") or "\\" in name:
            yield Finding("A43", name, "name")
    payload = {name for name in pack.names if name.startswith("data/")}
    for at, algorithm in enumerate(("sha256", "sha512")):
        yield from _against(pack, pack.manifest(algorithm), payload, at, f"manifest-{algorithm}.txt")
    tags = {one for one in pack.names if "/" not in one and not one.startswith("tagmanifest-")}
    yield from _against(pack, pack.manifest("sha256", tags=True), tags, 0, "tagmanifest-sha256.txt")
    stated = re.search(
        r"^Payload-Oxum: (\d+)\.(\d+)$", pack.text("bag-info.txt") if "bag-info.txt" in pack.names else "", re.M
    )
    if pack.about.get("files_sha256") != others_sha256(pack.manifest("sha256")):
        yield Finding("A43", ABOUT, "files_sha256")
    size = sum(pack.real[name][2] for name in payload if name in pack.real)
    if not stated or (int(stated[1]), int(stated[2])) != (size, len(payload)):
        yield Finding("A43", "bag-info.txt", "Payload-Oxum")


def others_sha256(manifest: dict[str, str]) -> str:
    """The hash that the cover gives: of the manifest's lines without the paper itself and what names this hash."""
    lines = [f"{value}  {name}\n" for name, value in sorted(manifest.items()) if name not in (PAPER, ABOUT)]
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _against(pack: Pack, listed: dict[str, str], there: set[str], which: int, where: str) -> Iterator[Finding]:
    for name in sorted(there - listed.keys()):
        yield Finding("A43", name, where)
    for name, stated in listed.items():
        real = pack.real.get(name)
        if real is None or real[which] != stated:
            yield Finding("A43", name, where)


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

    from dossier.export.check.paper_text import page_texts, squeezed
    from dossier.export.check.sources import read

    with pikepdf.open(io.BytesIO(read(pack.source, rows[0]["file"]))) as pdf:
        texts = page_texts(pdf)
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
    lasts = {row["exhibit_ref"]: row for row in pack.table("custody_log")}
    for row in held(pack):
        name, stated = row.get("file", ""), row["sha256"]
        if name:
            real = pack.real.get(name)
            if real is None or real[0] != stated or (manifest and manifest.get(name) != stated):
                yield Finding("A12", name, row["exhibit_number"])
        last = lasts.get(row["exhibit_ref"])
        if last is not None and _native(last) not in ("", stated):
            yield Finding("A12", "data/index/custody_log.csv", row["exhibit_number"])
    for one in pack.records("exhibits"):
        in_table = next((row for row in held(pack) if row["exhibit_ref"] == one.get("ref")), None)
        if one.get("sha256") and (in_table is None or in_table["sha256"] != one["sha256"]):
            yield Finding("A12", FACTS, str(one.get("number", "")))


def unaltered(pack: Pack) -> Iterator[Finding]:
    """A13: from the first hash to the last each change is an entry."""
    for exhibit, rows in _logs(pack).items():
        for before, after in pairwise(row for row in rows if _native(row)):
            if after.get("sha256_before") and after["sha256_before"] != _native(before):
                yield Finding("A13", f"{exhibit} {after['number']}", "sha256_before")


def _native(row: dict[str, str]) -> str:
    """The hash of the original after an entry: what only made a copy from it left it as it was."""
    return row.get("sha256_before" if row["event"] in _MAKE_COPIES else "sha256_after", "")


def _logs(pack: Pack) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    for row in pack.table("custody_log"):
        found.setdefault(row["exhibit_ref"], []).append(row)
    return found


def first_entries(pack: Pack) -> Iterator[Finding]:
    """A16."""
    logs = _logs(pack)
    for row in held(pack):
        kinds = {one["event"] for one in logs.get(row["exhibit_ref"], [])}
        if not kinds & _RECEIVED or "hashed" not in kinds:
            yield Finding("A16", row["exhibit_number"], ", ".join(sorted(kinds)))


def order_of_custody(pack: Pack) -> Iterator[Finding]:
    """A17: numbers without gaps, times in order, the receiver of one transfer gives in the next."""
    for exhibit, rows in _logs(pack).items():
        if [row["number"] for row in rows] != [str(at + 1) for at in range(len(rows))]:
            yield Finding("A17", exhibit, "number")
        if any(later["at"] < earlier["at"] for earlier, later in pairwise(rows)):
            yield Finding("A17", exhibit, "at")
        moves = [row for row in rows if row["event"] in ("transferred", "returned")]
        if any(b["from_custodian"] != a["to_custodian"] for a, b in pairwise(moves)):
            yield Finding("A17", exhibit, "custodian")


def chain(pack: Pack) -> Iterator[Finding]:
    """A18: each entry holds the hash of the one before; the head is that of the list, and is printed."""
    lasts = []
    for exhibit, rows in _logs(pack).items():
        previous = "0" * 64
        for row in rows:
            if row["previous_hash"] != previous:
                yield Finding("A18", f"{exhibit} {row['number']}", "previous_hash")
            if pack.facts.get("profile") == "sealed" and entry_hash(exhibit, row) != row["entry_hash"]:
                yield Finding("A18", f"{exhibit} {row['number']}", "entry_hash")
            previous = row["entry_hash"]
        lasts.append(previous)
    head = hashlib.sha256("\n".join(lasts).encode()).hexdigest() if lasts else ""
    stated = str(pack.facts.get("custody_head", ""))
    if head != stated:
        yield Finding("A18", FACTS, "custody_head")
    listed = [len(one.get("steps", [])) for one in pack.records("custody")]
    if sum(listed) != len(pack.table("custody_log")):
        yield Finding("A18", "data/index/custody_log.csv", "entries")
    if stated and stated not in "".join("".join(one.body.split()) for one in pack.pages):
        yield Finding("A18", PAPER, "head")


_HASHED: Final = (
    ("number", "number"), ("event", "event"), ("happened_at", "at"), ("by_code", "by"),
    ("from_custodian_code", "from_custodian"), ("to_custodian_code", "to_custodian"), ("place", "place"),
    ("purpose", "purpose"), ("method_and_tool", "method_and_tool"), ("sha256_before", "sha256_before"),
    ("sha256_after", "sha256_after"), ("seal_number", "seal_number"), ("previous_hash", "previous_hash"),
)  # fmt: skip
"""Name in the hash, and column of custody_log.csv; docs/format.md describes the form."""


def entry_hash(exhibit_ref: str, row: dict[str, str]) -> str:
    """The hash of a custody entry, from its row: only a sealed pack gives every value as it was hashed."""
    said: dict[str, Any] = {name: _unguarded(row[column]) or None for name, column in _HASHED}
    said["number"] = int(row["number"])
    text = json.dumps({"exhibit": exhibit_ref, **said}, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _unguarded(cell: str) -> str:
    """Without the apostrophe that keeps a spreadsheet from running it."""
    return cell[1:] if cell.startswith("'") and cell[1:].lstrip("\ufeff\x00 ").startswith(_FORMULA) else cell


def freshness(pack: Pack) -> Iterator[Finding]:
    """A19."""
    built = _instant(str(pack.about.get("built_at", "")))
    logs = _logs(pack)
    for row in held(pack):
        checked = [
            _instant(one["at"]) for one in logs.get(row["exhibit_ref"], []) if one["event"] in ("verified", "hashed")
        ]
        known = [one for one in checked if one is not None]
        if built is not None and (not known or built - max(known) > timedelta(days=_FRESH_DAYS)):
            yield Finding("A19", row["exhibit_number"])


def _instant(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


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


def tables(pack: Pack) -> Iterator[Finding]:
    """A49: UTF-8, equal columns, the header of the description."""
    described = {one["path"]: one for one in pack._json("data/index/datapackage.json").get("resources", [])}
    for name in _tables(pack):
        try:
            text = pack.text(name)
            rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
        except csv.Error:
            yield Finding("A49", name)
            continue
        stated = described.get(name.removeprefix("data/index/"))
        header = [one["name"] for one in stated["schema"]["fields"]] if stated else []
        if "\ufffd" in text or not rows or rows[0] != header or any(len(row) != len(header) for row in rows):
            yield Finding("A49", name)


def _tables(pack: Pack) -> list[str]:
    return [one for one in pack.names if one.startswith("data/index/") and one.endswith(".csv")]


def formulas(pack: Pack) -> Iterator[Finding]:
    """A50."""
    for name in _tables(pack):
        for number, row in enumerate(csv.reader(io.StringIO(pack.text(name), newline="")), start=1):
            if any(cell.lstrip("\ufeff\x00 ").startswith(_FORMULA) for cell in row):
                yield Finding("A50", f"{name}:{number}")


def keys(pack: Pack) -> Iterator[Finding]:
    """A51."""
    exhibits = [row["exhibit_ref"] for row in pack.table("exhibits")]
    if len(set(exhibits)) != len(exhibits):
        yield Finding("A51", "data/index/exhibits.csv")
    for name in ("custody_log", "pages"):
        if any(row["exhibit_ref"] not in exhibits for row in pack.table(name)):
            yield Finding("A51", f"data/index/{name}.csv")


__all__ = [
    "ABOUT", "bag", "captures", "chain", "citations", "first_entries", "formulas", "freshness", "held", "keys",
    "metadata", "numbers", "order_of_custody", "originals", "pages_of_exhibits", "parties_of_courts", "tables",
    "translations", "unaltered",
]  # fmt: skip
