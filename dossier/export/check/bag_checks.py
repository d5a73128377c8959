"""The bag and its tables: RFC 8493, sums, columns, formulas, keys."""

import csv
import hashlib
import io
import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from dossier.export.check.findings import Finding
from dossier.export.check.pack import ABOUT, BUNDLE, PAPER, Pack

FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a spreadsheet runs."""


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
    """The hash that the cover gives: of the manifest's lines without the papers themselves and what names this hash."""
    lines = [f"{value}  {name}\n" for name, value in sorted(manifest.items()) if name not in (PAPER, BUNDLE, ABOUT)]
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _against(pack: Pack, listed: dict[str, str], there: set[str], which: int, where: str) -> Iterator[Finding]:
    for name in sorted(there - listed.keys()):
        yield Finding("A43", name, where)
    for name, stated in listed.items():
        real = pack.real.get(name)
        if real is None or real[which] != stated:
            yield Finding("A43", name, where)


def tables(pack: Pack) -> Iterator[Finding]:
    """A49: UTF-8, equal columns, the header of the description."""
    described = {one["path"]: one for one in pack.json_of("data/index/datapackage.json").get("resources", [])}
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
            if any(cell.lstrip("\ufeff\x00 ").startswith(FORMULA) for cell in row):
                yield Finding("A50", f"{name}:{number}")


def keys(pack: Pack) -> Iterator[Finding]:
    """A51."""
    exhibits = [row["exhibit_ref"] for row in pack.table("exhibits")]
    if len(set(exhibits)) != len(exhibits):
        yield Finding("A51", "data/index/exhibits.csv")
    for name in ("custody_log", "pages"):
        if any(row["exhibit_ref"] not in exhibits for row in pack.table(name)):
            yield Finding("A51", f"data/index/{name}.csv")
